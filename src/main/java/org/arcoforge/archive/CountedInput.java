package org.arcoforge.archive;

import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/** Counts what is read, and remembers its own failure, so that it is told from damaged bytes. */
final class CountedInput extends InputStream {
  private final InputStream in;
  private final boolean closing;
  private long count;
  private @Nullable IOException failure;

  /** Reads {@code in}; closes it if {@code closing}. */
  CountedInput(InputStream in, boolean closing) {
    this.in = in;
    this.closing = closing;
  }

  /** Returns the bytes read so far. */
  long count() {
    return count;
  }

  /** Returns the error that reading the input ended with, if it did. */
  @Nullable IOException failure() {
    return failure;
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    try {
      int got = in.read(target, offset, length);
      count += Math.max(got, 0);
      return got;
    } catch (IOException e) {
      failure = e;
      throw e;
    }
  }

  @Override
  public void close() throws IOException {
    if (closing) {
      in.close();
    }
  }
}
