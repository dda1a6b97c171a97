package org.arcoforge.pipeline;

import java.util.ArrayList;
import java.util.List;
import org.arcoforge.dataset.Block;
import org.arcoforge.plan.Unit;
import org.arcoforge.zarr.ArrayMetadata;
import org.arcoforge.zarr.ChunkCodec;
import org.arcoforge.zarr.ChunkGrid;
import org.arcoforge.zarr.ZarrFormat;

/** What writing units of one kind of chunks takes: a codec, and a block for each chunk. */
final class UnitBuffers implements AutoCloseable {
  private final ArrayMetadata array;
  private final ChunkCodec codec;
  private final List<Block> blocks = new ArrayList<>();

  UnitBuffers(ArrayMetadata array, ZarrFormat format) {
    this.array = array;
    this.codec = new ChunkCodec(array, format);
  }

  /** Returns whether chunks of {@code other} are of the same kind. */
  boolean fit(ArrayMetadata other) {
    return array.type() == other.type()
        && array.chunk().equals(other.chunk())
        && array.compression().equals(other.compression());
  }

  ChunkCodec codec() {
    return codec;
  }

  /**
   * Returns a block for each chunk of {@code unit}, with values of units before; chunks that reach
   * over the array's edge, or that may have gaps, are padded.
   */
  List<Block> blocks(Unit unit) {
    int[] shape = array.chunk().stream().mapToInt(c -> c).toArray();
    while (blocks.size() < unit.chunks().size()) {
      blocks.add(Block.allocate(array.type(), shape));
    }
    ChunkGrid grid = unit.array().grid();
    List<Block> chunks = blocks.subList(0, unit.chunks().size());
    for (int i = 0; i < chunks.size(); i++) {
      if (unit.filled() || !grid.isWhole(unit.chunks().get(i))) {
        chunks.get(i).fill(unit.array().paddingValue());
      }
    }
    return chunks;
  }

  @Override
  public void close() {
    codec.close();
  }
}
