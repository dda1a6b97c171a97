package org.arcoforge.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TicksTest {
  private static List<String> labels(List<BigDecimal> ticks) {
    return ticks.stream().map(Ticks::label).toList();
  }

  @Test
  void ticksAreRoundNumbersWithinTheRange() {
    assertThat(labels(Ticks.round(-18, 18, 6)))
        .containsExactly("-15", "-10", "-5", "0", "5", "10", "15");
    assertThat(labels(Ticks.round(0, 1, 5))).containsExactly("0", "0.2", "0.4", "0.6", "0.8", "1");
    assertThat(labels(Ticks.round(1000.1, 1000.35, 5)))
        .containsExactly("1000.1", "1000.15", "1000.2", "1000.25", "1000.3", "1000.35");
    assertThat(labels(Ticks.round(0, 3e-9, 3))).containsExactly("0", "1e-09", "2e-09", "3e-09");
  }

  @Test
  void ticksOfAnEmptyOrEndlessRangeAreNone() {
    assertThat(Ticks.round(1, 1, 5)).isEmpty();
    assertThat(Ticks.round(2, 1, 5)).isEmpty();
    assertThat(Ticks.round(Double.NaN, 1, 5)).isEmpty();
    assertThat(Ticks.round(0, Double.POSITIVE_INFINITY, 5)).isEmpty();
    assertThat(Ticks.round(-Double.MAX_VALUE, Double.MAX_VALUE, 5)).isEmpty();
  }

  @Test
  void degreesAreMarkedInPartsOfACircle() {
    assertThat(labels(Ticks.degrees(-90, 90, 5)))
        .containsExactly("-90", "-60", "-30", "0", "30", "60", "90");
    assertThat(labels(Ticks.degrees(20, 377.5, 5))).containsExactly("90", "180", "270", "360");
    assertThat(labels(Ticks.degrees(1, 2, 5)))
        .containsExactly("1", "1.2", "1.4", "1.6", "1.8", "2");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 0",
    "0.1, 0.1",
    "12.3456789, 12.346",
    "-0.00012345678, -0.00012346",
    "0.00001, 1e-05",
    "1234567, 1234600",
    "12345678, 1.2346e+07",
    "NaN, nan",
    "Infinity, inf",
  })
  void numbersHaveFiveDigits(double value, String expected) {
    assertThat(Ticks.number(value)).isEqualTo(expected);
  }
}
