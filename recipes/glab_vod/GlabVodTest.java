package glab_vod;

import static org.assertj.core.api.Assertions.assertThat;

import org.arcoforge.pattern.FilePattern;
import org.arcoforge.recipe.Recipe;
import org.arcoforge.recipe.RecipeContract;
import org.junit.jupiter.api.Test;

class GlabVodTest extends RecipeContract {
  @Override
  protected Recipe recipe() {
    return new GlabVod();
  }

  @Test
  void itHasAFileForEachYear() {
    FilePattern files = recipe().files();
    assertThat(files.count()).isEqualTo(19);
    assertThat(files.file(0).url()).isEqualTo("zenodo:10306095/GLAB_VOD_2002.nc");
    assertThat(files.file(18).url()).isEqualTo("zenodo:10306095/GLAB_VOD_2020.nc");
  }

  @Test
  void itStoresBothVariablesInHalfTheBytes() {
    assertThat(recipe().target().encodings().keySet()).containsExactly("VOD", "VOD_std");
  }
}
