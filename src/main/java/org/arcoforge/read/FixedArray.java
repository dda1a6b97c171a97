package org.arcoforge.read;

import java.io.IOException;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;

/**
 * The chunk index of datasets that cannot grow.
 *
 * @see <a href="https://support.hdfgroup.org/documentation/hdf5/latest/_f_m_t3.html">HDF5 file
 *     format, VII.C</a>
 */
final class FixedArray implements ChunkIndex {
  private final Hdf5Storage storage;
  private final Numbering numbering;
  private final long chunkBytes;
  private final boolean filtered;
  private final int width;
  private final long count;
  private final long perPage;
  private final long block;
  private final int prefix;
  private final BlockCache blocks;

  private FixedArray(Hdf5Storage storage, ByteBuffer header, Numbering numbering, long chunkBytes)
      throws IOException {
    this.storage = storage;
    this.numbering = numbering;
    this.chunkBytes = chunkBytes;
    Bytes.checksum(header);
    Bytes.signature(header, "FAHD");
    Bytes.skip(header, 1);
    filtered = header.get() != 0;
    width = header.get() & 0xff;
    perPage = 1L << (header.get() & 31);
    count = Bytes.count(header, storage.getSizeOfLengths());
    block = Bytes.unsigned(header, storage.getSizeOfOffsets());
    prefix = 6 + storage.getSizeOfOffsets();
    blocks = new BlockCache(storage);
  }

  static FixedArray open(Hdf5Storage storage, long address, Numbering numbering, long chunkBytes)
      throws IOException {
    int size = 12 + storage.getSizeOfOffsets() + storage.getSizeOfLengths();
    return new FixedArray(storage, storage.read(address, size), numbering, chunkBytes);
  }

  @Override
  public @Nullable Location find(long[] position) throws IOException {
    long number = numbering.of(position);
    if (block == Bytes.UNDEFINED || number >= count) {
      return null;
    }
    ByteBuffer elements;
    long first;
    if (count <= perPage) {
      elements = blocks.read(block, prefix + count * width + 4, "FADB");
      Bytes.skip(elements, prefix);
      first = 0;
    } else {
      long pages = (count + perPage - 1) / perPage;
      long page = number / perPage;
      int bitmap = Math.toIntExact((pages + 7) / 8);
      ByteBuffer head = blocks.read(block, prefix + bitmap + 4L, "FADB");
      if ((head.get(prefix + (int) (page / 8)) & (0x80 >> (page % 8))) == 0) {
        return null;
      }
      long at = block + prefix + bitmap + 4 + page * (perPage * width + 4);
      first = page * perPage;
      elements = blocks.read(at, Math.min(perPage, count - first) * width + 4, "");
    }
    Bytes.skip(elements, Math.toIntExact((number - first) * width));
    return ChunkIndex.element(storage, Bytes.part(elements, width), filtered, chunkBytes);
  }
}
