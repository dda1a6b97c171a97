package org.arcoforge.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class StatisticsTest {
  private static Statistics of(double... values) {
    Statistics statistics = new Statistics();
    for (double value : values) {
      statistics.add(value);
    }
    return statistics;
  }

  @Test
  void missingAndInfiniteValuesAreCountedAndLeftOut() {
    Statistics found = of(1, Double.NaN, 5, Double.POSITIVE_INFINITY, -3);
    assertThat(found.values()).isEqualTo(5);
    assertThat(found.missing()).isEqualTo(1);
    assertThat(found.infinite()).isEqualTo(1);
    assertThat(found.lowest()).isEqualTo(-3);
    assertThat(found.highest()).isEqualTo(5);
    assertThat(found.mean()).isEqualTo(1);
    assertThat(found.missingPart()).isEqualTo(0.2);
    assertThat(found.isAllMissing()).isFalse();
  }

  @Test
  void whatHasNoValueHasNoExtremes() {
    assertThat(of(Double.NaN).isAllMissing()).isTrue();
    assertThat(of(Double.NaN).lowest()).isNaN();
    assertThat(of(Double.NaN).highest()).isNaN();
    assertThat(of(Double.NaN).mean()).isNaN();
    assertThat(of().isAllMissing()).isFalse();
  }

  @Test
  void sumsOfTwoAreThoseOfAll() {
    Statistics both = of(1, 2, Double.NaN);
    both.addAll(of(9, Double.NEGATIVE_INFINITY));
    assertThat(both.values()).isEqualTo(5);
    assertThat(both.finite()).isEqualTo(3);
    assertThat(both.mean()).isEqualTo(4);
    assertThat(both.highest()).isEqualTo(9);
  }

  @Test
  void theMeanOfManyEqualValuesIsThatValue() {
    Statistics many = new Statistics();
    for (int i = 0; i < 1_000_000; i++) {
      many.add(0.1);
    }
    assertThat(many.mean()).isEqualTo(0.1);
  }
}
