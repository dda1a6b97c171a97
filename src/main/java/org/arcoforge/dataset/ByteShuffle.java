package org.arcoforge.dataset;

/**
 * The byte shuffle of HDF5 and Blosc: the first bytes of all elements, then their second bytes, and
 * so on; bytes behind the last whole element stay where they are. Plain loops, which the quick and
 * the optimizing compiler of the JVM both make fast.
 */
public final class ByteShuffle {
  private ByteShuffle() {}

  /**
   * Shuffles {@code length} bytes of {@code source}, from {@code from} on, to the start of {@code
   * target}.
   *
   * @param width of an element, in bytes
   */
  public static void shuffle(byte[] source, int from, int length, int width, byte[] target) {
    int count = length / width;
    switch (width) {
      case 2 -> {
        for (int i = 0, j = from; i < count; i++, j += 2) {
          target[i] = source[j];
          target[count + i] = source[j + 1];
        }
      }
      case 4 -> {
        int third = 2 * count;
        int fourth = 3 * count;
        for (int i = 0, j = from; i < count; i++, j += 4) {
          target[i] = source[j];
          target[count + i] = source[j + 1];
          target[third + i] = source[j + 2];
          target[fourth + i] = source[j + 3];
        }
      }
      default -> {
        for (int plane = 0; plane < width; plane++) {
          int at = plane * count;
          for (int i = 0, j = from + plane; i < count; i++, j += width) {
            target[at + i] = source[j];
          }
        }
      }
    }
    int done = count * width;
    System.arraycopy(source, from + done, target, done, length - done);
  }

  /**
   * Undoes {@link #shuffle} on the first {@code length} bytes of {@code source}; the elements go to
   * {@code target}, from {@code at} on.
   *
   * @param width of an element, in bytes
   */
  public static void unshuffle(byte[] source, int length, int width, byte[] target, int at) {
    int count = length / width;
    switch (width) {
      case 2 -> {
        for (int i = 0, j = at; i < count; i++, j += 2) {
          target[j] = source[i];
          target[j + 1] = source[count + i];
        }
      }
      case 4 -> {
        int third = 2 * count;
        int fourth = 3 * count;
        for (int i = 0, j = at; i < count; i++, j += 4) {
          target[j] = source[i];
          target[j + 1] = source[count + i];
          target[j + 2] = source[third + i];
          target[j + 3] = source[fourth + i];
        }
      }
      default -> {
        for (int plane = 0; plane < width; plane++) {
          int from = plane * count;
          for (int i = 0, j = at + plane; i < count; i++, j += width) {
            target[j] = source[from + i];
          }
        }
      }
    }
    int done = count * width;
    System.arraycopy(source, done, target, at + done, length - done);
  }
}
