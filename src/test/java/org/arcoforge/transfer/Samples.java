package org.arcoforge.transfer;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import org.arcoforge.store.MemoryStore;
import org.arcoforge.store.Store;
import org.arcoforge.store.StoreKey;
import org.arcoforge.zarr.ZarrReader;

/** Small stores in memory. */
final class Samples {
  private static final String ARRAY =
      """
      {"zarr_format": 3, "node_type": "array", "shape": [5, 2], "data_type": "float7",
       "chunk_grid": {"name": "regular", "configuration": {"chunk_shape": [3, 2]}},
       "chunk_key_encoding": {"name": "default", "configuration": {"separator": "/"}},
       "fill_value": 0, "codecs": [{"name": "sharding_indexed"}]}
      """;

  private Samples() {}

  static void put(Store store, String key, String text) throws IOException {
    store.put(new StoreKey(key), ByteBuffer.wrap(text.getBytes(UTF_8)));
  }

  /** Returns a group with an array, and a group with an array that this project cannot read. */
  static MemoryStore v3() throws IOException {
    MemoryStore store = new MemoryStore();
    put(
        store,
        "zarr.json",
        """
        {"zarr_format": 3, "node_type": "group", "attributes": {}, "consolidated_metadata":
          {"kind": "inline", "must_understand": false, "metadata": {
            "inner": {"zarr_format": 3, "node_type": "group"},
            "inner/b": %s}}}
        """
            .formatted(ARRAY));
    put(store, "inner/zarr.json", "{\"zarr_format\": 3, \"node_type\": \"group\"}");
    put(store, "inner/b/zarr.json", ARRAY);
    put(store, "inner/b/c/0/0", "first chunk");
    put(store, "inner/b/c/1/0", "second chunk");
    return store;
  }

  /** Returns the same in Zarr 2, with an empty object. */
  static MemoryStore v2() throws IOException {
    MemoryStore store = new MemoryStore();
    String array =
        """
        {"zarr_format": 2, "shape": [5], "chunks": [3], "dtype": "<m9", "order": "F",
         "compressor": null, "filters": null, "fill_value": null, "dimension_separator": "/"}
        """;
    put(store, ".zgroup", "{\"zarr_format\": 2}");
    put(store, ".zattrs", "{}");
    put(
        store,
        ".zmetadata",
        """
        {"zarr_consolidated_format": 1, "metadata": {".zgroup": {"zarr_format": 2}, ".zattrs": {},
         "inner/.zgroup": {"zarr_format": 2}, "inner/b/.zattrs": {}, "inner/b/.zarray": %s}}
        """
            .formatted(array));
    put(store, "inner/.zgroup", "{\"zarr_format\": 2}");
    put(store, "inner/b/.zattrs", "{}");
    put(store, "inner/b/.zarray", array);
    put(store, "inner/b/0", "one");
    put(store, "inner/b/1", "");
    return store;
  }

  static Map<String, String> contents(Store store) throws IOException {
    return contents(store, key -> true);
  }

  static Map<String, String> contents(Store store, Predicate<String> wanted) throws IOException {
    Map<String, String> contents = new LinkedHashMap<>();
    for (StoreKey key : store.list("")) {
      if (wanted.test(key.path())) {
        contents.put(key.path(), new String(store.get(key).orElseThrow(), UTF_8));
      }
    }
    return contents;
  }

  /** Returns whether a reader finds a group in the root. */
  static boolean opens(Store store) {
    try {
      ZarrReader.open(store);
      return true;
    } catch (IOException e) {
      return !String.valueOf(e.getMessage()).contains("has neither zarr.json nor .zgroup");
    }
  }
}
