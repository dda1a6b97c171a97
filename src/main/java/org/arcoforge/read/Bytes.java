package org.arcoforge.read;

import io.jhdf.checksum.ChecksumUtils;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;

/** Reads the elements that all HDF5 structures are made of. */
final class Bytes {
  /** The address of what does not exist. */
  static final long UNDEFINED = -1;

  private Bytes() {}

  /** Returns the next {@code width} (0 to 8) bytes as an unsigned number; all ones as -1. */
  static long unsigned(ByteBuffer buffer, int width) {
    long value = 0;
    boolean ones = width > 1;
    for (int i = 0; i < width; i++) {
      long b = buffer.get() & 0xff;
      ones &= b == 0xff;
      value |= b << (8 * i);
    }
    return ones ? UNDEFINED : value;
  }

  /** Returns the next {@code width} bytes as a number that counts something. */
  static long count(ByteBuffer buffer, int width) throws IOException {
    long value = unsigned(buffer, width);
    if (value < 0) {
      throw new IOException("it holds a number that is out of range");
    }
    return value;
  }

  /** Returns the next {@code length} bytes, which {@code buffer} then has behind it. */
  static ByteBuffer part(ByteBuffer buffer, int length) throws IOException {
    if (length < 0 || length > buffer.remaining()) {
      throw new IOException(
          "a structure of %d bytes should hold %d more".formatted(buffer.limit(), length));
    }
    ByteBuffer part = buffer.slice(buffer.position(), length).order(buffer.order());
    buffer.position(buffer.position() + length);
    return part;
  }

  static void skip(ByteBuffer buffer, int count) throws IOException {
    part(buffer, count);
  }

  /** Checks that {@code buffer} starts with {@code signature}, which it then has behind it. */
  static void signature(ByteBuffer buffer, String signature) throws IOException {
    String found = latin1(part(buffer, 4));
    if (!found.equals(signature)) {
      throw new IOException(
          "a structure starts with '%s' instead of '%s'".formatted(printable(found), signature));
    }
  }

  /** Checks the checksum in the last four bytes of {@code buffer}. */
  static void checksum(ByteBuffer buffer) throws IOException {
    ByteBuffer whole = buffer.duplicate().order(buffer.order()).rewind();
    int stored = whole.getInt(whole.limit() - 4);
    whole.limit(whole.limit() - 4);
    byte[] bytes = new byte[whole.remaining()];
    whole.get(bytes);
    int computed = ChecksumUtils.checksum(bytes);
    if (stored != computed) {
      throw new IOException(
          "a checksum in its structure is %08x, but its bytes have %08x"
              .formatted(stored, computed));
    }
  }

  static String latin1(ByteBuffer buffer) {
    return StandardCharsets.ISO_8859_1.decode(buffer).toString();
  }

  /** Returns {@code text} up to its first NUL, decoded as UTF-8. */
  static String name(ByteBuffer text) {
    int end = text.position();
    while (end < text.limit() && text.get(end) != 0) {
      end++;
    }
    return StandardCharsets.UTF_8
        .decode(text.slice(text.position(), end - text.position()))
        .toString();
  }

  /** Returns {@code text} with a dot for what cannot be printed. */
  static String printable(String text) {
    return text.replaceAll("[^\\x20-\\x7e]", ".");
  }
}
