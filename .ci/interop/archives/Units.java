package archives;

import org.arcoforge.pattern.FilePattern;
import org.arcoforge.pattern.Keys;
import org.arcoforge.recipe.Aspect;
import org.arcoforge.recipe.Policy;
import org.arcoforge.recipe.Recipe;
import org.arcoforge.recipe.Target;

/** Other units in each file, also of the levels that they follow one another along. */
public final class Units implements Recipe {
  private static final String FOLDER = System.getenv("ARCHIVES") + "/units/";

  @Override
  public FilePattern files() {
    return FilePattern.of(FOLDER + "part_{level}.nc").concat("level", Keys.range(0, 2));
  }

  @Override
  public Target target() {
    return Target.named("units").policy(Aspect.UNITS, Policy.CONVERT);
  }
}
