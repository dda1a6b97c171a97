package org.arcoforge.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MappingTest {
  private static Dataset of(Attributes attributes, Block values) {
    return InMemoryDataset.empty()
        .withDoubles("other", "x", new double[values.size()])
        .with("v", List.of("x"), attributes, values);
  }

  private static AttributeValue numbers(DataType type, Number... values) {
    return AttributeValue.numbers(type, List.of(values));
  }

  @Test
  void castKeepsValuesAndTypedAttributes() throws IOException {
    Attributes attributes =
        Attributes.NONE
            .with("_FillValue", numbers(DataType.INT16, -999))
            .with("missing_value", numbers(DataType.FLOAT64, -998.0))
            .with("valid_range", numbers(DataType.INT16, 0, 100))
            .with("scale_factor", 0.5)
            .with("valid_max", numbers(DataType.FLOAT64, 50.0))
            .with("units", "K");
    Dataset view =
        of(attributes, InMemoryDataset.integers(DataType.INT16, -999, 0, 7))
            .cast("v", DataType.FLOAT32);
    assertThat(view.read("v")).isEqualTo(InMemoryDataset.floats(DataType.FLOAT32, -999, 0, 7));
    assertThat(view.schema().variable("v").type()).isEqualTo(DataType.FLOAT32);
    assertThat(view.schema().variable("v").attributes())
        .isEqualTo(
            Attributes.NONE
                .with("_FillValue", numbers(DataType.FLOAT32, -999))
                .with("missing_value", numbers(DataType.FLOAT32, -998.0))
                .with("valid_range", numbers(DataType.FLOAT32, 0, 100))
                .with("scale_factor", 0.5)
                .with("valid_max", numbers(DataType.FLOAT64, 50.0))
                .with("units", "K"));
    assertThat(view.read("other").type()).isEqualTo(DataType.FLOAT64);
  }

  @Test
  void aMissingValueOfAWiderTypeStaysTheValueThatItMatched() throws IOException {
    Attributes attributes = Attributes.NONE.with("missing_value", numbers(DataType.FLOAT64, -99.9));
    Dataset view =
        of(attributes, InMemoryDataset.floats(DataType.FLOAT32, -99.9, 1))
            .cast("v", DataType.FLOAT64);
    assertThat(view.read("v").doubleAt(0)).isEqualTo((double) -99.9f);
    assertThat(view.schema().variable("v").attributes().number("missing_value"))
        .hasValue((double) -99.9f);
  }

  @Test
  void aMissingValueThatTheTypeDoesNotHaveStays() {
    Attributes attributes = Attributes.NONE.with("missing_value", 1e20);
    Dataset view =
        of(attributes, InMemoryDataset.integers(DataType.INT16, 1)).cast("v", DataType.INT32);
    assertThat(view.schema().variable("v").attributes()).isEqualTo(attributes);
  }

  @Test
  void castRefusesToLoseAnything() {
    Dataset view = of(Attributes.NONE, InMemoryDataset.doubles(1, 0.5)).cast("v", DataType.INT32);
    assertThatThrownBy(() -> view.read("v"))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "Cannot cast variable 'v' from float64 to int32: it has no value 0.5, which is at [1]."
                + " Cast to a wider type or castLossy.");
    Dataset narrow = of(Attributes.NONE, InMemoryDataset.doubles(0.1)).cast("v", DataType.FLOAT32);
    assertThatThrownBy(() -> narrow.read("v")).hasMessageContaining("it has no value 0.1, which");
    Dataset nan =
        of(Attributes.NONE, InMemoryDataset.doubles(Double.NaN)).castLossy("v", DataType.INT64);
    assertThatThrownBy(() -> nan.read("v"))
        .hasMessageEndingWith("it has no value NaN, which is at [0]. Cast to a wider type.");
    Dataset big =
        of(Attributes.NONE, InMemoryDataset.integers(DataType.UINT64, -1))
            .castLossy("v", DataType.INT64);
    assertThatThrownBy(() -> big.read("v")).hasMessageContaining("18446744073709551615");
    Dataset half =
        of(Attributes.NONE, InMemoryDataset.integers(DataType.INT64, Long.MIN_VALUE))
            .cast("v", DataType.FLOAT16);
    assertThatThrownBy(() -> half.read("v")).hasMessageContaining("-9223372036854775808");
  }

  @Test
  void castLossyRoundsToTheNearest() throws IOException {
    Dataset source = of(Attributes.NONE, InMemoryDataset.doubles(0.5, 1.5, -1.6, 0.1));
    assertThat(source.castLossy("v", DataType.INT8).read("v"))
        .isEqualTo(InMemoryDataset.integers(DataType.INT8, 0, 2, -2, 0));
    assertThat(source.castLossy("v", DataType.FLOAT32).read("v").doubleAt(3)).isEqualTo(0.1f);
    Dataset huge = of(Attributes.NONE, InMemoryDataset.doubles(1e300));
    assertThatThrownBy(() -> huge.castLossy("v", DataType.FLOAT32).read("v"))
        .hasMessageContaining("it has no value 1.0E300");
  }

  @Test
  void castLossyMakesNoValueMissing() throws IOException {
    Attributes fill = Attributes.NONE.with("_FillValue", 0.0);
    Dataset view = of(fill, InMemoryDataset.doubles(0, 0.25)).castLossy("v", DataType.INT16);
    assertThatThrownBy(() -> view.read("v"))
        .hasMessage(
            "Cannot cast variable 'v' from float64 to int16: 0.25 at [1] would become a fill value.");
    assertThat(view.read("v", Region.all(1)).longAt(0)).isZero();
  }

  @Test
  void castRefusesTextAndAttributesThatDoNotFit() {
    Dataset text = of(Attributes.NONE, Block.ofStrings(new String[] {"a"}, 1));
    assertThatThrownBy(() -> text.cast("v", DataType.INT8))
        .hasMessage("Cannot cast variable 'v' from string to int8: only numbers can be cast.");
    Dataset fill = of(Attributes.NONE.with("_FillValue", Double.NaN), InMemoryDataset.doubles(1));
    assertThatThrownBy(() -> fill.cast("v", DataType.INT8))
        .hasMessage(
            "Cannot cast variable 'v' from float64 to int8: its attribute '_FillValue' is NaN."
                + " Set another or remove it.");
  }

  /** Against arbitrary-precision arithmetic. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void castIsExactOrFails(long seed) {
    Random random = new Random(seed);
    DataType[] types = DataType.values();
    for (int round = 0; round < 250; round++) {
      DataType from = types[random.nextInt(11)];
      DataType to = types[random.nextInt(11)];
      Block source = Block.allocate(from, 1);
      random.nextBytes(source.bytes());
      if (random.nextBoolean() && from.isInteger()) {
        source.setLong(0, source.longAt(0) >> random.nextInt(64));
      } else if (from.isFloat() && random.nextBoolean()) {
        source.setDouble(0, Math.scalb(random.nextInt(9) - 4.0, random.nextInt(70) - 3));
      }
      Block target = Block.allocate(to, 1);
      boolean done = Conversion.exact(from, to).convert(source, target, 0);
      Number before = Conversion.number(source, 0);
      boolean finite = !(before instanceof Double d) || Double.isFinite(d);
      if (!finite) {
        assertThat(done)
            .as("seed %d: %s from %s to %s", seed, before, from, to)
            .isEqualTo(to.isFloat());
      } else {
        BigDecimal exact = exact(before);
        assertThat(done)
            .as("seed %d: %s from %s to %s", seed, before, from, to)
            .isEqualTo(has(to, exact));
        if (done) {
          assertThat(exact(Conversion.number(target, 0)))
              .as("seed %d: %s from %s to %s", seed, before, from, to)
              .isEqualByComparingTo(exact);
        }
      }
    }
  }

  private static BigDecimal exact(Number number) {
    return number instanceof Double d
        ? new BigDecimal(d)
        : new BigDecimal(new BigInteger(number.toString()));
  }

  /** Whether a type has a value: within bounds, and of few enough significant bits. */
  private static boolean has(DataType type, BigDecimal value) {
    if (value.signum() == 0) {
      return true;
    }
    int bits = 8 * type.byteSize();
    if (type.isInteger()) {
      if (value.stripTrailingZeros().scale() > 0) {
        return false;
      }
      BigInteger whole = value.toBigIntegerExact();
      return type.isUnsigned()
          ? whole.signum() >= 0 && whole.bitLength() <= bits
          : whole.bitLength() < bits;
    }
    int precision = bits == 64 ? 53 : bits == 32 ? 24 : 11;
    int most = bits == 64 ? 1023 : bits == 32 ? 127 : 15;
    // As an integer times a power of two: all values here are such.
    BigDecimal scaled = value.abs();
    int exponent = 0;
    while (scaled.stripTrailingZeros().scale() > 0) {
      scaled = scaled.multiply(BigDecimal.valueOf(2));
      exponent--;
    }
    BigInteger whole = scaled.toBigIntegerExact();
    exponent += whole.getLowestSetBit();
    int length = whole.bitLength() - whole.getLowestSetBit();
    int top = exponent + length - 1;
    int lowest = 1 - most - (precision - 1);
    return length <= precision && top <= most && exponent >= lowest;
  }

  @Test
  void mapPassesMissingValues() throws IOException {
    Attributes missing =
        Attributes.NONE
            .with("_FillValue", numbers(DataType.FLOAT32, -99.9f))
            .with("missing_value", numbers(DataType.FLOAT64, -1.0, Double.NaN));
    Block values = InMemoryDataset.floats(DataType.FLOAT32, -99.9, 3, -1, Double.NaN, 40_000);
    Dataset view = of(missing, values).mapFloats("v", v -> v < 32_767 ? v * 2 : Float.NaN);
    assertThat(view.read("v"))
        .isEqualTo(InMemoryDataset.floats(DataType.FLOAT32, -99.9, 6, -1, Double.NaN, Double.NaN));
    assertThat(view.schema()).isEqualTo(of(missing, values).schema());
  }

  @Test
  void mapSeesNanUnlessItIsMissing() throws IOException {
    Dataset source = of(Attributes.NONE, InMemoryDataset.doubles(Double.NaN, 2));
    assertThat(source.mapDoubles("v", v -> Double.isNaN(v) ? 0 : -v).read("v"))
        .isEqualTo(InMemoryDataset.doubles(0, -2));
    assertThat(source.mapDoubles("v", v -> 1).read("other")).isEqualTo(source.read("other"));
    Dataset half = of(Attributes.NONE, InMemoryDataset.floats(DataType.FLOAT16, 0.5));
    assertThat(half.mapFloats("v", v -> v + 1).read("v").doubleAt(0)).isEqualTo(1.5);
  }

  @Test
  void mapRefusesOtherTypesAndPackedValues() {
    Dataset integers = of(Attributes.NONE, InMemoryDataset.integers(DataType.INT16, 1));
    assertThatThrownBy(() -> integers.mapFloats("v", v -> v))
        .hasMessage(
            "Cannot map the values of variable 'v': its type is int16. Cast it to float32 first,"
                + " or use derive.");
    assertThatThrownBy(() -> integers.mapDoubles("v", v -> v))
        .hasMessageEndingWith("its type is int16. Cast it to float64 first, or use derive.");
    Dataset doubles = of(Attributes.NONE, InMemoryDataset.doubles(1));
    assertThatThrownBy(() -> doubles.mapFloats("v", v -> v))
        .hasMessageEndingWith("its type is float64. Use mapDoubles.");
    Dataset floats = of(Attributes.NONE, InMemoryDataset.floats(DataType.FLOAT32, 1));
    assertThatThrownBy(() -> floats.mapDoubles("v", v -> v))
        .hasMessageEndingWith("its type is float32. Use mapFloats or cast it first.");
    Dataset packed = of(Attributes.NONE.with("add_offset", 5.0), InMemoryDataset.doubles(1));
    assertThatThrownBy(() -> packed.mapDoubles("v", v -> v))
        .hasMessage(
            "Cannot map the values of variable 'v': it is packed, add_offset is 5.0."
                + " Use derive, or remove that attribute.");
  }
}
