package org.arcoforge.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class PlotDimensionsTest {
  @Test
  void theLastTwoDimensionsAreAMapAndTheFirstCountsRecords() {
    assertThat(PlotDimensions.of(List.of(48L, 10L, 73L, 144L)))
        .isEqualTo(new PlotDimensions(2, 3, 0));
    assertThat(PlotDimensions.of(List.of(73L, 144L))).isEqualTo(new PlotDimensions(0, 1, -1));
  }

  @Test
  void dimensionsOfLengthOneAreLeftOut() {
    assertThat(PlotDimensions.of(List.of(48L, 1L, 73L, 144L, 1L)))
        .isEqualTo(new PlotDimensions(2, 3, 0));
    assertThat(PlotDimensions.of(List.of(48L, 1L))).isEqualTo(new PlotDimensions(-1, 0, -1));
    assertThat(PlotDimensions.of(List.of(1L, 1L))).isEqualTo(new PlotDimensions(-1, -1, -1));
    assertThat(PlotDimensions.of(List.of())).isEqualTo(new PlotDimensions(-1, -1, -1));
  }

  @Test
  void boundsAreLines() {
    List<Long> bounds = List.of(48L, 2L);
    assertThat(PlotDimensions.of(bounds).isLines(bounds)).isTrue();
    List<Long> tiny = List.of(3L, 2L);
    assertThat(PlotDimensions.of(tiny).isLines(tiny)).isFalse();
    List<Long> cube = List.of(5L, 48L, 2L);
    assertThat(PlotDimensions.of(cube).isLines(cube)).isFalse();
  }
}
