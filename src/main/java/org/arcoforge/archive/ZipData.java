package org.arcoforge.archive;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.channels.SeekableByteChannel;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.CRC32;
import java.util.zip.Inflater;
import java.util.zip.InflaterInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.deflate64.Deflate64CompressorInputStream;

/**
 * Unpacks the data of one entry of a zip archive, and checks them and their local header against
 * the central directory.
 *
 * @see <a href="https://pkware.cachefly.net/webdocs/casestudies/APPNOTE.TXT">APPNOTE 4.3.7, 4.4</a>
 */
final class ZipData {
  private static final int LOCAL = 0x04034b50;
  private static final int LOCAL_BYTES = 30;

  /** What a local header may have more of extra fields than is told to the read-ahead. */
  private static final int SLACK_BYTES = 1 << 10;

  private static final int BUFFER_BYTES = 1 << 16;
  private static final Growth DEFLATE = new Growth(1_100, 100_000_000);
  private static final Growth OTHERS = new Growth(20_000, Packing.FLOOR_BYTES);

  private final SeekableByteChannel channel;
  private final ReadAhead readAhead;
  private final ZipEntryRecord entry;
  private final long bound;
  private final String label;

  /**
   * Names the data of {@code entry}.
   *
   * @param bound where in the channel the next entry or the directory starts
   */
  ZipData(
      SeekableByteChannel channel,
      ReadAhead readAhead,
      ZipEntryRecord entry,
      long bound,
      String label) {
    this.channel = channel;
    this.readAhead = readAhead;
    this.entry = entry;
    this.bound = bound;
    this.label = label;
  }

  /** Writes the unpacked bytes to {@code target}, and fails if they are not the right ones. */
  void extract(OutputStream target) throws IOException {
    refuseUnreadable();
    long to = Math.min(bound, entry.leastEnd() + SLACK_BYTES);
    readAhead.expect(entry.offset(), to);
    ChannelRange range = new ChannelRange(channel, entry.offset(), to);
    checkLocalHeader(range, to);
    CountedInput packed = new CountedInput(range, false);
    Inflater inflater = new Inflater(true);
    try {
      copy(packed, opened(packed, inflater), target);
    } finally {
      inflater.end();
    }
  }

  private void refuseUnreadable() throws IOException {
    if (entry.isEncrypted()) {
      throw refused("it is encrypted", "Decrypt the archive first");
    }
    if (!isKnown(entry.method())) {
      throw refused(
          "it is packed by " + methodName(entry.method()), "Pack the archive anew with deflate");
    }
    if (entry.method() == 0 && entry.size() != entry.packedSize()) {
      throw refused(
          "it is stored, but has " + entry.size() + " bytes in " + entry.packedSize(),
          Refusal.DAMAGED);
    }
    if (growth().isExceeded(entry.packedSize(), entry.size())) {
      throw refused(
          "it states that "
              + entry.packedSize()
              + " bytes unpack to "
              + entry.size()
              + ", over "
              + growth().ratio()
              + " for each",
          Refusal.HOSTILE);
    }
  }

  private Growth growth() {
    return entry.method() == 8 || entry.method() == 0 ? DEFLATE : OTHERS;
  }

  /** Leaves {@code range} at the packed data and nothing else. */
  private void checkLocalHeader(ChannelRange range, long to) throws IOException {
    byte[] header = range.readNBytes(LOCAL_BYTES);
    ByteBuffer local = ByteBuffer.wrap(header).order(ByteOrder.LITTLE_ENDIAN);
    if (header.length < LOCAL_BYTES || local.getInt(0) != LOCAL) {
      throw refused("no local header is where the directory says", Refusal.DAMAGED);
    }
    int nameLength = local.getShort(26) & 0xffff;
    int extraLength = local.getShort(28) & 0xffff;
    long from = entry.offset() + LOCAL_BYTES + nameLength + extraLength;
    if (from + entry.packedSize() > bound) {
      throw refused("its data overlap what follows them", Refusal.HOSTILE);
    }
    range.endAt(Math.max(to, from + entry.packedSize()));
    byte[] name = range.readNBytes(nameLength);
    byte[] extra = range.readNBytes(extraLength);
    if (!Arrays.equals(name, entry.rawName())) {
      throw differs("name", MemberName.shown(localName(name)), MemberName.shown(entry.name()));
    }
    compare("method", local.getShort(8) & 0xffff, entry.method());
    compare("encryption", local.getShort(6) & 1, entry.flags() & 1);
    if ((local.getShort(6) & 8) == 0) {
      ByteBuffer wide = ZipExtra.find(extra, 0, extra.length, ZipExtra.WIDE);
      compare("CRC-32", local.getInt(14) & 0xffffffffL, entry.crc());
      compare("size", ZipExtra.wide(local.getInt(22) & 0xffffffffL, wide), entry.size());
      compare(
          "packed size", ZipExtra.wide(local.getInt(18) & 0xffffffffL, wide), entry.packedSize());
    } else if (!entry.isDeferred()) {
      throw differs("flag of sizes behind the data", "set", "not set");
    }
    range.endAt(from + entry.packedSize());
  }

  private static String localName(byte[] name) {
    return MemberName.decode(name, StandardCharsets.ISO_8859_1);
  }

  private void compare(String what, long local, long central) throws IOException {
    if (local != central) {
      throw differs(what, Long.toString(local), Long.toString(central));
    }
  }

  private IOException differs(String what, String local, String central) {
    return refused(
        "its local header has the " + what + " " + local + ", but the directory has " + central,
        Refusal.DAMAGED);
  }

  private InputStream unpack(InputStream packed, Inflater inflater) throws IOException {
    return switch (entry.method()) {
      case 0 -> packed;
      case 8 -> new InflaterInputStream(packed, inflater, BUFFER_BYTES);
      case 9 -> new Deflate64CompressorInputStream(packed);
      default -> new BZip2CompressorInputStream(packed);
    };
  }

  private InputStream opened(CountedInput packed, Inflater inflater) throws IOException {
    try {
      return unpack(packed, inflater);
    } catch (IOException e) {
      throw explained(packed, e, 0);
    }
  }

  private void copy(CountedInput packed, InputStream unpacked, OutputStream target)
      throws IOException {
    CRC32 crc = new CRC32();
    byte[] buffer = new byte[BUFFER_BYTES];
    long total = 0;
    int count;
    while ((count = next(packed, unpacked, buffer, total)) >= 0) {
      total += count;
      if (total > entry.size()) {
        throw refused(
            "it gives more than the " + entry.size() + " bytes that the directory states",
            Refusal.HOSTILE);
      }
      crc.update(buffer, 0, count);
      target.write(buffer, 0, count);
    }
    if (total != entry.size()) {
      throw refused(
          "it has " + total + " bytes, but the directory states " + entry.size(), Refusal.DAMAGED);
    }
    if (crc.getValue() != entry.crc()) {
      throw refused(
          "its CRC-32 is "
              + Long.toHexString(crc.getValue())
              + ", but the directory states "
              + Long.toHexString(entry.crc()),
          Refusal.DAMAGED);
    }
  }

  private int next(CountedInput packed, InputStream unpacked, byte[] buffer, long total)
      throws IOException {
    try {
      return unpacked.read(buffer);
    } catch (IOException | RuntimeException e) {
      throw explained(packed, e, total);
    }
  }

  private IOException explained(CountedInput packed, Exception e, long total) {
    IOException failure = packed.failure();
    return failure != null
        ? failure
        : Refusal.because(
            refused(
                "it is damaged after "
                    + total
                    + " of "
                    + entry.size()
                    + " bytes: "
                    + Refusal.said(e),
                Refusal.DAMAGED),
            e);
  }

  private IOException refused(String what, String remedy) {
    return Refusal.member(entry.name(), label, what, remedy);
  }

  private static boolean isKnown(int method) {
    return method == 0 || method == 8 || method == 9 || method == 12;
  }

  private static String methodName(int method) {
    return switch (method) {
      case 1 -> "shrink";
      case 2, 3, 4, 5 -> "reduce";
      case 6 -> "implode";
      case 14 -> "LZMA";
      case 20, 93 -> "Zstandard";
      case 95 -> "xz";
      case 96 -> "JPEG";
      case 97 -> "WavPack";
      case 98 -> "PPMd";
      case 99 -> "AES encryption";
      default -> "the unknown method " + method;
    };
  }
}
