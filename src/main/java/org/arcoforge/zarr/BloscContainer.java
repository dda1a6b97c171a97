package org.arcoforge.zarr;

import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import org.arcoforge.dataset.ByteShuffle;

/**
 * The Blosc 1 container, as {@code {"name": "blosc", "configuration": {"typesize": 2, "cname":
 * "zstd", "clevel": 1, "shuffle": "shuffle", "blocksize": 0}}} and numcodecs' {@code blosc} have
 * it.
 *
 * <p>Encodes blocks of 512 KiB: byte shuffle for elements of several bytes, then zstd, whose level
 * is {@code clevel} itself. Decodes also what others write with lz4 and zlib, and blocks that are
 * split by byte plane. Bit shuffle, snappy and blosclz are errors.
 *
 * @see <a href="https://github.com/Blosc/c-blosc/blob/main/README_CHUNK_FORMAT.rst">Blosc 1</a>
 */
final class BloscContainer implements ByteCodec {
  static final int BLOCK = 1 << 19;

  private static final int HEADER = 16;
  private static final int VERSION = 2;
  private static final int SHUFFLED = 1;
  private static final int COPIED = 2;
  private static final int BIT_SHUFFLED = 4;
  private static final int NOT_SPLIT = 0x10;
  private static final int LZ4 = 1;
  private static final int ZLIB = 3;
  private static final int ZSTD = 4;
  private static final int MOST_SPLITS = 16;
  private static final int SHORTEST_SPLIT = 128;

  private final int itemSize;
  private final ZstdFrame zstd;
  private byte[] shuffled = new byte[0];

  /**
   * @param itemSize bytes of an element; 0 for text
   */
  BloscContainer(int level, int itemSize) {
    this.itemSize = Math.max(1, itemSize);
    this.zstd = new ZstdFrame(level);
  }

  @Override
  public int bound(int length) {
    int slack = (int) Zstd.compressBound(BLOCK) - BLOCK;
    return HEADER + 8 * blocks(length, BLOCK) + length + slack;
  }

  private static int blocks(int length, int block) {
    return length / block + (length % block == 0 ? 0 : 1);
  }

  @Override
  public int encode(byte[] bytes, int length, byte[] target) {
    int block = Math.min(length, BLOCK);
    int count = blocks(length, block);
    int shuffle = itemSize > 1 ? SHUFFLED : 0;
    ByteBuffer buffer = ByteBuffer.wrap(target).order(ByteOrder.LITTLE_ENDIAN);
    int at = HEADER + 4 * count;
    for (int i = 0; i < count; i++) {
      int from = i * block;
      buffer.putInt(HEADER + 4 * i, at);
      int size = encodeBlock(bytes, from, Math.min(block, length - from), target, at + 4);
      buffer.putInt(at, size);
      at += 4 + size;
    }
    int flags = shuffle | NOT_SPLIT | ZSTD << 5;
    if (at >= HEADER + length) {
      System.arraycopy(bytes, 0, target, HEADER, length);
      at = HEADER + length;
      flags |= COPIED;
    }
    buffer.put(0, (byte) VERSION).put(1, (byte) 1).put(2, (byte) flags).put(3, (byte) itemSize);
    buffer.putInt(4, length).putInt(8, block).putInt(12, at);
    return at;
  }

  /** A block that does not shrink stands uncompressed, which its size tells. */
  private int encodeBlock(byte[] bytes, int from, int length, byte[] target, int at) {
    byte[] plain = bytes;
    int start = from;
    if (itemSize > 1) {
      plain = scratch(length);
      start = 0;
      ByteShuffle.shuffle(bytes, from, length, itemSize, plain);
    }
    int size = zstd.encode(plain, start, length, target, at);
    if (size < length) {
      return size;
    }
    System.arraycopy(plain, start, target, at, length);
    return length;
  }

  private byte[] scratch(int length) {
    if (shuffled.length < length) {
      shuffled = new byte[length];
    }
    return shuffled;
  }

  @Override
  public byte[] decode(byte[] bytes, int length, int expected) throws IOException {
    if (length < HEADER) {
      throw new IOException("it has %d bytes, fewer than a blosc header".formatted(length));
    }
    int flags = bytes[2] & 0xff;
    int size = ByteCodec.checkSize(intAt(bytes, 4) & 0xffffffffL, length, expected);
    int block = intAt(bytes, 8);
    if (bytes[0] != VERSION) {
      throw new IOException("it has version %d of blosc, not 2".formatted(bytes[0]));
    }
    if (intAt(bytes, 12) != length) {
      throw new IOException(
          "it has %d bytes, but its blosc header says %d".formatted(length, intAt(bytes, 12)));
    }
    if ((flags & COPIED) != 0) {
      byte[] copy = new byte[size];
      if (length != HEADER + size) {
        throw new IOException("it has %d bytes, expected %d".formatted(length, HEADER + size));
      }
      System.arraycopy(bytes, HEADER, copy, 0, size);
      return copy;
    }
    if ((flags & BIT_SHUFFLED) != 0) {
      throw new IOException("it is bit-shuffled, which is not supported");
    }
    if (block <= 0 || block > size || blocks(size, block) > (length - HEADER) / 4) {
      throw new IOException("its blosc header is damaged: blocks of %d bytes".formatted(block));
    }
    return decodeBlocks(bytes, length, flags, size, block);
  }

  private byte[] decodeBlocks(byte[] bytes, int end, int flags, int size, int block)
      throws IOException {
    int width = Math.max(1, bytes[3] & 0xff);
    boolean shuffle = (flags & SHUFFLED) != 0 && width > 1;
    boolean split =
        (flags & NOT_SPLIT) == 0 && width <= MOST_SPLITS && block / width >= SHORTEST_SPLIT;
    byte[] decoded = new byte[size];
    for (int i = 0; i < blocks(size, block); i++) {
      int at = i * block;
      int length = Math.min(block, size - at);
      byte[] plain = shuffle ? scratch(length) : decoded;
      int parts = split && length == block ? width : 1;
      int partAt = shuffle ? 0 : at;
      int position = intAt(bytes, HEADER + 4 * i);
      for (int part = 0; part < parts; part++) {
        position = decodePart(bytes, end, position, flags >>> 5, plain, partAt, length / parts);
        partAt += length / parts;
      }
      if (shuffle) {
        ByteShuffle.unshuffle(plain, length, width, decoded, at);
      }
    }
    return decoded;
  }

  /** Decodes the part at {@code position}, and returns where the next one starts. */
  private int decodePart(
      byte[] bytes, int end, int position, int format, byte[] target, int at, int expected)
      throws IOException {
    if (position < HEADER || position > end - 4) {
      throw new IOException("its blosc header is damaged: a block at byte %d".formatted(position));
    }
    int size = intAt(bytes, position);
    int from = position + 4;
    if (size < 0 || size > end - from) {
      throw new IOException("its blosc header is damaged: a block of %d bytes".formatted(size));
    }
    if (size == expected) {
      System.arraycopy(bytes, from, target, at, size);
      return from + size;
    }
    switch (format) {
      case ZSTD -> zstd.decode(bytes, from, size, target, at, expected);
      case LZ4 -> Lz4Block.decode(bytes, from, size, target, at, expected);
      case ZLIB -> inflate(bytes, from, size, target, at, expected);
      default ->
          throw new IOException(
              "its blosc format is %s, which is not supported"
                  .formatted(format == 0 ? "blosclz" : format == 2 ? "snappy" : "" + format));
    }
    return from + size;
  }

  private static int intAt(byte[] bytes, int at) {
    return ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).getInt(at);
  }

  private static void inflate(byte[] bytes, int from, int size, byte[] target, int at, int expected)
      throws IOException {
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(bytes, from, size);
      int count = inflater.inflate(target, at, expected);
      if (count != expected) {
        throw new IOException("its zlib block is cut short");
      }
    } catch (DataFormatException e) {
      throw new IOException("its zlib block is damaged", e);
    } finally {
      inflater.end();
    }
  }

  @Override
  public void close() {
    zstd.close();
  }
}
