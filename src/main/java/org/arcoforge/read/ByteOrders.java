package org.arcoforge.read;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/** Turns elements around in place. */
final class ByteOrders {
  static final VarHandle INTS =
      MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
  private static final VarHandle LONGS =
      MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

  private ByteOrders() {}

  /** Makes {@code bytes}, as stored, little-endian. */
  static void toLittleEndian(StoredType stored, byte[] bytes) {
    if (stored.bigEndian()) {
      swap(bytes, stored.width());
    }
  }

  /** Reverses the bytes of each element of {@code width} bytes. */
  static void swap(byte[] bytes, int width) {
    switch (width) {
      case 1 -> {}
      case 2 -> {
        for (int i = 0; i + 1 < bytes.length; i += 2) {
          byte b = bytes[i];
          bytes[i] = bytes[i + 1];
          bytes[i + 1] = b;
        }
      }
      case 4 -> {
        for (int i = 0; i + 3 < bytes.length; i += 4) {
          int value = (int) INTS.get(bytes, i);
          INTS.set(bytes, i, Integer.reverseBytes(value));
        }
      }
      case 8 -> {
        for (int i = 0; i + 7 < bytes.length; i += 8) {
          long value = (long) LONGS.get(bytes, i);
          LONGS.set(bytes, i, Long.reverseBytes(value));
        }
      }
      default -> throw new IllegalArgumentException("No numbers have " + width + " bytes.");
    }
  }
}
