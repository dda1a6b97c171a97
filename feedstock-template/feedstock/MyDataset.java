package feedstock;

import org.arcoforge.pattern.FilePattern;
import org.arcoforge.pattern.Keys;
import org.arcoforge.recipe.Recipe;
import org.arcoforge.recipe.Target;

/** {@code <title>}. */
public final class MyDataset implements Recipe {
  @Override
  public FilePattern files() {
    return FilePattern.of("zenodo:<record>/<name>_{time:yyyy}.nc")
        .concat("time", Keys.yearly(2001, 2020));
  }

  @Override
  public Target target() {
    return Target.named("my-dataset");
  }
}
