package org.arcoforge.read;

import io.jhdf.object.datatype.FixedPoint;
import io.jhdf.object.datatype.FloatingPoint;
import io.jhdf.object.datatype.StringData;
import io.jhdf.object.datatype.VariableLength;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.arcoforge.dataset.DataType;

/**
 * How an element lies in an HDF5 file.
 *
 * @param width of one element in the file, in bytes
 * @param text how text is stored
 */
record StoredType(DataType type, int width, boolean bigEndian, Text text) {
  enum Text {
    NONE,
    /** Up to the first NUL. */
    NULL_TERMINATED,
    /** Without the NULs at its end. */
    NULL_PADDED,
    /** Without the spaces at its end. */
    SPACE_PADDED,
    /** Length and place in a heap. */
    VARIABLE
  }

  /** A type that has no counterpart; the message says which. */
  static final class Unreadable extends Exception {
    private static final long serialVersionUID = 1L;

    Unreadable(String reason) {
      super(reason);
    }
  }

  private static final int CLASS = 0x0f;
  private static final int LIST = 9;
  private static final int STRING_LIST = 1;
  private static final int ENUMERATION = 8;
  private static final int ENUMERATION_PREFIX = 8;

  /**
   * Reads a datatype message.
   *
   * @throws Unreadable if there is no counterpart
   */
  static StoredType parse(ByteBuffer body) throws Unreadable {
    ByteBuffer type = body.duplicate().order(body.order()).rewind();
    switch (type.get(0) & CLASS) {
      case LIST -> {
        if ((type.get(1) & CLASS) != STRING_LIST) {
          throw new Unreadable(describe(LIST));
        }
        return new StoredType(DataType.STRING, widthOf(type), false, Text.VARIABLE);
      }
      case 0, 1, 3 -> {
        return of(io.jhdf.object.datatype.DataType.readDataType(asVersion3(type)));
      }
      case ENUMERATION -> {
        // jHDF refuses members below zero; only the type of the members matters.
        return parse(
            type.slice(ENUMERATION_PREFIX, type.limit() - ENUMERATION_PREFIX).order(type.order()));
      }
      default -> throw new Unreadable(describe(type.get(0) & CLASS));
    }
  }

  /** Versions 4 and 5 changed other types only, but jHDF refuses them. */
  private static ByteBuffer asVersion3(ByteBuffer type) {
    int version = type.get(0) >> 4 & 0x0f;
    if (version != 4 && version != 5) {
      return type;
    }
    byte[] bytes = new byte[type.limit()];
    type.get(0, bytes);
    bytes[0] = (byte) ((3 << 4) | (bytes[0] & CLASS));
    return ByteBuffer.wrap(bytes).order(type.order());
  }

  /** Returns the bytes of an element, of any type. */
  static int widthOf(ByteBuffer body) {
    return body.getInt(4);
  }

  /** Returns how elements of {@code type}, which is no enumeration, lie. */
  static StoredType of(io.jhdf.object.datatype.DataType type) throws Unreadable {
    if (type instanceof FixedPoint integer) {
      return integer(integer);
    }
    if (type instanceof FloatingPoint number) {
      return floatingPoint(number);
    }
    if (type instanceof StringData string) {
      return string(string);
    }
    if (type instanceof VariableLength vlen && vlen.isVariableLengthString()) {
      return new StoredType(DataType.STRING, vlen.getSize(), false, Text.VARIABLE);
    }
    throw new Unreadable(describe(type.getDataClass()));
  }

  private static StoredType integer(FixedPoint type) throws Unreadable {
    int width = type.getSize();
    if (type.getBitOffset() != 0 || type.getBitPrecision() != 8 * width) {
      throw new Unreadable("%d-bit integers in %d bytes".formatted(type.getBitPrecision(), width));
    }
    DataType element =
        switch (width) {
          case 1 -> type.isSigned() ? DataType.INT8 : DataType.UINT8;
          case 2 -> type.isSigned() ? DataType.INT16 : DataType.UINT16;
          case 4 -> type.isSigned() ? DataType.INT32 : DataType.UINT32;
          case 8 -> type.isSigned() ? DataType.INT64 : DataType.UINT64;
          default -> throw new Unreadable("%d-bit integers".formatted(8 * width));
        };
    return new StoredType(element, width, isBig(type.getByteOrder()), Text.NONE);
  }

  private static StoredType floatingPoint(FloatingPoint type) throws Unreadable {
    boolean big = isBig(type.getByteOrder());
    if (isIeee(type, 2, 5)) {
      return new StoredType(DataType.FLOAT16, 2, big, Text.NONE);
    }
    if (isIeee(type, 4, 8)) {
      return new StoredType(DataType.FLOAT32, 4, big, Text.NONE);
    }
    if (isIeee(type, 8, 11)) {
      return new StoredType(DataType.FLOAT64, 8, big, Text.NONE);
    }
    throw new Unreadable(
        "%d-bit floating-point numbers, not IEEE 754".formatted(8 * type.getSize()));
  }

  private static boolean isIeee(FloatingPoint type, int width, int exponentBits) {
    int mantissaBits = 8 * width - 1 - exponentBits;
    return type.getSize() == width
        && type.getBitOffset() == 0
        && type.getBitPrecision() == 8 * width
        && type.getSignLocation() == 8 * width - 1
        && type.getExponentLocation() == mantissaBits
        && type.getExponentSize() == exponentBits
        && type.getMantissaLocation() == 0
        && type.getMantissaSize() == mantissaBits
        && type.getExponentBias() == (1 << (exponentBits - 1)) - 1;
  }

  private static StoredType string(StringData type) {
    Text text =
        switch (type.getPaddingType()) {
          case NULL_TERMINATED -> Text.NULL_TERMINATED;
          case NULL_PADDED -> Text.NULL_PADDED;
          case SPACE_PADDED -> Text.SPACE_PADDED;
        };
    DataType element = type.getSize() == 1 ? DataType.CHAR : DataType.STRING;
    return new StoredType(element, type.getSize(), false, text);
  }

  private static boolean isBig(ByteOrder order) {
    return order == ByteOrder.BIG_ENDIAN;
  }

  private static String describe(int typeClass) {
    return switch (typeClass) {
      case 2 -> "HDF5 time type";
      case 4 -> "bit fields";
      case 5 -> "opaque type";
      case 6 -> "compound type";
      case 7 -> "references";
      case 9 -> "variable-length lists";
      case 10 -> "array type";
      case 11 -> "complex numbers";
      default -> "HDF5 type class " + typeClass;
    };
  }
}
