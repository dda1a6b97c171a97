package archives;

import org.arcoforge.pattern.FilePattern;
import org.arcoforge.pattern.Keys;
import org.arcoforge.recipe.Aspect;
import org.arcoforge.recipe.Policy;
import org.arcoforge.recipe.Recipe;
import org.arcoforge.recipe.Target;

/** Units of time spelt in many ways, two calendars, time zones. */
public final class Spellings implements Recipe {
  private static final String FOLDER = System.getenv("ARCHIVES") + "/spellings/";

  @Override
  public FilePattern files() {
    return FilePattern.of(FOLDER + "part_{time}.nc").concat("time", Keys.range(0, 7));
  }

  @Override
  public Target target() {
    return Target.named("spellings").policy(Aspect.CALENDAR, Policy.CONVERT);
  }
}
