package org.arcoforge.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.arcoforge.dataset.Block;
import org.arcoforge.dataset.CfTime;
import org.arcoforge.dataset.DataType;
import org.jspecify.annotations.Nullable;

/**
 * Infers coordinate values that are not known from the even steps of those that are. Integers must
 * go on exactly; floating-point numbers within their rounding; times also in whole months, on one
 * day of the month that all months have, at one time of day.
 */
final class InferValues {
  private static final double ROUNDING = 1e-6;

  private static final String UNEVEN = "the values around it are not evenly spaced";

  /**
   * What was inferred.
   *
   * @param values null if nothing can be
   * @param fault why nothing can be; empty if something was
   */
  record Inferred(@Nullable Block values, String fault) {}

  /** Values of several runs as positions on a scale on which steps are even, and back. */
  private interface Scale {
    /** Returns the positions of the values of a run; null if the scale does not have them. */
    long @Nullable [] positions(Block run);

    void put(long position, Block target, int at);
  }

  private InferValues() {}

  /**
   * Returns the values strictly between two runs of known values, of one value or more each.
   *
   * @param all all known values: steps as long as months must be even there, and not by chance here
   */
  static Inferred between(Block before, Block after, List<Block> all, @Nullable CfTime time) {
    List<Block> near = List.of(before, after);
    List<Block> runs = mayBeMonths(near, time) ? all : near;
    if (isUnordered(runs)) {
      return new Inferred(null, "its coordinate has text or missing values");
    }
    List<Block> found = new ArrayList<>();
    for (Scale scale : scales(before, time)) {
      long[] steps = steps(scale, runs);
      if (steps.length > 0) {
        long[] first = positions(scale, before);
        long gap = Math.subtractExact(positions(scale, after)[0], first[first.length - 1]);
        if (gap % steps[0] == 0 && gap / steps[0] > 1) {
          found.add(go(scale, before, first[first.length - 1], steps[0], gap / steps[0] - 1));
        }
      }
    }
    if (before.type().isFloat()) {
      betweenFloats(before, after, step(runs)).ifPresent(found::add);
    }
    return one(found, "no whole number of even steps lies between the values before and after it");
  }

  /**
   * Returns values that go on from the known ones.
   *
   * @param runs all known values, in their order: values of a run follow one another
   * @param count how many to infer
   * @param atEnd whether they come after the last of these, not before the first
   */
  static Inferred beyond(List<Block> runs, int count, boolean atEnd, @Nullable CfTime time) {
    if (isUnordered(runs)) {
      return new Inferred(null, "its coordinate has text or missing values");
    }
    Block edge = runs.get(atEnd ? runs.size() - 1 : 0);
    List<Block> found = new ArrayList<>();
    for (Scale scale : scales(edge, time)) {
      long[] steps = steps(scale, runs);
      if (steps.length > 0) {
        long[] known = positions(scale, edge);
        long from =
            atEnd
                ? known[known.length - 1]
                : Math.subtractExact(known[0], Math.multiplyExact(steps[0], count + 1L));
        found.add(go(scale, edge, from, steps[0], count));
      }
    }
    if (edge.type().isFloat()) {
      beyondFloats(runs, edge, count, atEnd).ifPresent(found::add);
    }
    return one(found, UNEVEN);
  }

  private static boolean mayBeMonths(List<Block> runs, @Nullable CfTime time) {
    if (time == null || !time.unit().isFixed()) {
      return false;
    }
    double month = MonthScale.LAST_DAY * ((double) CfTime.Unit.DAYS.nanos() / time.unit().nanos());
    return runs.stream()
        .map(InferValues::numbers)
        .anyMatch(n -> n.length > 1 && Math.abs(n[1] - n[0]) >= month);
  }

  private static boolean isUnordered(List<Block> runs) {
    return runs.stream()
        .anyMatch(
            run ->
                run.type().isText()
                    || (run.type().isFloat()
                        && !Arrays.stream(numbers(run)).allMatch(Double::isFinite)));
  }

  private static Inferred one(List<Block> found, String fault) {
    if (found.isEmpty()) {
      return new Inferred(null, fault);
    }
    Block first = found.get(0);
    return found.stream().allMatch(other -> isNear(first, other))
        ? new Inferred(first, "")
        : new Inferred(null, "its steps may be months or of one length, which makes a difference");
  }

  private static boolean isNear(Block one, Block other) {
    if (one.equals(other) || !one.type().isFloat() || one.size() != other.size()) {
      return one.equals(other);
    }
    double[] a = numbers(one);
    double[] b = numbers(other);
    return java.util.stream.IntStream.range(0, a.length)
        .allMatch(i -> Math.abs(a[i] - b[i]) <= 4 * ulp(Math.abs(a[i]), one.type()));
  }

  private static List<Scale> scales(Block values, @Nullable CfTime time) {
    List<Scale> scales = new ArrayList<>();
    if (time != null && MonthScale.fits(time)) {
      scales.add(new MonthScale(time, numbers(values)[0], values));
    }
    if (values.type().isInteger()) {
      scales.add(new WholeScale());
    }
    return scales;
  }

  private static long[] positions(Scale scale, Block run) {
    return java.util.Objects.requireNonNull(scale.positions(run));
  }

  /** Returns the steps within all runs, if there are some and all are the same; else none. */
  private static long[] steps(Scale scale, List<Block> runs) {
    List<Long> steps = new ArrayList<>();
    for (Block run : runs) {
      long @Nullable [] positions = scale.positions(run);
      if (positions == null) {
        return new long[0];
      }
      for (int i = 1; i < positions.length; i++) {
        steps.add(positions[i] - positions[i - 1]);
      }
    }
    boolean even = steps.stream().distinct().count() == 1 && steps.get(0) != 0;
    return even ? new long[] {steps.get(0)} : new long[0];
  }

  private static Block go(Scale scale, Block like, long from, long step, long count) {
    Block values = Block.allocate(like.type(), Math.toIntExact(count));
    for (int i = 0; i < count; i++) {
      scale.put(Math.addExact(from, Math.multiplyExact(step, i + 1L)), values, i);
    }
    return values;
  }

  private static double[] numbers(Block run) {
    double[] numbers = new double[run.size()];
    for (int i = 0; i < numbers.length; i++) {
      numbers[i] = run.doubleAt(i);
    }
    return numbers;
  }

  /** Returns the one step of floating-point runs; 0 if there is none. */
  private static double step(List<Block> runs) {
    double sum = 0;
    double largest = 0;
    List<Double> steps = new ArrayList<>();
    for (Block run : runs) {
      double[] numbers = numbers(run);
      for (int i = 0; i < numbers.length; i++) {
        largest = Math.max(largest, Math.abs(numbers[i]));
        if (i > 0) {
          steps.add(numbers[i] - numbers[i - 1]);
          sum += numbers[i] - numbers[i - 1];
        }
      }
    }
    if (steps.isEmpty()) {
      return 0;
    }
    double step = sum / steps.size();
    double slack = Math.max(ROUNDING * Math.abs(step), 4 * ulp(largest, runs.get(0).type()));
    boolean even = steps.stream().allMatch(s -> Math.abs(s - step) <= slack);
    return even && Math.abs(step) > 10 * slack ? step : 0;
  }

  private static double ulp(double value, DataType type) {
    return switch (type) {
      case FLOAT64 -> Math.ulp(value);
      case FLOAT32 -> Math.ulp((float) value);
      default -> Math.scalb(Math.max(value, Double.MIN_NORMAL), -10);
    };
  }

  private static Optional<Block> betweenFloats(Block before, Block after, double step) {
    double from = before.doubleAt(before.size() - 1);
    double gap = after.doubleAt(0) - from;
    double whole = Math.rint(gap / step);
    if (step == 0 || whole < 2 || whole > 1e9 || Math.abs(gap / step - whole) > 0.01) {
      return Optional.empty();
    }
    Block values = Block.allocate(before.type(), (int) whole - 1);
    for (int i = 0; i < values.size(); i++) {
      values.setDouble(i, from + gap * (i + 1) / whole);
    }
    return Optional.of(values);
  }

  private static Optional<Block> beyondFloats(
      List<Block> runs, Block edge, int count, boolean atEnd) {
    double step = step(runs);
    if (step == 0) {
      return Optional.empty();
    }
    Block values = Block.allocate(edge.type(), count);
    double from = edge.doubleAt(atEnd ? edge.size() - 1 : 0);
    for (int i = 0; i < count; i++) {
      values.setDouble(i, atEnd ? from + (i + 1) * step : from - (count - i) * step);
    }
    return Optional.of(values);
  }

  /** Integers as they are. */
  private static final class WholeScale implements Scale {
    @Override
    public long[] positions(Block run) {
      long[] positions = new long[run.size()];
      for (int i = 0; i < positions.length; i++) {
        positions[i] = run.longAt(i);
      }
      return positions;
    }

    @Override
    public void put(long position, Block target, int at) {
      target.setLong(at, position);
    }
  }

  /** Months of times on one day of the month, counted from year 0. */
  private static final class MonthScale implements Scale {
    /** Every month of every calendar has this day. */
    static final int LAST_DAY = 28;

    /** Up to here a double has every integer. */
    private static final double EXACT = 0x1p53;

    private final CfTime time;
    private final double perDay;
    private final double reference;
    private final long referenceDay;
    private final int dayOfMonth;

    MonthScale(CfTime time, double reference, Block values) {
      this.time = time;
      this.perDay = (double) CfTime.Unit.DAYS.nanos() / time.unit().nanos();
      this.reference = reference;
      int[] date = time.date(values, 0).orElse(new int[] {0, 1, LAST_DAY + 1});
      this.dayOfMonth = date[2];
      this.referenceDay =
          dayOfMonth > LAST_DAY ? 0 : time.calendar().day(date[0], date[1], date[2]);
    }

    static boolean fits(CfTime time) {
      return time.unit().isFixed() && (CfTime.Unit.DAYS.nanos() % time.unit().nanos() == 0);
    }

    @Override
    public long @Nullable [] positions(Block run) {
      long[] positions = new long[run.size()];
      for (int i = 0; i < positions.length; i++) {
        int[] date = time.date(run, i).orElse(null);
        if (date == null || date[2] != dayOfMonth || dayOfMonth > LAST_DAY) {
          return null;
        }
        positions[i] = date[0] * 12L + date[1] - 1;
        if (run.doubleAt(i) != value(positions[i]) || Math.abs(run.doubleAt(i)) > EXACT) {
          return null;
        }
      }
      return positions;
    }

    private double value(long position) {
      int year = Math.toIntExact(Math.floorDiv(position, 12L));
      int month = (int) Math.floorMod(position, 12L) + 1;
      long days = time.calendar().day(year, month, dayOfMonth) - referenceDay;
      return reference + days * perDay;
    }

    @Override
    public void put(long position, Block target, int at) {
      double value = value(position);
      if (target.type().isInteger()) {
        target.setLong(at, (long) value);
      } else {
        target.setDouble(at, value);
      }
    }
  }
}
