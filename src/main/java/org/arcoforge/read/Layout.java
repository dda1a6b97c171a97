package org.arcoforge.read;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * How an HDF5 dataset is laid out.
 *
 * @see <a href="https://support.hdfgroup.org/documentation/hdf5/latest/_f_m_t3.html">HDF5 file
 *     format, IV.A.2.i</a>
 */
final class Layout {
  enum Kind {
    COMPACT,
    CONTIGUOUS,
    CHUNKED,
    /** Made of other datasets. */
    VIRTUAL
  }

  enum IndexKind {
    B_TREE_1,
    SINGLE,
    IMPLICIT,
    FIXED_ARRAY,
    EXTENSIBLE_ARRAY,
    B_TREE_2
  }

  /**
   * How chunks are found.
   *
   * @param size of a single filtered chunk in bytes; else -1
   * @param mask filters that were left out of a single filtered chunk
   * @param partialUnfiltered whether chunks across the edge are stored without filters
   */
  record Index(IndexKind kind, long size, int mask, boolean partialUnfiltered) {}

  private static final Index NO_INDEX = new Index(IndexKind.B_TREE_1, -1, 0, false);
  private static final ByteBuffer NOTHING = ByteBuffer.allocate(0);

  private final Kind kind;
  private final long address;
  private final ByteBuffer data;
  private final long[] chunk;
  private final Index index;

  private Layout(Kind kind, long address, ByteBuffer data, long[] chunk, Index index) {
    this.kind = kind;
    this.address = address;
    this.data = data;
    this.chunk = chunk;
    this.index = index;
  }

  Kind kind() {
    return kind;
  }

  /** Returns where the data or their index are; {@link Bytes#UNDEFINED} if never allocated. */
  long address() {
    return address;
  }

  /** Returns the values of a compact dataset; else nothing. */
  ByteBuffer data() {
    return data.duplicate().rewind();
  }

  /** Returns the shape of the chunks in elements; none unless chunked. */
  long[] chunk() {
    return chunk.clone();
  }

  Index index() {
    return index;
  }

  static Layout parse(Hdf5Storage storage, ByteBuffer body) throws IOException {
    int version = body.get();
    if (version < 1 || version > 5) {
      throw new IOException("it has a data layout of unknown version %d".formatted(version));
    }
    if (version < 3) {
      return parseOld(storage, body);
    }
    int kind = body.get();
    return switch (kind) {
      case 0 -> compact(Bytes.part(body, body.getShort() & 0xffff));
      case 1 -> contiguous(Bytes.unsigned(body, storage.getSizeOfOffsets()));
      case 2 -> version == 3 ? chunked3(storage, body) : chunked4(storage, body);
      case 3 -> new Layout(Kind.VIRTUAL, Bytes.UNDEFINED, NOTHING, new long[0], NO_INDEX);
      default -> throw new IOException("it has a data layout of unknown kind %d".formatted(kind));
    };
  }

  private static Layout compact(ByteBuffer data) {
    return new Layout(Kind.COMPACT, 0, data, new long[0], NO_INDEX);
  }

  private static Layout contiguous(long address) {
    return new Layout(Kind.CONTIGUOUS, address, NOTHING, new long[0], NO_INDEX);
  }

  private static Layout parseOld(Hdf5Storage storage, ByteBuffer body) throws IOException {
    int dimensions = body.get() & 0xff;
    int kind = body.get();
    Bytes.skip(body, 5);
    long address = kind == 0 ? 0 : Bytes.unsigned(body, storage.getSizeOfOffsets());
    long[] sizes = sizes(body, dimensions, 4);
    return switch (kind) {
      case 0 -> compact(Bytes.part(body, Math.toIntExact(Bytes.count(body, 4))));
      case 1 -> contiguous(address);
      case 2 -> chunked(address, sizes, NO_INDEX);
      default -> throw new IOException("it has a data layout of unknown kind %d".formatted(kind));
    };
  }

  private static Layout chunked3(Hdf5Storage storage, ByteBuffer body) throws IOException {
    int dimensions = body.get() & 0xff;
    long address = Bytes.unsigned(body, storage.getSizeOfOffsets());
    return chunked(address, sizes(body, dimensions, 4), NO_INDEX);
  }

  private static Layout chunked4(Hdf5Storage storage, ByteBuffer body) throws IOException {
    int flags = body.get();
    int dimensions = body.get() & 0xff;
    long[] sizes = sizes(body, dimensions, body.get());
    int kind = body.get();
    long size = -1;
    int mask = 0;
    switch (kind) {
      case 1 -> {
        if ((flags & 2) != 0) {
          size = Bytes.count(body, storage.getSizeOfLengths());
          mask = body.getInt();
        }
      }
      case 2 -> {}
      case 3 -> Bytes.skip(body, 1);
      case 4 -> Bytes.skip(body, 5);
      case 5 -> Bytes.skip(body, 6);
      default -> throw new IOException("it has a chunk index of unknown kind %d".formatted(kind));
    }
    long address = Bytes.unsigned(body, storage.getSizeOfOffsets());
    Index index = new Index(IndexKind.values()[kind], size, mask, (flags & 1) != 0);
    return chunked(address, sizes, index);
  }

  /** {@code sizes} has the size of an element behind the shape. */
  private static Layout chunked(long address, long[] sizes, Index index) throws IOException {
    if (sizes.length < 1 || Arrays.stream(sizes).anyMatch(size -> size < 1)) {
      throw new IOException("it has chunks of shape " + Arrays.toString(sizes));
    }
    long[] shape = Arrays.copyOf(sizes, sizes.length - 1);
    return new Layout(Kind.CHUNKED, address, NOTHING, shape, index);
  }

  private static long[] sizes(ByteBuffer body, int count, int width) throws IOException {
    long[] sizes = new long[count];
    for (int i = 0; i < count; i++) {
      sizes[i] = Bytes.count(body, width);
    }
    return sizes;
  }
}
