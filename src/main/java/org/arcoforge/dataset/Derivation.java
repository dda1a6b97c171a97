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
    boolean narrow = inputs.stream().allMatch(Input::isNarrow);
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
    List<Block> stored = new ArrayList<>();
    for (Input input : inputs) {
      stored.add(source.read(input.variable().name(), region));
    }
    Block values = Block.allocate(result.type(), region);
    double[] point = new double[inputs.size()];
    for (int i = 0; i < values.size(); i++) {
      boolean missing = false;
      for (int n = 0; n < point.length; n++) {
        point[n] = inputs.get(n).coding().unpacked(stored.get(n), i);
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

  /** A variable to unpack. */
  private record Input(Variable variable, ValueCoding coding) {
    static Input of(String name, Variable variable) {
      if (variable.type().isText()) {
        throw new IllegalArgumentException(
            "Cannot derive variable '%s' from '%s': its type is %s. Only numbers can be used."
                .formatted(name, variable.name(), variable.type()));
      }
      for (String attribute : new String[] {"scale_factor", "add_offset"}) {
        requireNumber(name, variable, attribute);
      }
      return new Input(variable, ValueCoding.of(variable).withoutLimits());
    }

    private static void requireNumber(String name, Variable variable, String attribute) {
      Optional<AttributeValue> value = variable.attributes().find(attribute);
      boolean sound =
          value.isEmpty()
              || (value.get() instanceof AttributeValue.Numbers numbers
                  && numbers.values().size() == 1);
      if (!sound) {
        throw new IllegalArgumentException(
            "Cannot derive variable '%s' from '%s': its %s is %s. Set it to a number."
                .formatted(name, variable.name(), attribute, value.get()));
      }
    }

    /** Returns whether float32 is the type of unpacked values, or has all of them. */
    boolean isNarrow() {
      boolean unscaled =
          variable.attributes().find("scale_factor").isEmpty()
              && variable.attributes().find("add_offset").isEmpty();
      return coding.unpackedType() == DataType.FLOAT32
          || (unscaled && variable.type().byteSize() <= 2);
    }
  }
}
