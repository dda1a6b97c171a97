package archives;

import org.arcoforge.pattern.FilePattern;
import org.arcoforge.pattern.Keys;
import org.arcoforge.recipe.Recipe;
import org.arcoforge.recipe.Target;

/** Hours since the year 1, and since the year 0. */
public final class Ancient implements Recipe {
  private static final String FOLDER = System.getenv("ARCHIVES") + "/ancient/";

  @Override
  public FilePattern files() {
    return FilePattern.of(FOLDER + "air_{time}.nc").concat("time", Keys.range(0, 2));
  }

  @Override
  public Target target() {
    return Target.named("ancient");
  }
}
