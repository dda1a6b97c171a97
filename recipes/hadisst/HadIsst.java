package hadisst;

import org.arcoforge.pattern.FilePattern;
import org.arcoforge.recipe.Recipe;
import org.arcoforge.recipe.Target;

/** HadISST1: monthly sea-surface temperature since 1870, 1 degree: one netCDF-3 file in gzip. */
public final class HadIsst implements Recipe {
  @Override
  public FilePattern files() {
    return FilePattern.single("https://www.metoffice.gov.uk/hadobs/hadisst/data/HadISST_sst.nc.gz");
  }

  @Override
  public Target target() {
    return Target.named("hadisst").chunk("time", 120);
  }
}
