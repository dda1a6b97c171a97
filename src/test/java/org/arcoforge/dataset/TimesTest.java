package org.arcoforge.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class TimesTest {
  private static InMemoryDataset with(String name, long... numbers) {
    return with(InMemoryDataset.empty(), name, numbers);
  }

  private static InMemoryDataset with(InMemoryDataset dataset, String name, long... numbers) {
    return with(dataset, name, InMemoryDataset.integers(DataType.INT32, numbers));
  }

  private static InMemoryDataset with(InMemoryDataset dataset, String name, Block block) {
    return dataset.with(name, List.of("time"), Attributes.NONE, block);
  }

  private static String units(Dataset dataset) {
    return dataset.schema().variable("time").attributes().text("units").orElseThrow();
  }

  private static Block int64(long... numbers) {
    return InMemoryDataset.integers(DataType.INT64, numbers);
  }

  @Test
  void timeIsAddedInDaysWhereAllAreAtMidnight() throws IOException {
    InMemoryDataset source = with(with(with("y", 1970, 1971), "m", 1, 2), "d", 2, 1);
    Dataset view =
        source.setTime("time", TimeParts.calendar("noleap").year("y").month("m").day("d"));
    Variable time = view.schema().variable("time");
    assertThat(time.isDimensionCoordinate()).isTrue();
    assertThat(time.type()).isEqualTo(DataType.INT64);
    assertThat(time.attributes())
        .isEqualTo(
            Attributes.NONE
                .with("standard_name", "time")
                .with("units", "days since 1970-01-01")
                .with("calendar", "noleap"));
    assertThat(view.read("time")).isEqualTo(int64(1, 365 + 31));
    assertThat(view.read("time", Region.of(new long[] {1}, new long[] {1}))).isEqualTo(int64(396));
    assertThat(view.read("y")).isEqualTo(source.read("y"));
    assertThat(view.schema().variables()).hasSize(4);
  }

  @Test
  void aVariableOfThatNameIsReplacedInItsPlace() throws IOException {
    Dataset view =
        with(with("time", 7, 8), "doy", 1, 366)
            .setTime("time", TimeParts.standard().year(1972).dayOfYear("doy"));
    assertThat(view.schema().variables().get(0).name()).isEqualTo("time");
    assertThat(view.read("time")).isEqualTo(int64(730, 730 + 365));
    Dataset unreadable =
        with("date", 19700102)
            .withUnreadable("time", "compound")
            .setTime("time", TimeParts.standard().date("date"));
    assertThat(unreadable.schema().unreadable()).isEmpty();
    assertThat(unreadable.read("time")).isEqualTo(int64(1));
  }

  @Test
  void constantsGiveAScalar() throws IOException {
    Dataset view =
        InMemoryDataset.empty().setTime("time", TimeParts.standard().year(1970).month(2));
    assertThat(view.schema().variable("time").dimensions()).isEmpty();
    assertThat(view.read("time").longAt(0)).isEqualTo(31);
    Dataset fromScalar =
        with("h", 6, 7)
            .with("y", List.of(), Attributes.NONE, Block.allocate(DataType.INT32))
            .setTime("time", TimeParts.calendar("360_day").year("y").hour("h"));
    assertThat(fromScalar.read("time"))
        .isEqualTo(int64(-1970 * 360 * 24 + 6, -1970 * 360 * 24 + 7));
  }

  @Test
  void theUnitIsTheCoarsestThatIsExactForAll() {
    TimeParts date = TimeParts.standard().year(2000).dayOfYear(1);
    assertThat(units(with("h", 0, 6).setTime("time", date.hour("h")))).startsWith("hours since");
    assertThat(units(with("h", 0, 0).setTime("time", date.hour("h")))).startsWith("days since");
    assertThat(units(with("s", 0, 120).setTime("time", date.secondsOfDay("s"))))
        .startsWith("minutes since");
    InMemoryDataset seconds =
        with(InMemoryDataset.empty(), "s", InMemoryDataset.doubles(12.3, 0.5));
    assertThat(units(seconds.setTime("time", date.hour(0).minute(0).second("s"))))
        .startsWith("milliseconds since");
    assertThat(units(with("h").setTime("time", date.hour("h")))).startsWith("days since");
  }

  @Test
  void partsAreThoseOfJava() throws IOException {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    long[] date = new long[500];
    double[] hour = new double[500];
    long[] expected = new long[500];
    for (int i = 0; i < date.length; i++) {
      LocalDateTime time =
          LocalDateTime.ofEpochSecond(
              60L * (random.nextInt(400_000_000) - 200_000_000), 0, ZoneOffset.UTC);
      date[i] = time.getYear() * 10_000L + time.getMonthValue() * 100L + time.getDayOfMonth();
      hour[i] = (time.getHour() * 60 + time.getMinute()) / 60.0;
      expected[i] = time.toEpochSecond(ZoneOffset.UTC) / 60;
    }
    Dataset view =
        with(with("date", date), "hour", InMemoryDataset.doubles(hour))
            .setTime("time", TimeParts.calendar("proleptic_gregorian").date("date").hour("hour"));
    assertThat(units(view)).isEqualTo("minutes since 1970-01-01");
    assertThat(view.read("time")).as("seed %d", seed).isEqualTo(int64(expected));
  }

  @Test
  void datesOfSmallAndNegativeYearsAreTaken() throws IOException {
    CfCalendar calendar = CfCalendar.NOLEAP;
    Dataset view =
        with("date", 101, 10203, -10203, -99991231)
            .setTime("time", TimeParts.calendar("noleap").date("date"));
    long start = calendar.day(1970, 1, 1);
    assertThat(view.read("time"))
        .isEqualTo(
            int64(
                -1970 * 365,
                -1969 * 365 + 33,
                -1971 * 365 + 33,
                calendar.day(-9999, 12, 31) - start));
  }

  @Test
  void partsAreUnpackedAsDecimals() throws IOException {
    Attributes tenths = Attributes.NONE.with("scale_factor", 0.1f).with("add_offset", 3);
    Dataset packed =
        with("h", 0, 12)
            .with(
                "s",
                List.of("time"),
                tenths,
                InMemoryDataset.integers(DataType.INT16, -3, 570 - 30))
            .setTime("time", TimeParts.standard().year(1970).hour("h").minute(0).second("s"));
    assertThat(units(packed)).startsWith("milliseconds");
    assertThat(packed.read("time")).isEqualTo(int64(2_700, 12 * 3_600_000 + 57_000));
    Dataset floats =
        with(InMemoryDataset.empty(), "s", InMemoryDataset.floats(DataType.FLOAT32, 12.3f))
            .setTime("time", TimeParts.standard().year(1970).secondsOfDay("s"));
    assertThat(floats.read("time")).isEqualTo(int64(12_300));
  }

  private static void assertRefused(InMemoryDataset dataset, TimeParts parts, String message) {
    assertThatThrownBy(() -> dataset.setTime("time", parts))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(message);
  }

  @Test
  void invalidElementsAreNamed() {
    TimeParts noleap = TimeParts.calendar("noleap");
    String remedy = " Correct it or leave it out with subset.";
    String from = "Cannot set time 'time' from variable 'v': ";
    InMemoryDataset thirteen = with("v", 1, 13);
    assertRefused(
        thirteen,
        noleap.year(2000).month("v"),
        from + "month 13 at [1] is not a whole number from 1 to 12." + remedy);
    assertRefused(
        with("v", 29),
        noleap.year(2000).month(2).day("v"),
        from
            + "day 29 at [0] is not a whole number from 1 to 28 (2000-02 in calendar 'noleap')."
            + remedy);
    assertRefused(
        with("v", 10),
        TimeParts.standard().year(1582).month(10).day("v"),
        from + "day 10 at [0] is not a day that calendar 'standard' has." + remedy);
    assertRefused(
        with("v", 365, 366),
        noleap.year(2000).dayOfYear("v"),
        from
            + "day of year 366 at [1] is not a whole number from 1 to 365 (2000 in calendar 'noleap')."
            + remedy);
    assertRefused(
        with("v", 20010229),
        noleap.date("v"),
        from + "date 20010229 at [0] is not a date of calendar 'noleap'." + remedy);
    assertRefused(
        with("v", 10000),
        noleap.year("v"),
        from + "year 10000 at [0] is not a whole number from -9999 to 9999." + remedy);
    assertRefused(
        with("v", 0, 24),
        noleap.year(2000).hour("v"),
        from + "hour 24 at [1] is not 0 or more and less than 24." + remedy);
    assertRefused(
        InMemoryDataset.empty(),
        noleap.year(2000).month(1).day(32),
        "Cannot set time 'time': the day 32 is not a whole number from 1 to 31"
            + " (2000-01 in calendar 'noleap'). Give another.");
  }

  @Test
  void fractionsAndMissingValuesAreNamed() {
    TimeParts parts = TimeParts.standard().year(1900);
    String remedy = " Correct it or leave it out with subset.";
    String from = "Cannot set time 'time' from variable 'v': ";
    InMemoryDataset half = with(InMemoryDataset.empty(), "v", InMemoryDataset.doubles(1, 6.5));
    assertRefused(
        half,
        parts.month("v"),
        from + "month 6.5 at [1] is not a whole number from 1 to 12." + remedy);
    assertRefused(
        half,
        parts.hour("v").minute(0),
        from + "hour 6.5 at [1] has a fraction, and a finer part is given." + remedy);
    assertRefused(
        with(InMemoryDataset.empty(), "v", InMemoryDataset.doubles(1e-10)),
        parts.secondsOfDay("v"),
        from + "seconds of day 1.0E-10 at [0] is not a whole number of nanoseconds." + remedy);
    assertRefused(
        with(InMemoryDataset.empty(), "v", InMemoryDataset.doubles(Double.NaN)),
        parts.secondsOfDay("v"),
        from + "seconds of day NaN at [0] is not finite." + remedy);
    Attributes packed = Attributes.NONE.with("_FillValue", -1).with("scale_factor", 2.0);
    InMemoryDataset missing =
        InMemoryDataset.empty()
            .with("v", List.of("time"), packed, InMemoryDataset.integers(DataType.INT32, 7, -1));
    assertRefused(missing, parts.hour("v"), from + "hour -1 (packed) at [1] is missing." + remedy);
    assertRefused(
        with(InMemoryDataset.empty(), "v", InMemoryDataset.floats(DataType.FLOAT32, 20010203)),
        TimeParts.standard().date("v"),
        from + "date 2.0010204E7 at [0] is of a type that does not have every date." + remedy);
    assertRefused(
        with(InMemoryDataset.empty(), "v", InMemoryDataset.doubles(1e-9)),
        TimeParts.standard().year(1600).secondsOfDay("v"),
        "Cannot set time 'time' to 1600-01-01 00:00:00.000000001: int64 has no such number of"
            + " nanoseconds since 1970-01-01. Round the fraction of the second.");
  }

  @Test
  void contradictionsAreRefused() {
    TimeParts year = TimeParts.standard().year(2000);
    assertThatThrownBy(() -> year.month(1).dayOfYear(3))
        .hasMessage(
            "Cannot take the day of year as a part of time: the month is given already."
                + " Leave one out.");
    assertThatThrownBy(() -> year.dayOfYear(3).day("d")).hasMessageContaining("Leave one out.");
    assertThatThrownBy(() -> year.date("d")).hasMessageContaining("Leave one out.");
    assertThatThrownBy(() -> year.year("d")).hasMessageContaining("Leave one out.");
    assertThatThrownBy(() -> year.secondsOfDay(3).minute(1)).hasMessageContaining("Leave one out.");
    assertThatThrownBy(() -> TimeParts.calendar("lunar"))
        .hasMessage(
            "Cannot count time in calendar 'lunar': it is not known. Use standard,"
                + " proleptic_gregorian, julian, noleap, all_leap or 360_day.");
  }

  @Test
  void incompletePartsAreRefused() {
    InMemoryDataset none = InMemoryDataset.empty();
    TimeParts year = TimeParts.standard().year(2000);
    assertRefused(
        none,
        TimeParts.standard().month(3),
        "Cannot set time 'time': the parts are [month], without year or date. Give one.");
    assertRefused(
        none,
        year.day(3),
        "Cannot set time 'time': the day is given without the month. Give both.");
    assertRefused(
        none,
        year.second(3).hour(1),
        "Cannot set time 'time': the second is given without the minute. Give both.");
    assertRefused(
        with("h", 1, 2).withDoubles("m", "other", 1),
        year.hour("h").minute("m"),
        "Cannot set time 'time': its parts have dimensions [time] and [other]."
            + " Give parts of the same dimensions.");
    assertRefused(
        none.with("t", List.of("time"), Attributes.NONE, Block.ofStrings(new String[] {"x"}, 1)),
        year.hour("t"),
        "Cannot set time 'time' from variable 't': its type is string, not a number.");
    assertThatThrownBy(() -> none.setTime("time", year.hour("gone")))
        .hasMessage("Cannot find variable 'gone': there are [].");
  }

  @Test
  void partsThatCannotBeReadAreNamed() {
    Dataset damaged =
        new View(
            with("h", 1).schema(),
            (variable, region) -> {
              throw new IOException("gone");
            });
    assertThatThrownBy(() -> damaged.setTime("time", TimeParts.standard().year(1).hour("h")))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("Cannot set time 'time' from variable 'h': its values cannot be read.");
  }
}
