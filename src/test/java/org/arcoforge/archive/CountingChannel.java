package org.arcoforge.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.SeekableByteChannel;
import java.util.ArrayList;
import java.util.List;

/** A channel over bytes that counts what is read, and notes what it was told to expect. */
final class CountingChannel implements SeekableByteChannel, ReadAhead {
  final List<long[]> expected = new ArrayList<>();
  final List<long[]> unexpected = new ArrayList<>();
  long read;
  boolean failing;
  private final ByteBuffer bytes;
  private boolean open = true;

  CountingChannel(byte[] bytes) {
    this.bytes = ByteBuffer.wrap(bytes);
  }

  @Override
  public void expect(long from, long to) {
    expected.add(new long[] {from, to});
  }

  @Override
  public int read(ByteBuffer target) throws IOException {
    if (failing) {
      throw new IOException("the network is gone");
    }
    if (!bytes.hasRemaining()) {
      return -1;
    }
    int count = Math.min(bytes.remaining(), target.remaining());
    long from = bytes.position();
    if (expected.stream().noneMatch(e -> e[0] <= from && from + count <= e[1])) {
      unexpected.add(new long[] {from, from + count});
    }
    target.put(bytes.slice(bytes.position(), count));
    bytes.position(bytes.position() + count);
    read += count;
    return count;
  }

  @Override
  public long position() {
    return bytes.position();
  }

  @Override
  public SeekableByteChannel position(long position) {
    bytes.position((int) Math.min(position, bytes.limit()));
    return this;
  }

  @Override
  public long size() {
    return bytes.limit();
  }

  @Override
  public boolean isOpen() {
    return open;
  }

  @Override
  public void close() {
    open = false;
  }

  @Override
  public int write(ByteBuffer source) {
    throw new UnsupportedOperationException();
  }

  @Override
  public SeekableByteChannel truncate(long size) {
    throw new UnsupportedOperationException();
  }
}
