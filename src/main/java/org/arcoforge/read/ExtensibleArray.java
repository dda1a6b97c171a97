package org.arcoforge.read;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The chunk index of datasets that can grow in one dimension: an index block, data blocks whose
 * size doubles, and secondary blocks that point to data blocks.
 *
 * @see <a href="https://support.hdfgroup.org/documentation/hdf5/latest/_f_m_t3.html">HDF5 file
 *     format, VII.D</a>
 */
final class ExtensibleArray implements ChunkIndex {
  private final Hdf5Storage storage;
  private final Numbering numbering;
  private final long chunkBytes;
  private final long header;
  private final boolean filtered;
  private final int width;
  private final int inIndexBlock;
  private final int smallestBlock;
  private final int pointersInSmallest;
  private final long perPage;
  private final int offsetBytes;
  private final int secondaryCount;
  private final long indexBlock;
  private final BlockCache blocks;

  private ExtensibleArray(
      Hdf5Storage storage, long address, ByteBuffer bytes, Numbering numbering, long chunkBytes)
      throws IOException {
    this.storage = storage;
    this.numbering = numbering;
    this.chunkBytes = chunkBytes;
    this.header = address;
    Bytes.checksum(bytes);
    Bytes.signature(bytes, "EAHD");
    Bytes.skip(bytes, 1);
    filtered = bytes.get() != 0;
    width = bytes.get() & 0xff;
    int bits = bytes.get() & 0xff;
    offsetBytes = (bits + 7) / 8;
    inIndexBlock = bytes.get() & 0xff;
    smallestBlock = bytes.get() & 0xff;
    pointersInSmallest = bytes.get() & 0xff;
    perPage = 1L << (bytes.get() & 31);
    Bytes.skip(bytes, 6 * storage.getSizeOfLengths());
    indexBlock = Bytes.unsigned(bytes, storage.getSizeOfOffsets());
    secondaryCount = 1 + bits - log2(smallestBlock);
    blocks = new BlockCache(storage);
    if (smallestBlock < 1 || pointersInSmallest < 2 || secondaryCount > 64) {
      throw new IOException("its chunk index has blocks of no size");
    }
  }

  static ExtensibleArray open(
      Hdf5Storage storage, long address, Numbering numbering, long chunkBytes) throws IOException {
    int size = 16 + storage.getSizeOfOffsets() + 6 * storage.getSizeOfLengths();
    ByteBuffer bytes = storage.read(address, size);
    return new ExtensibleArray(storage, address, bytes, numbering, chunkBytes);
  }

  private static int log2(long value) {
    return 63 - Long.numberOfLeadingZeros(Math.max(1, value));
  }

  @Override
  public @Nullable Location find(long[] position) throws IOException {
    long number = numbering.of(position);
    if (indexBlock == Bytes.UNDEFINED) {
      return null;
    }
    int offsets = storage.getSizeOfOffsets();
    int direct = 2 * log2(pointersInSmallest);
    int directBlocks = 2 * (pointersInSmallest - 1);
    long size =
        6L
            + offsets
            + (long) inIndexBlock * width
            + (long) (directBlocks + Math.max(0, secondaryCount - direct)) * offsets
            + 4;
    ByteBuffer index = blocks.read(indexBlock, size, "EAIB");
    Bytes.skip(index, 6);
    if (Bytes.unsigned(index, offsets) != header) {
      throw new IOException("its chunk index belongs to another variable");
    }
    if (number < inIndexBlock) {
      Bytes.skip(index, Math.toIntExact(number * width));
      return ChunkIndex.element(storage, Bytes.part(index, width), filtered, chunkBytes);
    }
    Bytes.skip(index, inIndexBlock * width);
    long rest = number - inIndexBlock;
    int level = log2(rest / smallestBlock + 1);
    // Blocks and elements of the levels before this one.
    long blocksBefore = 0;
    long elementsBefore = 0;
    for (int u = 0; u < level; u++) {
      blocksBefore += blocksAt(u);
      elementsBefore += blocksAt(u) * elementsAt(u);
    }
    long block = (rest - elementsBefore) / elementsAt(level);
    long element = (rest - elementsBefore) % elementsAt(level);
    if (level < direct) {
      Bytes.skip(index, Math.toIntExact((blocksBefore + block) * offsets));
      return inDataBlock(Bytes.unsigned(index, offsets), elementsAt(level), element, true);
    }
    if (level >= secondaryCount) {
      return null;
    }
    Bytes.skip(index, (directBlocks + level - direct) * offsets);
    return inSecondaryBlock(Bytes.unsigned(index, offsets), level, block, element);
  }

  private static long blocksAt(int level) {
    return 1L << (level / 2);
  }

  private long elementsAt(int level) {
    return (1L << ((level + 1) / 2)) * smallestBlock;
  }

  private @Nullable Location inSecondaryBlock(long address, int level, long block, long element)
      throws IOException {
    if (address == Bytes.UNDEFINED) {
      return null;
    }
    int offsets = storage.getSizeOfOffsets();
    long pages = elementsAt(level) > perPage ? elementsAt(level) / perPage : 0;
    int prefix = 6 + offsets + offsetBytes;
    long bitmaps = blocksAt(level) * ((pages + 7) / 8);
    long size = prefix + bitmaps + blocksAt(level) * offsets + 4;
    ByteBuffer secondary = blocks.read(address, size, "EASB");
    boolean initialized = true;
    if (pages > 0) {
      long bit = block * pages + element / perPage;
      int at = prefix + Math.toIntExact(bit / 8);
      initialized = (secondary.get(at) & (0x80 >> (bit % 8))) != 0;
    }
    Bytes.skip(secondary, Math.toIntExact(prefix + bitmaps + block * offsets));
    long data = Bytes.unsigned(secondary, offsets);
    return inDataBlock(data, elementsAt(level), element, initialized);
  }

  private @Nullable Location inDataBlock(
      long address, long elements, long element, boolean initialized) throws IOException {
    if (address == Bytes.UNDEFINED || !initialized) {
      return null;
    }
    int prefix = 6 + storage.getSizeOfOffsets() + offsetBytes;
    ByteBuffer data;
    long first = 0;
    if (elements > perPage) {
      long page = element / perPage;
      first = page * perPage;
      long at = address + prefix + 4 + page * (perPage * width + 4);
      data = blocks.read(at, perPage * width + 4, "");
    } else {
      data = blocks.read(address, prefix + elements * width + 4, "EADB");
      Bytes.skip(data, prefix);
    }
    Bytes.skip(data, Math.toIntExact((element - first) * width));
    return ChunkIndex.element(storage, Bytes.part(data, width), filtered, chunkBytes);
  }
}
