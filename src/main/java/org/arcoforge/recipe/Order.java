package org.arcoforge.recipe;

/** In which order the parts of a concatenated dimension follow one another. */
public enum Order {
  /**
   * That of the keys, and the coordinate must ascend or descend strictly in it; else the plan
   * stops.
   */
  CHECKED,
  /** That of the keys, whatever the coordinate says. */
  BY_KEY,
  /** That of the coordinate values, ascending, also within files. */
  BY_VALUE
}
