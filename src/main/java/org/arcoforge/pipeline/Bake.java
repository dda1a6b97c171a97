package org.arcoforge.pipeline;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.function.Consumer;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.util.UserCodeException;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.PCollectionView;
import org.arcoforge.plan.Plan;
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
    ReadyJob ready = ReadyJob.of(job);
    if (!ready.hasWork()) {
      return ready.result(new RunFigures());
    }
    Pipeline pipeline = Pipeline.create(LocalOptions.of(job.threads()));
    build(
        pipeline,
        ready.job(),
        RANGES_PER_THREAD * job.threads(),
        GROUPS_PER_THREAD * job.threads());
    PipelineResult result = run(pipeline, job.fileCount(), progress);
    return ready.result(RunMetrics.figures(result));
  }

  /**
   * Adds the steps of {@code job} to {@code pipeline}. However many files there are, these stay the
   * same: which files and which units is found out by the first steps.
   *
   * @param ranges into how many ranges files are divided at most
   * @param groups into how many groups units are divided at most
   */
  public static void build(Pipeline pipeline, BakeJob job, int ranges, int groups) {
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
        progress.accept(RunMetrics.figures(result).progress(files));
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
}
