package org.arcoforge.read;

import java.util.Arrays;

/** A byte array as an array of elements of some width, in C order. */
final class Hyperslab {
  private final byte[] bytes;
  private final long[] shape;
  private final int width;

  /** Takes {@code bytes} as they are, without a copy. */
  Hyperslab(byte[] bytes, long[] shape, int width) {
    this.bytes = bytes;
    this.shape = shape;
    this.width = width;
  }

  /** Returns its own bytes. */
  byte[] bytes() {
    return bytes;
  }

  long[] shape() {
    return shape;
  }

  /** Returns the number of the element at {@code index}. */
  static long offset(long[] shape, long[] index) {
    long offset = 0;
    for (int d = 0; d < shape.length; d++) {
      offset = offset * shape[d] + index[d];
    }
    return offset;
  }

  static long size(long[] shape) {
    long size = 1;
    for (long length : shape) {
      size = Math.multiplyExact(size, length);
    }
    return size;
  }

  /** Copies {@code extent} elements at {@code from} of {@code source} to {@code at} of this. */
  void paste(Hyperslab source, long[] from, long[] at, long[] extent) {
    each(
        extent,
        source.shape,
        (index, run) -> {
          int target = (int) offset(shape, plus(at, index)) * width;
          int origin = (int) offset(source.shape, plus(from, index)) * width;
          System.arraycopy(source.bytes, origin, bytes, target, run * width);
        });
  }

  /** Sets {@code extent} elements at {@code at} to {@code value}. */
  void fill(byte[] value, long[] at, long[] extent) {
    each(
        extent,
        shape,
        (index, run) -> {
          int target = (int) offset(shape, plus(at, index)) * width;
          for (int i = 0; i < run; i++) {
            System.arraycopy(value, 0, bytes, target + i * width, width);
          }
        });
  }

  private interface Run {
    void at(long[] index, int length);
  }

  /** Calls {@code action} for runs that are contiguous in this and in an array of {@code other}. */
  private void each(long[] extent, long[] other, Run action) {
    if (size(extent) == 0) {
      return;
    }
    int inner = extent.length;
    int run = 1;
    while (inner > 0) {
      inner--;
      run *= (int) extent[inner];
      if (extent[inner] != shape[inner] || extent[inner] != other[inner]) {
        break;
      }
    }
    long[] index = new long[extent.length];
    while (true) {
      action.at(index, run);
      int d = inner - 1;
      while (d >= 0 && ++index[d] == extent[d]) {
        index[d--] = 0;
      }
      if (d < 0) {
        return;
      }
    }
  }

  private static long[] plus(long[] a, long[] b) {
    long[] sum = a.clone();
    Arrays.setAll(sum, d -> a[d] + b[d]);
    return sum;
  }
}
