package org.arcoforge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.arcoforge.dataset.AttributeValue;
import org.arcoforge.dataset.Block;
import org.arcoforge.dataset.Dataset;
import org.arcoforge.dataset.Region;
import org.arcoforge.pattern.FilePattern;
import org.arcoforge.pattern.Keys;
import org.arcoforge.plan.TreatedFile;
import org.arcoforge.recipe.OnFailure;
import org.arcoforge.recipe.Target;
import org.arcoforge.store.LocalStore;
import org.arcoforge.zarr.ZarrFormat;
import org.arcoforge.zarr.ZarrReader;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Archives of which files are missing, cut short or not what they should be; and their repair. */
final class FailingFilesBakeTest {
  private static final int FILES = 10;
  private static final FileTime LONG_AGO = FileTime.fromMillis(1_000_000_000_000L);

  @TempDir private Path folder;

  @BeforeEach
  void files() throws IOException {
    for (int key = 0; key < FILES; key++) {
      write(key);
    }
  }

  /** File k has the times 2 k and 2 k + 1; u at time t and place x is 100 t + x. */
  private void write(int key) throws IOException {
    float[] values = new float[2 * 4];
    for (int i = 0; i < values.length; i++) {
      values[i] = 100 * (2 * key + i / 4) + i % 4;
    }
    new Archive()
        .dimension("t", 2)
        .dimension("x", 4)
        .variable("t", List.of("t"), new int[] {2 * key, 2 * key + 1})
        .variable("x", List.of("x"), new double[] {1, 2, 3, 4})
        .variable("u", List.of("t", "x"), values)
        .write(path(key));
  }

  private Path path(int key) {
    return folder.resolve("w" + key + ".nc");
  }

  private void missing(int key) throws IOException {
    Files.delete(path(key));
  }

  private void cutShort(int key) throws IOException {
    byte[] bytes = Files.readAllBytes(path(key));
    Files.write(path(key), Arrays.copyOf(bytes, bytes.length / 2));
  }

  private void html(int key) throws IOException {
    Files.writeString(path(key), "<!DOCTYPE html><html><body>Please log in.</body></html>");
  }

  private static FilePattern pattern() {
    return FilePattern.of("w{t}.nc").concat("t", Keys.range(0, FILES - 1));
  }

  private static void give(OnFailure onFailure, int chunk) {
    GivenRecipe.give(pattern(), Target.named("wind").chunk("t", chunk).onFailure(onFailure));
  }

  private Path store() {
    return folder.resolve("out.zarr");
  }

  private BakeJob job(TargetMode mode, Path store, @Nullable ZarrFormat format) {
    return new BakeJob(
        GivenRecipe.class.getName(),
        GivenRecipe.sources(folder),
        store.toString(),
        mode,
        0,
        format,
        100_000_000,
        2);
  }

  private BakeResult run(TargetMode mode) throws IOException {
    return Bake.run(job(mode, store(), ZarrFormat.V3), progress -> {});
  }

  private ZarrReader reader() throws IOException {
    return ZarrReader.open(new LocalStore(store()));
  }

  private void assertSound() throws Exception {
    LocalStore store = new LocalStore(store());
    assertThat(VerifyStore.decode(store, 2, values -> {}).faults()).isEmpty();
    VerifyStore.Findings compared =
        VerifyStore.compare(job(TargetMode.NEW, store(), ZarrFormat.V3), store, values -> {});
    assertThat(compared.faults()).isEmpty();
    assertThat(compared.values()).isPositive();
  }

  /** Checks that the store has these times, and of each what its file says or nothing. */
  private void assertHolds(List<Integer> times, List<Integer> gaps) throws Exception {
    ZarrReader reader = reader();
    Block t = reader.read("t", Region.all(times.size()));
    Block u = reader.read("u", Region.all(times.size(), 4));
    for (int i = 0; i < times.size(); i++) {
      assertThat(t.longAt(i)).isEqualTo((long) times.get(i));
      for (int x = 0; x < 4; x++) {
        assertThat(u.doubleAt(4 * i + x))
            .as("u at time %d", times.get(i))
            .isEqualTo(
                Double.valueOf(
                    gaps.contains(times.get(i)) ? Double.NaN : 100.0 * times.get(i) + x));
      }
    }
  }

  private static List<Integer> range(int from, int to) {
    return java.util.stream.IntStream.range(from, to).boxed().toList();
  }

  private static List<Integer> join(List<Integer> one, List<Integer> other) {
    return Stream.concat(one.stream(), other.stream()).toList();
  }

  private static AttributeValue list(String... urls) {
    return new AttributeValue.Texts(List.of(urls));
  }

  @Test
  void allFailingFilesAreNamedAtOnce() throws IOException {
    give(OnFailure.FAIL, 4);
    missing(1);
    cutShort(4);
    html(7);
    assertThatThrownBy(() -> run(TargetMode.NEW))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(
            "Cannot read 3 of 10 source files: Cannot find source file w1.nc: there is no ")
        .hasMessageContainingAll("w4.nc", "w7.nc", "HTML")
        .hasMessageEndingWith(
            " Correct the files or the pattern, or choose onFailure(OnFailure.SKIP) or OnFailure.FILL in the target.");
    assertThat(Files.exists(store())).isFalse();
    assertThatThrownBy(() -> PlanJob.plan(job(TargetMode.NEW, store(), ZarrFormat.V3), n -> {}))
        .hasMessageStartingWith("Cannot read 3 of 10 source files: ");
  }

  @Test
  void notAllOfManyFailingFilesAreTried() {
    AtomicInteger told = new AtomicInteger();
    GivenRecipe.give(
        FilePattern.of("none{t}.nc").concat("t", Keys.range(0, 9999)), Target.named("wind"));
    assertThatThrownBy(
            () ->
                PlanJob.plan(
                    job(TargetMode.NEW, store(), ZarrFormat.V3), n -> told.incrementAndGet()))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("Cannot read at least ")
        .hasMessageContaining(
            " of 10,000 source files (the others were not all tried): Cannot find source file none0.nc: ")
        .hasMessageContaining(" more. Correct the files or the pattern, or ");
    assertThat(told.get()).isLessThan(1000);
  }

  @Test
  void failingFilesAreSkipped() throws Exception {
    give(OnFailure.SKIP, 4);
    missing(1);
    html(7);
    BakeResult result = run(TargetMode.NEW);
    assertHolds(join(join(range(0, 2), range(4, 14)), range(16, 20)), List.of());
    assertThat(result.failedFiles()).extracting(TreatedFile::url).containsExactly("w1.nc", "w7.nc");
    assertThat(result.failedFiles()).extracting(TreatedFile::treated).containsOnly(OnFailure.SKIP);
    assertThat(result.failedFiles().get(0).reason()).startsWith("Cannot find source file w1.nc");
    assertThat(result.notices())
        .contains("left out: source files: 2 of 10 cannot be read: w1.nc, w7.nc.");
    assertThat(reader().metadata().attributes().find("skipped_source_files"))
        .hasValue(list("w1.nc", "w7.nc"));
    assertSound();
    write(1);
    assertSound();
    assertThat(VerifyStore.failedFiles(new LocalStore(store()))).isEqualTo(Map.of("skipped", 2));
  }

  @Test
  void failingFilesAreFilled() throws Exception {
    give(OnFailure.FILL, 4);
    cutShort(0);
    missing(3);
    missing(4);
    html(9);
    run(TargetMode.NEW);
    assertHolds(range(0, 20), List.of(0, 1, 6, 7, 8, 9, 18, 19));
    assertThat(reader().metadata().attributes().find("filled_source_files"))
        .hasValue(list("w0.nc", "w3.nc", "w4.nc", "w9.nc"));
    assertSound();
    write(3);
    assertSound();
  }

  @Test
  void anotherFileThatFailsIsNamedByVerify() throws Exception {
    give(OnFailure.SKIP, 4);
    missing(1);
    run(TargetMode.NEW);
    missing(2);
    assertThatThrownBy(this::assertSound)
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("Cannot read 1 of 10 source files: Cannot find source file w2.nc");
  }

  @Test
  void stackedFilesKeepTheirKeys() throws Exception {
    for (int key = 0; key < FILES; key++) {
      new Archive()
          .dimension("x", 2)
          .variable("u", List.of("x"), new float[] {key, 2 * key})
          .write(path(key));
    }
    missing(0);
    missing(4);
    FilePattern files = FilePattern.of("w{m}.nc").stack("m", Keys.range(0, FILES - 1));
    GivenRecipe.give(files, Target.named("wind").onFailure(OnFailure.FILL));
    run(TargetMode.NEW);
    Block m = reader().read("m", Region.all(FILES));
    Block u = reader().read("u", Region.all(FILES, 2));
    for (int key = 0; key < FILES; key++) {
      assertThat(m.longAt(key)).isEqualTo(key);
      assertThat(u.doubleAt(2 * key + 1))
          .isEqualTo(Double.valueOf(key == 0 || key == 4 ? Double.NaN : 2.0 * key));
    }
    assertSound();
  }

  @Test
  void errorsOfTheRecipeAreNotTolerated() {
    GivenRecipe.give(
        pattern(),
        Target.named("wind").onFailure(OnFailure.SKIP),
        dataset -> {
          throw new IllegalStateException("no");
        });
    assertThatThrownBy(() -> run(TargetMode.NEW))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Cannot preprocess w");
  }

  @Test
  void aFileThatFailsWhileWritingFailsTheRun() {
    AtomicInteger reads = new AtomicInteger();
    GivenRecipe.give(
        pattern(),
        Target.named("wind").chunk("t", 1).onFailure(OnFailure.SKIP),
        dataset -> dataset.mapFloats("u", value -> removeAll(reads, value)));
    assertThatThrownBy(() -> run(TargetMode.NEW))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("Cannot find source file w")
        .hasMessageEndingWith(
            "It could be read when it was indexed. What cannot be read while writing fails the run, whatever onFailure says: run it again.");
    assertThatThrownBy(this::reader).isInstanceOf(IOException.class);
  }

  private float removeAll(AtomicInteger reads, float value) {
    try {
      if (reads.getAndIncrement() == 0) {
        for (int key = 0; key < FILES; key++) {
          Files.deleteIfExists(path(key));
        }
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return value;
  }

  private Map<String, byte[]> objects(Path store) throws IOException {
    Map<String, byte[]> objects = new TreeMap<>();
    try (Stream<Path> paths = Files.walk(store)) {
      for (Path path : (Iterable<Path>) paths.filter(Files::isRegularFile)::iterator) {
        objects.put(store.relativize(path).toString(), Files.readAllBytes(path));
      }
    }
    return objects;
  }

  /** Checks that the store is byte for byte one that is baked of the files as they are. */
  private void assertLikeBakedAnew() throws IOException {
    Path other = folder.resolve("anew.zarr");
    Bake.run(job(TargetMode.OVERWRITE, other, reader().metadata().format()), progress -> {});
    Map<String, byte[]> anew = objects(other);
    Map<String, byte[]> repaired = objects(store());
    assertThat(repaired.keySet()).isEqualTo(anew.keySet());
    anew.forEach((key, bytes) -> assertThat(repaired.get(key)).as(key).isEqualTo(bytes));
  }

  /** Makes all objects of the store old, so that those written later are told apart. */
  private void age() throws IOException {
    for (String key : objects(store()).keySet()) {
      Files.setLastModifiedTime(store().resolve(key), LONG_AGO);
    }
  }

  private Set<String> written() throws IOException {
    TreeSet<String> written = new TreeSet<>();
    for (String key : objects(store()).keySet()) {
      if (!Files.getLastModifiedTime(store().resolve(key)).equals(LONG_AGO)) {
        written.add(key);
      }
    }
    return written;
  }

  @Test
  void aRepairOfFilledFilesWritesOnlyTheChunksThatTheyTouch() throws Exception {
    give(OnFailure.FILL, 2);
    missing(3);
    html(8);
    run(TargetMode.NEW);
    age();
    write(3);
    write(8);
    BakeResult result = run(TargetMode.REPAIR);
    assertThat(result.repairedFiles()).isEqualTo(2);
    assertThat(result.failedFiles()).isEmpty();
    assertHolds(range(0, 20), List.of());
    assertThat(written()).containsExactly("u/c/3/0", "u/c/8/0", "zarr.json");
    assertLikeBakedAnew();
    assertSound();
  }

  @ParameterizedTest
  @EnumSource(ZarrFormat.class)
  void aRepairOfOneOfTwoFilledFilesKeepsTheStoreOpen(ZarrFormat format) throws Exception {
    give(OnFailure.FILL, 2);
    missing(3);
    html(8);
    Bake.run(job(TargetMode.NEW, store(), format), progress -> {});
    age();
    write(3);
    AtomicInteger closed = new AtomicInteger();
    GivenRecipe.give(
        pattern(),
        Target.named("wind").chunk("t", 2).onFailure(OnFailure.FILL),
        dataset -> dataset.mapFloats("u", value -> watched(closed, value)));
    BakeResult result = Bake.run(job(TargetMode.REPAIR, store(), null), progress -> {});
    assertThat(closed).hasValue(0);
    assertThat(result.repairedFiles()).isEqualTo(1);
    assertThat(result.failedFiles()).extracting(TreatedFile::url).containsExactly("w8.nc");
    assertThat(written())
        .isEqualTo(
            format == ZarrFormat.V3
                ? new TreeSet<>(List.of("u/c/3/0", "zarr.json"))
                : new TreeSet<>(List.of("u/3.0", ".zattrs", ".zgroup", ".zmetadata")));
    assertHolds(range(0, 20), List.of(16, 17));
    give(OnFailure.FILL, 2);
    assertLikeBakedAnew();
  }

  private float watched(AtomicInteger closed, float value) {
    try {
      reader();
    } catch (IOException e) {
      closed.incrementAndGet();
    }
    return value;
  }

  @Test
  void aRepairOfASkippedFileWritesFromThereOn() throws Exception {
    give(OnFailure.SKIP, 2);
    missing(5);
    run(TargetMode.NEW);
    age();
    write(5);
    BakeResult result = run(TargetMode.REPAIR);
    assertThat(result.repairedFiles()).isEqualTo(1);
    TreeSet<String> expected = new TreeSet<>(List.of("zarr.json", "t/c/0"));
    List.of("t", "u", "x").forEach(name -> expected.add(name + "/zarr.json"));
    range(5, 10).forEach(chunk -> expected.add("u/c/%d/0".formatted(chunk)));
    assertThat(written()).isEqualTo(expected);
    assertHolds(range(0, 20), List.of());
    assertLikeBakedAnew();
    assertSound();
    assertThat(run(TargetMode.REPAIR).repairedFiles()).isZero();
  }

  @Test
  void nothingIsTouchedWhereNothingCanBeRepaired() throws Exception {
    give(OnFailure.FILL, 4);
    missing(3);
    run(TargetMode.NEW);
    age();
    BakeResult result = run(TargetMode.REPAIR);
    assertThat(result.repairedFiles()).isZero();
    assertThat(result.failedFiles()).extracting(TreatedFile::url).containsExactly("w3.nc");
    assertThat(written()).isEmpty();
  }

  @Test
  void aFileThatFailsOnlyNowStopsTheRepair() throws Exception {
    give(OnFailure.FILL, 4);
    missing(3);
    run(TargetMode.NEW);
    age();
    write(3);
    missing(6);
    assertThatThrownBy(() -> run(TargetMode.REPAIR))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(
            "Cannot repair "
                + store()
                + ": it has files that cannot be read now, 1 of 10 source files: Cannot find source file w6.nc")
        .hasMessageEndingWith(" Nothing was changed. Make them readable first.");
    assertThat(written()).isEmpty();
  }

  @Test
  void aStoreOfAnotherRecipeIsNotRepaired() throws Exception {
    give(OnFailure.FILL, 4);
    missing(3);
    run(TargetMode.NEW);
    age();
    write(3);
    give(OnFailure.FILL, 5);
    assertThatThrownBy(() -> run(TargetMode.REPAIR))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(
            "Cannot repair " + store() + ": the store is not what this recipe made. Document ")
        .hasMessageEndingWith(" Bake it anew with --overwrite.");
    assertThat(written()).isEmpty();
  }

  @Test
  void onlyAFinishedStoreIsRepaired() throws Exception {
    give(OnFailure.FILL, 4);
    assertThatThrownBy(() -> run(TargetMode.REPAIR))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot repair " + store() + ": there is no store. Bake it without --repair.");
    run(TargetMode.NEW);
    assertThat(run(TargetMode.REPAIR).repairedFiles()).isZero();
    Files.delete(store().resolve("zarr.json"));
    assertThatThrownBy(() -> run(TargetMode.REPAIR))
        .hasMessage(
            "Cannot repair "
                + store()
                + ": it is not a finished Zarr store. Bake it with --overwrite.");
  }

  /** A recipe whose values can be read a few times, and then not. */
  private static void giveFailing(OnFailure onFailure, int reads) {
    AtomicInteger left = new AtomicInteger(reads);
    GivenRecipe.give(
        pattern(),
        Target.named("wind").chunk("t", 1).onFailure(onFailure),
        dataset -> failing(dataset, left));
  }

  private static Dataset failing(Dataset dataset, AtomicInteger left) {
    return dataset.mapFloats(
        "u",
        value -> {
          if (left.getAndDecrement() <= 0) {
            throw new IllegalStateException("stopped here");
          }
          return value;
        });
  }

  @Test
  void aRepairOfFilledFilesThatStopsCanBeRunAgain() throws Exception {
    giveFailing(OnFailure.FILL, Integer.MAX_VALUE);
    missing(3);
    missing(4);
    missing(8);
    run(TargetMode.NEW);
    write(3);
    write(4);
    giveFailing(OnFailure.FILL, 6);
    assertThatThrownBy(() -> run(TargetMode.REPAIR)).hasMessageContaining("stopped here");
    assertThat(ListedFiles.of(new LocalStore(store())).urls())
        .containsExactlyInAnyOrder("w3.nc", "w4.nc", "w8.nc");
    giveFailing(OnFailure.FILL, Integer.MAX_VALUE);
    assertThat(run(TargetMode.REPAIR).repairedFiles()).isEqualTo(2);
    assertHolds(range(0, 20), List.of(16, 17));
    assertLikeBakedAnew();
  }

  @Test
  void aRepairOfSkippedFilesThatStopsLeavesNoStore() throws Exception {
    giveFailing(OnFailure.SKIP, Integer.MAX_VALUE);
    missing(3);
    run(TargetMode.NEW);
    write(3);
    giveFailing(OnFailure.SKIP, 6);
    assertThatThrownBy(() -> run(TargetMode.REPAIR)).hasMessageContaining("stopped here");
    assertThatThrownBy(this::reader).isInstanceOf(IOException.class);
    giveFailing(OnFailure.SKIP, Integer.MAX_VALUE);
    run(TargetMode.OVERWRITE);
    assertHolds(range(0, 20), List.of());
  }

  @Test
  void aKeyIsSkippedAndRepairedInAllMembers() throws Exception {
    for (String name : List.of("u", "v")) {
      for (int key = 0; key < 4; key++) {
        new Archive()
            .dimension("t", 1)
            .variable("t", List.of("t"), new int[] {key})
            .variable(name, List.of("t"), new float[] {10 * key})
            .write(folder.resolve(name + key + ".nc"));
      }
    }
    FilePattern files =
        FilePattern.of("{name}{t}.nc")
            .merge("name", List.of("u", "v"))
            .concat("t", Keys.range(0, 3));
    GivenRecipe.give(files, Target.named("wind").chunk("t", 1).onFailure(OnFailure.SKIP));
    Path moved = Files.move(folder.resolve("u1.nc"), folder.resolve("moved"));
    BakeResult result = run(TargetMode.NEW);
    assertThat(result.notices())
        .contains(
            "left out: source files: 1 of 8 cannot be read: u1.nc. With them, 1 more of the same keys.");
    Block v = reader().read("v", Region.all(3));
    assertThat(List.of(v.doubleAt(0), v.doubleAt(1), v.doubleAt(2)))
        .containsExactly(0.0, 20.0, 30.0);
    assertSound();
    Files.move(moved, folder.resolve("u1.nc"));
    assertThat(run(TargetMode.REPAIR).repairedFiles()).isEqualTo(1);
    assertThat(reader().read("v", Region.all(4)).doubleAt(1)).isEqualTo(10);
    assertLikeBakedAnew();
  }
}
