package org.arcoforge.pipeline;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.arcoforge.plan.FailedFile;
import org.arcoforge.plan.FileIndex;
import org.arcoforge.plan.MergedIndex;
import org.arcoforge.plan.PatternShape;
import org.arcoforge.recipe.OnFailure;
import org.arcoforge.recipe.Target;
import org.jspecify.annotations.Nullable;

/**
 * The indexes of a range of files.
 *
 * @param now of the files that can be read now
 * @param listed of all files but those that a store lists as skipped or filled; empty unless such a
 *     list was given
 */
record RangeIndex(MergedIndex now, MergedIndex listed) implements Serializable {
  /** So many files that cannot be read are enough to see, where they stop the run. */
  private static final int MOST_FAILURES = 20;

  /** A file that was tried: one of both is null. */
  record Tried(@Nullable FileIndex index, @Nullable FailedFile failed) {}

  /**
   * Returns how many files are to be indexed together: with others of a key where it is skipped.
   */
  static long together(PatternShape shape, Target target) {
    return target.combination().onFailure() == OnFailure.SKIP ? shape.memberCount() : 1;
  }

  /**
   * Indexes files.
   *
   * @param range of sets of files that are indexed together
   * @param stored the files that a store lists, if there is one
   * @param tries whether these are tried too
   * @param watcher told what happens
   */
  static RangeIndex of(
      BakeJob job,
      FileRange range,
      @Nullable ListedFiles stored,
      boolean tries,
      IndexWatcher watcher)
      throws IOException {
    try (SourceDatasets sources = new SourceDatasets(job, null, watcher::received)) {
      Target declared = job.target(job.recipe());
      Target target = stored == null ? declared : stored.target(declared);
      PatternShape shape = sources.shape();
      RangeIndex result =
          new RangeIndex(
              new MergedIndex(shape, target.combination()),
              new MergedIndex(shape, target.combination()));
      boolean skips = target.combination().onFailure() == OnFailure.SKIP;
      Set<String> urls = stored == null ? Set.of() : stored.urls();
      long size = together(shape, target);
      for (long set = range.from(); set < range.to(); set++) {
        List<Tried> now = new ArrayList<>();
        List<Tried> listed = new ArrayList<>();
        for (long i = set * size; i < (set + 1) * size; i++) {
          long file = size == 1 ? i : shape.byCell(i);
          boolean isListed = urls.contains(sources.url(file));
          Tried tried = isListed && !tries ? sources.listed(file) : sources.tryIndex(file);
          now.add(tried);
          listed.add(isListed ? sources.listed(file) : tried);
          watcher.indexed();
        }
        add(now, skips, result.now);
        if (stored != null) {
          add(listed, skips, result.listed);
        }
        boolean fails = stored == null && target.combination().onFailure() == OnFailure.FAIL;
        if (fails && result.now.failedCount() > MOST_FAILURES) {
          result.now.stop();
          break;
        }
      }
      return result;
    }
  }

  private static void add(List<Tried> set, boolean skips, MergedIndex to) {
    boolean fails = set.stream().anyMatch(tried -> tried.failed() != null);
    for (Tried tried : set) {
      FailedFile failed = tried.failed();
      FileIndex index = tried.index();
      if (failed != null) {
        to.fail(failed);
      } else if (index != null && fails && skips) {
        to.leaveOut(index.ordinal());
      } else if (index != null) {
        to.add(index);
      }
    }
  }
}
