package org.arcoforge.read;

import io.jhdf.btree.BTreeV1;
import io.jhdf.dataset.chunked.Chunk;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Finds the chunks of one HDF5 dataset. */
interface ChunkIndex {
  /**
   * Where a chunk is stored.
   *
   * @param size in bytes as stored
   * @param mask bit <i>i</i>: filter <i>i</i> was left out
   */
  record Location(long address, long size, int mask) {}

  /** Returns where a chunk is; null if it was never written. {@code position} counts chunks. */
  @Nullable Location find(long[] position) throws IOException;

  /**
   * Opens the index of a chunked dataset.
   *
   * @param chunkBytes size of a chunk without filters
   * @param shape of the dataset
   * @param limits the largest shape that it may take; -1 where it has no limit
   */
  static ChunkIndex open(
      Hdf5Storage storage, Layout layout, long chunkBytes, long[] shape, long[] limits)
      throws IOException {
    if (layout.address() == Bytes.UNDEFINED) {
      return position -> null;
    }
    storage.startStructure();
    long[] chunk = layout.chunk();
    Layout.Index index = layout.index();
    return switch (index.kind()) {
      case B_TREE_1 -> tree1(storage, layout.address(), chunk, shape);
      case B_TREE_2 -> tree2(storage, layout.address(), chunk, shape, chunkBytes);
      case SINGLE -> {
        long size = index.size() < 0 ? chunkBytes : index.size();
        Location only = new Location(layout.address(), size, index.mask());
        yield position -> only;
      }
      case IMPLICIT -> {
        Numbering numbering = Numbering.of(chunk, limits);
        yield position ->
            new Location(
                Math.addExact(
                    layout.address(), Math.multiplyExact(numbering.of(position), chunkBytes)),
                chunkBytes,
                0);
      }
      case FIXED_ARRAY ->
          FixedArray.open(storage, layout.address(), Numbering.of(chunk, limits), chunkBytes);
      case EXTENSIBLE_ARRAY ->
          ExtensibleArray.open(storage, layout.address(), Numbering.of(chunk, limits), chunkBytes);
    };
  }

  /** Reads where a chunk is from an element of an array of chunks; null if it is nowhere. */
  static @Nullable Location element(
      Hdf5Storage storage, ByteBuffer element, boolean filtered, long chunkBytes)
      throws IOException {
    int width = element.remaining();
    long address = Bytes.unsigned(element, storage.getSizeOfOffsets());
    if (address == Bytes.UNDEFINED) {
      return null;
    }
    if (!filtered) {
      return new Location(address, chunkBytes, 0);
    }
    long size = Bytes.count(element, width - storage.getSizeOfOffsets() - 4);
    return new Location(address, size, element.getInt());
  }

  private static ChunkIndex tree1(Hdf5Storage storage, long address, long[] chunk, long[] shape) {
    Numbering numbering = Numbering.of(chunk, shape);
    Map<Long, Location> locations = new HashMap<>();
    for (Chunk found : BTreeV1.createDataBTree(storage, address, chunk.length).getChunks()) {
      long[] position = found.getChunkOffset();
      for (int d = 0; d < position.length; d++) {
        position[d] /= chunk[d];
      }
      long[] masks = found.getFilterMask().toLongArray();
      int mask = masks.length == 0 ? 0 : (int) masks[0];
      if (numbering.covers(position)) {
        locations.put(
            numbering.of(position), new Location(found.getAddress(), found.getSize(), mask));
      }
    }
    return position -> locations.get(numbering.of(position));
  }

  private static ChunkIndex tree2(
      Hdf5Storage storage, long address, long[] chunk, long[] shape, long chunkBytes)
      throws IOException {
    Numbering numbering = Numbering.of(chunk, shape);
    Map<Long, Location> locations = new HashMap<>();
    List<ByteBuffer> records = BTree2.records(storage, address);
    for (ByteBuffer record : records) {
      int own = record.remaining() - 8 * chunk.length;
      Location location =
          element(storage, Bytes.part(record, own), own > storage.getSizeOfOffsets(), chunkBytes);
      long[] position = new long[chunk.length];
      for (int d = 0; d < position.length; d++) {
        position[d] = Bytes.count(record, 8);
      }
      if (location != null && numbering.covers(position)) {
        locations.put(numbering.of(position), location);
      }
    }
    return position -> locations.get(numbering.of(position));
  }
}
