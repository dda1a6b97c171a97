package org.arcoforge.report;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.arcoforge.dataset.Attributes;
import org.arcoforge.dataset.CfTime;
import org.arcoforge.dataset.DataType;
import org.arcoforge.dataset.Dimension;
import org.arcoforge.dataset.Schema;
import org.arcoforge.dataset.ValueCoding;
import org.arcoforge.dataset.Variable;
import org.arcoforge.zarr.ArrayMetadata;
import org.arcoforge.zarr.GroupMetadata;

/** How xarray decodes a group: which arrays are coordinates, and what stored values mean. */
final class Decoding {
  private final GroupMetadata group;
  private final Map<String, ValueCoding> codings;
  private final Set<String> coordinates;
  private final Map<String, String> disagreements;

  private Decoding(
      GroupMetadata group,
      Map<String, ValueCoding> codings,
      Set<String> coordinates,
      Map<String, String> disagreements) {
    this.group = group;
    this.codings = codings;
    this.coordinates = coordinates;
    this.disagreements = disagreements;
  }

  static Decoding of(GroupMetadata group) {
    Map<String, String> disagreements = disagreements(group);
    Map<String, Variable> variables = new LinkedHashMap<>();
    for (ArrayMetadata array : group.arrays()) {
      variables.put(
          array.name(),
          Variable.of(array.name(), array.type(), array.dimensions(), array.attributes()));
    }
    Schema schema = schema(group, variables, disagreements);
    Map<String, ValueCoding> codings = new HashMap<>();
    // Unlike CF, xarray masks no values beyond valid_range.
    variables.forEach(
        (name, variable) -> codings.put(name, ValueCoding.of(schema, variable).withoutLimits()));
    return new Decoding(group, codings, coordinates(group, variables), disagreements);
  }

  private static Schema schema(
      GroupMetadata group, Map<String, Variable> variables, Map<String, String> disagreements) {
    List<Dimension> dimensions = new ArrayList<>();
    for (ArrayMetadata array : group.arrays()) {
      for (int d = 0; d < array.dimensions().size(); d++) {
        String name = array.dimensions().get(d);
        if (dimensions.stream().noneMatch(known -> known.name().equals(name))) {
          dimensions.add(Dimension.of(name, array.shape().get(d)));
        }
      }
    }
    List<Variable> kept =
        variables.values().stream()
            .filter(v -> v.dimensions().stream().noneMatch(disagreements::containsKey))
            .toList();
    return Schema.of(dimensions, kept, Attributes.NONE);
  }

  private static Map<String, String> disagreements(GroupMetadata group) {
    Map<String, Map<Long, String>> lengths = new LinkedHashMap<>();
    for (ArrayMetadata array : group.arrays()) {
      for (int d = 0; d < array.dimensions().size(); d++) {
        lengths
            .computeIfAbsent(array.dimensions().get(d), name -> new LinkedHashMap<>())
            .putIfAbsent(array.shape().get(d), array.name());
      }
    }
    Map<String, String> disagreements = new LinkedHashMap<>();
    lengths.forEach(
        (dimension, found) -> {
          if (found.size() > 1) {
            disagreements.put(
                dimension,
                found.entrySet().stream()
                    .map(e -> "%,d in '%s'".formatted(e.getKey(), e.getValue()))
                    .collect(Collectors.joining(", ")));
          }
        });
    return disagreements;
  }

  private static Set<String> coordinates(GroupMetadata group, Map<String, Variable> variables) {
    Set<String> names = new LinkedHashSet<>(names(group.attributes()));
    for (Variable variable : variables.values()) {
      if (variable.isDimensionCoordinate()) {
        names.add(variable.name());
      }
      names.addAll(names(variable.attributes()));
    }
    names.retainAll(variables.keySet());
    return names;
  }

  private static List<String> names(Attributes attributes) {
    return attributes
        .text("coordinates")
        .map(String::strip)
        .filter(text -> !text.isEmpty())
        .stream()
        .flatMap(text -> List.of(text.split("\\s+")).stream())
        .toList();
  }

  /** Returns the dimensions that have several lengths, each with the lengths and who says so. */
  Map<String, String> disagreements() {
    return disagreements;
  }

  boolean isCoordinate(ArrayMetadata array) {
    return coordinates.contains(array.name());
  }

  /** Returns whether {@code array} gives the values along the one dimension that has its name. */
  static boolean isIndex(ArrayMetadata array) {
    return array.dimensions().size() == 1 && array.dimensions().get(0).equals(array.name());
  }

  ValueCoding coding(ArrayMetadata array) {
    ValueCoding coding = codings.get(array.name());
    if (coding == null) {
      throw new IllegalArgumentException(
          "Cannot decode '%s': it is not one of the arrays %s."
              .formatted(array.name(), codings.keySet()));
    }
    return coding;
  }

  /** Returns what xarray takes the values of {@code array} to count from and in, if anything. */
  Optional<CfTime> time(ArrayMetadata array) {
    boolean counts = array.attributes().find("units").isPresent() || isBounds(array);
    return counts ? coding(array).time() : Optional.empty();
  }

  /** Bounds of a climatology are times to CF, too, but not to xarray. */
  private boolean isBounds(ArrayMetadata array) {
    return group.arrays().stream()
        .anyMatch(other -> other.attributes().text("bounds").equals(Optional.of(array.name())));
  }

  /** Returns the length of each dimension in xarray's order: data variables first. */
  Map<String, Long> sizes() {
    Map<String, Long> sizes = new LinkedHashMap<>();
    for (boolean coordinate : new boolean[] {false, true}) {
      for (ArrayMetadata array : group.arrays()) {
        if (isCoordinate(array) == coordinate) {
          List<String> dimensions = dimensions(array);
          for (int d = 0; d < dimensions.size(); d++) {
            sizes.putIfAbsent(dimensions.get(d), array.shape().get(d));
          }
        }
      }
    }
    return sizes;
  }

  /** Returns the dimensions of {@code array} in xarray, where texts have no length. */
  List<String> dimensions(ArrayMetadata array) {
    int rank = array.dimensions().size() - (isJoined(array) ? 1 : 0);
    return array.dimensions().subList(0, rank);
  }

  /** Returns the coordinate variable of {@code dimension}, if there is one. */
  Optional<ArrayMetadata> index(String dimension) {
    return group.arrays().stream()
        .filter(array -> array.name().equals(dimension) && isIndex(array))
        .findFirst();
  }

  /** Returns whether the last dimension of an array of characters is the length of its texts. */
  boolean isJoined(ArrayMetadata array) {
    if (array.type() != DataType.CHAR || array.dimensions().isEmpty()) {
      return false;
    }
    String last = array.dimensions().get(array.dimensions().size() - 1);
    return group.arrays().stream()
        .filter(other -> other.dimensions().contains(last) || other.name().equals(last))
        .allMatch(
            other ->
                other.type() == DataType.CHAR
                    && !other.name().equals(last)
                    && other.dimensions().indexOf(last) == other.dimensions().size() - 1);
  }
}
