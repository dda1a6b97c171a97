package org.arcoforge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.beam.runners.direct.DirectOptions;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.arcoforge.pattern.FilePattern;
import org.arcoforge.pattern.Keys;
import org.arcoforge.recipe.Target;
import org.arcoforge.store.LocalStore;
import org.arcoforge.zarr.ZarrReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs that fail while they write, and runs under Beam's checks. */
final class BakeFailureTest {
  private static final int FILES = 6;

  @TempDir private Path folder;

  @BeforeEach
  void files() throws IOException {
    for (int key = 0; key < FILES; key++) {
      write(key, 4, "u");
    }
  }

  private void write(int key, int length, String name) throws IOException {
    new Archive()
        .dimension("t", 1)
        .dimension("x", length)
        .variable("t", List.of("t"), new int[] {key})
        .variable(name, List.of("t", "x"), new float[length])
        .write(folder.resolve("w" + key + ".nc"));
  }

  private static FilePattern pattern() {
    return FilePattern.of("w{t}.nc").concat("t", Keys.range(0, FILES - 1));
  }

  private Path store() {
    return folder.resolve("out.zarr");
  }

  private BakeJob job() {
    return job(TargetMode.NEW);
  }

  /** Returns a job of one thread, so that accidents happen between two units. */
  private BakeJob job(TargetMode mode) {
    String recipe = GivenRecipe.class.getName();
    return new BakeJob(
        recipe, GivenRecipe.sources(folder), store().toString(), mode, 0, null, 100_000_000, 1);
  }

  /** Does {@code accident} once, when values are read the first time. */
  private static void give(Accident accident) {
    AtomicBoolean happened = new AtomicBoolean();
    GivenRecipe.give(
        pattern(),
        Target.named("wind").chunk("t", 1),
        dataset ->
            dataset.mapFloats(
                "u",
                value -> {
                  if (!happened.getAndSet(true)) {
                    accident.happen();
                  }
                  return value;
                }));
  }

  private interface Accident {
    void happen();
  }

  private void assertNoStore() {
    assertThatThrownBy(() -> ZarrReader.open(new LocalStore(store())))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("it has neither zarr.json nor .zgroup");
  }

  private void assertBakesAgain() throws Exception {
    GivenRecipe.give(pattern(), Target.named("wind").chunk("t", 1));
    Bake.run(job(TargetMode.OVERWRITE), progress -> {});
    assertThat(VerifyStore.compare(job(), new LocalStore(store()), values -> {}).faults())
        .isEmpty();
  }

  @Test
  void aPutThatFailsWhileWritingFailsTheRunAndLeavesNoStore() throws Exception {
    Path obstacle = store().resolve("u/c/" + (FILES - 1) + "/0");
    give(
        () -> {
          try {
            Files.createDirectories(obstacle);
            Files.writeString(obstacle.resolve("obstacle"), "x");
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    assertThatThrownBy(() -> Bake.run(job(), progress -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("Cannot write to " + obstacle + ": ")
        .hasMessageEndingWith(". Check its permissions and the free space of its disk.");
    assertNoStore();
    assertThatThrownBy(this::assertBakesAgain).hasMessageContaining("not a Zarr store");
    Files.delete(obstacle.resolve("obstacle"));
    Files.delete(obstacle);
    assertBakesAgain();
  }

  @Test
  void aFileThatShrinksDuringTheRunIsNamed() throws Exception {
    give(
        () -> {
          try {
            for (int key = 0; key < FILES; key++) {
              Files.delete(folder.resolve("w" + key + ".nc"));
              write(key, 3, "u");
            }
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    assertThatThrownBy(() -> Bake.run(job(), progress -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageMatching(
            "Cannot read w[0-9]\\.nc: it is not the version that was planned, it has changed since\\. Run it again\\.");
    assertNoStore();
  }

  @Test
  void aFileThatVanishesDuringTheRunIsNamed() throws Exception {
    give(
        () -> {
          try {
            for (int key = 0; key < FILES; key++) {
              Files.delete(folder.resolve("w" + key + ".nc"));
            }
          } catch (IOException e) {
            throw new UncheckedIOException(e);
          }
        });
    assertThatThrownBy(() -> Bake.run(job(), progress -> {}))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("Cannot find source file w");
    assertNoStore();
  }

  @Test
  void everyElementStandsBeamsChecks() throws Exception {
    GivenRecipe.give(pattern(), Target.named("wind").chunk("t", 2));
    DirectOptions options = PipelineOptionsFactory.as(DirectOptions.class);
    assertThat(options.isEnforceImmutability()).isTrue();
    assertThat(options.isEnforceEncodability()).isTrue();
    Pipeline pipeline = Pipeline.create(options);
    Bake.build(pipeline, job(), 3, 2);
    pipeline.run().waitUntilFinish();
    assertThat(VerifyStore.compare(job(), new LocalStore(store()), values -> {}))
        .isEqualTo(new VerifyStore.Findings(1 + 3, 6 + 24, List.of()));
  }
}
