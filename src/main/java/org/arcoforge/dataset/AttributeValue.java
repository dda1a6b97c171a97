package org.arcoforge.dataset;

import java.io.Serializable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.List;
import java.util.stream.Collectors;

/**
 * The value of an attribute: text, several texts, or numbers of one type. Equal values have the
 * same type, the same length and the same elements; NaN equals NaN.
 */
public sealed interface AttributeValue extends Serializable {

  /** Returns a text attribute. */
  static AttributeValue text(String value) {
    return new Text(value);
  }

  /** Returns an attribute of one or more numbers of {@code type}. See {@link Numbers}. */
  static AttributeValue numbers(DataType type, List<? extends Number> values) {
    return new Numbers(type, List.copyOf(values));
  }

  /**
   * Returns an attribute of one number: {@code float64} for doubles, {@code int64} for longs, …,
   * and for {@link BigInteger} {@code int64}, or {@code uint64} if it is larger.
   *
   * @throws IllegalArgumentException if no type has it
   */
  static AttributeValue number(Number value) {
    return new Numbers(typeOf(value), List.of(value));
  }

  private static DataType typeOf(Number value) {
    if (value instanceof Double) {
      return DataType.FLOAT64;
    } else if (value instanceof Float) {
      return DataType.FLOAT32;
    } else if (value instanceof Long) {
      return DataType.INT64;
    } else if (value instanceof Integer) {
      return DataType.INT32;
    } else if (value instanceof Short) {
      return DataType.INT16;
    } else if (value instanceof Byte) {
      return DataType.INT8;
    } else if (value instanceof BigInteger big && big.bitLength() < Long.SIZE) {
      return DataType.INT64;
    } else if (value instanceof BigInteger big
        && big.signum() > 0
        && big.bitLength() == Long.SIZE) {
      return DataType.UINT64;
    }
    throw new IllegalArgumentException(
        "Cannot hold the number %s of %s in an attribute. Use one of int8 to float64."
            .formatted(value, value.getClass().getSimpleName()));
  }

  /** One text; empty text is legal. */
  record Text(String value) implements AttributeValue {
    @Override
    public String toString() {
      return '"' + value + '"';
    }
  }

  /** Several texts, as netCDF-4 string attributes have them; none is legal. */
  record Texts(List<String> values) implements AttributeValue {
    public Texts {
      values = List.copyOf(values);
    }

    @Override
    public String toString() {
      return values.stream().map(v -> '"' + v + '"').collect(Collectors.joining(", ", "[", "]"));
    }
  }

  /**
   * Numbers of one type; none is legal. Each is held in the narrowest Java type that has all values
   * of {@code type}: {@link Byte}, {@link Short}, {@link Integer}, {@link Long}, {@link Float},
   * {@link Double}, and for {@code uint64} {@link BigInteger}. Unsigned types are thus held in the
   * next wider Java type, and {@code float16} in {@link Float}.
   */
  record Numbers(DataType type, List<Number> values) implements AttributeValue {
    public Numbers {
      values = values.stream().map(v -> held(type, v)).toList();
    }

    private static Number held(DataType type, Number value) {
      return switch (type) {
        case INT8 -> value.byteValue();
        case UINT8, INT16 -> value.shortValue();
        case UINT16, INT32 -> value.intValue();
        case UINT32, INT64 -> value.longValue();
        case UINT64 ->
            value instanceof BigInteger
                ? value
                : new BigInteger(Long.toUnsignedString(value.longValue()));
        case FLOAT16, FLOAT32 -> value.floatValue();
        case FLOAT64 -> value.doubleValue();
        case CHAR, STRING ->
            throw new IllegalArgumentException(
                "Cannot hold numbers as %s: %s.".formatted(type, value));
      };
    }

    /** Returns whether {@code other} holds equal numbers, of whichever type. */
    public boolean hasNumbersOf(AttributeValue other) {
      if (!(other instanceof Numbers n) || n.values.size() != values.size()) {
        return false;
      }
      for (int i = 0; i < values.size(); i++) {
        if (!exact(values.get(i)).equals(exact(n.values.get(i)))) {
          return false;
        }
      }
      return true;
    }

    /** Returns something that is equal for equal numbers. */
    private static Object exact(Number value) {
      boolean special =
          (value instanceof Double || value instanceof Float)
              && !Double.isFinite(value.doubleValue());
      return special
          ? (Object) value.doubleValue()
          : (value instanceof Float
                  ? new BigDecimal(value.doubleValue())
                  : value instanceof Double d
                      ? new BigDecimal(d)
                      : new BigDecimal(value.toString()))
              .stripTrailingZeros();
    }

    @Override
    public String toString() {
      String text = values.stream().map(Number::toString).collect(Collectors.joining(", "));
      return values.size() == 1 ? text : "[" + text + "]";
    }
  }
}
