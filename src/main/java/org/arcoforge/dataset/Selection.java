package org.arcoforge.dataset;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Views that rename variables or have fewer of them. Values are those of the source. */
final class Selection {
  private Selection() {}

  static Dataset rename(Dataset source, String from, String to) {
    Schema schema = source.schema();
    boolean isVariable = schema.findVariable(from).isPresent();
    boolean isDimension = schema.findDimension(from).isPresent();
    if (!isVariable && !isDimension) {
      throw new IllegalArgumentException(
          "Cannot rename '%s' to '%s': there are variables %s and dimensions %s."
              .formatted(from, to, variables(schema), dimensions(schema)));
    }
    boolean taken =
        (isVariable && schema.findVariable(to).isPresent())
            || (isDimension && schema.findDimension(to).isPresent())
            || schema.unreadable().containsKey(to);
    if (taken || to.isBlank()) {
      throw new IllegalArgumentException(
          "Cannot rename '%s' to '%s': %s. Choose another name."
              .formatted(from, to, taken ? "it is there already" : "it is blank"));
    }
    List<Dimension> dimensions = new ArrayList<>();
    for (Dimension d : schema.dimensions()) {
      dimensions.add(d.name().equals(from) ? new Dimension(to, d.length(), d.unlimited()) : d);
    }
    List<Variable> variables = new ArrayList<>();
    for (Variable v : schema.variables()) {
      List<String> names = v.dimensions().stream().map(d -> d.equals(from) ? to : d).toList();
      variables.add(
          v.withName(v.name().equals(from) ? to : v.name())
              .withDimensions(names, v.storage())
              .withAttributes(References.rename(v.attributes(), from, to)));
    }
    Attributes attributes = References.renameGlobal(schema.attributes(), from, to);
    return new View(
        new Schema(dimensions, variables, attributes, schema.unreadable()),
        (variable, region) ->
            source.read(isVariable && variable.name().equals(to) ? from : variable.name(), region));
  }

  static Dataset drop(Dataset source, String... names) {
    Set<String> dropped = check(source.schema(), "drop", names);
    Set<String> kept = allVariables(source.schema());
    kept.removeAll(dropped);
    return restrict(source, kept);
  }

  static Dataset keep(Dataset source, String... names) {
    Schema schema = source.schema();
    Set<String> kept = new LinkedHashSet<>();
    Deque<String> open = new ArrayDeque<>(check(schema, "keep", names));
    Set<String> known = allVariables(schema);
    Set<String> dimensions = new HashSet<>();
    while (!open.isEmpty()) {
      String name = open.remove();
      if (known.contains(name) && kept.add(name)) {
        schema
            .findVariable(name)
            .ifPresent(
                variable -> {
                  dimensions.addAll(variable.dimensions());
                  open.addAll(variable.dimensions());
                  open.addAll(References.of(variable));
                });
      }
      if (open.isEmpty()) {
        schema.attributes().text(References.COORDINATES).map(References::names).stream()
            .flatMap(List::stream)
            .filter(c -> known.contains(c) && !kept.contains(c))
            .filter(c -> isWithin(schema, c, dimensions))
            .forEach(open::add);
      }
    }
    return restrict(source, kept);
  }

  private static boolean isWithin(Schema schema, String variable, Set<String> dimensions) {
    return schema.findVariable(variable).stream()
        .allMatch(v -> dimensions.containsAll(v.dimensions()));
  }

  private static Dataset restrict(Dataset source, Set<String> kept) {
    Schema schema = source.schema();
    List<Variable> variables =
        schema.variables().stream().filter(v -> kept.contains(v.name())).toList();
    Set<String> used = new HashSet<>();
    variables.forEach(v -> used.addAll(v.dimensions()));
    Set<String> orphaned = new HashSet<>();
    schema.variables().forEach(v -> orphaned.addAll(v.dimensions()));
    orphaned.removeAll(used);
    List<Dimension> dimensions =
        schema.dimensions().stream().filter(d -> !orphaned.contains(d.name())).toList();
    Map<String, String> unreadable = new LinkedHashMap<>(schema.unreadable());
    unreadable.keySet().retainAll(kept);
    return new View(
        new Schema(dimensions, variables, schema.attributes(), unreadable),
        (variable, region) -> source.read(variable.name(), region));
  }

  private static Set<String> check(Schema schema, String verb, String... names) {
    Set<String> known = allVariables(schema);
    for (String name : names) {
      if (!known.contains(name)) {
        throw new IllegalArgumentException(
            "Cannot %s variable '%s': there are %s.".formatted(verb, name, known));
      }
    }
    if (names.length == 0) {
      throw new IllegalArgumentException(
          "Cannot %s no variables. Name some of %s.".formatted(verb, known));
    }
    return new LinkedHashSet<>(Arrays.asList(names));
  }

  private static Set<String> allVariables(Schema schema) {
    Set<String> names = new LinkedHashSet<>(variables(schema));
    names.addAll(schema.unreadable().keySet());
    return names;
  }

  private static List<String> variables(Schema schema) {
    return schema.variables().stream().map(Variable::name).toList();
  }

  private static List<String> dimensions(Schema schema) {
    return schema.dimensions().stream().map(Dimension::name).toList();
  }
}
