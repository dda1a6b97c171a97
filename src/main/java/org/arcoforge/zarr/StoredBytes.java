package org.arcoforge.zarr;

import java.io.IOException;
import java.util.Arrays;

/** No compression. */
final class StoredBytes implements ByteCodec {
  @Override
  public int bound(int length) {
    return length;
  }

  @Override
  public int encode(byte[] bytes, int length, byte[] target) {
    System.arraycopy(bytes, 0, target, 0, length);
    return length;
  }

  @Override
  public byte[] decode(byte[] bytes, int length, int expected) throws IOException {
    if (expected >= 0 && length != expected) {
      throw new IOException("it has %d bytes, expected %d".formatted(length, expected));
    }
    return length == bytes.length ? bytes : Arrays.copyOf(bytes, length);
  }

  @Override
  public void close() {}
}
