package org.arcoforge.pattern;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** Checks that no two files of a pattern have the same URL. */
final class DistinctUrls {
  private DistinctUrls() {}

  /**
   * Finds equal URLs among {@code count} files, by their hashes first, so that millions fit into
   * memory.
   */
  static void check(FilePattern pattern, int count) {
    long[] hashes = new long[count];
    for (int i = 0; i < count; i++) {
      hashes[i] = hash(pattern.file(i).url());
    }
    long[] sorted = hashes.clone();
    Arrays.sort(sorted);
    Map<String, Integer> seen = new HashMap<>();
    for (int i = 0; i < count; i++) {
      int at = Arrays.binarySearch(sorted, hashes[i]);
      boolean alone =
          (at == 0 || sorted[at - 1] != hashes[i])
              && (at == count - 1 || sorted[at + 1] != hashes[i]);
      if (!alone) {
        String url = pattern.file(i).url();
        Integer before = seen.putIfAbsent(url, i);
        if (before != null) {
          throw new IllegalArgumentException(
              "Cannot list the files of %s: file %d and file %d are both %s. Separate the placeholders."
                  .formatted(pattern, before, i, url));
        }
      }
    }
  }

  private static long hash(String text) {
    long hash = 0xcbf29ce484222325L;
    for (int i = 0; i < text.length(); i++) {
      hash = (hash ^ text.charAt(i)) * 0x100000001b3L;
    }
    return hash;
  }
}
