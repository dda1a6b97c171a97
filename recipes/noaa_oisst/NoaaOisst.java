package noaa_oisst;

import org.arcoforge.pattern.FilePattern;
import org.arcoforge.pattern.Keys;
import org.arcoforge.recipe.Recipe;
import org.arcoforge.recipe.Target;

/** NOAA OISST v2.1: daily sea-surface temperature, 0.25 degrees. */
public final class NoaaOisst implements Recipe {
  @Override
  public FilePattern files() {
    return FilePattern.of(
            "https://www.ncei.noaa.gov/data/sea-surface-temperature-optimum-interpolation"
                + "/v2.1/access/avhrr/{time:yyyyMM}/oisst-avhrr-v02r01.{time:yyyyMMdd}.nc")
        .concat("time", Keys.daily("1981-09-01", "2024-12-31"));
  }

  @Override
  public Target target() {
    return Target.named("noaa-oisst").chunk("time", 20);
  }
}
