package org.arcoforge.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;
import org.arcoforge.dataset.Block;
import org.arcoforge.dataset.CfTime;
import org.arcoforge.dataset.DataType;
import org.arcoforge.dataset.InMemoryDataset;
import org.junit.jupiter.api.Test;

final class FindGapsTest {
  private static final LocalDate START = LocalDate.parse("2000-01-01");

  private static CfTime days(String calendar) {
    return CfTime.parse("days since 2000-01-01", Optional.of(calendar)).orElseThrow();
  }

  private static FindGaps.Gaps numbers(double... values) {
    return FindGaps.of(InMemoryDataset.doubles(values), null);
  }

  private static FindGaps.Gaps dates(String... dates) {
    double[] values =
        Arrays.stream(dates)
            .mapToDouble(d -> LocalDate.parse(d).toEpochDay() - START.toEpochDay())
            .toArray();
    return FindGaps.of(InMemoryDataset.doubles(values), days("standard"));
  }

  private static FindGaps.Gaps gap(int first, long count, String step) {
    return new FindGaps.Gaps(first, count, step);
  }

  @Test
  void daysThatAreLeftOutAreGaps() {
    double[] values =
        IntStream.range(0, 40).filter(i -> i != 7 && i != 30).asDoubleStream().toArray();
    assertThat(FindGaps.of(InMemoryDataset.doubles(values), days("standard")))
        .isEqualTo(gap(6, 2, "1 days"));
    assertThat(numbers(values)).isEqualTo(gap(6, 2, "1"));
  }

  @Test
  void whatIsRegularHasNone() {
    assertThat(numbers(0, 0.1, 0.2, 0.30000000000000004)).isEqualTo(FindGaps.Gaps.NONE);
    assertThat(numbers(90, 60, 30, 0, -30)).isEqualTo(FindGaps.Gaps.NONE);
    assertThat(numbers()).isEqualTo(FindGaps.Gaps.NONE);
    assertThat(numbers(1, 5, 6)).isEqualTo(FindGaps.Gaps.NONE);
  }

  @Test
  void descendingValuesHaveGapsToo() {
    assertThat(numbers(90, 60, 30, -30, -60)).isEqualTo(gap(2, 1, "30"));
  }

  @Test
  void aSeriesWithoutAStepHasNone() {
    assertThat(numbers(0, 1, 3, 7, 20, 21, 50)).isEqualTo(FindGaps.Gaps.NONE);
    assertThat(numbers(1000, 925, 850, 700, 500, 300, 200, 100)).isEqualTo(FindGaps.Gaps.NONE);
    assertThat(numbers(2, 2, 2, 2)).isEqualTo(FindGaps.Gaps.NONE);
    assertThat(numbers(0, Double.NaN, 1, 2)).isEqualTo(FindGaps.Gaps.NONE);
  }

  @Test
  void monthsCountWhateverTheirLength() {
    assertThat(dates("2001-01-01", "2001-02-01", "2001-03-01", "2001-04-01", "2001-05-01"))
        .isEqualTo(FindGaps.Gaps.NONE);
    assertThat(dates("2001-01-16", "2001-02-15", "2001-03-16", "2001-05-16", "2001-06-15"))
        .isEqualTo(gap(2, 1, "1 month"));
    assertThat(dates("2001-01-31", "2001-02-28", "2001-03-31", "2001-04-30", "2001-05-31"))
        .isEqualTo(FindGaps.Gaps.NONE);
  }

  @Test
  void quartersAndYearsCountToo() {
    assertThat(dates("2000-01-01", "2000-04-01", "2000-07-01", "2001-01-01", "2001-04-01"))
        .isEqualTo(gap(2, 1, "3 months"));
    assertThat(dates("2000-01-01", "2001-01-01", "2002-01-01", "2004-01-01", "2005-01-01"))
        .isEqualTo(gap(2, 1, "12 months"));
    assertThat(dates("2000-07-01", "2001-07-01", "2002-07-01", "2003-07-01", "2004-07-01"))
        .isEqualTo(FindGaps.Gaps.NONE);
  }

  @Test
  void stepsOfThirtyDaysAreNoMonths() {
    for (int first = 0; first < 31; first++) {
      int start = first;
      double[] values = IntStream.range(0, 30).mapToDouble(i -> start + 30 * i).toArray();
      assertThat(FindGaps.of(InMemoryDataset.doubles(values), days("standard")))
          .as("from day %d", first)
          .isEqualTo(FindGaps.Gaps.NONE);
    }
  }

  @Test
  void noleapHasNoDayToMissInFebruary() {
    // The days 0 to 399 of a calendar without leap days, and the same dates in the standard one.
    double[] all = IntStream.range(0, 400).asDoubleStream().toArray();
    assertThat(FindGaps.of(InMemoryDataset.doubles(all), days("noleap")))
        .isEqualTo(FindGaps.Gaps.NONE);
    double[] withoutLeapDay =
        IntStream.range(0, 400).filter(i -> i != 59).asDoubleStream().toArray();
    assertThat(FindGaps.of(InMemoryDataset.doubles(withoutLeapDay), days("standard")))
        .isEqualTo(gap(58, 1, "1 days"));
  }

  @Test
  void longIntegersCountExactlyEnough() {
    long hour = 3_600_000_000_000L;
    long from = 1_700_000_000_000_000_000L;
    Block values =
        InMemoryDataset.integers(
            DataType.INT64, from, from + hour, from + 2 * hour, from + 4 * hour);
    assertThat(FindGaps.of(values, null).first()).isEqualTo(2);
  }

  @Test
  void textHasNone() {
    assertThat(FindGaps.of(Block.ofStrings(new String[] {"a", "b", "c", "z"}, 4), null))
        .isEqualTo(FindGaps.Gaps.NONE);
  }
}
