package org.arcoforge.dataset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * Views with the elements of a dimension in another order, or some of them, as the values of its
 * coordinate variable say, which they read when made.
 */
final class Ordering {
  private Ordering() {}

  static Dataset sortBy(Dataset source, String dimension) {
    Comparator<Integer> order = order(source, dimension, "sort");
    return take(source, dimension, sorted(source, dimension, order));
  }

  static Dataset dropDuplicates(Dataset source, String dimension) {
    Comparator<Integer> order = order(source, dimension, "drop duplicates of");
    long[] sorted = sorted(source, dimension, order);
    // The sort is stable, so that the first of equal values is that of the lowest index.
    long[] firsts =
        IntStream.range(0, sorted.length)
            .filter(i -> i == 0 || order.compare((int) sorted[i - 1], (int) sorted[i]) != 0)
            .mapToLong(i -> sorted[i])
            .sorted()
            .toArray();
    return take(source, dimension, firsts);
  }

  private static long[] sorted(Dataset source, String dimension, Comparator<Integer> order) {
    int length = Math.toIntExact(source.schema().dimension(dimension).length());
    return IntStream.range(0, length).boxed().sorted(order).mapToLong(i -> i).toArray();
  }

  /** Returns how the values of the coordinate variable compare, by their indices. */
  private static Comparator<Integer> order(Dataset source, String dimension, String verb) {
    Schema schema = source.schema();
    schema.dimension(dimension);
    Variable coordinate =
        schema
            .findVariable(dimension)
            .filter(Variable::isDimensionCoordinate)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "Cannot %s dimension '%s': no coordinate variable is named as it. Add or rename one."
                            .formatted(verb, dimension)));
    for (Variable variable : schema.variables()) {
      if (variable.dimensions().indexOf(dimension)
          != variable.dimensions().lastIndexOf(dimension)) {
        throw new IllegalArgumentException(
            "Cannot %s dimension '%s': variable '%s' has it twice, %s. Drop that variable."
                .formatted(verb, dimension, variable.name(), variable.dimensions()));
      }
    }
    try {
      Block values = source.read(dimension);
      checkPresent(coordinate, values, verb);
      return order(coordinate, values);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot %s dimension '%s': its coordinate cannot be read.".formatted(verb, dimension), e);
    }
  }

  private static void checkPresent(Variable coordinate, Block values, String verb) {
    MissingValues missing = MissingValues.of(coordinate);
    String fill = coordinate.attributes().text("_FillValue").orElse("");
    for (int i = 0; i < values.size(); i++) {
      boolean present =
          switch (values.type()) {
            case STRING -> fill.isEmpty() || !values.strings()[i].equals(fill);
            case CHAR -> true;
            default ->
                !missing.contains(values, i)
                    && !(values.type().isFloat() && Double.isNaN(values.doubleAt(i)));
          };
      if (!present) {
        throw new IllegalArgumentException(
            "Cannot %s dimension '%s': element %d of variable '%s' is %s, which stands for no value. Use subset first."
                .formatted(
                    verb,
                    coordinate.name(),
                    i,
                    coordinate.name(),
                    values.type().isText() ? "'" + fill + "'" : Conversion.number(values, i)));
      }
    }
  }

  /** Compares stored values, exactly; a negative scale factor turns them round. */
  private static Comparator<Integer> order(Variable coordinate, Block values) {
    if (values.type() == DataType.STRING) {
      String[] strings = values.strings();
      return (a, b) -> strings[a].compareTo(strings[b]);
    }
    Comparator<Integer> stored;
    if (values.type().isFloat()) {
      stored =
          (a, b) -> {
            double left = values.doubleAt(a);
            double right = values.doubleAt(b);
            return left < right ? -1 : left > right ? 1 : 0;
          };
    } else {
      boolean unsigned =
          coordinate
              .attributes()
              .text("_Unsigned")
              .map(text -> text.equalsIgnoreCase("true"))
              .orElse(values.type().isUnsigned() || values.type() == DataType.CHAR);
      int unused = 64 - 8 * values.type().byteSize();
      stored =
          (a, b) -> {
            // The bits of the value are on top, so that the sign is where a long has it.
            long left = values.longAt(a) << unused;
            long right = values.longAt(b) << unused;
            return unsigned ? Long.compareUnsigned(left, right) : Long.compare(left, right);
          };
    }
    boolean turned = coordinate.attributes().number("scale_factor").orElse(1) < 0;
    return turned ? stored.reversed() : stored;
  }

  /**
   * Returns a view whose element {@code i} along {@code dimension} is element {@code indices[i]} of
   * the source. Neighbours are read at once, in ascending order, wherever they go.
   *
   * @param indices distinct; no variable may have the dimension twice
   */
  static Dataset take(Dataset source, String dimension, long[] indices) {
    Schema schema = source.schema();
    Dimension whole = schema.dimension(dimension);
    boolean same = indices.length == whole.length();
    for (int i = 0; same && i < indices.length; i++) {
      same = indices[i] == i;
    }
    if (same) {
      return source;
    }
    Dimension taken = new Dimension(dimension, indices.length, whole.unlimited());
    return new View(
        Shaping.withDimension(schema, taken, variable -> variable),
        (variable, region) -> {
          int d = variable.dimensions().indexOf(dimension);
          return d < 0
              ? source.read(variable.name(), region)
              : read(source, variable, region, d, indices);
        });
  }

  private static Block read(Dataset source, Variable variable, Region region, int d, long[] indices)
      throws IOException {
    int first = Math.toIntExact(region.origin(d));
    int length = Math.toIntExact(region.length(d));
    // Where each element is in the source, and where it goes: one number, to sort without objects.
    long[] moves = new long[length];
    for (int i = 0; i < length; i++) {
      moves[i] = indices[first + i] * length + i;
    }
    Arrays.sort(moves);
    Block result = Block.allocate(variable.type(), region);
    int start = 0;
    while (start < length) {
      int end = start + 1;
      while (end < length && moves[end] / length == moves[end - 1] / length + 1) {
        end++;
      }
      Region run = region.with(d, moves[start] / length, end - start);
      Block values = source.read(variable.name(), run);
      if (end - start == length && isAscending(moves, length)) {
        return values;
      }
      paste(values, result, d, moves, start, end);
      start = end;
    }
    return result;
  }

  private static boolean isAscending(long[] moves, int length) {
    for (int i = 0; i < length; i++) {
      if (moves[i] % length != i) {
        return false;
      }
    }
    return true;
  }

  /** Pastes {@code values}, elements {@code start} to {@code end} of the moves, to their places. */
  private static void paste(Block values, Block result, int d, long[] moves, int start, int end) {
    int length = moves.length;
    int[] from = new int[values.rank()];
    int[] at = new int[values.rank()];
    int[] extent = values.shape();
    int next = start;
    while (next < end) {
      int i = next++;
      while (next < end && moves[next] % length == moves[next - 1] % length + 1) {
        next++;
      }
      from[d] = i - start;
      at[d] = (int) (moves[i] % length);
      extent[d] = next - i;
      result.paste(values, from, at, extent);
    }
  }
}
