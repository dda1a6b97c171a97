package org.arcoforge.dataset;

import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.arcoforge.dataset.AttributeValue.Numbers;

/** Views with other values. */
final class Mapping {
  /** Attributes in the type of the variable, besides those of {@link MissingValues}. */
  private static final List<String> TYPED =
      List.of("valid_min", "valid_max", "valid_range", "flag_values", "flag_masks");

  private static final List<String> PACKING = List.of("scale_factor", "add_offset");

  private Mapping() {}

  static Dataset cast(Dataset source, String name, DataType type, boolean rounds) {
    Schema schema = source.schema();
    Variable before = schema.variable(name);
    if (before.type().isText() || type.isText()) {
      throw new IllegalArgumentException(
          "Cannot cast variable '%s' from %s to %s: only numbers can be cast."
              .formatted(name, before.type(), type));
    }
    Conversion conversion =
        rounds ? Conversion.rounding(before.type(), type) : Conversion.exact(before.type(), type);
    Variable after = before.withType(type).withAttributes(cast(before, type, conversion));
    MissingValues missingBefore = MissingValues.of(before);
    MissingValues missingAfter = MissingValues.of(after);
    return new View(
        Annotation.with(schema, after),
        (variable, region) -> {
          Block values = source.read(variable.name(), region);
          if (!variable.name().equals(name)) {
            return values;
          }
          Block result = Block.allocate(type, region);
          for (int i = 0; i < values.size(); i++) {
            if (!conversion.convert(values, result, i)) {
              throw new IOException(
                  "Cannot cast variable '%s' from %s to %s: it has no value %s, which is at %s. %s"
                      .formatted(
                          name,
                          before.type(),
                          type,
                          Conversion.number(values, i),
                          Arrays.toString(region.index(i)),
                          rounds ? "Cast to a wider type." : "Cast to a wider type or castLossy."));
            }
            if (missingAfter.contains(result, i) && !missingBefore.contains(values, i)) {
              throw new IOException(
                  "Cannot cast variable '%s' from %s to %s: %s at %s would become a fill value."
                      .formatted(
                          name,
                          before.type(),
                          type,
                          Conversion.number(values, i),
                          Arrays.toString(region.index(i))));
            }
          }
          return result;
        });
  }

  /** Returns the attributes in the type of {@code variable}, with their values in it. */
  private static Map<String, Numbers> typed(Variable variable) {
    Map<String, Numbers> typed = new LinkedHashMap<>();
    variable
        .attributes()
        .forEach(
            (name, value) -> {
              if (MissingValues.ATTRIBUTES.contains(name)) {
                MissingValues.inType(value, variable.type()).ifPresent(n -> typed.put(name, n));
              } else if (TYPED.contains(name)
                  && value instanceof Numbers n
                  && n.type() == variable.type()) {
                typed.put(name, n);
              }
            });
    return typed;
  }

  private static Attributes cast(Variable variable, DataType type, Conversion conversion) {
    Attributes attributes = variable.attributes();
    for (Map.Entry<String, Numbers> typed : typed(variable).entrySet()) {
      AttributeValue result =
          conversion
              .attribute(typed.getValue())
              .orElseThrow(
                  () ->
                      new IllegalArgumentException(
                          "Cannot cast variable '%s' from %s to %s: its attribute '%s' is %s. Set another or remove it."
                              .formatted(
                                  variable.name(),
                                  variable.type(),
                                  type,
                                  typed.getKey(),
                                  typed.getValue())));
      attributes = attributes.with(typed.getKey(), result);
    }
    return attributes;
  }

  static Variable castVariable(Variable variable, DataType type) {
    Conversion conversion =
        type.isFloat()
            ? Conversion.rounding(variable.type(), type)
            : Conversion.exact(variable.type(), type);
    Attributes attributes = variable.attributes();
    for (Map.Entry<String, Numbers> typed : typed(variable).entrySet()) {
      Optional<AttributeValue> value = conversion.attribute(typed.getValue());
      attributes =
          value.isPresent()
              ? attributes.with(typed.getKey(), value.get())
              : attributes.without(typed.getKey());
    }
    return variable.withType(type).withAttributes(attributes);
  }

  static Dataset mapFloats(Dataset source, String name, FloatOperator operator) {
    DataType type = source.schema().variable(name).type();
    String remedy =
        type == DataType.FLOAT64 ? "Use mapDoubles." : "Cast it to float32 first, or use derive.";
    boolean fits = type == DataType.FLOAT32 || type == DataType.FLOAT16;
    return map(source, name, fits ? "" : remedy, value -> operator.apply((float) value));
  }

  static Dataset mapDoubles(Dataset source, String name, DoubleUnaryOperator operator) {
    DataType type = source.schema().variable(name).type();
    String remedy =
        type.isFloat()
            ? "Use mapFloats or cast it first."
            : "Cast it to float64 first, or use derive.";
    return map(source, name, type == DataType.FLOAT64 ? "" : remedy, operator);
  }

  private static Dataset map(
      Dataset source, String name, String remedy, DoubleUnaryOperator operator) {
    Variable mapped = source.schema().variable(name);
    if (!remedy.isEmpty()) {
      throw new IllegalArgumentException(
          "Cannot map the values of variable '%s': its type is %s. %s"
              .formatted(name, mapped.type(), remedy));
    }
    for (String packing : PACKING) {
      mapped
          .attributes()
          .find(packing)
          .ifPresent(
              value -> {
                throw new IllegalArgumentException(
                    "Cannot map the values of variable '%s': it is packed, %s is %s. Use derive, or remove that attribute."
                        .formatted(name, packing, value));
              });
    }
    MissingValues missing = MissingValues.of(mapped);
    return new View(
        source.schema(),
        (variable, region) -> {
          Block values = source.read(variable.name(), region);
          if (!variable.name().equals(name)) {
            return values;
          }
          Block result = Block.allocate(mapped.type(), region);
          for (int i = 0; i < values.size(); i++) {
            double value = values.doubleAt(i);
            result.setDouble(
                i, missing.contains(values, i) ? value : operator.applyAsDouble(value));
          }
          return result;
        });
  }
}
