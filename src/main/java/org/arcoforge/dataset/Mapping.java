package org.arcoforge.dataset;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
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
                          index(region, i),
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
                          index(region, i)));
            }
          }
          return result;
        });
  }

  private static Attributes cast(Variable variable, DataType type, Conversion conversion) {
    Attributes attributes = variable.attributes();
    for (String name : variable.attributes().names()) {
      Optional<AttributeValue> value = variable.attributes().find(name);
      Optional<Numbers> typed =
          MissingValues.ATTRIBUTES.contains(name)
              ? value.flatMap(v -> MissingValues.inType(v, variable.type()))
              : TYPED.contains(name)
                      && value.orElse(null) instanceof Numbers n
                      && n.type() == variable.type()
                  ? Optional.of(n)
                  : Optional.empty();
      if (typed.isPresent()) {
        AttributeValue result =
            conversion
                .attribute(typed.get())
                .orElseThrow(
                    () ->
                        new IllegalArgumentException(
                            "Cannot cast variable '%s' from %s to %s: its attribute '%s' is %s. Set another or remove it."
                                .formatted(
                                    variable.name(), variable.type(), type, name, typed.get())));
        attributes = attributes.with(name, result);
      }
    }
    return attributes;
  }

  /** Returns where element {@code i} of a block of {@code region} is in the variable. */
  static String index(Region region, int i) {
    long[] index = region.origin();
    long rest = i;
    for (int d = index.length - 1; d >= 0; d--) {
      index[d] += rest % region.length(d);
      rest /= region.length(d);
    }
    return Arrays.toString(index);
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
