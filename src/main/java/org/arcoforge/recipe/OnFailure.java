package org.arcoforge.recipe;

/** What becomes of a source file that cannot be fetched or opened. */
public enum OnFailure {
  /** The run stops, and all such files are listed. */
  FAIL,
  /** Its keys of concat and stack are left out, as if the pattern did not have them. */
  SKIP,
  /** Its places stay, with missing values. */
  FILL
}
