package archives;

import org.arcoforge.pattern.FilePattern;
import org.arcoforge.pattern.Keys;
import org.arcoforge.recipe.Recipe;
import org.arcoforge.recipe.Target;

/** Months of 30 days, counted from days that other calendars lack. */
public final class Days360 implements Recipe {
  private static final String FOLDER = System.getenv("ARCHIVES") + "/days360/";

  @Override
  public FilePattern files() {
    return FilePattern.of(FOLDER + "run_{time}.nc").concat("time", Keys.range(0, 2));
  }

  @Override
  public Target target() {
    return Target.named("days360");
  }
}
