package archives;

import org.arcoforge.dataset.DataType;
import org.arcoforge.pattern.FilePattern;
import org.arcoforge.pattern.Keys;
import org.arcoforge.recipe.Encoding;
import org.arcoforge.recipe.Recipe;
import org.arcoforge.recipe.Target;

/** Variables packed, cast and filled anew. */
public final class Repacked implements Recipe {
  private static final String FOLDER = System.getenv("ARCHIVES") + "/repacked/";

  @Override
  public FilePattern files() {
    return FilePattern.of(FOLDER + "part_{time}.nc").concat("time", Keys.range(0, 1));
  }

  @Override
  public Target target() {
    return Target.named("repacked")
        .variable("t", Encoding.asInFiles().pack(DataType.INT16, 0.01, 20).fill(-32768))
        .variable("q", Encoding.asInFiles().pack(DataType.UINT8, 1, -110).fill(255))
        .variable("again", Encoding.asInFiles().pack(DataType.INT16, 0.05, 270).fill(-1))
        .variable("narrow", Encoding.asInFiles().cast(DataType.INT16).fill(-999))
        .variable("rounded", Encoding.asInFiles().castLossy(DataType.FLOAT32));
  }
}
