package org.arcoforge.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

final class RegionTest {
  private static final Region REGION = Region.of(new long[] {2, 10}, new long[] {3, 5});

  @Test
  void theRegionOfAScalarHasOneElement() {
    assertThat(Region.all().size()).isEqualTo(1);
    assertThat(Region.all().intersect(Region.all())).contains(Region.all());
  }

  @Test
  void intersectGivesTheCommonPart() {
    assertThat(REGION.intersect(Region.of(new long[] {4, 0}, new long[] {9, 12})))
        .contains(Region.of(new long[] {4, 10}, new long[] {1, 2}));
    assertThat(REGION.intersect(Region.of(new long[] {5, 0}, new long[] {9, 99}))).isEmpty();
    assertThat(REGION.intersect(Region.of(new long[] {2, 10}, new long[] {0, 5}))).isEmpty();
  }

  @Test
  void containsComparesBothEnds() {
    assertThat(REGION.contains(REGION)).isTrue();
    assertThat(REGION.contains(REGION.shift(1, 1))).isFalse();
    assertThat(REGION.contains(REGION.with(0, 3, 2))).isTrue();
  }

  @Test
  void textShowsHalfOpenRanges() {
    assertThat(REGION).hasToString("[2:5, 10:15]");
  }

  @Test
  void negativeNumbersAndUnequalRanksAreRefused() {
    assertThatThrownBy(() -> Region.of(new long[] {0}, new long[] {-1}))
        .hasMessage(
            "Invalid region: origin [0], shape [-1] (must be of equal rank, with no negative number).");
    assertThatThrownBy(() -> Region.of(new long[] {0}, new long[] {1, 1}))
        .hasMessageContaining("equal rank");
  }
}
