package org.arcoforge.plan;

import java.io.Serializable;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.DataFormatException;
import java.util.zip.Deflater;
import java.util.zip.Inflater;
import org.arcoforge.dataset.Block;
import org.arcoforge.dataset.DataType;
import org.jspecify.annotations.Nullable;

/**
 * The values of a variable of one file, as far as planning needs them: always a digest, by which
 * two fingerprints are equal, and the values themselves where they are few or become a coordinate.
 */
public final class Fingerprint implements Serializable {
  /** Values of at least this many bytes are held compressed. */
  private static final int LONG_BYTES = 4 << 10;

  private final String digest;
  private final DataType type;
  private final int[] shape;
  private final byte @Nullable [] bytes;
  private final String @Nullable [] strings;

  private Fingerprint(String digest, @Nullable Block block, DataType type, int[] shape) {
    this.digest = digest;
    this.type = type;
    this.shape = shape;
    this.bytes =
        block == null || !type.isFixedSize() ? null : packed(block.bytes(), type.byteSize());
    this.strings = block == null || type.isFixedSize() ? null : block.strings();
  }

  /** Returns a fingerprint that holds the values of {@code block}. */
  static Fingerprint of(Block block) {
    Digest digest = new Digest();
    digest.add(block);
    return new Fingerprint(digest.toString(), block, block.type(), block.shape());
  }

  /** Returns a fingerprint without values. */
  static Fingerprint of(Digest digest, DataType type) {
    return new Fingerprint(digest.toString(), null, type, new int[0]);
  }

  /** Returns the values, or null if only the digest is known. */
  @Nullable Block block() {
    if (bytes != null) {
      return Block.of(type, unpacked(), shape);
    }
    return strings == null ? null : Block.ofStrings(strings, shape);
  }

  /** Coordinates of many files are kept at once, so that long ones are compressed. */
  private static byte[] packed(byte[] bytes, int width) {
    if (bytes.length < LONG_BYTES) {
      return bytes;
    }
    byte[] shuffled = new byte[bytes.length];
    int count = bytes.length / width;
    for (int i = 0; i < bytes.length; i++) {
      shuffled[i % width * count + i / width] = bytes[i];
    }
    Deflater deflater = new Deflater(Deflater.BEST_SPEED);
    try {
      deflater.setInput(shuffled);
      deflater.finish();
      byte[] packed = new byte[bytes.length - 1];
      int size = deflater.deflate(packed);
      return deflater.finished() ? Arrays.copyOf(packed, size) : bytes;
    } finally {
      deflater.end();
    }
  }

  private byte[] unpacked() {
    byte[] held = java.util.Objects.requireNonNull(bytes);
    int size = Arrays.stream(shape).reduce(type.byteSize(), Math::multiplyExact);
    if (held.length == size) {
      return held;
    }
    Inflater inflater = new Inflater();
    try {
      inflater.setInput(held);
      byte[] shuffled = new byte[size];
      if (inflater.inflate(shuffled) != size) {
        throw new IllegalStateException("A fingerprint holds fewer than %d bytes.".formatted(size));
      }
      byte[] unpacked = new byte[size];
      int width = type.byteSize();
      int count = size / width;
      for (int i = 0; i < size; i++) {
        unpacked[i] = shuffled[i % width * count + i / width];
      }
      return unpacked;
    } catch (DataFormatException e) {
      throw new IllegalStateException("A fingerprint cannot be unpacked.", e);
    } finally {
      inflater.end();
    }
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Fingerprint f && digest.equals(f.digest);
  }

  @Override
  public int hashCode() {
    return digest.hashCode();
  }

  @Override
  public String toString() {
    Block block = block();
    return block == null ? "values with SHA-256 " + digest.substring(0, 12) : BlockText.of(block);
  }

  /** A digest of values that come block by block. */
  static final class Digest {
    private final MessageDigest sha256;

    Digest() {
      try {
        sha256 = MessageDigest.getInstance("SHA-256");
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("Every Java platform has SHA-256.", e);
      }
    }

    void add(Block block) {
      if (block.type().isFixedSize()) {
        sha256.update(block.bytes());
        return;
      }
      for (String string : block.strings()) {
        byte[] utf8 = string.getBytes(java.nio.charset.StandardCharsets.UTF_8);
        sha256.update(java.nio.ByteBuffer.allocate(4).putInt(utf8.length).flip());
        sha256.update(utf8);
      }
    }

    @Override
    public String toString() {
      return HexFormat.of().formatHex(Arrays.copyOf(sha256.digest(), 16));
    }
  }
}
