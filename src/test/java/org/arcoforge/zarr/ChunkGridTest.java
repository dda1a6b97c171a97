package org.arcoforge.zarr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Arrays;
import java.util.Random;
import org.arcoforge.dataset.Region;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ChunkGridTest {
  private static final long SEED = 42;

  @Test
  void everyElementIsInTheRegionOfExactlyOneChunk() {
    Random random = new Random(SEED);
    for (int i = 0; i < 200; i++) {
      int rank = random.nextInt(4);
      long[] shape = random.longs(rank, 0, 12).toArray();
      int[] chunk = random.ints(rank, 1, 15).toArray();
      ChunkGrid grid = new ChunkGrid(shape, chunk);
      int[] hits = new int[(int) Region.all(shape).size()];
      for (long ordinal = 0; ordinal < grid.chunkCount(); ordinal++) {
        long[] index = grid.index(ordinal);
        assertThat(grid.ordinal(index)).isEqualTo(ordinal);
        Region region = grid.region(index);
        long whole = 1;
        for (int length : chunk) {
          whole *= length;
        }
        assertThat(grid.isWhole(index)).isEqualTo(region.size() == whole);
        ChunkGrid elements = new ChunkGrid(region.shape(), ones(rank));
        for (long e = 0; e < region.size(); e++) {
          long[] at = elements.index(e);
          int offset = 0;
          for (int d = 0; d < rank; d++) {
            offset = (int) (offset * shape[d] + region.origin(d) + at[d]);
          }
          hits[offset]++;
        }
      }
      assertThat(hits)
          .describedAs("seed %d, case %d: %s", SEED, i, grid)
          .isEqualTo(ones(hits.length));
    }
  }

  private static int[] ones(int rank) {
    int[] ones = new int[rank];
    Arrays.fill(ones, 1);
    return ones;
  }

  @Test
  void aScalarHasOneChunkAndAnEmptyArrayNone() {
    ChunkGrid scalar = new ChunkGrid(new long[0], new int[0]);
    assertThat(scalar.chunkCount()).isEqualTo(1);
    assertThat(scalar.region(new long[0])).isEqualTo(Region.all());
    ChunkGrid empty = new ChunkGrid(new long[] {5, 0}, new int[] {2, 3});
    assertThat(empty.counts()).containsExactly(3, 0);
    assertThat(empty.chunkCount()).isZero();
  }

  @Test
  void indexesRunInCOrder() {
    ChunkGrid grid = new ChunkGrid(new long[] {5, 7}, new int[] {2, 3});
    assertThat(grid.counts()).containsExactly(3, 3);
    assertThat(grid.index(0)).containsExactly(0, 0);
    assertThat(grid.index(1)).containsExactly(0, 1);
    assertThat(grid.index(8)).containsExactly(2, 2);
    assertThat(grid.region(new long[] {2, 2})).hasToString("[4:5, 6:7]");
  }

  @Test
  void touchedByReturnsTheChunksThatHaveElementsOfTheRegion() {
    ChunkGrid grid = new ChunkGrid(new long[] {10, 10}, new int[] {4, 5});
    assertThat(grid.touchedBy(Region.of(new long[] {3, 5}, new long[] {2, 5})))
        .hasToString("[0:2, 1:2]");
    assertThat(grid.touchedBy(Region.of(new long[] {4, 0}, new long[] {4, 0})))
        .hasToString("[1:2, 0:0]");
    assertThatThrownBy(() -> grid.touchedBy(Region.all(11, 10)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot find the chunks of [0:11, 0:10]: the array has shape [10, 10].");
  }

  @ParameterizedTest
  @CsvSource({
    "0, 9, '[0:3]'", "1, 9, '[0:3]'", "4, 9, '[1:3]'", "4, 8, '[1:2]'", "5, 6, '[1:2]'",
    "8, 9, '[2:3]'", "3, 5, '[0:2]'", "0, 1, '[0:1]'", "3, 4, '[0:1]'", "7, 8, '[1:2]'",
  })
  void aRangeOfElementsTouchesChunksFromItsFirstToItsLast(long from, long to, String chunks) {
    ChunkGrid grid = new ChunkGrid(new long[] {9}, new int[] {4});
    Region elements = Region.of(new long[] {from}, new long[] {to - from});
    assertThat(grid.touchedBy(elements)).hasToString(chunks);
  }

  @Test
  void theLastChunkHasTheRestOfTheElements() {
    ChunkGrid grid = new ChunkGrid(new long[] {4, 10}, new int[] {2, 3});
    assertThat(grid.counts()).containsExactly(2, 4);
    assertThat(grid.region(new long[] {1, 2})).hasToString("[2:4, 6:9]");
    assertThat(grid.region(new long[] {1, 3})).hasToString("[2:4, 9:10]");
  }

  @Test
  void aChunkLongerThanTheArrayIsTheOnlyOne() {
    ChunkGrid grid = new ChunkGrid(new long[] {2}, new int[] {999});
    assertThat(grid.chunkCount()).isEqualTo(1);
    assertThat(grid.region(new long[] {0})).isEqualTo(Region.all(2));
    assertThat(grid.isWhole(new long[] {0})).isFalse();
  }

  @Test
  void chunksOutsideAreRefused() {
    ChunkGrid grid = new ChunkGrid(new long[] {10}, new int[] {4});
    assertThatThrownBy(() -> grid.region(new long[] {3}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot find chunk [3]: the grid has [3] chunks.");
    assertThatThrownBy(() -> grid.region(new long[] {-1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot find chunk [-1]: the grid has [3] chunks.");
    assertThatThrownBy(() -> grid.index(3))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot find chunk 3: the grid has 3 chunks.");
  }

  @Test
  void impossibleGridsAreRefused() {
    assertThatThrownBy(() -> new ChunkGrid(new long[] {3}, new int[] {0}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Invalid chunk grid: shape [3], chunk [0] (must be of equal rank, chunk lengths >= 1).");
    long huge = Long.MAX_VALUE;
    assertThatThrownBy(() -> new ChunkGrid(new long[] {huge, huge}, new int[] {1, 1}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageEndingWith("(too many chunks).");
  }
}
