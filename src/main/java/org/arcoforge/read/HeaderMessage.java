package org.arcoforge.read;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * One message of an HDF5 object header.
 *
 * @param order when it was made, if the file says so, else 0
 * @see <a href="https://support.hdfgroup.org/documentation/hdf5/latest/_f_m_t3.html">HDF5 file
 *     format, IV.A</a>
 */
record HeaderMessage(int type, int flags, int order, ByteBuffer body) {
  static final int DATASPACE = 0x01;
  static final int LINK_INFO = 0x02;
  static final int DATATYPE = 0x03;
  static final int OLD_FILL = 0x04;
  static final int FILL = 0x05;
  static final int LINK = 0x06;
  static final int EXTERNAL_FILES = 0x07;
  static final int LAYOUT = 0x08;
  static final int FILTERS = 0x0b;
  static final int ATTRIBUTE = 0x0c;
  private static final int CONTINUATION = 0x10;
  static final int SYMBOL_TABLE = 0x11;
  static final int ATTRIBUTE_INFO = 0x15;

  private static final int SHARED = 2;

  /** Returns a fresh view of the body. */
  @Override
  public ByteBuffer body() {
    return body.duplicate().order(body.order()).rewind();
  }

  /** Returns the first message of {@code type}, if there is one. */
  static Optional<HeaderMessage> find(List<HeaderMessage> messages, int type) {
    return messages.stream().filter(m -> m.type == type).findFirst();
  }

  /** Reads all messages of the object at {@code address}; shared ones are those they refer to. */
  static List<HeaderMessage> readAll(Hdf5Storage storage, long address) throws IOException {
    return readAll(storage, address, 0);
  }

  private static List<HeaderMessage> readAll(Hdf5Storage storage, long address, int depth)
      throws IOException {
    List<HeaderMessage> messages = new ArrayList<>();
    if (storage.read(address, 1).get() == 1) {
      readVersion1(storage, address, messages);
    } else {
      readVersion2(storage, address, messages);
    }
    for (int i = 0; i < messages.size(); i++) {
      HeaderMessage message = messages.get(i);
      if ((message.flags & SHARED) != 0 && message.type != ATTRIBUTE) {
        messages.set(i, message.target(storage, depth));
      }
    }
    return messages;
  }

  private HeaderMessage target(Hdf5Storage storage, int depth) throws IOException {
    return new HeaderMessage(type, 0, order, shared(storage, body(), type, depth));
  }

  /** Follows a reference, in {@code body}, to a message of {@code type} of another object. */
  static ByteBuffer shared(Hdf5Storage storage, ByteBuffer body, int type, int depth)
      throws IOException {
    int version = body.get();
    int kind = body.get();
    if (version == 1) {
      Bytes.skip(body, 6);
    } else if (version == 3 && kind == 1) {
      throw new IOException("it has a shared message table, which is not supported");
    }
    long address = Bytes.unsigned(body, storage.getSizeOfOffsets());
    if (depth > 4) {
      throw new IOException("its structure runs in circles");
    }
    return find(readAll(storage, address, depth + 1), type)
        .orElseThrow(() -> new IOException("a shared message is not where it should be"))
        .body();
  }

  private static void readVersion1(Hdf5Storage storage, long address, List<HeaderMessage> messages)
      throws IOException {
    ByteBuffer prefix = storage.read(address, 16);
    if (prefix.get(0) != 1) {
      throw new IOException("an object header has version %d".formatted(prefix.get(0)));
    }
    int total = prefix.getShort(2) & 0xffff;
    List<ByteBuffer> blocks = new ArrayList<>();
    blocks.add(storage.read(address + 16, prefix.getInt(8) & 0xffffffffL));
    Set<Long> seen = new HashSet<>();
    for (int b = 0; b < blocks.size(); b++) {
      ByteBuffer block = blocks.get(b);
      while (block.remaining() >= 8 && messages.size() < total) {
        int type = block.getShort() & 0xffff;
        int size = block.getShort() & 0xffff;
        int flags = block.get();
        Bytes.skip(block, 3);
        ByteBuffer body = Bytes.part(block, size);
        messages.add(new HeaderMessage(type, flags, 0, body));
        if (type == CONTINUATION) {
          long at = Bytes.unsigned(body, storage.getSizeOfOffsets());
          once(seen, at);
          blocks.add(storage.read(at, Bytes.count(body, storage.getSizeOfLengths())));
        }
      }
    }
  }

  private static void once(Set<Long> seen, long address) throws IOException {
    if (!seen.add(address)) {
      throw new IOException("its structure runs in circles");
    }
  }

  private static void readVersion2(Hdf5Storage storage, long address, List<HeaderMessage> messages)
      throws IOException {
    ByteBuffer prefix = storage.read(address, 6);
    Bytes.signature(prefix, "OHDR");
    int version = prefix.get();
    int flags = prefix.get();
    if (version != 2) {
      throw new IOException("an object header has version %d".formatted(version));
    }
    int sizeBytes = 1 << (flags & 3);
    int skipped = ((flags & 0x20) != 0 ? 16 : 0) + ((flags & 0x10) != 0 ? 4 : 0);
    int start = 6 + skipped + sizeBytes;
    ByteBuffer sizes = storage.read(address + 6 + skipped, sizeBytes);
    long size = Bytes.count(sizes, sizeBytes);
    ByteBuffer first = storage.read(address, Math.addExact(start + 4L, size));
    Bytes.checksum(first);
    List<ByteBuffer> blocks = new ArrayList<>();
    blocks.add(first.slice(start, Math.toIntExact(size)).order(first.order()));
    boolean ordered = (flags & 4) != 0;
    Set<Long> seen = new HashSet<>();
    for (int b = 0; b < blocks.size(); b++) {
      ByteBuffer block = blocks.get(b);
      while (block.remaining() >= (ordered ? 6 : 4)) {
        int type = block.get() & 0xff;
        int length = block.getShort() & 0xffff;
        int messageFlags = block.get();
        int order = ordered ? block.getShort() & 0xffff : 0;
        ByteBuffer body = Bytes.part(block, length);
        messages.add(new HeaderMessage(type, messageFlags, order, body));
        if (type == CONTINUATION) {
          blocks.add(continuation(storage, body, seen));
        }
      }
    }
  }

  private static ByteBuffer continuation(Hdf5Storage storage, ByteBuffer body, Set<Long> seen)
      throws IOException {
    long at = Bytes.unsigned(body, storage.getSizeOfOffsets());
    once(seen, at);
    long length = Bytes.count(body, storage.getSizeOfLengths());
    if (length < 8) {
      throw new IOException("a part of an object header has %d bytes".formatted(length));
    }
    ByteBuffer block = storage.read(at, length);
    Bytes.checksum(block);
    Bytes.signature(block, "OCHK");
    return block.slice(4, block.limit() - 8).order(block.order());
  }
}
