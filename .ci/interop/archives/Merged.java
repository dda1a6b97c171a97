package archives;

import java.util.List;
import org.arcoforge.pattern.FilePattern;
import org.arcoforge.pattern.Keys;
import org.arcoforge.recipe.Recipe;
import org.arcoforge.recipe.Target;

/** Files of one variable each, with coordinates of their own, times years. */
public final class Merged implements Recipe {
  private static final String FOLDER = System.getenv("ARCHIVES") + "/merged/";

  @Override
  public FilePattern files() {
    return FilePattern.of(FOLDER + "{variable}_{time:yyyy}.nc")
        .merge("variable", List.of("u", "salt", "flux"))
        .concat("time", Keys.yearly(2000, 2001));
  }

  @Override
  public Target target() {
    return Target.named("merged");
  }
}
