package org.arcoforge.pipeline;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.zip.CRC32;
import org.arcoforge.dataset.Block;
import org.arcoforge.dataset.Dataset;
import org.arcoforge.dataset.Region;
import org.arcoforge.dataset.Schema;
import org.arcoforge.dataset.Variable;
import org.arcoforge.plan.ReadPiece;
import org.arcoforge.plan.Unit;
import org.arcoforge.store.Store;
import org.arcoforge.store.StoreKey;
import org.arcoforge.zarr.ArrayMetadata;
import org.arcoforge.zarr.ChunkCodec;
import org.arcoforge.zarr.ChunkGrid;
import org.arcoforge.zarr.GroupMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Writes units: reads what their chunks need, encodes each chunk and puts it whole. Writing a unit
 * again puts the same bytes. Keeps its buffers from unit to unit; for one thread.
 */
final class UnitWriter implements AutoCloseable {
  private final SourceDatasets sources;
  private final Store store;
  private final GroupMetadata metadata;
  private @Nullable ArrayMetadata array;
  private @Nullable ChunkCodec codec;
  private List<Block> buffers = new ArrayList<>();

  UnitWriter(SourceDatasets sources, Store store, GroupMetadata metadata) {
    this.sources = sources;
    this.store = store;
    this.metadata = metadata;
  }

  /**
   * Writes all chunks of {@code unit}.
   *
   * @throws IOException if a source cannot be read or the store cannot be written
   */
  Receipt write(Unit unit) throws IOException {
    ChunkCodec chunkCodec = codecOf(unit.array());
    List<Block> chunks = blank(unit);
    long pasted = 0;
    for (ReadPiece piece : unit.reads()) {
      pasted += read(unit, piece, chunks);
    }
    if (pasted != unit.region().size()) {
      throw new IllegalStateException(
          "Unit %d of '%s' has %d of its %d elements."
              .formatted(unit.number(), unit.array().name(), pasted, unit.region().size()));
    }
    return put(unit, chunks, chunkCodec);
  }

  private ChunkCodec codecOf(ArrayMetadata wanted) {
    if (codec == null || array == null || !isEncodedAlike(array, wanted)) {
      close();
      array = wanted;
      codec = new ChunkCodec(wanted, metadata.format());
    }
    return codec;
  }

  /** Returns whether chunks of two arrays of one store take the same codec. */
  private static boolean isEncodedAlike(ArrayMetadata one, ArrayMetadata other) {
    return one.type() == other.type()
        && one.chunk().equals(other.chunk())
        && one.compression().equals(other.compression());
  }

  /** Returns a block for each chunk of {@code unit}; chunks at the edge are padded. */
  private List<Block> blank(Unit unit) {
    int[] shape = unit.array().chunk().stream().mapToInt(c -> c).toArray();
    if (!buffers.isEmpty()
        && (buffers.get(0).type() != unit.array().type()
            || !Arrays.equals(buffers.get(0).shape(), shape))) {
      buffers = new ArrayList<>();
    }
    while (buffers.size() < unit.chunks().size()) {
      buffers.add(Block.allocate(unit.array().type(), shape));
    }
    ChunkGrid grid = unit.array().grid();
    List<Block> chunks = buffers.subList(0, unit.chunks().size());
    for (int i = 0; i < chunks.size(); i++) {
      if (!grid.isWhole(unit.chunks().get(i))) {
        chunks.get(i).fill(unit.array().paddingValue());
      }
    }
    return chunks;
  }

  /** Reads a piece into the chunks that it touches; returns how many elements they got. */
  private long read(Unit unit, ReadPiece piece, List<Block> chunks) throws IOException {
    String name = unit.array().name();
    Dataset dataset = sources.open(piece.file());
    check(unit, piece, dataset.schema());
    if (chunks.size() > 1) {
      return paste(unit, piece, dataset.read(name, piece.inFile()), chunks);
    }
    int[] at = new int[piece.inArray().rank()];
    for (int d = 0; d < at.length; d++) {
      at[d] = (int) (piece.inArray().origin(d) - unit.region().origin(d));
    }
    dataset.read(name, piece.inFile(), chunks.get(0), at);
    return piece.inArray().size();
  }

  /** Checks that a file still is what it was when it was indexed. */
  private void check(Unit unit, ReadPiece piece, Schema schema) throws IOException {
    Variable variable = schema.findVariable(unit.array().name()).orElse(null);
    if (variable == null
        || variable.type() != unit.array().type()
        || !variable.dimensions().equals(unit.array().dimensions())
        || !schema.all(variable).contains(piece.inFile())) {
      throw new IOException(
          "Cannot write '%s': the plan expects %s %s of %s, which has %s. Was the file changed during the run?"
              .formatted(
                  unit.array().name(),
                  unit.array().type(),
                  piece.inFile(),
                  sources.url(piece.file()),
                  variable == null
                      ? "no such variable"
                      : variable.type() + " " + schema.all(variable)));
    }
  }

  private static long paste(Unit unit, ReadPiece piece, Block values, List<Block> chunks) {
    ChunkGrid grid = unit.array().grid();
    long pasted = 0;
    for (int i = 0; i < chunks.size(); i++) {
      long[] index = unit.chunks().get(i);
      Optional<Region> common = grid.region(index).intersect(piece.inArray());
      if (common.isPresent()) {
        Region region = common.get();
        int[] from = new int[region.rank()];
        int[] at = new int[region.rank()];
        for (int d = 0; d < from.length; d++) {
          from[d] = (int) (region.origin(d) - piece.inArray().origin(d));
          at[d] = (int) (region.origin(d) - index[d] * unit.array().chunk().get(d));
        }
        chunks.get(i).paste(values, from, at, Block.shapeOf(region));
        pasted += region.size();
      }
    }
    return pasted;
  }

  private Receipt put(Unit unit, List<Block> chunks, ChunkCodec chunkCodec) throws IOException {
    CRC32 checksum = new CRC32();
    long arrayBytes = 0;
    long storedBytes = 0;
    for (int i = 0; i < chunks.size(); i++) {
      StoreKey key = metadata.chunkKey(unit.array(), unit.chunks().get(i));
      ByteBuffer encoded = chunkCodec.encode(chunks.get(i));
      checksum.update(key.path().getBytes(java.nio.charset.StandardCharsets.UTF_8));
      checksum.update(encoded.duplicate());
      arrayBytes += chunks.get(i).bytes().length;
      storedBytes += encoded.remaining();
      store.put(key, encoded);
    }
    return new Receipt(
        unit.number(), chunks.size(), arrayBytes, storedBytes, (int) checksum.getValue());
  }

  @Override
  public void close() {
    if (codec != null) {
      codec.close();
    }
    codec = null;
    array = null;
  }
}
