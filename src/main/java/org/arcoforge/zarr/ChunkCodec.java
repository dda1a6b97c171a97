package org.arcoforge.zarr;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.zip.CRC32C;
import org.arcoforge.dataset.Block;
import org.arcoforge.dataset.DataType;

/**
 * Encodes and decodes the chunks of one array. Equal chunks are encoded to equal bytes.
 *
 * <p>Not for several threads at once: it owns its buffers and the contexts of native compressors,
 * reuses them from chunk to chunk, and frees them when closed.
 */
public final class ChunkCodec implements AutoCloseable {
  private static final int CHECKSUM = 4;

  /** What we expect a text to take with its length, for lack of knowledge. */
  private static final int TEXT = 36;

  private final ArrayMetadata array;
  private final int[] shape;
  private final ByteCodec bytes;
  private final VlenUtf8 texts = new VlenUtf8();
  private byte[] target = new byte[0];

  /**
   * Makes the codec of {@code array}. Allocates nothing of the size of a chunk yet.
   *
   * @throws IllegalArgumentException if {@code format} has no checksums but the array has
   */
  public ChunkCodec(ArrayMetadata array, ZarrFormat format) {
    if (format == ZarrFormat.V2) {
      DocumentsV2.check(array);
    }
    this.array = array;
    this.shape = array.chunk().stream().mapToInt(Integer::intValue).toArray();
    this.bytes = ByteCodec.of(array.compression(), array.type().byteSize());
  }

  /**
   * Returns a new block of the shape of a chunk, each element {@link ArrayMetadata#paddingValue}.
   */
  public Block fillBlock() {
    Block block = Block.allocate(array.type(), shape);
    block.fill(array.paddingValue());
    return block;
  }

  /**
   * Returns the most bytes of an encoded chunk, which are also the bytes of the buffer that {@link
   * #encode} keeps; a coarse expectation if the array holds text.
   */
  public long maximumEncodedBytes() {
    long count = 1;
    for (int length : shape) {
      count *= length;
    }
    long plain = count * array.type().byteSize();
    if (array.type() == DataType.STRING) {
      plain = Math.min(4 + TEXT * count, ByteCodec.MAXIMUM_TEXT_BYTES);
    }
    return (long) bytes.bound((int) plain) + (array.compression().crc32c() ? CHECKSUM : 0);
  }

  /**
   * Returns the bytes of a chunk as the store has them.
   *
   * @param chunk of the array's type and exactly the shape of a chunk; at the array's edge, padded
   *     by the caller
   * @return a buffer backed by an array, valid until the next call or until {@code chunk} changes
   * @throws IllegalArgumentException if type or shape differ, or text is not Unicode
   */
  public ByteBuffer encode(Block chunk) {
    if (chunk.type() != array.type() || !Arrays.equals(chunk.shape(), shape)) {
      throw new IllegalArgumentException(
          "Cannot encode a chunk of '%s': it is %s, expected %s %s."
              .formatted(array.name(), chunk, array.type(), Arrays.toString(shape)));
    }
    if (array.type() != DataType.STRING) {
      return encode(chunk.bytes(), chunk.bytes().length);
    }
    try {
      int length = texts.encode(chunk.strings());
      return encode(texts.bytes(), length);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "Cannot encode a chunk of '%s': %s".formatted(array.name(), e.getMessage()), e);
    }
  }

  private ByteBuffer encode(byte[] plain, int length) {
    boolean checked = array.compression().crc32c();
    if (bytes instanceof StoredBytes && !checked) {
      return ByteBuffer.wrap(plain, 0, length);
    }
    int needed = bytes.bound(length) + (checked ? CHECKSUM : 0);
    if (target.length < needed) {
      target = new byte[needed];
    }
    int count = bytes.encode(plain, length, target);
    if (checked) {
      buffer(target).putInt(count, checksum(target, count));
      count += CHECKSUM;
    }
    return ByteBuffer.wrap(target, 0, count);
  }

  /**
   * Returns the chunk that {@code encoded} holds, in the full shape of a chunk. Where chunks are
   * not compressed the block may take the array as it is.
   *
   * @throws IOException if the bytes are damaged or of another type or shape
   */
  public Block decode(byte[] encoded) throws IOException {
    try {
      return decodeChecked(encoded);
    } catch (IOException e) {
      throw new IOException(
          "Cannot decode chunk of '%s': %s. The chunk is damaged; write it anew."
              .formatted(array.name(), e.getMessage()),
          e);
    }
  }

  private Block decodeChecked(byte[] encoded) throws IOException {
    int length = encoded.length;
    if (array.compression().crc32c()) {
      length -= CHECKSUM;
      if (length < 0) {
        throw new IOException("it has %d bytes, no checksum".formatted(encoded.length));
      }
      int stored = buffer(encoded).getInt(length);
      int computed = checksum(encoded, length);
      if (stored != computed) {
        throw new IOException("its checksum is %08x, expected %08x".formatted(computed, stored));
      }
    }
    int count = 1;
    for (int extent : shape) {
      count *= extent;
    }
    if (array.type() == DataType.STRING) {
      return Block.ofStrings(texts.decode(bytes.decode(encoded, length, -1), count), shape);
    }
    int size = count * array.type().byteSize();
    return Block.of(array.type(), bytes.decode(encoded, length, size), shape);
  }

  private static ByteBuffer buffer(byte[] bytes) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static int checksum(byte[] bytes, int length) {
    CRC32C crc = new CRC32C();
    crc.update(bytes, 0, length);
    return (int) crc.getValue();
  }

  /** Frees buffers and native memory. */
  @Override
  public void close() {
    bytes.close();
    target = new byte[0];
  }
}
