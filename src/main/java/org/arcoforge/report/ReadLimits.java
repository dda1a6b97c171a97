package org.arcoforge.report;

import org.arcoforge.dataset.ByteText;
import org.arcoforge.zarr.ArrayMetadata;

/**
 * How much of a store a report reads, in bytes before compression.
 *
 * @param chunkBytes the largest chunk that is decoded; two of them may be in memory at a time
 * @param recordBytes the chunks of one record of a variable
 * @param wholeBytes variables of no more are read whole
 * @param totalBytes all chunks of all variables
 * @param chunks how many chunks of one record are read
 */
record ReadLimits(long chunkBytes, long recordBytes, long wholeBytes, long totalBytes, int chunks) {
  /** What an element of a text array is taken for, as its size is not known. */
  private static final int TEXT = 64;

  /** Returns the usual limits; less where the JVM has little memory. */
  static ReadLimits usual() {
    long chunk = Math.min(256 << 20, Runtime.getRuntime().maxMemory() / 4);
    return new ReadLimits(chunk, 256 << 20, 16 << 20, 8L << 30, 512);
  }

  static long elementBytes(ArrayMetadata array) {
    return array.type().isFixedSize() ? array.type().byteSize() : TEXT;
  }

  /** Returns the bytes of one chunk of {@code array}. */
  static long chunkBytes(ArrayMetadata array) {
    long bytes = elementBytes(array);
    for (int length : array.chunk()) {
      bytes *= length;
    }
    return bytes;
  }

  /** Returns the number of elements of {@code array}; the largest long if there are more. */
  static long elements(ArrayMetadata array) {
    double elements = 1;
    for (long length : array.shape()) {
      elements *= length;
    }
    return (long) elements;
  }

  /** Returns the bytes of all elements of {@code array}; the largest long if there are more. */
  static long arrayBytes(ArrayMetadata array) {
    double bytes = (double) elements(array) * elementBytes(array);
    return (long) bytes;
  }

  /** Returns in words what is read of a variable. */
  String text() {
    return "of each variable, chunks of at most %s, and at most %s and %d chunks for each of its first and last record"
        .formatted(ByteText.of(chunkBytes), ByteText.of(recordBytes), chunks);
  }
}
