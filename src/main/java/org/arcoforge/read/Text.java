package org.arcoforge.read;

import io.jhdf.GlobalHeap;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;

/** Decodes text of HDF5 files, as UTF-8; bytes that are not become U+FFFD. */
final class Text {
  private static final int HEAPS_KEPT = 64;

  private final Hdf5Storage storage;
  private final Map<Long, GlobalHeap> heaps =
      new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Long, GlobalHeap> eldest) {
          return size() > HEAPS_KEPT;
        }
      };

  Text(Hdf5Storage storage) {
    this.storage = storage;
  }

  /** Returns the strings that {@code bytes} hold, {@code type.width()} bytes each. */
  String[] decode(StoredType type, byte[] bytes) throws IOException {
    String[] strings = new String[bytes.length / type.width()];
    for (int i = 0; i < strings.length; i++) {
      int at = i * type.width();
      strings[i] =
          type.text() == StoredType.Text.VARIABLE
              ? utf8(variable(ByteBuffer.wrap(bytes, at, type.width())))
              : fixed(bytes, at, type);
    }
    return strings;
  }

  private static String fixed(byte[] bytes, int from, StoredType type) {
    int end = from + type.width();
    switch (type.text()) {
      case NULL_TERMINATED -> {
        int nul = from;
        while (nul < end && bytes[nul] != 0) {
          nul++;
        }
        end = nul;
      }
      case NULL_PADDED -> {
        while (end > from && bytes[end - 1] == 0) {
          end--;
        }
      }
      case SPACE_PADDED -> {
        while (end > from && bytes[end - 1] == ' ') {
          end--;
        }
      }
      case NONE, VARIABLE -> throw new IllegalArgumentException("Not of fixed length: " + type);
    }
    return new String(bytes, from, end - from, StandardCharsets.UTF_8);
  }

  /** Returns the bytes of a string, or the elements of a list, in the heap. */
  ByteBuffer variable(ByteBuffer reference) throws IOException {
    ByteBuffer id = reference.slice().order(ByteOrder.LITTLE_ENDIAN);
    long length = Bytes.count(id, 4);
    long address = Bytes.unsigned(id, storage.getSizeOfOffsets());
    int index = id.getInt();
    if (length == 0 || address == 0 || address == Bytes.UNDEFINED) {
      return ByteBuffer.allocate(0);
    }
    GlobalHeap heap = heaps.get(address);
    if (heap == null) {
      storage.startStructure();
      heap = new GlobalHeap(storage, address);
      heaps.put(address, heap);
    }
    return heap.getObjectData(index).order(ByteOrder.LITTLE_ENDIAN);
  }

  private static String utf8(ByteBuffer bytes) {
    int end = 0;
    while (end < bytes.limit() && bytes.get(end) != 0) {
      end++;
    }
    return StandardCharsets.UTF_8.decode(bytes.slice(0, end)).toString();
  }
}
