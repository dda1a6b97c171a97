package org.arcoforge.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.arcoforge.dataset.CfTime.Unit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimeExtentTest {
  private static TimeExtent of(String units, String calendar, Block values) {
    return TimeExtent.of(CfTimeTest.time(units, calendar), values, i -> false);
  }

  private static TimeExtent ofDoubles(String units, double... values) {
    return of(units, "standard", InMemoryDataset.doubles(values));
  }

  @ParameterizedTest
  @CsvSource({
    "days since 1981-01-01,              3,      DAYS",
    "days since 1981-01-01,              0.5,    HOURS",
    "days since 1981-01-01 12:00,        3,      HOURS",
    "days since 1981-01-01 12:00,        0.5,    DAYS",
    "hours since 1981-01-01,             48,     DAYS",
    "hours since 1981-01-01,             49,     HOURS",
    "hours since 1981-01-01 06:30,       1,      MINUTES",
    "hours since 1981-01-01,             0.1,    MINUTES",
    "seconds since 1981-01-01,           0.001,  MILLISECONDS",
    "seconds since 1981-01-01,           1e-6,   MICROSECONDS",
    "seconds since 1981-01-01,           -1e-9,  NANOSECONDS",
    "nanoseconds since 1981-01-01,       864e11, DAYS",
    "days since 0000-01-01,              722815.75, HOURS",
  })
  void resolutionIsTheCoarsestUnit(String units, double value, Unit resolution) {
    TimeExtent extent = ofDoubles(units, value);
    assertThat(extent.resolution()).isEqualTo(resolution);
    assertThat(extent.exact()).isTrue();
  }

  @Test
  void extentSpansAllValuesButMissingOnes() {
    CfTime time = CfTimeTest.time("hours since 1970-01-02", "proleptic_gregorian");
    Block values = InMemoryDataset.integers(DataType.INT32, -25, 999, 0, 71);
    assertThat(TimeExtent.of(time, values, i -> values.longAt(i) == 999))
        .isEqualTo(new TimeExtent(true, Unit.HOURS, -1, 3, false, true));
    assertThat(TimeExtent.of(time, values, i -> true))
        .isEqualTo(new TimeExtent(true, Unit.DAYS, 0, 0, true, true));
  }

  @Test
  void whatIsNoWholeNumberOfNanosecondsIsNotExact() {
    assertThat(ofDoubles("seconds since 1970-01-03", 1e-10))
        .isEqualTo(new TimeExtent(false, Unit.DAYS, 2, 2, false, false));
    assertThat(
            of("days since 1970-01-03", "standard", InMemoryDataset.floats(DataType.FLOAT32, 0.1)))
        .isEqualTo(new TimeExtent(false, Unit.DAYS, 2, 2, false, false));
    for (double value : new double[] {Double.NaN, Double.POSITIVE_INFINITY, 1e300}) {
      assertThat(ofDoubles("days since 1970-01-03", value))
          .isEqualTo(new TimeExtent(false, Unit.DAYS, 0, 0, true, false));
    }
    for (long value : new long[] {Long.MAX_VALUE, Long.MIN_VALUE}) {
      Block block = InMemoryDataset.integers(DataType.INT64, value);
      assertThat(of("years since 1970-01-03", "noleap", block).exact()).isFalse();
      assertThat(of("months since 1970-01-03", "standard", block).exact()).isFalse();
      assertThat(of("nanoseconds since 1970-01-03", "standard", block).exact()).isTrue();
    }
    assertThat(
            of(
                    "seconds since 1970-01-01",
                    "standard",
                    InMemoryDataset.integers(DataType.UINT64, -1))
                .exact())
        .isFalse();
  }

  @Test
  void monthsAreExactIfWhole() {
    assertThat(ofDoubles("months since 1970-01-31", 1, 14))
        .isEqualTo(new TimeExtent(true, Unit.MONTHS, 58, 454, false, false));
    assertThat(ofDoubles("months since 1970-01-01", 1, 0.5).exact()).isFalse();
    assertThat(ofDoubles("years since 1970-01-01", 0.25).firstDay()).isEqualTo(90);
    assertThat(of("months since 1970-01-01", "360_day", InMemoryDataset.doubles(0.5)))
        .isEqualTo(new TimeExtent(true, Unit.DAYS, 1970 * 360 + 15, 1970 * 360 + 15, false, false));
  }

  @Test
  void mergeIsAssociativeAndCommutative() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    List<TimeExtent> extents = new ArrayList<>(List.of(TimeExtent.NONE));
    for (int i = 0; i < 12; i++) {
      String unit = random.nextBoolean() ? "days" : "months";
      extents.add(
          ofDoubles(unit + " since 1981-01-01", random.nextInt(9), random.nextInt(99) / 8.0));
    }
    extents.add(ofDoubles("days since 1981-01-01", Double.NaN));
    for (TimeExtent a : extents) {
      assertThat(a.merge(TimeExtent.NONE)).as("seed %d", seed).isEqualTo(a);
      for (TimeExtent b : extents) {
        assertThat(a.merge(b)).as("seed %d", seed).isEqualTo(b.merge(a));
        for (TimeExtent c : extents) {
          assertThat(a.merge(b).merge(c)).as("seed %d", seed).isEqualTo(a.merge(b.merge(c)));
        }
      }
    }
  }
}
