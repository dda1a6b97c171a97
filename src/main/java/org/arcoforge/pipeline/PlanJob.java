package org.arcoforge.pipeline;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.arcoforge.pattern.FilePattern;
import org.arcoforge.pipeline.IndexFiles.FileRange;
import org.arcoforge.plan.MergedIndex;
import org.arcoforge.plan.PatternShape;
import org.arcoforge.plan.Plan;
import org.arcoforge.plan.Planner;
import org.arcoforge.recipe.Recipe;

/** Plans a job without running it. */
public final class PlanJob {
  private PlanJob() {}

  /** Returns the plan of {@code job} for files that are indexed. */
  static Plan plan(BakeJob job, MergedIndex index) {
    Recipe recipe = job.recipe();
    FilePattern files = job.files(recipe);
    return Planner.plan(
        index,
        job.target(recipe),
        ordinal -> files.file(ordinal).url(),
        job.budget(),
        job.threads());
  }

  /**
   * Indexes all files in this process, with the job's number of threads, and returns the plan.
   * Writes nothing.
   *
   * @param progress told how many files are indexed so far, by any thread
   */
  public static Plan plan(BakeJob job, LongConsumer progress)
      throws IOException, InterruptedException {
    PatternShape pattern = PatternShape.of(job.files(job.recipe()));
    ClassLoader loader = Thread.currentThread().getContextClassLoader();
    AtomicLong indexed = new AtomicLong();
    ExecutorService executor = Executors.newFixedThreadPool(job.threads());
    try {
      List<Future<MergedIndex>> parts = new ArrayList<>();
      for (FileRange range : FileRange.divide(pattern.count(), 16 * job.threads())) {
        parts.add(
            executor.submit(
                () -> {
                  Thread.currentThread().setContextClassLoader(loader);
                  return index(job, range, indexed, progress);
                }));
      }
      MergedIndex all = new MergedIndex(pattern);
      for (Future<MergedIndex> part : parts) {
        all.merge(part.get());
      }
      return plan(job, all);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException cause) {
        throw cause;
      }
      if (e.getCause() instanceof RuntimeException cause) {
        throw cause;
      }
      throw new IllegalStateException(e.getCause());
    } finally {
      executor.shutdownNow();
    }
  }

  private static MergedIndex index(
      BakeJob job, FileRange range, AtomicLong indexed, LongConsumer progress) throws IOException {
    try (SourceDatasets sources = new SourceDatasets(job)) {
      MergedIndex part = new MergedIndex(sources.shape());
      for (long file = range.from(); file < range.to(); file++) {
        part.add(sources.index(file));
        progress.accept(indexed.incrementAndGet());
      }
      return part;
    }
  }
}
