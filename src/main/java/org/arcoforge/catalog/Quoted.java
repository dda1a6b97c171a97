package org.arcoforge.catalog;

/** Texts of others in messages: in quotes, on one line, not too long, harmless to a terminal. */
final class Quoted {
  private static final int LONGEST = 80;

  private Quoted() {}

  static String of(String text) {
    String line = plain(text);
    int end = line.offsetByCodePoints(0, Math.min(LONGEST, line.codePointCount(0, line.length())));
    return "'" + line.substring(0, end) + (end < line.length() ? "…" : "") + "'";
  }

  /** Returns the text on one line, with a space for each run of white space and controls. */
  static String plain(String text) {
    return text.replaceAll("[\\s\\p{Cntrl}\\p{Cf}\\p{Cs}]+", " ").strip();
  }
}
