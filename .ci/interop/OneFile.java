package one_file;

import org.arcoforge.pattern.FilePattern;
import org.arcoforge.recipe.Recipe;
import org.arcoforge.recipe.Target;

/** Bakes the file and group that the environment names: compiled once for a whole corpus. */
public final class OneFile implements Recipe {
  @Override
  public FilePattern files() {
    return FilePattern.single(System.getenv("ONE_FILE"))
        .group(System.getenv("ONE_GROUP"));
  }

  @Override
  public Target target() {
    return Target.named("one-file");
  }
}
