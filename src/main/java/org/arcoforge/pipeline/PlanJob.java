package org.arcoforge.pipeline;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongConsumer;
import org.arcoforge.pattern.FilePattern;
import org.arcoforge.plan.MergedIndex;
import org.arcoforge.plan.PatternShape;
import org.arcoforge.plan.Plan;
import org.arcoforge.plan.Planner;
import org.arcoforge.recipe.Recipe;
import org.arcoforge.recipe.Target;

/** Plans a job without running it. */
public final class PlanJob {
  private PlanJob() {}

  /** Returns the plan of {@code job} from the indexes of all its files. */
  static Plan plan(BakeJob job, Iterable<MergedIndex> indexes) {
    Recipe recipe = job.recipe();
    FilePattern files = job.files(recipe);
    Target target = job.target(recipe);
    MergedIndex all = new MergedIndex(PatternShape.of(files), target.combination());
    indexes.forEach(all::merge);
    return Planner.plan(
        all, target, ordinal -> files.file(ordinal).url(), job.budget(), job.threads());
  }

  /**
   * Indexes all files in this process, with the job's number of threads, and returns the plan.
   * Writes nothing.
   *
   * @param progress told how many files are indexed so far, by any thread
   */
  public static Plan plan(BakeJob job, LongConsumer progress)
      throws IOException, InterruptedException {
    AtomicLong indexed = new AtomicLong();
    List<Callable<MergedIndex>> parts = new ArrayList<>();
    for (FileRange range : FileRange.divide(job.fileCount(), 16 * job.threads())) {
      parts.add(() -> index(job, range, () -> progress.accept(indexed.incrementAndGet())));
    }
    return plan(job, Parts.doAll(job.threads(), parts));
  }

  /**
   * Returns the merged index of the files of {@code range}.
   *
   * @param indexed told after each file
   */
  static MergedIndex index(BakeJob job, FileRange range, Runnable indexed) throws IOException {
    try (SourceDatasets sources = new SourceDatasets(job)) {
      MergedIndex index = new MergedIndex(sources.shape(), sources.combination());
      for (long file = range.from(); file < range.to(); file++) {
        index.add(sources.index(file));
        indexed.run();
      }
      return index;
    }
  }
}
