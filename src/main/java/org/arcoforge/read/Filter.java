package org.arcoforge.read;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A filter of the pipeline of an HDF5 dataset.
 *
 * @param parameters its client data
 * @see <a href="https://support.hdfgroup.org/documentation/hdf5/latest/_f_m_t3.html">HDF5 file
 *     format, IV.A.2.l</a>
 */
record Filter(int id, String name, List<Integer> parameters) {
  static final int DEFLATE = 1;
  static final int SHUFFLE = 2;
  static final int FLETCHER32 = 3;
  static final int LZF = 32000;
  static final int LZ4 = 32004;
  static final int BITSHUFFLE = 32008;
  static final int ZSTD = 32015;

  private static final Set<Integer> KNOWN =
      Set.of(DEFLATE, SHUFFLE, FLETCHER32, LZF, LZ4, BITSHUFFLE, ZSTD);
  private static final Map<Integer, String> NAMES =
      Map.ofEntries(
          Map.entry(DEFLATE, "deflate"),
          Map.entry(SHUFFLE, "shuffle"),
          Map.entry(FLETCHER32, "fletcher32"),
          Map.entry(4, "szip"),
          Map.entry(5, "nbit"),
          Map.entry(6, "scaleoffset"),
          Map.entry(307, "bzip2"),
          Map.entry(LZF, "lzf"),
          Map.entry(32001, "blosc"),
          Map.entry(LZ4, "lz4"),
          Map.entry(BITSHUFFLE, "bitshuffle"),
          Map.entry(ZSTD, "zstd"));

  Filter {
    parameters = List.copyOf(parameters);
  }

  /** Returns whether it can be undone. */
  boolean isKnown() {
    return KNOWN.contains(id);
  }

  /** Returns filters in the order in which they were applied. */
  static List<Filter> parse(ByteBuffer body) throws IOException {
    int version = body.get();
    int count = body.get() & 0xff;
    if (version != 1 && version != 2) {
      throw new IOException("it has filters of unknown version %d".formatted(version));
    }
    Bytes.skip(body, version == 1 ? 6 : 0);
    List<Filter> filters = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      int id = body.getShort() & 0xffff;
      int nameLength = version == 2 && id < 256 ? 0 : body.getShort() & 0xffff;
      Bytes.skip(body, 2);
      int values = body.getShort() & 0xffff;
      String stored = Bytes.name(Bytes.part(body, nameLength));
      Bytes.skip(body, version == 1 ? -nameLength & 7 : 0);
      List<Integer> parameters = new ArrayList<>();
      for (int v = 0; v < values; v++) {
        parameters.add(body.getInt());
      }
      Bytes.skip(body, version == 1 && values % 2 != 0 ? 4 : 0);
      String fallback = stored.isEmpty() ? "filter " + id : stored;
      filters.add(new Filter(id, NAMES.getOrDefault(id, fallback), parameters));
    }
    return filters;
  }
}
