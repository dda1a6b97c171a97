package org.arcoforge.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What stored values mean, computed by hand from CF 2.5.1 and 8.1. */
final class ValueCodingTest {
  private static ValueCoding coding(DataType type, Attributes attributes) {
    return ValueCoding.of(Variable.of("v", type, List.of("x"), attributes));
  }

  private static double[] unpacked(DataType type, Attributes attributes, long... stored) {
    ValueCoding coding = coding(type, attributes);
    Block block = InMemoryDataset.integers(type, stored);
    double[] values = new double[stored.length];
    for (int i = 0; i < values.length; i++) {
      values[i] = coding.unpacked(block, i);
    }
    return values;
  }

  private static Attributes scaled(Number scale, Number offset) {
    return Attributes.NONE.with("scale_factor", scale).with("add_offset", offset);
  }

  private static Attributes range(DataType type, Number low, Number high) {
    return Attributes.NONE.with("valid_range", AttributeValue.numbers(type, List.of(low, high)));
  }

  private static Attributes both(Attributes one, Attributes other) {
    Attributes[] all = {one};
    other.forEach((name, value) -> all[0] = all[0].with(name, value));
    return all[0];
  }

  @Test
  void signedBytesMayBeUnsigned() {
    Attributes attributes = Attributes.NONE.with("_Unsigned", "true").with("_FillValue", (byte) -1);
    assertThat(unpacked(DataType.INT8, attributes, 0, 127, -128, -2, -1))
        .containsExactly(0, 127, 128, 254, Double.NaN);
    assertThat(unpacked(DataType.INT16, attributes.without("_FillValue"), -1, -32768))
        .containsExactly(65_535, 32_768);
  }

  @Test
  void aMissingValueOfUnsignedBytesMayBeWrittenAsItReads() {
    Attributes attributes =
        Attributes.NONE.with("_Unsigned", "true").with("missing_value", (short) 255);
    assertThat(unpacked(DataType.INT8, attributes, 0, -1)).containsExactly(0, Double.NaN);
  }

  @Test
  void limitsOfUnsignedBytesAreUnsigned() {
    // valid_range = 0b, -6b as in files of GOES-16: 0 to 250.
    Attributes attributes =
        both(scaled(0.5, 1.0), range(DataType.INT8, (byte) 0, (byte) -6)).with("_Unsigned", "TRUE");
    assertThat(unpacked(DataType.INT8, attributes, 0, 100, -6, -5))
        .containsExactly(1, 51, 126, Double.NaN);
  }

  @Test
  void everyMissingValueCounts() {
    Attributes attributes =
        Attributes.NONE
            .with(
                "missing_value", AttributeValue.numbers(DataType.FLOAT64, List.of(-999.0, -888.0)))
            .with("_FillValue", (short) -777);
    assertThat(unpacked(DataType.INT16, attributes, -999, -888, -777, -666))
        .containsExactly(Double.NaN, Double.NaN, Double.NaN, -666);
  }

  @Test
  void oneMissingValueThatTheTypeHasNotHidesNoOther() {
    Attributes attributes =
        Attributes.NONE.with(
            "missing_value", AttributeValue.numbers(DataType.FLOAT64, List.of(1e20, -999.0)));
    assertThat(unpacked(DataType.INT16, attributes, -999, 3)).containsExactly(Double.NaN, 3);
  }

  @Test
  void limitsInThePackedTypeArePacked() {
    Attributes packed = both(scaled(0.5, 10.0), range(DataType.INT16, (short) 2, (short) 4));
    assertThat(unpacked(DataType.INT16, packed, 1, 2, 4, 5))
        .containsExactly(Double.NaN, 11, 12, Double.NaN);
    Attributes single = scaled(0.5, 10.0).with("valid_min", (short) 2).with("valid_max", (short) 4);
    assertThat(unpacked(DataType.INT16, single, 1, 2, 4, 5))
        .containsExactly(Double.NaN, 11, 12, Double.NaN);
  }

  @Test
  void limitsInTheUnpackedTypeAreUnpacked() {
    Attributes unpacked = both(scaled(0.5, 10.0), range(DataType.FLOAT64, 11, 12));
    assertThat(unpacked(DataType.INT16, unpacked, 1, 2, 4, 5))
        .containsExactly(Double.NaN, 11, 12, Double.NaN);
  }

  @Test
  void aNegativeScaleTurnsPackedLimitsRound() {
    Attributes range = both(scaled(-0.5, 10.0), range(DataType.INT16, (short) 2, (short) 4));
    assertThat(unpacked(DataType.INT16, range, 1, 2, 4, 5))
        .containsExactly(Double.NaN, 9, 8, Double.NaN);
    Attributes single = scaled(-0.5, 10.0).with("valid_min", (short) 2);
    assertThat(unpacked(DataType.INT16, single, 1, 2, 5)).containsExactly(Double.NaN, 9, 7.5);
  }

  @Test
  void aNegativeScaleDoesNotTurnUnpackedLimitsRound() {
    Attributes range = both(scaled(-0.5, 10.0), range(DataType.FLOAT64, 8, 9));
    assertThat(unpacked(DataType.INT16, range, 1, 2, 4, 5))
        .containsExactly(Double.NaN, 9, 8, Double.NaN);
    Attributes single = scaled(-0.5, 10.0).with("valid_max", 9.0);
    assertThat(unpacked(DataType.INT16, single, 1, 2, 5)).containsExactly(Double.NaN, 9, 7.5);
  }

  @Test
  void aLimitThatIsNoNumberLimitsNothing() {
    Attributes attributes = scaled(0.5, 0.0).with("valid_max", Double.NaN);
    assertThat(unpacked(DataType.INT16, attributes, 2)).containsExactly(1);
    assertThat(coding(DataType.INT16, attributes).hasLimits()).isFalse();
  }

  @Test
  void aLimitIsComparedInTheUnpackedWidth() {
    // 100 * 0.01f is 1 in float32, and 0.99999998 in float64.
    Attributes attributes = scaled(0.01f, 0f).with("valid_min", 1f);
    assertThat(unpacked(DataType.INT16, attributes, 99)[0]).isNaN();
    assertThat(unpacked(DataType.INT16, attributes, 100)[0]).isEqualTo(100 * (double) 0.01f);
  }

  @ParameterizedTest
  @CsvSource({
    "INT8, FLOAT32, FLOAT32",
    "INT16, FLOAT32, FLOAT32",
    "UINT16, FLOAT32, FLOAT32",
    "INT32, FLOAT32, FLOAT64",
    "INT64, FLOAT32, FLOAT64",
    "INT16, FLOAT64, FLOAT64",
    "INT16, INT16, FLOAT64",
    "FLOAT32, FLOAT32, FLOAT32",
    "FLOAT64, FLOAT32, FLOAT64",
  })
  void theTypeOfScaleAndDataGivesTheWidth(DataType type, DataType scale, DataType unpacked) {
    Attributes attributes =
        Attributes.NONE.with("scale_factor", AttributeValue.numbers(scale, List.of(2)));
    assertThat(coding(type, attributes).unpackedType()).isEqualTo(unpacked);
    assertThat(coding(type, Attributes.NONE).unpackedType()).isEqualTo(type);
  }

  @Test
  void theWiderOfScaleAndOffsetCounts() {
    assertThat(coding(DataType.INT8, scaled(1f, 0.0)).unpackedType()).isEqualTo(DataType.FLOAT64);
    assertThat(coding(DataType.INT8, scaled(1.0, 0f)).unpackedType()).isEqualTo(DataType.FLOAT64);
  }

  @Test
  void boundsHaveUnitsAndCalendarOfWhatTheyBound() {
    Attributes time =
        Attributes.NONE
            .with("units", "days since 2000-01-01")
            .with("calendar", "noleap")
            .with("climatology", "limits");
    assertThat(bounds(time, Attributes.NONE)).isEqualTo(CfCalendar.NOLEAP);
    assertThat(bounds(time, Attributes.NONE.with("units", "hours since 2000-01-01")))
        .isEqualTo(CfCalendar.NOLEAP);
  }

  private static CfCalendar bounds(Attributes time, Attributes attributes) {
    Variable parent = Variable.of("time", DataType.INT32, List.of("time"), time);
    Variable bounds = Variable.of("limits", DataType.INT32, List.of("time", "nv"), attributes);
    Schema schema =
        Schema.of(
            List.of(Dimension.of("time", 1), Dimension.of("nv", 2)),
            List.of(parent, bounds),
            Attributes.NONE);
    return ValueCoding.of(schema, bounds).time().orElseThrow().calendar();
  }

  @Test
  void codingsAreEqualIfEqualValuesMeanTheSame() {
    ValueCoding one = coding(DataType.INT16, scaled(0.5, 1.0));
    assertThat(one).isEqualTo(coding(DataType.INT16, scaled(0.5f, 1))).hasSameHashCodeAs(one);
    assertThat(one)
        .isNotEqualTo(coding(DataType.INT16, scaled(0.5, 2.0)))
        .isNotEqualTo(coding(DataType.INT32, scaled(0.5, 1.0)))
        .isNotEqualTo(coding(DataType.INT16, scaled(0.5, 1.0).with("units", "m")))
        .isNotEqualTo(coding(DataType.INT16, scaled(0.5, 1.0).with("_FillValue", (short) 1)))
        .isNotEqualTo(coding(DataType.INT16, scaled(0.5, 1.0).with("valid_max", (short) 1)));
    assertThat(one).hasToString("int16 × 0.5 + 1.0");
    assertThat(coding(DataType.INT16, Attributes.NONE.with("units", "m")).describe())
        .isEqualTo("int16 in 'm'");
  }

  @Test
  void scaledTimesAndTextAreNoTimes() {
    Attributes time = Attributes.NONE.with("units", "days since 2000-01-01");
    assertThat(coding(DataType.INT16, time).time()).isPresent();
    assertThat(coding(DataType.INT16, time.with("scale_factor", 2)).time()).isEmpty();
    assertThat(coding(DataType.STRING, time).time()).isEmpty();
    assertThat(coding(DataType.INT16, time.with("calendar", "none")).time()).isEmpty();
  }
}
