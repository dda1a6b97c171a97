package org.arcoforge.archive;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.zip.CRC32;
import org.jspecify.annotations.Nullable;

/**
 * Reads the central directory of a zip archive.
 *
 * @see <a href="https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT">APPNOTE 4.3.12</a>
 */
final class ZipDirectory {
  private static final int ENTRY = 0x02014b50;
  private static final int SIGNATURE = 0x05054b50;
  private static final int ENTRY_BYTES = 46;
  private static final Charset OLD_NAMES = Charset.forName("IBM437");

  private final ZipEnd end;
  private final String label;
  private final byte[] bytes;
  private final ByteBuffer buffer;
  private int at;

  private ZipDirectory(ZipEnd end, byte[] bytes, String label) {
    this.end = end;
    this.label = label;
    this.bytes = bytes;
    this.buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
  }

  /** Returns the entries of the directory in its order. Their names are checked, none overlap. */
  static List<ZipEntryRecord> read(
      SeekableByteChannel channel, ReadAhead readAhead, ZipEnd end, String label)
      throws IOException {
    int length = (int) (end.directoryEnd() - end.directory());
    byte[] bytes = new byte[length];
    int before = (int) Math.max(0, Math.min(end.tailFrom() - end.directory(), length));
    if (before > 0) {
      long to = end.directory() + before;
      readAhead.expect(end.directory(), to);
      byte[] first = ChannelRange.bytes(channel, end.directory(), to);
      System.arraycopy(first, 0, bytes, 0, first.length);
    }
    int inTail = (int) (end.directory() + before - end.tailFrom());
    end.tail().get(Math.max(inTail, 0), bytes, before, length - before);
    List<ZipEntryRecord> entries = new ZipDirectory(end, bytes, label).entries();
    refuseOverlaps(entries, end, label);
    return entries;
  }

  private List<ZipEntryRecord> entries() throws IOException {
    List<ZipEntryRecord> entries = new ArrayList<>();
    while (at + ENTRY_BYTES <= bytes.length && buffer.getInt(at) == ENTRY) {
      entries.add(entry(entries.size()));
    }
    boolean whole =
        at == bytes.length || (at + 4 <= bytes.length && buffer.getInt(at) == SIGNATURE);
    long stated = end.entries();
    long found = end.wide() ? entries.size() : entries.size() & 0xffff;
    if (!whole || found != stated) {
      throw damaged(
          "its directory has " + entries.size() + " readable entries, but states " + stated);
    }
    return entries;
  }

  private ZipEntryRecord entry(int index) throws IOException {
    int nameLength = word(at + 28);
    int extraLength = word(at + 30);
    int extraFrom = at + ENTRY_BYTES + nameLength;
    int next = extraFrom + extraLength + word(at + 32);
    if (next > bytes.length) {
      throw damaged("entry " + index + " of its directory is cut");
    }
    byte[] rawName = Arrays.copyOfRange(bytes, at + ENTRY_BYTES, extraFrom);
    int flags = word(at + 8);
    String name = name(rawName, extraFrom, extraLength);
    MemberName.check(name, label);
    ByteBuffer wide = ZipExtra.find(bytes, extraFrom, extraLength, ZipExtra.WIDE);
    long size = ZipExtra.wide(dword(at + 24), wide);
    long packedSize = ZipExtra.wide(dword(at + 20), wide);
    long offset = ZipExtra.wide(dword(at + 42), wide);
    int disk = word(at + 34);
    if (disk != 0 && disk != 0xffff) {
      throw Refusal.archive(
          label,
          "its member " + MemberName.shown(name) + " is in part " + disk + " of a split archive",
          "Join the parts first, as by zip -s 0");
    }
    long limit = end.directory() - end.shift();
    if (size < 0 || packedSize < 0 || packedSize > limit || offset < 0 || offset > limit) {
      throw damaged("its member " + MemberName.shown(name) + " is placed outside the archive");
    }
    ZipEntryRecord entry =
        new ZipEntryRecord(
            name,
            rawName,
            flags,
            word(at + 10),
            dword(at + 16),
            size,
            packedSize,
            offset + end.shift(),
            kind(name, word(at + 4) >> 8, word(at + 40)));
    at = next;
    return entry;
  }

  private String name(byte[] rawName, int extraFrom, int extraLength) {
    ByteBuffer unicode = ZipExtra.find(bytes, extraFrom, extraLength, ZipExtra.UNICODE_NAME);
    String name = unicode == null ? null : unicodeName(rawName, unicode);
    // Many programs write UTF-8 and do not say so; text in CP437 is hardly ever valid UTF-8.
    String decoded = name == null ? MemberName.decode(rawName, OLD_NAMES) : name;
    return decoded.indexOf('/') < 0 && word(at + 4) >> 8 == 0
        ? decoded.replace('\\', '/')
        : decoded;
  }

  private static @Nullable String unicodeName(byte[] rawName, ByteBuffer unicode) {
    if (unicode.remaining() < 5 || unicode.get() != 1) {
      return null;
    }
    CRC32 crc = new CRC32();
    crc.update(rawName);
    if ((int) crc.getValue() != unicode.getInt()) {
      return null;
    }
    return StandardCharsets.UTF_8.decode(unicode).toString();
  }

  private static ZipEntryRecord.Kind kind(String name, int system, int mode) {
    if (name.endsWith("/")) {
      return ZipEntryRecord.Kind.DIRECTORY;
    }
    boolean unix = system == 3 || system == 19;
    return switch (unix ? mode & 0170000 : 0) {
      case 0, 0100000 -> ZipEntryRecord.Kind.FILE;
      case 0040000 -> ZipEntryRecord.Kind.DIRECTORY;
      case 0120000 -> ZipEntryRecord.Kind.LINK;
      default -> ZipEntryRecord.Kind.DEVICE;
    };
  }

  private static void refuseOverlaps(List<ZipEntryRecord> entries, ZipEnd end, String label)
      throws IOException {
    List<ZipEntryRecord> sorted = new ArrayList<>(entries);
    sorted.sort(Comparator.comparingLong(ZipEntryRecord::offset));
    for (int i = 0; i < sorted.size(); i++) {
      ZipEntryRecord entry = sorted.get(i);
      boolean last = i + 1 == sorted.size();
      long bound = last ? end.directory() : sorted.get(i + 1).offset();
      if (entry.leastEnd() > bound) {
        throw Refusal.archive(
            label,
            "its member "
                + MemberName.shown(entry.name())
                + " overlaps "
                + (last ? "the directory" : MemberName.shown(sorted.get(i + 1).name())),
            Refusal.HOSTILE);
      }
    }
  }

  private IOException damaged(String what) {
    return Refusal.archive(label, what, Refusal.DAMAGED);
  }

  private int word(int from) {
    return buffer.getShort(from) & 0xffff;
  }

  private long dword(int from) {
    return buffer.getInt(from) & 0xffffffffL;
  }
}
