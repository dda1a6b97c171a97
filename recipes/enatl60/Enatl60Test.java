package enatl60;

import static org.assertj.core.api.Assertions.assertThat;

import org.arcoforge.pattern.FilePattern;
import org.arcoforge.recipe.Recipe;
import org.arcoforge.recipe.RecipeContract;
import org.junit.jupiter.api.Test;

class Enatl60Test extends RecipeContract {
  @Override
  protected Recipe recipe() {
    return new Enatl60();
  }

  @Test
  void itHasAFileForEachDayInTheRecordOfItsMonth() {
    String zenodo = "https://zenodo.org/records";
    FilePattern files = recipe().files();
    assertThat(files.count()).isEqualTo(365);
    assertThat(files.file(0).url())
        .isEqualTo(zenodo + "/10261274/files/eNATL60-BLBT02_y2009m07d01.1d_TSW_60m.nc");
    assertThat(files.file(31).url())
        .isEqualTo(zenodo + "/10261349/files/eNATL60-BLBT02_y2009m08d01.1d_TSW_60m.nc");
    assertThat(files.file(364).url())
        .isEqualTo(zenodo + "/10261192/files/eNATL60-BLBT02_y2010m06d30.1d_TSW_60m.nc");
    assertThat(files.file(364).date("time")).isEqualTo("2010-06-30T00:00:00");
  }
}
