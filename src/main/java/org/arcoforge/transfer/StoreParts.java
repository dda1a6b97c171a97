package org.arcoforge.transfer;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.arcoforge.store.StoreKey;
import org.arcoforge.zarr.GroupMetadata;

/** What an object is to a Zarr store of either format, by its key. */
final class StoreParts {
  /** The documents of a root, in the order in which they are deleted. */
  static final List<StoreKey> ROOTS = GroupMetadata.rootKeys();

  /** Those without which nobody opens a store. */
  private static final Set<StoreKey> MARKERS =
      Set.of(new StoreKey("zarr.json"), new StoreKey(".zgroup"), new StoreKey(".zarray"));

  private static final String CHUNK = "c([./]\\d+)*|\\d+([./]\\d+)*";

  private StoreParts() {}

  /** Returns whether a store with these objects can be opened. */
  static boolean isOpenable(Collection<StoreKey> keys) {
    return MARKERS.stream().anyMatch(keys::contains);
  }

  /** Returns the documents of a root in the order in which they are put, the marker last. */
  static List<StoreKey> rootsInOrder() {
    List<StoreKey> order = new ArrayList<>(ROOTS);
    Collections.reverse(order);
    return order;
  }

  static boolean isRoot(StoreKey key) {
    return ROOTS.contains(key);
  }

  /** Returns whether it makes its folder a node. */
  static boolean isMarker(StoreKey key) {
    return MARKERS.contains(new StoreKey(name(key)));
  }

  static boolean isMetadata(StoreKey key) {
    return ROOTS.contains(new StoreKey(name(key)));
  }

  private static String name(StoreKey key) {
    return key.path().substring(key.path().lastIndexOf('/') + 1);
  }

  /** Returns the folder of {@code path}; empty for the root. */
  private static String folder(String path) {
    return path.substring(0, Math.max(0, path.lastIndexOf('/')));
  }

  /**
   * Returns those of {@code keys} that are not parts of one Zarr store: neither metadata nor chunks
   * of a node, all of whose folders below the root are nodes.
   *
   * @param context keys that count as there too
   */
  static Set<StoreKey> foreign(Collection<StoreKey> keys, Collection<StoreKey> context) {
    Set<String> nodes = new HashSet<>();
    Set<String> arrays = new HashSet<>();
    addNodes(keys, nodes, arrays);
    addNodes(context, nodes, arrays);
    for (String node : nodes) {
      // What has nodes in it is a group.
      for (String outer = node; !outer.isEmpty(); ) {
        outer = folder(outer);
        arrays.remove(outer);
      }
    }
    Set<StoreKey> foreign = new HashSet<>();
    for (StoreKey key : keys) {
      if (!(isMetadata(key) ? isWithin(folder(key.path()), nodes) : isChunk(key, nodes, arrays))) {
        foreign.add(key);
      }
    }
    return foreign;
  }

  private static void addNodes(Collection<StoreKey> keys, Set<String> nodes, Set<String> arrays) {
    for (StoreKey key : keys) {
      if (isMarker(key)) {
        nodes.add(folder(key.path()));
        if (!name(key).equals(".zgroup")) {
          arrays.add(folder(key.path()));
        }
      }
    }
  }

  private static boolean isWithin(String node, Set<String> nodes) {
    String folder = node;
    while (!folder.isEmpty() && nodes.contains(folder)) {
      folder = folder(folder);
    }
    return folder.isEmpty();
  }

  private static boolean isChunk(StoreKey key, Set<String> nodes, Set<String> arrays) {
    String node = folder(key.path());
    while (!node.isEmpty() && !nodes.contains(node)) {
      node = folder(node);
    }
    String rest = node.isEmpty() ? key.path() : key.path().substring(node.length() + 1);
    return arrays.contains(node) && rest.matches(CHUNK) && isWithin(node, nodes);
  }
}
