package org.arcoforge.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.util.function.LongConsumer;

/** The bytes of a reply, counted as they arrive. */
final class Body extends InputStream {
  private final Reply reply;
  private final InputStream bytes;
  private final LongConsumer received;
  private byte[] head = new byte[0];
  private int taken;
  private long arrived;

  Body(Reply reply, InputStream bytes, LongConsumer received) {
    this.reply = reply;
    this.bytes = bytes;
    this.received = received;
  }

  /** Returns the first {@code count} bytes, or all if there are fewer; they can still be read. */
  byte[] peek(int count) throws IOException {
    head = readNBytes(count);
    taken = 0;
    return head.clone();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (taken < head.length) {
      int count = Math.min(length, head.length - taken);
      System.arraycopy(head, taken, buffer, offset, count);
      taken += count;
      return count;
    }
    int count;
    try {
      count = bytes.read(buffer, offset, length);
    } catch (FetchException e) {
      throw e;
    } catch (IOException e) {
      throw FetchException.lost(reply.url(), e);
    }
    if (count > 0) {
      arrived += count;
      received.accept(count);
    }
    return count;
  }

  @Override
  public void close() throws IOException {
    if (arrived > 0 && arrived == reply.length() && !reply.closed()) {
      // The connection can serve others only once it has seen the end.
      try {
        bytes.read();
      } catch (IOException e) {
        // All that was wanted is here.
      }
    }
    reply.close();
  }
}
