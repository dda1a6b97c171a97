package archives;

import java.util.List;
import org.arcoforge.pattern.FilePattern;
import org.arcoforge.recipe.Duplicates;
import org.arcoforge.recipe.Order;
import org.arcoforge.recipe.Recipe;
import org.arcoforge.recipe.Target;

/** Files out of order, also within: sorted, and what comes last is kept. */
public final class Unordered implements Recipe {
  private static final String FOLDER = System.getenv("ARCHIVES") + "/unordered/";

  @Override
  public FilePattern files() {
    return FilePattern.of(List.of(FOLDER + "part_c.nc", FOLDER + "part_a.nc", FOLDER + "part_b.nc"))
        .concat("time");
  }

  @Override
  public Target target() {
    return Target.named("unordered")
        .order("time", Order.BY_VALUE)
        .duplicates("time", Duplicates.LAST)
        .chunk("time", 4);
  }
}
