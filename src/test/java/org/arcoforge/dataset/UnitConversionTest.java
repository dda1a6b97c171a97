package org.arcoforge.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.data.Offset.offset;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UnitConversionTest {
  @ParameterizedTest
  @CsvSource({
    "degC, K, 10, 283.15",
    "K, degC, 273.15, 0",
    "Celsius, K, -273.15, 0",
    "degF, degC, 212, 100",
    "hPa, Pa, 1013.25, 101325",
    "mbar, hPa, 1000, 1000",
    "km/h, m s-1, 36, 10",
    "kg m-2 s-1, 'g m-2 s-1', 0.5, 500",
    "%, 1, 50, 0.5",
    "mm, m, 3, 0.003",
    "g/kg, kg/kg, 7, 0.007",
    "hours, days, 36, 1.5",
    "degree, radian, 180, 3.141592653589793",
    "' m ', m, 4, 4",
  })
  void compatibleUnitsConvert(String from, String to, double value, double expected) {
    assertThat(UnitConversion.between(from, to).orElseThrow().applyAsDouble(value))
        .isCloseTo(expected, offset(1e-12 * Math.max(1, Math.abs(expected))));
  }

  @ParameterizedTest
  @CsvSource({"K, m", "m, s", "m s-1, m", "K, nonsense", "'', K", "K, ''", "m, m2"})
  void otherUnitsDoNot(String from, String to) {
    assertThat(UnitConversion.between(from, to)).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "days since 2000-01-01, days since 2001-01-01",
    "weeks since 2000-01-01, days since 2000-01-01",
    "days, days since 2000-01-01",
    "days since 2000-01-01, days",
  })
  void datesAreNotConvertedAsTheCalendarIsNotKnown(String from, String to) {
    assertThat(UnitConversion.between(from, to)).isEmpty();
  }

  @Test
  void equalTextIsIdenticalEvenIfItIsNoUnit() {
    double[] values = {1, Double.NaN, Double.POSITIVE_INFINITY};
    for (double value : values) {
      assertThat((Object) UnitConversion.between("PSU?", "PSU?").orElseThrow().applyAsDouble(value))
          .isEqualTo(value);
    }
  }

  @Test
  void infinitiesAndNanStay() {
    var convert = UnitConversion.between("degC", "K").orElseThrow();
    assertThat(convert.applyAsDouble(Double.NaN)).isNaN();
    assertThat(convert.applyAsDouble(Double.NEGATIVE_INFINITY)).isEqualTo(Double.NEGATIVE_INFINITY);
  }

  @Test
  void manyThreadsConvertAlike() {
    long wrong =
        IntStream.range(0, 2000)
            .parallel()
            .filter(
                i -> {
                  var convert = UnitConversion.between("km", i % 2 == 0 ? "m" : "cm").orElseThrow();
                  return Math.abs(convert.applyAsDouble(i) - i * (i % 2 == 0 ? 1e3 : 1e5)) > 1e-6;
                })
            .count();
    assertThat(wrong).isZero();
  }
}
