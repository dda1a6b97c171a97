package org.arcoforge.transfer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.arcoforge.store.Store;
import org.arcoforge.store.StoreKey;
import org.arcoforge.store.StoredObject;
import org.arcoforge.zarr.ConsolidatedKeys;
import org.jspecify.annotations.Nullable;

/**
 * The objects of the store that is copied.
 *
 * @param listed as the store listed them; empty if it cannot list
 */
record SourceObjects(Store store, List<Item> items, List<StoredObject> listed) {

  /**
   * Lists a store, or, if it cannot list, reads which objects it has from its consolidated
   * metadata.
   *
   * @throws IOException if it is no finished Zarr store
   */
  static SourceObjects of(Store store) throws IOException {
    if (!store.isListable()) {
      return new SourceObjects(store, unlisted(store), List.of());
    }
    List<StoredObject> listed = store.objects("");
    if (!StoreParts.isOpenable(
        listed.stream().map(StoredObject::key).collect(Collectors.toSet()))) {
      throw notZarr(store);
    }
    List<Item> items =
        listed.stream().map(o -> new Item(o.key(), o.size(), o.md5(), false)).toList();
    return new SourceObjects(store, items, listed);
  }

  private static IOException notZarr(Store store) {
    return new IOException(
        ("Cannot copy %s: it is no Zarr store, without zarr.json, .zgroup or .zarray in its root."
                + " Check its address; a store that is still being written, or was given up, has none"
                + " either.")
            .formatted(store));
  }

  private static List<Item> unlisted(Store store) throws IOException {
    Optional<StoreKey> marker = Optional.empty();
    for (String name : List.of("zarr.json", ".zgroup", ".zarray")) {
      StoreKey key = new StoreKey(name);
      if (marker.isEmpty() && store.get(key).isPresent()) {
        marker = Optional.of(key);
      }
    }
    StoreKey found = marker.orElseThrow(() -> notZarr(store));
    StoreKey key = found.path().equals(".zgroup") ? new StoreKey(".zmetadata") : found;
    byte[] document =
        store.get(key).orElseThrow(() -> unlistable(store, "it has no .zmetadata", null));
    ConsolidatedKeys keys;
    try {
      keys = ConsolidatedKeys.parse(key, document);
    } catch (IOException e) {
      throw unlistable(store, String.valueOf(e.getMessage()), e);
    }
    List<Item> items = new ArrayList<>();
    items.add(new Item(key, document.length, Checksum.md5(document), false));
    for (StoreKey other : keys.documents()) {
      if (!other.equals(key)) {
        items.add(new Item(other, -1, "", false));
      }
    }
    if (items.stream().noneMatch(item -> item.key().equals(found))) {
      items.add(new Item(found, -1, "", false));
    }
    keys.optional().forEach(other -> items.add(new Item(other, -1, "", true)));
    return items;
  }

  private static IOException unlistable(Store store, String reason, @Nullable Exception cause) {
    return new IOException(
        ("Cannot copy %s: it cannot list its objects, and %s. Consolidate its metadata, or copy it"
                + " from a store that can list.")
            .formatted(store, reason),
        cause);
  }

  Set<StoreKey> keys() {
    return items.stream().map(Item::key).collect(Collectors.toSet());
  }

  /** Returns the sum of all sizes; -1 if one is not known. */
  long bytes() {
    return items.stream().anyMatch(item -> item.size() < 0)
        ? -1
        : items.stream().mapToLong(Item::size).sum();
  }

  /**
   * Checks that the store lists what it did at the start.
   *
   * @throws IOException if it does not
   */
  void requireUnchanged() throws IOException {
    if (!store.isListable()) {
      return; // Its consolidated metadata are read again, and checked, when they are copied.
    }
    List<StoredObject> now = store.objects("");
    if (now.equals(listed)) {
      return;
    }
    List<StoredObject> changed = new ArrayList<>(now);
    changed.removeAll(Set.copyOf(listed));
    if (changed.isEmpty()) {
      changed = new ArrayList<>(listed);
      changed.removeAll(Set.copyOf(now));
    }
    throw changed(store, changed.get(0).key(), "another object is listed than at the start");
  }

  static IOException changed(Store store, StoreKey key, String reason) {
    return new IOException(
        "Cannot copy %s of %s: it changed while the store was copied: %s. Copy it again when nobody writes to it."
            .formatted(key, store, reason));
  }
}
