package org.arcoforge.plan;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.arcoforge.dataset.Region;
import org.arcoforge.zarr.ArrayMetadata;
import org.jspecify.annotations.Nullable;

/**
 * How one array is written: in which blocks, and from which files.
 *
 * @param target what its stored values mean
 * @param cutOrder the order in which dimensions are cut at the boundaries of files
 * @param files which files have the variable; null for all that its dimensions lead to
 * @param filled whether elements without a source are missing values, not an error
 * @param block shape of a unit's block in elements, a multiple of the chunk in each dimension
 * @param nativeChunk shape of the source's native chunks; 1 where it is not chunked
 * @param positions the file that holds the variable's first element, by its position on each axis
 * @param firstUnit the number of the first of its units
 * @param unitMemoryBytes what a unit takes at most
 */
public record VariablePlan(
    ArrayMetadata array,
    TargetVariable target,
    List<Integer> cutOrder,
    @Nullable BitSet files,
    boolean filled,
    List<Long> block,
    List<Long> nativeChunk,
    List<Integer> positions,
    long firstUnit,
    long unitMemoryBytes)
    implements Serializable {

  /** A read is cut into pieces of about this size, of whole native chunks. */
  static final long PIECE_BYTES = 16 << 20;

  /** Returns the number of blocks in each dimension. */
  private long[] blockCounts() {
    long[] counts = new long[block.size()];
    for (int d = 0; d < counts.length; d++) {
      counts[d] = (array.shape().get(d) + block.get(d) - 1) / block.get(d);
    }
    return counts;
  }

  /** Returns how many units there are: none for an array without elements. */
  public long unitCount() {
    long count = 1;
    for (long blocks : blockCounts()) {
      count = Math.multiplyExact(count, blocks);
    }
    return count;
  }

  /** Returns the average number of times that a native chunk is read. */
  public double readAmplification() {
    return BlockShape.amplification(
        shape(),
        block.stream().mapToLong(b -> b).toArray(),
        nativeChunk.stream().mapToLong(n -> n).toArray());
  }

  private long[] shape() {
    return array.shape().stream().mapToLong(l -> l).toArray();
  }

  /** Returns the unit with {@code number}, which must be one of this variable's. */
  Unit unit(long number, PatternShape pattern, Map<String, Layout> layouts) {
    long[] counts = blockCounts();
    long rest = number - firstUnit;
    long[] origin = new long[counts.length];
    long[] lengths = new long[counts.length];
    for (int d = counts.length - 1; d >= 0; d--) {
      origin[d] = rest % counts[d] * block.get(d);
      lengths[d] = Math.min(block.get(d), array.shape().get(d) - origin[d]);
      rest /= counts[d];
    }
    Region region = Region.of(origin, lengths);
    return new Unit(
        number,
        array,
        region,
        chunks(region),
        reads(region, pattern, layouts),
        filled,
        unitMemoryBytes);
  }

  private List<long[]> chunks(Region region) {
    List<long[]> chunks = new ArrayList<>();
    chunks.add(new long[region.rank()]);
    for (int d = 0; d < region.rank(); d++) {
      int chunk = array.chunk().get(d);
      List<long[]> longer = new ArrayList<>();
      for (long[] index : chunks) {
        for (long i = region.origin(d) / chunk; i * chunk < region.end(d); i++) {
          long[] next = index.clone();
          next[d] = i;
          longer.add(next);
        }
      }
      chunks = longer;
    }
    return chunks;
  }

  /** Cuts {@code region} at the boundaries of files, then into pieces. */
  List<ReadPiece> reads(Region region, PatternShape pattern, Map<String, Layout> layouts) {
    List<ReadPiece> reads = new ArrayList<>();
    sources(region, pattern, layouts).forEach(piece -> cut(0, piece, reads));
    return reads;
  }

  /** Cuts {@code region} at the boundaries of files. */
  List<ReadPiece> sources(Region region, PatternShape pattern, Map<String, Layout> layouts) {
    int[] at = positions.stream().mapToInt(p -> p).toArray();
    List<ReadPiece> sources = new ArrayList<>();
    readsFrom(0, region, region, at, pattern, layouts, sources);
    return sources;
  }

  private void readsFrom(
      int cuts,
      Region inArray,
      Region inFile,
      int[] at,
      PatternShape pattern,
      Map<String, Layout> layouts,
      List<ReadPiece> reads) {
    if (cuts == inArray.rank()) {
      long file = source(at, pattern);
      if (file >= 0) {
        reads.add(new ReadPiece(file, inFile, inArray));
      }
      return;
    }
    int d = cutOrder.get(cuts);
    @Nullable Layout layout = layouts.get(array.dimensions().get(d));
    if (layout == null) {
      readsFrom(cuts + 1, inArray, inFile, at, pattern, layouts, reads);
      return;
    }
    Layout.Runs runs = layout.runs(at);
    for (int run = runs.from(inArray.origin(d));
        run < runs.size() && runs.start(run) < inArray.end(d);
        run++) {
      long from = Math.max(inArray.origin(d), runs.start(run));
      long length = Math.min(inArray.end(d), runs.end(run)) - from;
      if (length > 0) {
        int[] file = at.clone();
        if (layout.axis() >= 0) {
          file[layout.axis()] = runs.key(run);
        }
        readsFrom(
            cuts + 1,
            inArray.with(d, from, length),
            inFile.with(d, runs.inFile(run) + from - runs.start(run), length),
            file,
            pattern,
            layouts,
            reads);
      }
    }
  }

  /**
   * Returns the file at {@code at}, or else the first that has the variable and is elsewhere only
   * on axes that the variable does not lie along; -1 if there is none.
   */
  private long source(int[] at, PatternShape pattern) {
    long file = pattern.ordinal(at);
    if (files == null || files.get(Math.toIntExact(file))) {
      return file;
    }
    int[] free =
        IntStream.range(0, at.length)
            .filter(
                a ->
                    !pattern.axes().get(a).isConcat()
                        || !array.dimensions().contains(pattern.axes().get(a).name()))
            .toArray();
    int[] other = at.clone();
    IntStream.of(free).forEach(a -> other[a] = 0);
    int moved = free.length - 1;
    while (moved >= 0) {
      file = pattern.ordinal(other);
      if (files.get(Math.toIntExact(file))) {
        return file;
      }
      moved = free.length - 1;
      while (moved >= 0 && ++other[free[moved]] == pattern.axes().get(free[moved]).size()) {
        other[free[moved--]] = 0;
      }
    }
    return -1;
  }

  /** Cuts along dimension {@code d} and faster ones, at native chunks, until pieces are small. */
  private void cut(int d, ReadPiece piece, List<ReadPiece> pieces) {
    long bytes = Math.multiplyExact(piece.inFile().size(), Planner.elementBytes(array.type()));
    if (d == piece.inFile().rank() || bytes <= PIECE_BYTES) {
      pieces.add(piece);
      return;
    }
    long rowBytes = bytes / piece.inFile().length(d);
    long step = rowsPerPiece(rowBytes, nativeChunk.get(d));
    Region file = piece.inFile();
    long shift = piece.inArray().origin(d) - file.origin(d);
    long from = file.origin(d);
    while (from < file.end(d)) {
      long end = Math.min(file.end(d), (from / step + 1) * step);
      cut(
          d + 1,
          new ReadPiece(
              piece.file(),
              file.with(d, from, end - from),
              piece.inArray().with(d, from + shift, end - from)),
          pieces);
      from = end;
    }
  }

  /** Returns how many rows of {@code rowBytes} a piece has: whole native chunks, at least one. */
  static long rowsPerPiece(long rowBytes, long nativeRows) {
    return Math.max(1, PIECE_BYTES / Math.max(1, rowBytes) / nativeRows) * nativeRows;
  }

  /** Returns the bytes of the largest piece of a read of {@code lengths} elements. */
  static long largestPieceBytes(long[] lengths, List<Long> nativeChunk, long elementBytes) {
    long bytes = elementBytes;
    for (long length : lengths) {
      bytes = Math.multiplyExact(bytes, Math.max(1, length));
    }
    for (int d = 0; d < lengths.length && bytes > PIECE_BYTES; d++) {
      long length = Math.max(1, lengths[d]);
      long rowBytes = bytes / length;
      bytes = rowBytes * Math.min(length, rowsPerPiece(rowBytes, nativeChunk.get(d)));
    }
    return bytes;
  }
}
