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
 */
record Ask(String url, String accept, long from, long to, boolean ranged, String ifRange) {
  static Ask whole(String url, String accept) {
    return new Ask(url, accept, 0, -1, false, "");
  }

  static Ask part(String url, long from, long to, String ifRange) {
    return new Ask(url, "*/*", from, to, true, ifRange);
  }

  /** Returns the value of the Range header. */
  @Nullable String range() {
    return ranged ? "bytes=" + from + "-" + (to < 0 ? "" : to - 1) : null;
  }

  Ask at(String otherUrl) {
    return new Ask(otherUrl, accept, from, to, ranged, ifRange);
  }

  /** Returns what a server of plain files gives: [from, to) of {@code size} bytes, or all. */
  long end(long size) {
    return to < 0 ? size : Math.min(to, size);
  }
}
