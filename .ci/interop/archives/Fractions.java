package archives;

import org.arcoforge.pattern.FilePattern;
import org.arcoforge.pattern.Keys;
import org.arcoforge.recipe.Recipe;
import org.arcoforge.recipe.Target;

/** Fractional days that are whole hours only when rounded. */
public final class Fractions implements Recipe {
  private static final String FOLDER = System.getenv("ARCHIVES") + "/fractions/";

  @Override
  public FilePattern files() {
    return FilePattern.of(FOLDER + "part_{time}.nc").concat("time", Keys.range(0, 2));
  }

  @Override
  public Target target() {
    return Target.named("fractions");
  }
}
