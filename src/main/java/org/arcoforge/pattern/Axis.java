package org.arcoforge.pattern;

import java.io.Serializable;

/**
 * A direction of a file pattern: one file, or one set of files, for each key.
 *
 * @param name the placeholder in the URL; of a concat axis, also the dimension along which the
 *     files follow one another
 */
public record Axis(String name, Kind kind, Keys keys) implements Serializable {

  /** How the files along an axis combine. */
  public enum Kind {
    /** One after another along the dimension that the axis is named after. */
    CONCAT,
    /** Side by side: each holds other variables. */
    MERGE
  }

  public Axis {
    if (!name.matches("[A-Za-z_][A-Za-z0-9_.-]*")) {
      throw new IllegalArgumentException(
          "Cannot name an axis '%s': a name is a letter or '_', then letters, digits, '_', '.', '-'."
              .formatted(name));
    }
  }

  /** Returns the number of keys, 1 or more. */
  public int size() {
    return keys.size();
  }

  /** Returns the text of key {@code position}, from 0. */
  public String key(int position) {
    return keys.text(position);
  }
}
