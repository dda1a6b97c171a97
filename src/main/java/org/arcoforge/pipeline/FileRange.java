package org.arcoforge.pipeline;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;

/** Files from ordinal {@code from}, inclusive, to {@code to}, exclusive. */
record FileRange(long from, long to) implements Serializable {

  /** Divides files 0 to {@code files} into ranges of nearly equal length, at most {@code most}. */
  static List<FileRange> divide(long files, int most) {
    List<FileRange> ranges = new ArrayList<>();
    long count = Math.min(files, most);
    for (long i = 0; i < count; i++) {
      ranges.add(new FileRange(i * files / count, (i + 1) * files / count));
    }
    return ranges;
  }
}
