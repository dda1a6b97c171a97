package org.arcoforge.dataset;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * The values of a region in memory, in C order (last dimension fastest). Elements of fixed size are
 * held as little-endian bytes, whatever the byte order of the file; text of any length as strings.
 * A block holds at most 2^31 - 1 bytes.
 *
 * <p>Mutable, and never shared between threads.
 */
public final class Block {
  static final VarHandle SHORTS = view(short[].class);
  static final VarHandle INTS = view(int[].class);
  static final VarHandle LONGS = view(long[].class);
  private static final VarHandle FLOATS = view(float[].class);
  private static final VarHandle DOUBLES = view(double[].class);

  private final DataType type;
  private final int[] shape;
  private final int size;
  private final byte[] bytes;
  private final String[] strings;

  private Block(DataType type, int[] shape, byte[] bytes, String[] strings) {
    this.type = type;
    this.shape = shape;
    this.size = sizeOf(shape);
    this.bytes = bytes;
    this.strings = strings;
  }

  private static VarHandle view(Class<?> arrayType) {
    return MethodHandles.byteArrayViewVarHandle(arrayType, ByteOrder.LITTLE_ENDIAN);
  }

  /**
   * Returns a block of zeros, or of empty strings.
   *
   * @param shape slowest dimension first; none for a scalar
   * @throws IllegalArgumentException if it would take 2^31 bytes or more
   */
  public static Block allocate(DataType type, int... shape) {
    if (type.isFixedSize()) {
      return new Block(type, shape.clone(), new byte[bytesOf(type, shape)], new String[0]);
    }
    String[] strings = new String[sizeOf(shape)];
    Arrays.fill(strings, "");
    return new Block(type, shape.clone(), new byte[0], strings);
  }

  /** Returns a block for the values of {@code region}; see {@link #allocate(DataType, int...)}. */
  public static Block allocate(DataType type, Region region) {
    return allocate(type, shapeOf(region));
  }

  /**
   * Returns a block that takes {@code littleEndian} as it is, without a copy.
   *
   * @throws IllegalArgumentException if the number of bytes does not fit type and shape
   */
  public static Block of(DataType type, byte[] littleEndian, int... shape) {
    if (!type.isFixedSize() || littleEndian.length != bytesOf(type, shape)) {
      throw new IllegalArgumentException(
          "Invalid block of %s %s: %d bytes."
              .formatted(type, Arrays.toString(shape), littleEndian.length));
    }
    return new Block(type, shape.clone(), littleEndian, new String[0]);
  }

  /** Returns a block of strings that takes {@code strings} as they are, without a copy. */
  public static Block ofStrings(String[] strings, int... shape) {
    if (strings.length != sizeOf(shape)) {
      throw new IllegalArgumentException(
          "Invalid block of strings %s: %d strings."
              .formatted(Arrays.toString(shape), strings.length));
    }
    return new Block(DataType.STRING, shape.clone(), new byte[0], strings);
  }

  /** Returns the shape of {@code region} as a block has it. */
  public static int[] shapeOf(Region region) {
    return Arrays.stream(region.shape()).mapToInt(Math::toIntExact).toArray();
  }

  private static int sizeOf(int[] shape) {
    long size = 1;
    for (int length : shape) {
      size = Math.multiplyExact(size, (long) length);
    }
    return Math.toIntExact(size);
  }

  private static int bytesOf(DataType type, int[] shape) {
    long count = type.byteSize();
    for (int length : shape) {
      count = Math.multiplyExact(count, (long) length);
    }
    if (count > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "Cannot hold a block of %s %s: %d bytes, at most %d."
              .formatted(type, Arrays.toString(shape), count, Integer.MAX_VALUE - 8));
    }
    return (int) count;
  }

  public DataType type() {
    return type;
  }

  public int[] shape() {
    return shape.clone();
  }

  public int rank() {
    return shape.length;
  }

  /** Returns the number of elements. */
  public int size() {
    return size;
  }

  /**
   * Returns the bytes of all values, little-endian: the block's own, not a copy. Empty for strings.
   */
  public byte[] bytes() {
    return bytes;
  }

  /** Returns all strings: the block's own, not a copy. Empty unless the type is string. */
  public String[] strings() {
    return strings;
  }

  /** Returns the same values, not a copy, with another shape of the same number of elements. */
  public Block reshape(int... newShape) {
    if (sizeOf(newShape) != size) {
      throw new IllegalArgumentException(
          "Cannot reshape a block of %s to %s."
              .formatted(Arrays.toString(shape), Arrays.toString(newShape)));
    }
    return new Block(type, newShape.clone(), bytes, strings);
  }

  /**
   * Returns a copy with the dimensions in another order.
   *
   * @param order for each dimension of the result, that of this; each once
   * @throws IllegalArgumentException if it names them otherwise
   */
  public Block transpose(int... order) {
    return Transposition.of(this, order);
  }

  /** Returns element {@code i} (in C order) of an integer type; uint64 as its 64 bits. */
  public long longAt(int i) {
    return switch (type) {
      case INT8 -> bytes[i];
      case UINT8, CHAR -> bytes[i] & 0xff;
      case INT16 -> (short) SHORTS.get(bytes, 2 * i);
      case UINT16 -> (short) SHORTS.get(bytes, 2 * i) & 0xffff;
      case INT32 -> (int) INTS.get(bytes, 4 * i);
      case UINT32 -> (int) INTS.get(bytes, 4 * i) & 0xffffffffL;
      case INT64, UINT64 -> (long) LONGS.get(bytes, 8 * i);
      case FLOAT16, FLOAT32, FLOAT64, STRING -> throw wrongType("an integer");
    };
  }

  /** Returns element {@code i} (in C order) of a numeric type; 64-bit integers are rounded. */
  public double doubleAt(int i) {
    return switch (type) {
      case FLOAT64 -> (double) DOUBLES.get(bytes, 8 * i);
      case FLOAT32 -> (float) FLOATS.get(bytes, 4 * i);
      case FLOAT16 -> Float16.toFloat((short) SHORTS.get(bytes, 2 * i));
      case UINT64 -> {
        long bits = longAt(i);
        yield bits >= 0 ? bits : ((bits >>> 1) | (bits & 1)) * 2.0;
      }
      case STRING, CHAR -> throw wrongType("a number");
      default -> longAt(i);
    };
  }

  /** Sets element {@code i} of an integer type to the low bits of {@code value}. */
  public void setLong(int i, long value) {
    switch (type.byteSize()) {
      case 1 -> bytes[i] = (byte) value;
      case 2 -> SHORTS.set(bytes, 2 * i, (short) value);
      case 4 -> INTS.set(bytes, 4 * i, (int) value);
      case 8 -> LONGS.set(bytes, 8 * i, value);
      default -> throw wrongType("an integer");
    }
  }

  /** Sets element {@code i} of a floating-point type, rounding to it. */
  public void setDouble(int i, double value) {
    switch (type) {
      case FLOAT64 -> DOUBLES.set(bytes, 8 * i, value);
      case FLOAT32 -> FLOATS.set(bytes, 4 * i, (float) value);
      case FLOAT16 -> SHORTS.set(bytes, 2 * i, Float16.fromDouble(value));
      default -> throw wrongType("a floating-point number");
    }
  }

  private IllegalArgumentException wrongType(String wanted) {
    return new IllegalArgumentException("Cannot take %s as %s.".formatted(type, wanted));
  }

  /**
   * Copies a part of another block of the same type and rank into this.
   *
   * @param from where the part starts in {@code source}
   * @param at where it goes in this
   * @param extent its shape, within both blocks
   * @throws IllegalArgumentException if types or ranks differ or the part is not within both
   */
  public void paste(Block source, int[] from, int[] at, int[] extent) {
    checkPaste(source, from, at, extent);
    for (int length : extent) {
      if (length == 0) {
        return;
      }
    }
    int rank = shape.length;
    // Trailing dimensions that are whole in both blocks form one run.
    int inner = rank;
    int run = 1;
    while (inner > 0) {
      inner--;
      run *= extent[inner];
      if (extent[inner] != shape[inner] || extent[inner] != source.shape[inner]) {
        break;
      }
    }
    int[] index = new int[inner];
    while (true) {
      int sourceOffset = 0;
      int targetOffset = 0;
      for (int d = 0; d < rank; d++) {
        int i = d < inner ? index[d] : 0;
        sourceOffset = sourceOffset * source.shape[d] + from[d] + i;
        targetOffset = targetOffset * shape[d] + at[d] + i;
      }
      copyRun(source, sourceOffset, targetOffset, run);
      int d = inner - 1;
      while (d >= 0 && ++index[d] == extent[d]) {
        index[d--] = 0;
      }
      if (d < 0) {
        return;
      }
    }
  }

  /** Copies all of {@code source} into this, its first element to {@code at}. */
  public void paste(Block source, int... at) {
    paste(source, new int[shape.length], at, source.shape);
  }

  private void copyRun(Block source, int from, int to, int count) {
    if (type.isFixedSize()) {
      int width = type.byteSize();
      System.arraycopy(source.bytes, from * width, bytes, to * width, count * width);
    } else {
      System.arraycopy(source.strings, from, strings, to, count);
    }
  }

  /**
   * Checks that values of {@code sourceType} and {@code extent} can be put at {@code at}.
   *
   * @throws IllegalArgumentException if the type is another or they reach beyond this
   */
  public void checkPaste(DataType sourceType, int[] extent, int... at) {
    Block nothing = new Block(sourceType, extent, new byte[0], new String[0]);
    checkPaste(nothing, new int[extent.length], at, extent);
  }

  private void checkPaste(Block source, int[] from, int[] at, int[] extent) {
    boolean fits =
        source.type == type
            && source.shape.length == shape.length
            && from.length == shape.length
            && at.length == shape.length
            && extent.length == shape.length;
    for (int d = 0; fits && d < shape.length; d++) {
      fits =
          from[d] >= 0
              && at[d] >= 0
              && extent[d] >= 0
              && from[d] <= source.shape[d] - extent[d]
              && at[d] <= shape[d] - extent[d];
    }
    if (!fits) {
      throw new IllegalArgumentException(
          "Cannot paste %s of %s %s at %s into %s %s at %s."
              .formatted(
                  Arrays.toString(extent),
                  source.type,
                  Arrays.toString(source.shape),
                  Arrays.toString(from),
                  type,
                  Arrays.toString(shape),
                  Arrays.toString(at)));
    }
  }

  /** Returns a copy of the part of {@code extent} elements that starts at {@code from}. */
  public Block slice(int[] from, int[] extent) {
    Block part = allocate(type, extent);
    part.paste(this, from, new int[extent.length], extent);
    return part;
  }

  /** Sets every element to the first element of {@code value}, a block of the same type. */
  public void fill(Block value) {
    if (value.type != type || value.size < 1) {
      throw new IllegalArgumentException(
          "Cannot fill %s with %s %s.".formatted(type, value.type, Arrays.toString(value.shape)));
    }
    if (!type.isFixedSize()) {
      Arrays.fill(strings, value.strings[0]);
      return;
    }
    int width = type.byteSize();
    int done = Math.min(bytes.length, width);
    System.arraycopy(value.bytes, 0, bytes, 0, done);
    while (done < bytes.length) {
      int count = Math.min(done, bytes.length - done);
      System.arraycopy(bytes, 0, bytes, done, count);
      done += count;
    }
  }

  /** Returns whether {@code other} has the same type, shape and, bit for bit, the same values. */
  @Override
  public boolean equals(Object other) {
    return other instanceof Block b
        && type == b.type
        && Arrays.equals(shape, b.shape)
        && Arrays.equals(bytes, b.bytes)
        && Arrays.equals(strings, b.strings);
  }

  @Override
  public int hashCode() {
    return 31 * Arrays.hashCode(bytes) + Arrays.hashCode(strings);
  }

  @Override
  public String toString() {
    return "%s %s".formatted(type, Arrays.toString(shape));
  }
}
