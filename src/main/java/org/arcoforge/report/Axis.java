package org.arcoforge.report;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.arcoforge.zarr.ArrayMetadata;
import org.jspecify.annotations.Nullable;

/**
 * A dimension as a side of a picture: what it counts, and in which direction.
 *
 * @param values of its coordinate; null if it has none, or one too long to be read
 */
record Axis(String dimension, long length, @Nullable CoordinateValues values) {

  /**
   * A mark along a side.
   *
   * @param position from 0 at the edge of the first index to 1 at that of the last
   */
  record Tick(double position, String label) {}

  /**
   * Returns the axis of a dimension of {@code array}: the one that {@code axes} has for it, unless
   * that is of another length.
   */
  static Axis of(ArrayMetadata array, int dimension, Map<String, Axis> axes) {
    String name = array.dimensions().get(dimension);
    long length = array.shape().get(dimension);
    Axis axis = axes.get(name);
    return axis != null && axis.length() == length ? axis : new Axis(name, length, null);
  }

  private boolean isNumeric() {
    return values != null && !values.isText() && values.time().isEmpty();
  }

  /** Returns the name, with units if there are any. */
  String title() {
    if (values == null) {
      return dimension + " (index)";
    }
    String units = values.time().isPresent() ? "" : values.units();
    return units.isEmpty() ? dimension : "%s (%s)".formatted(dimension, units);
  }

  /** Returns the value at {@code index} in words, such as {@code lat = 2.5 degrees_north}. */
  String at(long index) {
    if (values == null) {
      return "%s index %,d".formatted(dimension, index);
    }
    String units = isNumeric() ? " " + values.units() : "";
    return "%s = %s%s".formatted(dimension, values.label((int) index), units).stripTrailing();
  }

  /** Returns the values from {@code first} to {@code last}, inclusive, in words. */
  String range(long first, long last) {
    if (values == null) {
      return "%s index %,d to %,d".formatted(dimension, first, last);
    }
    String units = isNumeric() ? " " + values.units() : "";
    return "%s %s to %s%s"
        .formatted(dimension, values.label((int) first), values.label((int) last), units)
        .stripTrailing();
  }

  /**
   * Returns whether the first index belongs at the bottom: where values ascend upwards, as latitude
   * does, or there are none; depth, which is positive downwards, descends.
   */
  boolean isUpwards() {
    if (values == null) {
      return true;
    }
    boolean down =
        values
            .array()
            .attributes()
            .text("positive")
            .filter(text -> text.equalsIgnoreCase("down"))
            .isPresent();
    // Numbers of times ascend too; they are read from top to bottom.
    boolean ascends = values.direction() >= 0 && values.time().isEmpty();
    return ascends != down;
  }

  /** Returns whether the first index belongs at the left. */
  boolean isRightwards() {
    return values == null || values.direction() >= 0;
  }

  /** Returns about {@code count} marks from index {@code first} to {@code last}, inclusive. */
  List<Tick> ticks(long first, long last, int count) {
    if (values == null) {
      return indexTicks(first, last, count);
    }
    return isNumeric() && values.direction() != 0 && last > first
        ? numericTicks(values, (int) first, (int) last, count)
        : labelTicks(values, (int) first, (int) last, count);
  }

  private static List<Tick> indexTicks(long first, long last, int count) {
    List<Tick> ticks = new ArrayList<>();
    for (BigDecimal tick : Ticks.round((double) first, (double) last, count)) {
      if (tick.stripTrailingZeros().scale() <= 0) {
        ticks.add(
            new Tick(
                (tick.doubleValue() - first + 0.5) / (last - first + 1), tick.toBigInteger() + ""));
      }
    }
    return ticks;
  }

  private static List<Tick> numericTicks(CoordinateValues values, int first, int last, int count) {
    double from = values.at(first);
    double to = values.at(last);
    boolean degrees = values.units().toLowerCase(Locale.ROOT).startsWith("degree");
    double lowest = Math.min(from, to);
    double highest = Math.max(from, to);
    List<BigDecimal> round =
        degrees ? Ticks.degrees(lowest, highest, count) : Ticks.round(lowest, highest, count);
    List<Tick> ticks = new ArrayList<>();
    for (BigDecimal tick : round) {
      double index = index(values, first, last, tick.doubleValue());
      ticks.add(new Tick((index - first + 0.5) / (last - first + 1), Ticks.label(tick)));
    }
    return ticks;
  }

  /** Returns where {@code value} would be among monotonic values, in parts of an index. */
  private static double index(CoordinateValues values, int first, int last, double value) {
    int sign = values.at(last) > values.at(first) ? 1 : -1;
    int low = first;
    int high = last;
    while (high - low > 1) {
      int middle = (low + high) >>> 1;
      if (sign * (values.at(middle) - value) <= 0) {
        low = middle;
      } else {
        high = middle;
      }
    }
    double step = values.at(high) - values.at(low);
    return step == 0 ? low : low + (value - values.at(low)) / step;
  }

  private static List<Tick> labelTicks(CoordinateValues values, int first, int last, int count) {
    Set<Integer> indexes = new LinkedHashSet<>();
    for (int i = 0; i < count; i++) {
      indexes.add((int) (first + Math.round(i * (double) (last - first) / Math.max(1, count - 1))));
    }
    List<String> labels = indexes.stream().map(values::label).toList();
    List<String> days = labels.stream().map(label -> label.replaceFirst(" .*", "")).toList();
    boolean tellDaysApart =
        values.time().isPresent() && new LinkedHashSet<>(days).size() == days.size();
    List<Tick> ticks = new ArrayList<>();
    int i = 0;
    for (int index : indexes) {
      String label = tellDaysApart ? days.get(i) : labels.get(i);
      i++;
      ticks.add(
          new Tick(
              (index - first + 0.5) / (last - first + 1),
              label.length() > 20 ? label.substring(0, 19) + "…" : label));
    }
    return ticks;
  }
}
