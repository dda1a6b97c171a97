package woa18;

import static org.assertj.core.api.Assertions.assertThat;

import org.arcoforge.pattern.FilePattern;
import org.arcoforge.recipe.Recipe;
import org.arcoforge.recipe.RecipeContract;
import org.junit.jupiter.api.Test;

class Woa18Test extends RecipeContract {
  @Override
  protected Recipe recipe() {
    return new Woa18();
  }

  @Test
  void itHasAFileForEachFieldAndMonth() {
    String woa = "https://www.ncei.noaa.gov/thredds-ocean/fileServer/ncei/woa";
    FilePattern files = recipe().files();
    assertThat(files.count()).isEqualTo(60);
    assertThat(files.file(0).url())
        .isEqualTo(woa + "/temperature/decav/1.00/woa18_decav_t01_01.nc");
    assertThat(files.file(35).url()).isEqualTo(woa + "/density/decav/1.00/woa18_decav_I12_01.nc");
    assertThat(files.file(59).url()).isEqualTo(woa + "/AOU/all/1.00/woa18_all_A12_01.nc");
  }
}
