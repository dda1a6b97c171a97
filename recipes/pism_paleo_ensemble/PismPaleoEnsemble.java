package pism_paleo_ensemble;

import org.arcoforge.pattern.FilePattern;
import org.arcoforge.pattern.Keys;
import org.arcoforge.recipe.Recipe;
import org.arcoforge.recipe.Target;

/** 256 simulations of the Antarctic Ice Sheet by PISM: a folder each in one zip at PANGAEA. */
public final class PismPaleoEnsemble implements Recipe {
  @Override
  public FilePattern files() {
    return FilePattern.of(
            "https://download.pangaea.de/dataset/940149/files/paleo_ensemble_geo_2022.zip"
                + "!/geo_data/pism1.0_paleo06_{id}/geometry_paleo_1ka.nc")
        .stack("id", Keys.range(6000, 6255));
  }

  @Override
  public Target target() {
    return Target.named("pism-paleo-ensemble").chunk("id", 1);
  }
}
