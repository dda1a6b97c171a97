package org.arcoforge.archive;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Extra fields of a header of a zip archive.
 *
 * @see <a href="https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT">APPNOTE 4.5, 4.6.9</a>
 */
final class ZipExtra {
  static final int WIDE = 0x0001;
  static final int UNICODE_NAME = 0x7075;

  private ZipExtra() {}

  /** Returns the data of the first field {@code id} among the bytes, or null if there is none. */
  static @Nullable ByteBuffer find(byte[] bytes, int from, int length, int id) {
    ByteBuffer extra = ByteBuffer.wrap(bytes, from, length).slice().order(ByteOrder.LITTLE_ENDIAN);
    while (extra.remaining() >= 4) {
      int found = extra.getShort() & 0xffff;
      int size = extra.getShort() & 0xffff;
      if (size > extra.remaining()) {
        return null;
      }
      if (found == id) {
        return extra.slice(extra.position(), size).order(ByteOrder.LITTLE_ENDIAN);
      }
      extra.position(extra.position() + size);
    }
    return null;
  }

  /**
   * Returns {@code value}, or the next number of the zip64 field if {@code value} says that it is
   * there.
   */
  static long wide(long value, @Nullable ByteBuffer wide) {
    return value == 0xffffffffL && wide != null && wide.remaining() >= 8 ? wide.getLong() : value;
  }
}
