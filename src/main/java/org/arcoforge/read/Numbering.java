package org.arcoforge.read;

/**
 * Numbers chunks as HDF5 does: in C order, over the largest shape that the dataset may take. A
 * dimension without limit counts slowest, wherever it stands.
 */
final class Numbering {
  private final long[] counts;
  private final int slowest;

  private Numbering(long[] counts, int slowest) {
    this.counts = counts;
    this.slowest = slowest;
  }

  /** {@code limits}: in elements; -1 for the one dimension that has none. */
  static Numbering of(long[] chunk, long[] limits) {
    long[] counts = new long[chunk.length];
    int slowest = 0;
    for (int d = 0; d < counts.length; d++) {
      counts[d] = limits[d] < 0 ? Long.MAX_VALUE : (limits[d] + chunk[d] - 1) / chunk[d];
      slowest = limits[d] < 0 ? d : slowest;
    }
    return new Numbering(counts, slowest);
  }

  /** Returns whether there can be a chunk at {@code position}. */
  boolean covers(long[] position) {
    for (int d = 0; d < counts.length; d++) {
      if (position[d] >= counts[d]) {
        return false;
      }
    }
    return true;
  }

  long of(long[] position) {
    long number = position.length == 0 ? 0 : position[slowest];
    for (int d = 0; d < counts.length; d++) {
      if (d != slowest) {
        number = Math.addExact(Math.multiplyExact(number, counts[d]), position[d]);
      }
    }
    return number;
  }
}
