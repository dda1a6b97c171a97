package org.arcoforge.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.arcoforge.dataset.AttributeValue;
import org.arcoforge.dataset.Attributes;
import org.arcoforge.dataset.Block;
import org.arcoforge.dataset.DataType;
import org.arcoforge.dataset.Dataset;
import org.arcoforge.dataset.InMemoryDataset;
import org.arcoforge.recipe.Aspect;
import org.arcoforge.recipe.Encoding;
import org.arcoforge.recipe.Policy;
import org.arcoforge.recipe.Target;
import org.junit.jupiter.api.Test;

/** Times of files that count differently, with expectations counted by hand. */
final class TimePolicyTest {
  private static final Target X = Target.named("x");

  private static Attributes units(String units) {
    return Attributes.NONE.with("units", units);
  }

  private static InMemoryDataset times(Attributes attributes, double... values) {
    return times(attributes, InMemoryDataset.doubles(values));
  }

  private static InMemoryDataset times(Attributes attributes, Block values) {
    return InMemoryDataset.empty().with("time", List.of("time"), attributes, values);
  }

  private static Block int64(long... values) {
    return InMemoryDataset.integers(DataType.INT64, values);
  }

  private static String unitsOf(Combined combined, String name) {
    return combined.metadata(name).attributes().text("units").orElse("none");
  }

  @Test
  void monthsOf360DaysAreCountedInDays() throws IOException {
    Dataset a = times(units("months since 2000-01-01").with("calendar", "360_day"), 0, 1.5);
    Dataset b = times(units("days since 2000-04-01").with("calendar", "360_day"), 3);
    Combined combined = Combined.along("time", X, a, b);
    assertThat(combined.array("time")).isEqualTo(int64(0, 45, 93));
    assertThat(unitsOf(combined, "time")).isEqualTo("days since 2000-01-01");
    assertThat(combined.metadata("time").attributes().text("calendar")).hasValue("360_day");
  }

  @Test
  void monthsOfTheStandardCalendarStayMonths() throws IOException {
    Dataset a = times(units("months since 2000-01-15"), 0, 1);
    Dataset b = times(units("years since 2000-07-15"), 0, 1);
    Combined combined = Combined.along("time", X, a, b);
    assertThat(combined.array("time")).isEqualTo(int64(0, 1, 6, 18));
    assertThat(unitsOf(combined, "time")).isEqualTo("months since 2000-01-15");
    Dataset days = times(units("days since 2000-01-01"), 90);
    assertThatThrownBy(() -> Combined.along("time", X, a, days))
        .hasMessageContaining("calendar of 'time': standard in months in a.nc; standard in b.nc.");
  }

  @Test
  void referencesMayHaveATimeOfDayAndAZone() throws IOException {
    Dataset a = times(units("days since 2000-01-01 12:00:00"), 0, 0.5);
    Dataset b = times(units("hours since 2000-01-02 00:30 +00:30"), 24);
    Combined combined = Combined.along("time", X, a, b);
    // 2000-01-02 00:30 at +00:30 is 2000-01-02 00:00; 24 hours later it is 36 h behind noon.
    assertThat(combined.array("time")).isEqualTo(int64(0, 12, 36));
    assertThat(unitsOf(combined, "time")).isEqualTo("hours since 2000-01-01 12:00:00");
  }

  @Test
  void timesWithoutACommonUnitAreFloatsAndThatIsTold() throws IOException {
    Dataset a = times(units("days since 2000-01-01"), Math.PI);
    Dataset b = times(units("days since 2000-01-02"), 3);
    Combined combined = Combined.along("time", X, a, b);
    assertThat(combined.metadata("time").type()).isEqualTo(DataType.FLOAT64);
    assertThat(combined.unpacked("time")).containsExactly(Math.PI, 4);
    assertThat(combined.notices("time"))
        .containsExactly(
            "converted: time units of 'time': \"days since 2000-01-01\" in a.nc; \"days since"
                + " 2000-01-02\" in b.nc. Stored as float64 in 'days since 2000-01-01', each rounded"
                + " to the nearest: no unit has all of them as 64-bit integers.");
  }

  @Test
  void timesThatDoNotFitNanosecondsAreFloats() throws IOException {
    Dataset a = times(units("nanoseconds since 1700-01-01"), int64(1));
    Dataset b = times(units("days since 2000-01-01"), int64(1));
    Combined combined = Combined.along("time", X, a, b);
    assertThat(combined.metadata("time").type()).isEqualTo(DataType.FLOAT64);
    assertThat(unitsOf(combined, "time")).isEqualTo("nanoseconds since 1700-01-01");
    // 300 years of which 72 are leap years: 1704 to 1996, but not 1800 and 1900; and a day.
    double days = 300 * 365 + 72 + 1;
    assertThat(combined.unpacked("time")[1]).isEqualTo(days * 86_400e9);
  }

  @Test
  void missingTimesOfDataAreFilled() throws IOException {
    Attributes first = units("hours since 2000-01-01").with("_FillValue", -1.0);
    Attributes second = units("hours since 2000-01-02").with("_FillValue", -1.0);
    Dataset a = launch(0, first, 5);
    Dataset b = launch(1, second, -1);
    Combined combined = Combined.along("time", X, a, b);
    assertThat(combined.array("launch")).isEqualTo(int64(5, Long.MIN_VALUE));
    assertThat(combined.metadata("launch").attributes().find("_FillValue"))
        .hasValueSatisfying(value -> assertThat(value).hasToString("-9223372036854775808"));
  }

  private static Dataset launch(double time, Attributes attributes, double value) {
    return InMemoryDataset.empty()
        .withDoubles("time", "time", time)
        .with("launch", List.of("time"), attributes, InMemoryDataset.doubles(value));
  }

  @Test
  void forecastReferenceTimesConvertOnTheirOwn() throws IOException {
    Dataset a =
        times(units("hours since 2000-01-01"), 0)
            .with(
                "forecast_reference_time",
                List.of("time"),
                units("hours since 2000-01-01"),
                InMemoryDataset.integers(DataType.INT32, 6));
    Dataset b =
        times(units("hours since 2000-01-01"), 24)
            .with(
                "forecast_reference_time",
                List.of("time"),
                units("minutes since 2000-01-02"),
                InMemoryDataset.integers(DataType.INT32, 30));
    Combined combined = Combined.along("time", X, a, b);
    assertThat(combined.array("forecast_reference_time")).isEqualTo(int64(360, 1470));
    assertThat(unitsOf(combined, "forecast_reference_time")).isEqualTo("minutes since 2000-01-01");
    assertThat(combined.unpacked("time")).containsExactly(0, 24);
    assertThat(unitsOf(combined, "time")).isEqualTo("hours since 2000-01-01");
    Target strict = X.policy(Aspect.TIME, "forecast_reference_time", Policy.ERROR);
    assertThatThrownBy(() -> Combined.along("time", strict, a, b))
        .hasMessageContaining("time units of 'forecast_reference_time'");
    assertThat(
            Combined.along("time", X.policy(Aspect.TIME, "time", Policy.ERROR), a, b)
                .array("forecast_reference_time"))
        .isEqualTo(int64(360, 1470));
  }

  @Test
  void climatologyBoundsFollowTheirTimes() throws IOException {
    Combined combined =
        Combined.along(
            "time",
            X,
            climatology("days since 1961-01-01", Attributes.NONE, 15, 0, 10_958),
            climatology("days since 1961-02-01", Attributes.NONE, 14, 0, 10_956));
    assertThat(combined.array("time")).isEqualTo(int64(15, 45));
    assertThat(combined.array("limits")).isEqualTo(int64(0, 10_958, 31, 10_987).reshape(2, 2));
  }

  @Test
  void boundsMayHaveUnitsOfTheirOwn() throws IOException {
    Attributes hours = units("hours since 1961-01-01");
    Combined combined =
        Combined.along(
            "time",
            X,
            climatology("days since 1961-01-01", hours, 15, 0, 24),
            climatology("days since 1961-01-01", hours, 16, 24, 47));
    assertThat(combined.array("time")).isEqualTo(int64(360, 384));
    assertThat(combined.array("limits")).isEqualTo(int64(0, 24, 24, 47).reshape(2, 2));
    assertThat(unitsOf(combined, "time")).isEqualTo("hours since 1961-01-01");
    assertThat(unitsOf(combined, "limits")).isEqualTo("hours since 1961-01-01");
  }

  @Test
  void oneFileMayHaveBoundsWithUnitsOfTheirOwn() throws IOException {
    Dataset a = climatology("days since 1961-01-01", units("hours since 1961-01-01"), 15, 1, 24);
    Combined combined = Combined.of(X, new PatternShape(List.of()), List.of(a));
    assertThat(unitsOf(combined, "limits")).isEqualTo("hours since 1961-01-01");
    assertThat(combined.array("limits").doubleAt(0)).isEqualTo(1);
  }

  @Test
  void boundsOfOtherCalendarsThanTheStandardNeedNotRepeatIt() throws IOException {
    Combined combined = Combined.along("time", X, noleapWithBounds(0), noleapWithBounds(365));
    assertThat(combined.array("limits").doubleAt(3)).isEqualTo(366);
  }

  private static Dataset noleapWithBounds(double day) {
    return times(
            units("days since 2000-01-01").with("calendar", "noleap").with("bounds", "limits"), day)
        .with(
            "limits",
            List.of("time", "nv"),
            units("days since 2000-01-01"),
            InMemoryDataset.doubles(day, day + 1).reshape(1, 2));
  }

  private static Dataset climatology(
      String units, Attributes ofBounds, double time, double from, double to) {
    return times(units(units).with("climatology", "limits"), time)
        .with(
            "limits",
            List.of("time", "nv"),
            ofBounds,
            InMemoryDataset.doubles(from, to).reshape(1, 2));
  }

  @Test
  void noleapHasNoLeapDaysBetweenReferences() throws IOException {
    Dataset a = times(units("days since 2000-01-01").with("calendar", "noleap"), 0);
    Dataset b = times(units("days since 2001-01-01").with("calendar", "365_day"), 0);
    Combined combined = Combined.along("time", X, a, b);
    assertThat(combined.array("time")).isEqualTo(int64(0, 365));
  }

  @Test
  void spellingsOfOneCodingAreToldAndChangeNothing() throws IOException {
    Dataset a = times(units("days since 2000-01-01"), 0.5);
    Dataset b = times(units("day since 2000-01-01 00:00:00").with("calendar", "gregorian"), 1.5);
    Combined combined = Combined.along("time", X.policy(Aspect.TIME, Policy.ERROR), a, b);
    assertThat(combined.array("time")).isEqualTo(InMemoryDataset.doubles(0.5, 1.5));
    assertThat(unitsOf(combined, "time")).isEqualTo("days since 2000-01-01");
    assertThat(combined.notices("time"))
        .containsExactly(
            "of first file: spelling of units of 'time': \"days since 2000-01-01\" in a.nc; \"day since"
                + " 2000-01-01 00:00:00\" in b.nc.");
  }

  @Test
  void timesThatAreConvertedLoseWhatWasSaidInTheOldUnits() throws IOException {
    Attributes range =
        Attributes.NONE
            .with("valid_max", 23.0)
            .with("actual_range", AttributeValue.numbers(DataType.FLOAT64, List.of(0, 23)));
    Dataset a = times(with(units("hours since 2000-01-01"), range), 0, 23);
    Dataset b = times(with(units("hours since 2000-01-02"), range), 0, 23);
    assertThat(Combined.along("time", X, a, b).metadata("time").attributes().names())
        .containsExactly("units", "calendar");
  }

  private static Attributes with(Attributes attributes, Attributes more) {
    Attributes[] all = {attributes};
    more.forEach((name, value) -> all[0] = all[0].with(name, value));
    return all[0];
  }

  @Test
  void timesOfSomeFilesOnlyAreRefused() {
    Dataset a = times(units("days since 2000-01-01"), 0);
    Dataset b = times(Attributes.NONE, 1);
    assertThatThrownBy(() -> Combined.along("time", X, a, b))
        .hasMessageContaining(
            "Not all files have times: set units such as 'days since 1970-01-01' in preprocess.");
  }

  @Test
  void anEncodingOfTimesChangesChunksOnly() throws IOException {
    Dataset a = times(units("days since 2000-01-01"), 0, 1, 2);
    Target cast = X.variable("time", Encoding.asInFiles().cast(DataType.INT16));
    assertThatThrownBy(() -> Combined.along("time", cast, a, a))
        .hasMessageContaining(
            "encoding of 'time': Times are stored exactly as they are or as int64: leave out cast,"
                + " pack and fill for them.");
    Target chunk = X.variable("time", Encoding.asInFiles().chunk("time", 2));
    assertThat(Combined.of(chunk, new PatternShape(List.of()), List.of(a)).metadata("time").chunk())
        .containsExactly(2);
  }

  @Test
  void datesOfUnknownCalendarsAreNotConverted() {
    Dataset a = launch(0, units("days since 2000-01-01").with("calendar", "none"), 0);
    Dataset b = launch(1, units("days since 2001-01-01").with("calendar", "none"), 0);
    assertThatThrownBy(() -> Combined.along("time", X.policy(Aspect.UNITS, Policy.CONVERT), a, b))
        .hasMessageContaining("units that cannot be converted of 'launch'");
  }

  @Test
  void packedTimesAreNotConvertedInTheWrongCalendar() {
    Attributes noleap = Attributes.NONE.with("calendar", "noleap").with("scale_factor", 0.5);
    Dataset a = launch(0, noleap.with("units", "days since 2000-01-01"), 2);
    Dataset b = launch(1, noleap.with("units", "days since 2001-01-01"), 2);
    assertThatThrownBy(() -> Combined.along("time", X.policy(Aspect.UNITS, Policy.CONVERT), a, b))
        .hasMessageContaining("units that cannot be converted of 'launch'");
  }

  @Test
  void timesThatAreNotANumberStayMissingWhenTheyAreConverted() throws IOException {
    Dataset a = observed("hours since 2000-01-01", 0, 6, Double.NaN);
    Dataset b = observed("hours since 2000-01-02", 1, 0, 6);
    Combined combined = Combined.along("obs", X, a, b);
    assertThat(combined.array("seen"))
        .isEqualTo(
            InMemoryDataset.integers(DataType.INT64, 6, Long.MIN_VALUE, 24, 30).reshape(2, 2));
    assertThat(combined.metadata("seen").attributes().number("_FillValue"))
        .hasValue(Long.MIN_VALUE);
  }

  private static Dataset observed(String units, double obs, double... times) {
    return InMemoryDataset.empty()
        .withDoubles("obs", "obs", obs)
        .with(
            "seen",
            List.of("obs", "n"),
            Attributes.NONE.with("units", units),
            InMemoryDataset.doubles(times).reshape(1, 2));
  }
}
