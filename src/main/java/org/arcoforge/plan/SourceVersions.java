package org.arcoforge.plan;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;

/**
 * A digest of the versions of many files. Adding is associative and commutative: it depends only on
 * which versions were added.
 */
final class SourceVersions implements Serializable {
  private long high;
  private long low;

  void add(long ordinal, String version) {
    ByteBuffer digest =
        ByteBuffer.wrap(
            sha256().digest((ordinal + " " + version).getBytes(StandardCharsets.UTF_8)));
    high += digest.getLong();
    low += digest.getLong();
  }

  void merge(SourceVersions other) {
    high += other.high;
    low += other.low;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public String toString() {
    return "%016x%016x".formatted(high, low);
  }
}
