package chirps;

import org.arcoforge.pattern.FilePattern;
import org.arcoforge.pattern.Keys;
import org.arcoforge.recipe.Recipe;
import org.arcoforge.recipe.Target;

/** CHIRPS 2.0: daily precipitation, 1981-2023, 0.05 degrees, in chunks across the years. */
public final class Chirps implements Recipe {
  @Override
  public FilePattern files() {
    return FilePattern.of(
            "https://data.chc.ucsb.edu/products/CHIRPS-2.0/global_daily/netcdf/p05"
                + "/chirps-v2.0.{time:yyyy}.days_p05.nc")
        .concat("time", Keys.yearly(1981, 2023));
  }

  @Override
  public Target target() {
    return Target.named("chirps").chunk("time", 200).chunk("latitude", 200).chunk("longitude", 720);
  }
}
