package casm_soil_moisture;

import org.arcoforge.dataset.Dataset;
import org.arcoforge.pattern.FilePattern;
import org.arcoforge.pattern.Keys;
import org.arcoforge.pattern.SourceFile;
import org.arcoforge.recipe.Recipe;
import org.arcoforge.recipe.Target;

/** CASM: global soil moisture every third day, 2002-2020, 25 km: a file a year in one record. */
public final class CasmSoilMoisture implements Recipe {
  @Override
  public FilePattern files() {
    return FilePattern.of("zenodo:7072512/CASM_SM_{time:yyyy}.nc")
        .concat("time", Keys.yearly(2002, 2020));
  }

  @Override
  public Target target() {
    return Target.named("casm-soil-moisture");
  }

  @Override
  public Dataset preprocess(SourceFile file, Dataset dataset) {
    return dataset.rename("date", "time");
  }
}
