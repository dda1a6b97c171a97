package org.arcoforge.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import org.junit.jupiter.api.Test;

class MonthsToDaysTest {
  private static final Attributes SINCE_1950 =
      Attributes.NONE.with("units", "months since 1950-01-15 12:00");

  private static InMemoryDataset with(Attributes attributes, Block block) {
    return InMemoryDataset.empty().with("time", List.of("time"), attributes, block);
  }

  @Test
  void monthsAreCountedInDaysOfTheCalendar() throws IOException {
    double[] months = new double[2000];
    long[] expected = new long[months.length];
    LocalDate reference = LocalDate.of(1950, 1, 15);
    for (int i = 0; i < months.length; i++) {
      months[i] = i - 1000;
      expected[i] = ChronoUnit.DAYS.between(reference, reference.plusMonths(i - 1000));
    }
    Attributes attributes =
        SINCE_1950.with("axis", "T").with("_FillValue", -1e30).with("valid_min", 0);
    Dataset view = with(attributes, InMemoryDataset.doubles(months)).monthsToDays("time");
    Variable time = view.schema().variable("time");
    assertThat(time.type()).isEqualTo(DataType.INT64);
    assertThat(time.attributes())
        .isEqualTo(
            Attributes.NONE.with("units", "days since 1950-01-15 12:00:00").with("axis", "T"));
    assertThat(view.read("time")).isEqualTo(InMemoryDataset.integers(DataType.INT64, expected));
    Block part = view.read("time", Region.of(new long[] {1002}, new long[] {1}));
    assertThat(part.longAt(0)).isEqualTo(31 + 28);
  }

  @Test
  void yearsAreTwelveMonths() throws IOException {
    Attributes years = Attributes.NONE.with("units", "years since 1999-03-01");
    Block values = InMemoryDataset.floats(DataType.FLOAT32, 1, 0.25);
    assertThat(with(years, values).monthsToDays("time").read("time"))
        .isEqualTo(InMemoryDataset.integers(DataType.INT64, 366, 92));
  }

  @Test
  void equalMonthsMayHaveFractions() throws IOException {
    Attributes attributes =
        Attributes.NONE.with("units", "months since 2000-01-01").with("calendar", "360_day");
    Dataset view = with(attributes, InMemoryDataset.doubles(0.5, 7, 0.51)).monthsToDays("time");
    Block halves = view.read("time", Region.of(new long[] {0}, new long[] {2}));
    assertThat(halves).isEqualTo(InMemoryDataset.integers(DataType.INT64, 15, 210));
    assertThatThrownBy(() -> view.read("time"))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "Cannot count variable 'time' in days: 0.51 months since 2000-01-01 at [2] is not a"
                + " whole number of days. Build it with setTime.");
  }

  @Test
  void boundsFollow() throws IOException {
    Block bounds = InMemoryDataset.integers(DataType.INT32, 0, 1, 1, 2).reshape(2, 2);
    Attributes own = Attributes.NONE.with("units", "months since 1950-01-01");
    InMemoryDataset source =
        with(
                SINCE_1950.with("bounds", "edges").with("climatology", "cycle"),
                InMemoryDataset.integers(DataType.INT32, 0, 1))
            .with("edges", List.of("time", "side"), own, bounds)
            .with("cycle", List.of("time", "side"), Attributes.NONE, bounds)
            .with("other", List.of("time", "side"), Attributes.NONE, bounds);
    Dataset view = source.monthsToDays("time");
    assertThat(view.read("edges"))
        .isEqualTo(InMemoryDataset.integers(DataType.INT64, 0, 31, 31, 59).reshape(2, 2));
    assertThat(view.schema().variable("edges").attributes().text("units"))
        .hasValue("days since 1950-01-01");
    assertThat(view.read("cycle"))
        .isEqualTo(InMemoryDataset.integers(DataType.INT64, 0, 31, 31, 59).reshape(2, 2));
    assertThat(view.schema().variable("cycle").attributes()).isEqualTo(Attributes.NONE);
    assertThat(view.read("other")).isEqualTo(bounds);
  }

  private static void assertFails(String units, double value, String message) {
    Attributes attributes = Attributes.NONE.with("units", units).with("_FillValue", -1.0);
    Dataset view = with(attributes, InMemoryDataset.doubles(value)).monthsToDays("time");
    assertThatThrownBy(() -> view.read("time"))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "Cannot count variable 'time' in days: " + message + ". Build it with setTime.");
  }

  @Test
  void elementsWithoutADayAreNamed() {
    assertFails(
        "months since 1950-01-31",
        0.5,
        "0.5 months since 1950-01-31 at [0] is not a whole number of months");
    assertFails(
        "months since 1950-01-31",
        1,
        "1.0 months since 1950-01-31 at [0] is not a day that calendar 'standard' has");
    assertFails("months since 1950-01-31", -1, "-1.0 months since 1950-01-31 at [0] is missing");
    assertFails(
        "years since 1950-01-31",
        1e15,
        "1.0E15 years since 1950-01-31 at [0] is beyond the years that can be counted");
  }

  @Test
  void otherVariablesAreRefused() {
    Block one = InMemoryDataset.integers(DataType.INT32, 1);
    assertThatThrownBy(
            () ->
                with(Attributes.NONE.with("units", "days since 1950-01-01"), one)
                    .monthsToDays("time"))
        .hasMessage(
            "Cannot count variable 'time' in days: its units are \"days since 1950-01-01\" and its"
                + " calendar not there, not months or years since a date.");
    assertThatThrownBy(() -> with(Attributes.NONE, one).monthsToDays("time"))
        .hasMessageContaining("its units are not there");
    assertThatThrownBy(() -> with(SINCE_1950.with("scale_factor", 2), one).monthsToDays("time"))
        .hasMessage(
            "Cannot count variable 'time' in days: it is packed, scale_factor is 2."
                + " Build it with setTime.");
    assertThatThrownBy(
            () -> with(SINCE_1950, Block.ofStrings(new String[] {"x"}, 1)).monthsToDays("time"))
        .hasMessage("Cannot count variable 'time' in days: its type is string, not a number.");
  }
}
