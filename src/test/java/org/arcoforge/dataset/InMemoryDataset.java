package org.arcoforge.dataset;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * A dataset whose values are in memory, for tests. Dimensions come into being with the first
 * variable that has them.
 */
public final class InMemoryDataset implements Dataset {
  private final Schema schema;
  private final Map<String, Block> values;
  private final List<Region> reads = new ArrayList<>();

  private InMemoryDataset(Schema schema, Map<String, Block> values) {
    this.schema = schema;
    this.values = values;
  }

  /** Returns a dataset without variables. */
  public static InMemoryDataset empty() {
    return new InMemoryDataset(
        Schema.of(List.of(), List.of(), Attributes.NONE), new LinkedHashMap<>());
  }

  /** Returns this with a dimension, which may be unlimited. */
  public InMemoryDataset with(Dimension dimension) {
    List<Dimension> dimensions = new ArrayList<>(schema.dimensions());
    dimensions.add(dimension);
    return new InMemoryDataset(
        new Schema(dimensions, schema.variables(), schema.attributes(), schema.unreadable()),
        values);
  }

  /** Returns this with a variable of {@code block}'s values. */
  public InMemoryDataset with(Variable variable, Block block) {
    List<Dimension> dimensions = new ArrayList<>(schema.dimensions());
    for (int d = 0; d < block.rank(); d++) {
      String name = variable.dimensions().get(d);
      if (dimensions.stream().noneMatch(known -> known.name().equals(name))) {
        dimensions.add(Dimension.of(name, block.shape()[d]));
      }
    }
    List<Variable> variables = new ArrayList<>(schema.variables());
    variables.add(variable);
    Map<String, Block> more = new LinkedHashMap<>(values);
    more.put(variable.name(), block);
    return new InMemoryDataset(
        new Schema(dimensions, variables, schema.attributes(), schema.unreadable()), more);
  }

  /** Returns this with a contiguous variable of {@code block}'s values. */
  public InMemoryDataset with(
      String name, List<String> dimensions, Attributes attributes, Block block) {
    return with(Variable.of(name, block.type(), dimensions, attributes), block);
  }

  /** Returns this with a one-dimensional float64 variable. */
  public InMemoryDataset withDoubles(String name, String dimension, double... numbers) {
    return with(name, List.of(dimension), Attributes.NONE, doubles(numbers));
  }

  /** Returns this with other global attributes. */
  public InMemoryDataset withAttributes(Attributes attributes) {
    return new InMemoryDataset(
        new Schema(schema.dimensions(), schema.variables(), attributes, schema.unreadable()),
        values);
  }

  /** Returns this with a variable that no reader can read. */
  public InMemoryDataset withUnreadable(String name, String reason) {
    Map<String, String> more = new LinkedHashMap<>(schema.unreadable());
    more.put(name, reason);
    return new InMemoryDataset(
        new Schema(schema.dimensions(), schema.variables(), schema.attributes(), more), values);
  }

  /** Returns a float64 block of {@code numbers}. */
  public static Block doubles(double... numbers) {
    return floats(DataType.FLOAT64, numbers);
  }

  /** Returns a block of a floating-point type. */
  public static Block floats(DataType type, double... numbers) {
    Block block = Block.allocate(type, numbers.length);
    for (int i = 0; i < numbers.length; i++) {
      block.setDouble(i, numbers[i]);
    }
    return block;
  }

  /** Returns a block of an integer type. */
  public static Block integers(DataType type, long... numbers) {
    Block block = Block.allocate(type, numbers.length);
    for (int i = 0; i < numbers.length; i++) {
      block.setLong(i, numbers[i]);
    }
    return block;
  }

  /** Returns the regions that were read, in order. */
  public List<Region> reads() {
    return List.copyOf(reads);
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public Block read(String variable, Region region) {
    Region all = schema.all(schema.variable(variable));
    if (region.rank() != all.rank() || !all.contains(region)) {
      throw new IllegalArgumentException("%s of %s".formatted(region, variable));
    }
    reads.add(region);
    int[] from = new int[region.rank()];
    for (int d = 0; d < from.length; d++) {
      from[d] = (int) region.origin(d);
    }
    return Objects.requireNonNull(values.get(variable)).slice(from, Block.shapeOf(region));
  }
}
