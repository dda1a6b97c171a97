package org.arcoforge.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.stream.IntStream;

/** Views of another shape: fewer or more dimensions, in another order, or a part of one. */
final class Shaping {
  private Shaping() {}

  static Dataset squeeze(Dataset source, String dimension) {
    Schema schema = source.schema();
    Dimension removed = schema.dimension(dimension);
    if (removed.length() != 1) {
      throw new IllegalArgumentException(
          "Cannot squeeze dimension '%s': its length is %d, not 1. Use subset first."
              .formatted(dimension, removed.length()));
    }
    List<Variable> variables = new ArrayList<>();
    for (Variable v : schema.variables()) {
      variables.add(without(v, dimension));
    }
    List<Dimension> dimensions =
        schema.dimensions().stream().filter(d -> !d.name().equals(dimension)).toList();
    Dataset squeezed =
        new View(
            new Schema(dimensions, variables, schema.attributes(), schema.unreadable()),
            (variable, region) ->
                source
                    .read(variable.name(), insert(schema, variable, dimension, 0, region))
                    .reshape(Block.shapeOf(region)));
    boolean hasCoordinate =
        schema.findVariable(dimension).filter(Variable::isDimensionCoordinate).isPresent();
    return hasCoordinate ? Annotation.setCoordinates(squeezed, dimension) : squeezed;
  }

  static Dataset pick(Dataset source, String name, String dimension, long index) {
    Schema schema = source.schema();
    Variable picked = schema.variable(name);
    long length = schema.dimension(dimension).length();
    if (picked.dimensions().stream().filter(dimension::equals).count() != 1) {
      throw new IllegalArgumentException(
          "Cannot pick from variable '%s' along '%s': its dimensions are %s."
              .formatted(name, dimension, picked.dimensions()));
    }
    if (index < 0 || index >= length) {
      throw new IllegalArgumentException(
          "Cannot pick index %d of dimension '%s' from variable '%s': its length is %d."
              .formatted(index, dimension, name, length));
    }
    Variable without = without(picked, dimension);
    return new View(
        Annotation.with(schema, without),
        (variable, region) ->
            variable.name().equals(name)
                ? source
                    .read(name, insert(schema, variable, dimension, index, region))
                    .reshape(Block.shapeOf(region))
                : source.read(variable.name(), region));
  }

  private static Variable without(Variable variable, String dimension) {
    List<String> names = new ArrayList<>();
    List<Long> chunk = new ArrayList<>();
    for (int d = 0; d < variable.dimensions().size(); d++) {
      if (!variable.dimensions().get(d).equals(dimension)) {
        names.add(variable.dimensions().get(d));
        if (variable.storage().isChunked()) {
          chunk.add(variable.storage().chunk().get(d));
        }
      }
    }
    return variable.withDimensions(names, new NativeStorage(chunk, variable.storage().filters()));
  }

  /** Returns the region with one element of {@code dimension}, wherever the source has it. */
  private static Region insert(
      Schema schema, Variable variable, String dimension, long index, Region region) {
    List<String> names = schema.variable(variable.name()).dimensions();
    long[] origin = new long[names.size()];
    long[] shape = new long[names.size()];
    int from = 0;
    for (int d = 0; d < names.size(); d++) {
      boolean inserted = names.get(d).equals(dimension);
      origin[d] = inserted ? index : region.origin(from);
      shape[d] = inserted ? 1 : region.length(from);
      from += inserted ? 0 : 1;
    }
    return Region.of(origin, shape);
  }

  static Dataset expand(Dataset source, String dimension, String... names) {
    Schema schema = source.schema();
    schema
        .findDimension(dimension)
        .filter(d -> d.length() != 1)
        .ifPresent(
            d -> {
              throw new IllegalArgumentException(
                  "Cannot expand dimension '%s': it is there already, of length %d. Choose another name."
                      .formatted(dimension, d.length()));
            });
    Set<String> expanded = new LinkedHashSet<>(Arrays.asList(names));
    for (String name : names) {
      if (schema.variable(name).dimensions().contains(dimension)) {
        throw new IllegalArgumentException(
            "Cannot expand variable '%s' by dimension '%s': its dimensions are %s."
                .formatted(name, dimension, schema.variable(name).dimensions()));
      }
    }
    if (names.length == 0) {
      Set<String> coordinates = References.coordinates(schema);
      schema.variables().stream()
          .filter(v -> !coordinates.contains(v.name()) && !v.dimensions().contains(dimension))
          .forEach(v -> expanded.add(v.name()));
    }
    schema
        .findVariable(dimension)
        .filter(v -> v.dimensions().isEmpty())
        .ifPresent(v -> expanded.add(v.name()));
    List<Variable> variables =
        schema.variables().stream()
            .map(v -> expanded.contains(v.name()) ? prepend(v, dimension) : v)
            .toList();
    List<Dimension> dimensions = new ArrayList<>(schema.dimensions());
    if (schema.findDimension(dimension).isEmpty()) {
      dimensions.add(Dimension.of(dimension, 1));
    }
    return new View(
        new Schema(dimensions, variables, schema.attributes(), schema.unreadable()),
        (variable, region) -> {
          if (!expanded.contains(variable.name())) {
            return source.read(variable.name(), region);
          }
          if (region.length(0) == 0) {
            return Block.allocate(variable.type(), region);
          }
          Region inner = Region.of(tail(region.origin()), tail(region.shape()));
          return source.read(variable.name(), inner).reshape(Block.shapeOf(region));
        });
  }

  private static long[] tail(long[] numbers) {
    return Arrays.copyOfRange(numbers, 1, numbers.length);
  }

  private static Variable prepend(Variable variable, String dimension) {
    List<String> names = new ArrayList<>(variable.dimensions());
    names.add(0, dimension);
    List<Long> chunk = new ArrayList<>(variable.storage().chunk());
    if (variable.storage().isChunked()) {
      chunk.add(0, 1L);
    }
    return variable.withDimensions(names, new NativeStorage(chunk, variable.storage().filters()));
  }

  /** Expands by a new dimension whose coordinate variable is {@code value}, one element. */
  static Dataset expandWith(Dataset source, String dimension, Block value, Attributes attributes) {
    Schema schema = source.schema();
    if (schema.findVariable(dimension).isPresent()
        || schema.findDimension(dimension).isPresent()
        || schema.unreadable().containsKey(dimension)) {
      throw new IllegalArgumentException(
          "Cannot expand by dimension '%s' and its coordinate: it is there already. Drop or rename it first."
              .formatted(dimension));
    }
    Dataset expanded = expand(source, dimension);
    List<Variable> variables = new ArrayList<>(expanded.schema().variables());
    variables.add(Variable.of(dimension, value.type(), List.of(dimension), attributes));
    return new View(
        new Schema(
            expanded.schema().dimensions(), variables, schema.attributes(), schema.unreadable()),
        (variable, region) -> {
          if (!variable.name().equals(dimension)) {
            return expanded.read(variable.name(), region);
          }
          Block block = Block.allocate(value.type(), region);
          block.fill(value);
          return block;
        });
  }

  static Dataset transpose(Dataset source, String name, String... dimensions) {
    Schema schema = source.schema();
    Variable before = schema.variable(name);
    List<String> names = before.dimensions();
    int[] order = Arrays.stream(dimensions).mapToInt(names::indexOf).toArray();
    if (!Arrays.equals(
        Arrays.stream(order).sorted().toArray(), IntStream.range(0, names.size()).toArray())) {
      throw new IllegalArgumentException(
          "Cannot transpose variable '%s' to %s: its dimensions are %s. Name each of them once."
              .formatted(name, Arrays.toString(dimensions), names));
    }
    int last = order.length - 1;
    if (before.type() == DataType.CHAR && last >= 0 && order[last] != last) {
      throw new IllegalArgumentException(
          "Cannot transpose variable '%s' to %s: its texts lie along '%s'. Name that last."
              .formatted(name, Arrays.toString(dimensions), names.get(last)));
    }
    List<Long> chunk = before.storage().chunk();
    List<Long> chunkAfter =
        before.storage().isChunked() ? Arrays.stream(order).mapToObj(chunk::get).toList() : chunk;
    Variable after =
        before.withDimensions(
            List.of(dimensions), new NativeStorage(chunkAfter, before.storage().filters()));
    return new View(
        Annotation.with(schema, after),
        (variable, region) -> {
          if (!variable.name().equals(name)) {
            return source.read(variable.name(), region);
          }
          long[] origin = new long[order.length];
          long[] shape = new long[order.length];
          for (int d = 0; d < order.length; d++) {
            origin[order[d]] = region.origin(d);
            shape[order[d]] = region.length(d);
          }
          return source.read(name, Region.of(origin, shape)).transpose(order);
        });
  }

  static Dataset subset(Dataset source, String dimension, long from, long to) {
    Schema schema = source.schema();
    Dimension whole = schema.dimension(dimension);
    if (from < 0 || from >= to || to > whole.length()) {
      throw new IllegalArgumentException(
          "Cannot subset dimension '%s' from %d to %d: its length is %d, and the end is not included."
              .formatted(dimension, from, to, whole.length()));
    }
    return new View(
        withDimension(
            schema, new Dimension(dimension, to - from, whole.unlimited()), variable -> variable),
        (variable, region) -> {
          Region shifted = region;
          for (int d = 0; d < region.rank(); d++) {
            if (variable.dimensions().get(d).equals(dimension)) {
              shifted = shifted.shift(d, from);
            }
          }
          return source.read(variable.name(), shifted);
        });
  }

  /** Returns {@code schema} with {@code dimension} in the place of that of its name. */
  static Schema withDimension(Schema schema, Dimension dimension, UnaryOperator<Variable> change) {
    return new Schema(
        schema.dimensions().stream()
            .map(d -> d.name().equals(dimension.name()) ? dimension : d)
            .toList(),
        schema.variables().stream().map(change).toList(),
        schema.attributes(),
        schema.unreadable());
  }
}
