package archives;

import org.arcoforge.pattern.FilePattern;
import org.arcoforge.pattern.Keys;
import org.arcoforge.recipe.Recipe;
import org.arcoforge.recipe.Target;

/** One file a year, each with times of its own reference, and bounds without units. */
public final class Yearly implements Recipe {
  private static final String FOLDER = System.getenv("ARCHIVES") + "/yearly/";

  @Override
  public FilePattern files() {
    return FilePattern.of(FOLDER + "air_{time:yyyy}.nc").concat("time", Keys.yearly(2001, 2004));
  }

  @Override
  public Target target() {
    return Target.named("yearly");
  }
}
