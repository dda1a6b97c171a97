package org.arcoforge.dataset;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The attributes by which variables name other variables and dimensions (CF 1.11, appendix A; and
 * the global {@code coordinates} of xarray).
 */
final class References {
  /** The global or variable attribute that lists coordinates, separated by spaces. */
  static final String COORDINATES = "coordinates";

  /** Attributes whose variables say where the values of a variable are and what they cover. */
  private static final List<String> COORDINATE_ATTRIBUTES =
      List.of(
          COORDINATES,
          "bounds",
          "climatology",
          "grid_mapping",
          "cell_measures",
          "formula_terms",
          "geometry",
          "node_coordinates",
          "node_count",
          "part_node_count",
          "interior_ring");

  /** Attributes of the form {@code key: name key: name}, of which the keys name nothing. */
  private static final Set<String> KEYED = Set.of("cell_measures", "formula_terms");

  private References() {}

  /** Returns the names in {@code text}, which spaces separate. */
  static List<String> names(String text) {
    return text.isBlank() ? List.of() : List.of(text.strip().split("\\s+"));
  }

  /**
   * Returns the variables that {@code variable} names as coordinates, bounds, grid mapping and the
   * like, whether or not they are there; not those that are data in their own right.
   */
  static Set<String> of(Variable variable) {
    Set<String> names = new LinkedHashSet<>();
    for (String attribute : COORDINATE_ATTRIBUTES) {
      for (String name : names(variable.attributes().text(attribute).orElse(""))) {
        boolean key = name.endsWith(":");
        if (!key) {
          names.add(name);
        } else if (!KEYED.contains(attribute)) {
          names.add(name.substring(0, name.length() - 1));
        }
      }
    }
    return names;
  }

  /** Returns the variable that {@code bounds} bounds, by {@code bounds} or {@code climatology}. */
  static Optional<Variable> parent(Schema schema, Variable bounds) {
    return schema.variables().stream()
        .filter(
            v ->
                v.attributes().text("bounds").filter(bounds.name()::equals).isPresent()
                    || v.attributes().text("climatology").filter(bounds.name()::equals).isPresent())
        .findFirst();
  }

  /**
   * Returns the variables of {@code schema} that describe others: coordinate variables of
   * dimensions, and all that is named as {@link #of} says or by the global {@code coordinates}.
   */
  static Set<String> coordinates(Schema schema) {
    Set<String> names =
        new LinkedHashSet<>(names(schema.attributes().text(COORDINATES).orElse("")));
    for (Variable variable : schema.variables()) {
      if (variable.isDimensionCoordinate()) {
        names.add(variable.name());
      }
      names.addAll(of(variable));
    }
    return names;
  }

  /**
   * Returns the attributes of a variable with {@code from} replaced by {@code to} wherever it is
   * named.
   */
  static Attributes rename(Attributes attributes, String from, String to) {
    Attributes result = attributes;
    List<String> listing = new ArrayList<>(COORDINATE_ATTRIBUTES);
    listing.addAll(List.of("ancillary_variables", "compress", "cell_methods"));
    for (String attribute : listing) {
      result = rename(result, attribute, from, to);
    }
    return result;
  }

  /** Returns global attributes with {@code from} replaced by {@code to} where it is named. */
  static Attributes renameGlobal(Attributes attributes, String from, String to) {
    return rename(attributes, COORDINATES, from, to);
  }

  private static Attributes rename(
      Attributes attributes, String attribute, String from, String to) {
    String text = attributes.text(attribute).orElse("");
    String renamed = rename(attribute, text, from, to);
    return renamed.equals(text) ? attributes : attributes.with(attribute, renamed);
  }

  private static String rename(String attribute, String text, String from, String to) {
    String name = "(?<!\\S)" + Pattern.quote(from);
    String pattern =
        KEYED.contains(attribute)
            ? name + "(?!\\S)"
            : attribute.equals("cell_methods")
                // Names of dimensions end with a colon; what is in parentheses is a comment.
                ? name + "(?=:(\\s|$))(?![^()]*\\))"
                : name + "(?=:?(\\s|$))";
    return text.replaceAll(pattern, Matcher.quoteReplacement(to));
  }
}
