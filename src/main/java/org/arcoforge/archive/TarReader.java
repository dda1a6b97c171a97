package org.arcoforge.archive;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Walks over the blocks of a tar archive that is not packed. */
final class TarReader {
  private static final int BLOCK_BYTES = TarHeader.BLOCK_BYTES;
  private static final int MAX_TEXT_BYTES = 1 << 20;

  private final InputStream in;
  private final String label;
  private final boolean packed;
  private final byte[] block = new byte[BLOCK_BYTES];
  private final byte[] passed = new byte[1 << 16];
  private long position;

  /**
   * Reads {@code in}.
   *
   * @param packed whether {@code in} was unpacked, so that sizes in the file are unknown
   */
  TarReader(InputStream in, String label, boolean packed) {
    this.in = in;
    this.label = label;
    this.packed = packed;
  }

  /** A header with what the headers before it say of it. */
  private record Entry(String name, long size, char type, String linkName) {
    boolean isFile() {
      return (type == '0' || type == 0 || type == '7') && !name.endsWith("/");
    }
  }

  /** Visits the members, to the end mark or to the end of the stream. */
  void read(TarStream.Visitor visitor) throws IOException {
    for (Entry entry = next(); entry != null; entry = next()) {
      MemberName.check(entry.name(), label);
      if (entry.isFile()) {
        visit(entry, visitor);
      } else {
        visitor.skipped(entry.name(), what(entry));
      }
    }
    checkRest();
  }

  private void visit(Entry entry, TarStream.Visitor visitor) throws IOException {
    Data data = new Data(entry);
    visitor.visit(new Member(entry.name(), entry.size(), packed ? -1 : entry.size()), data);
    data.close();
    pad(entry.size());
  }

  private String what(Entry entry) throws IOException {
    return switch (entry.type()) {
      case '1' -> "a hard link to " + target(entry, false);
      case '2' -> "a symbolic link to " + target(entry, true);
      case '3', '4', '6' -> "a device";
      case '5' -> "a directory";
      default -> {
        passData(entry);
        yield entry.name().endsWith("/") || entry.type() == 'D'
            ? "a directory"
            : "an entry of type '" + entry.type() + "'";
      }
    };
  }

  private String target(Entry link, boolean fromItsFolder) throws IOException {
    MemberName.checkLink(link.name(), link.linkName(), fromItsFolder, label);
    return MemberName.shown(link.linkName());
  }

  /** Returns the next entry, or null at the end. */
  private @Nullable Entry next() throws IOException {
    Map<String, String> records = new HashMap<>();
    boolean announced = false;
    while (true) {
      long at = position;
      int count = readBlock();
      if (at == 0 && !TarHeader.isOne(block) && (count < BLOCK_BYTES || !isBlank())) {
        throw noTar();
      }
      if (isBlank()) {
        if (announced) {
          throw cut("the header before byte " + at + " announces a member that is not there");
        }
        return null;
      }
      if (count < BLOCK_BYTES) {
        throw cut("it ends within the header at byte " + at);
      }
      if (!TarHeader.isOne(block)) {
        throw damaged("the header at byte " + at + " has a wrong checksum");
      }
      TarHeader header = header(at);
      switch (header.type()) {
        case 'x', 'X' -> records.putAll(records(header, at));
        case 'g' -> checkGlobal(records(header, at), at);
        case 'L' -> records.put(PaxRecords.NAME, longText(header, at));
        case 'K' -> records.put(PaxRecords.LINK, longText(header, at));
        default -> {
          return entry(header, records, at);
        }
      }
      announced = header.type() != 'g';
    }
  }

  private TarHeader header(long at) throws IOException {
    try {
      return TarHeader.of(block);
    } catch (IOException e) {
      throw Refusal.because(damaged("the header at byte " + at + " " + e.getMessage()), e);
    }
  }

  private Entry entry(TarHeader header, Map<String, String> records, long at) throws IOException {
    String name = records.getOrDefault(PaxRecords.NAME, header.name());
    if (header.type() == 'S' || PaxRecords.areSparse(records)) {
      throw Refusal.archive(
          label,
          "its member " + MemberName.shown(name) + " is sparse",
          "Pack it anew by tar without --sparse");
    }
    if (header.type() == 'M' || header.type() == 'N') {
      throw Refusal.archive(
          label,
          "its member " + MemberName.shown(name) + " has the type '" + header.type() + "'",
          "Join the volumes and pack it anew, in the format pax");
    }
    try {
      long size = PaxRecords.size(records, header.size());
      String link = records.getOrDefault(PaxRecords.LINK, header.linkName());
      return new Entry(name, size, header.type(), link);
    } catch (IOException e) {
      throw Refusal.because(damaged("the member at byte " + at + " " + e.getMessage()), e);
    }
  }

  private Map<String, String> records(TarHeader header, long at) throws IOException {
    byte[] text = text(header, at);
    try {
      return PaxRecords.parse(text);
    } catch (IOException e) {
      throw Refusal.because(damaged("the header at byte " + at + " " + e.getMessage()), e);
    }
  }

  private void checkGlobal(Map<String, String> records, long at) throws IOException {
    for (String key : new String[] {PaxRecords.NAME, PaxRecords.SIZE, PaxRecords.LINK}) {
      if (records.containsKey(key) || PaxRecords.areSparse(records)) {
        throw damaged("the header at byte " + at + " gives all members one " + key);
      }
    }
  }

  private String longText(TarHeader header, long at) throws IOException {
    byte[] bytes = text(header, at);
    int end = bytes.length;
    while (end > 0 && bytes[end - 1] == 0) {
      end--;
    }
    byte[] text = Arrays.copyOf(bytes, end);
    return MemberName.decode(text, StandardCharsets.ISO_8859_1);
  }

  private byte[] text(TarHeader header, long at) throws IOException {
    if (header.size() > MAX_TEXT_BYTES) {
      throw Refusal.archive(
          label,
          "the header at byte " + at + " has " + header.size() + " bytes, more than 1 MiB",
          Refusal.HOSTILE);
    }
    byte[] bytes = in.readNBytes((int) header.size());
    position += bytes.length;
    if (bytes.length < header.size()) {
      throw cut("it ends within the header at byte " + at);
    }
    pad(header.size());
    return bytes;
  }

  private void passData(Entry entry) throws IOException {
    new Data(entry).close();
    pad(entry.size());
  }

  /** Passes the zeros to the next block. That they are missing at the very end does no harm. */
  private void pad(long size) throws IOException {
    int rest = (int) (-size & (BLOCK_BYTES - 1));
    position += in.readNBytes(passed, 0, rest);
  }

  /** Reads to the end of the stream, and refuses members behind the end mark. */
  private void checkRest() throws IOException {
    while (readBlock() == BLOCK_BYTES) {
      if (TarHeader.isOne(block)) {
        throw Refusal.archive(
            label,
            "a member follows the end mark, at byte " + (position - BLOCK_BYTES),
            "Take apart archives that were joined, as by tar --ignore-zeros, and pack them anew");
      }
    }
  }

  /** Reads one block; returns how many bytes there are of it. */
  private int readBlock() throws IOException {
    int count = in.readNBytes(block, 0, BLOCK_BYTES);
    Arrays.fill(block, count, BLOCK_BYTES, (byte) 0);
    position += count;
    return count;
  }

  private boolean isBlank() {
    for (byte value : block) {
      if (value != 0) {
        return false;
      }
    }
    return true;
  }

  private IOException noTar() {
    return Refusal.archive(
        label,
        "it is not a tar archive" + (packed ? " after unpacking" : ""),
        "Use the file itself");
  }

  private IOException cut(String what) {
    return Refusal.archive(label, "it is cut: " + what, Refusal.DAMAGED);
  }

  private IOException damaged(String what) {
    return Refusal.archive(label, what, Refusal.DAMAGED);
  }

  /** The bytes of one member. Closing passes the rest. */
  private final class Data extends InputStream {
    private final Entry entry;
    private long left;

    Data(Entry entry) {
      this.entry = entry;
      this.left = entry.size();
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      if (left == 0 || length == 0) {
        return left == 0 ? -1 : 0;
      }
      int count = in.read(target, offset, (int) Math.min(length, left));
      if (count < 0) {
        throw Refusal.member(
            entry.name(),
            label,
            "the archive ends after "
                + (entry.size() - left)
                + " of its "
                + entry.size()
                + " bytes",
            Refusal.DAMAGED);
      }
      left -= count;
      position += count;
      return count;
    }

    @Override
    public int available() throws IOException {
      return (int) Math.min(in.available(), left);
    }

    @Override
    public void close() throws IOException {
      while (read(passed, 0, passed.length) > 0) {}
    }
  }
}
