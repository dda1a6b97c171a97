package org.arcoforge.pipeline;

import java.nio.file.Path;
import java.util.function.UnaryOperator;
import org.arcoforge.dataset.Dataset;
import org.arcoforge.pattern.FilePattern;
import org.arcoforge.pattern.SourceFile;
import org.arcoforge.recipe.Recipe;
import org.arcoforge.recipe.Target;
import org.arcoforge.source.SourceOptions;
import org.arcoforge.zarr.ZarrFormat;
import org.jspecify.annotations.Nullable;

/** A recipe that says what the running test gives it. Tests that use it run one after another. */
public final class GivenRecipe implements Recipe {
  private static volatile @Nullable FilePattern files;
  private static volatile @Nullable Target target;
  private static volatile UnaryOperator<Dataset> preprocess = UnaryOperator.identity();

  public static void give(FilePattern givenFiles, Target givenTarget) {
    give(givenFiles, givenTarget, UnaryOperator.identity());
  }

  public static void give(
      FilePattern givenFiles, Target givenTarget, UnaryOperator<Dataset> givenPreprocess) {
    files = givenFiles;
    target = givenTarget;
    preprocess = givenPreprocess;
  }

  /** Returns a job of this recipe, with files relative to {@code folder}. */
  static BakeJob job(Path folder, Path store, @Nullable ZarrFormat format, long budget) {
    return new BakeJob(
        GivenRecipe.class.getName(),
        sources(folder),
        store.toString(),
        TargetMode.NEW,
        0,
        format,
        budget,
        2);
  }

  /** Returns options for files relative to {@code folder}, which fetch nothing. */
  static SourceOptions sources(Path folder) {
    return SourceOptions.in(folder.toString(), folder.resolve("cache").toString());
  }

  @Override
  public FilePattern files() {
    return java.util.Objects.requireNonNull(files);
  }

  @Override
  public Target target() {
    return java.util.Objects.requireNonNull(target);
  }

  @Override
  public Dataset preprocess(SourceFile file, Dataset dataset) {
    return preprocess.apply(dataset);
  }
}
