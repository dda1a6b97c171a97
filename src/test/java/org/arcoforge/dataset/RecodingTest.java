package org.arcoforge.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.arcoforge.dataset.Recoding.Bound;
import org.junit.jupiter.api.Test;

/** Stored values of one coding become those of another, or are named. */
final class RecodingTest {
  private static final Bound ROUNDED = new Bound(true, 0);

  private static ValueCoding coding(DataType type, Attributes attributes) {
    return ValueCoding.of(Variable.of("v", type, List.of("x"), attributes));
  }

  private static ValueCoding plain(DataType type) {
    return coding(type, Attributes.NONE);
  }

  private static Attributes fill(Number value) {
    return Attributes.NONE.with("_FillValue", value);
  }

  private static Attributes scaled(double scale, double offset) {
    return Attributes.NONE.with("scale_factor", scale).with("add_offset", offset);
  }

  private static Block recode(ValueCoding from, ValueCoding to, Bound bound, Block block)
      throws IOException {
    return Recoding.between(from, to, bound)
        .orElseThrow()
        .recode(block, Region.all(block.size()), "'v' of a.nc");
  }

  private static void refuses(
      ValueCoding from, ValueCoding to, Bound bound, Block block, String message) {
    assertThatThrownBy(() -> recode(from, to, bound, block))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "Cannot convert "
                + message
                + ". Choose another type, packing or fill value for it in the target.");
  }

  private static Block ints(DataType type, long... values) {
    return InMemoryDataset.integers(type, values);
  }

  private static Block floats(DataType type, double... values) {
    return InMemoryDataset.floats(type, values);
  }

  @Test
  void equalCodingsKeepTheBlock() throws IOException {
    ValueCoding coding = coding(DataType.INT16, scaled(0.1, 3));
    Block block = ints(DataType.INT16, 1, -1);
    assertThat(recode(coding, coding, Bound.EXACT, block)).isSameAs(block);
    assertThat(Recoding.between(coding, coding, Bound.EXACT).orElseThrow().isIdentity()).isTrue();
  }

  @Test
  void nanPayloadsOfEqualCodingsStay() throws IOException {
    Block block = Block.allocate(DataType.FLOAT64, 1);
    block.bytes()[7] = 0x7f;
    block.bytes()[6] = (byte) 0xf8;
    block.bytes()[0] = 5;
    ValueCoding coding = plain(DataType.FLOAT64);
    assertThat(recode(coding, coding, Bound.EXACT, block).bytes()).containsExactly(block.bytes());
  }

  @Test
  void signedBytesBecomeUnsignedTogetherWithTheirFillValue() throws IOException {
    ValueCoding from = coding(DataType.INT8, fill((byte) -1).with("_Unsigned", "true"));
    ValueCoding to = coding(DataType.UINT8, Attributes.NONE.with("_FillValue", (short) 255));
    assertThat(recode(from, to, Bound.EXACT, ints(DataType.INT8, 0, 127, -128, -2, -1)))
        .isEqualTo(ints(DataType.UINT8, 0, 127, 128, 254, 255));
    ValueCoding other = coding(DataType.UINT8, Attributes.NONE.with("_FillValue", (short) 200));
    refuses(
        from,
        other,
        Bound.EXACT,
        ints(DataType.INT8, 0, -56),
        "-56 at [1] of 'v' of a.nc from int8 × 1.0 + 0.0 to uint8: it would stand for a missing"
            + " value");
  }

  @Test
  void limitsAreHonouredWhereValuesAreUnpacked() throws IOException {
    ValueCoding from =
        coding(
            DataType.INT16,
            scaled(0.5, 0).with("valid_min", (short) -2).with("valid_max", (short) 2));
    Block block = ints(DataType.INT16, -3, -2, 2, 3);
    assertThat(recode(from, plain(DataType.FLOAT64), Bound.EXACT, block))
        .isEqualTo(floats(DataType.FLOAT64, Double.NaN, -1, 1, Double.NaN));
    refuses(
        from,
        plain(DataType.INT16),
        ROUNDED,
        block,
        "-3 at [0] of 'v' of a.nc from int16 × 0.5 + 0.0 to int16: it is missing, and no value stands"
            + " for that");
  }

  @Test
  void everyMissingValueBecomesTheOne() throws IOException {
    Attributes several =
        fill(-1).with("missing_value", AttributeValue.numbers(DataType.INT32, List.of(-2, -3)));
    assertThat(
            recode(
                coding(DataType.INT32, several),
                coding(DataType.INT32, fill(-9)),
                Bound.EXACT,
                ints(DataType.INT32, 1, -1, -2, -3, -4)))
        .isEqualTo(ints(DataType.INT32, 1, -9, -9, -9, -4));
  }

  @Test
  void nanAndInfinitiesAreKeptOrNamed() throws IOException {
    Block block = floats(DataType.FLOAT64, Double.NaN, Double.POSITIVE_INFINITY, -0.0);
    assertThat(recode(plain(DataType.FLOAT64), plain(DataType.FLOAT32), Bound.EXACT, block))
        .isEqualTo(floats(DataType.FLOAT32, Double.NaN, Double.POSITIVE_INFINITY, -0.0));
    ValueCoding packed = coding(DataType.INT16, scaled(1, 0).with("_FillValue", (short) -9));
    refuses(
        plain(DataType.FLOAT64),
        packed,
        new Bound(true, 0.5),
        block,
        "Infinity at [1] of 'v' of a.nc from float64 to int16 × 1.0 + 0.0: it cannot be kept");
    refuses(
        plain(DataType.FLOAT64),
        plain(DataType.INT32),
        ROUNDED,
        block,
        "NaN at [0] of 'v' of a.nc from float64 to int32: it is missing, and no value stands for"
            + " that");
    refuses(
        plain(DataType.FLOAT64),
        plain(DataType.FLOAT32),
        ROUNDED,
        floats(DataType.FLOAT64, 1e300),
        "1.0E300 at [0] of 'v' of a.nc from float64 to float32: it cannot be kept");
  }

  @Test
  void nanBecomesTheFillValueOfFloats() throws IOException {
    assertThat(
            recode(
                coding(DataType.FLOAT32, fill(1e20f)),
                coding(DataType.FLOAT32, fill(-1f)),
                Bound.EXACT,
                floats(DataType.FLOAT32, 1e20f, Double.NaN, 3)))
        .isEqualTo(floats(DataType.FLOAT32, -1, -1, 3));
  }

  @Test
  void longIntegersAreNeverRoundedUnasked() throws IOException {
    long odd = (1L << 53) + 1;
    refuses(
        plain(DataType.INT64),
        plain(DataType.FLOAT64),
        Bound.EXACT,
        ints(DataType.INT64, 1L << 53, odd),
        "9007199254740993 at [1] of 'v' of a.nc from int64 to float64: it cannot be kept");
    assertThat(
            recode(
                plain(DataType.INT64),
                plain(DataType.UINT64),
                Bound.EXACT,
                ints(DataType.INT64, odd)))
        .isEqualTo(ints(DataType.UINT64, odd));
    refuses(
        plain(DataType.UINT64),
        plain(DataType.INT64),
        ROUNDED,
        ints(DataType.UINT64, -1),
        "18446744073709551615 at [0] of 'v' of a.nc from uint64 to int64: it cannot be kept");
  }

  @Test
  void longIntegersWithLimitsAreNotRoundedEither() throws IOException {
    long odd = (1L << 53) + 1;
    ValueCoding from = coding(DataType.INT64, Attributes.NONE.with("valid_min", 0L));
    assertThat(recode(from, plain(DataType.INT64), Bound.EXACT, ints(DataType.INT64, odd)))
        .isEqualTo(ints(DataType.INT64, odd));
    assertThat(recode(from, plain(DataType.UINT64), Bound.EXACT, ints(DataType.INT64, odd)))
        .isEqualTo(ints(DataType.UINT64, odd));
  }

  @Test
  void anExactCastOfPackedValuesIsExact() throws IOException {
    ValueCoding tenths = coding(DataType.INT16, scaled(0.1, 0));
    refuses(
        tenths,
        plain(DataType.FLOAT32),
        Bound.EXACT,
        ints(DataType.INT16, 10, 3),
        "3 at [1] of 'v' of a.nc from int16 × 0.1 + 0.0 to float32: it cannot be kept");
    assertThat(recode(tenths, plain(DataType.FLOAT32), ROUNDED, ints(DataType.INT16, 3)))
        .isEqualTo(floats(DataType.FLOAT32, 0.3f));
    ValueCoding halves = coding(DataType.INT16, scaled(0.5, 0));
    assertThat(recode(halves, plain(DataType.FLOAT32), Bound.EXACT, ints(DataType.INT16, 3)))
        .isEqualTo(floats(DataType.FLOAT32, 1.5));
    refuses(
        halves,
        plain(DataType.INT16),
        Bound.EXACT,
        ints(DataType.INT16, 4, 3),
        "3 at [1] of 'v' of a.nc from int16 × 0.5 + 0.0 to int16: it cannot be kept");
  }

  @Test
  void aSingleScaleUnpacksToFloat32WithoutAnError() throws IOException {
    Attributes single = Attributes.NONE.with("scale_factor", 0.1f);
    assertThat(
            recode(
                coding(DataType.INT16, single),
                plain(DataType.FLOAT32),
                Bound.EXACT,
                ints(DataType.INT16, 3)))
        .isEqualTo(floats(DataType.FLOAT32, (float) (3 * (double) 0.1f)));
  }

  @Test
  void halfPrecisionWidensExactly() throws IOException {
    Block block = floats(DataType.FLOAT16, 0.1, 65504, Double.NaN);
    Block wide = recode(plain(DataType.FLOAT16), plain(DataType.FLOAT32), Bound.EXACT, block);
    assertThat(wide.doubleAt(0)).isEqualTo(0.0999755859375);
    assertThat(wide.doubleAt(1)).isEqualTo(65504);
    assertThat(wide.doubleAt(2)).isNaN();
    refuses(
        plain(DataType.FLOAT32),
        plain(DataType.FLOAT16),
        ROUNDED,
        floats(DataType.FLOAT32, 65520),
        "65520.0 at [0] of 'v' of a.nc from float32 to float16: it cannot be kept");
  }

  @Test
  void packingKeepsToItsBound() throws IOException {
    ValueCoding packed = coding(DataType.INT16, scaled(0.25, 0).with("_FillValue", (short) -32768));
    Block values = floats(DataType.FLOAT64, 0.125, -0.125, 0.374, Double.NaN, 8191.75);
    assertThat(recode(plain(DataType.FLOAT64), packed, new Bound(true, 0.125), values))
        .isEqualTo(ints(DataType.INT16, 0, 0, 1, -32768, 32767));
    refuses(
        plain(DataType.FLOAT64),
        packed,
        new Bound(true, 0.1),
        values,
        "0.125 at [0] of 'v' of a.nc from float64 to int16 × 0.25 + 0.0: it cannot be kept");
    refuses(
        plain(DataType.FLOAT64),
        packed,
        new Bound(true, 0.125),
        floats(DataType.FLOAT64, 0, -8192),
        "-8192.0 at [1] of 'v' of a.nc from float64 to int16 × 0.25 + 0.0: it would stand for a"
            + " missing value");
    refuses(
        plain(DataType.FLOAT64),
        packed,
        new Bound(true, 0.125),
        floats(DataType.FLOAT64, 8192),
        "8192.0 at [0] of 'v' of a.nc from float64 to int16 × 0.25 + 0.0: it cannot be kept");
  }

  @Test
  void unitsAndPackingConvertTogether() throws IOException {
    ValueCoding celsius = coding(DataType.INT16, scaled(0.5, 0).with("units", "degC"));
    ValueCoding kelvin = coding(DataType.FLOAT64, Attributes.NONE.with("units", "K"));
    Block result = recode(celsius, kelvin, Bound.EXACT, ints(DataType.INT16, 20, -20));
    assertThat(result.doubleAt(0)).isEqualTo(283.15);
    assertThat(result.doubleAt(1)).isEqualTo(263.15);
  }

  @Test
  void whatMeansOtherThingsDoesNotConvert() {
    assertThat(Recoding.between(plain(DataType.STRING), plain(DataType.INT8), ROUNDED)).isEmpty();
    assertThat(Recoding.between(plain(DataType.CHAR), plain(DataType.STRING), ROUNDED)).isEmpty();
    assertThat(
            Recoding.between(
                coding(DataType.FLOAT64, Attributes.NONE.with("units", "K")),
                coding(DataType.FLOAT64, Attributes.NONE.with("units", "m")),
                ROUNDED))
        .isEmpty();
    assertThat(
            Recoding.between(
                coding(DataType.FLOAT64, Attributes.NONE.with("units", "days since 2000-01-01")),
                coding(DataType.FLOAT64, Attributes.NONE.with("units", "m")),
                ROUNDED))
        .isEmpty();
  }

  @Test
  void textStays() throws IOException {
    Block block = Block.ofStrings(new String[] {"a", ""}, 2);
    assertThat(recode(plain(DataType.STRING), plain(DataType.STRING), Bound.EXACT, block))
        .isSameAs(block);
  }
}
