package archives;

import org.arcoforge.pattern.FilePattern;
import org.arcoforge.pattern.Keys;
import org.arcoforge.recipe.Aspect;
import org.arcoforge.recipe.Policy;
import org.arcoforge.recipe.Recipe;
import org.arcoforge.recipe.Target;

/** Each file packed in another way: stored unpacked. */
public final class Packing implements Recipe {
  private static final String FOLDER = System.getenv("ARCHIVES") + "/packing/";

  @Override
  public FilePattern files() {
    return FilePattern.of(FOLDER + "part_{time}.nc").concat("time", Keys.range(0, 2));
  }

  @Override
  public Target target() {
    return Target.named("packing")
        .policy(Aspect.PACKING, Policy.CONVERT)
        .policy(Aspect.TYPE, Policy.CONVERT);
  }
}
