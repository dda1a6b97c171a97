package woa18;

import java.util.List;
import org.arcoforge.dataset.Dataset;
import org.arcoforge.pattern.FilePattern;
import org.arcoforge.pattern.Keys;
import org.arcoforge.pattern.SourceFile;
import org.arcoforge.recipe.Aspect;
import org.arcoforge.recipe.Policy;
import org.arcoforge.recipe.Recipe;
import org.arcoforge.recipe.Target;

/** World Ocean Atlas 2018: five monthly climatologies, 1 degree: a file for each and month. */
public final class Woa18 implements Recipe {
  private static final List<String> FIELDS =
      List.of(
          "temperature/decav/1.00/woa18_decav_t",
          "salinity/decav/1.00/woa18_decav_s",
          "density/decav/1.00/woa18_decav_I",
          "oxygen/all/1.00/woa18_all_o",
          "AOU/all/1.00/woa18_all_A");

  @Override
  public FilePattern files() {
    return FilePattern.of(
            "https://www.ncei.noaa.gov/thredds-ocean/fileServer/ncei/woa/{field}{time:02d}_01.nc")
        .merge("field", FIELDS)
        .concat("time", Keys.range(1, 12));
  }

  @Override
  public Target target() {
    return Target.named("woa18").chunk("time", 12).policy(Aspect.MEMBERS, Policy.FIRST);
  }

  /** The middle of a month is a whole day where all months have 30. */
  @Override
  public Dataset preprocess(SourceFile file, Dataset dataset) {
    return dataset
        .setAttribute("time", "calendar", "360_day")
        .monthsToDays("time")
        .setCoordinates("crs", "lat_bnds", "lon_bnds", "depth_bnds", "climatology_bounds");
  }
}
