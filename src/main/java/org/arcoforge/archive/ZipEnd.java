package org.arcoforge.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;

/**
 * What the records at the end of a zip archive say.
 *
 * @param directory where in the channel the central directory starts
 * @param directoryEnd where it ends (exclusive)
 * @param shift the bytes in front of the archive, such as a program that unpacks it
 * @param entries the entries of the directory, modulo 65,536 if not {@code wide}
 * @param wide whether this is zip64
 * @param tailFrom where in the channel {@code tail} starts
 * @param tail the last bytes of the channel
 * @see <a href="https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT">APPNOTE 4.3.14 to
 *     4.3.16</a>
 */
record ZipEnd(
    long directory,
    long directoryEnd,
    long shift,
    long entries,
    boolean wide,
    long tailFrom,
    ByteBuffer tail) {
  /** Both end records and the longest comment, and what zip64 puts before them. */
  private static final int TAIL_BYTES = (1 << 16) + 22 + 20 + 56;

  private static final int MAX_DIRECTORY_BYTES = 256 << 20;
  private static final int END = 0x06054b50;
  private static final int END_BYTES = 22;
  private static final int LOCATOR = 0x07064b50;
  private static final int LOCATOR_BYTES = 20;
  private static final int WIDE_END = 0x06064b50;
  private static final int WIDE_END_BYTES = 56;

  /** Finds the end record in the last bytes of {@code channel}, which are read at once. */
  static ZipEnd read(SeekableByteChannel channel, ReadAhead readAhead, String label)
      throws IOException {
    long size = channel.size();
    long tailFrom = Math.max(0, size - TAIL_BYTES);
    readAhead.expect(tailFrom, size);
    byte[] last = ChannelRange.bytes(channel, tailFrom, size);
    ByteBuffer bytes = ByteBuffer.wrap(last).order(ByteOrder.LITTLE_ENDIAN);
    int at = find(bytes);
    if (at < 0 || last.length < size - tailFrom) {
      throw Refusal.archive(
          label,
          "it has no zip end record in its last bytes, so it is cut or is no zip archive",
          Refusal.DAMAGED);
    }
    int locator = at - LOCATOR_BYTES;
    ZipEnd end =
        locator >= 0 && bytes.getInt(locator) == LOCATOR
            ? wide(bytes, at, tailFrom, channel, label)
            : narrow(bytes, at, tailFrom, label);
    long length = end.directoryEnd - end.directory;
    if (length > MAX_DIRECTORY_BYTES) {
      throw Refusal.archive(
          label,
          "its directory has " + length + " bytes, the limit is " + MAX_DIRECTORY_BYTES,
          "Split it into several archives");
    }
    return end;
  }

  /** Returns where the end record is whose comment ends with the file, or -1. */
  private static int find(ByteBuffer tail) {
    for (int at = tail.limit() - END_BYTES; at >= 0; at--) {
      if (tail.get(at) == 'P'
          && tail.getInt(at) == END
          && at + END_BYTES + word(tail, at + 20) == tail.limit()) {
        return at;
      }
    }
    return -1;
  }

  private static ZipEnd narrow(ByteBuffer tail, int at, long tailFrom, String label)
      throws IOException {
    int entries = word(tail, at + 10);
    if (word(tail, at + 4) != 0 || word(tail, at + 6) != 0 || word(tail, at + 8) != entries) {
      throw split(label);
    }
    long length = dword(tail, at + 12);
    long offset = dword(tail, at + 16);
    long end = tailFrom + at;
    return checked(end - length, end, offset, entries, false, tailFrom, tail, label);
  }

  private static ZipEnd wide(
      ByteBuffer tail, int at, long tailFrom, SeekableByteChannel channel, String label)
      throws IOException {
    int locator = at - LOCATOR_BYTES;
    if (dword(tail, locator + 4) != 0 || dword(tail, locator + 16) > 1) {
      throw split(label);
    }
    long stated = tail.getLong(locator + 8);
    long usual = tailFrom + locator - WIDE_END_BYTES;
    // With bytes in front of the archive, the stated place is wrong by their number.
    for (long from : new long[] {stated, usual}) {
      if (from < 0 || from > usual) {
        continue;
      }
      byte[] record = new byte[WIDE_END_BYTES];
      if (from >= tailFrom) {
        tail.get((int) (from - tailFrom), record);
      } else {
        record = ChannelRange.bytes(channel, from, from + WIDE_END_BYTES);
      }
      ByteBuffer end = ByteBuffer.wrap(record).order(ByteOrder.LITTLE_ENDIAN);
      if (record.length == WIDE_END_BYTES && end.getInt(0) == WIDE_END) {
        return wide(end, from, tail, at, tailFrom, label);
      }
    }
    throw Refusal.archive(label, "its zip64 end record is missing", Refusal.DAMAGED);
  }

  private static ZipEnd wide(
      ByteBuffer end, long from, ByteBuffer tail, int at, long tailFrom, String label)
      throws IOException {
    long entries = end.getLong(32);
    long length = end.getLong(40);
    long offset = end.getLong(48);
    if (end.getInt(16) != 0 || end.getInt(20) != 0 || end.getLong(24) != entries) {
      throw split(label);
    }
    if (!agrees(word(tail, at + 10), entries, 0xffff)
        || !agrees(dword(tail, at + 12), length, 0xffffffffL)
        || !agrees(dword(tail, at + 16), offset, 0xffffffffL)
        || length < 0
        || offset < 0
        || entries < 0) {
      throw Refusal.archive(
          label, "its end record and its zip64 end record differ", Refusal.DAMAGED);
    }
    return checked(from - length, from, offset, entries, true, tailFrom, tail, label);
  }

  private static boolean agrees(long narrow, long wide, long deferred) {
    return narrow == deferred || narrow == wide;
  }

  private static ZipEnd checked(
      long directory,
      long directoryEnd,
      long offset,
      long entries,
      boolean wide,
      long tailFrom,
      ByteBuffer tail,
      String label)
      throws IOException {
    if (directory < 0 || offset > directory) {
      throw Refusal.archive(
          label,
          "its end record places the directory at "
              + offset
              + ", outside the archive or over the record at "
              + directoryEnd,
          Refusal.DAMAGED);
    }
    return new ZipEnd(directory, directoryEnd, directory - offset, entries, wide, tailFrom, tail);
  }

  private static IOException split(String label) {
    return Refusal.archive(
        label, "it is a part of a split archive", "Join the parts first, as by zip -s 0");
  }

  private static int word(ByteBuffer bytes, int at) {
    return bytes.getShort(at) & 0xffff;
  }

  private static long dword(ByteBuffer bytes, int at) {
    return bytes.getInt(at) & 0xffffffffL;
  }
}
