package org.arcoforge.dataset;

import java.util.Locale;

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

  /** Returns whether this is a floating-point type. */
  public boolean isFloat() {
    return kind == Kind.FLOAT;
  }

  /** Returns whether this is {@link #CHAR} or {@link #STRING}. */
  public boolean isText() {
    return kind == Kind.TEXT;
  }

  /** Returns the name as people and numpy write it, such as {@code float32}. */
  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
