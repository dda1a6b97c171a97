package org.arcoforge.pipeline;

import java.io.IOException;
import java.io.Serializable;
import org.arcoforge.pattern.FilePattern;
import org.arcoforge.plan.MemoryForecast;
import org.arcoforge.recipe.Recipe;
import org.arcoforge.recipe.Recipes;
import org.arcoforge.recipe.Target;
import org.arcoforge.source.ResolveSources;
import org.arcoforge.source.SourceOptions;
import org.arcoforge.source.WorkerSources;
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
 * @param budget what units that run at the same time in one process may take together, in bytes; 0
 *     for what the process has
 * @param threads how many units run at the same time in one process; 0 for one a processor
 * @param origin what made the store, for its attributes; null to leave these out
 */
public record BakeJob(
    String recipeClass,
    SourceOptions sources,
    String target,
    TargetMode mode,
    int prune,
    @Nullable ZarrFormat format,
    long budget,
    int threads,
    @Nullable BuildOrigin origin)
    implements Serializable {

  /** Makes a job that leaves out of the store what made it. */
  public BakeJob(
      String recipeClass,
      SourceOptions sources,
      String target,
      TargetMode mode,
      int prune,
      @Nullable ZarrFormat format,
      long budget,
      int threads) {
    this(recipeClass, sources, target, mode, prune, format, budget, threads, null);
  }

  /** Returns a share of this process's memory for units: what is left beside everything else. */
  public static long defaultBudget() {
    long heap = Runtime.getRuntime().maxMemory();
    return Math.max(heap / 4, heap - MemoryForecast.PROCESS_BYTES);
  }

  /** Returns this with {@code other} as its format if it names none. */
  BakeJob withDefaultFormat(ZarrFormat other) {
    return format != null
        ? this
        : new BakeJob(recipeClass, sources, target, mode, prune, other, budget, threads, origin);
  }

  /**
   * Returns this job for workers on machines of their own: each has its own cache, memory and
   * processors.
   *
   * @param travelling how they find source files
   * @param memory what units of each worker may take together, in bytes; 0 for what it has
   */
  public BakeJob onWorkers(SourceOptions travelling, long memory) {
    return new BakeJob(recipeClass, travelling, target, mode, prune, format, memory, 0, origin);
  }

  /** Returns whether this job is done by machines other than that which starts it. */
  boolean isElsewhere() {
    return threads == 0;
  }

  /**
   * Returns this job as this process does it: with its cache, memory and threads, where the job
   * leaves them to each machine.
   *
   * @throws IOException if what all machines must know cannot be fetched
   */
  BakeJob here() throws IOException {
    if (!isElsewhere()) {
      return this;
    }
    return new BakeJob(
        recipeClass,
        WorkerSources.settled(sources),
        target,
        mode,
        prune,
        format,
        budget > 0 ? budget : defaultBudget(),
        Runtime.getRuntime().availableProcessors(),
        origin);
  }

  /** Returns the store at the target. */
  public Store store() {
    return Stores.open(target, sources.access());
  }

  /** Returns a new instance of the recipe. */
  Recipe recipe() {
    ClassLoader ofThread = Thread.currentThread().getContextClassLoader();
    return Recipes.instantiate(
        recipeClass, ofThread == null ? BakeJob.class.getClassLoader() : ofThread);
  }

  /** Returns the files that the job reads. */
  public FilePattern files() {
    return files(recipe());
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
