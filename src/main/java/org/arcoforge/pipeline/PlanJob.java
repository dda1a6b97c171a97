package org.arcoforge.pipeline;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongFunction;
import org.arcoforge.pattern.FilePattern;
import org.arcoforge.plan.MergedIndex;
import org.arcoforge.plan.PatternShape;
import org.arcoforge.plan.Plan;
import org.arcoforge.plan.Planner;
import org.arcoforge.recipe.Recipe;
import org.arcoforge.recipe.Target;
import org.jspecify.annotations.Nullable;

/** Plans a job without running it. */
public final class PlanJob {
  private PlanJob() {}

  /** Returns the plan of {@code job} from the indexes of all its files. */
  static Plan plan(BakeJob job, Iterable<RangeIndex> indexes) throws IOException {
    Recipe recipe = job.recipe();
    Target target = job.target(recipe);
    MergedIndex all = merged(job, target, indexes, RangeIndex::now);
    all.requireReadable(urls(job, recipe));
    return plan(job, target, all);
  }

  /** Returns the plan of files that are indexed. */
  static Plan plan(BakeJob job, Target target, MergedIndex index) {
    return Planner.plan(index, target, urls(job, job.recipe()), job.budget(), job.threads());
  }

  /** Returns what gives the URL of a file by its number. */
  static LongFunction<String> urls(BakeJob job, Recipe recipe) {
    FilePattern files = job.files(recipe);
    return ordinal -> files.file(ordinal).url();
  }

  /** Returns one index of all ranges. */
  static MergedIndex merged(
      BakeJob job,
      Target target,
      Iterable<RangeIndex> indexes,
      Function<RangeIndex, MergedIndex> which) {
    MergedIndex all =
        new MergedIndex(PatternShape.of(job.files(job.recipe())), target.combination());
    indexes.forEach(range -> all.merge(which.apply(range)));
    return all;
  }

  /** Divides what {@code job} indexes into ranges, at most {@code most}. */
  static List<FileRange> ranges(BakeJob job, @Nullable ListedFiles stored, int most) {
    Recipe recipe = job.recipe();
    Target declared = job.target(recipe);
    PatternShape shape = PatternShape.of(job.files(recipe));
    Target target = stored == null ? declared : stored.target(declared);
    return FileRange.divide(shape.count() / RangeIndex.together(shape, target), most);
  }

  /**
   * Indexes all files in this process, with the job's number of threads, and returns the plan.
   * Writes nothing.
   *
   * @param progress told how far it is, by any thread
   * @throws IOException if files cannot be read and the recipe does not say what then
   */
  public static Plan plan(BakeJob job, Consumer<Progress> progress)
      throws IOException, InterruptedException {
    return plan(job, index(job, null, progress));
  }

  /**
   * As {@link #plan(BakeJob, Consumer)}, but as if the files that a store lists could not be read,
   * and all others can.
   */
  static Plan plan(BakeJob job, ListedFiles stored, Consumer<Progress> progress)
      throws IOException, InterruptedException {
    Recipe recipe = job.recipe();
    Target target = stored.target(job.target(recipe));
    MergedIndex all = merged(job, target, index(job, stored, progress), RangeIndex::listed);
    Optional<String> others = all.failuresBut(stored.urls(), urls(job, recipe));
    if (others.isPresent()) {
      throw new IOException("Cannot read %s".formatted(others.get()));
    }
    return plan(job, target, all);
  }

  private static List<RangeIndex> index(
      BakeJob job, @Nullable ListedFiles stored, Consumer<Progress> progress)
      throws IOException, InterruptedException {
    IndexWatcher watcher = IndexWatcher.counting(job.fileCount(), progress);
    List<Callable<RangeIndex>> parts = new ArrayList<>();
    for (FileRange range : ranges(job, stored, 16 * job.threads())) {
      parts.add(() -> RangeIndex.of(job, range, stored, false, watcher));
    }
    return Parts.doAll(job.threads(), parts);
  }
}
