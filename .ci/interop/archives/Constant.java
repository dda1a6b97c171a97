package archives;

import org.arcoforge.pattern.FilePattern;
import org.arcoforge.pattern.Keys;
import org.arcoforge.recipe.Aspect;
import org.arcoforge.recipe.Policy;
import org.arcoforge.recipe.Recipe;
import org.arcoforge.recipe.Target;

/** Variables that files share, each file in its own way. */
public final class Constant implements Recipe {
  private static final String FOLDER = System.getenv("ARCHIVES") + "/constant/";

  @Override
  public FilePattern files() {
    return FilePattern.of(FOLDER + "part_{time}.nc").concat("time", Keys.range(0, 1));
  }

  @Override
  public Target target() {
    return Target.named("constant")
        .policy(Aspect.PACKING, Policy.CONVERT)
        .policy(Aspect.UNITS, Policy.CONVERT)
        .policy(Aspect.FILL_VALUE, Policy.CONVERT)
        .policy(Aspect.DIMENSIONS, Policy.CONVERT)
        .policy(Aspect.TYPE, Policy.CONVERT);
  }
}
