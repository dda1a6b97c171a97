package org.arcoforge.pattern;

import java.io.Serializable;
import java.util.List;

/**
 * A direction of a file pattern: one file, or one set of files, for each key.
 *
 * @param name the placeholder in the URL; unless the files are merged, also the dimension along
 *     which they follow one another
 */
public record Axis(String name, Kind kind, Keys keys) implements Serializable {

  /** How the files along an axis combine. */
  public enum Kind {
    /** One after another along the dimension that the axis is named after. */
    CONCAT,
    /** As {@link #CONCAT}, but the files lack the dimension: it is added, with their keys. */
    STACK,
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

  /** Returns whether the files follow one another along the dimension that this is named after. */
  public boolean isConcat() {
    return kind != Kind.MERGE;
  }

  /** Returns the number of keys, 1 or more. */
  public int size() {
    return keys.size();
  }

  /** Returns how many combinations the keys of all axes have. */
  static long combinations(List<Axis> axes) {
    return axes.stream().mapToLong(Axis::size).reduce(1, Math::multiplyExact);
  }

  /** Returns the text of key {@code position}, from 0. */
  public String key(int position) {
    return keys.text(position);
  }

  /**
   * Returns key {@code position}, from 0, as what it is: a {@link java.time.LocalDateTime}, a
   * {@link Long} or a {@link String}.
   */
  public Object value(int position) {
    if (keys instanceof DatedKeys dates) {
      return dates.date(position);
    }
    return keys instanceof IntegerKeys integers ? integers.value(position) : keys.text(position);
  }
}
