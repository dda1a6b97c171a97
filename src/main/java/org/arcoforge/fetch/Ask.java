package org.arcoforge.fetch;

import org.jspecify.annotations.Nullable;

/**
 * What to ask a server for.
 *
 * @param accept the media types that are wanted
 * @param from the first byte
 * @param to the end, exclusive; -1 = the end of the file
 * @param ranged whether to ask for a part
 * @param ifRange the validator that the part must be of, or else the whole file; empty = any
 * @param ifOtherThan the validator of a version that need not be sent; empty = any is wanted
 */
record Ask(
    String url,
    String accept,
    long from,
    long to,
    boolean ranged,
    String ifRange,
    String ifOtherThan) {
  static Ask whole(String url, String accept) {
    return new Ask(url, accept, 0, -1, false, "", "");
  }

  static Ask part(String url, long from, long to, String ifRange) {
    return new Ask(url, "*/*", from, to, true, ifRange, "");
  }

  /** Asks for the first byte of a version other than {@code validator}. */
  static Ask change(String url, String validator) {
    return new Ask(url, "*/*", 0, 1, true, "", validator);
  }

  /** Returns the value of the Range header. */
  @Nullable String range() {
    return ranged ? "bytes=" + from + "-" + (to < 0 ? "" : to - 1) : null;
  }

  Ask at(String otherUrl) {
    return new Ask(otherUrl, accept, from, to, ranged, ifRange, ifOtherThan);
  }

  /** Returns what a server of plain files gives: [from, to) of {@code size} bytes, or all. */
  long end(long size) {
    return to < 0 ? size : Math.min(to, size);
  }
}
