package org.arcoforge.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.arcoforge.dataset.CfTime.Unit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Against cftime, by the file that {@code test/corpus/time/make_cftime.py} makes. */
class CfTimeTest {
  private static final Path CFTIME = Path.of("test/resources/time/cftime.tsv");

  static CfTime time(String units, String calendar) {
    return CfTime.parse(units, Optional.of(calendar)).orElseThrow();
  }

  private static List<String[]> lines(String kind) throws IOException {
    List<String[]> lines =
        Files.readAllLines(CFTIME).stream()
            .map(line -> line.split("\t", -1))
            .filter(fields -> fields[0].equals(kind))
            .toList();
    assertThat(lines).hasSizeGreaterThan(20);
    return lines;
  }

  private static Moment moment(String[] fields, int from, CfCalendar calendar) {
    int[] date = new int[3];
    for (int i = 0; i < 3; i++) {
      date[i] = Integer.parseInt(fields[from + i]);
    }
    return new Moment(calendar.day(date[0], date[1], date[2]), Long.parseLong(fields[from + 3]));
  }

  private static Block block(String type, String value) {
    return type.equals("int64")
        ? InMemoryDataset.integers(DataType.INT64, Long.parseLong(value))
        : InMemoryDataset.doubles(Double.parseDouble(value));
  }

  @Test
  void valuesAreTheDatesThatCftimeDecodes() throws IOException {
    for (String[] fields : lines("value")) {
      CfTime time = time(fields[2], fields[1]);
      Block value = block(fields[3], fields[4]);
      Moment expected = moment(fields, 5, time.calendar());
      String as = String.join(" ", fields);
      assertThat(time.text(value, 0)).as(as).isEqualTo(expected.text(time.calendar()));
      TimeExtent extent = TimeExtent.of(time, value, i -> false);
      assertThat(extent.exact()).as(as).isTrue();
      assertThat(extent.firstDay()).as(as).isEqualTo(expected.day());
      assertThat(extent.lastDay()).as(as).isEqualTo(expected.day());
      assertThat(expected.nanoOfDay() % extent.resolution().nanos()).as(as).isZero();
      Block nanos = Block.allocate(DataType.INT64, 1);
      CfTime midnight = new CfTime(Unit.NANOSECONDS, time.calendar(), expected.day(), 0);
      assertThat(TimeConversion.between(time, midnight).orElseThrow().convert(value, 0, nanos, 0))
          .as(as)
          .isTrue();
      assertThat(nanos.longAt(0)).as(as).isEqualTo(expected.nanoOfDay());
    }
  }

  @Test
  void spellingsOfCftimeAreTaken() throws IOException {
    for (String[] fields : lines("accept")) {
      String as = String.join(" ", fields);
      CfTime time = time(fields[2].replace("\\t", "\t"), fields[1]);
      assertThat(time.reference()).as(as).isEqualTo(moment(fields, 3, time.calendar()));
      assertThat(time.length()).as(as).hasValue(Long.parseLong(fields[7]));
      assertThat(CfTime.parse(time.units(), Optional.of(time.calendar().cfName())))
          .as(as)
          .hasValue(time);
    }
  }

  @Test
  void whatCftimeRefusesIsRefused() throws IOException {
    for (String[] fields : lines("refuse")) {
      assertThat(CfTime.parse(fields[2], Optional.of(fields[1])))
          .as(String.join(" ", fields))
          .isEmpty();
    }
  }

  @ParameterizedTest
  @CsvSource({
    "hours since 1981,                       hours since 1981-01-01",
    "hours since 1981-02,                    hours since 1981-02-01",
    "hours since 1981-01-02 06,              hours since 1981-01-02 06:00:00",
    "hours since 1981-01-02  06:00,          hours since 1981-01-02 06:00:00",
    "hours since 1981-01-02 06:00 -5,        hours since 1981-01-02 11:00:00",
    "hours since 1981-01-02 06:00:00 -6:30,  hours since 1981-01-02 12:30:00",
    "days since 1981-03-01 00:00 +1,         days since 1981-02-28 23:00:00",
    "ns since 1981-01-02,                    ",
    "nanoseconds since 1981-01-02 0:0:0.000000001, nanoseconds since 1981-01-02 00:00:00.000000001",
    "seconds since 1981-01-02 0:0:0.1000000000, seconds since 1981-01-02 00:00:00.1",
    "seconds since 1981-01-02 0:0:0.1000000001,",
    "days since 1981-01-02 garbage,          ",
    "days since 1981-01-02-06:00,            ",
    "days since 1981-01-02+06:00,            ",
    "days since 1981-01-02 06:00 +24,        ",
    "months since 1981-01-02,                months since 1981-01-02",
    "year since 81-01-02,                    years since 0081-01-02",
    "days since 0000-01-01,                  days since -0001-01-01",
    "days since -4713-01-01 12:00,           days since -4713-01-01 12:00:00",
  })
  void unitsHaveOneSpelling(String text, String units) {
    assertThat(CfTime.parse(text, Optional.empty()).map(CfTime::units))
        .isEqualTo(Optional.ofNullable(units));
  }

  @Test
  void monthsAndYearsHaveALengthWhereAllAreEqual() {
    long day = Unit.DAYS.nanos();
    assertThat(time("months since 2000-01-01", "360_day").length()).hasValue(30 * day);
    assertThat(time("years since 2000-01-01", "360_day").length()).hasValue(360 * day);
    assertThat(time("years since 2000-01-01", "noleap").length()).hasValue(365 * day);
    assertThat(time("years since 2000-01-01", "noleap").units())
        .isEqualTo("common_years since 2000-01-01");
    assertThat(time("years since 2000-01-01", "366_day").length()).hasValue(366 * day);
    assertThat(time("months since 2000-01-01", "noleap").isFixed()).isFalse();
    assertThat(time("years since 2000-01-01", "standard").isFixed()).isFalse();
    assertThatThrownBy(Unit.MONTHS::nanos)
        .hasMessage("Cannot take the length of months: it varies.");
  }

  @Test
  void aTimeOfDayIsLessThanADay() {
    assertThatThrownBy(() -> new CfTime(Unit.DAYS, CfCalendar.STANDARD, 0, Unit.DAYS.nanos()))
        .hasMessage(
            "Invalid time of day: 86400000000000 nanoseconds"
                + " (must be 0 or more and less than 86400000000000).");
  }

  @Test
  void textTellsWhatHasNoDate() {
    CfTime hours = time("hours since 1981-01-01", "standard");
    assertThat(hours.text(InMemoryDataset.doubles(30.5, Double.NaN, 1e300), 0))
        .isEqualTo("1981-01-02 06:30:00");
    assertThat(hours.text(InMemoryDataset.doubles(Double.NaN), 0))
        .isEqualTo("NaN hours since 1981-01-01");
    assertThat(hours.text(InMemoryDataset.doubles(1e300), 0))
        .isEqualTo("1.0E300 hours since 1981-01-01");
    assertThat(hours.text(InMemoryDataset.integers(DataType.UINT64, -1), 0))
        .isEqualTo("18446744073709551615 hours since 1981-01-01");
    assertThat(hours.text(InMemoryDataset.floats(DataType.FLOAT32, 0.1f), 0))
        .isEqualTo("1981-01-01 00:06:00.000005364");
    CfTime months = time("months since 1981-01-31", "standard");
    Block values = InMemoryDataset.doubles(2, 1, 0.5);
    assertThat(months.text(values, 0)).isEqualTo("1981-03-31");
    assertThat(months.text(values, 1)).isEqualTo("1.0 months since 1981-01-31");
    assertThat(months.text(values, 2)).isEqualTo("0.5 months since 1981-01-31");
  }

  @ParameterizedTest
  @EnumSource(CfCalendar.class)
  void daysOfTenThousandYearsFollowEachOther(CfCalendar calendar) {
    long day = calendar.day(-5000, 1, 1);
    for (int year = -5000; year <= 5000; year++) {
      int days = 0;
      for (int month = 1; month <= 12; month++) {
        for (int d = 1; d <= 31; d++) {
          if (calendar.has(year, month, d)) {
            if (calendar.day(year, month, d) != day) {
              assertThat(calendar.day(year, month, d))
                  .as("%d-%d-%d", year, month, d)
                  .isEqualTo(day);
            }
            int[] date = calendar.date(day);
            if (date[0] != year || date[1] != month || date[2] != d) {
              assertThat(date).containsExactly(year, month, d);
            }
            day++;
            days++;
          }
        }
      }
      assertThat(calendar.daysInYear(year)).as("%d", year).isEqualTo(days);
    }
  }

  @Test
  void gregorianDaysAreThoseOfJava() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < 10_000; i++) {
      long day = random.nextInt(800_000_000) - 400_000_000L;
      java.time.LocalDate date = java.time.LocalDate.ofEpochDay(day);
      assertThat(CfCalendar.PROLEPTIC_GREGORIAN.date(day))
          .as("seed %d", seed)
          .containsExactly(date.getYear(), date.getMonthValue(), date.getDayOfMonth());
    }
  }

  @Test
  void tenDaysOf1582AreNotInTheStandardCalendar() {
    CfCalendar standard = CfCalendar.STANDARD;
    assertThat(standard.day(1582, 10, 15)).isEqualTo(standard.day(1582, 10, 4) + 1);
    assertThat(standard.day(1582, 10, 15)).isEqualTo(CfCalendar.GREGORIAN_START);
    assertThat(standard.day(1582, 10, 15)).isEqualTo(CfCalendar.JULIAN.day(1582, 10, 5));
    assertThat(standard.day(1582, 10, 4))
        .isEqualTo(CfCalendar.PROLEPTIC_GREGORIAN.day(1582, 10, 14));
    assertThatThrownBy(() -> standard.day(1582, 10, 10))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot find date 1582-10-10: calendar 'standard' does not have it.");
    assertThatThrownBy(() -> CfCalendar.NOLEAP.day(2000, 2, 29))
        .hasMessage("Cannot find date 2000-02-29: calendar 'noleap' does not have it.");
  }

  @Test
  void daysBeyondAllYearsAreRefused() {
    for (CfCalendar calendar : CfCalendar.values()) {
      for (long day : new long[] {Long.MIN_VALUE, Long.MAX_VALUE, 1L << 40}) {
        assertThatThrownBy(() -> calendar.date(day)).isInstanceOf(ArithmeticException.class);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tai", "none", "", "lunar", " standard"})
  void otherCalendarsAreUnknown(String name) {
    assertThat(CfCalendar.of(name)).isEmpty();
    assertThat(CfTime.parse("days since 2000-01-01", Optional.of(name))).isEmpty();
  }
}
