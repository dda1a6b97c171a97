package org.arcoforge.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class BlockShapeTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void amplificationCountsNativeChunksThatBlocksTouch(long seed) {
    Random random = new Random(seed);
    for (int round = 0; round < 200; round++) {
      long length = 1L + random.nextInt(60);
      long block = 1L + random.nextInt(30);
      long nativeChunk = 1L + random.nextInt(30);
      long reads = 0;
      for (long from = 0; from < length; from += block) {
        Set<Long> touched = new HashSet<>();
        for (long i = from; i < Math.min(length, from + block); i++) {
          touched.add(i / nativeChunk);
        }
        reads += touched.size();
      }
      long natives = (length + nativeChunk - 1) / nativeChunk;
      double expected = (double) reads / natives;
      assertThat(
              BlockShape.amplification(
                  new long[] {length}, new long[] {block}, new long[] {nativeChunk}))
          .describedAs("seed %d: %d, %d, %d", seed, length, block, nativeChunk)
          .isCloseTo(nativeChunk == 1 ? 1.0 : expected, within(1e-9));
    }
  }

  @Test
  void alignedChunksNeedNoLargerBlock() {
    long[] block =
        BlockShape.choose(
            new long[] {1000, 720, 1440},
            List.of(32, 720, 1440),
            new long[] {1, 720, 1440},
            1,
            n -> true);
    assertThat(block).containsExactly(32, 720, 1440);
  }

  @Test
  void blocksGrowOverNativeChunksThatChunksCut() {
    long[] block =
        BlockShape.choose(
            new long[] {1440, 361, 720},
            List.of(1440, 61, 80),
            new long[] {1, 361, 720},
            1,
            elements -> true);
    assertThat(block).containsExactly(1440, 366, 720);
  }

  @Test
  void blocksGrowAsFarAsTheyFit() {
    long most = 1440L * 183 * 720;
    long[] block =
        BlockShape.choose(
            new long[] {1440, 361, 720},
            List.of(1440, 61, 80),
            new long[] {1, 361, 720},
            1,
            elements -> elements <= most);
    assertThat(block[0] * block[1] * block[2]).isLessThanOrEqualTo(most);
    assertThat(
            BlockShape.amplification(new long[] {1440, 361, 720}, block, new long[] {1, 361, 720}))
        .isLessThanOrEqualTo(2.0);
  }

  @Test
  void blocksStaySmallEnoughToGiveEveryThreadWork() {
    long[] block =
        BlockShape.choose(
            new long[] {1440, 361, 720},
            List.of(1440, 61, 80),
            new long[] {1, 361, 720},
            2,
            elements -> true);
    assertThat(block).containsExactly(1440, 183, 720);
  }

  @Test
  void anArrayWithoutElementsHasTheBlockOfOneChunk() {
    assertThat(
            BlockShape.choose(
                new long[] {0, 7}, List.of(1, 7), new long[] {1, 1}, 2, elements -> true))
        .containsExactly(1, 7);
    assertThat(BlockShape.choose(new long[0], List.of(), new long[0], 2, elements -> true))
        .isEmpty();
  }

  @Test
  void oneChunkIsTakenEvenIfItDoesNotFit() {
    assertThat(BlockShape.choose(new long[] {10}, List.of(5), new long[] {2}, 1, n -> false))
        .containsExactly(5);
  }
}
