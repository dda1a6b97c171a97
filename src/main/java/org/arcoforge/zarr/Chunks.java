package org.arcoforge.zarr;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * What the documents of both formats say alike of an array's chunks. Levels of compression matter
 * to writers only; those that {@link Compression} does not have are taken as the nearest.
 */
final class Chunks {
  private static final int ZSTD_DEFAULT = 3;

  private Chunks() {}

  /** Returns chunk lengths; 0, as some writers have it where a dimension is empty, as 1. */
  static List<Integer> parse(JsonNode json, String key) throws IOException {
    List<Integer> chunk = new ArrayList<>();
    for (long length : Json.lengths(json, key)) {
      if (length > ArrayMetadata.MAXIMUM_CHUNK_BYTES) {
        throw new IOException("%s %s are too large".formatted(key, json.get(key)));
      }
      chunk.add((int) Math.max(1, length));
    }
    return chunk;
  }

  /** Returns names for dimensions that have none. */
  static List<String> dimensions(int rank) {
    List<String> names = new ArrayList<>();
    for (int d = 0; d < rank; d++) {
      names.add("dim_" + d);
    }
    return names;
  }

  static String separator(String separator) throws IOException {
    if (separator.equals("/") || separator.equals(".")) {
      return separator;
    }
    throw new IOException("chunk separator '%s' is not one of '/' and '.'".formatted(separator));
  }

  static Compression blosc(JsonNode level) {
    return Compression.blosc(between(1, level.asInt(5), 9));
  }

  static Compression zstd(JsonNode level) {
    int value = level.asInt(0);
    return Compression.zstd(value == 0 ? ZSTD_DEFAULT : between(1, value, 22));
  }

  static Compression gzip(JsonNode level) {
    return Compression.gzip(between(0, level.asInt(5), 9));
  }

  private static int between(int lowest, int value, int highest) {
    return Math.max(lowest, Math.min(highest, value));
  }
}
