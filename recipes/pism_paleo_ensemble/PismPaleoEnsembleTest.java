package pism_paleo_ensemble;

import static org.assertj.core.api.Assertions.assertThat;

import org.arcoforge.pattern.FilePattern;
import org.arcoforge.recipe.Recipe;
import org.arcoforge.recipe.RecipeContract;
import org.junit.jupiter.api.Test;

class PismPaleoEnsembleTest extends RecipeContract {
  @Override
  protected Recipe recipe() {
    return new PismPaleoEnsemble();
  }

  @Test
  void itHasAFileForEachMemberOfTheEnsemble() {
    FilePattern files = recipe().files();
    assertThat(files.count()).isEqualTo(256);
    assertThat(files.file(0).url())
        .isEqualTo(
            "https://download.pangaea.de/dataset/940149/files/paleo_ensemble_geo_2022.zip"
                + "!/geo_data/pism1.0_paleo06_6000/geometry_paleo_1ka.nc");
    assertThat(files.file(255).url()).endsWith("/pism1.0_paleo06_6255/geometry_paleo_1ka.nc");
  }
}
