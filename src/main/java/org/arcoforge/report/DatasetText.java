package org.arcoforge.report;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.arcoforge.zarr.ArrayMetadata;
import org.arcoforge.zarr.GroupMetadata;

/**
 * What Python prints of a store that {@code xarray.open_dataset(store, engine="zarr", chunks={})}
 * opened, by the rules of xarray 2026.9.
 */
final class DatasetText {
  private static final int WIDTH = 80;
  private static final int MOST_ROWS = 12;

  private final GroupMetadata group;
  private final Decoding decoding;
  private final Map<String, CoordinateValues> indexes;
  private final Map<String, Sample> samples;

  /**
   * Makes the text of a group.
   *
   * @param indexes values of dimensions, by name
   * @param samples what was read of each array
   */
  DatasetText(
      GroupMetadata group,
      Decoding decoding,
      Map<String, CoordinateValues> indexes,
      Map<String, Sample> samples) {
    this.group = group;
    this.decoding = decoding;
    this.indexes = Map.copyOf(indexes);
    this.samples = Map.copyOf(samples);
  }

  String text() {
    Map<String, Long> sizes = decoding.sizes();
    int column = columnWidth(group.arrays().stream().map(ArrayMetadata::name).toList());
    List<String> lines = new ArrayList<>();
    double bytes = group.arrays().stream().mapToDouble(this::bytes).sum();
    lines.add("<xarray.Dataset> Size: " + PythonText.bytes(bytes));
    List<String> lengths =
        sizes.entrySet().stream().map(e -> e.getKey() + ": " + e.getValue()).toList();
    lines.add(padded("Dimensions:", column) + "(" + wrapped(lengths, column + 1) + ")");
    List<ArrayMetadata> coordinates = coordinates(List.copyOf(sizes.keySet()));
    if (!coordinates.isEmpty()) {
      lines.addAll(rows("Coordinates", coordinates, array -> line(array, column), column));
    }
    List<String> unindexed =
        sizes.keySet().stream()
            .filter(name -> coordinates.stream().noneMatch(array -> array.name().equals(name)))
            .toList();
    if (!unindexed.isEmpty()) {
      String start = "Dimensions without coordinates: ";
      lines.add(start + wrapped(unindexed, start.length()));
    }
    List<ArrayMetadata> data =
        group.arrays().stream().filter(array -> !decoding.isCoordinate(array)).toList();
    lines.addAll(rows("Data variables", data, array -> line(array, column), column));
    List<String> names =
        group.attributes().names().stream().filter(name -> !name.equals("coordinates")).toList();
    if (!names.isEmpty()) {
      int width = columnWidth(names);
      lines.addAll(rows("Attributes", names, name -> attribute(name, width), width));
    }
    return String.join("\n", lines);
  }

  /** Returns the type that {@code array} has in xarray. */
  DecodedType type(ArrayMetadata array) {
    Sample sample = samples.get(array.name());
    return DecodedType.of(array, decoding, sample == null ? new Statistics() : sample.all());
  }

  private double bytes(ArrayMetadata array) {
    double bytes = type(array).byteSize();
    for (int d = 0; d < decoding.dimensions(array).size(); d++) {
      bytes *= array.shape().get(d);
    }
    return bytes;
  }

  private List<ArrayMetadata> coordinates(List<String> dimensions) {
    Comparator<ArrayMetadata> byDimension =
        Comparator.comparingInt(array -> place(array, dimensions));
    return group.arrays().stream()
        .filter(decoding::isCoordinate)
        .sorted(byDimension.thenComparing(array -> dimensions.contains(array.name()) ? 0 : 1))
        .toList();
  }

  private int place(ArrayMetadata array, List<String> dimensions) {
    int named = dimensions.indexOf(array.name());
    List<String> own = decoding.dimensions(array);
    return named >= 0
        ? named
        : own.isEmpty() ? dimensions.size() : dimensions.indexOf(own.get(own.size() - 1));
  }

  private String line(ArrayMetadata array, int column) {
    boolean isIndex = Decoding.isIndex(array);
    List<String> dimensions = decoding.dimensions(array);
    String front =
        padded("  %s %s ".formatted(isIndex ? "*" : " ", array.name()), column)
            + (dimensions.isEmpty() ? "" : "(" + String.join(", ", dimensions) + ") ")
            + type(array).name()
            + " "
            + PythonText.bytes(bytes(array))
            + " ";
    return front + values(array, WIDTH - front.length());
  }

  private String values(ArrayMetadata array, int width) {
    List<String> dimensions = decoding.dimensions(array);
    Optional<CoordinateValues> values = Optional.ofNullable(indexes.get(array.name()));
    if (Decoding.isIndex(array) && values.isPresent()) {
      return InlineValues.text(values.get(), type(array), width);
    }
    if (dimensions.isEmpty() || Decoding.isIndex(array)) {
      return "...";
    }
    List<String> chunk = new ArrayList<>();
    for (int d = 0; d < dimensions.size(); d++) {
      chunk.add(String.valueOf(Math.min(array.chunk().get(d), array.shape().get(d))));
    }
    String comma = chunk.size() == 1 ? "," : "";
    return "dask.array<chunksize=(%s%s), meta=np.ndarray>"
        .formatted(String.join(", ", chunk), comma);
  }

  private String attribute(String name, int column) {
    String value = PythonText.of(group.attributes().find(name).orElseThrow());
    return shortened(
        padded("    " + name + ":", column)
            + " "
            + value.replace("\t", "\\t").replace("\n", "\\n"));
  }

  private static <T> List<String> rows(
      String title, List<T> items, java.util.function.Function<T, String> line, int column) {
    List<String> lines = new ArrayList<>();
    if (items.isEmpty()) {
      return List.of(title + ":", "    *empty*");
    }
    if (items.size() <= MOST_ROWS) {
      lines.add(title + ":");
      items.forEach(item -> lines.add(line.apply(item)));
      return lines;
    }
    int half = MOST_ROWS / 2;
    lines.add("%s: (%d/%d)".formatted(title, MOST_ROWS, items.size()));
    items.subList(0, half).forEach(item -> lines.add(line.apply(item)));
    lines.add(padded("    ...", column) + " ...");
    items.subList(items.size() - half, items.size()).forEach(item -> lines.add(line.apply(item)));
    return lines;
  }

  private static int columnWidth(List<String> names) {
    return Math.max(7, names.stream().mapToInt(String::length).max().orElse(0)) + 6;
  }

  private static String padded(String text, int width) {
    String cut = text.length() > width ? text.substring(0, width - 3) + "..." : text;
    return cut + " ".repeat(width - cut.length());
  }

  private static String shortened(String text) {
    return text.length() > WIDTH ? text.substring(0, WIDTH - 3) + "..." : text;
  }

  /** Returns {@code elements} with commas, in lines that start at {@code column}. */
  private static String wrapped(List<String> elements, int column) {
    List<String> rows = new ArrayList<>(List.of(""));
    int length = 0;
    UnaryOperator<String> indented = row -> "\n" + " ".repeat(column) + row;
    for (int i = 0; i < elements.size(); i++) {
      String element = elements.get(i) + (i < elements.size() - 1 ? ", " : "");
      int last = rows.size() - 1;
      length += element.length();
      if (column + length > WIDTH) {
        rows.set(last, rows.get(last).stripTrailing());
        rows.add(indented.apply(element));
        length = element.length();
      } else {
        rows.set(last, rows.get(last) + element);
      }
    }
    if (rows.size() > MOST_ROWS) {
      int half = MOST_ROWS / 2;
      List<String> kept = new ArrayList<>(rows.subList(0, half));
      kept.add(indented.apply("..."));
      kept.addAll(rows.subList(rows.size() - half, rows.size()));
      rows = kept;
    }
    return rows.stream().collect(Collectors.joining());
  }
}
