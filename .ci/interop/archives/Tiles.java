package archives;

import org.arcoforge.pattern.FilePattern;
import org.arcoforge.pattern.Keys;
import org.arcoforge.recipe.Recipe;
import org.arcoforge.recipe.Target;

/** Tiles of unequal size in x and y, times years. */
public final class Tiles implements Recipe {
  private static final String FOLDER = System.getenv("ARCHIVES") + "/tiles/";

  @Override
  public FilePattern files() {
    return FilePattern.of(FOLDER + "tile_{x}_{y}_{time:yyyy}.nc")
        .concat("x", Keys.range(0, 2))
        .concat("y", Keys.range(0, 1))
        .concat("time", Keys.yearly(2000, 2001));
  }

  @Override
  public Target target() {
    return Target.named("tiles").chunk("x", 4).chunk("y", 2).chunk("time", 3);
  }
}
