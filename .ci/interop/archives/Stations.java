package archives;

import org.arcoforge.pattern.FilePattern;
import org.arcoforge.pattern.Keys;
import org.arcoforge.recipe.Recipe;
import org.arcoforge.recipe.Target;

/** Stations by name, in characters and in strings. */
public final class Stations implements Recipe {
  private static final String FOLDER = System.getenv("ARCHIVES") + "/stations/";

  @Override
  public FilePattern files() {
    return FilePattern.of(FOLDER + "part_{station}.nc").concat("station", Keys.range(0, 1));
  }

  @Override
  public Target target() {
    return Target.named("stations");
  }
}
