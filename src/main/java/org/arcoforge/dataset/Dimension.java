package org.arcoforge.dataset;

import java.io.Serializable;

/**
 * A named dimension.
 *
 * @param length in elements; 0 is legal
 * @param unlimited whether the file lets it grow
 */
public record Dimension(String name, long length, boolean unlimited) implements Serializable {
  public Dimension {
    if (length < 0) {
      throw new IllegalArgumentException(
          "Invalid length of dimension '%s': %d (must be 0 or more).".formatted(name, length));
    }
  }

  /** Returns a dimension of fixed length. */
  public static Dimension of(String name, long length) {
    return new Dimension(name, length, false);
  }
}
