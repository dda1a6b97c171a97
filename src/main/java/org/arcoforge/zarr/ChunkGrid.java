package org.arcoforge.zarr;

import java.util.Arrays;
import org.arcoforge.dataset.Region;

/**
 * How chunks of equal shape lie on an array, from index 0 of each dimension. A scalar has one
 * chunk; an array with a dimension of length 0 has none.
 */
public final class ChunkGrid {
  private final long[] shape;
  private final int[] chunk;
  private final long[] counts;

  /**
   * Makes the grid of an array.
   *
   * @param shape of the array, in elements
   * @param chunk the shape of a chunk, in elements
   * @throws IllegalArgumentException if the ranks differ, a length is negative, a chunk length is
   *     below 1, or there are 2^63 chunks or more
   */
  public ChunkGrid(long[] shape, int[] chunk) {
    boolean fits = shape.length == chunk.length;
    fits &= Arrays.stream(shape).allMatch(length -> length >= 0);
    fits &= Arrays.stream(chunk).allMatch(length -> length >= 1);
    if (!fits) {
      throw new IllegalArgumentException(
          "Invalid chunk grid: shape %s, chunk %s (must be of equal rank, chunk lengths >= 1)."
              .formatted(Arrays.toString(shape), Arrays.toString(chunk)));
    }
    this.shape = shape.clone();
    this.chunk = chunk.clone();
    this.counts = new long[shape.length];
    for (int d = 0; d < counts.length; d++) {
      counts[d] = shape[d] / chunk[d] + (shape[d] % chunk[d] == 0 ? 0 : 1);
    }
    try {
      Region.all(counts).size();
    } catch (ArithmeticException e) {
      throw new IllegalArgumentException(
          "Invalid chunk grid: shape %s, chunk %s (too many chunks)."
              .formatted(Arrays.toString(shape), Arrays.toString(chunk)),
          e);
    }
  }

  public int rank() {
    return shape.length;
  }

  /** Returns the number of chunks along each dimension. */
  public long[] counts() {
    return counts.clone();
  }

  /** Returns the shape of every chunk, in elements. */
  public int[] chunkShape() {
    return chunk.clone();
  }

  /** Returns the number of all chunks. */
  public long chunkCount() {
    return Region.all(counts).size();
  }

  /** Returns the elements of the chunk at {@code index} that lie on the array. */
  public Region region(long[] index) {
    check(index);
    long[] origin = new long[shape.length];
    long[] lengths = new long[shape.length];
    for (int d = 0; d < origin.length; d++) {
      origin[d] = index[d] * chunk[d];
      lengths[d] = Math.min(chunk[d], shape[d] - origin[d]);
    }
    return Region.of(origin, lengths);
  }

  /** Returns whether the chunk at {@code index} lies on the array with all its elements. */
  public boolean isWhole(long[] index) {
    Region region = region(index);
    for (int d = 0; d < chunk.length; d++) {
      if (region.length(d) != chunk[d]) {
        return false;
      }
    }
    return true;
  }

  /**
   * Returns the index of chunk {@code ordinal} in C order (last dimension fastest).
   *
   * @param ordinal from 0 to {@link #chunkCount} - 1
   */
  public long[] index(long ordinal) {
    if (ordinal < 0 || ordinal >= chunkCount()) {
      throw new IllegalArgumentException(
          "Cannot find chunk %d: the grid has %d chunks.".formatted(ordinal, chunkCount()));
    }
    long[] index = new long[counts.length];
    long rest = ordinal;
    for (int d = counts.length - 1; d >= 0; d--) {
      index[d] = rest % counts[d];
      rest /= counts[d];
    }
    return index;
  }

  /** Returns the place in C order of the chunk at {@code index}. */
  public long ordinal(long[] index) {
    check(index);
    long ordinal = 0;
    for (int d = 0; d < counts.length; d++) {
      ordinal = ordinal * counts[d] + index[d];
    }
    return ordinal;
  }

  /**
   * Returns the chunks that have elements of {@code elements}, as a region of chunk indexes.
   *
   * @throws IllegalArgumentException if {@code elements} is not within the array
   */
  public Region touchedBy(Region elements) {
    if (elements.rank() != shape.length || !Region.all(shape).contains(elements)) {
      throw new IllegalArgumentException(
          "Cannot find the chunks of %s: the array has shape %s."
              .formatted(elements, Arrays.toString(shape)));
    }
    long[] origin = new long[shape.length];
    long[] lengths = new long[shape.length];
    for (int d = 0; d < origin.length; d++) {
      origin[d] = elements.origin(d) / chunk[d];
      lengths[d] = elements.length(d) == 0 ? 0 : (elements.end(d) - 1) / chunk[d] - origin[d] + 1;
    }
    return Region.of(origin, lengths);
  }

  private void check(long[] index) {
    boolean inside = index.length == counts.length;
    for (int d = 0; inside && d < index.length; d++) {
      inside = index[d] >= 0 && index[d] < counts[d];
    }
    if (!inside) {
      throw new IllegalArgumentException(
          "Cannot find chunk %s: the grid has %s chunks."
              .formatted(Arrays.toString(index), Arrays.toString(counts)));
    }
  }

  @Override
  public String toString() {
    return "%s in chunks of %s".formatted(Arrays.toString(shape), Arrays.toString(chunk));
  }
}
