package org.arcoforge.plan;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.arcoforge.dataset.Attributes;
import org.arcoforge.dataset.Block;
import org.arcoforge.dataset.DataType;
import org.arcoforge.dataset.InMemoryDataset;
import org.arcoforge.plan.PatternShape.AxisShape;
import org.arcoforge.recipe.Aspect;
import org.arcoforge.recipe.Duplicates;
import org.arcoforge.recipe.Order;
import org.arcoforge.recipe.Policy;
import org.arcoforge.recipe.Target;

/**
 * A small archive with some of the ways in which archives are inconsistent, and a target that
 * allows some of them. All of it follows from its parts, so that a smaller one can be made of
 * fewer.
 *
 * @param keys files along time
 * @param tiles files along x
 * @param allowed what the target has a policy for
 */
record RandomArchive(long seed, int keys, int tiles, Set<Feature> features, Set<Feature> allowed) {

  /** A way in which files differ. */
  enum Feature {
    TIME_UNITS,
    TIME_BOUNDS,
    PACKING,
    FILL_VALUE,
    TYPE,
    UNITS,
    TRANSPOSED,
    ABSENT,
    UNORDERED,
    DUPLICATES,
    RAGGED,
    JITTER,
    STATIC_VALUES,
    MEMBERS,
    SPLIT;

    /** Returns whether files combine without a policy for it. */
    boolean isHarmless() {
      return this == TIME_UNITS || this == TIME_BOUNDS || this == MEMBERS || this == SPLIT;
    }
  }

  /** Which of equal times is kept, if the target allows them. */
  Duplicates kept() {
    return seed % 2 == 0 ? Duplicates.FIRST : Duplicates.LAST;
  }

  /** Whether a variable that some file lacks is left out, not filled. */
  boolean drops() {
    return seed % 3 == 0;
  }

  static RandomArchive of(long seed) {
    // Random numbers of seeds in sequence begin alike.
    Random random = new Random(seed * 0x9E3779B97F4A7C15L);
    Set<Feature> features = EnumSet.noneOf(Feature.class);
    Set<Feature> allowed = EnumSet.noneOf(Feature.class);
    for (Feature feature : Feature.values()) {
      if (random.nextInt(4) == 0) {
        features.add(feature);
      }
    }
    boolean allows = random.nextInt(4) > 0;
    for (Feature feature : Feature.values()) {
      if (allows ? random.nextInt(30) > 0 : random.nextInt(3) > 0) {
        allowed.add(feature);
      }
    }
    return new RandomArchive(seed, 2 + random.nextInt(3), 1 + random.nextInt(3), features, allowed)
        .consistent();
  }

  /** Leaves out features that need others, or exclude them. */
  private RandomArchive consistent() {
    Set<Feature> kept = EnumSet.noneOf(Feature.class);
    kept.addAll(features);
    if (!kept.contains(Feature.MEMBERS)) {
      kept.remove(Feature.SPLIT);
    }
    if (kept.contains(Feature.RAGGED)) {
      kept.remove(Feature.STATIC_VALUES);
      kept.remove(Feature.JITTER);
      kept.remove(Feature.DUPLICATES);
    }
    if (kept.contains(Feature.UNITS)) {
      kept.remove(Feature.PACKING);
      kept.remove(Feature.TYPE);
      kept.remove(Feature.FILL_VALUE);
    }
    if (kept.contains(Feature.PACKING)) {
      kept.remove(Feature.TYPE);
      kept.remove(Feature.FILL_VALUE);
    }
    if (kept.contains(Feature.DUPLICATES)) {
      // Which of two files is kept is decided by the time alone, whatever else they hold.
      kept.remove(Feature.ABSENT);
    }
    if (kept.contains(Feature.SPLIT)) {
      // What both members have must be divided alike.
      kept.remove(Feature.TIME_BOUNDS);
    }
    if (kept.contains(Feature.UNORDERED) || kept.contains(Feature.DUPLICATES)) {
      kept.remove(Feature.SPLIT);
    }
    return new RandomArchive(seed, keys, tiles, kept, allowed);
  }

  /** Returns archives with one thing less, to find the smallest that still fails. */
  List<RandomArchive> smaller() {
    List<RandomArchive> smaller = new ArrayList<>();
    for (Feature feature : features) {
      Set<Feature> fewer = EnumSet.noneOf(Feature.class);
      fewer.addAll(features);
      fewer.remove(feature);
      smaller.add(new RandomArchive(seed, keys, tiles, fewer, allowed).consistent());
    }
    if (keys > 2) {
      smaller.add(new RandomArchive(seed, keys - 1, tiles, features, allowed));
    }
    if (tiles > 1) {
      smaller.add(new RandomArchive(seed, keys, tiles - 1, features, allowed));
    }
    return smaller;
  }

  boolean has(Feature feature) {
    return features.contains(feature);
  }

  int members() {
    return has(Feature.MEMBERS) ? 2 : 1;
  }

  PatternShape pattern() {
    return new PatternShape(
        List.of(
            new AxisShape("member", false, members()),
            new AxisShape("time", true, keys),
            new AxisShape("x", true, tiles)));
  }

  Target target() {
    Target target = Target.named("random");
    Random random = new Random(seed + 1);
    for (String dimension : List.of("time", "y", "x")) {
      if (random.nextBoolean()) {
        target = target.chunk(dimension, 1 + random.nextInt(5));
      }
    }
    for (Feature feature : allowed) {
      target = allow(target, feature);
    }
    return target;
  }

  private Target allow(Target target, Feature feature) {
    return switch (feature) {
      case PACKING -> target.policy(Aspect.PACKING, Policy.CONVERT);
      case FILL_VALUE -> target.policy(Aspect.FILL_VALUE, Policy.CONVERT);
      case TYPE ->
          has(Feature.MEMBERS)
              ? target
                  .policy(Aspect.TYPE, "v", Policy.CONVERT)
                  .policy(Aspect.TYPE, "w", Policy.CONVERT)
              : target.policy(Aspect.TYPE, "v", Policy.CONVERT);
      case UNITS -> target.policy(Aspect.UNITS, Policy.CONVERT);
      case TRANSPOSED -> target.policy(Aspect.DIMENSIONS, Policy.CONVERT);
      case ABSENT -> target.policy(Aspect.PRESENCE, drops() ? Policy.DROP : Policy.FILL);
      case UNORDERED -> target.order("time", Order.BY_VALUE);
      case DUPLICATES -> target.duplicates("time", kept());
      case RAGGED -> target.outer("y");
      case JITTER -> has(Feature.RAGGED) ? target : target.tolerance("y", 1e-6);
      case STATIC_VALUES -> target.policy(Aspect.STATIC_VALUES, Policy.FIRST);
      case TIME_UNITS, TIME_BOUNDS, MEMBERS, SPLIT -> target;
    };
  }

  List<InMemoryDataset> files() {
    List<InMemoryDataset> files = new ArrayList<>();
    for (int member = 0; member < members(); member++) {
      List<long[]> times = times(member);
      for (int key = 0; key < keys; key++) {
        for (int tile = 0; tile < tiles; tile++) {
          files.add(file(member, key, tile, times.get(key)));
        }
      }
    }
    return files;
  }

  /** Returns the hours since 2000-01-01 of each key: the same for all members, split otherwise. */
  private List<long[]> times(int member) {
    Random random = new Random(seed + 2);
    List<long[]> times = new ArrayList<>();
    long hour = random.nextInt(50);
    for (int key = 0; key < keys; key++) {
      int length = 2 + random.nextInt(3);
      long[] hours = new long[length];
      for (int i = 0; i < length; i++) {
        hours[i] = hour;
        hour += 6;
      }
      times.add(hours);
      if (has(Feature.DUPLICATES)) {
        hour -= 6;
      }
    }
    if (has(Feature.UNORDERED)) {
      Collections.reverse(times);
    }
    return has(Feature.SPLIT) && member == 1 ? split(times) : times;
  }

  /** Moves the boundaries between keys. */
  private static List<long[]> split(List<long[]> times) {
    long[] all = times.stream().flatMapToLong(java.util.Arrays::stream).toArray();
    List<long[]> other = new ArrayList<>();
    for (int key = 0; key < times.size(); key++) {
      int from = key == 0 ? 0 : key;
      int to = key == times.size() - 1 ? all.length : key + 1;
      other.add(java.util.Arrays.copyOfRange(all, from, to));
    }
    return other;
  }

  private InMemoryDataset file(int member, int key, int tile, long[] hours) {
    Random random = new Random(((seed * 10 + member) * 10 + key) * 10 + tile);
    InMemoryDataset file = time(InMemoryDataset.empty(), key, hours);
    double[] y =
        IntStream.range(0, 4)
            .filter(i -> !has(Feature.RAGGED) || i == 1 || (i + key) % 3 != 0)
            .mapToDouble(i -> 10 * i + (has(Feature.JITTER) && key == 1 && i == 2 ? 1e-9 : 0))
            .toArray();
    double[] x = IntStream.range(0, tileLength(tile)).mapToDouble(i -> 100 * tile + i).toArray();
    file = file.withDoubles("y", "y", y).withDoubles("x", "x", x);
    int[] shape = {hours.length, y.length, x.length};
    file = variable(file, member == 0 ? "v" : "w", key, shape, random);
    if (!(has(Feature.ABSENT) && key == 1)) {
      double[] extra = random.doubles(hours.length).toArray();
      file = file.withDoubles("extra" + member, "time", extra);
      // Along x too: files of other tiles must not be asked to share it.
      if (tiles > 1) {
        file = withoutSharing(file, "extra" + member, hours.length, x.length, random);
      }
    }
    if (!has(Feature.RAGGED)) {
      double other = has(Feature.STATIC_VALUES) && key == 1 ? 0.5 : 0;
      file = file.withDoubles("area", "y", 1, 2, 3, 4 + other);
    }
    return file;
  }

  private static InMemoryDataset withoutSharing(
      InMemoryDataset file, String name, int times, int length, Random random) {
    InMemoryDataset without = InMemoryDataset.empty();
    for (var variable : file.schema().variables()) {
      if (!variable.name().equals(name)) {
        without = without.with(variable, file.read(variable.name(), file.schema().all(variable)));
      }
    }
    Block block = InMemoryDataset.doubles(random.doubles((long) times * length).toArray());
    return without.with(name, List.of("time", "x"), Attributes.NONE, block.reshape(times, length));
  }

  private static int tileLength(int tile) {
    return 1 + (tile * 7 + 1) % 3;
  }

  private InMemoryDataset time(InMemoryDataset file, int key, long[] hours) {
    int unit = has(Feature.TIME_UNITS) ? (int) Math.floorMod(seed + key, 3L) : 0;
    int day = has(Feature.TIME_UNITS) ? 1 + key : 1;
    double perHour = unit == 0 ? 1 : unit == 1 ? 1 / 24.0 : 60;
    String units =
        (unit == 0 ? "hours" : unit == 1 ? "days" : "minutes") + " since 2000-01-0" + day;
    double[] values = new double[hours.length];
    double[] bounds = new double[2 * hours.length];
    for (int i = 0; i < hours.length; i++) {
      long since = hours[i] - 24L * (day - 1);
      values[i] = unit == 1 ? since / 24.0 : since * perHour;
      bounds[2 * i] = unit == 1 ? (since - 3) / 24.0 : (since - 3) * perHour;
      bounds[2 * i + 1] = unit == 1 ? (since + 3) / 24.0 : (since + 3) * perHour;
    }
    Attributes attributes = Attributes.NONE.with("units", units);
    if (has(Feature.TIME_BOUNDS)) {
      attributes = attributes.with("bounds", "time_bnds");
      file =
          file.with(
              "time_bnds",
              List.of("time", "nv"),
              Attributes.NONE,
              InMemoryDataset.doubles(bounds).reshape(hours.length, 2));
    }
    return file.with("time", List.of("time"), attributes, InMemoryDataset.doubles(values));
  }

  private InMemoryDataset variable(
      InMemoryDataset file, String name, int key, int[] shape, Random random) {
    boolean other = key == 1;
    int size = shape[0] * shape[1] * shape[2];
    long[] stored = random.longs(size, 0, 100).toArray();
    long fill = has(Feature.FILL_VALUE) && other ? -2 : -1;
    for (int i = 0; i < size; i++) {
      stored[i] = random.nextInt(5) == 0 ? fill : stored[i];
    }
    DataType type = has(Feature.TYPE) && other ? DataType.INT32 : DataType.INT16;
    Attributes attributes = Attributes.NONE.with("units", "K");
    Block block;
    if (has(Feature.UNITS)) {
      type = DataType.FLOAT64;
      attributes = Attributes.NONE.with("units", other ? "degC" : "K").with("_FillValue", -1.0);
      double[] values = java.util.Arrays.stream(stored).mapToDouble(v -> v).toArray();
      block = InMemoryDataset.doubles(values);
    } else {
      attributes =
          attributes.with(
              "_FillValue", type == DataType.INT32 ? (Number) (int) fill : (Number) (short) fill);
      block = InMemoryDataset.integers(type, stored);
    }
    if (has(Feature.PACKING)) {
      attributes = attributes.with("scale_factor", other ? 0.5 : 0.01).with("add_offset", 3.0);
    }
    boolean turned = has(Feature.TRANSPOSED) && other;
    return turned
        ? file.with(
            name, List.of("x", "time", "y"), attributes, block.reshape(shape).transpose(2, 0, 1))
        : file.with(name, List.of("time", "y", "x"), attributes, block.reshape(shape));
  }
}
