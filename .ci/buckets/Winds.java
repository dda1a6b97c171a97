package winds;

import org.arcoforge.pattern.FilePattern;
import org.arcoforge.pattern.Keys;
import org.arcoforge.recipe.Recipe;
import org.arcoforge.recipe.Target;

/** The winds of fnoc_winds from the place that the environment names, in many small chunks. */
public final class Winds implements Recipe {
  @Override
  public FilePattern files() {
    return FilePattern.of(System.getenv("WINDS") + "/fnoc_winds_{TIME:yyyy}.nc")
        .concat("TIME", Keys.yearly(1982, 1985));
  }

  @Override
  public Target target() {
    return Target.named("winds").chunk("TIME", 1);
  }
}
