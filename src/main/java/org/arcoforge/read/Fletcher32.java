package org.arcoforge.read;

/**
 * HDF5's Fletcher checksum: big-endian 16-bit words, sums folded rather than reduced, so that words
 * of all ones do not vanish.
 */
final class Fletcher32 {
  private static final int WORDS_WITHOUT_OVERFLOW = 360;

  private Fletcher32() {}

  /** Returns the checksum of the first {@code length} bytes. */
  static int of(byte[] bytes, int length) {
    int first = 0;
    int second = 0;
    int at = 0;
    int words = length / 2;
    while (words > 0) {
      int block = Math.min(words, WORDS_WITHOUT_OVERFLOW);
      words -= block;
      for (int i = 0; i < block; i++, at += 2) {
        first += (bytes[at] & 255) << 8 | (bytes[at + 1] & 255);
        second += first;
      }
      first = fold(first);
      second = fold(second);
    }
    if (length % 2 != 0) {
      first += (bytes[at] & 255) << 8;
      second += first;
      first = fold(first);
      second = fold(second);
    }
    return fold(second) << 16 | fold(first);
  }

  /** Returns whether {@code stored} is {@code sum}, or is as HDF5 before 1.6.3 stored it. */
  static boolean matches(int stored, int sum) {
    int swapped = (sum & 0x00ff00ff) << 8 | (sum >>> 8 & 0x00ff00ff);
    return stored == sum || stored == swapped;
  }

  private static int fold(int sum) {
    return (sum & 0xffff) + (sum >>> 16);
  }
}
