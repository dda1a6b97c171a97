package org.arcoforge.dataset;

import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The element types of arrays, in netCDF, in Zarr and in memory. */
public enum DataType {
  INT8(1, Kind.INTEGER),
  UINT8(1, Kind.UNSIGNED),
  INT16(2, Kind.INTEGER),
  UINT16(2, Kind.UNSIGNED),
  INT32(4, Kind.INTEGER),
  UINT32(4, Kind.UNSIGNED),
  INT64(8, Kind.INTEGER),
  UINT64(8, Kind.UNSIGNED),
  FLOAT16(2, Kind.FLOAT),
  FLOAT32(4, Kind.FLOAT),
  FLOAT64(8, Kind.FLOAT),
  /** One byte of text. Text of n bytes is an array of these whose last dimension has length n. */
  CHAR(1, Kind.TEXT),
  /** Text of any length, in Unicode. */
  STRING(0, Kind.TEXT);

  private enum Kind {
    INTEGER,
    UNSIGNED,
    FLOAT,
    TEXT
  }

  private final int byteSize;
  private final Kind kind;

  DataType(int byteSize, Kind kind) {
    this.byteSize = byteSize;
    this.kind = kind;
  }

  /** Returns the bytes of one element; 0 for {@link #STRING}, whose elements differ in size. */
  public int byteSize() {
    return byteSize;
  }

  /** Returns whether every element takes the same number of bytes. */
  public boolean isFixedSize() {
    return byteSize > 0;
  }

  /** Returns whether this is an integer type, signed or not. */
  public boolean isInteger() {
    return kind == Kind.INTEGER || kind == Kind.UNSIGNED;
  }

  /** Returns whether this integer type has a value; uint64 only knows those of {@code long}. */
  boolean holds(long value) {
    int bits = 8 * byteSize;
    if (isUnsigned()) {
      return value >= 0 && (bits == 64 || value < 1L << bits);
    }
    return bits == 64 || (value >= -1L << (bits - 1) && value < 1L << (bits - 1));
  }

  /** Returns whether this is an unsigned integer type. */
  public boolean isUnsigned() {
    return kind == Kind.UNSIGNED;
  }

  /** Returns the unsigned type of the width of this integer type. */
  DataType unsigned() {
    return switch (this) {
      case INT8 -> UINT8;
      case INT16 -> UINT16;
      case INT32 -> UINT32;
      case INT64 -> UINT64;
      default -> this;
    };
  }

  /** Returns the signed integer type of the same size; this if it is no unsigned integer type. */
  DataType signed() {
    return switch (this) {
      case UINT8 -> INT8;
      case UINT16 -> INT16;
      case UINT32 -> INT32;
      case UINT64 -> INT64;
      default -> this;
    };
  }

  /** Returns whether this is a floating-point type. */
  public boolean isFloat() {
    return kind == Kind.FLOAT;
  }

  /** Returns whether this is {@link #CHAR} or {@link #STRING}. */
  public boolean isText() {
    return kind == Kind.TEXT;
  }

  /**
   * Returns the narrowest numeric type that has all values of this and {@code other}; empty if
   * there is none, or one of them is text and the other is not the same.
   */
  public Optional<DataType> common(DataType other) {
    if (this == other) {
      return Optional.of(this);
    }
    return Stream.of(values()).filter(t -> t.hasAllOf(this) && t.hasAllOf(other)).findFirst();
  }

  private boolean hasAllOf(DataType other) {
    if (isText() || other.isText()) {
      return false;
    }
    if (isInteger() && other.isFloat()) {
      return false;
    }
    if (isInteger() && !isUnsigned() && other.isUnsigned()) {
      return byteSize > other.byteSize;
    }
    if (isUnsigned() && !other.isUnsigned()) {
      return false;
    }
    // A floating-point type holds integers of up to half its width: 11, 24 and 53 bits.
    boolean widens = isFloat() && other.isInteger();
    return byteSize >= (widens ? 2 : 1) * other.byteSize;
  }

  /** Returns the name as people and numpy write it, such as {@code float32}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
