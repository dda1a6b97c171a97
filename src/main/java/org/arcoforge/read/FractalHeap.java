package org.arcoforge.read;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;

/**
 * The heap that holds links and attributes of large groups.
 *
 * @see <a href="https://support.hdfgroup.org/documentation/hdf5/latest/_f_m_t3.html">HDF5 file
 *     format, III.G</a>
 */
final class FractalHeap {
  private final Hdf5Storage storage;
  private final int idLength;
  private final long hugeTree;
  private final int tableWidth;
  private final long startingBlock;
  private final long largestDirectBlock;
  private final int offsetBytes;
  private final int lengthBytes;
  private final long root;
  private final int rootRows;

  private FractalHeap(Hdf5Storage storage, ByteBuffer header) throws IOException {
    int lengths = storage.getSizeOfLengths();
    int offsets = storage.getSizeOfOffsets();
    this.storage = storage;
    Bytes.checksum(header);
    Bytes.signature(header, "FRHP");
    Bytes.skip(header, 1);
    idLength = header.getShort() & 0xffff;
    if (header.getShort() != 0) {
      throw new IOException("a heap of its structure is compressed, which is not supported");
    }
    Bytes.skip(header, 1);
    long largestManaged = Bytes.count(header, 4);
    Bytes.skip(header, lengths);
    hugeTree = Bytes.unsigned(header, offsets);
    Bytes.skip(header, lengths + offsets + 8 * lengths);
    tableWidth = header.getShort() & 0xffff;
    startingBlock = Bytes.count(header, lengths);
    largestDirectBlock = Bytes.count(header, lengths);
    offsetBytes = ((header.getShort() & 0xffff) + 7) / 8;
    int directBits = 63 - Long.numberOfLeadingZeros(Math.max(1, largestDirectBlock));
    lengthBytes = Math.min((directBits + 7) / 8, bytesFor(largestManaged));
    Bytes.skip(header, 2);
    root = Bytes.unsigned(header, offsets);
    rootRows = header.getShort() & 0xffff;
    if (tableWidth == 0 || startingBlock == 0 || largestDirectBlock < startingBlock) {
      throw new IOException("a heap of its structure has blocks of no size");
    }
  }

  static FractalHeap open(Hdf5Storage storage, long address) throws IOException {
    int size = 22 + 12 * storage.getSizeOfLengths() + 3 * storage.getSizeOfOffsets() + 4;
    return new FractalHeap(storage, storage.read(address, size));
  }

  /** Returns how many bytes hold the numbers up to {@code largest}. */
  static int bytesFor(long largest) {
    return Math.max(1, (64 - Long.numberOfLeadingZeros(largest) + 7) / 8);
  }

  int idLength() {
    return idLength;
  }

  /** Returns the object whose ID is {@code id}. */
  ByteBuffer object(ByteBuffer id) throws IOException {
    int flags = id.get();
    return switch ((flags >> 4) & 3) {
      case 0 -> {
        long offset = Bytes.count(id, offsetBytes);
        yield managed(offset, Bytes.count(id, lengthBytes));
      }
      case 1 -> huge(id);
      case 2 -> {
        int length = (flags & 0x0f) + 1;
        if (idLength > 18) {
          length = (((flags & 0x0f) << 8) | (id.get() & 0xff)) + 1;
        }
        yield Bytes.part(id, length);
      }
      default -> throw new IOException("a heap of its structure has an object of no known kind");
    };
  }

  private ByteBuffer huge(ByteBuffer id) throws IOException {
    int offsets = storage.getSizeOfOffsets();
    int lengths = storage.getSizeOfLengths();
    if (idLength - 1 >= offsets + lengths) {
      long address = Bytes.unsigned(id, offsets);
      return storage.read(address, Bytes.count(id, lengths));
    }
    long wanted = Bytes.unsigned(id, Math.min(idLength - 1, 8));
    List<ByteBuffer> records = BTree2.records(storage, hugeTree);
    for (ByteBuffer record : records) {
      long address = Bytes.unsigned(record, offsets);
      long length = Bytes.count(record, lengths);
      if (Bytes.unsigned(record, lengths) == wanted) {
        return storage.read(address, length);
      }
    }
    throw new IOException("a heap of its structure lacks object %d".formatted(wanted));
  }

  private ByteBuffer managed(long offset, long length) throws IOException {
    if (rootRows == 0) {
      return inDirectBlock(root, 0, startingBlock, offset, length);
    }
    long block = root;
    long blockOffset = 0;
    for (int depth = 0; depth < 64; depth++) {
      int row = 0;
      long rowOffset = blockOffset;
      while (offset >= rowOffset + tableWidth * blockSize(row)) {
        rowOffset += tableWidth * blockSize(row);
        row++;
      }
      long column = (offset - rowOffset) / blockSize(row);
      long entry = row * (long) tableWidth + column;
      int prefix = 5 + storage.getSizeOfOffsets() + offsetBytes;
      ByteBuffer head = storage.read(block, prefix);
      Bytes.signature(head, "FHIB");
      int width = storage.getSizeOfOffsets();
      long child = Bytes.unsigned(storage.read(block + prefix + entry * width, width), width);
      long childOffset = rowOffset + column * blockSize(row);
      if (blockSize(row) <= largestDirectBlock) {
        return inDirectBlock(child, childOffset, blockSize(row), offset, length);
      }
      block = child;
      blockOffset = childOffset;
    }
    throw new IOException("its structure runs in circles");
  }

  private ByteBuffer inDirectBlock(
      long address, long blockOffset, long blockSize, long offset, long length) throws IOException {
    if (offset < blockOffset || offset - blockOffset > blockSize - length) {
      throw new IOException("an object of its structure is outside of its heap");
    }
    ByteBuffer head = storage.read(address, 5);
    Bytes.signature(head, "FHDB");
    return storage.read(address + offset - blockOffset, length);
  }

  /** Returns the size of the blocks in a row of the doubling table. */
  private long blockSize(int row) throws IOException {
    if (row > 62) {
      throw new IOException("an object of its structure is outside of its heap");
    }
    return Math.multiplyExact(startingBlock, row < 2 ? 1 : 1L << (row - 1));
  }
}
