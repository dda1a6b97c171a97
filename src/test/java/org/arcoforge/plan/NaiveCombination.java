package org.arcoforge.plan;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.arcoforge.dataset.Attributes;
import org.arcoforge.dataset.Block;
import org.arcoforge.dataset.InMemoryDataset;
import org.arcoforge.dataset.Schema;
import org.arcoforge.dataset.Variable;
import org.arcoforge.recipe.Duplicates;

/**
 * What files say, element by element: for each variable the value at each combination of coordinate
 * values. Reads all files whole and knows nothing of plans, layouts or recodings.
 */
final class NaiveCombination {
  /** Values by variable and coordinate values, one for each dimension. */
  private final Map<String, Map<List<Object>, Double>> values = new HashMap<>();

  NaiveCombination(List<InMemoryDataset> files, Duplicates kept) {
    for (InMemoryDataset file : files) {
      add(file, kept);
    }
  }

  Map<List<Object>, Double> values(String variable) {
    return values.getOrDefault(variable, Map.of());
  }

  /** Takes all values of a variable from {@code other}. */
  void take(NaiveCombination other, String variable) {
    values.put(variable, new HashMap<>(other.values(variable)));
  }

  Set<String> variables() {
    return values.keySet();
  }

  private void add(InMemoryDataset file, Duplicates kept) {
    Schema schema = file.schema();
    for (Variable variable : schema.variables()) {
      Map<List<Object>, Double> all =
          values.computeIfAbsent(variable.name(), name -> new HashMap<>());
      long[] shape = schema.shape(variable);
      Block block = file.read(variable.name(), schema.all(variable));
      for (int i = 0; i < block.size(); i++) {
        List<Object> place = place(file, variable, shape, i);
        double value = value(schema, variable, block, i);
        boolean isFirst = !all.containsKey(place);
        if (isFirst || (kept == Duplicates.LAST && variable.dimensions().contains("time"))) {
          all.put(place, value);
        }
      }
    }
  }

  private List<Object> place(InMemoryDataset file, Variable variable, long[] shape, int i) {
    // Time, y, x: the order in which the store has them.
    List<Object> place = new ArrayList<>();
    long rest = i;
    Map<String, Object> byDimension = new HashMap<>();
    for (int d = shape.length - 1; d >= 0; d--) {
      int at = (int) (rest % shape[d]);
      rest /= shape[d];
      byDimension.put(
          variable.dimensions().get(d), coordinate(file, variable.dimensions().get(d), at));
    }
    for (String dimension : List.of("time", "y", "x", "nv")) {
      if (byDimension.containsKey(dimension)) {
        place.add(byDimension.get(dimension));
      }
    }
    return place;
  }

  private Object coordinate(InMemoryDataset file, String dimension, int at) {
    Variable coordinate = file.schema().findVariable(dimension).orElse(null);
    if (coordinate == null) {
      return at;
    }
    Block block = file.read(dimension, file.schema().all(coordinate));
    return coordinate(file.schema(), coordinate, block, at);
  }

  /** Times are minutes since 2000; other coordinates are rounded, as those of one place are one. */
  static Object coordinate(Schema schema, Variable variable, Block block, int at) {
    double value = value(schema, variable, block, at);
    return variable.name().equals("time") ? value : Math.rint(value * 1e6) / 1e6;
  }

  /** Returns the value of an element: unpacked, times in minutes since 2000, units in K. */
  static double value(Schema schema, Variable variable, Block block, int i) {
    Attributes attributes = variable.attributes();
    double stored = block.doubleAt(i);
    if (Double.isNaN(stored) || attributes.number("_FillValue").orElse(Double.NaN) == stored) {
      return Double.NaN;
    }
    if (variable.name().startsWith("time")) {
      return minutes(schema.variable("time").attributes().text("units").orElseThrow(), stored);
    }
    double value =
        attributes.find("scale_factor").isPresent()
            ? stored * attributes.number("scale_factor").orElseThrow()
                + attributes.number("add_offset").orElseThrow()
            : stored;
    return attributes.text("units").orElse("").equals("degC") ? value + 273.15 : value;
  }

  private static double minutes(String units, double value) {
    String[] words = units.split(" ", -1);
    long perUnit =
        switch (words[0]) {
          case "days" -> 1440;
          case "hours" -> 60;
          case "minutes" -> 1;
          default -> throw new IllegalArgumentException(units);
        };
    long day = LocalDate.parse(words[2]).toEpochDay() - LocalDate.parse("2000-01-01").toEpochDay();
    double minutes = value * perUnit;
    double whole = Math.rint(minutes);
    if (Math.abs(whole - minutes) > 1e-6 || words.length > 3) {
      throw new IllegalArgumentException(units + " " + value);
    }
    return day * 1440 + whole;
  }
}
