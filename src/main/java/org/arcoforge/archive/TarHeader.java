package org.arcoforge.archive;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * One header block of a tar archive, as it stands.
 *
 * @param size bytes of data that follow, without padding
 * @param type the type flag
 * @see <a
 *     href="https://pubs.opengroup.org/onlinepubs/9699919799/utilities/pax.html#tag_20_92_13_06">ustar
 *     Interchange Format</a>
 * @see <a href="https://www.gnu.org/software/tar/manual/html_node/Standard.html">GNU tar, Basic Tar
 *     Format</a>
 */
record TarHeader(String name, long size, char type, String linkName) {
  static final int BLOCK_BYTES = 512;
  private static final int SIZE_AT = 124;
  private static final int CHECKSUM_AT = 148;
  private static final int TYPE_AT = 156;
  private static final int LINK_AT = 157;
  private static final int MAGIC_AT = 257;
  private static final int PREFIX_AT = 345;
  private static final int NUMBER_BYTES = 12;

  /** Returns whether {@code bytes} begin with a header: its checksum holds. */
  static boolean isOne(byte[] bytes) {
    if (bytes.length < BLOCK_BYTES) {
      return false;
    }
    long unsigned = 0;
    long signed = 0;
    for (int i = 0; i < BLOCK_BYTES; i++) {
      byte value = i >= CHECKSUM_AT && i < TYPE_AT ? (byte) ' ' : bytes[i];
      unsigned += value & 0xff;
      signed += value;
    }
    long stated = octal(bytes, CHECKSUM_AT, TYPE_AT - CHECKSUM_AT);
    return stated > 0 && (stated == unsigned || stated == signed);
  }

  /**
   * Reads a block that {@link #isOne}.
   *
   * @throws IOException if its size is none; the message is a part of a sentence
   */
  static TarHeader of(byte[] block) throws IOException {
    String name = text(block, 0, 100);
    // GNU tar has other fields at the place of the prefix.
    if (text(block, MAGIC_AT, 6).equals("ustar")) {
      String prefix = text(block, PREFIX_AT, 155);
      name = prefix.isEmpty() ? name : prefix + "/" + name;
    }
    return new TarHeader(
        name, size(block), (char) (block[TYPE_AT] & 0xff), text(block, LINK_AT, 100));
  }

  private static long size(byte[] block) throws IOException {
    if (block[SIZE_AT] >= 0) {
      long size = octal(block, SIZE_AT, NUMBER_BYTES);
      if (size < 0) {
        throw new IOException("states no size");
      }
      return size;
    }
    // Base 256: the first bit marks it, the second is the sign.
    long size = block[SIZE_AT] & 0x3f;
    boolean outside = (block[SIZE_AT] & 0x40) != 0;
    for (int i = 1; i < NUMBER_BYTES; i++) {
      outside |= size > Long.MAX_VALUE >> 8;
      size = (size << 8) | (block[SIZE_AT + i] & 0xff);
    }
    if (outside) {
      throw new IOException("states an impossible size");
    }
    return size;
  }

  /** Returns the octal number in a field, 0 if it is blank, or -1 if it is no number. */
  private static long octal(byte[] block, int from, int length) {
    long number = 0;
    int at = from;
    int end = from + length;
    while (at < end && (block[at] == ' ' || block[at] == 0)) {
      at++;
    }
    while (at < end && block[at] >= '0' && block[at] <= '7') {
      number = (number << 3) | (block[at++] - '0');
    }
    while (at < end && (block[at] == ' ' || block[at] == 0)) {
      at++;
    }
    return at == end ? number : -1;
  }

  private static String text(byte[] block, int from, int length) {
    int end = from;
    while (end < from + length && block[end] != 0) {
      end++;
    }
    return MemberName.decode(Arrays.copyOfRange(block, from, end), StandardCharsets.ISO_8859_1);
  }
}
