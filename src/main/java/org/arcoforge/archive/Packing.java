package org.arcoforge.archive;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.HexFormat;
import java.util.Optional;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.tukaani.xz.XZInputStream;

/**
 * The formats that pack one stream.
 *
 * <p>Deflate gives at most 1,032 bytes for one. LZMA packs zeros about 7,000 to 1, so no true xz
 * file comes to the limit. Bzip2 packs zeros about 1,000,000 to 1: its limit stops the bombs alone,
 * since real data of more than 10 GB are not fill values only.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1952">RFC 1952, gzip</a>
 * @see <a href="https://tukaani.org/xz/xz-file-format.txt">The .xz File Format</a>
 */
enum Packing {
  GZIP("gzip", "1f8b", 1_100),
  BZIP2("bzip2", "425a68", 20_000),
  XZ("xz", "fd377a585a00", 20_000);

  static final long FLOOR_BYTES = 10_000_000_000L;
  static final int BUFFER_BYTES = 1 << 16;
  static final int XZ_MEMORY_MIB = 256;

  private final String text;
  private final String magic;
  private final long ratio;

  Packing(String text, String magic, long ratio) {
    this.text = text;
    this.magic = magic;
    this.ratio = ratio;
  }

  /** Returns the packing of a file that begins with {@code head}. */
  static Optional<Packing> of(byte[] head) {
    for (Packing packing : values()) {
      if (packing.begins(head)) {
        return Optional.of(packing);
      }
    }
    return Optional.empty();
  }

  private boolean begins(byte[] head) {
    int length = magic.length() / 2;
    return head.length >= length && HexFormat.of().formatHex(head, 0, length).equals(magic);
  }

  /** Returns what it may give at most; {@code floor} bytes are never too many. */
  Growth growth(long floor) {
    return new Growth(ratio, floor);
  }

  /** Decodes {@code packed} to its very end. */
  InputStream decode(InputStream packed) throws IOException {
    return switch (this) {
      case GZIP -> new GzipStream(packed);
      case BZIP2 ->
          new BZip2CompressorInputStream(new BufferedInputStream(packed, BUFFER_BYTES), true);
      case XZ ->
          new XZInputStream(new BufferedInputStream(packed, BUFFER_BYTES), XZ_MEMORY_MIB << 10);
    };
  }

  @Override
  public String toString() {
    return text;
  }
}
