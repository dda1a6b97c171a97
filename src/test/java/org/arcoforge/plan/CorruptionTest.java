package org.arcoforge.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
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

/**
 * The cases in which other tools write wrong numbers without a word: each is an error that says
 * what to do, and gives the right values under the policy that it names.
 */
final class CorruptionTest {
  private static final Target X = Target.named("x");

  private static InMemoryDataset times(double... values) {
    return InMemoryDataset.empty().withDoubles("time", "time", values);
  }

  private static Dataset packed(
      double time, double scale, double offset, Number fill, long... stored) {
    return times(time)
        .with(
            "t",
            List.of("time", "x"),
            Attributes.NONE
                .with("scale_factor", scale)
                .with("add_offset", offset)
                .with("_FillValue", fill),
            InMemoryDataset.integers(DataType.INT16, stored).reshape(1, stored.length));
  }

  private static Dataset field(String units, double time, double... values) {
    return times(time)
        .with(
            "t",
            List.of("time", "x"),
            Attributes.NONE.with("units", units),
            InMemoryDataset.doubles(values).reshape(1, values.length));
  }

  private static void refuses(Target target, String message, Dataset... files) {
    assertThatThrownBy(() -> Combined.along("time", target, files))
        .isInstanceOf(SchemaMismatchException.class)
        .hasMessage("Cannot combine the source files: " + message);
  }

  @Test
  void packingThatDiffersIsUnpackedOnlyByChoice() throws IOException {
    Dataset a = packed(0, 0.01, 5, (short) -1, 100, -1, 300);
    Dataset b = packed(1, 0.02, 5, (short) -1, 100, 200, -1);
    refuses(
        X,
        "attribute scale_factor of 't': 0.01 in a.nc; 0.02 in b.nc. To store unpacked values choose"
            + " policy(Aspect.PACKING, Policy.CONVERT) in the target; or give the variable an"
            + " encoding with pack.",
        a,
        b);
    Combined unpacked = Combined.along("time", X.policy(Aspect.PACKING, Policy.CONVERT), a, b);
    assertThat(unpacked.metadata("t").type()).isEqualTo(DataType.FLOAT64);
    assertThat(unpacked.metadata("t").attributes().names()).containsExactly("_FillValue");
    assertThat(unpacked.array("t").doubleAt(0)).isEqualTo(100 * 0.01 + 5);
    assertThat(unpacked.array("t").doubleAt(3)).isEqualTo(100 * 0.02 + 5);
    assertThat(unpacked.unpacked("t")).containsExactly(6, Double.NaN, 8, 7, 9, Double.NaN);
    assertThat(unpacked.notices("t"))
        .containsExactly("converted: attribute scale_factor of 't': 0.01 in a.nc; 0.02 in b.nc.");
  }

  @Test
  void packingThatDiffersIsPackedAnewWithinABound() throws IOException {
    Dataset a = packed(0, 0.01, 5, (short) -1, 123, -1, 301);
    Dataset b = packed(1, 0.02, 5, (short) -1, 100, 200, -1);
    Target repacked =
        X.variable("t", Encoding.asInFiles().pack(DataType.INT16, 0.05, 0).fill((short) -99));
    Combined combined = Combined.along("time", repacked, a, b);
    double[] expected = {6.23, Double.NaN, 8.01, 7, 9, Double.NaN};
    double[] found = combined.unpacked("t");
    for (int i = 0; i < expected.length; i++) {
      if (Double.isNaN(expected[i])) {
        assertThat(found[i]).isNaN();
        assertThat(combined.array("t").longAt(i)).isEqualTo(-99);
      } else {
        assertThat(found[i]).isCloseTo(expected[i], within(0.025 + 1e-12));
      }
    }
    Target strict = X.variable("t", Encoding.asInFiles().pack(DataType.INT16, 0.05, 0, 0.015));
    assertThatThrownBy(() -> Combined.along("time", strict, a, b).array("t"))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "Cannot convert 123 at [0, 0] of 't' of a.nc from int16 × 0.01 + 5.0 to int16 × 0.05 + 0.0:"
                + " it cannot be kept. Choose another type, packing or fill value for it in the target.");
    Target narrow = X.variable("t", Encoding.asInFiles().pack(DataType.INT8, 0.05, 0));
    assertThatThrownBy(() -> Combined.along("time", narrow, a, b).array("t"))
        .hasMessageContaining("Cannot convert 301 at [0, 2] of 't' of a.nc");
  }

  private static org.assertj.core.data.Offset<Double> within(double offset) {
    return org.assertj.core.data.Offset.offset(offset);
  }

  @Test
  void equalPackingPassesBitForBit() throws IOException {
    Combined combined =
        Combined.along(
            "time",
            X,
            packed(0, 0.01, 5, (short) -1, 100, -1, 300),
            packed(1, 0.01, 5, (short) -1, 7, 8, 9));
    assertThat(combined.array("t"))
        .isEqualTo(InMemoryDataset.integers(DataType.INT16, 100, -1, 300, 7, 8, 9).reshape(2, 3));
    assertThat(combined.metadata("t").attributes().number("scale_factor")).hasValue(0.01);
  }

  @Test
  void fillValuesThatDifferBecomeOneByChoice() throws IOException {
    Dataset a = packed(0, 1, 0, (short) -999, 1, -999);
    Dataset b = packed(1, 1, 0, (short) -9999, 2, -9999);
    refuses(
        X,
        "attribute _FillValue of 't': -999 in a.nc; -9999 in b.nc. To store one of them choose"
            + " policy(Aspect.FILL_VALUE, Policy.CONVERT) in the target; or give the variable an"
            + " encoding with fill.",
        a,
        b);
    Target convert = X.policy(Aspect.FILL_VALUE, "t", Policy.CONVERT);
    Combined combined = Combined.along("time", convert, a, b);
    assertThat(combined.array("t"))
        .isEqualTo(InMemoryDataset.integers(DataType.INT16, 1, -999, 2, -999).reshape(2, 2));
    Dataset valid = packed(1, 1, 0, (short) -9999, 2, -999);
    assertThatThrownBy(() -> Combined.along("time", convert, a, valid).array("t"))
        .hasMessage(
            "Cannot convert -999 at [0, 1] of 't' of b.nc from int16 × 1.0 + 0.0 to int16 × 1.0 + 0.0:"
                + " it would stand for a missing value. Choose another type, packing or fill value"
                + " for it in the target.");
  }

  private static Dataset sixHourly(String units, double... hours) {
    return InMemoryDataset.empty()
        .with(
            "time",
            List.of("time"),
            Attributes.NONE.with("units", units),
            InMemoryDataset.doubles(hours));
  }

  @Test
  void timesOfEachFileKeepTheirHours() throws IOException {
    Dataset a = sixHourly("hours since 2000-01-01", 0, 6, 12, 18);
    Dataset b = sixHourly("hours since 2000-01-02", 0, 6, 12, 18);
    Combined combined = Combined.along("time", X, a, b);
    assertThat(combined.array("time"))
        .isEqualTo(InMemoryDataset.integers(DataType.INT64, 0, 6, 12, 18, 24, 30, 36, 42));
    assertThat(combined.metadata("time").attributes().text("units"))
        .hasValue("hours since 2000-01-01");
    assertThat(combined.notices("time"))
        .containsExactly(
            "converted: time units of 'time': \"hours since 2000-01-01\" in a.nc; \"hours since"
                + " 2000-01-02\" in b.nc. Stored exactly, as int64 in 'hours since 2000-01-01'.");
    refuses(
        X.policy(Aspect.TIME, Policy.ERROR),
        "time units of 'time': \"hours since 2000-01-01\" in a.nc; \"hours since 2000-01-02\" in"
            + " b.nc. To store one of them exactly choose policy(Aspect.TIME, Policy.CONVERT) in the"
            + " target.",
        a,
        b);
  }

  @Test
  void boundsOfTimesFollowAndMayNeedAFinerUnit() throws IOException {
    List<Dataset> files =
        List.of(
            bounded("days since 2000-01-01", 0.5, 0, 1.0625),
            bounded("days since 2000-01-02", 0.5, 0.0625, 1));
    Combined combined = Combined.of(X, Combined.concat("time", 2), files);
    assertThat(combined.metadata("time").attributes().text("units"))
        .hasValue("minutes since 2000-01-01");
    assertThat(combined.array("time"))
        .isEqualTo(InMemoryDataset.integers(DataType.INT64, 720, 2160));
    assertThat(combined.array("time_bnds"))
        .isEqualTo(InMemoryDataset.integers(DataType.INT64, 0, 1530, 1530, 2880).reshape(2, 2));
    assertThat(combined.metadata("time_bnds").attributes()).isEqualTo(Attributes.NONE);
  }

  private static Dataset bounded(String units, double time, double from, double to) {
    return InMemoryDataset.empty()
        .with(
            "time",
            List.of("time"),
            Attributes.NONE.with("units", units).with("bounds", "time_bnds"),
            InMemoryDataset.doubles(time))
        .with(
            "time_bnds",
            List.of("time", "nv"),
            Attributes.NONE,
            InMemoryDataset.doubles(from, to).reshape(1, 2));
  }

  @Test
  void calendarsThatDifferAreRefusedUnlessTheyAreOneForAllDates() throws IOException {
    Dataset a = Combined.times("days since 2000-01-01", "standard", 0);
    Dataset b = Combined.times("days since 2000-01-01", "proleptic_gregorian", 1);
    Dataset c = Combined.times("days since 2000-01-01", "noleap", 1);
    refuses(
        X,
        "calendar of 'time': standard in a.nc; proleptic_gregorian in b.nc. All dates are in the"
            + " Gregorian calendar: choose policy(Aspect.CALENDAR, Policy.CONVERT) in the target.",
        a,
        b);
    Target convert = X.policy(Aspect.CALENDAR, Policy.CONVERT);
    assertThat(Combined.along("time", convert, a, b).array("time"))
        .isEqualTo(InMemoryDataset.integers(DataType.INT64, 0, 1));
    refuses(
        convert,
        "calendar of 'time': standard in a.nc; noleap in b.nc. Only dates from 1582-10-15 on of the"
            + " standard and the proleptic Gregorian calendar can be converted. Correct the calendar"
            + " in preprocess, bring months to days with monthsToDays, or, to keep the numbers,"
            + " choose policy(Aspect.CALENDAR, Policy.FIRST) in the target.",
        a,
        c);
    Target first = X.policy(Aspect.CALENDAR, Policy.FIRST);
    Combined numbers = Combined.along("time", first, a, c);
    assertThat(numbers.array("time")).isEqualTo(InMemoryDataset.integers(DataType.INT64, 0, 1));
    assertThat(numbers.metadata("time").attributes().text("calendar")).hasValue("standard");
  }

  @Test
  void unitsThatDifferAreConvertedByChoice() throws IOException {
    Dataset a = field("K", 0, 280, 281.5);
    Dataset b = field("degC", 1, 10, -5);
    refuses(
        X,
        "attribute units of 't': \"K\" in a.nc; \"degC\" in b.nc. Correct them in preprocess (with"
            + " mapFloats or mapDoubles where the values differ, with setAttribute where only the"
            + " attribute does), or choose policy(Aspect.UNITS, Policy.CONVERT) in the target.",
        a,
        b);
    Combined combined = Combined.along("time", X.policy(Aspect.UNITS, Policy.CONVERT), a, b);
    assertThat(combined.unpacked("t")).containsExactly(280, 281.5, 283.15, 268.15);
    assertThat(combined.metadata("t").attributes().text("units")).hasValue("K");
    Combined first = Combined.along("time", X.policy(Aspect.UNITS, Policy.FIRST), a, b);
    assertThat(first.unpacked("t")).containsExactly(280, 281.5, 10, -5);
    refuses(
        X.policy(Aspect.UNITS, Policy.CONVERT),
        "units that cannot be converted of 't': \"K\" in the first file; \"m s-1\" in another."
            + " Correct them with setAttribute in preprocess.",
        a,
        field("m s-1", 1, 1, 2));
  }

  @Test
  void staticVariablesAreWrittenOnceAndComparedInAllFiles() throws IOException {
    Dataset a = grid(0, 1);
    Dataset b = grid(1, 1);
    Combined combined = Combined.along("time", X, a, b);
    assertThat(combined.array("crs").longAt(0)).isEqualTo(7);
    assertThat(combined.array("area").shape()).containsExactly(1, 2);
    Dataset c = grid(2, 1.5);
    refuses(
        X,
        "values of 'area': 1.0 at index 1 of [0.0, 1.0] in a.nc, b.nc; 1.5 at index 1 of [0.0,"
            + " 1.5] in c.nc. A variable without the dimension of an axis must be the same in all"
            + " files along it: add the dimension with expand, drop it in preprocess, or choose"
            + " policy(Aspect.STATIC_VALUES, Policy.FIRST or Policy.DROP) in the target.",
        a,
        b,
        c);
    Target first = X.policy(Aspect.STATIC_VALUES, Policy.FIRST);
    assertThat(Combined.along("time", first, a, b, c).unpacked("area")).containsExactly(0, 1);
    Target drop = X.policy(Aspect.STATIC_VALUES, "area", Policy.DROP);
    assertThat(Combined.along("time", drop, a, b, c).plan().metadata().arrays())
        .extracting(array -> array.name())
        .containsExactly("time", "crs");
  }

  private static Dataset grid(double time, double area) {
    return times(time)
        .with(
            "crs",
            List.of(),
            Attributes.NONE,
            InMemoryDataset.integers(DataType.INT32, 7).reshape())
        .with(
            "area",
            List.of("y", "x"),
            Attributes.NONE,
            InMemoryDataset.doubles(0, area).reshape(1, 2));
  }

  @Test
  void aVariableMissingFromSomeFilesIsFilledOrDroppedByChoice() throws IOException {
    Dataset a = times(0, 1).withDoubles("t", "time", 10, 11).withDoubles("s", "time", 1, 2);
    Dataset b = times(2).withDoubles("t", "time", 12);
    refuses(
        X,
        "presence of 's': present in a.nc; missing in b.nc. Drop it in preprocess, or choose"
            + " policy(Aspect.PRESENCE, Policy.FILL or Policy.DROP) in the target.",
        a,
        b);
    Combined filled = Combined.along("time", X.policy(Aspect.PRESENCE, Policy.FILL), a, b);
    assertThat(filled.unpacked("s")).containsExactly(1, 2, Double.NaN);
    Combined dropped = Combined.along("time", X.policy(Aspect.PRESENCE, Policy.DROP), a, b);
    assertThat(dropped.notices("s"))
        .containsExactly("left out: presence of 's': present in a.nc; missing in b.nc.");
    assertThat(dropped.plan().metadata().arrays())
        .extracting(array -> array.name())
        .containsExactly("time", "t");
  }

  @Test
  void integersAreFilledOnlyWithAFillValue() throws IOException {
    Block number = InMemoryDataset.integers(DataType.INT16, 5);
    Dataset a = times(0).with("n", List.of("time"), Attributes.NONE, number);
    Dataset b = times(1);
    Target fill = X.policy(Aspect.PRESENCE, Policy.FILL);
    refuses(
        fill,
        "missing values of 'n': Not all files have it, and no value of int16 stands for that: give it"
            + " one with variable(\"n\", Encoding.asInFiles().fill(…)) in the target.",
        a,
        b);
    Combined combined =
        Combined.along("time", fill.variable("n", Encoding.asInFiles().fill(-1)), a, b);
    assertThat(combined.array("n")).isEqualTo(InMemoryDataset.integers(DataType.INT16, 5, -1));
    refuses(
        fill.variable("n", Encoding.asInFiles().fill(0.5)),
        "fill value of 'n': Its type int16 has no value 0.5: choose another in the encoding.",
        a,
        b);
  }

  @Test
  void typesThatDifferAreWidenedByChoice() throws IOException {
    Dataset a = number(0, DataType.INT16, 5);
    Dataset b = number(1, DataType.UINT16, 60_000);
    refuses(
        X,
        "data type of 'n': int16 in a.nc; uint16 in b.nc. Use cast in preprocess, or choose"
            + " policy(Aspect.TYPE, Policy.CONVERT) in the target.",
        a,
        b);
    Target convert = X.policy(Aspect.TYPE, Policy.CONVERT);
    assertThat(Combined.along("time", convert, a, b).array("n"))
        .isEqualTo(InMemoryDataset.integers(DataType.INT32, 5, 60_000));
    refuses(
        convert,
        "data type of 'n': int64 in a.nc; uint64 in b.nc. No type has all values of both: use cast in"
            + " preprocess or an encoding with cast.",
        number(0, DataType.INT64, 5),
        number(1, DataType.UINT64, 6));
  }

  private static Dataset number(double time, DataType type, long value) {
    return times(time)
        .with("n", List.of("time"), Attributes.NONE, InMemoryDataset.integers(type, value));
  }

  @Test
  void attributesOfEqualNumbersAreOneWhateverTheirTypeAndOthersAreToldWithIt() throws IOException {
    Dataset a = times(0).with("t", List.of("time"), scaled(0.5f), InMemoryDataset.doubles(1));
    Dataset b = times(1).with("t", List.of("time"), scaled(0.5), InMemoryDataset.doubles(2));
    assertThat(Combined.along("time", X, a, b).notices("t")).isEmpty();
    Dataset c = times(0).with("t", List.of("time"), scaled(0.1f), InMemoryDataset.doubles(1));
    Dataset d = times(1).with("t", List.of("time"), scaled(0.1), InMemoryDataset.doubles(2));
    refuses(
        X,
        "attribute scale_factor of 't': 0.1 (float32) in a.nc; 0.1 (float64) in b.nc. To store"
            + " unpacked values choose policy(Aspect.PACKING, Policy.CONVERT) in the target; or give"
            + " the variable an encoding with pack.",
        c,
        d);
  }

  private static Attributes scaled(Number scale) {
    return Attributes.NONE.with("scale_factor", scale);
  }
}
