package org.arcoforge.dataset;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.arcoforge.dataset.AttributeValue.Numbers;

/**
 * The stored values of a numeric variable that stand for no value: {@code _FillValue} and {@code
 * missing_value}, in the type of the variable.
 */
final class MissingValues {
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
          .flatMap(value -> inType(value, variable.type()))
          .ifPresent(numbers -> values.addAll(numbers.values()));
    }
    return new MissingValues(variable.type().isInteger(), values);
  }

  /**
   * Returns numbers as they compare with values of {@code type}: floats rounded to it; empty if no
   * stored value can be equal to one of them, or they are not numbers.
   */
  static Optional<Numbers> inType(AttributeValue value, DataType type) {
    if (!(value instanceof Numbers numbers) || type.isText()) {
      return Optional.empty();
    }
    Conversion conversion =
        type.isFloat()
            ? Conversion.rounding(numbers.type(), type)
            : Conversion.exact(numbers.type(), type);
    return conversion.attribute(numbers).map(Numbers.class::cast);
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
}
