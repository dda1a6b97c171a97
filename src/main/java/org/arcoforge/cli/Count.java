package org.arcoforge.cli;

import java.util.Locale;

/** Numbers of things as people read them. */
final class Count {
  private Count() {}

  /** Returns such as {@code 1 file} or {@code 12,345 files}. */
  static String of(long count, String thing) {
    return String.format(Locale.ROOT, "%,d %s%s", count, thing, count == 1 ? "" : "s");
  }
}
