package archives;

import org.arcoforge.pattern.FilePattern;
import org.arcoforge.pattern.Keys;
import org.arcoforge.recipe.Aspect;
import org.arcoforge.recipe.Policy;
import org.arcoforge.recipe.Recipe;
import org.arcoforge.recipe.Target;

/** Months of 28 to 31 days; some variables are not in all of them. */
public final class Monthly implements Recipe {
  private static final String FOLDER = System.getenv("ARCHIVES") + "/monthly/";

  @Override
  public FilePattern files() {
    return FilePattern.of(FOLDER + "day_{time:yyyyMM}.nc")
        .concat("time", Keys.monthly("2003-12", "2004-03"));
  }

  @Override
  public Target target() {
    return Target.named("monthly").policy(Aspect.PRESENCE, Policy.FILL);
  }
}
