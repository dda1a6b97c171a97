package archives;

import org.arcoforge.pattern.FilePattern;
import org.arcoforge.pattern.Keys;
import org.arcoforge.recipe.Aspect;
import org.arcoforge.recipe.Policy;
import org.arcoforge.recipe.Recipe;
import org.arcoforge.recipe.Target;

/** As Refused, with everything converted that can be. */
public final class RefusedConverted implements Recipe {
  @Override
  public FilePattern files() {
    return FilePattern.of(
            System.getenv("ARCHIVES") + "/" + System.getenv("REFUSED") + "/part_{time}.nc")
        .concat("time", Keys.range(0, 1));
  }

  @Override
  public Target target() {
    return Target.named("refused")
        .policy(Aspect.PACKING, Policy.CONVERT)
        .policy(Aspect.UNITS, Policy.CONVERT)
        .policy(Aspect.FILL_VALUE, Policy.CONVERT)
        .policy(Aspect.DIMENSIONS, Policy.CONVERT);
  }
}
