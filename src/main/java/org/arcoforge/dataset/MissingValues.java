package org.arcoforge.dataset;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.arcoforge.dataset.AttributeValue.Numbers;

/**
 * The stored values of a numeric variable that stand for no value: {@code _FillValue} and {@code
 * missing_value}, in the type of the variable.
 */
final class MissingValues implements Serializable {
  static final List<String> ATTRIBUTES = List.of("_FillValue", "missing_value");

  private final boolean integers;
  private final long[] longs;
  private final double[] doubles;

  private MissingValues(boolean integers, List<Number> values) {
    this.integers = integers;
    this.longs = values.stream().mapToLong(Number::longValue).toArray();
    this.doubles = values.stream().mapToDouble(Number::doubleValue).toArray();
  }

  static MissingValues of(Variable variable) {
    List<Number> values = new ArrayList<>();
    for (String attribute : ATTRIBUTES) {
      variable
          .attributes()
          .find(attribute)
          .ifPresent(value -> values.addAll(stored(value, variable)));
    }
    return new MissingValues(variable.type().isInteger(), values);
  }

  /**
   * Returns the stored values that {@code value} says; those read in another type of the same bits
   * may be so too.
   */
  private static List<Number> stored(AttributeValue value, Variable variable) {
    List<Number> stored = new ArrayList<>();
    inType(value, variable.type()).ifPresent(numbers -> stored.addAll(numbers.values()));
    DataType interpreted = ValueCoding.interpretedType(variable);
    if (interpreted != variable.type()) {
      // 2^64 is 0 here, as it is among 64 bits.
      long all = 1L << (8 * variable.type().byteSize() - 1) << 1;
      inType(value, interpreted).map(Numbers::values).orElse(List.of()).stream()
          .mapToLong(Number::longValue)
          .filter(number -> !variable.type().holds(number))
          .forEach(number -> stored.add(interpreted.isUnsigned() ? number - all : number + all));
    }
    return stored;
  }

  /**
   * Returns those numbers to which some value of {@code type} can be equal, as they compare with
   * it: floats rounded to it; empty if there are none.
   */
  static Optional<Numbers> inType(AttributeValue value, DataType type) {
    if (!(value instanceof Numbers numbers) || type.isText()) {
      return Optional.empty();
    }
    Conversion conversion =
        type.isFloat()
            ? Conversion.rounding(numbers.type(), type)
            : Conversion.exact(numbers.type(), type);
    List<Number> kept = new ArrayList<>();
    for (Number number : numbers.values()) {
      conversion
          .attribute(AttributeValue.numbers(numbers.type(), List.of(number)))
          .ifPresent(one -> kept.addAll(((Numbers) one).values()));
    }
    return kept.isEmpty() ? Optional.empty() : Optional.of(new Numbers(type, kept));
  }

  /** Returns whether element {@code i} of {@code block} stands for no value. */
  boolean contains(Block block, int i) {
    if (integers) {
      for (long missing : longs) {
        if (block.longAt(i) == missing) {
          return true;
        }
      }
      return false;
    }
    for (double missing : doubles) {
      double value = block.doubleAt(i);
      if (value == missing || (Double.isNaN(value) && Double.isNaN(missing))) {
        return true;
      }
    }
    return false;
  }

  boolean isAny() {
    return longs.length > 0;
  }

  /** Sets element {@code i} to the first of these values, or to NaN; returns false if it cannot. */
  boolean set(Block block, int i) {
    if (block.type().isFloat()) {
      block.setDouble(i, doubles.length == 0 ? Double.NaN : doubles[0]);
      return true;
    }
    if (longs.length == 0) {
      return false;
    }
    block.setLong(i, longs[0]);
    return true;
  }

  /** Returns whether the same values are missing, and the same is written for them. */
  @Override
  public boolean equals(Object other) {
    return other instanceof MissingValues m
        && integers == m.integers
        && (integers ? Arrays.equals(longs, m.longs) : Arrays.equals(doubles, m.doubles));
  }

  @Override
  public int hashCode() {
    return integers ? Arrays.hashCode(longs) : Arrays.hashCode(doubles);
  }
}
