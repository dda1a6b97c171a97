package org.arcoforge.archive;

import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;

/**
 * Unpacks gzip members that follow one another, to the end of the input. Checks length and CRC-32
 * of each. Only zeros may follow the last.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1952#section-2.3">RFC 1952, 2.3</a>
 */
final class GzipStream extends InputStream {
  private static final int HEADER_CRC = 2;
  private static final int EXTRA = 4;
  private static final int NAME = 8;
  private static final int COMMENT = 16;
  private static final int RESERVED = 0xe0;

  private final InputStream in;
  private final Inflater inflater = new Inflater(true);
  private final CRC32 crc = new CRC32();
  private final byte[] buffer = new byte[Packing.BUFFER_BYTES];
  private int from;
  private int to;
  private boolean started;
  private boolean ended;

  GzipStream(InputStream in) {
    this.in = in;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!started) {
      started = true;
      readHeader(next());
    }
    while (!ended) {
      int count = inflate(target, offset, length);
      if (count > 0) {
        crc.update(target, offset, count);
        return count;
      }
      if (inflater.finished()) {
        from = to - inflater.getRemaining();
        readTrailer();
        ended = !startNextMember();
      }
    }
    return -1;
  }

  private int inflate(byte[] target, int offset, int length) throws IOException {
    try {
      int count = inflater.inflate(target, offset, length);
      if (count == 0 && !inflater.finished()) {
        if (inflater.needsDictionary()) {
          throw new IOException("a preset dictionary is asked for");
        }
        if (from == to && !fill()) {
          throw new EOFException("the data end too early");
        }
        inflater.setInput(buffer, from, to - from);
        from = to;
      }
      return count;
    } catch (DataFormatException e) {
      throw new IOException("the deflated data are damaged", e);
    }
  }

  private void readHeader(int first) throws IOException {
    if (first != 0x1f || next() != 0x8b) {
      throw new IOException("bytes that are not gzip follow the data");
    }
    int method = next();
    int flags = next();
    if (method != 8 || (flags & RESERVED) != 0) {
      throw new IOException("the gzip header has method " + method + " and flags " + flags);
    }
    skip(6);
    if ((flags & EXTRA) != 0) {
      skip(next() | (next() << 8));
    }
    for (int text : new int[] {NAME, COMMENT}) {
      if ((flags & text) != 0) {
        while (next() != 0) {}
      }
    }
    if ((flags & HEADER_CRC) != 0) {
      skip(2);
    }
    inflater.reset();
    crc.reset();
    inflater.setInput(buffer, from, to - from);
    from = to;
  }

  private void readTrailer() throws IOException {
    long sum = nextWord();
    long length = nextWord();
    if (sum != crc.getValue()) {
      throw new IOException(
          "the CRC-32 is "
              + Long.toHexString(crc.getValue())
              + ", but "
              + Long.toHexString(sum)
              + " is stated");
    }
    if (length != (inflater.getBytesWritten() & 0xffffffffL)) {
      throw new IOException(
          "there are "
              + inflater.getBytesWritten()
              + " bytes, but "
              + length
              + " are stated (modulo 2^32)");
    }
  }

  private boolean startNextMember() throws IOException {
    if (from == to && !fill()) {
      return false;
    }
    int first = next();
    if (first != 0) {
      readHeader(first);
      return true;
    }
    while (from < to || fill()) {
      if (buffer[from++] != 0) {
        throw new IOException("bytes that are not gzip follow the data");
      }
    }
    return false;
  }

  private void skip(int count) throws IOException {
    for (int i = 0; i < count; i++) {
      next();
    }
  }

  private long nextWord() throws IOException {
    return next() | (next() << 8) | (next() << 16) | ((long) next() << 24);
  }

  private int next() throws IOException {
    if (from == to && !fill()) {
      throw new EOFException("the data end too early");
    }
    return buffer[from++] & 0xff;
  }

  private boolean fill() throws IOException {
    int count = in.read(buffer, 0, buffer.length);
    from = 0;
    to = Math.max(count, 0);
    return count > 0;
  }

  @Override
  public void close() throws IOException {
    inflater.end();
    in.close();
  }
}
