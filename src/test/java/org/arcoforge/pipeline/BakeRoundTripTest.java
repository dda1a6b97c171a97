package org.arcoforge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.arcoforge.dataset.Block;
import org.arcoforge.pattern.FilePattern;
import org.arcoforge.pattern.Keys;
import org.arcoforge.recipe.Target;
import org.arcoforge.store.LocalStore;
import org.arcoforge.zarr.Compression;
import org.arcoforge.zarr.ZarrFormat;
import org.arcoforge.zarr.ZarrReader;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random archives, baked, against an oracle that knows nothing of files, chunks or units: each
 * value is a number made from its place in the whole array.
 */
final class BakeRoundTripTest {
  private static final List<Class<?>> TYPES =
      List.of(byte.class, short.class, int.class, float.class, double.class);

  @TempDir private Path folder;

  /** A random archive: its whole arrays are known by a function of the place. */
  private static final class Whole {
    final Map<String, Integer> fixed = new LinkedHashMap<>();
    final Map<String, List<Integer>> along = new LinkedHashMap<>();
    final Map<String, List<String>> variables = new LinkedHashMap<>();
    final Map<String, Class<?>> types = new LinkedHashMap<>();
    final Map<String, Integer> member = new LinkedHashMap<>();

    int length(String dimension) {
      List<Integer> lengths = along.get(dimension);
      return lengths == null
          ? fixed.getOrDefault(dimension, 0)
          : lengths.stream().mapToInt(l -> l).sum();
    }

    double value(String variable, long[] place) {
      if (place.length == 1 && (along.containsKey(variable) || fixed.containsKey(variable))) {
        return 2 * place[0]; // A coordinate must ascend.
      }
      long hash = variable.hashCode();
      for (long i : place) {
        hash = hash * 31 + i;
      }
      return Math.floorMod((hash * 0x9E3779B97F4A7C15L) >>> 40, 120);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void everyValueStandsWhereItBelongs(long seed) throws IOException {
    Random random = new Random(seed);
    Whole whole = random(random);
    FilePattern pattern = write(whole, random);
    Target target = Target.named("random").compression(compression(random));
    for (String dimension : List.of("t", "x", "y")) {
      if (whole.length(dimension) > 0 && random.nextInt(3) > 0) {
        target = target.chunk(dimension, 1 + random.nextInt(whole.length(dimension) + 2));
      }
    }
    ZarrFormat format = random.nextBoolean() ? ZarrFormat.V2 : ZarrFormat.V3;
    GivenRecipe.give(pattern, target);
    Path store = folder.resolve("out.zarr");
    BakeResult result =
        Bake.run(GivenRecipe.job(folder, store, format, 200_000_000), progress -> {});

    assertThat(result.progress().filesIndexed()).isEqualTo(pattern.count());
    ZarrReader reader = ZarrReader.open(new LocalStore(store));
    for (String variable : whole.variables.keySet()) {
      check(seed, whole, variable, reader.read(variable, all(whole, variable)));
    }
    assertThat(reader.metadata().arrays()).hasSize(whole.variables.size());
  }

  private static org.arcoforge.dataset.Region all(Whole whole, String variable) {
    return org.arcoforge.dataset.Region.all(
        dimensions(whole, variable).stream().mapToLong(whole::length).toArray());
  }

  private static List<String> dimensions(Whole whole, String variable) {
    return whole.variables.getOrDefault(variable, List.of());
  }

  private static Compression compression(Random random) {
    return List.of(
            Compression.none(), Compression.blosc(), Compression.zstd(3), Compression.gzip(1))
        .get(random.nextInt(4));
  }

  private static Whole random(Random random) {
    Whole whole = new Whole();
    whole.fixed.put("y", 1 + random.nextInt(5));
    whole.along.put("t", lengths(random));
    if (random.nextBoolean()) {
      whole.along.put("x", lengths(random));
    } else {
      whole.fixed.put("x", 1 + random.nextInt(4));
    }
    int members = random.nextInt(3);
    List<List<String>> choices =
        List.of(
            List.of("t", "y", "x"),
            List.of("x", "t"),
            List.of("t"),
            List.of("y"),
            List.of(),
            List.of("y", "x", "t"));
    for (int v = 0; v < 5; v++) {
      List<String> dimensions = choices.get(random.nextInt(choices.size()));
      String name = "v" + v;
      whole.variables.put(name, dimensions);
      whole.types.put(name, TYPES.get(random.nextInt(TYPES.size())));
      whole.member.put(name, members == 0 ? 0 : random.nextInt(members));
    }
    for (String dimension : List.of("t", "x", "y")) {
      if (random.nextBoolean()) {
        whole.variables.put(dimension, List.of(dimension));
        whole.types.put(dimension, double.class);
        whole.member.put(dimension, -1);
      }
    }
    return whole;
  }

  private static List<Integer> lengths(Random random) {
    List<Integer> lengths = new ArrayList<>();
    for (int key = 0; key <= random.nextInt(4); key++) {
      lengths.add(1 + random.nextInt(5));
    }
    return lengths;
  }

  private FilePattern write(Whole whole, Random random) throws IOException {
    int members = whole.member.values().stream().mapToInt(m -> m).max().orElse(0) + 1;
    List<Integer> t = whole.along.getOrDefault("t", List.of());
    List<Integer> x = whole.along.getOrDefault("x", List.of(whole.length("x")));
    boolean unlimited = random.nextBoolean();
    int startT = 0;
    for (int i = 0; i < t.size(); i++) {
      int startX = 0;
      for (int j = 0; j < x.size(); j++) {
        for (int m = 0; m < members; m++) {
          Archive file =
              new Archive()
                  .dimension("t", t.get(i))
                  .dimension("x", x.get(j))
                  .dimension("y", whole.length("y"));
          if (unlimited
              && whole.variables.values().stream().allMatch(d -> d.lastIndexOf("t") <= 0)) {
            file.unlimited("t");
          }
          Map<String, Integer> starts = Map.of("t", startT, "x", startX, "y", 0);
          for (String variable : whole.variables.keySet()) {
            int holder = whole.member.getOrDefault(variable, -1);
            if (holder == m || holder < 0) {
              add(whole, variable, starts, Map.of("t", t.get(i), "x", x.get(j)), file);
            }
          }
          file.write(folder.resolve("t%d_x%d_m%d.nc".formatted(i, j, m)));
        }
        startX += x.get(j);
      }
      startT += t.get(i);
    }
    FilePattern pattern =
        FilePattern.of("t{t}_x{%s}_m{m}.nc".formatted(whole.along.containsKey("x") ? "x" : "z"))
            .concat("t", Keys.range(0, t.size() - 1))
            .merge(
                "m", java.util.stream.IntStream.range(0, members).mapToObj(m -> "" + m).toList());
    return whole.along.containsKey("x")
        ? pattern.concat("x", Keys.range(0, x.size() - 1))
        : pattern.merge("z", List.of("0"));
  }

  private static void add(
      Whole whole,
      String variable,
      Map<String, Integer> starts,
      Map<String, Integer> lengths,
      Archive file) {
    List<String> dimensions = dimensions(whole, variable);
    int[] shape =
        dimensions.stream().mapToInt(d -> lengths.getOrDefault(d, whole.length(d))).toArray();
    int size = java.util.Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    Class<?> type = whole.types.getOrDefault(variable, double.class);
    Object data = java.lang.reflect.Array.newInstance(type, size);
    long[] place = new long[shape.length];
    for (int i = 0; i < size; i++) {
      int rest = i;
      for (int d = shape.length - 1; d >= 0; d--) {
        place[d] = (long) starts.getOrDefault(dimensions.get(d), 0) + rest % shape[d];
        rest /= shape[d];
      }
      set(data, i, whole.value(variable, place));
    }
    file.variable(variable, dimensions, data);
  }

  private static void set(Object data, int i, double value) {
    if (data instanceof byte[] a) {
      a[i] = (byte) value;
    } else if (data instanceof short[] a) {
      a[i] = (short) value;
    } else if (data instanceof int[] a) {
      a[i] = (int) value;
    } else if (data instanceof float[] a) {
      a[i] = (float) value;
    } else if (data instanceof double[] a) {
      a[i] = value;
    }
  }

  private static void check(long seed, Whole whole, String variable, Block block) {
    int[] shape = block.shape();
    long[] place = new long[shape.length];
    for (int i = 0; i < block.size(); i++) {
      int rest = i;
      for (int d = shape.length - 1; d >= 0; d--) {
        place[d] = rest % shape[d];
        rest /= shape[d];
      }
      assertThat(block.doubleAt(i))
          .describedAs("seed %d, %s%s", seed, variable, java.util.Arrays.toString(place))
          .isEqualTo(whole.value(variable, place));
    }
  }
}
