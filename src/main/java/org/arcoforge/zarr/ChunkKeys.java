package org.arcoforge.zarr;

import java.util.Arrays;
import java.util.stream.Collectors;
import org.arcoforge.store.StoreKey;

/**
 * How an array names its chunks.
 *
 * @param prefixed whether {@code c} stands before the index, as by the encoding {@code default} of
 *     Zarr 3
 */
record ChunkKeys(boolean prefixed, String separator) {

  /** Returns how we name chunks. */
  static ChunkKeys of(ZarrFormat format) {
    return format == ZarrFormat.V3 ? new ChunkKeys(true, "/") : new ChunkKeys(false, ".");
  }

  StoreKey key(String array, long[] index) {
    return new StoreKey(array + "/" + path(index));
  }

  /** Returns the key within the array's folder. */
  String path(long[] index) {
    String joined =
        Arrays.stream(index).mapToObj(Long::toString).collect(Collectors.joining(separator));
    if (prefixed) {
      return "c" + (index.length == 0 ? "" : separator + joined);
    }
    return index.length == 0 ? "0" : joined;
  }
}
