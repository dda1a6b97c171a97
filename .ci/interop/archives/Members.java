package archives;

import org.arcoforge.pattern.FilePattern;
import org.arcoforge.pattern.Keys;
import org.arcoforge.recipe.Recipe;
import org.arcoforge.recipe.Target;

/** Members of an ensemble, which only the names of the files tell, times years. */
public final class Members implements Recipe {
  private static final String FOLDER = System.getenv("ARCHIVES") + "/members/";

  @Override
  public FilePattern files() {
    return FilePattern.of(FOLDER + "run_{member:03d}_{time:yyyy}.nc")
        .stack("member", Keys.range(9, 11))
        .concat("time", Keys.yearly(2000, 2001));
  }

  @Override
  public Target target() {
    return Target.named("members");
  }
}
