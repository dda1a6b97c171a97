package org.arcoforge.read;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.arcoforge.dataset.Region;
import org.jspecify.annotations.Nullable;

/** The values of one HDF5 dataset. */
final class Hdf5Array {
  private static final int MOST_CACHED = 16 << 20;
  private static final long SPAN = 4L << 20;

  private final Hdf5Storage storage;
  private final ArrayInfo info;
  private @Nullable ChunkIndex index;

  Hdf5Array(Hdf5Storage storage, ArrayInfo info) {
    this.storage = storage;
    this.info = info;
  }

  /** The chunk that was decoded last, of whichever array of a file. */
  static final class LastChunk {
    private @Nullable Hdf5Array array;
    private long address;
    private byte[] bytes = new byte[0];
  }

  /**
   * Reads {@code region}, as stored but unfiltered.
   *
   * @param target gets the values, in C order
   * @param base the index in this array that the first element of {@code target} stands for; parts
   *     of it may be negative
   */
  void read(Region region, Hyperslab target, long[] base, ChunkDecoder decoder, LastChunk last)
      throws IOException {
    Region stored = Region.all(info.shape());
    if (!stored.contains(region)) {
      fill(target, minus(region.origin(), base), region.shape());
    }
    Optional<Region> there = stored.intersect(region);
    if (region.size() == 0 || there.isEmpty()) {
      return;
    }
    switch (info.layout().kind()) {
      case CHUNKED -> readChunks(there.get(), base, target, decoder, last);
      case CONTIGUOUS -> {
        if (info.layout().address() == Bytes.UNDEFINED) {
          fill(target, minus(there.get().origin(), base), there.get().shape());
        } else {
          readSpans(there.get(), base, target);
        }
      }
      case COMPACT -> readCompact(there.get(), base, target);
      case VIRTUAL -> throw new IOException("it is made of other datasets");
    }
  }

  private void fill(Hyperslab target, long[] at, long[] extent) {
    byte[] fill = info.fill();
    if (!Arrays.equals(fill, new byte[fill.length])) {
      target.fill(fill, at, extent);
    }
  }

  private static long[] minus(long[] a, long[] b) {
    long[] difference = a.clone();
    Arrays.setAll(difference, d -> a[d] - b[d]);
    return difference;
  }

  private void readCompact(Region part, long[] base, Hyperslab target) throws IOException {
    byte[] all = new byte[info.layout().data().remaining()];
    info.layout().data().get(all);
    long expected = Hyperslab.size(info.shape()) * info.type().width();
    if (all.length < expected) {
      throw new IOException("it has %d bytes instead of %d".formatted(all.length, expected));
    }
    target.paste(
        new Hyperslab(all, info.shape(), info.type().width()),
        part.origin(),
        minus(part.origin(), base),
        part.shape());
  }

  /** Reads what lies close together at once; else row by row. */
  private void readSpans(Region part, long[] base, Hyperslab target) throws IOException {
    int width = info.type().width();
    long[] shape = info.shape();
    long first = Hyperslab.offset(shape, part.origin());
    long[] end = part.origin();
    Arrays.setAll(end, d -> part.end(d) - 1);
    long span = (Hyperslab.offset(shape, end) - first + 1) * width;
    long wanted = part.size() * width;
    long position =
        storage.position(
            Math.addExact(info.layout().address(), Math.multiplyExact(first, (long) width)));
    long[] at = minus(part.origin(), base);
    long[] wholeRows = part.shape();
    if (span == wanted && isOneRun(at, wholeRows, target.shape())) {
      int offset = (int) Hyperslab.offset(target.shape(), at) * width;
      storage.file().read(position, target.bytes(), offset, (int) wanted);
      return;
    }
    if (span <= SPAN && (span <= 4 * wanted || span <= 65536)) {
      byte[] bytes = new byte[(int) span];
      storage.file().read(position, bytes, 0, bytes.length);
      copySpan(bytes, part, at, target);
      return;
    }
    int dimension = 0;
    while (part.length(dimension) == 1) {
      dimension++;
    }
    for (long i = 0; i < part.length(dimension); i++) {
      readSpans(part.with(dimension, part.origin(dimension) + i, 1), base, target);
    }
  }

  /** Returns whether an extent is one run of elements in an array of {@code shape}. */
  private static boolean isOneRun(long[] at, long[] extent, long[] shape) {
    int d = 0;
    while (d < at.length && extent[d] == 1) {
      d++;
    }
    for (d++; d < at.length; d++) {
      if (extent[d] != shape[d]) {
        return false;
      }
    }
    return true;
  }

  private void copySpan(byte[] span, Region part, long[] at, Hyperslab target) {
    int width = info.type().width();
    long[] shape = info.shape();
    long first = Hyperslab.offset(shape, part.origin());
    int run = (int) part.length(part.rank() - 1);
    long[] row = part.shape();
    row[row.length - 1] = 1;
    long rows = Hyperslab.size(row);
    long[] index = new long[row.length];
    for (long r = 0; r < rows; r++) {
      long[] from = index.clone();
      long[] to = index.clone();
      for (int d = 0; d < row.length; d++) {
        from[d] += part.origin(d);
        to[d] += at[d];
      }
      int source = (int) (Hyperslab.offset(shape, from) - first) * width;
      int target0 = (int) Hyperslab.offset(target.shape(), to) * width;
      System.arraycopy(span, source, target.bytes(), target0, run * width);
      for (int d = row.length - 2; d >= 0 && ++index[d] == row[d]; d--) {
        index[d] = 0;
      }
    }
  }

  private void readChunks(
      Region part, long[] base, Hyperslab target, ChunkDecoder decoder, LastChunk last)
      throws IOException {
    long[] chunk = info.layout().chunk();
    long[] position = new long[chunk.length];
    Arrays.setAll(position, d -> part.origin(d) / chunk[d]);
    long[] start = position.clone();
    while (true) {
      long[] origin = position.clone();
      Arrays.setAll(origin, d -> position[d] * chunk[d]);
      Region whole = Region.of(origin, chunk);
      readChunk(position, whole, whole.intersect(part).orElseThrow(), base, target, decoder, last);
      int d = position.length - 1;
      while (d >= 0 && ++position[d] * chunk[d] >= part.end(d)) {
        position[d] = start[d];
        d--;
      }
      if (d < 0) {
        return;
      }
    }
  }

  private void readChunk(
      long[] position,
      Region whole,
      Region wanted,
      long[] base,
      Hyperslab target,
      ChunkDecoder decoder,
      LastChunk last)
      throws IOException {
    int width = info.type().width();
    long bytes = Math.multiplyExact(whole.size(), (long) width);
    ChunkIndex chunks = index;
    if (chunks == null) {
      chunks = ChunkIndex.open(storage, info.layout(), bytes, info.shape(), info.limits());
      index = chunks;
    }
    ChunkIndex.Location location = chunks.find(position);
    long[] at = minus(wanted.origin(), base);
    if (location == null) {
      fill(target, at, wanted.shape());
      return;
    }
    List<Filter> filters = info.filters();
    if (info.layout().index().partialUnfiltered() && !Region.all(info.shape()).contains(whole)) {
      filters = List.of();
    }
    ChunkDecoder.checkPlausible(filters, location.size(), bytes);
    long file = storage.position(location.address());
    if (wanted.equals(whole) && isOneRun(at, whole.shape(), target.shape())) {
      int offset = (int) Hyperslab.offset(target.shape(), at) * width;
      decoder.decode(storage.file(), file, location, filters, (int) bytes, target.bytes(), offset);
      return;
    }
    byte[] decoded = last.bytes;
    if (last.array != this || last.address != location.address()) {
      last.array = null;
      decoded = last.bytes.length >= bytes ? last.bytes : new byte[(int) bytes];
      decoder.decode(storage.file(), file, location, filters, (int) bytes, decoded, 0);
      if (bytes <= MOST_CACHED) {
        last.array = this;
        last.address = location.address();
        last.bytes = decoded;
      }
    }
    target.paste(
        new Hyperslab(decoded, whole.shape(), width),
        minus(wanted.origin(), whole.origin()),
        at,
        wanted.shape());
  }
}
