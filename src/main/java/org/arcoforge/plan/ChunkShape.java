package org.arcoforge.plan;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Chooses the chunk shape of an array. */
final class ChunkShape {
  private ChunkShape() {}

  /**
   * Returns the chunk shape, slowest dimension first, each length from 1 to the array's (1 where
   * that is 0).
   *
   * <p>Dimensions in {@code wanted} get that length. Of the others, those that files are
   * concatenated along shrink first, so that maps stay whole, then the slowest first, until a chunk
   * takes no more than {@code goalBytes}.
   *
   * @param dimensions names of the dimensions, slowest first
   * @param shape their lengths in elements
   * @param wanted chunk lengths by dimension, in elements
   * @param shrinkFirst dimensions that files are concatenated along
   */
  static List<Integer> choose(
      List<String> dimensions,
      long[] shape,
      long elementBytes,
      Map<String, Long> wanted,
      List<String> shrinkFirst,
      long goalBytes) {
    long[] chunk = new long[shape.length];
    double bytes = elementBytes;
    for (int d = 0; d < shape.length; d++) {
      Long want = wanted.get(dimensions.get(d));
      chunk[d] = Math.max(1, want == null ? shape[d] : Math.min(want, shape[d]));
      bytes *= chunk[d];
    }
    for (boolean concatenated : new boolean[] {true, false}) {
      for (int d = 0; d < shape.length && bytes > goalBytes; d++) {
        String name = dimensions.get(d);
        if (!wanted.containsKey(name) && shrinkFirst.contains(name) == concatenated) {
          double others = bytes / chunk[d];
          chunk[d] = Math.max(1, (long) Math.floor(goalBytes / others));
          bytes = others * chunk[d];
        }
      }
    }
    List<Integer> chosen = new ArrayList<>();
    for (long length : chunk) {
      chosen.add((int) Math.min(length, Integer.MAX_VALUE));
    }
    return chosen;
  }
}
