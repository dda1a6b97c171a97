package org.arcoforge.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.util.UserCodeException;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.arcoforge.pipeline.RunMetrics.Count;
import org.arcoforge.plan.Plan;
import org.arcoforge.plan.TreatedFile;
import org.arcoforge.store.Store;
import org.arcoforge.store.Stores;
import org.arcoforge.zarr.GroupMetadata;
import org.arcoforge.zarr.ZarrReader;
import org.joda.time.Duration;

/** Runs a job: index, plan, set up, write units, check receipts, commit. */
public final class Bake {
  /** Groups of units for each thread on this machine: few are cheap, many share the work evenly. */
  private static final int GROUPS_PER_THREAD = 4;

  /** Ranges of files for each thread: the DirectRunner copies what each gives several times. */
  private static final int RANGES_PER_THREAD = 2;

  private static final Duration POLL = Duration.millis(100);

  private Bake() {}

  /**
   * Bakes on this machine and returns when the store is complete. If it throws, the target is not a
   * store: either it was not touched or it is incomplete and cannot be opened. A store that is
   * repaired may also be still open, with the list of what is to be repaired.
   *
   * @param progress told some times a second how far the run is
   * @throws IllegalArgumentException if the job cannot be done as it is
   * @throws IOException if a source cannot be read or the target cannot be written
   */
  public static BakeResult run(BakeJob job, Consumer<Progress> progress) throws IOException {
    Store store = job.store();
    TargetStore target = new TargetStore(store);
    if (job.mode() == TargetMode.REPAIR) {
      return repair(job, store, target.requireFinished(), progress);
    }
    target.requireFree(job.mode());
    if (Stores.isRemote(job.target())) {
      target.requireWritable();
    }
    return run(job, store, 0, progress);
  }

  /** Repairs a store, if it lists files as skipped or filled. */
  private static BakeResult repair(
      BakeJob job, Store store, GroupMetadata metadata, Consumer<Progress> progress)
      throws IOException {
    int listed = ListedFiles.of(metadata.attributes()).urls().size();
    if (listed == 0) {
      Progress none = new Progress(job.fileCount(), 0, 0, 0, 0, 0, 0, 0);
      return new BakeResult(
          metadata, none, 0, chunks(metadata), 0, Map.of(), Set.of(), List.of(), 0);
    }
    return run(job.withDefaultFormat(metadata.format()), store, listed, progress);
  }

  private static BakeResult run(BakeJob job, Store store, int listed, Consumer<Progress> progress)
      throws IOException {
    Pipeline pipeline = Pipeline.create(LocalOptions.of(job.threads()));
    build(pipeline, job, RANGES_PER_THREAD * job.threads(), GROUPS_PER_THREAD * job.threads());
    long files = job.fileCount();
    PipelineResult result = run(pipeline, files, progress);
    Map<Count, Long> counts = RunMetrics.counts(result);
    GroupMetadata metadata = ZarrReader.open(store).metadata();
    List<TreatedFile> failed =
        ListedFiles.of(metadata.attributes())
            .with(RunMetrics.failedFiles(result), job.files(job.recipe()));
    return new BakeResult(
        metadata,
        progress(files, counts),
        of(counts, Count.SOURCE_BYTES),
        chunks(metadata),
        of(counts, Count.MEMORY_PREDICTED),
        RunMetrics.seconds(result),
        RunMetrics.notices(result),
        failed,
        Math.max(0, listed - failed.size()));
  }

  private static long chunks(GroupMetadata metadata) {
    return metadata.arrays().stream().mapToLong(array -> array.grid().chunkCount()).sum();
  }

  /**
   * Adds the steps of {@code job} to {@code pipeline}.
   *
   * @param ranges into how many ranges files are divided at most
   * @param groups into how many groups units are divided at most
   */
  static void build(Pipeline pipeline, BakeJob job, int ranges, int groups) {
    PCollectionTuple planned =
        pipeline
            .apply("Index", new IndexFiles(job, ranges))
            .apply("Plan", new PlanStore(job, groups));
    PCollectionView<Plan> plan = planned.get(PlanStore.PLAN).apply("SharePlan", View.asSingleton());
    planned
        .get(PlanStore.UNITS)
        .apply("Write", new WriteUnits(job, plan))
        .apply("Finish", new CommitStore(job, plan));
  }

  private static PipelineResult run(Pipeline pipeline, long files, Consumer<Progress> progress)
      throws IOException {
    try {
      PipelineResult result = pipeline.run();
      while (!result.getState().isTerminal()) {
        result.waitUntilFinish(POLL);
        progress.accept(progress(files, RunMetrics.counts(result)));
      }
      if (result.getState() != PipelineResult.State.DONE) {
        throw new IOException("Cannot bake: the run ended as %s.".formatted(result.getState()));
      }
      return result;
    } catch (Pipeline.PipelineExecutionException | UserCodeException e) {
      throw cause(e);
    }
  }

  /** Returns what a step threw, without Beam's wrapping; throws it if it is unchecked. */
  private static IOException cause(RuntimeException wrapped) {
    Throwable cause = wrapped;
    while ((cause instanceof Pipeline.PipelineExecutionException
            || cause instanceof UserCodeException)
        && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof IOException e) {
      return e;
    }
    if (cause instanceof UncheckedIOException e && e.getCause() != null) {
      return e.getCause();
    }
    if (cause instanceof RuntimeException e) {
      throw e;
    }
    if (cause instanceof Error e) {
      throw e;
    }
    return new IOException(cause);
  }

  private static Progress progress(long files, Map<Count, Long> counts) {
    return new Progress(
        files,
        of(counts, Count.FILES_INDEXED),
        of(counts, Count.BYTES_FETCHED),
        of(counts, Count.UNITS_PLANNED),
        of(counts, Count.UNITS_WRITTEN),
        of(counts, Count.ARRAY_BYTES_PLANNED),
        of(counts, Count.ARRAY_BYTES_WRITTEN),
        of(counts, Count.STORED_BYTES_WRITTEN));
  }

  private static long of(Map<Count, Long> counts, Count count) {
    return counts.getOrDefault(count, 0L);
  }
}
