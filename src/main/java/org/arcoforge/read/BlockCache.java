package org.arcoforge.read;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/** The blocks of a chunk index that were read last, each checked once. */
final class BlockCache {
  private static final int KEPT = 32;

  private final Hdf5Storage storage;
  private final Map<Long, ByteBuffer> blocks =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, ByteBuffer> eldest) {
          return size() > KEPT;
        }
      };

  BlockCache(Hdf5Storage storage) {
    this.storage = storage;
  }

  /** Returns the block at {@code address}, whose last four bytes are its checksum. */
  ByteBuffer read(long address, long size, String signature) throws IOException {
    ByteBuffer block = blocks.get(address);
    if (block == null) {
      storage.startStructure();
      block = storage.read(address, size);
      Bytes.checksum(block);
      if (!signature.isEmpty()) {
        Bytes.signature(block, signature);
      }
      blocks.put(address, block);
    }
    return block.duplicate().order(block.order()).rewind();
  }
}
