package archives;

import org.arcoforge.pattern.FilePattern;
import org.arcoforge.pattern.Keys;
import org.arcoforge.recipe.Aspect;
import org.arcoforge.recipe.Policy;
import org.arcoforge.recipe.Recipe;
import org.arcoforge.recipe.Target;

/** Dimensions in another order in each file. */
public final class Transposed implements Recipe {
  private static final String FOLDER = System.getenv("ARCHIVES") + "/transposed/";

  @Override
  public FilePattern files() {
    return FilePattern.of(FOLDER + "part_{time}.nc").concat("time", Keys.range(0, 2));
  }

  @Override
  public Target target() {
    return Target.named("transposed").policy(Aspect.DIMENSIONS, Policy.CONVERT);
  }
}
