package org.arcoforge.dataset;

import java.io.Serializable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Names, types, shapes and attributes of a dataset, without values. Names are unique, and every
 * dimension that a variable names is there.
 *
 * @param unreadable variables that the file holds and no reader can read, with the reason; a
 *     dataset with any cannot be written until they are dropped
 */
public record Schema(
    List<Dimension> dimensions,
    List<Variable> variables,
    Attributes attributes,
    Map<String, String> unreadable)
    implements Serializable {

  public Schema {
    dimensions = List.copyOf(dimensions);
    variables = List.copyOf(variables);
    unreadable = java.util.Collections.unmodifiableMap(new LinkedHashMap<>(unreadable));
    Map<String, Dimension> byName = new LinkedHashMap<>();
    for (Dimension dimension : dimensions) {
      if (byName.put(dimension.name(), dimension) != null) {
        throw new IllegalArgumentException(
            "Invalid schema: dimension '%s' stands twice.".formatted(dimension.name()));
      }
    }
    Map<String, Variable> variablesByName = new LinkedHashMap<>();
    for (Variable variable : variables) {
      if (variablesByName.put(variable.name(), variable) != null) {
        throw new IllegalArgumentException(
            "Invalid schema: variable '%s' stands twice.".formatted(variable.name()));
      }
      for (String dimension : variable.dimensions()) {
        if (!byName.containsKey(dimension)) {
          throw new IllegalArgumentException(
              "Invalid schema: variable '%s' has dimension '%s', which is not one of %s."
                  .formatted(variable.name(), dimension, byName.keySet()));
        }
      }
    }
  }

  /** Returns a schema all of whose variables can be read. */
  public static Schema of(
      List<Dimension> dimensions, List<Variable> variables, Attributes attributes) {
    return new Schema(dimensions, variables, attributes, Map.of());
  }

  /** Returns the dimension called {@code name}, if it is there. */
  public Optional<Dimension> findDimension(String name) {
    return dimensions.stream().filter(d -> d.name().equals(name)).findFirst();
  }

  /** Returns the variable called {@code name}, if it is there. */
  public Optional<Variable> findVariable(String name) {
    return variables.stream().filter(v -> v.name().equals(name)).findFirst();
  }

  /**
   * Returns the dimension called {@code name}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Dimension dimension(String name) {
    return findDimension(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Cannot find dimension '%s': there are %s."
                        .formatted(name, dimensions.stream().map(Dimension::name).toList())));
  }

  /**
   * Returns the variable called {@code name}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public Variable variable(String name) {
    return findVariable(name)
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Cannot find variable '%s': there are %s."
                        .formatted(name, variables.stream().map(Variable::name).toList())));
  }

  /** Returns the lengths of the dimensions of {@code variable}, slowest first. */
  public long[] shape(Variable variable) {
    return variable.dimensions().stream().mapToLong(d -> dimension(d).length()).toArray();
  }

  /** Returns the region that covers all of {@code variable}. */
  public Region all(Variable variable) {
    return Region.all(shape(variable));
  }
}
