package archives;

import org.arcoforge.dataset.Dataset;
import org.arcoforge.pattern.FilePattern;
import org.arcoforge.pattern.Keys;
import org.arcoforge.pattern.SourceFile;
import org.arcoforge.recipe.Recipe;
import org.arcoforge.recipe.Target;

/** Months since a date, some twice, as days. */
public final class Months implements Recipe {
  private static final String FOLDER = System.getenv("ARCHIVES") + "/months/";

  @Override
  public FilePattern files() {
    return FilePattern.of(FOLDER + "part_{time}.nc").concat("time", Keys.range(0, 1));
  }

  @Override
  public Target target() {
    return Target.named("months");
  }

  @Override
  public Dataset preprocess(SourceFile file, Dataset dataset) {
    return dataset.dropDuplicates("time").monthsToDays("time");
  }
}
