package org.arcoforge.report;

import static org.arcoforge.report.WrittenStore.coordinate;
import static org.arcoforge.report.WrittenStore.days;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.DoubleStream;
import org.arcoforge.dataset.Attributes;
import org.arcoforge.dataset.CfTime;
import org.junit.jupiter.api.Test;

class TimeStepsTest {
  private static TimeSteps of(Attributes attributes, double... values) {
    CoordinateValues coordinate = coordinate(attributes, values);
    CfTime time = coordinate.time().orElseThrow();
    return TimeSteps.of(coordinate, time);
  }

  private static double[] every(double step, int count) {
    return DoubleStream.iterate(0, value -> value + step).limit(count).toArray();
  }

  @Test
  void equalStepsAreOne() {
    assertThat(of(days("standard"), every(1, 9))).isEqualTo(new TimeSteps("1 day", 0, -1));
    assertThat(of(days("standard"), every(0.25, 9))).isEqualTo(new TimeSteps("6 hours", 0, -1));
    assertThat(of(days("noleap"), every(5, 9))).isEqualTo(new TimeSteps("5 days", 0, -1));
  }

  @Test
  void monthsAndYearsAreStepsThoughTheirDaysDiffer() {
    double[] starts = {0, 31, 60, 91, 121, 152, 182};
    double[] ends = {30, 59, 90, 120, 151, 181};
    double[] middles = {15.8, 45, 75.4, 105.9, 136.4, 166.9};
    assertThat(of(days("standard"), starts)).isEqualTo(new TimeSteps("1 month", 0, -1));
    assertThat(of(days("standard"), ends)).isEqualTo(new TimeSteps("1 month", 0, -1));
    assertThat(of(days("standard"), middles)).isEqualTo(new TimeSteps("1 month", 0, -1));
    assertThat(of(days("standard"), 0, 366, 731, 1096, 1461).step()).matches("36[56] days|1 year");
    assertThat(of(days("standard"), 0, 91, 182, 274, 366, 456, 547).step()).isEqualTo("3 months");
  }

  @Test
  void aGapIsAStepThatIsTooLong() {
    assertThat(of(days("standard"), 0, 1, 2, 3, 5, 6, 7)).isEqualTo(new TimeSteps("1 day", 1, 3));
    double[] months = {0, 31, 60, 91, 152, 182, 213};
    assertThat(of(days("standard"), months)).isEqualTo(new TimeSteps("1 month", 1, 3));
  }

  @Test
  void valuesWithoutAStepHaveNone() {
    assertThat(of(days("standard"), 0, 1, 5, 5.5, 9, 20, 21).isRegular()).isFalse();
  }
}
