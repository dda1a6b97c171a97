package org.arcoforge.plan;

import java.io.Serializable;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The versions of many files: eight bytes of a digest for each, one digest of all, and the texts of
 * the first few. Adding is associative and commutative: the result depends only on which versions
 * were added.
 */
final class SourceVersions implements Serializable {
  /** Of so many files the text is kept. */
  static final int MOST_TEXTS = 100;

  private final SortedMap<Long, String> texts = new TreeMap<>();
  private long high;
  private long low;
  private long first;
  private long[] marks = new long[0];

  void add(long ordinal, String version) {
    ByteBuffer digest =
        ByteBuffer.wrap(
            sha256().digest((ordinal + " " + version).getBytes(StandardCharsets.UTF_8)));
    long mark = mark(version);
    high += digest.getLong();
    low += digest.getLong();
    cover(ordinal, ordinal + 1);
    marks[(int) (ordinal - first)] = mark;
    if (ordinal < MOST_TEXTS) {
      texts.put(ordinal, version);
    }
  }

  void merge(SourceVersions other) {
    high += other.high;
    low += other.low;
    if (other.marks.length > 0) {
      cover(other.first, other.first + other.marks.length);
      for (int i = 0; i < other.marks.length; i++) {
        if (other.marks[i] != 0) {
          marks[(int) (other.first - first) + i] = other.marks[i];
        }
      }
    }
    texts.putAll(other.texts);
  }

  /** Makes room for the marks of files {@code from}, inclusive, to {@code to}, exclusive. */
  private void cover(long from, long to) {
    if (marks.length == 0) {
      first = from;
    }
    long start = Math.min(first, from);
    long end = Math.max(first + marks.length, to);
    if (end - start > marks.length || start < first) {
      int grown = Math.toIntExact(Math.max(end - start, marks.length + marks.length / 2L));
      long[] wider = new long[grown];
      System.arraycopy(marks, 0, wider, (int) (first - start), marks.length);
      marks = wider;
      first = start;
    }
  }

  /** Returns whether file {@code ordinal} was of {@code version}, or of none that is known. */
  boolean isOf(long ordinal, String version) {
    long place = ordinal - first;
    boolean unknown = place < 0 || place >= marks.length || marks[(int) place] == 0;
    return unknown || marks[(int) place] == mark(version);
  }

  /** Returns the versions of the first files, by their numbers. */
  SortedMap<Long, String> texts() {
    return texts;
  }

  /** Returns what differs for different versions; never 0. */
  private static long mark(String version) {
    long mark =
        ByteBuffer.wrap(sha256().digest(version.getBytes(StandardCharsets.UTF_8))).getLong();
    return mark == 0 ? 1 : mark;
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Returns the digest of all. */
  @Override
  public String toString() {
    return "%016x%016x".formatted(high, low);
  }
}
