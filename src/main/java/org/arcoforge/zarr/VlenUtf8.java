package org.arcoforge.zarr;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CharsetEncoder;
import java.nio.charset.CoderResult;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Texts of any length as bytes, as {@code {"name": "vlen-utf8", "configuration": {}}} and
 * numcodecs' {@code vlen-utf8} have them: the number of texts, then for each its length in bytes
 * and its UTF-8; numbers as little-endian 32 bits.
 */
final class VlenUtf8 {
  private final CharsetEncoder encoder = StandardCharsets.UTF_8.newEncoder();
  private final CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder();
  private byte[] bytes = new byte[256];

  /** Returns the bytes that {@link #encode} filled; another array after each call. */
  byte[] bytes() {
    return bytes;
  }

  /**
   * Encodes {@code texts} to the start of {@link #bytes}, and returns how many bytes that took.
   *
   * @throws IllegalArgumentException if a text is no Unicode (half a surrogate pair), or all take
   *     more than {@link ByteCodec#MAXIMUM_TEXT_BYTES}
   */
  int encode(String[] texts) {
    ByteBuffer buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    buffer.putInt(texts.length);
    for (int i = 0; i < texts.length; i++) {
      int start = buffer.position();
      if (reserve(start + 4 + 3L * texts[i].length())) {
        buffer = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
      }
      buffer.position(start + 4);
      encoder.reset();
      CoderResult result = encoder.encode(CharBuffer.wrap(texts[i]), buffer, true);
      if (result.isError()) {
        throw new IllegalArgumentException(
            "Cannot encode text %d of %d: half a surrogate pair is in it. Correct the text."
                .formatted(i, texts.length));
      }
      buffer.putInt(start, buffer.position() - start - 4);
    }
    return buffer.position();
  }

  /** Makes room for {@code needed} bytes; returns whether that took another array. */
  private boolean reserve(long needed) {
    if (needed > ByteCodec.MAXIMUM_TEXT_BYTES) {
      throw new IllegalArgumentException(
          "Cannot encode texts of more than %d bytes in one chunk. Use smaller chunks."
              .formatted(ByteCodec.MAXIMUM_TEXT_BYTES));
    }
    if (needed <= bytes.length) {
      return false;
    }
    long doubled = Math.min(ByteCodec.MAXIMUM_TEXT_BYTES, 2L * bytes.length);
    bytes = Arrays.copyOf(bytes, (int) Math.max(needed, doubled));
    return true;
  }

  /**
   * Returns {@code count} texts.
   *
   * @throws IOException with the reason, if {@code bytes} are not just those
   */
  String[] decode(byte[] bytes, int count) throws IOException {
    ByteBuffer source = ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN);
    int declared = bytes.length < 4 ? -1 : source.getInt();
    if (declared != count) {
      throw new IOException("it holds %d texts, expected %d".formatted(declared, count));
    }
    if (count > source.remaining() / 4) {
      throw new IOException("it is cut short: %d bytes of text".formatted(bytes.length));
    }
    String[] texts = new String[count];
    for (int i = 0; i < count; i++) {
      int length = source.remaining() < 4 ? -1 : source.getInt();
      if (length < 0 || length > source.remaining()) {
        throw new IOException("text %d of %d is cut short".formatted(i, count));
      }
      try {
        texts[i] = decoder.decode(source.slice(source.position(), length)).toString();
      } catch (CharacterCodingException e) {
        throw new IOException("text %d of %d is not UTF-8".formatted(i, count), e);
      }
      source.position(source.position() + length);
    }
    if (source.hasRemaining()) {
      throw new IOException("%d bytes follow its texts".formatted(source.remaining()));
    }
    return texts;
  }
}
