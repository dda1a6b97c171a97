package archives;

import org.arcoforge.pattern.FilePattern;
import org.arcoforge.pattern.Keys;
import org.arcoforge.recipe.Aspect;
import org.arcoforge.recipe.Policy;
import org.arcoforge.recipe.Recipe;
import org.arcoforge.recipe.Target;

/** Each file with other missing values: stored with those of the first. */
public final class Fills implements Recipe {
  private static final String FOLDER = System.getenv("ARCHIVES") + "/fills/";

  @Override
  public FilePattern files() {
    return FilePattern.of(FOLDER + "part_{time}.nc").concat("time", Keys.range(0, 2));
  }

  @Override
  public Target target() {
    return Target.named("fills").policy(Aspect.FILL_VALUE, Policy.CONVERT);
  }
}
