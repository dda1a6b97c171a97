package org.arcoforge.report;

import java.io.IOException;
import org.arcoforge.dataset.Block;
import org.arcoforge.dataset.Region;
import org.arcoforge.zarr.ArrayMetadata;
import org.arcoforge.zarr.ChunkGrid;
import org.arcoforge.zarr.ZarrReader;

/** Reads a region of any size with one chunk in memory at a time. */
final class ChunkRows {
  private ChunkRows() {}

  /** Takes a run of elements along the last dimension. */
  interface Rows {
    /**
     * Takes a run.
     *
     * @param at where the run starts in the array; valid during the call
     * @param block the chunk that has it
     * @param offset where it starts in the block
     * @param length of the run
     */
    void row(long[] at, Block block, int offset, int length);
  }

  /** Calls {@code rows} for every row of {@code region}, chunk by chunk. */
  static void read(ZarrReader reader, ArrayMetadata array, Region region, Rows rows)
      throws IOException {
    if (region.size() == 0) {
      return;
    }
    ChunkGrid grid = array.grid();
    Region touched = grid.touchedBy(region);
    for (long i = 0; i < touched.size(); i++) {
      long[] index = touched.index(i);
      Region there = grid.region(index);
      Region part = there.intersect(region).orElseThrow();
      rows(reader.readChunk(array, index), there, part, rows);
    }
  }

  private static void rows(Block chunk, Region there, Region part, Rows rows) {
    int rank = part.rank();
    if (rank == 0) {
      rows.row(new long[0], chunk, 0, 1);
      return;
    }
    int[] shape = chunk.shape();
    int length = Math.toIntExact(part.length(rank - 1));
    Region starts = part.with(rank - 1, part.origin(rank - 1), 1);
    for (long r = 0; r < starts.size(); r++) {
      long[] at = starts.index(r);
      int offset = 0;
      for (int d = 0; d < rank; d++) {
        offset = offset * shape[d] + (int) (at[d] - there.origin(d));
      }
      rows.row(at, chunk, offset, length);
    }
  }
}
