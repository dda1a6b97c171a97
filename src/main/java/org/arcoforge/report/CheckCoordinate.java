package org.arcoforge.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.arcoforge.dataset.Attributes;
import org.arcoforge.dataset.CfTime;
import org.arcoforge.zarr.ArrayMetadata;

/** Checks of the values of a one-dimensional coordinate, of which all were read. */
final class CheckCoordinate {
  private static final int FEWEST_STEPS = 3;

  private CheckCoordinate() {}

  static List<Check> of(CoordinateValues values) {
    List<Check> checks = new ArrayList<>();
    if (values.size() == 0) {
      checks.add(Check.note("monotonic", values.name(), "It has no values."));
      return checks;
    }
    if (!values.isText()) {
      checks.add(order(values));
    }
    values.time().ifPresent(time -> times(values, time, checks));
    angle(values, checks);
    return checks;
  }

  private static Check order(CoordinateValues values) {
    String name = values.name();
    int size = values.size();
    int missing = 0;
    for (int i = 0; i < size; i++) {
      missing += Double.isNaN(values.at(i)) ? 1 : 0;
    }
    if (missing > 0) {
      return Check.failed(
          "monotonic", name, "%,d of %,d values are missing.".formatted(missing, size));
    }
    String range =
        size == 1
            ? "One value, %s.".formatted(values.label(0))
            : "%,d values from %s to %s".formatted(size, values.label(0), values.label(size - 1));
    int direction = values.direction();
    if (size == 1 || direction != 0) {
      String way = size == 1 ? "" : direction > 0 ? " ascend." : " descend.";
      return Check.ok("monotonic", name, range + way);
    }
    int at = firstTurn(values);
    List<String> there = new ArrayList<>();
    for (int i = at; i < Math.min(size, at + 3); i++) {
      there.add(values.label(i));
    }
    String text =
        "%s neither ascend nor descend throughout: %s from index %,d."
            .formatted(range, String.join(", ", there), at);
    return values.time().isPresent()
        ? Check.failed("monotonic", name, text)
        : Check.warning("monotonic", name, text);
  }

  /**
   * Returns the index of the first of three values that do not go one way, or of two equal ones.
   */
  private static int firstTurn(CoordinateValues values) {
    double sign = Math.signum(values.at(1) - values.at(0));
    for (int i = 1; i + 1 < values.size(); i++) {
      if (sign == 0 || Math.signum(values.at(i + 1) - values.at(i)) != sign) {
        return i - 1;
      }
    }
    return 0;
  }

  private static void times(CoordinateValues values, CfTime time, List<Check> checks) {
    String name = values.name();
    if (time.length().isEmpty()) {
      checks.add(
          Check.failed(
              "timeUnits",
              name,
              "Units '%s' have no fixed length in calendar '%s': xarray cannot decode them."
                  .formatted(time.unit(), time.calendar().cfName())));
    }
    if (values.size() <= FEWEST_STEPS || values.direction() != 1) {
      return;
    }
    TimeSteps steps = TimeSteps.of(values, time);
    if (!steps.isRegular()) {
      checks.add(Check.note("timeSteps", name, "No step is that of most values."));
    } else if (steps.gaps() == 0) {
      checks.add(
          Check.ok(
              "timeSteps",
              name,
              "%,d steps of %s, none longer.".formatted(values.size() - 1, steps.step())));
    } else {
      checks.add(
          Check.warning(
              "timeSteps",
              name,
              "%,d of %,d steps %s longer than the usual %s; the first from %s to %s."
                  .formatted(
                      steps.gaps(),
                      values.size() - 1,
                      steps.gaps() == 1 ? "is" : "are",
                      steps.step(),
                      values.label(steps.first()),
                      values.label(steps.first() + 1))));
    }
  }

  private static void angle(CoordinateValues values, List<Check> checks) {
    double lowest = Double.POSITIVE_INFINITY;
    double highest = Double.NEGATIVE_INFINITY;
    for (int i = 0; i < values.size(); i++) {
      lowest = Math.min(lowest, values.at(i));
      highest = Math.max(highest, values.at(i));
    }
    String name = values.name();
    String range = "From %s to %s degrees".formatted(Ticks.number(lowest), Ticks.number(highest));
    if (isLatitude(values.array())) {
      boolean within = lowest >= -90 && highest <= 90;
      checks.add(
          within
              ? Check.ok("latitude", name, range + ".")
              : Check.failed("latitude", name, range + ", beyond ±90."));
    } else if (isLongitude(values.array())) {
      boolean usual = lowest >= -180 && highest <= 360 && highest - lowest <= 360;
      boolean possible = lowest >= -360 && highest <= 720 && highest - lowest <= 360;
      checks.add(
          usual
              ? Check.ok("longitude", name, range + ".")
              : possible
                  ? Check.warning(
                      "longitude",
                      name,
                      range + ", neither within -180 to 180 nor within 0 to 360.")
                  : Check.failed("longitude", name, range + ", more than once around."));
    }
  }

  static boolean isLatitude(ArrayMetadata array) {
    return says(array.attributes(), "latitude", "degrees?_?n(orth)?", "y");
  }

  static boolean isLongitude(ArrayMetadata array) {
    return says(array.attributes(), "longitude", "degrees?_?e(ast)?", "x");
  }

  private static boolean says(Attributes attributes, String name, String units, String axis) {
    String found = attributes.text("units").orElse("").toLowerCase(Locale.ROOT);
    boolean named = attributes.text("standard_name").orElse("").equals(name);
    boolean onAxis = attributes.text("axis").orElse("").equalsIgnoreCase(axis);
    return found.matches(units) || (found.startsWith("degree") && (named || onAxis));
  }
}
