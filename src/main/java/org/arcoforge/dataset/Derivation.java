package org.arcoforge.dataset;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.function.ToDoubleFunction;

/** Views with a variable more, computed from others at the same point. */
final class Derivation {
  /** Attributes that the result has where all inputs have the same. */
  private static final List<String> SHARED = List.of(References.COORDINATES, "grid_mapping");

  private final String name;
  private final List<Input> inputs;
  private final Variable result;

  private Derivation(String name, List<Input> inputs) {
    this.name = name;
    this.inputs = inputs;
    boolean narrow = inputs.stream().allMatch(input -> input.decoded() == DataType.FLOAT32);
    DataType type = narrow ? DataType.FLOAT32 : DataType.FLOAT64;
    Variable first = inputs.get(0).variable();
    Attributes attributes =
        Attributes.NONE.with("_FillValue", AttributeValue.numbers(type, List.of(Double.NaN)));
    for (String shared : SHARED) {
      Optional<AttributeValue> value = first.attributes().find(shared);
      if (value.isPresent()
          && inputs.stream()
              .allMatch(input -> input.variable().attributes().find(shared).equals(value))) {
        attributes = attributes.with(shared, value.get());
      }
    }
    this.result = new Variable(name, type, first.dimensions(), attributes, first.storage());
  }

  static Dataset derive(
      Dataset source, String name, List<String> names, ToDoubleFunction<double[]> operator) {
    Schema schema = source.schema();
    if (name.isBlank()
        || schema.findVariable(name).isPresent()
        || schema.unreadable().containsKey(name)) {
      throw new IllegalArgumentException(
          "Cannot derive variable '%s': %s. Choose another name."
              .formatted(name, name.isBlank() ? "its name is blank" : "it is there already"));
    }
    if (names.isEmpty()) {
      throw new IllegalArgumentException(
          "Cannot derive variable '%s' from no variables. Name one or more.".formatted(name));
    }
    List<Input> inputs = new ArrayList<>();
    for (String input : names) {
      inputs.add(Input.of(name, schema.variable(input)));
    }
    Variable first = inputs.get(0).variable();
    for (Input input : inputs) {
      Variable other = input.variable();
      if (!other.dimensions().equals(first.dimensions())) {
        throw new IllegalArgumentException(
            "Cannot derive variable '%s' from '%s' and '%s': their dimensions are %s and %s. Use transpose or expand first."
                .formatted(
                    name, first.name(), other.name(), first.dimensions(), other.dimensions()));
      }
    }
    Derivation derivation = new Derivation(name, List.copyOf(inputs));
    List<Variable> variables = new ArrayList<>(schema.variables());
    variables.add(derivation.result);
    return new View(
        new Schema(schema.dimensions(), variables, schema.attributes(), schema.unreadable()),
        (variable, region) ->
            variable.name().equals(name)
                ? derivation.read(source, region, operator)
                : source.read(variable.name(), region));
  }

  private Block read(Dataset source, Region region, ToDoubleFunction<double[]> operator)
      throws IOException {
    List<Decoded> decoded = new ArrayList<>();
    for (Input input : inputs) {
      decoded.add(input.read(source, region));
    }
    Block values = Block.allocate(result.type(), region);
    double[] point = new double[decoded.size()];
    for (int i = 0; i < values.size(); i++) {
      boolean missing = false;
      for (int n = 0; n < point.length; n++) {
        point[n] = decoded.get(n).at(i);
        missing |= Double.isNaN(point[n]);
      }
      double value = missing ? Double.NaN : operator.applyAsDouble(point);
      values.setDouble(i, value);
      if (Double.isFinite(value) && !Double.isFinite(values.doubleAt(i))) {
        throw new IOException(
            "Cannot derive variable '%s' from %s: %s has no value %s, which is at %s. Cast an input to float64 first."
                .formatted(
                    name,
                    inputs.stream().map(input -> input.variable().name()).toList(),
                    result.type(),
                    value,
                    Arrays.toString(region.index(i))));
      }
    }
    return values;
  }

  /**
   * A variable to decode.
   *
   * @param interpreted its type with {@code _Unsigned} regarded
   * @param missing the values that stand for none, as stored
   * @param missingInterpreted those as a reader of {@code _Unsigned} may have written them
   * @param decoded float32 if that is the type of the values or has all of them, else float64
   */
  private record Input(
      Variable variable,
      DataType interpreted,
      MissingValues missing,
      MissingValues missingInterpreted,
      double scale,
      double offset,
      DataType decoded) {

    static Input of(String name, Variable variable) {
      if (variable.type().isText()) {
        throw new IllegalArgumentException(
            "Cannot derive variable '%s' from '%s': its type is %s. Only numbers can be used."
                .formatted(name, variable.name(), variable.type()));
      }
      DataType interpreted = interpreted(variable);
      return new Input(
          variable,
          interpreted,
          MissingValues.of(variable),
          MissingValues.of(variable.withType(interpreted)),
          packing(name, variable, "scale_factor", 1),
          // Adding this changes nothing, not even -0.0.
          packing(name, variable, "add_offset", -0.0),
          decoded(variable));
    }

    private static DataType interpreted(Variable variable) {
      DataType type = variable.type();
      String unsigned = variable.attributes().text("_Unsigned").orElse("");
      return switch (type) {
        case INT8, UINT8 -> choose(unsigned, type, DataType.UINT8, DataType.INT8);
        case INT16, UINT16 -> choose(unsigned, type, DataType.UINT16, DataType.INT16);
        case INT32, UINT32 -> choose(unsigned, type, DataType.UINT32, DataType.INT32);
        case INT64, UINT64 -> choose(unsigned, type, DataType.UINT64, DataType.INT64);
        default -> type;
      };
    }

    private static DataType choose(String text, DataType none, DataType yes, DataType no) {
      return text.equalsIgnoreCase("true") ? yes : text.equalsIgnoreCase("false") ? no : none;
    }

    private static double packing(String name, Variable variable, String attribute, double none) {
      Optional<AttributeValue> value = variable.attributes().find(attribute);
      if (value.isEmpty()) {
        return none;
      }
      if (value.get() instanceof AttributeValue.Numbers numbers && numbers.values().size() == 1) {
        return numbers.values().get(0).doubleValue();
      }
      throw new IllegalArgumentException(
          "Cannot derive variable '%s' from '%s': its %s is %s. Set it to a number."
              .formatted(name, variable.name(), attribute, value.get()));
    }

    /** CF 1.11, section 8.1; unpacked values of up to 16 bits are within float32 too. */
    private static DataType decoded(Variable variable) {
      boolean small = variable.type().byteSize() <= 2;
      boolean narrow = small || variable.type() == DataType.FLOAT32;
      for (String attribute : List.of("scale_factor", "add_offset")) {
        narrow &=
            variable
                .attributes()
                .find(attribute)
                .map(
                    value ->
                        value instanceof AttributeValue.Numbers numbers
                            && numbers.type() == DataType.FLOAT32)
                .orElse(true);
      }
      return narrow ? DataType.FLOAT32 : DataType.FLOAT64;
    }

    Decoded read(Dataset source, Region region) throws IOException {
      Block stored = source.read(variable.name(), region);
      Block values =
          interpreted == stored.type()
              ? stored
              : Block.of(interpreted, stored.bytes(), stored.shape());
      return new Decoded(this, stored, values);
    }
  }

  /** What a region of an input holds, as stored and with {@code _Unsigned} regarded. */
  private record Decoded(Input input, Block stored, Block values) {
    /** Returns element {@code i}; NaN if it is missing. */
    double at(int i) {
      return input.missing().contains(stored, i) || input.missingInterpreted().contains(values, i)
          ? Double.NaN
          : values.doubleAt(i) * input.scale() + input.offset();
    }
  }
}
