package org.arcoforge.store;

import java.io.Serializable;

/**
 * The name of an object in a store: parts joined by single slashes, such as {@code sst/c/0/1}.
 *
 * @param path has no leading, trailing or double slash, and no part {@code .} or {@code ..}
 */
public record StoreKey(String path) implements Comparable<StoreKey>, Serializable {
  public StoreKey {
    boolean legal = !path.isEmpty();
    for (String part : path.split("/", -1)) {
      legal &= !part.isEmpty() && !part.equals(".") && !part.equals("..");
    }
    if (!legal || path.indexOf('\0') >= 0) {
      throw new IllegalArgumentException(
          "Invalid store key: '%s' (must be parts joined by single slashes, none '.' or '..')."
              .formatted(path));
    }
  }

  @Override
  public int compareTo(StoreKey other) {
    return path.compareTo(other.path);
  }

  @Override
  public String toString() {
    return path;
  }
}
