package org.arcoforge.read;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;

/**
 * Reads version 2 B-trees.
 *
 * @see <a href="https://support.hdfgroup.org/documentation/hdf5/latest/_f_m_t3.html">HDF5 file
 *     format, III.A.2</a>
 */
final class BTree2 {
  private static final int OVERHEAD = 10;

  private final Hdf5Storage storage;
  private final int recordSize;
  private final int[] pointerSizes;
  private final int[] totalSizes;
  private final int countSize;
  private final List<ByteBuffer> records = new ArrayList<>();

  private BTree2(Hdf5Storage storage, long nodeSize, int recordSize, int depth) {
    this.storage = storage;
    this.recordSize = recordSize;
    pointerSizes = new int[depth + 1];
    totalSizes = new int[depth + 1];
    long most = (nodeSize - OVERHEAD) / recordSize;
    countSize = FractalHeap.bytesFor(most);
    long cumulative = most;
    for (int level = 1; level <= depth; level++) {
      pointerSizes[level] = storage.getSizeOfOffsets() + countSize + totalSizes[level - 1];
      most = (nodeSize - OVERHEAD - pointerSizes[level]) / (recordSize + pointerSizes[level]);
      cumulative = Math.addExact(Math.multiplyExact(most + 1, cumulative), most);
      totalSizes[level] = FractalHeap.bytesFor(cumulative);
    }
  }

  /** Returns the records of the tree at {@code address}, in its order. */
  static List<ByteBuffer> records(Hdf5Storage storage, long address) throws IOException {
    if (address == Bytes.UNDEFINED) {
      return List.of();
    }
    ByteBuffer header =
        storage.read(address, 22 + storage.getSizeOfOffsets() + storage.getSizeOfLengths());
    Bytes.checksum(header);
    Bytes.signature(header, "BTHD");
    Bytes.skip(header, 2);
    long nodeSize = Bytes.count(header, 4);
    int recordSize = header.getShort() & 0xffff;
    int depth = header.getShort() & 0xffff;
    Bytes.skip(header, 2);
    long root = Bytes.unsigned(header, storage.getSizeOfOffsets());
    int rootCount = header.getShort() & 0xffff;
    if (recordSize == 0 || depth > 16 || nodeSize < OVERHEAD) {
      throw new IOException("a tree of its structure has nodes of no size");
    }
    if (root == Bytes.UNDEFINED) {
      return List.of();
    }
    BTree2 tree = new BTree2(storage, nodeSize, recordSize, depth);
    tree.read(root, rootCount, depth);
    return tree.records;
  }

  private void read(long address, int count, int level) throws IOException {
    int pointers = level == 0 ? 0 : (count + 1) * pointerSizes[level];
    ByteBuffer node = storage.read(address, OVERHEAD + count * recordSize + pointers);
    Bytes.checksum(node);
    Bytes.signature(node, level == 0 ? "BTLF" : "BTIN");
    Bytes.skip(node, 2);
    List<ByteBuffer> own = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      own.add(Bytes.part(node, recordSize));
    }
    for (int i = 0; i <= count; i++) {
      if (level > 0) {
        long child = Bytes.unsigned(node, storage.getSizeOfOffsets());
        long childCount = Bytes.count(node, countSize);
        Bytes.skip(node, totalSizes[level - 1]);
        read(child, Math.toIntExact(childCount), level - 1);
      }
      if (i < count) {
        records.add(own.get(i));
      }
    }
  }
}
