package archives;

import java.util.List;
import org.arcoforge.pattern.FilePattern;
import org.arcoforge.recipe.Recipe;
import org.arcoforge.recipe.Target;

/** The two files of the archive that the environment names, of which the tool is to say no. */
public final class Refused implements Recipe {
  @Override
  public FilePattern files() {
    String folder = System.getenv("ARCHIVES") + "/" + System.getenv("REFUSED");
    return FilePattern.of(List.of(folder + "/part_0.nc", folder + "/part_1.nc")).concat("time");
  }

  @Override
  public Target target() {
    return Target.named("refused");
  }
}
