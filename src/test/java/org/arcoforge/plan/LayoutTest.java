package org.arcoforge.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;

final class LayoutTest {
  private static Layout.Runs runs(long[]... runs) {
    Layout.Runs.Builder builder = new Layout.Runs.Builder();
    for (long[] run : runs) {
      builder.add(run[0], run[1], (int) run[2], run[3]);
    }
    return builder.build();
  }

  @Test
  void filesFollowOneAnother() {
    Layout layout = Layout.concatenated(1, new TreeMap<>(Map.of(0, 2L, 1, 0L, 2, 3L)));
    assertThat(layout.length()).isEqualTo(5);
    assertThat(layout.axis()).isEqualTo(1);
    assertThat(layout.hasGaps()).isFalse();
    Layout.Runs runs = layout.runs(new int[] {7, 8});
    assertThat(runs)
        .isEqualTo(runs(new long[] {0, 2, 0, 0}, new long[] {2, 3, 2, 0}))
        .hasSameHashCodeAs(runs(new long[] {0, 2, 0, 0}, new long[] {2, 3, 2, 0}));
    assertThat(runs.from(1)).isZero();
    assertThat(runs.from(2)).isEqualTo(1);
    assertThat(runs.from(5)).isEqualTo(2);
  }

  @Test
  void runsThatContinueOneAnotherAreOne() {
    assertThat(
            runs(
                new long[] {0, 1, 4, 2},
                new long[] {1, 1, 4, 3},
                new long[] {2, 1, 4, 3},
                new long[] {3, 1, 5, 4},
                new long[] {5, 1, 5, 5}))
        .isEqualTo(
            runs(
                new long[] {0, 2, 4, 2},
                new long[] {2, 1, 4, 3},
                new long[] {3, 1, 5, 4},
                new long[] {5, 1, 5, 5}));
  }

  @Test
  void aRunOfNothingChangesNothing() {
    assertThat(runs(new long[] {0, 0, 1, 1})).isEqualTo(Layout.Runs.NONE);
    assertThat(Layout.Runs.NONE.from(0)).isZero();
    assertThat(Layout.Runs.NONE.count()).isZero();
  }

  @Test
  void theFirstRunBehindAnIndexIsFoundAlsoBetweenRuns() {
    for (long seed = 0; seed < 200; seed++) {
      Random random = new Random(seed);
      Layout.Runs.Builder builder = new Layout.Runs.Builder();
      long start = 0;
      int size = random.nextInt(6);
      for (int i = 0; i < size; i++) {
        start += random.nextInt(3);
        long length = 1L + random.nextInt(3);
        builder.add(start, length, i, 0);
        start += length;
      }
      Layout.Runs runs = builder.build();
      for (long index = 0; index <= start; index++) {
        int expected = 0;
        while (expected < runs.size() && runs.end(expected) <= index) {
          expected++;
        }
        assertThat(runs.from(index)).as("seed %d, index %d", seed, index).isEqualTo(expected);
      }
    }
  }

  @Test
  void runsMayDependOnOtherAxes() {
    Layout.Runs whole = runs(new long[] {0, 3, 0, 0});
    Layout.Runs part = runs(new long[] {1, 2, 0, 0});
    Layout layout = new Layout(3, -1, List.of(1), Map.of(List.of(0), whole, List.of(1), part));
    assertThat(layout.runs(new int[] {5, 0})).isEqualTo(whole);
    assertThat(layout.runs(new int[] {5, 1})).isEqualTo(part);
    assertThat(layout.runs(new int[] {5, 2})).isEqualTo(Layout.Runs.NONE);
    assertThat(layout.hasGaps()).isTrue();
    assertThat(layout.isPlain()).isFalse();
    assertThat(new Layout(3, -1, List.of(), Map.of(List.of(), whole)).isPlain()).isTrue();
    assertThat(new Layout(3, 0, List.of(), Map.of(List.of(), whole)).isPlain()).isFalse();
  }
}
