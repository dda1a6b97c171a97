package org.arcoforge.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.arcoforge.dataset.AttributeValue;
import org.arcoforge.dataset.ByteText;
import org.arcoforge.dataset.ValueCoding;
import org.arcoforge.report.Sample.RecordSample;
import org.arcoforge.zarr.ArrayMetadata;

/** Checks of one variable, by its metadata and by what was sampled of it. */
final class CheckVariable {
  private static final long SMALLEST_CHUNK = 1_000_000;
  private static final long LARGEST_CHUNK = 250_000_000;

  /** Numbers that stand for missing values in many files. */
  private static final List<Double> MARKS =
      List.of(
          -99.0,
          -999.0,
          -9999.0,
          -99999.0,
          99999.0,
          999999.0,
          -32768.0,
          -32767.0,
          1e20,
          -1e20,
          (double) 1e20f,
          1e34,
          (double) 1e34f,
          -1e34,
          9.969209968386869e36,
          1e30,
          -1e30,
          -1e10);

  private CheckVariable() {}

  /** Checks the values of a numeric variable. */
  static List<Check> values(Sample sample, ValueCoding coding) {
    List<Check> checks = new ArrayList<>();
    Statistics all = sample.all();
    if (all.values() == 0) {
      return checks;
    }
    ArrayMetadata array = sample.array();
    String name = array.name();
    String sampled = "Read: %s.".formatted(sample.text());
    checks.add(missing(sample, sampled));
    if (all.infinite() > 0) {
      checks.add(
          Check.warning(
              "infinite",
              name,
              "%,d of the values read are infinite. %s".formatted(all.infinite(), sampled)));
    }
    for (double extreme : new double[] {all.lowest(), all.highest()}) {
      if (MARKS.contains(extreme) && !coding.isPacked()) {
        checks.add(
            Check.warning(
                "undeclaredFill",
                name,
                "Values of %s, which often stands for no value, are not declared missing: %s. Set _FillValue if they are."
                    .formatted(
                        Ticks.number(extreme),
                        coding.hasMissing() ? "_FillValue is another" : "there is no _FillValue")));
        break;
      }
    }
    validRange(sample, coding, sampled, checks);
    return checks;
  }

  private static Check missing(Sample sample, String sampled) {
    Statistics all = sample.all();
    String name = sample.array().name();
    if (all.isAllMissing()) {
      return Check.failed("missing", name, "All values read are missing. " + sampled);
    }
    for (int i = 0; i < sample.records().size(); i++) {
      RecordSample record = sample.records().get(i);
      if (record.statistics().isAllMissing() && record.statistics().values() > 1) {
        return Check.warning(
            "missing",
            name,
            "All values of the %s record (%s) are missing."
                .formatted(i == 0 ? "first" : "last", record.label()));
      }
    }
    return Check.ok(
        "missing",
        name,
        "%s of the values are missing. %s".formatted(percent(all.missingPart()), sampled));
  }

  /** Returns a part of a whole, such as {@code 12.3 %}; never 0 % or 100 % if it is not that. */
  static String percent(double part) {
    if (part == 0 || part == 1) {
      return part == 0 ? "0 %" : "100 %";
    }
    double percent = 100 * part;
    return percent < 0.1
        ? "< 0.1 %"
        : percent > 99.9 ? "> 99.9 %" : String.format(Locale.ROOT, "%.1f %%", percent);
  }

  private static void validRange(
      Sample sample, ValueCoding coding, String sampled, List<Check> checks) {
    if (coding.isPacked()) {
      return;
    }
    double[] limits = limits(sample.array());
    Statistics all = sample.all();
    boolean stated = limits[0] > Double.NEGATIVE_INFINITY || limits[1] < Double.POSITIVE_INFINITY;
    if (stated && all.finite() > 0) {
      boolean within = all.lowest() >= limits[0] && all.highest() <= limits[1];
      String name = sample.array().name();
      String text =
          "Values from %s to %s lie %s the valid range from %s to %s. %s"
              .formatted(
                  Ticks.number(all.lowest()),
                  Ticks.number(all.highest()),
                  within ? "within" : "beyond",
                  Ticks.number(limits[0]),
                  Ticks.number(limits[1]),
                  sampled);
      checks.add(
          within ? Check.ok("validRange", name, text) : Check.warning("validRange", name, text));
    }
  }

  private static double[] limits(ArrayMetadata array) {
    double lowest = array.attributes().number("valid_min").orElse(Double.NEGATIVE_INFINITY);
    double highest = array.attributes().number("valid_max").orElse(Double.POSITIVE_INFINITY);
    if (array.attributes().find("valid_range").orElse(null) instanceof AttributeValue.Numbers range
        && range.values().size() == 2) {
      lowest = range.values().get(0).doubleValue();
      highest = range.values().get(1).doubleValue();
    }
    return new double[] {lowest, highest};
  }

  /** Says how values are unpacked, if they are packed. */
  static List<Check> packing(Sample sample, ValueCoding coding) {
    if (!coding.isPacked() || sample.all().finite() == 0) {
      return List.of();
    }
    return List.of(
        Check.ok(
            "packing",
            sample.array().name(),
            "Stored as %s, read as values from %s to %s%s."
                .formatted(
                    coding,
                    Ticks.number(sample.all().lowest()),
                    Ticks.number(sample.all().highest()),
                    coding.hasMissing() ? "" : "; no _FillValue marks missing ones")));
  }

  /** Advises on the size of chunks. */
  static Check chunks(ArrayMetadata array) {
    long bytes = ReadLimits.chunkBytes(array);
    long all = ReadLimits.arrayBytes(array);
    String text =
        "%,d chunks of %s before compression"
            .formatted(array.grid().chunkCount(), ByteText.of(bytes))
            .replaceFirst("^1 chunks", "1 chunk");
    if (bytes > LARGEST_CHUNK) {
      return Check.note(
          "chunkBytes", array.name(), text + ": more than the 250 MB that readers take well.");
    }
    boolean small = bytes < SMALLEST_CHUNK && array.grid().chunkCount() > 1;
    return small && all > 10 * SMALLEST_CHUNK
        ? Check.note(
            "chunkBytes",
            array.name(),
            text + ": less than 1 MB; about 100 MB need fewer requests.")
        : Check.ok("chunkBytes", array.name(), text + ".");
  }
}
