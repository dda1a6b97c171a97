package org.arcoforge.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

final class BlockTest {

  /** Numbers every element by its position, so that each can be told from all others. */
  private static Block numbered(DataType type, int... shape) {
    Block block = Block.allocate(type, shape);
    for (int i = 0; i < block.size(); i++) {
      if (type.isFixedSize()) {
        block.setLong(i, i + 1);
      } else {
        block.strings()[i] = "s" + (i + 1);
      }
    }
    return block;
  }

  private static Object element(Block block, int i) {
    return block.type().isFixedSize() ? (Object) block.longAt(i) : block.strings()[i];
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void pasteEqualsCopyingElementByElement(long seed) {
    Random random = new Random(seed);
    DataType type =
        new DataType[] {DataType.INT16, DataType.INT64, DataType.STRING}[random.nextInt(3)];
    int rank = random.nextInt(5);
    int[] sourceShape = new int[rank];
    int[] targetShape = new int[rank];
    int[] from = new int[rank];
    int[] at = new int[rank];
    int[] extent = new int[rank];
    for (int d = 0; d < rank; d++) {
      sourceShape[d] = 1 + random.nextInt(5);
      targetShape[d] = 1 + random.nextInt(5);
      extent[d] = random.nextInt(Math.min(sourceShape[d], targetShape[d]) + 1);
      from[d] = random.nextInt(sourceShape[d] - extent[d] + 1);
      at[d] = random.nextInt(targetShape[d] - extent[d] + 1);
    }
    Block source = numbered(type, sourceShape);
    Block target = Block.allocate(type, targetShape);
    target.paste(source, from, at, extent);
    int[] index = new int[rank];
    for (int i = 0; i < target.size(); i++) {
      boolean inside = true;
      int sourceOffset = 0;
      for (int d = 0; d < rank; d++) {
        int relative = index[d] - at[d];
        inside &= relative >= 0 && relative < extent[d];
        sourceOffset = sourceOffset * sourceShape[d] + from[d] + relative;
      }
      Object blank = type.isFixedSize() ? (Object) 0L : "";
      assertThat(element(target, i))
          .describedAs("seed %d, element %d", seed, i)
          .isEqualTo(inside ? element(source, sourceOffset) : blank);
      for (int d = rank - 1; d >= 0 && ++index[d] == targetShape[d]; d--) {
        index[d] = 0;
      }
    }
  }

  @Test
  void pasteOutsideIsRefused() {
    Block target = Block.allocate(DataType.INT8, 2, 3);
    assertThatThrownBy(() -> target.paste(Block.allocate(DataType.INT8, 2, 2), 0, 2))
        .hasMessage("Cannot paste [2, 2] of int8 [2, 2] at [0, 0] into int8 [2, 3] at [0, 2].");
    assertThatThrownBy(() -> target.paste(Block.allocate(DataType.UINT8, 1, 1), 0, 0))
        .hasMessage("Cannot paste [1, 1] of uint8 [1, 1] at [0, 0] into int8 [2, 3] at [0, 0].");
  }

  @ParameterizedTest
  @EnumSource(
      value = DataType.class,
      names = {"CHAR", "STRING"},
      mode = EnumSource.Mode.EXCLUDE)
  void everyNumericTypeHoldsItsExtremes(DataType type) {
    Block block = Block.allocate(type, 2);
    if (type.isFloat()) {
      block.setDouble(0, Double.NEGATIVE_INFINITY);
      block.setDouble(1, Double.NaN);
      assertThat(block.doubleAt(0)).isNegative().isInfinite();
      assertThat(block.doubleAt(1)).isNaN();
      return;
    }
    int bits = 8 * type.byteSize();
    long least = type.isUnsigned() ? 0 : -1L << (bits - 1);
    long most = type.isUnsigned() ? (bits == 64 ? -1L : (1L << bits) - 1) : ~least;
    block.setLong(0, least);
    block.setLong(1, most);
    assertThat(block.longAt(0)).isEqualTo(least);
    assertThat(block.longAt(1)).isEqualTo(most);
    assertThat(block.doubleAt(0)).isEqualTo((double) least);
    assertThat(block.doubleAt(1)).isEqualTo(type == DataType.UINT64 ? 0x1p64 : (double) most);
  }

  @Test
  void elementsAreLittleEndian() {
    Block block = Block.allocate(DataType.INT32, 1);
    block.setLong(0, 0x01020304);
    assertThat(block.bytes()).containsExactly(4, 3, 2, 1);
  }

  @Test
  void fillSetsEveryElement() {
    Block block = Block.allocate(DataType.FLOAT32, 3, 5);
    Block value = Block.allocate(DataType.FLOAT32);
    value.setDouble(0, -99.5);
    block.fill(value);
    for (int i = 0; i < block.size(); i++) {
      assertThat(block.doubleAt(i)).isEqualTo(-99.5);
    }
    Block empty = Block.allocate(DataType.FLOAT32, 0, 5);
    empty.fill(value);
    assertThat(empty.size()).isZero();
  }

  @Test
  void blocksTooLargeForOneArrayAreRefused() {
    assertThatThrownBy(() -> Block.allocate(DataType.FLOAT64, 1 << 14, 1 << 14))
        .hasMessage(
            "Cannot hold a block of float64 [16384, 16384]: 2147483648 bytes, at most 2147483639.");
  }

  @Test
  void halfPrecisionRoundsToNearestEven() {
    Block block = Block.allocate(DataType.FLOAT16, 1);
    double[][] cases = {
      {1.0, 1.0},
      {1.0 + 0x1p-11, 1.0},
      {1.0 + 3 * 0x1p-11, 1.0 + 0x1p-9},
      {65504, 65504},
      {65519.9, 65504},
      {65520, Double.POSITIVE_INFINITY},
      {0x1p-24, 0x1p-24},
      {0x1p-25, 0},
      {-0x1.8p-25, -0x1p-24},
      {2047.75, 2048},
    };
    for (double[] c : cases) {
      block.setDouble(0, c[0]);
      assertThat(block.doubleAt(0)).describedAs("%s", c[0]).isEqualTo(c[1]);
    }
    for (int bits = 0; bits < 1 << 16; bits++) {
      block.setLong(0, bits);
      double value = block.doubleAt(0);
      if (!Double.isNaN(value)) {
        block.setDouble(0, value);
        assertThat(block.bytes()).containsExactly(bits & 0xff, bits >> 8);
      }
    }
  }
}
