package org.arcoforge.fetch;

import java.io.Serializable;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Locale;

/**
 * What the bytes of a file must add up to. Written as {@code md5:9e107d9d372bb6826bd81d3542a419d6}.
 *
 * @param hex the digest in lower-case hexadecimal digits
 */
public record Checksum(Algorithm algorithm, String hex) implements Serializable {

  /** The ways to add up that repositories publish. */
  public enum Algorithm {
    MD5("MD5", 16),
    SHA1("SHA-1", 20),
    SHA256("SHA-256", 32),
    SHA512("SHA-512", 64);

    private final String standardName;
    private final int bytes;

    Algorithm(String standardName, int bytes) {
      this.standardName = standardName;
      this.bytes = bytes;
    }

    /** Returns a new digest that has seen nothing. */
    public MessageDigest digest() {
      try {
        return MessageDigest.getInstance(standardName);
      } catch (NoSuchAlgorithmException e) {
        throw new IllegalStateException("Every Java platform has " + standardName, e);
      }
    }

    /** Returns what {@code digest}, one of this algorithm, has seen; the digest starts anew. */
    public Checksum of(MessageDigest digest) {
      return new Checksum(this, HexFormat.of().formatHex(digest.digest()));
    }
  }

  public Checksum {
    hex = hex.toLowerCase(Locale.ROOT);
    if (!hex.matches("[0-9a-f]{" + 2 * algorithm.bytes + "}")) {
      throw new IllegalArgumentException(
          "Cannot use checksum '%s': %s has %d hexadecimal digits."
              .formatted(hex, algorithm.standardName, 2 * algorithm.bytes));
    }
  }

  /**
   * Reads {@code algorithm:digits}; the algorithm in any case, with or without a dash.
   *
   * @throws IllegalArgumentException if it is not that, or the algorithm is not known
   */
  public static Checksum parse(String text) {
    int colon = text.indexOf(':');
    String name =
        text.substring(0, Math.max(colon, 0)).replace("-", "").toUpperCase(Locale.ROOT).strip();
    for (Algorithm algorithm : Algorithm.values()) {
      if (algorithm.name().equals(name)) {
        return new Checksum(algorithm, text.substring(colon + 1).strip());
      }
    }
    throw new IllegalArgumentException(
        "Cannot read checksum '%s': write it like md5:9e107d9d372bb6826bd81d3542a419d6, with md5, sha1, sha256 or sha512."
            .formatted(text));
  }

  @Override
  public String toString() {
    return algorithm.name().toLowerCase(Locale.ROOT) + ":" + hex;
  }
}
