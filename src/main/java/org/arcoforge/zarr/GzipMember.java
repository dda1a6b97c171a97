package org.arcoforge.zarr;

import java.io.ByteArrayInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import java.util.zip.GZIPInputStream;
import java.util.zip.InflaterInputStream;
import org.jspecify.annotations.Nullable;

/**
 * One gzip member without name or time, as {@code {"name": "gzip", "configuration": {"level": 5}}}
 * and numcodecs' {@code gzip} have it. Decodes also several members, and the zlib format.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc1952">RFC 1952</a>
 */
final class GzipMember implements ByteCodec {
  private static final int HEADER = 10;
  private static final int TRAILER = 8;
  private static final int MAGIC = 0x1f;
  private static final int BUFFER = 1 << 16;

  private final int level;
  private @Nullable Deflater deflater;

  GzipMember(int level) {
    this.level = level;
  }

  /** Covers the bound of zlib's deflate for any level. */
  @Override
  public int bound(int length) {
    return HEADER + TRAILER + length + (length >>> 9) + 64;
  }

  @Override
  public int encode(byte[] bytes, int length, byte[] target) {
    if (deflater == null) {
      deflater = new Deflater(level, true);
    }
    // Magic, deflate, no flags, no time, no hint, system unknown.
    ByteBuffer buffer = ByteBuffer.wrap(target).order(ByteOrder.LITTLE_ENDIAN);
    buffer.putInt(0x00088b1f).putInt(0).put((byte) 0).put((byte) 0xff);
    deflater.reset();
    deflater.setInput(bytes, 0, length);
    deflater.finish();
    int end = HEADER + deflater.deflate(target, HEADER, target.length - HEADER - TRAILER);
    if (!deflater.finished()) {
      throw new IllegalStateException(
          "Deflate needs more than %d bytes for %d.".formatted(target.length, length));
    }
    CRC32 crc = new CRC32();
    crc.update(bytes, 0, length);
    buffer.position(end);
    buffer.putInt((int) crc.getValue()).putInt(length);
    return end + TRAILER;
  }

  @Override
  public byte[] decode(byte[] bytes, int length, int expected) throws IOException {
    try (InputStream compressed = new ByteArrayInputStream(bytes, 0, length);
        InputStream plain =
            length > 0 && bytes[0] == MAGIC
                ? new GZIPInputStream(compressed, BUFFER)
                : new InflaterInputStream(compressed)) {
      int most = expected >= 0 ? expected : MAXIMUM_TEXT_BYTES;
      byte[] decoded = plain.readNBytes(most);
      if (decoded.length < expected || plain.read() >= 0) {
        throw new IOException(
            "it decodes to %s bytes, expected %d"
                .formatted(decoded.length < expected ? decoded.length : "more", most));
      }
      return decoded;
    } catch (EOFException e) {
      throw new IOException("it is cut short", e);
    }
  }

  @Override
  public void close() {
    if (deflater != null) {
      deflater.end();
      deflater = null;
    }
  }
}
