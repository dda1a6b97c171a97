package org.arcoforge.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Random;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OrderingTest {
  /** A coordinate x and v(t, x), whose element (t, x) is 100 t + x. */
  private static InMemoryDataset on(Attributes attributes, Block coordinate) {
    int n = coordinate.size();
    Block data = Block.allocate(DataType.INT32, 2, n);
    for (int i = 0; i < 2 * n; i++) {
      data.setLong(i, i / n * 100 + i % n);
    }
    return InMemoryDataset.empty()
        .with(new Dimension("x", n, true))
        .with("x", List.of("x"), attributes, coordinate)
        .with(
            new Variable(
                "v",
                DataType.INT32,
                List.of("t", "x"),
                Attributes.NONE,
                new NativeStorage(List.of(1L, 2L), List.of("deflate"))),
            data)
        .with("still", List.of("t"), Attributes.NONE, InMemoryDataset.doubles(7, 8));
  }

  private static InMemoryDataset on(double... coordinate) {
    return on(Attributes.NONE, InMemoryDataset.doubles(coordinate));
  }

  private static Block row(Dataset view, int t) throws IOException {
    long n = view.schema().dimension("x").length();
    return view.read("v", Region.of(new long[] {t, 0}, new long[] {1, n})).reshape((int) n);
  }

  private static Block ints(long... numbers) {
    return InMemoryDataset.integers(DataType.INT32, numbers);
  }

  @Test
  void sortByAscendsAndKeepsEqualValuesInOrder() throws IOException {
    Dataset view = on(30, 10, 20, 10).sortBy("x");
    assertThat(view.read("x")).isEqualTo(InMemoryDataset.doubles(10, 10, 20, 30));
    assertThat(row(view, 0)).isEqualTo(ints(1, 3, 2, 0));
    assertThat(row(view, 1)).isEqualTo(ints(101, 103, 102, 100));
    assertThat(view.read("still")).isEqualTo(InMemoryDataset.doubles(7, 8));
    assertThat(view.schema()).isEqualTo(on(30, 10, 20, 10).schema());
  }

  @Test
  void dropDuplicatesKeepsTheFirst() throws IOException {
    Dataset view = on(30, 10, 30, -0.0, 10, 0.0).dropDuplicates("x");
    assertThat(view.read("x")).isEqualTo(InMemoryDataset.doubles(30, 10, -0.0));
    assertThat(row(view, 1)).isEqualTo(ints(100, 101, 103));
    assertThat(view.schema().dimension("x")).isEqualTo(new Dimension("x", 3, true));
    assertThat(view.schema().variable("v").storage().chunk()).containsExactly(1L, 2L);
  }

  @Test
  void whatIsInOrderStaysAsItIs() {
    InMemoryDataset source = on(1, 2, 3);
    assertThat(source.sortBy("x")).isSameAs(source);
    assertThat(source.dropDuplicates("x")).isSameAs(source);
    assertThat(source.reads()).containsOnly(Region.all(3));
  }

  @Test
  void neighboursAreReadAtOnce() throws IOException {
    InMemoryDataset source = on(50, 40, 30, 1, 2, 3);
    Dataset view = source.sortBy("x");
    assertThat(source.reads()).containsExactly(Region.all(6));
    assertThat(row(view, 0)).isEqualTo(ints(3, 4, 5, 2, 1, 0));
    view.read("v", Region.of(new long[] {1, 1}, new long[] {1, 4}));
    view.read("v", Region.of(new long[] {0, 2}, new long[] {2, 0}));
    view.read("v", Region.of(new long[] {0, 1}, new long[] {1, 2}));
    assertThat(source.reads())
        .containsExactly(
            Region.all(6),
            Region.all(1, 6),
            Region.of(new long[] {1, 1}, new long[] {1, 2}),
            Region.of(new long[] {1, 4}, new long[] {1, 2}),
            Region.of(new long[] {0, 4}, new long[] {1, 2}));
  }

  @Test
  void textsAndIntegersCompareAsWhatTheyAre() throws IOException {
    Block texts = Block.ofStrings(new String[] {"b", "a", "c", "a"}, 4);
    assertThat(row(on(Attributes.NONE, texts).sortBy("x"), 0)).isEqualTo(ints(1, 3, 0, 2));
    assertThat(row(on(Attributes.NONE, texts).dropDuplicates("x"), 0)).isEqualTo(ints(0, 1, 2));
    Block chars = Block.of(DataType.CHAR, new byte[] {'b', (byte) 0xe9, 'a'}, 3);
    assertThat(row(on(Attributes.NONE, chars).sortBy("x"), 0)).isEqualTo(ints(2, 0, 1));
    long big = 1L << 60;
    Block longs = InMemoryDataset.integers(DataType.INT64, big + 1, big, -1, big + 1);
    assertThat(row(on(Attributes.NONE, longs).sortBy("x"), 0)).isEqualTo(ints(2, 1, 0, 3));
    assertThat(row(on(Attributes.NONE, longs).dropDuplicates("x"), 0)).isEqualTo(ints(0, 1, 2));
    Block unsigned = InMemoryDataset.integers(DataType.UINT64, -1, 5);
    assertThat(row(on(Attributes.NONE, unsigned).sortBy("x"), 0)).isEqualTo(ints(1, 0));
  }

  @Test
  void packedValuesCompareAsTheyDecode() throws IOException {
    Block bytes = InMemoryDataset.integers(DataType.INT8, -1, 5, 7);
    assertThat(row(on(Attributes.NONE, bytes).sortBy("x"), 0)).isEqualTo(ints(0, 1, 2));
    Attributes unsigned = Attributes.NONE.with("_Unsigned", "true");
    assertThat(row(on(unsigned, bytes).sortBy("x"), 0)).isEqualTo(ints(1, 2, 0));
    Attributes turned = Attributes.NONE.with("scale_factor", -0.5);
    assertThat(row(on(turned, bytes).sortBy("x"), 0)).isEqualTo(ints(2, 1, 0));
    Attributes signed = Attributes.NONE.with("_Unsigned", "false");
    Block stored = InMemoryDataset.integers(DataType.UINT16, 65_535, 5);
    assertThat(row(on(signed, stored).sortBy("x"), 0)).isEqualTo(ints(0, 1));
  }

  @Test
  void valuesThatStandForNoneAreRefused() {
    assertThatThrownBy(() -> on(1, Double.NaN).sortBy("x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot sort dimension 'x': element 1 of variable 'x' is NaN, which stands for no"
                + " value. Use subset first.");
    Attributes fill = Attributes.NONE.with("_FillValue", 9.0);
    assertThatThrownBy(
            () -> on(fill, InMemoryDataset.integers(DataType.INT16, 9, 1)).dropDuplicates("x"))
        .hasMessage(
            "Cannot drop duplicates of dimension 'x': element 0 of variable 'x' is 9, which stands"
                + " for no value. Use subset first.");
    Attributes none = Attributes.NONE.with("_FillValue", "none");
    Block texts = Block.ofStrings(new String[] {"a", "none"}, 2);
    assertThatThrownBy(() -> on(none, texts).sortBy("x"))
        .hasMessageContaining("element 1 of variable 'x' is 'none', which");
  }

  @Test
  void dimensionsThatCannotBeOrderedAreRefused() {
    assertThatThrownBy(() -> on(1, 2).sortBy("t"))
        .hasMessage(
            "Cannot sort dimension 't': no coordinate variable is named as it. Add or rename one.");
    assertThatThrownBy(() -> on(1, 2).sortBy("z"))
        .hasMessage("Cannot find dimension 'z': there are [x, t].");
    Dataset twice =
        on(1, 2).with("c", List.of("x", "x"), Attributes.NONE, Block.allocate(DataType.INT8, 2, 2));
    assertThatThrownBy(() -> twice.dropDuplicates("x"))
        .hasMessage(
            "Cannot drop duplicates of dimension 'x': variable 'c' has it twice, [x, x]."
                + " Drop that variable.");
  }

  @Test
  void aCoordinateThatCannotBeReadIsAnError() {
    Dataset broken =
        new View(
            on(1, 2).schema(),
            (variable, region) -> {
              throw new IOException("Cannot read a.nc.");
            });
    assertThatThrownBy(() -> broken.sortBy("x"))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("Cannot sort dimension 'x': its coordinate cannot be read.")
        .hasRootCauseMessage("Cannot read a.nc.");
  }

  /** Against lists. */
  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void regionsOfRandomOrdersAreThoseOfTheWhole(long seed) throws IOException {
    Random random = new Random(seed);
    for (int round = 0; round < 50; round++) {
      int n = 1 + random.nextInt(12);
      double[] coordinate = random.ints(n, 0, 9).asDoubleStream().toArray();
      List<Integer> expected = new ArrayList<>();
      boolean sorts = random.nextBoolean();
      for (int i = 0; i < n; i++) {
        int candidate = i;
        if (sorts || expected.stream().noneMatch(e -> coordinate[e] == coordinate[candidate])) {
          expected.add(i);
        }
      }
      if (sorts) {
        expected.sort(Comparator.comparingDouble(i -> coordinate[i]));
      }
      Dataset view = sorts ? on(coordinate).sortBy("x") : on(coordinate).dropDuplicates("x");
      int from = random.nextInt(expected.size());
      int length = random.nextInt(expected.size() - from + 1);
      Block part = view.read("v", Region.of(new long[] {0, from}, new long[] {2, length}));
      String as = "seed %d, round %d: %s, %s".formatted(seed, round, expected, part);
      assertThat(part.shape()).as(as).containsExactly(2, length);
      long[] values = LongStream.range(0, part.size()).map(i -> part.longAt((int) i)).toArray();
      for (int i = 0; i < values.length; i++) {
        assertThat(values[i]).as(as).isEqualTo(i / length * 100L + expected.get(from + i % length));
      }
    }
  }
}
