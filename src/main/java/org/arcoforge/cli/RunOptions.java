package org.arcoforge.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Map;
import java.util.Stack;
import org.arcoforge.config.Placeholders;
import org.arcoforge.dataset.ByteText;
import org.arcoforge.pipeline.BakeJob;
import org.arcoforge.pipeline.BuildOrigin;
import org.arcoforge.recipe.LoadedRecipe;
import org.arcoforge.recipe.Recipes;
import org.arcoforge.source.SourceOptions;
import org.arcoforge.store.StoreAccess;
import org.arcoforge.zarr.ZarrFormat;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.IParameterPreprocessor;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.ArgSpec;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options that say how a recipe is run. */
final class RunOptions {
  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  @Option(
      names = GivenArguments.CONFIG,
      paramLabel = "FILE",
      description =
          "Take from this YAML file what the command line does not say. Its keys are the names of"
              + " options: max_workers for --max-workers.")
  // GivenArguments has read the file before.
  @SuppressWarnings("UnusedVariable")
  private @Nullable String config;

  @Option(
      names = "--prune",
      arity = "0..1",
      paramLabel = "N",
      fallbackValue = "2",
      preprocessor = OptionalNumber.class,
      description =
          "Take the first N keys of every concat or stack axis only (2 if N is not given).")
  private @Nullable Integer prune;

  @Option(
      names = "--zarr",
      paramLabel = "2|3",
      description = "Zarr format to write, instead of the recipe's.")
  private @Nullable Integer zarr;

  @Option(
      names = "--memory",
      paramLabel = "SIZE",
      description =
          "What the data in memory may take at the same time, such as 500MB or 2GB. Default: the"
              + " JVM's heap but for what it needs itself.")
  private @Nullable String memory;

  @Option(
      names = "--threads",
      paramLabel = "N",
      description = "How many units run at the same time. Default: one for each processor.")
  private @Nullable Integer threads;

  @Mixin private SourceArguments sources = new SourceArguments();

  @Mixin private NameArguments names = new NameArguments();

  /** Leaves what follows the option alone where it is no number: it may be the recipe. */
  static final class OptionalNumber implements IParameterPreprocessor {
    @Override
    public boolean preprocess(
        Stack<String> arguments, CommandSpec command, ArgSpec option, Map<String, Object> info) {
      boolean attached = "=".equals(info.get("separator"));
      if (!attached && (arguments.isEmpty() || !arguments.peek().matches("-?\\d+"))) {
        arguments.push(((OptionSpec) option).fallbackValue());
      }
      return false;
    }
  }

  /** Returns how stores are reached. */
  StoreAccess access() {
    return sources.access();
  }

  /** Returns whether a part of the files is taken only. */
  boolean isPruned() {
    return prune != null;
  }

  /** Returns how source files are found that are relative to the working directory. */
  SourceOptions sources() {
    return sources.options("");
  }

  /** Returns the number of threads to use. */
  int threads() {
    if (threads == null) {
      return Runtime.getRuntime().availableProcessors();
    }
    if (threads < 1) {
      throw wrong(
          "Invalid value for option '--threads': %d (must be 1 or more).".formatted(threads));
    }
    return threads;
  }

  /**
   * Puts values in the places of placeholders, and returns these values.
   *
   * @param recipeId the name of the recipe's target; empty if there is no recipe
   * @param folder of the recipe
   */
  Placeholders expand(String recipeId, Path folder) {
    Placeholders values = names.placeholders(recipeId, folder);
    sources.expand(values);
    return values;
  }

  /**
   * Checks the options, loads a recipe, and lets this thread and those that it starts load its
   * classes.
   */
  NamedRecipe load(String reference) throws IOException {
    prune();
    format();
    budget();
    threads();
    LoadedRecipe loaded = Recipes.load(reference);
    Thread.currentThread().setContextClassLoader(loaded.loader());
    return new NamedRecipe(loaded, expand(loaded.recipe().target().name(), loaded.folder()));
  }

  /** Loads a recipe, and finds out which files it means. */
  RecipeRun start(String reference, PrintWriter err) throws IOException {
    return start(load(reference), err);
  }

  /** Finds out which files a recipe means. */
  RecipeRun start(NamedRecipe recipe, PrintWriter err) throws IOException {
    int keys = prune();
    @Nullable ZarrFormat wanted = format();
    long bytes = budget();
    int atOnce = threads();
    SourceOptions found = sources.options("");
    LoadedRecipe loaded = recipe.loaded();
    return RecipeRun.start(
        loaded,
        found,
        keys,
        err,
        (target, mode, options) ->
            new BakeJob(
                loaded.recipe().getClass().getName(),
                options,
                target,
                mode,
                keys,
                wanted,
                bytes,
                atOnce,
                origin(loaded.folder())));
  }

  /** Returns what attributes of the store say that made it; null if they are to say nothing. */
  private static @Nullable BuildOrigin origin(Path folder) {
    return System.getProperty("arcoforge.provenance", "true").equals("false")
        ? null
        : BuildOrigin.of(
            Main.VERSION, System.getenv(), RecipeCommit.of(folder), java.time.Instant.now());
  }

  /** Returns what units may take together, in bytes; 0 if that is not given. */
  long memory() {
    return memory == null ? 0 : budget();
  }

  private int prune() {
    if (prune == null) {
      return 0;
    }
    if (prune < 1) {
      throw wrong("Invalid value for option '--prune': %d (must be 1 or more).".formatted(prune));
    }
    return prune;
  }

  /** Returns the format to write; null for the recipe's. */
  @Nullable ZarrFormat format() {
    if (zarr == null) {
      return null;
    }
    return switch (zarr) {
      case 2 -> ZarrFormat.V2;
      case 3 -> ZarrFormat.V3;
      default ->
          throw wrong("Invalid value for option '--zarr': %d (must be 2 or 3).".formatted(zarr));
    };
  }

  private long budget() {
    try {
      return memory == null ? BakeJob.defaultBudget() : ByteText.parse(memory);
    } catch (IllegalArgumentException e) {
      throw wrong("Invalid value for option '--memory': " + e.getMessage());
    }
  }

  private ParameterException wrong(String message) {
    if (spec == null) {
      throw new IllegalArgumentException(message);
    }
    return new ParameterException(spec.commandLine(), message);
  }
}
