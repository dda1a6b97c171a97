package org.arcoforge.plan;

import org.arcoforge.dataset.AttributeValue;
import org.arcoforge.dataset.Attributes;
import org.arcoforge.dataset.CfTime;
import org.arcoforge.dataset.DataType;
import org.arcoforge.dataset.Variable;
import org.arcoforge.plan.MergedIndex.MergedVariable;
import org.arcoforge.recipe.Encoding;

/** Changes type and attributes of a variable to those of values stored in another way. */
final class EncodeVariable {
  private static final String FILL = "_FillValue";
  private static final String MISSING = "missing_value";
  private static final String[] PACKING = {"scale_factor", "add_offset", "_Unsigned"};

  /** Limits of valid values: they are honoured when values are unpacked, and then mean nothing. */
  private static final String[] LIMITS = {"valid_min", "valid_max", "valid_range"};

  private final MergedVariable merged;

  /**
   * Makes changes that depend on what all files say.
   *
   * @param merged of the variable to be changed
   */
  EncodeVariable(MergedVariable merged) {
    this.merged = merged;
  }

  /** Returns whether the variable is packed in some file. */
  boolean isPacked() {
    for (String name : PACKING) {
      if (merged.attributes.containsKey(name)) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns {@code variable} with unpacked values, in the widest type that some file unpacks to.
   */
  Variable unpacked(Variable variable) {
    boolean wide =
        merged.unpacked.values().stream()
            .anyMatch(said -> said.value() != DataType.FLOAT32 && said.value() != DataType.FLOAT16);
    return unpacked(variable, wide ? DataType.FLOAT64 : DataType.FLOAT32);
  }

  private static Variable unpacked(Variable variable, DataType type) {
    Attributes attributes = without(without(variable.attributes(), PACKING), LIMITS);
    attributes = attributes.without(MISSING);
    return fill(variable.withType(type).withAttributes(attributes), Double.NaN);
  }

  /** Returns {@code variable} with the first fill value that some file has as the only one. */
  Variable oneFillValue(Variable variable) {
    for (String name : new String[] {FILL, MISSING}) {
      Agreement<AttributeValue> said = merged.attributes.get(name);
      if (said != null
          && said.first() instanceof AttributeValue.Numbers numbers
          && !numbers.values().isEmpty()) {
        AttributeValue one = AttributeValue.numbers(numbers.type(), numbers.values().subList(0, 1));
        return variable.withAttributes(variable.attributes().without(MISSING).with(FILL, one));
      }
    }
    return variable;
  }

  /** Returns {@code variable} as {@code encoding} says. */
  Variable encoded(Variable variable, Encoding encoding) {
    Variable stored = variable;
    if (encoding.cast().isPresent()) {
      stored = cast(stored, encoding.cast().get().type());
    }
    if (encoding.packing().isPresent()) {
      stored = packed(stored, encoding.packing().get());
    }
    if (encoding.fill().isPresent()) {
      Attributes attributes = stored.attributes().without(MISSING);
      stored = stored.withAttributes(attributes.with(FILL, encoding.fill().get()));
    }
    return stored;
  }

  private Variable cast(Variable variable, DataType type) {
    if (!isPacked()) {
      return variable.cast(type);
    }
    return type.isFloat()
        ? unpacked(variable, type)
        : unpacked(variable, DataType.FLOAT64)
            .withType(type)
            .withAttributes(unpacked(variable, DataType.FLOAT64).attributes().without(FILL));
  }

  private static Variable packed(Variable variable, Encoding.Packing packing) {
    Variable stored = unpacked(variable, DataType.FLOAT64).withType(packing.type());
    Attributes attributes =
        stored
            .attributes()
            .with("scale_factor", packing.scale())
            .with("add_offset", packing.offset());
    return fill(stored.withAttributes(attributes), lowest(packing.type()));
  }

  /** Returns the value that is the least likely to be needed: the lowest, or highest unsigned. */
  private static long lowest(DataType type) {
    int bits = 8 * type.byteSize();
    return type.isUnsigned() ? (bits == 64 ? -1L : (1L << bits) - 1) : -1L << (bits - 1);
  }

  /** Returns {@code variable} with times that count as {@code time} says. */
  Variable times(Variable variable, CfTime time, DataType type) {
    Attributes attributes = without(variable.attributes(), LIMITS).without("actual_range");
    if (attributes.find("units").isPresent()) {
      attributes =
          attributes.with("units", time.units()).with("calendar", time.calendar().cfName());
    }
    attributes = attributes.without(MISSING).without(FILL);
    // NaN needs no attribute in the file, but has no place among integers.
    boolean missing =
        merged.extent.missing()
            || merged.attributes.containsKey(FILL)
            || merged.attributes.containsKey(MISSING);
    Variable stored = variable.withType(type).withAttributes(attributes);
    return stored.isDimensionCoordinate() || (type.isInteger() && !missing)
        ? stored
        : withLowest(stored);
  }

  /** Returns {@code variable} with a fill value that no time is likely to have. */
  static Variable withLowest(Variable variable) {
    return variable.type().isInteger()
        ? fill(variable, lowest(variable.type()))
        : fill(variable, Double.NaN);
  }

  /** Returns {@code variable}, which has a missing value, with one as the fill value. */
  static Variable withFillValue(Variable variable) {
    if (variable.attributes().find(FILL).isEmpty()
        && variable.attributes().find(MISSING).orElse(null) instanceof AttributeValue.Numbers n
        && !n.values().isEmpty()) {
      AttributeValue one = AttributeValue.numbers(n.type(), n.values().subList(0, 1));
      return variable.withAttributes(variable.attributes().with(FILL, one));
    }
    return variable;
  }

  /** Returns {@code variable} with {@code value} in its type as the fill value. */
  static Variable fill(Variable variable, Number value) {
    AttributeValue fill = AttributeValue.numbers(variable.type(), java.util.List.of(value));
    return variable.withAttributes(variable.attributes().with(FILL, fill));
  }

  private static Attributes without(Attributes attributes, String[] names) {
    Attributes result = attributes;
    for (String name : names) {
      result = result.without(name);
    }
    return result;
  }
}
