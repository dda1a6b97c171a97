package glab_vod;

import org.arcoforge.dataset.DataType;
import org.arcoforge.pattern.FilePattern;
import org.arcoforge.pattern.Keys;
import org.arcoforge.recipe.Encoding;
import org.arcoforge.recipe.Recipe;
import org.arcoforge.recipe.Target;

/** GLAB-VOD: global vegetation optical depth, 2002-2020, 25 km, rounded to float32. */
public final class GlabVod implements Recipe {
  @Override
  public FilePattern files() {
    return FilePattern.of("zenodo:10306095/GLAB_VOD_{time:yyyy}.nc")
        .concat("time", Keys.yearly(2002, 2020));
  }

  @Override
  public Target target() {
    Encoding single = Encoding.asInFiles().castLossy(DataType.FLOAT32);
    return Target.named("glab-vod")
        .chunk("time", 200)
        .chunk("lat", 260)
        .chunk("lon", 450)
        .variable("VOD", single)
        .variable("VOD_std", single);
  }
}
