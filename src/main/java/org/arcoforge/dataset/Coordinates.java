package org.arcoforge.dataset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashSet;
import java.util.Set;

/** Views that depend on the values of a coordinate variable, which they read when made. */
final class Coordinates {
  private Coordinates() {}

  static Dataset subset(Dataset source, String dimension, double from, double to) {
    Variable coordinate = find(source, dimension, "subset");
    double[] values = values(source, coordinate, "subset");
    boolean ascending = values.length < 2 || values[1] > values[0];
    checkMonotone(coordinate, values, ascending, "subset");
    boolean rounds =
        coordinate.type() == DataType.FLOAT32 && scale(coordinate) == 1 && offset(coordinate) == 0;
    double lowest = rounds ? (float) from : from;
    double highest = rounds ? (float) to : to;
    int first = 0;
    while (first < values.length && !isWithin(values[first], lowest, highest)) {
      first++;
    }
    int end = first;
    while (end < values.length && isWithin(values[end], lowest, highest)) {
      end++;
    }
    if (first == end) {
      throw new IllegalArgumentException(
          "Cannot subset '%s' from %s to %s: no value is within; they go from %s to %s."
              .formatted(
                  dimension,
                  from,
                  to,
                  values.length == 0 ? "none" : values[0],
                  values.length == 0 ? "none" : values[values.length - 1]));
    }
    return Shaping.subset(source, dimension, first, end);
  }

  private static boolean isWithin(double value, double lowest, double highest) {
    return value >= lowest && value <= highest;
  }

  static Dataset wrapLongitude(Dataset source, String dimension) {
    Variable coordinate = find(source, dimension, "wrap");
    refusePacked(coordinate);
    double[] values = values(source, coordinate, "wrap");
    checkMonotone(coordinate, values, true, "wrap");
    int n = values.length;
    if (n == 0 || values[n - 1] - values[0] >= 360) {
      throw new IllegalArgumentException(
          "Cannot wrap longitude '%s': its values must span less than 360 degrees, but are %s. Use subset first."
              .formatted(
                  dimension, n == 0 ? "none" : "from " + values[0] + " to " + values[n - 1]));
    }
    double[] shifts = new double[n];
    int start = 0;
    for (int i = 0; i < n; i++) {
      shifts[i] = -360 * Math.floor((values[i] + 180) / 360);
      if (values[i] + shifts[i] < values[start] + shifts[start]) {
        start = i;
      }
    }
    return rotate(source, coordinate, start, shifts);
  }

  private static Dataset rotate(Dataset source, Variable coordinate, int start, double[] shifts) {
    String dimension = coordinate.name();
    Schema schema = source.schema();
    Set<String> shifted = new HashSet<>(Set.of(dimension));
    coordinate
        .attributes()
        .text("bounds")
        .flatMap(schema::findVariable)
        .filter(bounds -> bounds.dimensions().contains(dimension))
        .ifPresent(
            bounds -> {
              if (bounds.dimensions().indexOf(dimension) != 0) {
                throw new IllegalArgumentException(
                    "Cannot wrap longitude '%s': it is not the first dimension of its bounds '%s', %s. Drop them."
                        .formatted(dimension, bounds.name(), bounds.dimensions()));
              }
              refusePacked(bounds);
              shifted.add(bounds.name());
            });
    Attributes attributes = coordinate.attributes();
    for (String range : new String[] {"valid_min", "valid_max", "valid_range", "actual_range"}) {
      attributes = attributes.without(range);
    }
    Dataset rotated =
        new View(
            Annotation.with(schema, coordinate.withAttributes(attributes)),
            (variable, region) -> read(source, variable, dimension, region, start, shifts.length));
    return new View(
        rotated.schema(),
        (variable, region) -> {
          Block block = rotated.read(variable.name(), region);
          return shifted.contains(variable.name())
              ? shift(block, variable, region, start, shifts)
              : block;
        });
  }

  /** Reads, in one or two pieces, a region of which element 0 is element {@code start} there. */
  private static Block read(
      Dataset source, Variable variable, String dimension, Region region, int start, int n)
      throws IOException {
    int d = variable.dimensions().indexOf(dimension);
    if (d < 0) {
      return source.read(variable.name(), region);
    }
    if (variable.dimensions().lastIndexOf(dimension) != d) {
      throw new IOException(
          "Cannot wrap longitude '%s' of variable '%s': it has that dimension twice. Drop it."
              .formatted(dimension, variable.name()));
    }
    long split = (long) n - start;
    if (region.end(d) <= split) {
      return source.read(variable.name(), region.shift(d, start));
    }
    if (region.origin(d) >= split) {
      return source.read(variable.name(), region.shift(d, -split));
    }
    Block result = Block.allocate(variable.type(), region);
    long firstLength = split - region.origin(d);
    Region first = region.with(d, region.origin(d) + start, firstLength);
    Region second = region.with(d, 0, region.length(d) - firstLength);
    int[] at = new int[region.rank()];
    result.paste(source.read(variable.name(), first), at);
    at[d] = Math.toIntExact(firstLength);
    result.paste(source.read(variable.name(), second), at);
    return result;
  }

  /** Adds to each element what its longitude, the first dimension, is shifted by. */
  private static Block shift(
      Block block, Variable variable, Region region, int start, double[] shifts)
      throws IOException {
    Block result = Block.allocate(block.type(), region);
    MissingValues missing = MissingValues.of(variable);
    Block sum = Block.allocate(DataType.FLOAT64, region);
    Conversion conversion = Conversion.rounding(DataType.FLOAT64, block.type());
    int row = block.size() == 0 ? 1 : Math.toIntExact(block.size() / region.length(0));
    for (int i = 0; i < block.size(); i++) {
      int longitude = (int) ((region.origin(0) + i / row + start) % shifts.length);
      double value = block.doubleAt(i);
      sum.setDouble(i, missing.contains(block, i) ? value : value + shifts[longitude]);
      if (!conversion.convert(sum, result, i)) {
        throw new IOException(
            "Cannot wrap longitude %s of variable '%s': %s has no value %s. Cast it first."
                .formatted(value, variable.name(), block.type(), sum.doubleAt(i)));
      }
    }
    return result;
  }

  private static void refusePacked(Variable variable) {
    if (scale(variable) != 1 || offset(variable) != 0) {
      throw new IllegalArgumentException(
          "Cannot wrap longitude '%s': it is packed, with scale_factor %s and add_offset %s. Drop or replace it."
              .formatted(variable.name(), scale(variable), offset(variable)));
    }
  }

  private static double scale(Variable variable) {
    return variable.attributes().number("scale_factor").orElse(1);
  }

  private static double offset(Variable variable) {
    return variable.attributes().number("add_offset").orElse(0);
  }

  private static Variable find(Dataset source, String dimension, String verb) {
    Dimension found = source.schema().dimension(dimension);
    Variable coordinate =
        source
            .schema()
            .findVariable(dimension)
            .filter(Variable::isDimensionCoordinate)
            .orElse(null);
    if (coordinate == null || coordinate.type().isText()) {
      throw new IllegalArgumentException(
          "Cannot %s dimension '%s' by its values: %s. Use indices."
              .formatted(
                  verb,
                  found.name(),
                  coordinate == null
                      ? "no coordinate variable is named as it"
                      : "its coordinate is text"));
    }
    return coordinate;
  }

  private static double[] values(Dataset source, Variable coordinate, String verb) {
    try {
      Block block = source.read(coordinate.name());
      MissingValues missing = MissingValues.of(coordinate);
      double[] values = new double[block.size()];
      for (int i = 0; i < values.length; i++) {
        values[i] =
            missing.contains(block, i)
                ? Double.NaN
                : block.doubleAt(i) * scale(coordinate) + offset(coordinate);
      }
      return values;
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot %s '%s': its values cannot be read.".formatted(verb, coordinate.name()), e);
    }
  }

  private static void checkMonotone(
      Variable coordinate, double[] values, boolean ascending, String verb) {
    for (int i = 0; i < values.length; i++) {
      boolean ordered =
          i == 0 || (ascending ? values[i] > values[i - 1] : values[i] < values[i - 1]);
      if (!Double.isFinite(values[i]) || !ordered) {
        throw new IllegalArgumentException(
            "Cannot %s '%s' by its values: element %d is %s%s. Values must %s."
                .formatted(
                    verb,
                    coordinate.name(),
                    i,
                    values[i],
                    i == 0 ? "" : " and the one before it " + values[i - 1],
                    ascending ? "ascend" : "descend"));
      }
    }
  }
}
