package archives;

import java.util.List;
import org.arcoforge.pattern.FilePattern;
import org.arcoforge.recipe.Recipe;
import org.arcoforge.recipe.Target;

/** A file for each basin, with dates and latitudes of its own, joined. */
public final class Basins implements Recipe {
  private static final String FOLDER = System.getenv("ARCHIVES") + "/basins/";

  @Override
  public FilePattern files() {
    return FilePattern.of(
            List.of(FOLDER + "basin_north.nc", FOLDER + "basin_south.nc", FOLDER + "basin_east.nc"))
        .stack("basin", "basin_([a-z]+)");
  }

  @Override
  public Target target() {
    return Target.named("basins").outer("time").outer("lat").chunk("lat", 2).chunk("time", 3);
  }
}
