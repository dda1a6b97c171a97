package archives;

import org.arcoforge.pattern.FilePattern;
import org.arcoforge.pattern.Keys;
import org.arcoforge.recipe.Recipe;
import org.arcoforge.recipe.Target;

/** Normals of three periods, with climatology bounds without units. */
public final class Climatology implements Recipe {
  private static final String FOLDER = System.getenv("ARCHIVES") + "/climatology/";

  @Override
  public FilePattern files() {
    return FilePattern.of(FOLDER + "normals_{time}.nc").concat("time", Keys.range(1981, 2001, 10));
  }

  @Override
  public Target target() {
    return Target.named("climatology");
  }
}
