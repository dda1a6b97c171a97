package casm_soil_moisture;

import static org.assertj.core.api.Assertions.assertThat;

import org.arcoforge.pattern.FilePattern;
import org.arcoforge.recipe.Recipe;
import org.arcoforge.recipe.RecipeContract;
import org.junit.jupiter.api.Test;

class CasmSoilMoistureTest extends RecipeContract {
  @Override
  protected Recipe recipe() {
    return new CasmSoilMoisture();
  }

  @Test
  void itHasAFileForEachYear() {
    FilePattern files = recipe().files();
    assertThat(files.count()).isEqualTo(19);
    assertThat(files.file(0).url()).isEqualTo("zenodo:7072512/CASM_SM_2002.nc");
    assertThat(files.file(18).url()).isEqualTo("zenodo:7072512/CASM_SM_2020.nc");
  }
}
