package org.arcoforge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.arcoforge.pattern.FilePattern;
import org.arcoforge.pattern.Keys;
import org.arcoforge.recipe.Target;
import org.arcoforge.store.LocalStore;
import org.arcoforge.store.StoreKey;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs that go on where another was stopped. */
final class ResumeTest {
  private static final int FILES = 6;
  private static final int NEVER = Integer.MAX_VALUE;

  @TempDir private Path folder;

  @BeforeEach
  void files() throws IOException {
    for (int key = 0; key < FILES; key++) {
      write(key, key);
    }
  }

  private void write(int key, float value) throws IOException {
    new Archive()
        .dimension("t", 1)
        .dimension("x", 4)
        .variable("t", List.of("t"), new int[] {key})
        .variable("u", List.of("t", "x"), new float[] {value, 10, 20, 30})
        .write(folder.resolve("w" + key + ".nc"));
  }

  /** Gives a recipe whose {@code nth} value, from 0, cannot be mapped. */
  private static void give(int nth, int chunk) {
    AtomicInteger read = new AtomicInteger();
    GivenRecipe.give(
        FilePattern.of("w{t}.nc").concat("t", Keys.range(0, FILES - 1)),
        Target.named("wind").chunk("t", chunk),
        dataset ->
            dataset.mapFloats(
                "u",
                value -> {
                  if (read.getAndIncrement() >= nth) {
                    throw new IllegalStateException("an accident");
                  }
                  return value;
                }));
  }

  private Path store(String name) {
    return folder.resolve(name + ".zarr");
  }

  private BakeResult bake(String name, TargetMode mode) throws IOException {
    return bake(name, mode, 1, 100_000_000);
  }

  private BakeResult bake(String name, TargetMode mode, int threads, long budget)
      throws IOException {
    return Bake.run(
        new BakeJob(
            GivenRecipe.class.getName(),
            GivenRecipe.sources(folder),
            store(name).toString(),
            mode,
            0,
            null,
            budget,
            threads),
        progress -> {});
  }

  private void stop(int units) {
    give(4 * units, 1);
    assertThatThrownBy(() -> bake("out", TargetMode.NEW)).hasMessageContaining("an accident");
    give(NEVER, 1);
  }

  private Map<String, List<Byte>> contents(String name) throws IOException {
    Map<String, List<Byte>> contents = new TreeMap<>();
    Path root = store(name);
    try (Stream<Path> files = Files.walk(root)) {
      for (Path file : (Iterable<Path>) files.filter(Files::isRegularFile)::iterator) {
        byte[] bytes = Files.readAllBytes(file);
        contents.put(
            root.relativize(file).toString(),
            java.util.stream.IntStream.range(0, bytes.length).mapToObj(i -> bytes[i]).toList());
      }
    }
    return contents;
  }

  private void assertIsWhatOneRunWrites() throws IOException {
    give(NEVER, 1);
    bake("other", TargetMode.NEW);
    assertThat(contents("out")).isEqualTo(contents("other"));
  }

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 3, 5})
  void aRunGoesOnWhereAnotherWasStopped(int written) throws IOException {
    stop(written);
    BakeResult result = bake("out", TargetMode.RESUME);
    assertThat(result.progress().units()).isEqualTo(FILES - written);
    assertThat(result.progress().unitsWritten()).isEqualTo(FILES - written);
    assertThat(result.notices())
        .contains("Resumed: %d of %d units had been written before.".formatted(written, FILES));
    assertIsWhatOneRunWrites();
  }

  @Test
  void theWorkMayBeDividedInAnotherWay() throws IOException {
    stop(3);
    assertThat(bake("out", TargetMode.RESUME, 2, 50_000_000).progress().unitsWritten())
        .isEqualTo(FILES - 3);
    assertIsWhatOneRunWrites();
  }

  @Test
  void whereAllIsWrittenOnlyTheCommitIsLeft() throws IOException {
    stop(FILES - 1);
    give(NEVER, 1);
    bake("other", TargetMode.NEW);
    for (int key = 0; key < FILES; key++) {
      Path chunk = Path.of("u/c/" + key + "/0");
      Files.createDirectories(store("out").resolve(chunk).getParent());
      Files.copy(
          store("other").resolve(chunk),
          store("out").resolve(chunk),
          StandardCopyOption.REPLACE_EXISTING);
    }
    assertThat(bake("out", TargetMode.RESUME).progress().unitsWritten()).isZero();
    assertThat(contents("out")).isEqualTo(contents("other"));
  }

  @Test
  void aChunkThatCannotBeDecodedIsWrittenAgain() throws IOException {
    stop(3);
    List<Path> chunks = chunks();
    Files.write(chunks.get(0), new byte[0]);
    Files.write(chunks.get(1), new byte[40]);
    assertThat(bake("out", TargetMode.RESUME).progress().unitsWritten()).isEqualTo(FILES - 1);
    assertIsWhatOneRunWrites();
  }

  /** Returns the files of the chunks of 'u' that are there. */
  private List<Path> chunks() throws IOException {
    try (Stream<Path> files = Files.walk(store("out").resolve("u/c"))) {
      return files.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void aSourceFileThatChangedMeanwhileIsNotMixedIn() throws IOException {
    stop(3);
    write(1, 99);
    assertRefused();
  }

  @Test
  void anotherRecipeIsNotMixedIn() throws IOException {
    stop(3);
    give(NEVER, 2);
    assertRefused();
  }

  private void assertRefused() throws IOException {
    assertThatThrownBy(() -> bake("out", TargetMode.RESUME))
        .hasMessage(
            "Cannot resume %s: the recipe, its source files or its options are not those of the run that was stopped. Bake it anew with --overwrite."
                .formatted(store("out")));
    assertThat(store("out").resolve("zarr.json")).doesNotExist();
    assertThat(chunks()).hasSize(3);
  }

  @Test
  void whereNothingIsARunStartsAnew() throws IOException {
    give(NEVER, 1);
    assertThat(bake("out", TargetMode.RESUME).progress().unitsWritten()).isEqualTo(FILES);
    assertIsWhatOneRunWrites();
  }

  @Test
  void aFinishedStoreIsNotResumed() throws IOException {
    give(NEVER, 1);
    bake("out", TargetMode.NEW);
    assertThatThrownBy(() -> bake("out", TargetMode.RESUME))
        .hasMessage(
            "Cannot resume %s: a finished Zarr store is there. Check it with arcoforge verify, or replace it with --overwrite."
                .formatted(store("out")));
  }

  @Test
  void aStoreWithoutRecordIsNotResumed() throws IOException {
    stop(3);
    new LocalStore(store("out")).delete(RunRecord.KEY);
    assertThatThrownBy(() -> bake("out", TargetMode.RESUME))
        .hasMessage(
            "Cannot resume %s: what is there has no record of the run that wrote it. Replace it with --overwrite."
                .formatted(store("out")));
  }

  @Test
  void withoutResumeTheMessageOffersIt() {
    stop(3);
    assertThatThrownBy(() -> bake("out", TargetMode.NEW))
        .hasMessage(
            "Cannot write to %s: an incomplete Zarr store of an earlier run is there. Choose another target, go on with it with --resume, or replace it with --overwrite."
                .formatted(store("out")));
  }

  @Test
  void aRecordThatAFinishedRunCouldNotTakeAwayDoesNoHarm() throws IOException {
    give(NEVER, 1);
    bake("out", TargetMode.NEW);
    new LocalStore(store("out"))
        .put(new StoreKey(".arcoforge-run"), java.nio.ByteBuffer.wrap(new byte[3]));
    bake("out", TargetMode.OVERWRITE);
    assertIsWhatOneRunWrites();
  }
}
