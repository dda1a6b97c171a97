package org.arcoforge.catalog;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;

/** Finds the word that was meant. */
final class Spelling {
  private Spelling() {}

  /**
   * Returns the word nearest to {@code written}, if one is near. Case and all but letters and
   * digits count little.
   */
  static Optional<String> nearest(String written, Collection<String> words) {
    String plain = plain(written);
    int most = Math.max(1, plain.length() / 4);
    return words.stream()
        .filter(word -> Math.abs(plain(word).length() - plain.length()) <= most)
        .filter(word -> distance(plain(word), plain) <= most)
        .min(
            Comparator.comparingInt((String word) -> distance(plain(word), plain))
                .thenComparingInt(word -> distance(word, written))
                .thenComparing(Comparator.naturalOrder()));
  }

  private static String plain(String text) {
    return text.toLowerCase(Locale.ROOT).replaceAll("[^\\p{L}\\p{N}]", "");
  }

  /** Returns how many letters to put, take out or change to make one text of the other. */
  private static int distance(String a, String b) {
    int[] before = new int[b.length() + 1];
    for (int j = 0; j <= b.length(); j++) {
      before[j] = j;
    }
    for (int i = 1; i <= a.length(); i++) {
      int[] row = new int[b.length() + 1];
      row[0] = i;
      for (int j = 1; j <= b.length(); j++) {
        int change = before[j - 1] + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
        row[j] = Math.min(change, 1 + Math.min(before[j], row[j - 1]));
      }
      before = row;
    }
    return before[b.length()];
  }
}
