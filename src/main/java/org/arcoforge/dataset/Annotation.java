package org.arcoforge.dataset;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.UnaryOperator;

/** Views with other attributes. Values are those of the source. */
final class Annotation {
  private static final Set<String> OF_VARIABLE_TYPE = Set.of("_FillValue", "missing_value");

  private Annotation() {}

  static Dataset set(Dataset source, String name, AttributeValue value) {
    Schema schema = source.schema();
    return withAttributes(source, schema.attributes().with(name, value));
  }

  static Dataset set(Dataset source, String variable, String name, AttributeValue value) {
    DataType type = source.schema().variable(variable).type();
    boolean typed =
        OF_VARIABLE_TYPE.contains(name)
            && !type.isText()
            && value instanceof AttributeValue.Numbers numbers
            && numbers.type() != type;
    AttributeValue fitting =
        typed
            ? Conversion.exact(((AttributeValue.Numbers) value).type(), type)
                .attribute(value)
                .orElseThrow(
                    () ->
                        new IllegalArgumentException(
                            "Cannot set attribute '%s' of variable '%s' to %s: %s has no such value."
                                .formatted(name, variable, value, type)))
            : value;
    return change(source, variable, attributes -> attributes.with(name, fitting));
  }

  static Dataset remove(Dataset source, String name) {
    Attributes attributes = source.schema().attributes();
    check(attributes, name, "the dataset");
    return withAttributes(source, attributes.without(name));
  }

  static Dataset remove(Dataset source, String variable, String name) {
    check(source.schema().variable(variable).attributes(), name, "variable '" + variable + "'");
    return change(source, variable, attributes -> attributes.without(name));
  }

  private static void check(Attributes attributes, String name, String of) {
    if (!attributes.names().contains(name)) {
      throw new IllegalArgumentException(
          "Cannot remove attribute '%s' of %s: there are %s."
              .formatted(name, of, attributes.names()));
    }
  }

  /** Makes a variable of one value the global attribute of its name. */
  static Dataset toAttribute(Dataset source, String name) {
    Schema schema = source.schema();
    AttributeValue value = OneValue.read(source, schema.variable(name));
    AttributeValue before = schema.attributes().find(name).orElse(value);
    if (!before.equals(value)) {
      throw new IllegalArgumentException(
          "Cannot make variable '%s' an attribute: it is %s, and there is an attribute of that name, %s. Remove that or rename the variable."
              .formatted(name, value, before));
    }
    return set(Selection.drop(source, name), name, value);
  }

  static Dataset setCoordinates(Dataset source, String... names) {
    Schema schema = source.schema();
    Set<String> listed =
        new LinkedHashSet<>(
            References.names(schema.attributes().text(References.COORDINATES).orElse("")));
    for (String name : names) {
      Variable variable = schema.variable(name);
      if (name.matches(".*\\s.*")) {
        throw new IllegalArgumentException(
            "Cannot make variable '%s' a coordinate: its name has a space. Rename it first."
                .formatted(name));
      }
      if (!variable.isDimensionCoordinate()) {
        listed.add(name);
      }
    }
    return listed.isEmpty()
        ? source
        : set(source, References.COORDINATES, AttributeValue.text(String.join(" ", listed)));
  }

  static Dataset resetCoordinates(Dataset source, String... names) {
    Schema schema = source.schema();
    Set<String> listed = new LinkedHashSet<>(names(schema.attributes()));
    schema.variables().forEach(v -> listed.addAll(names(v.attributes())));
    for (String name : names) {
      Variable variable = schema.variable(name);
      if (!listed.contains(name)) {
        throw new IllegalArgumentException(
            "Cannot make variable '%s' data: it is %s; 'coordinates' attributes list %s."
                .formatted(
                    name,
                    variable.isDimensionCoordinate()
                        ? "the coordinate of its dimension"
                        : "data already",
                    listed));
      }
    }
    Set<String> removed = new HashSet<>(Arrays.asList(names));
    List<Variable> variables = new ArrayList<>();
    for (Variable v : schema.variables()) {
      variables.add(v.withAttributes(unlist(v.attributes(), removed)));
    }
    return new View(
        new Schema(
            schema.dimensions(),
            variables,
            unlist(schema.attributes(), removed),
            schema.unreadable()),
        (variable, region) -> source.read(variable.name(), region));
  }

  private static List<String> names(Attributes attributes) {
    return References.names(attributes.text(References.COORDINATES).orElse(""));
  }

  private static Attributes unlist(Attributes attributes, Set<String> removed) {
    List<String> before = names(attributes);
    List<String> after = before.stream().filter(name -> !removed.contains(name)).toList();
    return after.size() == before.size()
        ? attributes
        : after.isEmpty()
            ? attributes.without(References.COORDINATES)
            : attributes.with(References.COORDINATES, String.join(" ", after));
  }

  private static Dataset withAttributes(Dataset source, Attributes attributes) {
    Schema schema = source.schema();
    return new View(
        new Schema(schema.dimensions(), schema.variables(), attributes, schema.unreadable()),
        (variable, region) -> source.read(variable.name(), region));
  }

  private static Dataset change(Dataset source, String name, UnaryOperator<Attributes> change) {
    Schema schema = source.schema();
    Variable changed = schema.variable(name);
    return new View(
        with(schema, changed.withAttributes(change.apply(changed.attributes()))),
        (variable, region) -> source.read(variable.name(), region));
  }

  /** Returns {@code schema} with {@code variable} in the place of the variable of its name. */
  static Schema with(Schema schema, Variable variable) {
    List<Variable> variables =
        schema.variables().stream()
            .map(v -> v.name().equals(variable.name()) ? variable : v)
            .toList();
    return new Schema(schema.dimensions(), variables, schema.attributes(), schema.unreadable());
  }
}
