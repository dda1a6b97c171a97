package org.arcoforge.dataset;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class TransposeTest {
  private static final Variable U =
      new Variable(
          "u",
          DataType.INT32,
          List.of("t", "y", "x"),
          Attributes.NONE.with("units", "K"),
          new NativeStorage(List.of(1L, 2L, 3L), List.of("deflate")));

  /** Element (t, y, x) of u is 100 t + 10 y + x. */
  private static InMemoryDataset cube() {
    Block values = Block.allocate(DataType.INT32, 2, 3, 4);
    for (int i = 0; i < 24; i++) {
      values.setLong(i, i / 12 * 100 + i / 4 % 3 * 10 + i % 4);
    }
    return InMemoryDataset.empty().with(U, values).withDoubles("x", "x", 1, 2, 3, 4);
  }

  @Test
  void transposeOrdersDimensionsAndNativeChunks() throws IOException {
    Dataset view = cube().transpose("u", "x", "t", "y");
    assertThat(view.schema().variable("u"))
        .isEqualTo(
            U.withDimensions(
                List.of("x", "t", "y"),
                new NativeStorage(List.of(3L, 1L, 2L), List.of("deflate"))));
    assertThat(view.schema().dimensions()).isEqualTo(cube().schema().dimensions());
    assertThat(view.read("u"))
        .isEqualTo(
            InMemoryDataset.integers(
                    DataType.INT32,
                    new long[] {
                      0, 10, 20, 100, 110, 120, 1, 11, 21, 101, 111, 121, 2, 12, 22, 102, 112, 122,
                      3, 13, 23, 103, 113, 123
                    })
                .reshape(4, 2, 3));
    assertThat(view.read("x")).isEqualTo(cube().read("x"));
  }

  @Test
  void aRegionOfATransposeReadsNothingElse() throws IOException {
    InMemoryDataset source = cube();
    Block part =
        source
            .transpose("u", "x", "t", "y")
            .read("u", Region.of(new long[] {2, 1, 0}, new long[] {2, 1, 2}));
    assertThat(part)
        .isEqualTo(InMemoryDataset.integers(DataType.INT32, 102, 112, 103, 113).reshape(2, 1, 2));
    assertThat(source.reads())
        .containsExactly(Region.of(new long[] {1, 0, 2}, new long[] {1, 2, 2}));
  }

  @Test
  void transposeRefusesOtherDimensions() {
    assertThatThrownBy(() -> cube().transpose("u", "x", "t"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot transpose variable 'u' to [x, t]: its dimensions are [t, y, x]."
                + " Name each of them once.");
    assertThatThrownBy(() -> cube().transpose("u", "x", "t", "t"))
        .hasMessageContaining("to [x, t, t]: its dimensions are [t, y, x]");
    assertThatThrownBy(() -> cube().transpose("u", "x", "t", "z"))
        .hasMessageContaining("to [x, t, z]: its dimensions are [t, y, x]");
    Dataset twice =
        InMemoryDataset.empty()
            .with("c", List.of("x", "x"), Attributes.NONE, Block.allocate(DataType.INT8, 2, 2));
    assertThatThrownBy(() -> twice.transpose("c", "x", "x"))
        .hasMessageContaining("its dimensions are [x, x]");
    assertThatThrownBy(() -> cube().transpose("v", "x"))
        .hasMessage("Cannot find variable 'v': there are [u, x].");
  }

  @Test
  void charactersStayLast() throws IOException {
    Block names = Block.of(DataType.CHAR, "abcdefgh".getBytes(US_ASCII), 2, 2, 2);
    Dataset source =
        InMemoryDataset.empty().with("n", List.of("a", "b", "l"), Attributes.NONE, names);
    assertThat(source.transpose("n", "b", "a", "l").read("n"))
        .isEqualTo(Block.of(DataType.CHAR, "abefcdgh".getBytes(US_ASCII), 2, 2, 2));
    assertThatThrownBy(() -> source.transpose("n", "l", "a", "b"))
        .hasMessage(
            "Cannot transpose variable 'n' to [l, a, b]: its texts lie along 'l'. Name that last.");
  }

  /** Against the definition, element by element. */
  @ParameterizedTest
  @EnumSource(DataType.class)
  void everyElementGoesWhereTheOrderSays(DataType type) {
    for (long seed = 1; seed <= 60; seed++) {
      Random random = new Random(seed);
      List<Integer> dimensions = new ArrayList<>();
      for (int d = random.nextInt(5); d > 0; d--) {
        dimensions.add(dimensions.size());
      }
      int longest = dimensions.size() == 2 ? 150 : 6;
      int[] shape = dimensions.stream().mapToInt(d -> random.nextInt(longest)).toArray();
      Collections.shuffle(dimensions, random);
      int[] order = dimensions.stream().mapToInt(d -> d).toArray();
      Block source = Block.allocate(type, shape);
      random.nextBytes(source.bytes());
      Arrays.setAll(source.strings(), i -> "text " + i);
      Block result = source.transpose(order);
      String as = "seed %d: %s by %s".formatted(seed, source, Arrays.toString(order));
      int[] expected = Arrays.stream(order).map(d -> shape[d]).toArray();
      assertThat(result.shape()).as(as).isEqualTo(expected);
      for (int i = 0; i < result.size(); i++) {
        int[] index = index(expected, i);
        int[] from = new int[order.length];
        for (int d = 0; d < order.length; d++) {
          from[order[d]] = index[d];
        }
        assertThat(element(result, index)).as(as).isEqualTo(element(source, from));
      }
    }
  }

  private static int[] index(int[] shape, int ordinal) {
    int[] index = new int[shape.length];
    int rest = ordinal;
    for (int d = shape.length - 1; d >= 0; d--) {
      index[d] = rest % shape[d];
      rest /= shape[d];
    }
    return index;
  }

  private static String element(Block block, int[] index) {
    int i = 0;
    for (int d = 0; d < index.length; d++) {
      i = i * block.shape()[d] + index[d];
    }
    int width = block.type().byteSize();
    return width == 0
        ? block.strings()[i]
        : Arrays.toString(Arrays.copyOfRange(block.bytes(), i * width, (i + 1) * width));
  }

  @Test
  void aBlockRefusesAnOrderThatIsNone() {
    Block block = Block.allocate(DataType.INT8, 2, 3);
    assertThatThrownBy(() -> block.transpose(0, 0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot transpose a block of [2, 3] to the order [0, 0]. Name each dimension once.");
    assertThatThrownBy(() -> block.transpose(0)).hasMessageContaining("to the order [0]");
  }

  @Test
  void aTransposedBlockIsACopy() {
    Block block = InMemoryDataset.integers(DataType.INT8, 1, 2);
    block.transpose(0).setLong(0, 9);
    assertThat(block.longAt(0)).isEqualTo(1);
  }
}
