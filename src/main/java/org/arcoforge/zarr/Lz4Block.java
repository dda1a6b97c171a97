package org.arcoforge.zarr;

import java.io.IOException;

/**
 * Decodes LZ4 blocks, the default of zarr-python inside Blosc.
 *
 * @see <a href="https://github.com/lz4/lz4/blob/dev/doc/lz4_Block_format.md">LZ4 block format</a>
 */
final class Lz4Block {
  private static final int SHORTEST_MATCH = 4;

  private final byte[] source;
  private final int end;
  private int position;

  private Lz4Block(byte[] source, int from, int length) {
    this.source = source;
    this.position = from;
    this.end = from + length;
  }

  /** Decodes a part of {@code source} to exactly {@code expected} bytes of {@code target}. */
  static void decode(byte[] source, int from, int length, byte[] target, int at, int expected)
      throws IOException {
    new Lz4Block(source, from, length).decode(target, at, at + expected);
  }

  private void decode(byte[] target, int start, int limit) throws IOException {
    int at = start;
    while (true) {
      int token = next();
      int literals = length(token >>> 4);
      if (literals > end - position || literals > limit - at) {
        throw damaged();
      }
      System.arraycopy(source, position, target, at, literals);
      position += literals;
      at += literals;
      if (position == end) {
        break;
      }
      int offset = next() | next() << 8;
      int match = length(token & 15) + SHORTEST_MATCH;
      if (offset == 0 || offset > at - start || match > limit - at) {
        throw damaged();
      }
      // A match may overlap what it makes.
      for (int stop = at + match; at < stop; at++) {
        target[at] = target[at - offset];
      }
    }
    if (at != limit) {
      throw damaged();
    }
  }

  private int length(int nibble) throws IOException {
    int length = nibble;
    if (nibble == 15) {
      int more;
      do {
        more = next();
        length += more;
        if (length < 0) {
          throw damaged();
        }
      } while (more == 255);
    }
    return length;
  }

  private int next() throws IOException {
    if (position >= end) {
      throw damaged();
    }
    return source[position++] & 0xff;
  }

  private static IOException damaged() {
    return new IOException("its lz4 block is damaged");
  }
}
