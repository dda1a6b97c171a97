package noaa_oisst;

import static org.assertj.core.api.Assertions.assertThat;

import org.arcoforge.pattern.FilePattern;
import org.arcoforge.recipe.Recipe;
import org.arcoforge.recipe.RecipeContract;
import org.junit.jupiter.api.Test;

class NoaaOisstTest extends RecipeContract {
  @Override
  protected Recipe recipe() {
    return new NoaaOisst();
  }

  @Test
  void itHasAFileForEachDay() {
    FilePattern files = recipe().files();
    assertThat(files.count()).isEqualTo(15_828);
    assertThat(files.file(0).url())
        .isEqualTo(
            "https://www.ncei.noaa.gov/data/sea-surface-temperature-optimum-interpolation/v2.1"
                + "/access/avhrr/198109/oisst-avhrr-v02r01.19810901.nc");
    assertThat(files.file(15_827).url()).endsWith("/202412/oisst-avhrr-v02r01.20241231.nc");
  }
}
