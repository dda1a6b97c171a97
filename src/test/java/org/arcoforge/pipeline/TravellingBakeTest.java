package org.arcoforge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.apache.beam.sdk.Pipeline;
import org.arcoforge.dataset.Attributes;
import org.arcoforge.pattern.FilePattern;
import org.arcoforge.pattern.Keys;
import org.arcoforge.recipe.Target;
import org.arcoforge.source.SourceOptions;
import org.arcoforge.store.LocalStore;
import org.arcoforge.store.StoreAccess;
import org.arcoforge.store.StoreKey;
import org.arcoforge.zarr.ZarrReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Jobs as workers of other machines do them, here in one process. */
class TravellingBakeTest {
  private static final int FILES = 6;
  private static final BuildOrigin ORIGIN =
      new BuildOrigin("0.1.0", "fff", "none", "2026-11-28T10:11:12Z");

  @TempDir private Path folder = Path.of("");

  @BeforeEach
  void files() throws IOException {
    for (int key = 0; key < FILES; key++) {
      new Archive()
          .dimension("t", 1)
          .dimension("x", 4)
          .variable("t", List.of("t"), new int[] {key})
          .variable("u", List.of("t", "x"), new float[] {key, 10, 20, 30})
          .write(file(key));
    }
    give(() -> {});
  }

  private Path file(int key) {
    return folder.resolve("w" + key + ".nc");
  }

  /** Does something at the first value that is read while writing. */
  private void give(Runnable atFirstValue) {
    AtomicInteger values = new AtomicInteger();
    GivenRecipe.give(
        FilePattern.of(folder + "/w{t}.nc").concat("t", Keys.range(0, FILES - 1)),
        Target.named("wind").chunk("t", 1),
        dataset ->
            dataset.mapFloats(
                "u",
                value -> {
                  if (values.getAndIncrement() == 0) {
                    atFirstValue.run();
                  }
                  return value;
                }));
  }

  private Path store() {
    return folder.resolve("out.zarr");
  }

  private BakeJob job(String run) {
    SourceOptions sources =
        new SourceOptions("", "", run, "", 0, StoreAccess.USUAL, List.of(), "", true);
    return new BakeJob(
            GivenRecipe.class.getName(),
            sources,
            store().toString(),
            TargetMode.NEW,
            0,
            null,
            1,
            1,
            ORIGIN)
        .onWorkers(sources, 0);
  }

  private void bake(String run) throws IOException {
    Pipeline pipeline = Pipeline.create(LocalOptions.of(1));
    Bake.build(pipeline, job(run), 3, 100);
    pipeline.run().waitUntilFinish();
  }

  private BakeJob here() {
    return GivenRecipe.job(folder, store(), null, 100_000_000);
  }

  @Test
  void workersFindOutWhatTheirMachineHas() throws IOException {
    BakeJob here = job("machine").here();
    assertThat(here.threads()).isEqualTo(Runtime.getRuntime().availableProcessors());
    assertThat(here.budget()).isEqualTo(BakeJob.defaultBudget());
    assertThat(Path.of(here.sources().cache())).isDirectory();
    assertThat(here.sources().cacheBytes()).isPositive();
    assertThat(job("machine").here().sources().cache()).isEqualTo(here.sources().cache());
    assertThat(job("other").here().sources().cache()).isNotEqualTo(here.sources().cache());
  }

  @Test
  void aStoreOfWorkersIsThatOfThisMachine() throws Exception {
    bake("same");
    VerifyStore.Findings findings =
        VerifyStore.compare(here(), new LocalStore(store()), values -> {});
    assertThat(findings.faults()).isEmpty();
    assertThat(findings.values()).isEqualTo(FILES + 4L * FILES);
  }

  @Test
  void theStoreSaysWhatMadeIt() throws IOException {
    bake("origin");
    Attributes attributes = ZarrReader.open(new LocalStore(store())).metadata().attributes();
    assertThat(attributes.text("pangeo_forge_build_git_hash")).isEqualTo(Optional.of("fff"));
    assertThat(attributes.text("pangeo_forge_gh_actions_url")).isEqualTo(Optional.of("none"));
    assertThat(attributes.text("pangeo_forge_build_timestamp"))
        .isEqualTo(Optional.of("2026-11-28T10:11:12Z"));
    assertThat(attributes.text("arcoforge_version")).isEqualTo(Optional.of("0.1.0"));
    assertThat(attributes.text("arcoforge_recipe"))
        .isEqualTo(Optional.of(GivenRecipe.class.getName()));
    assertThat(attributes.number("arcoforge_source_files")).hasValue(FILES);
    assertThat(attributes.find("arcoforge_sources").orElseThrow().toString())
        .contains(file(0).toString(), file(5).toString());
  }

  @Test
  void withoutAnOriginTheStoreIsThatOfTheSourceFilesOnly() throws IOException {
    Bake.run(here(), progress -> {});
    assertThat(ZarrReader.open(new LocalStore(store())).metadata().attributes().names()).isEmpty();
  }

  @Test
  void aFileThatChangesDuringTheRunFailsIt() {
    give(
        () -> {
          for (int key = 0; key < FILES; key++) {
            touch(file(key));
          }
        });
    assertThatThrownBy(() -> bake("changed"))
        .rootCause()
        .hasMessageMatching(
            "(?s)Cannot read .*/w[0-5]\\.nc: it is not the version that was planned, it has changed since\\. Run it again\\..*");
    assertThatThrownBy(() -> ZarrReader.open(new LocalStore(store())))
        .isInstanceOf(IOException.class);
  }

  private static void touch(Path file) {
    try {
      Files.setLastModifiedTime(file, FileTime.fromMillis(1_000_000));
    } catch (IOException e) {
      throw new java.io.UncheckedIOException(e);
    }
  }

  @Test
  void aChunkThatIsGoneAgainAfterItsReceiptFailsTheCommit() throws IOException {
    bake("whole");
    TargetStore target = new TargetStore(new LocalStore(store()));
    var metadata = target.metadata();
    target.requireWhole(metadata);
    Files.delete(store().resolve("u/c/3/0"));
    assertThatThrownBy(() -> target.requireWhole(metadata))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "Cannot complete %s: chunk u/c/3/0 is missing, although it was written. Bake it again with --resume."
                .formatted(store()));
  }

  @Test
  void settingUpAgainLeavesWhatUnitsOfTheRunHaveWritten() throws Exception {
    BakeJob job = here();
    var plan = PlanJob.plan(job, progress -> {});
    TargetStore target = new TargetStore(new LocalStore(store()));
    RunRecord record = RunRecord.of(job, plan);
    target.setUp(plan, record);
    StoreKey chunk = new StoreKey("u/c/3/0");
    target.store().put(chunk, java.nio.ByteBuffer.wrap(new byte[] {1}));
    target.setUp(plan, record);
    assertThat(target.store().get(chunk)).isPresent();
    target.setUp(plan, new RunRecord(record.digest(), "another run"));
    assertThat(target.store().get(chunk)).isEmpty();
  }
}
