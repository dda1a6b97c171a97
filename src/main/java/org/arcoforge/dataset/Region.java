package org.arcoforge.dataset;

import java.io.Serializable;
import java.util.Arrays;
import java.util.Optional;

/**
 * A hyperslab: {@code shape} elements from {@code origin}, slowest dimension first. The region of a
 * scalar has rank 0 and one element; a length of 0 makes a region without elements.
 */
public final class Region implements Serializable {
  private final long[] origin;
  private final long[] shape;

  private Region(long[] origin, long[] shape) {
    this.origin = origin;
    this.shape = shape;
  }

  /**
   * Returns the region that starts at {@code origin} and spans {@code shape}, both in elements.
   *
   * @throws IllegalArgumentException if the ranks differ or a number is negative
   */
  public static Region of(long[] origin, long[] shape) {
    if (origin.length != shape.length
        || Arrays.stream(origin).anyMatch(o -> o < 0)
        || Arrays.stream(shape).anyMatch(l -> l < 0)) {
      throw new IllegalArgumentException(
          "Invalid region: origin %s, shape %s (must be of equal rank, with no negative number)."
              .formatted(Arrays.toString(origin), Arrays.toString(shape)));
    }
    return new Region(origin.clone(), shape.clone());
  }

  /** Returns the region of a whole array of {@code shape}. */
  public static Region all(long... shape) {
    return of(new long[shape.length], shape);
  }

  public int rank() {
    return origin.length;
  }

  /** Returns the first index in {@code dimension}, inclusive. */
  public long origin(int dimension) {
    return origin[dimension];
  }

  /** Returns the number of elements along {@code dimension}. */
  public long length(int dimension) {
    return shape[dimension];
  }

  /** Returns the first index behind the region in {@code dimension}, exclusive. */
  public long end(int dimension) {
    return origin[dimension] + shape[dimension];
  }

  public long[] origin() {
    return origin.clone();
  }

  public long[] shape() {
    return shape.clone();
  }

  /** Returns the number of elements. */
  public long size() {
    long size = 1;
    for (long length : shape) {
      size = Math.multiplyExact(size, length);
    }
    return size;
  }

  /** Returns where element {@code i} of the region, counted in C order, is in the array. */
  public long[] index(long i) {
    long[] index = origin.clone();
    long rest = i;
    for (int d = index.length - 1; d >= 0; d--) {
      index[d] += rest % shape[d];
      rest /= shape[d];
    }
    return index;
  }

  /** Returns the place in C order, within the region, of the element at {@code index}. */
  public int offset(long... index) {
    long offset = 0;
    for (int d = 0; d < index.length; d++) {
      offset = offset * shape[d] + index[d] - origin[d];
    }
    return Math.toIntExact(offset);
  }

  /** Returns the common part of this and {@code other}; empty if they have no element in common. */
  public Optional<Region> intersect(Region other) {
    long[] from = new long[rank()];
    long[] lengths = new long[rank()];
    for (int d = 0; d < from.length; d++) {
      from[d] = Math.max(origin[d], other.origin[d]);
      lengths[d] = Math.min(end(d), other.end(d)) - from[d];
      if (lengths[d] <= 0) {
        return Optional.empty();
      }
    }
    return Optional.of(new Region(from, lengths));
  }

  /** Returns whether every element of {@code other} is in this. */
  public boolean contains(Region other) {
    for (int d = 0; d < origin.length; d++) {
      if (other.origin[d] < origin[d] || other.end(d) > end(d)) {
        return false;
      }
    }
    return true;
  }

  /** Returns this, moved by {@code offset} elements in {@code dimension}. */
  public Region shift(int dimension, long offset) {
    return with(dimension, origin[dimension] + offset, shape[dimension]);
  }

  /** Returns this with another extent in {@code dimension}. */
  public Region with(int dimension, long newOrigin, long newLength) {
    long[] from = origin.clone();
    long[] lengths = shape.clone();
    from[dimension] = newOrigin;
    lengths[dimension] = newLength;
    return of(from, lengths);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Region r
        && Arrays.equals(origin, r.origin)
        && Arrays.equals(shape, r.shape);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(origin) + Arrays.hashCode(shape);
  }

  /** Returns the half-open range of each dimension, such as {@code [0:12, 3:73]}. */
  @Override
  public String toString() {
    StringBuilder text = new StringBuilder("[");
    for (int d = 0; d < origin.length; d++) {
      text.append(d == 0 ? "" : ", ").append(origin[d]).append(':').append(end(d));
    }
    return text.append(']').toString();
  }
}
