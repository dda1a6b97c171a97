package c_itrace;

import java.util.List;
import org.arcoforge.dataset.Dataset;
import org.arcoforge.pattern.FilePattern;
import org.arcoforge.pattern.SourceFile;
import org.arcoforge.recipe.Aspect;
import org.arcoforge.recipe.Policy;
import org.arcoforge.recipe.Recipe;
import org.arcoforge.recipe.Target;

/** C-iTRACE: the ocean since 22,000 years ago with isotopes, a variable a file on Figshare. */
public final class CItrace implements Recipe {
  /** IAGE, d18O, ABIO_D14Cocn, ABIO_D14Catm, CISO_DIC_d13C, ND143, ND144, SALT, TEMP, PD. */
  private static final List<String> FILES =
      List.of(
          "38534591",
          "38530430",
          "38231892",
          "38231991",
          "38526806",
          "38232651",
          "38232060",
          "38541851",
          "38543534",
          "38543969");

  @Override
  public FilePattern files() {
    return FilePattern.of("https://figshare.com/ndownloader/files/{file}").merge("file", FILES);
  }

  @Override
  public Target target() {
    return Target.named("c-itrace").chunk("time", 1).policy(Aspect.MEMBERS, Policy.FIRST);
  }

  @Override
  public Dataset preprocess(SourceFile file, Dataset dataset) {
    return dataset
        .pick("TLAT", "nlon", 0)
        .pick("TLONG", "nlat", 0)
        .rename("TLAT", "lat")
        .rename("nlat", "lat")
        .rename("TLONG", "lon")
        .rename("nlon", "lon")
        .sortBy("lat")
        .sortBy("lon")
        .wrapLongitude("lon");
  }
}
