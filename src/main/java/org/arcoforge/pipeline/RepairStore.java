package org.arcoforge.pipeline;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongFunction;
import org.arcoforge.plan.MergedIndex;
import org.arcoforge.plan.Plan;
import org.arcoforge.plan.PlanDifference;
import org.arcoforge.recipe.Recipe;
import org.arcoforge.recipe.Target;
import org.arcoforge.store.StoreKey;

/**
 * Prepares a finished store for what its skipped or filled source files give now. Where the arrays
 * stay as they are, the store stays open, and chunks are replaced one by one; else it is taken out
 * of service first.
 */
final class RepairStore {
  private RepairStore() {}

  /**
   * Returns a plan of the units to be written: of none if no file can be read that could not
   * before.
   *
   * @throws IOException if a file cannot be read now that could be when the store was baked
   * @throws IllegalArgumentException if the store is not what the recipe made
   */
  static PlanStore.Prepared prepare(BakeJob job, Iterable<RangeIndex> indexes, TargetStore target)
      throws IOException {
    Recipe recipe = job.recipe();
    ListedFiles listed = ListedFiles.of(target.metadata().attributes());
    Target asStored = listed.target(job.target(recipe));
    LongFunction<String> urls = PlanJob.urls(job, recipe);
    MergedIndex now = PlanJob.merged(job, asStored, indexes, RangeIndex::now);
    Optional<String> failures = now.failuresBut(listed.urls(), urls);
    if (failures.isPresent()) {
      throw new IOException(
          "Cannot repair %s: it has files that cannot be read now, %s Nothing was changed. Make them readable first."
              .formatted(target, failures.get()));
    }
    Plan stored =
        PlanJob.plan(job, asStored, PlanJob.merged(job, asStored, indexes, RangeIndex::listed));
    List<String> differences =
        target.differences(Provenance.kept(stored.metadata(), target.metadata()));
    if (!differences.isEmpty()) {
      throw new IllegalArgumentException(
          "Cannot repair %s: the store is not what this recipe made. %s Bake it anew with --overwrite."
              .formatted(target, differences.get(0)));
    }
    if (now.failedCount() == listed.urls().size()) {
      return nothing(stored);
    }
    now.requireReadable(urls);
    PlanDifference difference = PlanDifference.between(stored, PlanJob.plan(job, asStored, now));
    Plan plan = difference.plan();
    boolean stays = difference.coordinates().isEmpty() && hasSameArrays(stored, plan);
    long storedBytes = stays ? 0 : target.reopen(plan, difference.coordinates());
    if (plan.units().findAny().isEmpty()) {
      target.commit(Provenance.added(job, plan)); // No unit follows, hence no receipt.
    }
    return new PlanStore.Prepared(
        plan, difference.coordinateBytes(), difference.arrayBytes(), storedBytes, List.of());
  }

  private static PlanStore.Prepared nothing(Plan stored) {
    return new PlanStore.Prepared(
        PlanDifference.between(stored, stored).plan(), 0, 0, 0, List.of());
  }

  private static boolean hasSameArrays(Plan stored, Plan wanted) {
    Map<StoreKey, byte[]> before = stored.metadata().arrayDocuments();
    Map<StoreKey, byte[]> after = wanted.metadata().arrayDocuments();
    return before.keySet().equals(after.keySet())
        && before.entrySet().stream()
            .allMatch(e -> Arrays.equals(e.getValue(), after.get(e.getKey())));
  }
}
