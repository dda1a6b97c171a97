package archives;

import org.arcoforge.pattern.FilePattern;
import org.arcoforge.pattern.Keys;
import org.arcoforge.recipe.Duplicates;
import org.arcoforge.recipe.Recipe;
import org.arcoforge.recipe.Target;

/** Files that overlap: what comes first is kept. */
public final class Overlap implements Recipe {
  private static final String FOLDER = System.getenv("ARCHIVES") + "/overlap/";

  @Override
  public FilePattern files() {
    return FilePattern.of(FOLDER + "part_{time}.nc").concat("time", Keys.range(0, 2));
  }

  @Override
  public Target target() {
    return Target.named("overlap").duplicates("time", Duplicates.FIRST).chunk("time", 5);
  }
}
