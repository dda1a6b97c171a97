package org.arcoforge.pipeline;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.zip.CRC32;
import org.arcoforge.dataset.Block;
import org.arcoforge.dataset.Dataset;
import org.arcoforge.dataset.Region;
import org.arcoforge.dataset.Schema;
import org.arcoforge.dataset.Variable;
import org.arcoforge.plan.ReadPiece;
import org.arcoforge.plan.Unit;
import org.arcoforge.store.StoreKey;
import org.arcoforge.zarr.ChunkCodec;
import org.arcoforge.zarr.ChunkGrid;
import org.arcoforge.zarr.GroupMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Writes units: reads what their chunks need, encodes each chunk and has it put whole. Writing a
 * unit again puts the same bytes. Keeps its buffers from unit to unit; for one thread.
 */
final class UnitWriter implements AutoCloseable {
  /** Buffers for units of at most this size are made anew: those of large units stay. */
  private static final long SMALL_BYTES = 8 << 20;

  private final SourceDatasets sources;
  private final PutQueue queue;
  private final GroupMetadata metadata;
  private final Deque<Pending> pending = new ArrayDeque<>();
  private @Nullable UnitBuffers kept;

  /** A unit whose chunks are on their way, or in the store when {@code puts} is done. */
  private record Pending(Receipt receipt, CompletableFuture<Void> puts) {}

  UnitWriter(SourceDatasets sources, PutQueue queue, GroupMetadata metadata) {
    this.sources = sources;
    this.queue = queue;
    this.metadata = metadata;
  }

  /**
   * Writes all chunks of {@code unit}, or hands them to the queue.
   *
   * @throws IOException if a source cannot be read or the store cannot be written
   */
  void write(Unit unit) throws IOException {
    pending.add(encoded(unit));
  }

  /** Returns receipts for units whose chunks are all in the store by now, each once. */
  List<Receipt> written() {
    List<Receipt> receipts = new ArrayList<>();
    while (!pending.isEmpty() && pending.element().puts().isDone()) {
      Pending unit = pending.element();
      if (unit.puts().isCompletedExceptionally()) {
        break; // The queue says why.
      }
      receipts.add(pending.remove().receipt());
    }
    return receipts;
  }

  /**
   * Waits until all units are in the store, and returns the receipts that were not returned yet.
   *
   * @throws IOException if a chunk could not be put
   */
  List<Receipt> finish() throws IOException {
    queue.finish();
    List<Receipt> receipts = pending.stream().map(Pending::receipt).toList();
    pending.clear();
    return receipts;
  }

  private Pending encoded(Unit unit) throws IOException {
    if (unit.memoryBytes() > SMALL_BYTES) {
      if (kept == null || !kept.fit(unit.array())) {
        closeBuffers();
        kept = new UnitBuffers(unit.array(), metadata.format());
      }
      return write(unit, kept);
    }
    try (UnitBuffers own = new UnitBuffers(unit.array(), metadata.format())) {
      return write(unit, own);
    }
  }

  private Pending write(Unit unit, UnitBuffers buffers) throws IOException {
    List<Block> chunks = buffers.blocks(unit);
    long read = 0;
    for (ReadPiece piece : unit.reads()) {
      read += read(unit, piece, chunks);
    }
    if (unit.filled() ? read > unit.region().size() : read != unit.region().size()) {
      throw new IllegalStateException(
          "Unit %d of '%s' has %d of its %d elements."
              .formatted(unit.number(), unit.array().name(), read, unit.region().size()));
    }
    return put(unit, chunks, buffers.codec());
  }

  /** Reads a piece into the chunks that it touches; returns how many elements they got. */
  private long read(Unit unit, ReadPiece piece, List<Block> chunks) throws IOException {
    try {
      return readPiece(unit, piece, chunks);
    } catch (SourceFailedException e) {
      if (!sources.toleratesFailures()) {
        throw e;
      }
      throw new IOException(
          "%s It could be read when it was indexed. What cannot be read while writing fails the run, whatever onFailure says: run it again."
              .formatted(e.getMessage()),
          e);
    }
  }

  private long readPiece(Unit unit, ReadPiece piece, List<Block> chunks) throws IOException {
    String name = unit.array().name();
    Dataset dataset = sources.open(piece.file());
    check(unit, piece, dataset.schema());
    try {
      return read(unit, piece, dataset, chunks);
    } catch (IllegalArgumentException e) {
      throw e;
    } catch (RuntimeException e) {
      SourceFailedException ofFile = SourceFailedException.in(e);
      if (ofFile != null) {
        throw ofFile;
      }
      throw sources.failed("read '%s' of %s".formatted(name, sources.url(piece.file())), e);
    }
  }

  private static long read(Unit unit, ReadPiece piece, Dataset dataset, List<Block> chunks)
      throws IOException {
    String name = unit.array().name();
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

  private Pending put(Unit unit, List<Block> chunks, ChunkCodec chunkCodec) throws IOException {
    CRC32 checksum = new CRC32();
    List<CompletableFuture<Void>> puts = new ArrayList<>();
    long storedBytes = 0;
    for (int i = 0; i < chunks.size(); i++) {
      StoreKey key = metadata.chunkKey(unit.array(), unit.chunks().get(i));
      ByteBuffer encoded = chunkCodec.encode(chunks.get(i));
      checksum.update(key.path().getBytes(java.nio.charset.StandardCharsets.UTF_8));
      checksum.update(encoded.duplicate());
      storedBytes += encoded.remaining();
      puts.add(queue.put(key, encoded));
    }
    return new Pending(
        new Receipt(
            unit.number(),
            chunks.size(),
            unit.arrayBytes(),
            storedBytes,
            (int) checksum.getValue()),
        CompletableFuture.allOf(puts.toArray(CompletableFuture[]::new)));
  }

  @Override
  public void close() {
    queue.close();
    closeBuffers();
  }

  private void closeBuffers() {
    if (kept != null) {
      kept.close();
    }
    kept = null;
  }
}
