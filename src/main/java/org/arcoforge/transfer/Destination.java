package org.arcoforge.transfer;

import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.arcoforge.store.Store;
import org.arcoforge.store.StoreKey;
import org.arcoforge.store.StoredObject;

/**
 * The place that is copied to.
 *
 * @param there what it had at the start
 */
record Destination(Store store, Map<StoreKey, StoredObject> there) {

  /**
   * Lists {@code store}.
   *
   * @throws IllegalArgumentException if it cannot be written
   */
  static Destination of(Store store) throws IOException {
    if (!store.isListable()) {
      throw new IllegalArgumentException(
          "Cannot copy to %s: it can be read only. Choose a path, or a gs:// or s3:// URI."
              .formatted(store));
    }
    Map<StoreKey, StoredObject> there = new HashMap<>();
    for (StoredObject object : store.objects("")) {
      there.put(object.key(), object);
    }
    return new Destination(store, there);
  }

  boolean isOpenable() {
    return StoreParts.isOpenable(there.keySet());
  }

  /** Returns what is there under other keys than those of {@code source}, sorted. */
  Set<StoreKey> beside(Set<StoreKey> source) {
    Set<StoreKey> beside = new TreeSet<>(there.keySet());
    beside.removeAll(source);
    return beside;
  }

  IllegalArgumentException notPart(StoreKey key, String remedy) {
    return new IllegalArgumentException(
        "Cannot copy to %s: it is not empty and not part of this copy (it has %s). Choose another target%s."
            .formatted(store, key, remedy));
  }

  /** Checks that a store that is there, and nothing else, would be replaced. */
  void requireZarrOnly() {
    TreeSet<StoreKey> foreign =
        new TreeSet<>(StoreParts.foreign(there.keySet(), Set.<StoreKey>of()));
    if (!foreign.isEmpty()) {
      throw new IllegalArgumentException(
          "Cannot copy to %s: it holds more than a Zarr store (it has %s). Choose another target."
              .formatted(store, foreign.first()));
    }
  }

  /** Deletes what makes it a store. Who reads it from then on finds none. */
  void takeOutOfService() throws IOException {
    for (StoreKey key : StoreParts.ROOTS) {
      store.delete(key);
      there.remove(key);
    }
  }

  /**
   * Deletes {@code keys}: metadata last, inner before outer, by which the next run knows a store.
   */
  void delete(Set<StoreKey> keys, Workers workers, Tally tally) throws IOException {
    workers.each(
        keys.stream().filter(key -> !StoreParts.isMetadata(key)).toList(),
        key -> delete(key, tally));
    Comparator<StoreKey> depth = Comparator.comparing(key -> key.path().split("/").length);
    for (StoreKey key :
        keys.stream()
            .filter(StoreParts::isMetadata)
            .sorted(depth.reversed().thenComparing(StoreParts::isMarker))
            .toList()) {
      delete(key, tally);
    }
  }

  private void delete(StoreKey key, Tally tally) throws IOException {
    store.delete(key);
    tally.deleted();
  }

  /**
   * Checks that the list shows what was copied, and nothing else but documents of the root.
   *
   * @param prefix of what to list
   */
  void requireListed(Map<StoreKey, Item> copied, String prefix) throws IOException {
    Map<StoreKey, Item> left = new HashMap<>(copied);
    left.keySet().removeIf(key -> !key.path().startsWith(prefix));
    for (StoredObject object : store.objects(prefix)) {
      Item item = left.remove(object.key());
      if (item == null) {
        if (!StoreParts.isRoot(object.key()) && prefix.isEmpty()) {
          throw notPart(object.key(), "");
        }
      } else if (item.size() != object.size()
          || (!item.md5().isEmpty()
              && !object.md5().isEmpty()
              && !item.md5().equals(object.md5()))) {
        throw wrong(
            object.key(),
            "it lists %,d bytes %s, copied were %,d bytes %s"
                .formatted(object.size(), object.md5(), item.size(), item.md5()));
      }
    }
    if (!left.isEmpty()) {
      throw wrong(new TreeSet<>(left.keySet()).first(), "it does not list it after the copy");
    }
  }

  private IOException wrong(StoreKey key, String reason) {
    return new IOException(
        "Cannot copy %s to %s: %s. Copy again when nobody else writes to it."
            .formatted(key, store, reason));
  }
}
