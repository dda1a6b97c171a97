package chirps;

import static org.assertj.core.api.Assertions.assertThat;

import org.arcoforge.pattern.FilePattern;
import org.arcoforge.recipe.Recipe;
import org.arcoforge.recipe.RecipeContract;
import org.junit.jupiter.api.Test;

class ChirpsTest extends RecipeContract {
  @Override
  protected Recipe recipe() {
    return new Chirps();
  }

  @Test
  void itHasAFileForEachYear() {
    FilePattern files = recipe().files();
    assertThat(files.count()).isEqualTo(43);
    assertThat(files.file(0).url())
        .isEqualTo(
            "https://data.chc.ucsb.edu/products/CHIRPS-2.0/global_daily/netcdf/p05"
                + "/chirps-v2.0.1981.days_p05.nc");
    assertThat(files.file(42).url()).endsWith("/chirps-v2.0.2023.days_p05.nc");
  }
}
