package org.arcoforge.read;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import io.jhdf.filter.FilterManager;
import io.jhdf.object.message.FilterPipelineMessage.FilterInfo;
import java.io.Closeable;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.arcoforge.dataset.ByteShuffle;

/** Undoes filters. Keeps its buffers and its inflater from chunk to chunk. */
final class ChunkDecoder implements Closeable {
  /** Deflate does not compress better than this. */
  private static final long MOST_DEFLATED = 1100;

  private final Inflater inflater = new Inflater();
  private byte[] stored = new byte[0];
  private byte[] spare = new byte[0];

  /**
   * Reads the chunk at {@code location} and undoes its filters.
   *
   * @param filters as they were applied
   * @param size of the chunk without filters, in bytes
   * @param target gets the chunk, from {@code at} on
   */
  void decode(
      FileBytes file,
      long position,
      ChunkIndex.Location location,
      List<Filter> filters,
      int size,
      byte[] target,
      int at)
      throws IOException {
    int length = Math.toIntExact(location.size());
    int last = -1; // the filter whose undoing yields the chunk
    for (int i = 0; i < filters.size() && last < 0; i++) {
      boolean applied = (location.mask() >> i & 1) == 0;
      last = applied && filters.get(i).id() != Filter.FLETCHER32 ? i : last;
    }
    if (filters.isEmpty()) {
      expect(length, size);
      file.read(position, target, at, size);
      return;
    }
    stored = sized(stored, length);
    file.read(position, stored, 0, length);
    for (int i = filters.size() - 1; i >= 0; i--) {
      if ((location.mask() >> i & 1) != 0) {
        continue;
      }
      Filter filter = filters.get(i);
      if (filter.id() == Filter.FLETCHER32) {
        length = verified(length);
      } else {
        int expected = size + 4 * checksumsBefore(filters, i, location.mask());
        if (i == last && expected == size) {
          expect(undo(filter, length, expected, target, at), size);
          return;
        }
        spare = sized(spare, expected);
        length = undo(filter, length, expected, spare, 0);
        byte[] swap = stored;
        stored = spare;
        spare = swap;
      }
    }
    expect(length, size);
    System.arraycopy(stored, 0, target, at, size);
  }

  private static byte[] sized(byte[] buffer, int length) {
    return buffer.length >= length ? buffer : new byte[length];
  }

  private static int checksumsBefore(List<Filter> filters, int end, int mask) {
    int count = 0;
    for (int i = 0; i < end; i++) {
      count += filters.get(i).id() == Filter.FLETCHER32 && (mask >> i & 1) == 0 ? 1 : 0;
    }
    return count;
  }

  private static void expect(long found, long expected) throws IOException {
    if (found != expected) {
      throw new IOException("a chunk has %d bytes instead of %d".formatted(found, expected));
    }
  }

  private int verified(int length) throws IOException {
    if (length < 4) {
      throw new IOException("a chunk of %d bytes has no checksum".formatted(length));
    }
    int sum = (int) ByteOrders.INTS.get(stored, length - 4);
    int computed = Fletcher32.of(stored, length - 4);
    if (!Fletcher32.matches(sum, computed)) {
      throw new IOException(
          "the checksum of a chunk is %08x, but its bytes have %08x".formatted(sum, computed));
    }
    return length - 4;
  }

  /**
   * Undoes one filter on the first {@code length} bytes of the stored; returns their new number.
   */
  private int undo(Filter filter, int length, int expected, byte[] target, int at)
      throws IOException {
    return switch (filter.id()) {
      case Filter.DEFLATE -> inflate(length, expected, target, at);
      case Filter.SHUFFLE -> {
        int width = filter.parameters().isEmpty() ? 1 : filter.parameters().get(0);
        expect(length, expected);
        if (width < 1) {
          throw new IOException("a chunk was shuffled with elements of %d bytes".formatted(width));
        }
        ByteShuffle.unshuffle(stored, length, width, target, at);
        yield length;
      }
      case Filter.ZSTD -> {
        try {
          yield (int) Zstd.decompressByteArray(target, at, expected, stored, 0, length);
        } catch (ZstdException e) {
          throw new IOException("a zstd chunk is damaged: " + e.getMessage(), e);
        }
      }
      default -> {
        byte[] decoded = others(filter, Arrays.copyOf(stored, length));
        expect(decoded.length, expected);
        System.arraycopy(decoded, 0, target, at, expected);
        yield expected;
      }
    };
  }

  private int inflate(int length, int expected, byte[] target, int at) throws IOException {
    inflater.reset();
    inflater.setInput(stored, 0, length);
    try {
      int got = 0;
      while (got < expected) {
        int more = inflater.inflate(target, at + got, expected - got);
        if (more == 0 && (inflater.finished() || inflater.needsInput())) {
          throw new IOException(
              "a deflated chunk holds %d bytes instead of %d".formatted(got, expected));
        }
        if (more == 0) {
          throw new IOException("a deflated chunk needs a dictionary");
        }
        got += more;
      }
      // Reads the stream's end, with its checksum.
      if (!inflater.finished() && (inflater.inflate(new byte[1]) != 0 || !inflater.finished())) {
        throw new IOException("a deflated chunk does not end after %d bytes".formatted(expected));
      }
      return got;
    } catch (DataFormatException e) {
      String reason = e.getMessage() == null ? "wrong data" : e.getMessage();
      throw new IOException("a deflated chunk is damaged: " + reason, e);
    }
  }

  private static byte[] others(Filter filter, byte[] bytes) throws IOException {
    int[] parameters = filter.parameters().stream().mapToInt(Integer::intValue).toArray();
    FilterInfo info = new FilterInfo(filter.id(), filter.name(), false, parameters);
    try {
      return FilterManager.getPipeline(List.of(info)).decode(bytes);
    } catch (RuntimeException e) {
      throw new IOException("a chunk that %s compressed is damaged".formatted(filter.name()), e);
    }
  }

  /** Checks that a chunk of {@code size} bytes can come from {@code stored} bytes. */
  static void checkPlausible(List<Filter> filters, long stored, long size) throws IOException {
    boolean onlyDeflate =
        filters.stream().allMatch(f -> f.id() <= Filter.FLETCHER32 && f.isKnown());
    if (size > Integer.MAX_VALUE - 64 || stored > Integer.MAX_VALUE - 64) {
      throw new IOException(
          "a chunk has %d bytes, at most %d are supported".formatted(size, Integer.MAX_VALUE - 64));
    }
    if (onlyDeflate && size > 4096 + MOST_DEFLATED * stored) {
      throw new IOException("%d bytes cannot hold a chunk of %d bytes".formatted(stored, size));
    }
  }

  @Override
  public void close() {
    inflater.end();
    stored = new byte[0];
    spare = new byte[0];
  }
}
