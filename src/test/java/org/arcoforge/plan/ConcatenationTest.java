package org.arcoforge.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import java.util.TreeMap;
import java.util.stream.IntStream;
import org.arcoforge.plan.Layout.Runs;
import org.junit.jupiter.api.Test;

/** Files of unequal length, one after another. */
final class ConcatenationTest {
  private static Layout layout(long... lengths) {
    TreeMap<Integer, Long> byKey = new TreeMap<>();
    for (int key = 0; key < lengths.length; key++) {
      byKey.put(key, lengths[key]);
    }
    return Layout.concatenated(0, byKey);
  }

  private static Runs runs(long... lengths) {
    return layout(lengths).runs(new int[] {0});
  }

  private static long[] starts(Runs runs) {
    return IntStream.range(0, runs.size()).mapToLong(runs::start).toArray();
  }

  @Test
  void aFileStartsWhereAllBeforeItEnd() {
    assertThat(starts(runs(2, 2, 3, 2, 2))).containsExactly(0, 2, 4, 7, 9);
    assertThat(layout(2, 2, 3, 2, 2).length()).isEqualTo(11);
  }

  @Test
  void everyElementIsInTheFileThatItsNumberSays() {
    Runs runs = runs(2, 4, 3);
    int[] fileOf = {0, 0, 1, 1, 1, 1, 2, 2, 2};
    for (int element = 0; element < fileOf.length; element++) {
      int run = runs.from(element);
      assertThat(runs.key(run)).as("element %d", element).isEqualTo(fileOf[element]);
      assertThat(runs.start(run)).isLessThanOrEqualTo(element);
      assertThat(runs.end(run)).isGreaterThan(element);
      assertThat(runs.inFile(run)).isZero();
    }
    assertThat(runs.from(9)).isEqualTo(runs.size());
  }

  @Test
  void aFileWithoutElementsTakesNoPlace() {
    Runs runs = runs(2, 0, 3);
    assertThat(starts(runs)).containsExactly(0, 2);
    assertThat(runs.key(1)).isEqualTo(2);
    assertThat(runs.count()).isEqualTo(5);
  }

  @Test
  void aKeyWithoutFilesTakesNoPlace() {
    Layout layout = Layout.concatenated(0, new TreeMap<>(Map.of(1, 2L, 4, 3L)));
    assertThat(layout.length()).isEqualTo(5);
    assertThat(starts(layout.runs(new int[] {0}))).containsExactly(0, 2);
    assertThat(layout.runs(new int[] {0}).key(0)).isEqualTo(1);
    assertThat(layout.runs(new int[] {0}).key(1)).isEqualTo(4);
  }
}
