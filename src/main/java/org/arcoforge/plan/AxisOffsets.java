package org.arcoforge.plan;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Map;
import java.util.TreeMap;

/** Where the files of each key start along a concatenated dimension. */
final class AxisOffsets implements Serializable {
  /** Element i is where key i starts; the last element is the whole length. */
  private final long[] offsets;

  private AxisOffsets(long[] offsets) {
    this.offsets = offsets;
  }

  /**
   * Returns the offsets of files of these lengths, by key number from 0 without gaps; files may be
   * empty.
   */
  static AxisOffsets of(Map<Integer, Agreement<Long>> lengths) {
    long[] offsets = new long[lengths.size() + 1];
    int next = 0;
    for (Agreement<Long> length : new TreeMap<>(lengths).values()) {
      offsets[next + 1] = Math.addExact(offsets[next], length.first());
      next++;
    }
    return new AxisOffsets(offsets);
  }

  long length() {
    return offsets[offsets.length - 1];
  }

  long start(int key) {
    return offsets[key];
  }

  long end(int key) {
    return offsets[key + 1];
  }

  int keys() {
    return offsets.length - 1;
  }

  /** Returns the first key that holds or comes behind {@code index}. */
  int keyAt(long index) {
    int found = Arrays.binarySearch(offsets, index + 1);
    return (found >= 0 ? found : -found - 1) - 1;
  }
}
