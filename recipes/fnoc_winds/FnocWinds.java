package fnoc_winds;

import org.arcoforge.pattern.FilePattern;
import org.arcoforge.pattern.Keys;
import org.arcoforge.recipe.Recipe;
import org.arcoforge.recipe.Target;

/** FNOC monthly mean surface winds, 1982-1985, 2.5 degrees: one file a year, beside this one. */
public final class FnocWinds implements Recipe {
  @Override
  public FilePattern files() {
    return FilePattern.of("data/fnoc_winds_{TIME:yyyy}.nc").concat("TIME", Keys.yearly(1982, 1985));
  }

  @Override
  public Target target() {
    return Target.named("fnoc-winds").chunk("TIME", 24);
  }
}
