package org.arcoforge.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Views of views, in random order, against a model that holds all values in plain arrays. */
class ViewTest {
  /** A variable of the model: a value for each index, written as text. */
  private static final class Model {
    private final List<String> dimensions;
    private final long[] shape;
    private final Map<String, Double> values;

    Model(List<String> dimensions, long[] shape, Map<String, Double> values) {
      this.dimensions = dimensions;
      this.shape = shape;
      this.values = values;
    }

    List<String> dimensions() {
      return dimensions;
    }

    long[] shape() {
      return shape;
    }

    Map<String, Double> values() {
      return values;
    }

    static String key(long[] index) {
      return Arrays.toString(index);
    }
  }

  private final Map<String, Model> models = new HashMap<>();
  private Dataset view = InMemoryDataset.empty();
  private String lon = "lon";

  private void start(Random random) {
    InMemoryDataset source = InMemoryDataset.empty();
    int longitudes = 2 + random.nextInt(6);
    double step = 360.0 / 64 * (1 + random.nextInt(64 / longitudes));
    double first = 5.625 * (random.nextInt(96) - 32);
    double[] values = new double[longitudes];
    for (int i = 0; i < longitudes; i++) {
      values[i] = first + i * step;
    }
    source = source.withDoubles("lon", "lon", values);
    Block coordinate = InMemoryDataset.doubles(values);
    models.put("lon", model(List.of("lon"), new int[] {longitudes}, coordinate));
    int[] lengths = {1 + random.nextInt(4), 1, longitudes};
    List<List<String>> shapes =
        List.of(
            List.of("t", "one", "lon"),
            List.of("lon", "t"),
            List.of("one"),
            List.of("t"),
            List.of("lon", "one", "t"));
    for (int v = 0; v < shapes.size(); v++) {
      List<String> names = shapes.get(v);
      int[] shape =
          names.stream().mapToInt(n -> lengths[List.of("t", "one", "lon").indexOf(n)]).toArray();
      Block block = Block.allocate(DataType.FLOAT64, shape);
      for (int i = 0; i < block.size(); i++) {
        block.setDouble(i, random.nextInt(100));
      }
      String name = "v" + v;
      List<Long> chunk = new ArrayList<>();
      names.forEach(n -> chunk.add(2L));
      NativeStorage storage = new NativeStorage(chunk, List.of());
      source =
          source.with(new Variable(name, DataType.FLOAT64, names, Attributes.NONE, storage), block);
      models.put(name, model(names, shape, block));
    }
    view = source;
  }

  private static Model model(List<String> dimensions, int[] shape, Block block) {
    long[] lengths = Arrays.stream(shape).asLongStream().toArray();
    Map<String, Double> values = new HashMap<>();
    for (int i = 0; i < block.size(); i++) {
      values.put(Model.key(index(lengths, i)), block.doubleAt(i));
    }
    return new Model(dimensions, lengths, values);
  }

  private static long[] index(long[] shape, long ordinal) {
    long[] index = new long[shape.length];
    long rest = ordinal;
    for (int d = shape.length - 1; d >= 0; d--) {
      index[d] = rest % shape[d];
      rest /= shape[d];
    }
    return index;
  }

  /** Changes one dimension of every model that has it: element {@code i} is {@code from[i]}. */
  private void take(String dimension, int[] from) {
    models.replaceAll(
        (name, model) -> {
          int d = model.dimensions().indexOf(dimension);
          if (d < 0) {
            return model;
          }
          long[] shape = model.shape().clone();
          shape[d] = from.length;
          Map<String, Double> values = new HashMap<>();
          long size = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
          for (long i = 0; i < size; i++) {
            long[] index = index(shape, i);
            long[] old = index.clone();
            old[d] = from[(int) index[d]];
            values.put(Model.key(index), value(model, old));
          }
          return new Model(model.dimensions(), shape, values);
        });
  }

  private static double value(Model model, long[] index) {
    Double value = model.values().get(Model.key(index));
    assertThat(value).isNotNull();
    return value;
  }

  private void step(Random random) {
    switch (random.nextInt(7)) {
      case 0 -> {
        int n = (int) view.schema().dimension("t").length();
        int from = random.nextInt(n);
        int to = from + 1 + random.nextInt(n - from);
        view = view.subset("t", from, to);
        take("t", java.util.stream.IntStream.range(from, to).toArray());
      }
      case 1 -> wrap();
      case 2 -> {
        view = view.mapDoubles("v0", x -> 3 * x + 1);
        map("v0", x -> 3 * x + 1);
      }
      case 3 -> {
        String name = "x" + random.nextInt(1000);
        if (view.schema().findVariable(name).isEmpty()) {
          view = view.rename(lon, name);
          Model renamed = models.remove(lon);
          if (renamed != null) {
            models.put(name, renamed);
          }
          String old = lon;
          models.replaceAll(
              (n, m) ->
                  new Model(
                      m.dimensions().stream().map(d -> d.equals(old) ? name : d).toList(),
                      m.shape(),
                      m.values()));
          lon = name;
        }
      }
      case 4 -> {
        if (view.schema().findDimension("one").isPresent()) {
          view = view.squeeze("one");
          models.replaceAll((n, m) -> without(m, "one"));
        } else {
          view = view.expand("one", "v1");
          models.computeIfPresent("v1", (n, m) -> with(m, "one"));
        }
      }
      case 5 -> transpose("v4", random);
      default -> {
        view =
            view.schema().variable("v3").type() == DataType.FLOAT64
                ? view.cast("v3", DataType.INT16)
                : view.cast("v3", DataType.FLOAT64);
      }
    }
  }

  private void transpose(String name, Random random) {
    List<String> names = new ArrayList<>(view.schema().variable(name).dimensions());
    Collections.shuffle(names, random);
    view = view.transpose(name, names.toArray(String[]::new));
    models.computeIfPresent(
        name,
        (n, model) -> {
          int[] from = names.stream().mapToInt(model.dimensions()::indexOf).toArray();
          long[] shape = Arrays.stream(from).mapToLong(d -> model.shape()[d]).toArray();
          Map<String, Double> values = new HashMap<>();
          long size = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
          for (long i = 0; i < size; i++) {
            long[] index = index(shape, i);
            long[] old = new long[index.length];
            for (int d = 0; d < from.length; d++) {
              old[from[d]] = index[d];
            }
            values.put(Model.key(index), value(model, old));
          }
          return new Model(List.copyOf(names), shape, values);
        });
  }

  private void wrap() {
    Model coordinate = models.get(lon);
    assertThat(coordinate).isNotNull();
    int n = (int) coordinate.shape()[0];
    List<Integer> order = new ArrayList<>();
    double[] wrapped = new double[n];
    for (int i = 0; i < n; i++) {
      double value = value(coordinate, new long[] {i});
      while (value >= 180) {
        value -= 360;
      }
      while (value < -180) {
        value += 360;
      }
      wrapped[i] = value;
      order.add(i);
    }
    order.sort((a, b) -> Double.compare(wrapped[a], wrapped[b]));
    view = view.wrapLongitude(lon);
    take(lon, order.stream().mapToInt(i -> i).toArray());
    Map<String, Double> values = new HashMap<>();
    for (int i = 0; i < n; i++) {
      values.put(Model.key(new long[] {i}), wrapped[order.get(i)]);
    }
    models.put(lon, new Model(List.of(lon), new long[] {n}, values));
  }

  private void map(String name, java.util.function.DoubleUnaryOperator operator) {
    models.computeIfPresent(
        name,
        (n, m) -> {
          Map<String, Double> values = new HashMap<>();
          m.values().forEach((k, v) -> values.put(k, operator.applyAsDouble(v)));
          return new Model(m.dimensions(), m.shape(), values);
        });
  }

  private static Model without(Model model, String dimension) {
    int removed = model.dimensions().indexOf(dimension);
    if (removed < 0) {
      return model;
    }
    List<String> names = new ArrayList<>(model.dimensions());
    names.remove(removed);
    long[] shape =
        names.stream().mapToLong(n -> model.shape()[model.dimensions().indexOf(n)]).toArray();
    Map<String, Double> values = new HashMap<>();
    long size = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    for (long i = 0; i < size; i++) {
      values.put(Model.key(index(shape, i)), value(model, index(model.shape(), i)));
    }
    return new Model(names, shape, values);
  }

  private static Model with(Model model, String dimension) {
    List<String> names = new ArrayList<>(model.dimensions());
    names.add(0, dimension);
    long[] shape = new long[names.size()];
    shape[0] = 1;
    System.arraycopy(model.shape(), 0, shape, 1, shape.length - 1);
    Map<String, Double> values = new HashMap<>();
    long size = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    for (long i = 0; i < size; i++) {
      values.put(Model.key(index(shape, i)), value(model, index(model.shape(), i)));
    }
    return new Model(names, shape, values);
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void viewsComposeAndReadTheSameByRegions(long seed) throws IOException {
    Random random = new Random(seed);
    for (int round = 0; round < 40; round++) {
      models.clear();
      lon = "lon";
      start(random);
      for (int s = random.nextInt(7); s > 0; s--) {
        step(random);
      }
      for (Map.Entry<String, Model> entry : models.entrySet()) {
        check(entry.getKey(), entry.getValue(), random, "seed " + seed + ", round " + round);
      }
    }
  }

  private void check(String name, Model model, Random random, String where) throws IOException {
    Variable variable = view.schema().variable(name);
    assertThat(variable.dimensions()).as(where).isEqualTo(model.dimensions());
    assertThat(view.schema().shape(variable)).as(where).isEqualTo(model.shape());
    long[] origin = new long[model.shape().length];
    long[] shape = new long[origin.length];
    for (int d = 0; d < origin.length; d++) {
      origin[d] = random.nextInt((int) model.shape()[d] + 1);
      shape[d] = random.nextInt((int) (model.shape()[d] - origin[d]) + 1);
    }
    Region region = Region.of(origin, shape);
    Block block = view.read(name, region);
    assertThat(block.type()).as(where).isEqualTo(variable.type());
    assertThat(block.shape()).as(where).isEqualTo(Block.shapeOf(region));
    for (int i = 0; i < block.size(); i++) {
      long[] index = index(shape, i);
      for (int d = 0; d < index.length; d++) {
        index[d] += origin[d];
      }
      assertThat(block.doubleAt(i))
          .as("%s: %s at %s", where, name, Arrays.toString(index))
          .isEqualTo(value(model, index));
    }
    Block all = view.read(name);
    int[] from = Arrays.stream(origin).mapToInt(Math::toIntExact).toArray();
    assertThat(all.slice(from, Block.shapeOf(region))).as(where).isEqualTo(block);
  }
}
