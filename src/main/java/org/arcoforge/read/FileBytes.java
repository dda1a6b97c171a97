package org.arcoforge.read;

import java.io.Closeable;
import java.io.EOFException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** The bytes of a file by position. Never mapped, so that a file cut short is an error. */
final class FileBytes implements Closeable {
  /** The JDK copies through a direct buffer as large as the read; this bounds it. */
  private static final int PIECE = 1 << 20;

  private final FileChannel channel;
  private final String label;
  private final long length;

  private FileBytes(FileChannel channel, String label, long length) {
    this.channel = channel;
    this.label = label;
    this.length = length;
  }

  static FileBytes open(Path path, String label) throws IOException {
    return of(FileChannel.open(path, StandardOpenOption.READ), label);
  }

  static FileBytes of(FileChannel channel, String label) throws IOException {
    try {
      return new FileBytes(channel, label, channel.size());
    } catch (IOException e) {
      channel.close();
      throw e;
    }
  }

  /** Returns what messages call the file. */
  String label() {
    return label;
  }

  /** Returns its length in bytes. */
  long length() {
    return length;
  }

  FileChannel channel() {
    return channel;
  }

  /** Returns {@code count} bytes from {@code position} on, as a little-endian buffer. */
  ByteBuffer read(long position, long count) throws IOException {
    check(position, count);
    byte[] bytes = new byte[Math.toIntExact(count)];
    read(position, bytes, 0, bytes.length);
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Reads {@code count} bytes from {@code position} on into {@code target}, from {@code at} on. */
  void read(long position, byte[] target, int at, int count) throws IOException {
    check(position, count);
    int done = 0;
    while (done < count) {
      ByteBuffer piece = ByteBuffer.wrap(target, at + done, Math.min(PIECE, count - done));
      int got = channel.read(piece, position + done);
      if (got <= 0) {
        throw new EOFException(outside(position, count));
      }
      done += got;
    }
  }

  private void check(long position, long count) throws IOException {
    if (position < 0 || count < 0 || position > length - count) {
      throw new EOFException(outside(position, count));
    }
  }

  private String outside(long position, long count) {
    return "it refers to %d bytes at %d, but is %d bytes long".formatted(count, position, length);
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
