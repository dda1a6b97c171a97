package archives;

import org.arcoforge.pattern.FilePattern;
import org.arcoforge.pattern.Keys;
import org.arcoforge.recipe.Aspect;
import org.arcoforge.recipe.Policy;
import org.arcoforge.recipe.Recipe;
import org.arcoforge.recipe.Target;

/** Coordinates that differ by rounding, and policies for what else differs. */
public final class Rounded implements Recipe {
  private static final String FOLDER = System.getenv("ARCHIVES") + "/rounded/";

  @Override
  public FilePattern files() {
    return FilePattern.of(FOLDER + "part_{time}.nc").concat("time", Keys.range(0, 2));
  }

  @Override
  public Target target() {
    return Target.named("rounded")
        .tolerance("lat", 1e-5)
        .policy(Aspect.STATIC_VALUES, "height", Policy.FIRST)
        .policy(Aspect.STATIC_VALUES, "version", Policy.DROP)
        .policy(Aspect.UNITS, Policy.FIRST)
        .policy(Aspect.MEANING, "mode", Policy.DROP)
        .policy(Aspect.MEANING, "t", Policy.FIRST)
        .policy(Aspect.ATTRIBUTES, Policy.FIRST);
  }
}
