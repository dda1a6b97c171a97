package org.arcoforge.report;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class LineBinsTest {
  @Test
  void aShortLineHasABinForEachValue() {
    LineBins bins = new LineBins(3, 10);
    bins.add(0, 5);
    bins.add(2, -1);
    assertThat(bins.count()).isEqualTo(3);
    assertThat(bins.valuesPerBin()).isEqualTo(1);
    assertThat(bins.lowest(0)).isEqualTo(5);
    assertThat(bins.lowest(1)).isNaN();
    assertThat(bins.highest(2)).isEqualTo(-1);
  }

  @Test
  void aLongLineKeepsItsExtremes() {
    LineBins bins = new LineBins(1_000, 10);
    for (int i = 0; i < 1_000; i++) {
      bins.add(i, i == 555 ? 1e6 : i == 556 ? Double.POSITIVE_INFINITY : i);
    }
    assertThat(bins.valuesPerBin()).isEqualTo(100);
    assertThat(bins.lowest(5)).isEqualTo(500);
    assertThat(bins.highest(5)).isEqualTo(1e6);
    assertThat(bins.highest(9)).isEqualTo(999);
  }

  @Test
  void aLineIsBrokenWhereValuesAreMissing() {
    LineBins bins = new LineBins(5, 5);
    bins.add(0, 0);
    bins.add(1, 1);
    bins.add(4, 1);
    String path = LineFigure.path(bins, 0, 1, new Axis("x", 5, null));
    assertThat(path.replaceAll("[0-9. ]", "")).isEqualTo("MLML");
  }
}
