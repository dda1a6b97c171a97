package org.arcoforge.zarr;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDecompressCtx;
import com.github.luben.zstd.ZstdException;
import com.github.luben.zstd.ZstdInputStreamNoFinalizer;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.jspecify.annotations.Nullable;

/**
 * One Zstandard frame that says its size and has no checksum, as {@code {"name": "zstd",
 * "configuration": {"level": 1, "checksum": false}}} and numcodecs' {@code zstd} have it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc8878">RFC 8878</a>
 */
final class ZstdFrame implements ByteCodec {
  private final int level;
  private @Nullable ZstdCompressCtx compressor;
  private @Nullable ZstdDecompressCtx decompressor;

  ZstdFrame(int level) {
    this.level = level;
  }

  @Override
  public int bound(int length) {
    return (int) Zstd.compressBound(length);
  }

  @Override
  public int encode(byte[] bytes, int length, byte[] target) {
    return encode(bytes, 0, length, target, 0);
  }

  int encode(byte[] bytes, int from, int length, byte[] target, int at) {
    if (compressor == null) {
      compressor = new ZstdCompressCtx().setLevel(level).setContentSize(true).setChecksum(false);
    }
    return compressor.compressByteArray(target, at, target.length - at, bytes, from, length);
  }

  @Override
  public byte[] decode(byte[] bytes, int length, int expected) throws IOException {
    if (length == 0) {
      throw new IOException("it has no bytes");
    }
    long declared = Zstd.getFrameContentSize(bytes, 0, length);
    // Writers of streams say no size; frames in a row say only that of the first.
    if (expected < 0) {
      if (declared >= 0) {
        ByteCodec.checkSize(declared, length, -1);
      }
      return decodeStream(bytes, length);
    }
    byte[] decoded = new byte[expected];
    decode(bytes, 0, length, decoded, 0, expected);
    return decoded;
  }

  private static byte[] decodeStream(byte[] bytes, int length) throws IOException {
    try (InputStream plain =
        new ZstdInputStreamNoFinalizer(new ByteArrayInputStream(bytes, 0, length))) {
      byte[] decoded = plain.readNBytes(MAXIMUM_TEXT_BYTES);
      if (plain.read() >= 0) {
        throw new IOException("it decodes to more than %d bytes".formatted(MAXIMUM_TEXT_BYTES));
      }
      return decoded;
    }
  }

  /** Decodes a part of {@code bytes} to exactly {@code expected} bytes of {@code target}. */
  void decode(byte[] bytes, int from, int length, byte[] target, int at, int expected)
      throws IOException {
    if (decompressor == null) {
      decompressor = new ZstdDecompressCtx();
    }
    if (length == 0) {
      throw new IOException("it has an empty zstd frame");
    }
    int count;
    try {
      count = decompressor.decompressByteArray(target, at, expected, bytes, from, length);
    } catch (ZstdException e) {
      throw new IOException("zstd says: " + e.getMessage(), e);
    }
    if (count != expected) {
      throw new IOException("it decodes to %d bytes, expected %d".formatted(count, expected));
    }
  }

  @Override
  public void close() {
    if (compressor != null) {
      compressor.close();
      compressor = null;
    }
    if (decompressor != null) {
      decompressor.close();
      decompressor = null;
    }
  }
}
