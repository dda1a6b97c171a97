package org.arcoforge.read;

import java.io.IOException;
import java.nio.channels.WritableByteChannel;
import ucar.unidata.io.RandomAccessFile;

/** Gives cdm-core the bytes of a file that need not be on this machine. */
final class ChannelFile extends RandomAccessFile {
  private static final int BUFFER = 8092;

  private final FileBytes bytes;

  ChannelFile(FileBytes bytes) {
    super(BUFFER);
    this.bytes = bytes;
    this.location = bytes.label();
  }

  @Override
  public long length() {
    return bytes.length();
  }

  @Override
  protected int read_(long position, byte[] target, int at, int count) throws IOException {
    int there = (int) Math.min(count, bytes.length() - position);
    if (there <= 0) {
      return -1;
    }
    bytes.read(position, target, at, there);
    return there;
  }

  @Override
  public long readToByteChannel(WritableByteChannel target, long position, long count)
      throws IOException {
    long there = Math.min(count, bytes.length() - position);
    return there <= 0 ? 0 : target.write(bytes.read(position, there));
  }

  @Override
  public void close() {
    // Whoever opened the bytes closes them.
  }
}
