package org.arcoforge.zarr;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Blosc's byte shuffle: the first bytes of all elements, then their second bytes, and so on. Bytes
 * behind the last whole element stay where they are.
 */
final class Shuffle {
  private static final VarHandle SHORTS = view(short[].class);
  private static final VarHandle INTS = view(int[].class);
  private static final VarHandle LONGS = view(long[].class);

  private Shuffle() {}

  private static VarHandle view(Class<?> arrayType) {
    return MethodHandles.byteArrayViewVarHandle(arrayType, ByteOrder.LITTLE_ENDIAN);
  }

  /** Shuffles {@code length} bytes of {@code source} to the start of {@code target}. */
  static void shuffle(byte[] source, int from, int length, int itemSize, byte[] target) {
    int count = length / itemSize;
    int whole = count & ~7;
    switch (itemSize) {
      case 2 -> shuffle2(source, from, count, whole, target);
      case 4 -> shuffle4(source, from, count, whole, target);
      case 8 -> {
        for (int i = 0; i < whole; i += 8) {
          transpose8(source, from + 8 * i, 8, target, i, count);
        }
      }
      default -> whole = 0;
    }
    for (int plane = 0; plane < itemSize; plane++) {
      for (int i = whole; i < count; i++) {
        target[plane * count + i] = source[from + i * itemSize + plane];
      }
    }
    int done = count * itemSize;
    System.arraycopy(source, from + done, target, done, length - done);
  }

  /** Undoes {@link #shuffle}, from the start of {@code source} to {@code at} of {@code target}. */
  static void unshuffle(byte[] source, int length, int itemSize, byte[] target, int at) {
    int count = length / itemSize;
    int whole = count;
    switch (itemSize) {
      case 2 -> {
        for (int i = 0; i < count; i++) {
          SHORTS.set(target, at + 2 * i, (short) ((source[i] & 0xff) | source[count + i] << 8));
        }
      }
      case 4 -> {
        for (int i = 0; i < count; i++) {
          int value =
              (source[i] & 0xff)
                  | (source[count + i] & 0xff) << 8
                  | (source[2 * count + i] & 0xff) << 16
                  | source[3 * count + i] << 24;
          INTS.set(target, at + 4 * i, value);
        }
      }
      case 8 -> {
        whole = count & ~7;
        for (int i = 0; i < whole; i += 8) {
          transpose8(source, i, count, target, at + 8 * i, 8);
        }
      }
      default -> whole = 0;
    }
    for (int plane = 0; plane < itemSize; plane++) {
      for (int i = whole; i < count; i++) {
        target[at + i * itemSize + plane] = source[plane * count + i];
      }
    }
    int done = count * itemSize;
    System.arraycopy(source, done, target, at + done, length - done);
  }

  private static void shuffle2(byte[] source, int from, int count, int whole, byte[] target) {
    for (int i = 0; i < whole; i += 8) {
      long a = (long) LONGS.get(source, from + 2 * i);
      long b = (long) LONGS.get(source, from + 2 * i + 8);
      LONGS.set(target, i, evenBytes(a) | evenBytes(b) << 32);
      LONGS.set(target, count + i, evenBytes(a >>> 8) | evenBytes(b >>> 8) << 32);
    }
  }

  /** Packs bytes 0, 2, 4 and 6 into the lower half. */
  private static long evenBytes(long value) {
    long x = value & 0x00ff00ff00ff00ffL;
    x = (x | x >>> 8) & 0x0000ffff0000ffffL;
    return (x | x >>> 16) & 0xffffffffL;
  }

  private static void shuffle4(byte[] source, int from, int count, int whole, byte[] target) {
    for (int i = 0; i < whole; i += 8) {
      long a = pairs((long) LONGS.get(source, from + 4 * i));
      long b = pairs((long) LONGS.get(source, from + 4 * i + 8));
      long c = pairs((long) LONGS.get(source, from + 4 * i + 16));
      long d = pairs((long) LONGS.get(source, from + 4 * i + 24));
      for (int plane = 0; plane < 4; plane++) {
        LONGS.set(
            target,
            plane * count + i,
            (a & 0xffff) | (b & 0xffff) << 16 | (c & 0xffff) << 32 | d << 48);
        a >>>= 16;
        b >>>= 16;
        c >>>= 16;
        d >>>= 16;
      }
    }
  }

  /** Turns the bytes a0 a1 a2 a3 b0 b1 b2 b3 into a0 b0 a1 b1 a2 b2 a3 b3. */
  private static long pairs(long value) {
    long x = value;
    long t = (x ^ x >>> 16) & 0x00000000ffff0000L;
    x ^= t ^ t << 16;
    t = (x ^ x >>> 8) & 0x0000ff000000ff00L;
    return x ^ t ^ t << 8;
  }

  /** Transposes 8 rows of 8 bytes, which are {@code step} bytes apart, to rows elsewhere. */
  private static void transpose8(
      byte[] source, int from, int step, byte[] target, int at, int targetStep) {
    long a = (long) LONGS.get(source, from);
    long b = (long) LONGS.get(source, from + step);
    long c = (long) LONGS.get(source, from + 2 * step);
    long d = (long) LONGS.get(source, from + 3 * step);
    long e = (long) LONGS.get(source, from + 4 * step);
    long f = (long) LONGS.get(source, from + 5 * step);
    long g = (long) LONGS.get(source, from + 6 * step);
    long h = (long) LONGS.get(source, from + 7 * step);
    // Each line joins the lower or the upper parts of two rows: 4 bytes, then 2, then 1.
    long ae = lower(a, e, 32, 0xffffffffL);
    long ea = upper(a, e, 32, 0xffffffffL);
    long bf = lower(b, f, 32, 0xffffffffL);
    long fb = upper(b, f, 32, 0xffffffffL);
    long cg = lower(c, g, 32, 0xffffffffL);
    long gc = upper(c, g, 32, 0xffffffffL);
    long dh = lower(d, h, 32, 0xffffffffL);
    long hd = upper(d, h, 32, 0xffffffffL);
    a = lower(ae, cg, 16, 0x0000ffff0000ffffL);
    c = upper(ae, cg, 16, 0x0000ffff0000ffffL);
    b = lower(bf, dh, 16, 0x0000ffff0000ffffL);
    d = upper(bf, dh, 16, 0x0000ffff0000ffffL);
    e = lower(ea, gc, 16, 0x0000ffff0000ffffL);
    g = upper(ea, gc, 16, 0x0000ffff0000ffffL);
    f = lower(fb, hd, 16, 0x0000ffff0000ffffL);
    h = upper(fb, hd, 16, 0x0000ffff0000ffffL);
    LONGS.set(target, at, lower(a, b, 8, 0x00ff00ff00ff00ffL));
    LONGS.set(target, at + targetStep, upper(a, b, 8, 0x00ff00ff00ff00ffL));
    LONGS.set(target, at + 2 * targetStep, lower(c, d, 8, 0x00ff00ff00ff00ffL));
    LONGS.set(target, at + 3 * targetStep, upper(c, d, 8, 0x00ff00ff00ff00ffL));
    LONGS.set(target, at + 4 * targetStep, lower(e, f, 8, 0x00ff00ff00ff00ffL));
    LONGS.set(target, at + 5 * targetStep, upper(e, f, 8, 0x00ff00ff00ff00ffL));
    LONGS.set(target, at + 6 * targetStep, lower(g, h, 8, 0x00ff00ff00ff00ffL));
    LONGS.set(target, at + 7 * targetStep, upper(g, h, 8, 0x00ff00ff00ff00ffL));
  }

  private static long lower(long first, long second, int bits, long mask) {
    return (first & mask) | (second & mask) << bits;
  }

  private static long upper(long first, long second, int bits, long mask) {
    return (first >>> bits & mask) | (second >>> bits & mask) << bits;
  }
}
