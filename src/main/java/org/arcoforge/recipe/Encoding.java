package org.arcoforge.recipe;

import java.io.Serializable;
import java.util.Collections;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.arcoforge.dataset.AttributeValue;
import org.arcoforge.dataset.DataType;
import org.arcoforge.zarr.Compression;
import org.jspecify.annotations.Nullable;

/**
 * How one variable is stored, where that is not as it is in the files: chunks, compression, type,
 * missing value, packing. Immutable.
 */
public final class Encoding implements Serializable {
  private static final Encoding AS_IN_FILES = new Encoding(Map.of(), null, null, null, null);

  /**
   * A type for stored values.
   *
   * @param lossy whether values may be rounded
   */
  public record Cast(DataType type, boolean lossy) implements Serializable {}

  /**
   * Packing by CF section 8.1: the value is {@code stored * scale + offset}.
   *
   * @param maximumError by how much an unpacked value may differ from that of the file
   */
  public record Packing(DataType type, double scale, double offset, double maximumError)
      implements Serializable {}

  private final TreeMap<String, Long> chunks;
  private final @Nullable Compression compression;
  private final @Nullable Cast cast;
  private final @Nullable Number fill;
  private final @Nullable Packing packing;

  private Encoding(
      Map<String, Long> chunks,
      @Nullable Compression compression,
      @Nullable Cast cast,
      @Nullable Number fill,
      @Nullable Packing packing) {
    this.chunks = new TreeMap<>(chunks);
    this.compression = compression;
    this.cast = cast;
    this.fill = fill;
    this.packing = packing;
    if (cast != null && packing != null) {
      throw new IllegalArgumentException(
          "Cannot both cast a variable to %s and pack it into %s. Choose one."
              .formatted(cast.type(), packing.type()));
    }
  }

  /** Returns the encoding that keeps what the files say. */
  public static Encoding asInFiles() {
    return AS_IN_FILES;
  }

  /**
   * Returns this with chunks of {@code length} elements along {@code dimension}, for this variable
   * only.
   *
   * @throws IllegalArgumentException if it is below 1, or was given before
   */
  public Encoding chunk(String dimension, long length) {
    if (length < 1) {
      throw new IllegalArgumentException(
          "Cannot chunk dimension '%s' by %d. Use 1 or more.".formatted(dimension, length));
    }
    Map<String, Long> more = new TreeMap<>(chunks);
    Long before = more.put(dimension, length);
    if (before != null) {
      throw new IllegalArgumentException(
          "Cannot chunk dimension '%s' by %d: it is chunked by %d already. Remove one."
              .formatted(dimension, length, before));
    }
    return new Encoding(more, compression, cast, fill, packing);
  }

  /** Returns this with a compression for this variable only. */
  public Encoding compression(Compression newCompression) {
    return new Encoding(chunks, newCompression, cast, fill, packing);
  }

  /**
   * Returns this with another type, of unpacked values; every value must be one of it, else the run
   * fails and names it.
   *
   * @throws IllegalArgumentException if it is text
   */
  public Encoding cast(DataType type) {
    return new Encoding(chunks, compression, new Cast(number(type), false), fill, packing);
  }

  /** Returns this with another type, of unpacked values, which are rounded to it. */
  public Encoding castLossy(DataType type) {
    return new Encoding(chunks, compression, new Cast(number(type), true), fill, packing);
  }

  private static DataType number(DataType type) {
    if (type.isText()) {
      throw new IllegalArgumentException(
          "Cannot cast a variable to %s: only numbers can be cast.".formatted(type));
    }
    return type;
  }

  /**
   * Returns this with {@code value} as {@code _FillValue}; all missing values become it.
   *
   * @throws IllegalArgumentException if no type has it: see {@link AttributeValue#number}
   */
  public Encoding fill(Number value) {
    AttributeValue.number(value);
    return new Encoding(chunks, compression, cast, value, packing);
  }

  /**
   * Returns this with values packed into an integer type, each to the nearest: within half of
   * {@code scale}.
   *
   * @throws IllegalArgumentException if the type is not an integer type, or the numbers are not
   *     finite or the scale is 0
   */
  public Encoding pack(DataType type, double scale, double offset) {
    return pack(type, scale, offset, Math.abs(scale) / 2);
  }

  /**
   * Returns this with values packed as {@link #pack(DataType, double, double)} says; one that would
   * differ by more than {@code maximumError} makes the run fail, and is named.
   */
  public Encoding pack(DataType type, double scale, double offset, double maximumError) {
    boolean sound =
        type.isInteger()
            && Double.isFinite(scale)
            && scale != 0
            && Double.isFinite(offset)
            && maximumError >= 0;
    if (!sound) {
      throw new IllegalArgumentException(
          "Cannot pack a variable into %s with scale %s, offset %s and error %s. Use an integer type and a scale that is not 0."
              .formatted(type, scale, offset, maximumError));
    }
    return new Encoding(
        chunks, compression, cast, fill, new Packing(type, scale, offset, maximumError));
  }

  /** Returns the lengths of chunks by dimension, for those that are given. */
  public Map<String, Long> chunks() {
    return Collections.unmodifiableMap(chunks);
  }

  public Optional<Compression> compression() {
    return Optional.ofNullable(compression);
  }

  /** Returns the type that values are cast to, if there is one. */
  public Optional<Cast> cast() {
    return Optional.ofNullable(cast);
  }

  /** Returns the value that stands for missing values, if one is given. */
  public Optional<Number> fill() {
    return Optional.ofNullable(fill);
  }

  public Optional<Packing> packing() {
    return Optional.ofNullable(packing);
  }

  /** Returns whether values are to be stored otherwise than in the files. */
  public boolean changesValues() {
    return cast != null || fill != null || packing != null;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Encoding e
        && chunks.equals(e.chunks)
        && Objects.equals(compression, e.compression)
        && Objects.equals(cast, e.cast)
        && Objects.equals(fill, e.fill)
        && Objects.equals(packing, e.packing);
  }

  @Override
  public int hashCode() {
    return Objects.hash(chunks, compression, cast, fill, packing);
  }
}
