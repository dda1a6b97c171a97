package hadisst;

import static org.assertj.core.api.Assertions.assertThat;

import org.arcoforge.pattern.FilePattern;
import org.arcoforge.recipe.Recipe;
import org.arcoforge.recipe.RecipeContract;
import org.junit.jupiter.api.Test;

class HadIsstTest extends RecipeContract {
  @Override
  protected Recipe recipe() {
    return new HadIsst();
  }

  @Test
  void itIsOneFile() {
    FilePattern files = recipe().files();
    assertThat(files.count()).isEqualTo(1);
    assertThat(files.axes()).isEmpty();
    assertThat(files.file(0).url())
        .isEqualTo("https://www.metoffice.gov.uk/hadobs/hadisst/data/HadISST_sst.nc.gz");
  }
}
