package lcspp_avhrr;

import static org.assertj.core.api.Assertions.assertThat;

import org.arcoforge.recipe.Recipe;
import org.arcoforge.recipe.RecipeContract;
import org.junit.jupiter.api.Test;

class LcsppAvhrrTest extends RecipeContract {
  @Override
  protected Recipe recipe() {
    return new LcsppAvhrr();
  }

  @Test
  void itMatchesTheArchivesOfBothRecords() {
    assertThat(recipe().files().globs())
        .containsExactly(
            "zenodo:14568024/LCSPP_AVHRR_v3.2_*.tar.gz!/**/*.nc",
            "zenodo:14568491/LCSPP_AVHRR_v3.2_*.tar.gz!/**/*.nc");
  }
}
