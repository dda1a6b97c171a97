package org.arcoforge.recipe;

/** What becomes of coordinate values that stand several times along a concatenated dimension. */
public enum Duplicates {
  /** The plan stops. */
  ERROR,
  /** The one that comes first, in the order of the keys and within a file, is kept. */
  FIRST,
  /** The one that comes last is kept. */
  LAST,
  /** All are kept. */
  KEEP
}
