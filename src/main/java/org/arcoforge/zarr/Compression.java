package org.arcoforge.zarr;

import java.io.Serializable;

/**
 * How the chunks of an array are compressed.
 *
 * @param level 1-22 for zstd (also inside blosc), 0-9 for gzip, 0 for none
 * @param crc32c whether a checksum follows each chunk; Zarr 3 only
 */
public record Compression(Algorithm algorithm, int level, boolean crc32c) implements Serializable {

  /** The algorithms that every current Zarr reader has. */
  public enum Algorithm {
    NONE(0, 0),
    /** The Blosc 1 container around zstd of that very level, with byte shuffle. */
    BLOSC(1, 9),
    ZSTD(1, 22),
    GZIP(0, 9);

    private final int lowest;
    private final int highest;

    Algorithm(int lowest, int highest) {
      this.lowest = lowest;
      this.highest = highest;
    }
  }

  public Compression {
    if (level < algorithm.lowest || level > algorithm.highest) {
      throw new IllegalArgumentException(
          "Invalid level of %s compression: %d (must be from %d to %d)."
              .formatted(algorithm, level, algorithm.lowest, algorithm.highest));
    }
  }

  /** Returns the default: blosc with zstd level 1 and byte shuffle. */
  public static Compression blosc() {
    return blosc(1);
  }

  /** Returns blosc with zstd of {@code level} 1-9 and byte shuffle. */
  public static Compression blosc(int level) {
    return new Compression(Algorithm.BLOSC, level, false);
  }

  /** Returns zstd of {@code level} 1-22. */
  public static Compression zstd(int level) {
    return new Compression(Algorithm.ZSTD, level, false);
  }

  /** Returns gzip of {@code level} 0-9. */
  public static Compression gzip(int level) {
    return new Compression(Algorithm.GZIP, level, false);
  }

  /** Returns no compression. */
  public static Compression none() {
    return new Compression(Algorithm.NONE, 0, false);
  }

  /** Returns this with a checksum behind each chunk. */
  public Compression withCrc32c() {
    return new Compression(algorithm, level, true);
  }
}
