package org.arcoforge.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.arcoforge.dataset.Block;
import org.arcoforge.dataset.DataType;
import org.arcoforge.dataset.InMemoryDataset;
import org.arcoforge.recipe.Duplicates;
import org.arcoforge.recipe.Order;
import org.junit.jupiter.api.Test;

final class CoordinateSequenceTest {
  private static CoordinateSequence sequence(Order order, Duplicates kept, Block... blocks) {
    return sequence(new CoordinateOrder(List.of(blocks)), order, kept, blocks);
  }

  private static CoordinateSequence sequence(
      CoordinateOrder values, Order order, Duplicates kept, Block... blocks) {
    int[] keys = IntStream.range(0, blocks.length).toArray();
    int[] files = IntStream.range(100, 100 + blocks.length).toArray();
    return new CoordinateSequence(List.of(blocks), keys, files, values, order, kept, 0);
  }

  private static double[] numbers(CoordinateSequence sequence) {
    return IntStream.range(0, sequence.size()).mapToDouble(sequence::number).toArray();
  }

  private static int[] keys(CoordinateSequence sequence) {
    return IntStream.range(0, sequence.size()).map(sequence::key).toArray();
  }

  @Test
  void strictSequencesStayAsTheyAre() {
    CoordinateSequence up =
        sequence(
            Order.CHECKED,
            Duplicates.ERROR,
            InMemoryDataset.doubles(-1, -0.0),
            InMemoryDataset.doubles(3));
    assertThat(numbers(up)).containsExactly(-1, -0.0, 3);
    assertThat(keys(up)).containsExactly(0, 0, 1);
    assertThat(up.file(2)).isEqualTo(101);
    assertThat(up.firstUnordered()).isEqualTo(-1);
    CoordinateSequence down =
        sequence(Order.CHECKED, Duplicates.ERROR, InMemoryDataset.doubles(5, 4, -4));
    assertThat(down.firstUnordered()).isEqualTo(-1);
    assertThat(numbers(down)).containsExactly(5, 4, -4);
  }

  @Test
  void descentIsTurnedRoundWhenSorted() {
    CoordinateSequence sorted =
        sequence(
            Order.BY_VALUE,
            Duplicates.ERROR,
            InMemoryDataset.doubles(5, 4),
            InMemoryDataset.doubles(1));
    assertThat(numbers(sorted)).containsExactly(1, 4, 5);
    assertThat(keys(sorted)).containsExactly(1, 0, 0);
  }

  @Test
  void theFirstFaultIsFound() {
    CoordinateSequence mixed =
        sequence(Order.CHECKED, Duplicates.ERROR, InMemoryDataset.doubles(1, 3, 2, 3));
    assertThat(mixed.firstUnordered()).isEqualTo(2);
    assertThat(mixed.firstDuplicate()).isEqualTo(3);
    assertThat(mixed.duplicates()).isEqualTo(1);
    CoordinateSequence sorted =
        sequence(Order.BY_VALUE, Duplicates.ERROR, InMemoryDataset.doubles(1, 3, 2, 3));
    assertThat(numbers(sorted)).containsExactly(1, 2, 3, 3);
    assertThat(sorted.firstDuplicate()).isEqualTo(3);
  }

  @Test
  void zerosAreOneAndNansAreOne() {
    CoordinateSequence zeros =
        sequence(Order.CHECKED, Duplicates.ERROR, InMemoryDataset.doubles(0.0, -0.0));
    assertThat(zeros.firstDuplicate()).isEqualTo(1);
    CoordinateSequence nans =
        sequence(
            Order.BY_VALUE,
            Duplicates.FIRST,
            InMemoryDataset.doubles(Double.NaN, 1, Double.NaN, Double.NEGATIVE_INFINITY));
    assertThat(numbers(nans)).containsExactly(Double.NEGATIVE_INFINITY, 1, Double.NaN);
  }

  @Test
  void integersOfAllWidthsAreInOrder() {
    CoordinateSequence unsigned =
        sequence(
            Order.BY_VALUE,
            Duplicates.ERROR,
            InMemoryDataset.integers(DataType.UINT64, -1, 0, Long.MIN_VALUE));
    assertThat(unsigned.value(0).longAt(0)).isZero();
    assertThat(unsigned.value(2).longAt(0)).isEqualTo(-1);
    CoordinateSequence huge =
        sequence(
            Order.BY_VALUE,
            Duplicates.ERROR,
            InMemoryDataset.integers(DataType.INT64, (1L << 60) + 1, 1L << 60));
    assertThat(huge.firstDuplicate()).isEqualTo(-1);
    assertThat(huge.value(1).longAt(0)).isEqualTo((1L << 60) + 1);
  }

  @Test
  void duplicatesAreKeptAsAStableSortKeepsThem() {
    for (long seed = 0; seed < 300; seed++) {
      Random random = new Random(seed);
      List<double[]> all = new ArrayList<>();
      Block[] blocks = new Block[1 + random.nextInt(3)];
      for (int b = 0; b < blocks.length; b++) {
        double[] values = random.ints(random.nextInt(5), 0, 5).asDoubleStream().toArray();
        blocks[b] = InMemoryDataset.doubles(values);
        for (int i = 0; i < values.length; i++) {
          all.add(new double[] {values[i], b});
        }
      }
      for (Duplicates kept : new Duplicates[] {Duplicates.FIRST, Duplicates.LAST}) {
        List<double[]> expected = new ArrayList<>();
        for (int i = 0; i < all.size(); i++) {
          double value = all.get(i)[0];
          List<double[]> others =
              kept == Duplicates.FIRST ? all.subList(0, i) : all.subList(i + 1, all.size());
          if (others.stream().noneMatch(o -> o[0] == value)) {
            expected.add(all.get(i));
          }
        }
        compare(sequence(Order.BY_KEY, kept, blocks), expected, seed);
        expected.sort(Comparator.comparingDouble(e -> e[0]));
        compare(sequence(Order.BY_VALUE, kept, blocks), expected, seed);
      }
    }
  }

  private static void compare(CoordinateSequence found, List<double[]> expected, long seed) {
    assertThat(numbers(found))
        .as("seed %d", seed)
        .containsExactly(expected.stream().mapToDouble(e -> e[0]).toArray());
    assertThat(keys(found))
        .as("seed %d", seed)
        .containsExactly(expected.stream().mapToInt(e -> (int) e[1]).toArray());
  }

  @Test
  void aUnionTakesEachValueFromTheFirstThatHasIt() {
    Block a = InMemoryDataset.doubles(30, 10);
    Block b = InMemoryDataset.doubles(20, 30.25);
    CoordinateOrder order = new CoordinateOrder(List.of(a, b));
    CoordinateSequence one = sequence(order, Order.BY_KEY, Duplicates.ERROR, a);
    CoordinateSequence other = sequence(order, Order.BY_KEY, Duplicates.ERROR, b);
    assertThat(numbers(CoordinateSequence.union(List.of(one, other), 0)))
        .containsExactly(10, 20, 30, 30.25);
    assertThat(numbers(CoordinateSequence.union(List.of(one, other), 0.25)))
        .containsExactly(10, 20, 30);
    assertThat(numbers(CoordinateSequence.union(List.of(other, one), 0.25)))
        .containsExactly(10, 20, 30.25);
    // Values of one sequence stay apart, however large the tolerance is.
    assertThat(numbers(CoordinateSequence.union(List.of(one), 100))).containsExactly(10, 30);
  }

  @Test
  void runsAscendInTheStoreWhateverTheOrderInFiles() {
    CoordinateSequence down =
        sequence(Order.BY_KEY, Duplicates.ERROR, InMemoryDataset.doubles(3, 2, 1));
    Layout.Runs runs = down.runs(new int[] {4, 2, 1});
    assertThat(runs.size()).isEqualTo(3);
    assertThat(new long[] {runs.start(0), runs.start(1), runs.start(2)}).containsExactly(1, 2, 4);
    assertThat(new long[] {runs.inFile(0), runs.inFile(1), runs.inFile(2)})
        .containsExactly(2, 1, 0);
  }
}
