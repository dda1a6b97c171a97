package org.arcoforge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.arcoforge.dataset.AttributeValue;
import org.arcoforge.dataset.Block;
import org.arcoforge.dataset.DataType;
import org.arcoforge.dataset.FooBar;
import org.arcoforge.dataset.Region;
import org.arcoforge.dataset.Variable;
import org.arcoforge.pattern.FilePattern;
import org.arcoforge.pattern.Keys;
import org.arcoforge.recipe.Aspect;
import org.arcoforge.recipe.Encoding;
import org.arcoforge.recipe.Policy;
import org.arcoforge.recipe.Target;
import org.arcoforge.store.LocalStore;
import org.arcoforge.zarr.ArrayMetadata;
import org.arcoforge.zarr.Compression;
import org.arcoforge.zarr.ZarrReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

/** {@link FooBar} in files by days and by variables, baked. */
final class DailyArchiveBakeTest {
  private static final int DAYS = 10;
  private static final List<String> DATA = List.of("bar", "foo");
  private static final Target TARGET = Target.named("daily");

  @TempDir private Path folder;

  /** How an archive is split into files. */
  enum Split {
    DAYS(1, false),
    PAIRS_OF_DAYS(2, false),
    VARIABLES_AND_DAYS(1, true),
    VARIABLES_AND_PAIRS_OF_DAYS(2, true);

    private final int perFile;
    private final boolean byVariable;

    Split(int perFile, boolean byVariable) {
      this.perFile = perFile;
      this.byVariable = byVariable;
    }
  }

  private static Archive file(Region part, List<String> variables) {
    Archive file =
        new Archive()
            .dimension("time", (int) part.length(0))
            .dimension("lat", (int) part.length(1))
            .dimension("lon", (int) part.length(2));
    FooBar.attributes().forEach((name, value) -> file.attribute("", name, text(value)));
    for (String name : variables) {
      Variable variable = FooBar.variable(name);
      file.variable(name, variable.dimensions(), javaArray(FooBar.block(name, part)));
      variable.attributes().forEach((key, value) -> file.attribute(name, key, text(value)));
    }
    return file;
  }

  private static String text(AttributeValue value) {
    return ((AttributeValue.Text) value).value();
  }

  private static Object javaArray(Block block) {
    if (block.type() == DataType.INT32) {
      int[] array = new int[block.size()];
      for (int i = 0; i < array.length; i++) {
        array[i] = (int) block.longAt(i);
      }
      return array;
    }
    double[] array = new double[block.size()];
    for (int i = 0; i < array.length; i++) {
      array[i] = block.doubleAt(i);
    }
    return array;
  }

  /** Writes the archive, with {@code others} in all files, and returns its pattern. */
  private FilePattern write(Split split, int days, List<String> others) throws IOException {
    List<List<String>> members =
        split.byVariable ? List.of(List.of("bar"), List.of("foo")) : List.of(DATA);
    for (List<String> member : members) {
      List<String> variables = new ArrayList<>(others);
      variables.addAll(member);
      for (int from = 0; from < days; from += split.perFile) {
        file(FooBar.days(from, split.perFile), variables)
            .write(folder.resolve("%s_%03d.nc".formatted(member.get(0), from / split.perFile)));
      }
    }
    return FilePattern.of("{variable}_{time:03d}.nc")
        .merge("variable", members.stream().map(member -> member.get(0)).toList())
        .concat("time", Keys.range(0, days / split.perFile - 1));
  }

  private ZarrReader bake(FilePattern files, Target target) throws IOException {
    return bake(files, target, folder.resolve("out.zarr"), 2);
  }

  private ZarrReader bake(FilePattern files, Target target, Path store, int threads)
      throws IOException {
    GivenRecipe.give(files, target);
    String recipe = GivenRecipe.class.getName();
    BakeJob job =
        new BakeJob(
            recipe,
            GivenRecipe.sources(folder),
            store.toString(),
            TargetMode.NEW,
            0,
            null,
            200_000_000,
            threads);
    BakeResult result = Bake.run(job, progress -> {});
    assertThat(result.progress().filesIndexed()).isEqualTo(files.count());
    return ZarrReader.open(new LocalStore(store));
  }

  private static Region all(ArrayMetadata array) {
    return Region.all(array.shape().stream().mapToLong(length -> length).toArray());
  }

  /** Checks that {@code store} has {@code names}, and of each what files and places say. */
  private static void check(ZarrReader store, int days, List<String> names) throws IOException {
    assertThat(store.metadata().arrays())
        .extracting(ArrayMetadata::name)
        .containsExactlyInAnyOrderElementsOf(names);
    for (ArrayMetadata array : store.metadata().arrays()) {
      Variable variable = FooBar.variable(array.name());
      assertThat(array.dimensions()).isEqualTo(variable.dimensions());
      assertThat(array.attributes()).isEqualTo(variable.attributes());
      assertThat(store.read(array.name(), all(array)))
          .as(array.name())
          .isEqualTo(FooBar.block(array.name(), FooBar.days(0, days)));
      if (FooBar.COORDINATES.contains(array.name())) {
        assertThat(array.grid().chunkCount()).as(array.name()).isEqualTo(1);
      }
    }
    assertThat(store.metadata().attributes()).isEqualTo(FooBar.attributes());
  }

  private static List<String> names(List<String> some, List<String> more) {
    return Stream.concat(some.stream(), more.stream()).toList();
  }

  private static Stream<Arguments> splitsAndChunks() {
    List<int[]> chunks =
        List.of(
            new int[] {1, 18, 36},
            new int[] {2, 18, 36},
            new int[] {3, 18, 36},
            new int[] {5, 5, 36},
            new int[] {5, 5, 5},
            new int[] {7, 5, 9});
    return Stream.of(Split.values())
        .flatMap(split -> chunks.stream().map(c -> Arguments.of(split, c[0], c[1], c[2])));
  }

  @ParameterizedTest
  @MethodSource("splitsAndChunks")
  void howAnArchiveIsSplitDoesNotShow(Split split, int time, int lat, int lon) throws IOException {
    Target target = TARGET.chunk("time", time).chunk("lat", lat).chunk("lon", lon);
    ZarrReader store = bake(write(split, DAYS, FooBar.COORDINATES), target);
    check(store, DAYS, names(FooBar.COORDINATES, DATA));
    for (String name : DATA) {
      assertThat(store.metadata().array(name).chunk()).containsExactly(time, lat, lon);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"DAYS", "VARIABLES_AND_PAIRS_OF_DAYS"})
  void auxiliaryCoordinatesAreKept(Split split) throws IOException {
    List<String> others = names(FooBar.COORDINATES, FooBar.AUXILIARY);
    Target target = TARGET.chunk("time", 3);
    ZarrReader store =
        bake(
            write(split, DAYS, others),
            split.byVariable ? target.policy(Aspect.MEMBERS, "timestep", Policy.FIRST) : target);
    check(store, DAYS, names(others, DATA));
  }

  @ParameterizedTest
  @EnumSource(names = {"DAYS", "VARIABLES_AND_PAIRS_OF_DAYS"})
  void aDimensionMayLackItsCoordinate(Split split) throws IOException {
    ZarrReader store =
        bake(write(split, DAYS, List.of("time", "lat")), TARGET.chunk("time", 3).chunk("lon", 9));
    check(store, DAYS, names(List.of("time", "lat"), DATA));
  }

  @Test
  void halvesCountedEachFromItsStartAreOne() throws IOException {
    for (int day = 0; day < 2 * DAYS; day++) {
      Archive file = file(FooBar.days(day, 1), List.of("lat", "lon", "foo"));
      file.variable("time", List.of("time"), new int[] {day % DAYS})
          .attribute("time", "units", "days since 2010-01-" + (day < DAYS ? "01" : "11"))
          .attribute("time", "calendar", "proleptic_gregorian")
          .write(folder.resolve("%02d.nc".formatted(day)));
    }
    FilePattern files = FilePattern.of("{time:02d}.nc").concat("time", Keys.range(0, 2 * DAYS - 1));
    ZarrReader store = bake(files, TARGET.chunk("time", 3));
    assertThat(store.metadata().array("time").attributes().text("units"))
        .hasValue("days since 2010-01-01");
    Block time = store.read("time", Region.all(2 * DAYS));
    for (int day = 0; day < 2 * DAYS; day++) {
      assertThat(time.longAt(day)).isEqualTo(day);
    }
    assertThat(store.read("foo", FooBar.days(0, 2 * DAYS)))
        .isEqualTo(FooBar.block("foo", FooBar.days(0, 2 * DAYS)));
  }

  @Test
  void aStoreMayLieInFoldersThatAreNotThereYet() throws IOException {
    FilePattern files = write(Split.PAIRS_OF_DAYS, DAYS, FooBar.COORDINATES);
    ZarrReader store = bake(files, TARGET, folder.resolve("a/b c/subpath"), 2);
    check(store, DAYS, names(FooBar.COORDINATES, DATA));
  }

  private static Map<String, byte[]> objects(Path store) throws IOException {
    Map<String, byte[]> objects = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(store)) {
      for (Path path : (Iterable<Path>) paths.filter(Files::isRegularFile)::iterator) {
        objects.put(store.relativize(path).toString(), Files.readAllBytes(path));
      }
    }
    return objects;
  }

  @Test
  void everyChunkIsWrittenAndNothingElse() throws IOException {
    List<String> others = names(FooBar.COORDINATES, FooBar.AUXILIARY);
    bake(write(Split.DAYS, DAYS, others), TARGET.chunk("time", 2).chunk("lon", 20));
    TreeSet<String> expected = new TreeSet<>(List.of("zarr.json"));
    names(others, DATA).forEach(name -> expected.add(name + "/zarr.json"));
    FooBar.COORDINATES.forEach(name -> expected.add(name + "/c/0"));
    for (int lon = 0; lon < 2; lon++) {
      expected.add("baz/c/0/" + lon);
      for (int time = 0; time < 5; time++) {
        expected.add("timestep/c/" + time);
        expected.add("bar/c/%d/0/%d".formatted(time, lon));
        expected.add("foo/c/%d/0/%d".formatted(time, lon));
      }
    }
    assertThat(objects(folder.resolve("out.zarr")).keySet()).isEqualTo(expected);
  }

  @Test
  void anotherRunOnOtherThreadsWritesTheSameBytes() throws IOException {
    FilePattern files = write(Split.VARIABLES_AND_DAYS, DAYS, FooBar.COORDINATES);
    List<Map<String, byte[]>> runs = new ArrayList<>();
    for (int threads = 1; threads <= 3; threads++) {
      Path store = folder.resolve("run" + threads);
      bake(files, TARGET.chunk("time", 3).chunk("lat", 5), store, threads);
      runs.add(objects(store));
    }
    assertThat(runs.get(0)).hasSize(3 + 2 + 1 + 3 + 2 * 4 * 4);
    for (Map<String, byte[]> run : runs) {
      assertThat(run.keySet()).isEqualTo(runs.get(0).keySet());
      run.forEach((key, bytes) -> assertThat(bytes).as(key).isEqualTo(runs.get(0).get(key)));
    }
  }

  @Test
  void aVariableIsCompressedAsItsEncodingSays() throws IOException {
    ZarrReader store =
        bake(
            write(Split.DAYS, DAYS, FooBar.COORDINATES),
            TARGET
                .compression(Compression.none())
                .variable("foo", Encoding.asInFiles().compression(Compression.gzip(1))));
    check(store, DAYS, names(FooBar.COORDINATES, DATA));
    Map<String, byte[]> objects = new HashMap<>(objects(folder.resolve("out.zarr")));
    assertThat(objects.get("foo/c/0/0/0")).startsWith(0x1f, 0x8b).hasSizeLessThan(DAYS * 648 * 8);
    assertThat(objects.get("bar/c/0/0/0")).hasSize(DAYS * 648 * 4);
  }

  @Test
  void aHundredFilesAndMoreFollowOneAnother() throws IOException {
    ZarrReader store = bake(write(Split.DAYS, 130, List.of("time")), TARGET.chunk("time", 28));
    check(store, 130, names(List.of("time"), DATA));
  }

  @Test
  void textOfFixedLengthIsKept() throws IOException {
    List<String> texts = List.of("Køge..", "a", "", "dunes");
    List<byte[]> expected = new ArrayList<>();
    for (int day = 0; day < texts.size(); day++) {
      char[] padded = java.util.Arrays.copyOf(texts.get(day).toCharArray(), 6);
      file(FooBar.days(day, 1), List.of("time"))
          .dimension("length", 6)
          .variable("name", List.of("time", "length"), padded)
          .write(folder.resolve(day + ".nc"));
      byte[] bytes = new byte[6];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = (byte) padded[i];
      }
      expected.add(bytes);
    }
    ZarrReader store =
        bake(FilePattern.of("{time}.nc").concat("time", Keys.range(0, 3)), TARGET.chunk("time", 3));
    Block names = store.read("name", Region.all(4, 6));
    assertThat(names.type()).isEqualTo(DataType.CHAR);
    for (int day = 0; day < texts.size(); day++) {
      assertThat(names.slice(new int[] {day, 0}, new int[] {1, 6}).bytes())
          .isEqualTo(expected.get(day));
    }
  }
}
