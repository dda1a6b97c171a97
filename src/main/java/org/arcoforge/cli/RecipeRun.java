package org.arcoforge.cli;

import java.io.Closeable;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import org.arcoforge.pattern.FilePattern;
import org.arcoforge.pipeline.BakeJob;
import org.arcoforge.pipeline.TargetMode;
import org.arcoforge.recipe.LoadedRecipe;
import org.arcoforge.source.ResolveSources;
import org.arcoforge.source.SourceLock;
import org.arcoforge.source.SourceOptions;
import org.arcoforge.source.SourceRun;

/** A recipe whose files are known, and the run that uses them. */
final class RecipeRun implements Closeable {
  /** The name of the lock file beside a recipe. */
  static final String LOCK = "sources.lock.json";

  private final SourceRun run;
  private final SourceOptions options;
  private final Jobs jobs;

  /** Makes the job of a run. */
  interface Jobs {
    BakeJob job(String target, TargetMode mode, SourceOptions sources);
  }

  private RecipeRun(SourceRun run, SourceOptions options, Jobs jobs) {
    this.run = run;
    this.options = options;
    this.jobs = jobs;
  }

  /**
   * Starts a run of a recipe: what its URLs mean is taken from the lock file beside it, or is found
   * out.
   *
   * @param prune how many keys of each axis will be used; 0 for all
   * @param err told what there is to know of the sources
   */
  static RecipeRun start(
      LoadedRecipe recipe, SourceOptions options, int prune, PrintWriter err, Jobs jobs)
      throws IOException {
    SourceRun run = SourceRun.start(options.withFolder(recipe.folder().toString()));
    try {
      Path beside = recipe.folder().resolve(LOCK);
      FilePattern files = BakeJob.pruned(recipe.recipe().files(), prune);
      return new RecipeRun(
          run,
          Files.exists(beside)
              ? run.options().withLock(beside.toString())
              : resolve(run, files, err),
          jobs);
    } catch (IOException | RuntimeException e) {
      run.close();
      throw e;
    }
  }

  /** Finds out what files mean, for as long as the run lasts; nothing if their URLs say it. */
  static SourceOptions resolve(SourceRun run, FilePattern files, PrintWriter err)
      throws IOException {
    if (!ResolveSources.isNeeded(files)) {
      return run.options();
    }
    ResolveProgress progress = new ResolveProgress(err);
    try (ResolveSources resolve = new ResolveSources(run.options(), progress::received)) {
      SourceLock lock = resolve.records(files);
      resolve.notices().forEach(notice -> err.println("warning: " + notice));
      Path path = run.file(LOCK);
      lock.write(path);
      return run.options().withLock(path.toString());
    }
  }

  /** Returns the job that writes {@code target}. */
  BakeJob job(String target, TargetMode mode) {
    return jobs.job(target, mode, options);
  }

  @Override
  public void close() throws IOException {
    run.close();
  }
}
