package archives;

import java.util.List;
import org.arcoforge.dataset.Dataset;
import org.arcoforge.dataset.TimeParts;
import org.arcoforge.pattern.FilePattern;
import org.arcoforge.pattern.Keys;
import org.arcoforge.pattern.SourceFile;
import org.arcoforge.recipe.Recipe;
import org.arcoforge.recipe.Target;

/** Times from dates and seconds, and a speed from its components. */
public final class Parts implements Recipe {
  private static final String FOLDER = System.getenv("ARCHIVES") + "/parts/";

  @Override
  public FilePattern files() {
    return FilePattern.of(FOLDER + "part_{time:yyyy}.nc").concat("time", Keys.yearly(1999, 2000));
  }

  @Override
  public Target target() {
    return Target.named("parts");
  }

  @Override
  public Dataset preprocess(SourceFile file, Dataset dataset) {
    return dataset
        .setTime("time", TimeParts.standard().date("date").secondsOfDay("datesec"))
        .derive("sum", List.of("u", "v"), x -> x[0] + x[1])
        .derive("speed", List.of("v", "w"), x -> Math.sqrt(x[0] * x[0] + x[1] * x[1]));
  }
}
