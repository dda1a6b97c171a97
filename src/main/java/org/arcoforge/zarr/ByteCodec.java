package org.arcoforge.zarr;

import java.io.IOException;

/**
 * Compresses the bytes of one chunk at a time. Not for several threads at once; reuses its buffers
 * and native contexts, and frees them when closed.
 */
interface ByteCodec extends AutoCloseable {
  /** The most bytes that text of a chunk may decode to, since nothing else says how many. */
  int MAXIMUM_TEXT_BYTES = 1 << 30;

  /** No codec here turns one byte into more than this many. */
  int HIGHEST_RATIO = 1 << 16;

  /** Returns how many bytes {@link #encode} needs to have at hand for {@code length} bytes. */
  int bound(int length);

  /**
   * Encodes the first {@code length} bytes of {@code bytes}, 1 or more, to the start of {@code
   * target}, and returns how many bytes that took. Equal bytes are encoded equally.
   */
  int encode(byte[] bytes, int length, byte[] target);

  /**
   * Decodes the first {@code length} bytes of {@code bytes}.
   *
   * @param expected how many bytes come out, or -1 if that is not known
   * @throws IOException with the reason, if the bytes are damaged or decode to another number
   */
  byte[] decode(byte[] bytes, int length, int expected) throws IOException;

  @Override
  void close();

  /** Returns the codec of {@code compression} for elements of {@code itemSize} bytes. */
  static ByteCodec of(Compression compression, int itemSize) {
    return switch (compression.algorithm()) {
      case NONE -> new StoredBytes();
      case BLOSC -> new BloscContainer(compression.level(), itemSize);
      case ZSTD -> new ZstdFrame(compression.level());
      case GZIP -> new GzipMember(compression.level());
    };
  }

  /**
   * Returns {@code declared}, the size that compressed bytes say they have, if it is right, or at
   * least one that {@code length} bytes can have.
   */
  static int checkSize(long declared, int length, int expected) throws IOException {
    long most = Math.min(MAXIMUM_TEXT_BYTES, (long) length * HIGHEST_RATIO);
    if (expected >= 0 ? declared != expected : declared < 0 || declared > most) {
      throw new IOException(
          "it says that it decodes to %d bytes, expected %s"
              .formatted(declared, expected >= 0 ? expected : "at most " + most));
    }
    return (int) declared;
  }
}
