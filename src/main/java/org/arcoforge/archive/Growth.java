package org.arcoforge.archive;

/**
 * How many bytes a decoder may give for what it read. More is a bomb.
 *
 * @param ratio bytes out for each byte in
 * @param floor bytes out that are always allowed
 */
record Growth(long ratio, long floor) {
  /** Returns whether {@code out} bytes are too many for {@code in} bytes. */
  boolean isExceeded(long in, long out) {
    return out > floor && out / ratio > in;
  }
}
