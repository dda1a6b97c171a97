package org.arcoforge.report;

import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import org.arcoforge.store.Store;
import org.arcoforge.store.StoredObject;

/**
 * The objects of a store, counted.
 *
 * @param isListed whether they could be: a web server cannot list
 * @param count of all objects
 * @param bytes of all objects
 * @param arrays those of the chunks of each array
 */
record StoredObjects(boolean isListed, long count, long bytes, Map<String, Chunks> arrays) {

  /** Chunks that are there, and their bytes. */
  record Chunks(long count, long bytes) {
    static final Chunks NONE = new Chunks(0, 0);
  }

  StoredObjects {
    arrays = Map.copyOf(arrays);
  }

  static StoredObjects list(Store store) throws IOException {
    if (!store.isListable()) {
      return new StoredObjects(false, 0, 0, Map.of());
    }
    long count = 0;
    long bytes = 0;
    Map<String, Chunks> arrays = new HashMap<>();
    for (StoredObject object : store.objects("")) {
      count++;
      bytes += Math.max(0, object.size());
      String path = object.key().path();
      int slash = path.indexOf('/');
      String name = path.substring(path.lastIndexOf('/') + 1);
      if (slash > 0 && !name.equals("zarr.json") && !name.startsWith(".z")) {
        arrays.merge(
            path.substring(0, slash),
            new Chunks(1, Math.max(0, object.size())),
            (a, b) -> new Chunks(a.count + b.count, a.bytes + b.bytes));
      }
    }
    return new StoredObjects(true, count, bytes, arrays);
  }

  /** Returns the chunks of {@code array} that are there. */
  Chunks of(String array) {
    return arrays.getOrDefault(array, Chunks.NONE);
  }
}
