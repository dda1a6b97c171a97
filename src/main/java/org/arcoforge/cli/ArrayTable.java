package org.arcoforge.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import org.arcoforge.dataset.ByteText;
import org.arcoforge.zarr.ArrayMetadata;

/** Arrays of a store as a table, and as JSON. */
final class ArrayTable {
  private ArrayTable() {}

  static void print(PrintWriter out, List<ArrayMetadata> arrays) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("variable", "type", "shape", "chunks", "size of a chunk"));
    for (ArrayMetadata array : arrays) {
      long elements = array.chunk().stream().mapToLong(c -> c).reduce(1, (a, b) -> a * b);
      rows.add(
          List.of(
              array.name(),
              array.type().toString(),
              shape(array),
              "%,d of %s"
                  .formatted(
                      array.grid().chunkCount(),
                      array.chunk().stream()
                          .map(String::valueOf)
                          .collect(Collectors.joining(" × ", "(", ")"))),
              array.type().isFixedSize()
                  ? ByteText.of(elements * array.type().byteSize())
                  : "varies"));
    }
    print(out, "", rows);
  }

  private static String shape(ArrayMetadata array) {
    List<String> lengths = new ArrayList<>();
    for (int d = 0; d < array.dimensions().size(); d++) {
      lengths.add(array.dimensions().get(d) + " " + array.shape().get(d));
    }
    return String.join(", ", lengths);
  }

  /** Prints rows with columns under one another; the first is the heading. */
  static void print(PrintWriter out, String indent, List<List<String>> rows) {
    int columns = rows.get(0).size();
    int[] widths = new int[columns];
    for (List<String> row : rows) {
      for (int c = 0; c < columns; c++) {
        widths[c] = Math.max(widths[c], row.get(c).length());
      }
    }
    for (List<String> row : rows) {
      StringBuilder line = new StringBuilder(indent);
      for (int c = 0; c < columns; c++) {
        line.append(row.get(c)).append(" ".repeat(widths[c] - row.get(c).length() + 2));
      }
      out.println(line.toString().stripTrailing());
    }
  }

  static ObjectNode json(ArrayMetadata array) {
    ObjectNode node = JsonNodeFactory.instance.objectNode();
    node.put("name", array.name());
    node.put("type", array.type().toString());
    ArrayNode dimensions = node.putArray("dimensions");
    array.dimensions().forEach(dimensions::add);
    ArrayNode shape = node.putArray("shape");
    array.shape().forEach(shape::add);
    ArrayNode chunk = node.putArray("chunk");
    array.chunk().forEach(chunk::add);
    node.put("chunks", array.grid().chunkCount());
    return node;
  }
}
