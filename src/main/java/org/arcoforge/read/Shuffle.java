package org.arcoforge.read;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Undoes the HDF5 shuffle filter: the first bytes of all elements, then their second bytes, and so
 * on; bytes behind the last whole element follow as they are.
 */
final class Shuffle {
  static final VarHandle SHORTS =
      MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.LITTLE_ENDIAN);
  static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private Shuffle() {}

  /** Unshuffles the first {@code length} bytes of {@code source} into {@code target}. */
  static void undo(byte[] source, int length, int width, byte[] target, int at) {
    int n = length / width;
    switch (width) {
      case 2 -> {
        for (int i = 0; i < n; i++) {
          SHORTS.set(target, at + 2 * i, (short) ((source[i] & 255) | source[n + i] << 8));
        }
      }
      case 4 -> {
        for (int i = 0; i < n; i++) {
          int value =
              (source[i] & 255)
                  | (source[n + i] & 255) << 8
                  | (source[2 * n + i] & 255) << 16
                  | source[3 * n + i] << 24;
          INTS.set(target, at + 4 * i, value);
        }
      }
      default -> {
        for (int plane = 0; plane < width; plane++) {
          int from = plane * n;
          for (int i = 0, to = at + plane; i < n; i++, to += width) {
            target[to] = source[from + i];
          }
        }
      }
    }
    System.arraycopy(source, n * width, target, at + n * width, length - n * width);
  }
}
