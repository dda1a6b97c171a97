package archives;

import org.arcoforge.pattern.FilePattern;
import org.arcoforge.pattern.Keys;
import org.arcoforge.recipe.Recipe;
import org.arcoforge.recipe.Target;

/** Years without leap days, counted in days and in hours. */
public final class Noleap implements Recipe {
  private static final String FOLDER = System.getenv("ARCHIVES") + "/noleap/";

  @Override
  public FilePattern files() {
    return FilePattern.of(FOLDER + "run_{time}.nc").concat("time", Keys.of("2000", "2001", "2004"));
  }

  @Override
  public Target target() {
    return Target.named("noleap");
  }
}
