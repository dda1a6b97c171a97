package org.arcoforge.archive;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import org.jspecify.annotations.Nullable;

/** Writes zip archives byte by byte, so that any field can be wrong. */
final class HandZip {
  final List<Entry> entries = new ArrayList<>();
  byte[] prefix = {};
  byte[] comment = {};
  byte[] before = {};
  int disk;
  int statedEntries = -1;

  /** Fields of one entry; the local header has those of the directory unless they are set. */
  static final class Entry {
    byte[] name = {};
    byte[] data = {};
    byte @Nullable [] localName;
    byte[] extra = {};
    byte[] localExtra = {};
    int flags;
    int localFlags = -1;
    int method;
    int madeBy = 20;
    int disk;
    long crc;
    long localCrc = -1;
    long size;
    long localSize = -1;
    long localPacked = -1;
    long packed;
    long attributes;
    long offset = -1;
    boolean noLocalPart;

    Entry unix(int mode) {
      madeBy = (3 << 8) | 20;
      attributes = (long) mode << 16;
      return this;
    }
  }

  Entry stored(String name, byte[] content) {
    return add(name.getBytes(StandardCharsets.UTF_8), content, content, 0);
  }

  Entry deflated(String name, byte[] content) {
    Deflater deflater = new Deflater(9, true);
    deflater.setInput(content);
    deflater.finish();
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    byte[] buffer = new byte[1 << 16];
    while (!deflater.finished()) {
      packed.write(buffer, 0, deflater.deflate(buffer));
    }
    deflater.end();
    return add(name.getBytes(StandardCharsets.UTF_8), content, packed.toByteArray(), 8);
  }

  Entry add(byte[] name, byte[] content, byte[] packed, int method) {
    Entry entry = new Entry();
    entry.name = name;
    entry.data = packed;
    entry.method = method;
    CRC32 crc = new CRC32();
    crc.update(content);
    entry.crc = crc.getValue();
    entry.size = content.length;
    entry.packed = packed.length;
    entries.add(entry);
    return entry;
  }

  /** A zip64 field of the numbers. */
  static byte[] wide(long... numbers) {
    ByteBuffer extra = buffer(4 + 8 * numbers.length);
    extra.putShort((short) 1).putShort((short) (8 * numbers.length));
    for (long number : numbers) {
      extra.putLong(number);
    }
    return filled(extra);
  }

  byte[] bytes() {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    out.writeBytes(prefix);
    ByteArrayOutputStream directory = new ByteArrayOutputStream();
    for (Entry entry : entries) {
      long offset = (long) out.size() - prefix.length;
      if (!entry.noLocalPart) {
        out.writeBytes(local(entry));
      }
      directory.writeBytes(central(entry, entry.offset < 0 ? offset : entry.offset));
    }
    out.writeBytes(before);
    int count = statedEntries < 0 ? entries.size() : statedEntries;
    ByteBuffer end = buffer(22).putInt(0x06054b50).putShort((short) disk).putShort((short) 0);
    end.putShort((short) count).putShort((short) count).putInt(directory.size());
    end.putInt(out.size() - prefix.length).putShort((short) comment.length);
    out.writeBytes(directory.toByteArray());
    out.writeBytes(filled(end));
    out.writeBytes(comment);
    return out.toByteArray();
  }

  private static byte[] local(Entry entry) {
    byte[] name = entry.localName == null ? entry.name : entry.localName;
    int flags = entry.localFlags < 0 ? entry.flags : entry.localFlags;
    ByteBuffer local = buffer(30 + name.length + entry.localExtra.length + entry.data.length);
    local.putInt(0x04034b50).putShort((short) 20).putShort((short) flags);
    local.putShort((short) entry.method).putInt(0x21_0000);
    local.putInt((int) (entry.localCrc < 0 ? entry.crc : entry.localCrc));
    local.putInt((int) (entry.localPacked < 0 ? entry.packed : entry.localPacked));
    local.putInt((int) (entry.localSize < 0 ? entry.size : entry.localSize));
    local.putShort((short) name.length).putShort((short) entry.localExtra.length);
    return filled(local.put(name).put(entry.localExtra).put(entry.data));
  }

  private static byte[] central(Entry entry, long offset) {
    ByteBuffer central = buffer(46 + entry.name.length + entry.extra.length);
    central.putInt(0x02014b50).putShort((short) entry.madeBy).putShort((short) 20);
    central.putShort((short) entry.flags).putShort((short) entry.method).putInt(0x21_0000);
    central.putInt((int) entry.crc).putInt((int) entry.packed).putInt((int) entry.size);
    central.putShort((short) entry.name.length).putShort((short) entry.extra.length);
    central.putShort((short) 0).putShort((short) entry.disk).putShort((short) 0);
    central.putInt((int) entry.attributes).putInt((int) offset);
    return filled(central.put(entry.name).put(entry.extra));
  }

  /** The bytes that were put into {@code buffer}. */
  static byte[] filled(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.position()];
    buffer.get(0, bytes);
    return bytes;
  }

  static ByteBuffer buffer(int bytes) {
    return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }
}
