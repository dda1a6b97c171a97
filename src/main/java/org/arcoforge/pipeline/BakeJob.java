package org.arcoforge.pipeline;

import java.io.Serializable;
import org.arcoforge.pattern.FilePattern;
import org.arcoforge.plan.MemoryForecast;
import org.arcoforge.recipe.Recipe;
import org.arcoforge.recipe.Recipes;
import org.arcoforge.recipe.Target;
import org.arcoforge.source.ResolveSources;
import org.arcoforge.source.SourceOptions;
import org.arcoforge.store.Store;
import org.arcoforge.store.Stores;
import org.arcoforge.zarr.ZarrFormat;
import org.jspecify.annotations.Nullable;

/**
 * One run of a recipe, as workers need it: the recipe by its class name, never the recipe itself.
 *
 * @param recipeClass the recipe's class, which workers load by their thread's class loader
 * @param sources how source files are found
 * @param target URI of the store to write
 * @param mode what to do with what is at the target
 * @param prune how many keys of each concat or stack axis to keep; 0 for all
 * @param format the format to write; null for the recipe's
 * @param budget what units that run at the same time in one process may take together, in bytes
 * @param threads how many units run at the same time in one process
 */
public record BakeJob(
    String recipeClass,
    SourceOptions sources,
    String target,
    TargetMode mode,
    int prune,
    @Nullable ZarrFormat format,
    long budget,
    int threads)
    implements Serializable {

  /** Returns a share of this process's memory for units: what is left beside everything else. */
  public static long defaultBudget() {
    long heap = Runtime.getRuntime().maxMemory();
    return Math.max(heap / 4, heap - MemoryForecast.PROCESS_BYTES);
  }

  /** Returns this with {@code other} as its format if it names none. */
  BakeJob withDefaultFormat(ZarrFormat other) {
    return format != null
        ? this
        : new BakeJob(recipeClass, sources, target, mode, prune, other, budget, threads);
  }

  /** Returns the store at the target. */
  Store store() {
    return Stores.open(target, sources.access());
  }

  /** Returns a new instance of the recipe. */
  Recipe recipe() {
    return Recipes.instantiate(recipeClass, Thread.currentThread().getContextClassLoader());
  }

  /** Returns the files of {@code recipe}, pruned as this job says. */
  FilePattern files(Recipe recipe) {
    return ResolveSources.resolved(pruned(recipe.files(), prune), sources);
  }

  /**
   * Returns {@code files} with {@code prune} keys of each concat or stack axis.
   *
   * @param prune 0 for all
   */
  public static FilePattern pruned(FilePattern files, int prune) {
    return prune == 0 ? files : files.prune(prune);
  }

  /** Returns how many files the job reads. */
  public long fileCount() {
    return files(recipe()).count();
  }

  /** Returns the target of {@code recipe}, in the format that this job says. */
  Target target(Recipe recipe) {
    Target declared = recipe.target();
    return format == null ? declared : declared.format(format);
  }
}
