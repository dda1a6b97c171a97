package archives;

import org.arcoforge.pattern.FilePattern;
import org.arcoforge.pattern.Keys;
import org.arcoforge.recipe.Aspect;
import org.arcoforge.recipe.Policy;
import org.arcoforge.recipe.Recipe;
import org.arcoforge.recipe.Target;

/** Types that differ: stored in the narrowest that has all values. */
public final class Widened implements Recipe {
  private static final String FOLDER = System.getenv("ARCHIVES") + "/widened/";

  @Override
  public FilePattern files() {
    return FilePattern.of(FOLDER + "part_{time}.nc").concat("time", Keys.range(0, 2));
  }

  @Override
  public Target target() {
    return Target.named("widened")
        .policy(Aspect.TYPE, Policy.CONVERT)
        .policy(Aspect.FILL_VALUE, Policy.CONVERT);
  }
}
