package org.arcoforge.pattern;

import java.util.Objects;

/** The integers {@code from}, {@code from + step}, …; {@code size} of them. */
record IntegerKeys(long from, long step, int size) implements Keys {

  static IntegerKeys of(long from, long to, long step) {
    if (step < 1) {
      throw new IllegalArgumentException(
          "Cannot make keys from %d to %d in steps of %d. Use a step of 1 or more."
              .formatted(from, to, step));
    }
    if (to < from) {
      throw new IllegalArgumentException(
          "Cannot make keys from %d to %d: the end is before the start. Swap them."
              .formatted(from, to));
    }
    long size = Math.addExact(Math.subtractExact(to, from) / step, 1);
    if (size > Integer.MAX_VALUE) {
      throw new IllegalArgumentException(
          "Cannot make keys from %d to %d: %d keys, at most %d. Use two axes."
              .formatted(from, to, size, Integer.MAX_VALUE));
    }
    return new IntegerKeys(from, step, (int) size);
  }

  long value(int position) {
    return from + Objects.checkIndex(position, size) * step;
  }

  @Override
  public String text(int position) {
    return Long.toString(value(position));
  }

  @Override
  public Keys first(int count) {
    return count < size ? new IntegerKeys(from, step, count) : this;
  }
}
