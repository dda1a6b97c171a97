package lcspp_avhrr;

import org.arcoforge.pattern.FilePattern;
import org.arcoforge.recipe.Recipe;
import org.arcoforge.recipe.Target;

/** LCSPP-AVHRR v3.2: a photosynthesis proxy, 0.05 degrees: a tar.gz a year in two records. */
public final class LcsppAvhrr implements Recipe {
  @Override
  public FilePattern files() {
    return FilePattern.matching(
            "zenodo:14568024/LCSPP_AVHRR_v3.2_*.tar.gz!/**/*.nc",
            "zenodo:14568491/LCSPP_AVHRR_v3.2_*.tar.gz!/**/*.nc")
        .concat("time");
  }

  @Override
  public Target target() {
    return Target.named("lcspp-avhrr").chunk("time", 72).chunk("lat", 600).chunk("lon", 800);
  }
}
