package org.arcoforge.recipe;

import java.util.Locale;

/** What to do where source files do not agree on an {@link Aspect}. */
public enum Policy {
  /** Stop before anything is written, and say which files differ. */
  ERROR,
  /** Take what the first file says, for all files. */
  FIRST,
  /** Leave the attribute or the variable out of the store. */
  DROP,
  /** Convert the values of every file, exactly or within a stated bound, to one form. */
  CONVERT,
  /** Put missing values where files have none. */
  FILL;

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
