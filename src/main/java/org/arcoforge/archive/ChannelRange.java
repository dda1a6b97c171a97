package org.arcoforge.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.Arrays;

/** Reads a range of a channel, in pieces of 64 KiB. Closing it does not close the channel. */
final class ChannelRange extends InputStream {
  private final SeekableByteChannel channel;
  private final ByteBuffer buffer = ByteBuffer.allocate(1 << 16).limit(0);
  private long next;
  private long end;

  /** Reads from {@code from} (inclusive) to {@code to} (exclusive). */
  ChannelRange(SeekableByteChannel channel, long from, long to) {
    this.channel = channel;
    this.next = from;
    this.end = to;
  }

  /** Reads all bytes of a range; fewer only if the channel ends within it. */
  static byte[] bytes(SeekableByteChannel channel, long from, long to) throws IOException {
    ByteBuffer bytes = ByteBuffer.allocate(Math.toIntExact(to - from));
    channel.position(from);
    while (bytes.hasRemaining() && channel.read(bytes) >= 0) {}
    return Arrays.copyOf(bytes.array(), bytes.position());
  }

  /** Returns where in the channel the next byte is that this gives. */
  long position() {
    return next - buffer.remaining();
  }

  /** Lets the range end at {@code to} (exclusive), before or behind its end until now. */
  void endAt(long to) {
    end = to;
    int surplus = (int) Math.max(0, Math.min(next - to, buffer.remaining()));
    buffer.limit(buffer.limit() - surplus);
    next -= surplus;
  }

  @Override
  public int read() throws IOException {
    return buffer.hasRemaining() || fill() ? buffer.get() & 0xff : -1;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    if (!buffer.hasRemaining() && !fill()) {
      return -1;
    }
    int count = Math.min(length, buffer.remaining());
    buffer.get(target, offset, count);
    return count;
  }

  private boolean fill() throws IOException {
    buffer.clear().limit((int) Math.max(0, Math.min(buffer.capacity(), end - next)));
    if (buffer.hasRemaining()) {
      channel.position(next);
      int count = channel.read(buffer);
      next += Math.max(count, 0);
    }
    buffer.flip();
    return buffer.hasRemaining();
  }
}
