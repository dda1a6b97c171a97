package enatl60;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.arcoforge.dataset.Dataset;
import org.arcoforge.pattern.FilePattern;
import org.arcoforge.pattern.Keys;
import org.arcoforge.pattern.SourceFile;
import org.arcoforge.recipe.Recipe;
import org.arcoforge.recipe.Target;

/** eNATL60-BLBT02: the North Atlantic at 60 m day by day, 1/60 degree: a record for each month. */
public final class Enatl60 implements Recipe {
  private static final LocalDate FIRST = LocalDate.of(2009, 7, 1);
  private static final LocalDate LAST = LocalDate.of(2010, 6, 30);
  private static final Map<Integer, String> RECORDS_BY_MONTH =
      Map.ofEntries(
          Map.entry(1, "10261988"),
          Map.entry(2, "10260907"),
          Map.entry(3, "10260980"),
          Map.entry(4, "10261078"),
          Map.entry(5, "10261126"),
          Map.entry(6, "10261192"),
          Map.entry(7, "10261274"),
          Map.entry(8, "10261349"),
          Map.entry(9, "10261461"),
          Map.entry(10, "10261540"),
          Map.entry(11, "10262356"),
          Map.entry(12, "10261643"));

  @Override
  public FilePattern files() {
    List<String> urls = FIRST.datesUntil(LAST.plusDays(1)).map(Enatl60::url).toList();
    return FilePattern.of(urls).concat("time", Keys.daily(FIRST, LAST));
  }

  private static String url(LocalDate day) {
    return "https://zenodo.org/records/%s/files/eNATL60-BLBT02_y%dm%02dd%02d.1d_TSW_60m.nc"
        .formatted(
            RECORDS_BY_MONTH.get(day.getMonthValue()),
            day.getYear(),
            day.getMonthValue(),
            day.getDayOfMonth());
  }

  @Override
  public Target target() {
    return Target.named("enatl60-blbt02").chunk("time", 30).chunk("y", 900).chunk("x", 900);
  }

  @Override
  public Dataset preprocess(SourceFile file, Dataset dataset) {
    return dataset
        .rename("time_counter", "time")
        .setCoordinates("nav_lat", "nav_lon")
        .toAttribute("deptht")
        .keep("vosaline", "votemper", "vovecrtz");
  }
}
