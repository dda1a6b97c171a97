package org.arcoforge.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.arcoforge.dataset.ByteText;
import org.arcoforge.pattern.FilePattern;
import org.arcoforge.plan.Plan;
import org.arcoforge.source.ResolveSources;
import org.arcoforge.zarr.ArrayMetadata;
import org.arcoforge.zarr.GroupMetadata;

/**
 * What a user sees of a push before it is done.
 *
 * @param files in their order
 * @param concat the dimension along which they follow one another; empty if there is none
 */
record PushSummary(List<PushFile> files, String concat, Path folder) {

  /** Prints what {@code plan} writes. */
  void print(Plan plan, PrintWriter out) {
    int read = Math.toIntExact(plan.fileCount());
    out.printf(
        "files      %s%s, %s%s%n",
        Count.of(read, "file"),
        read < files.size() ? " of " + files.size() : "",
        ByteText.of(plan.sourceBytes()),
        read > 1 ? ", in this order along " + concat + ":" : "");
    out.printf("           %s%n", files.get(0).shown(folder));
    if (read > 3) {
      out.println("           …");
    }
    for (int i = read > 3 ? read - 1 : 1; i < read; i++) {
      out.printf("           %s%n", files.get(i).shown(folder));
    }
    Map<String, Long> lengths = lengths(plan);
    if (!lengths.isEmpty()) {
      out.printf(
          "dimensions %s%n",
          lengths.entrySet().stream()
              .map(e -> "%s = %,d".formatted(e.getKey(), e.getValue()))
              .collect(Collectors.joining(", ")));
    }
    out.printf(
        "arrays     %s in %s%n%n",
        ByteText.of(plan.arrayBytes()), Count.of(plan.chunkCount(), "chunk"));
    ArrayTable.print(out, plan.metadata().arrays());
    out.println();
    notes(plan.metadata()).forEach(out::println);
    plan.notices().forEach(notice -> out.println(notice.line()));
  }

  /** Returns what there is to say of any push that gives such a store. */
  List<String> notes(GroupMetadata metadata) {
    List<String> notes = new ArrayList<>();
    boolean ordered =
        metadata.arrays().stream()
            .anyMatch(a -> a.name().equals(concat) && a.dimensions().equals(List.of(concat)));
    if (files.size() > 1 && !ordered) {
      notes.add(
          "note: %s has no coordinate: only the names of the files say their order"
              .formatted(concat));
    }
    if (!isPublished()) {
      notes.add(
          "note: archive original data with a DOI before you use them in publications: this store cannot be made again from public sources");
    }
    return notes;
  }

  private boolean isPublished() {
    return files.stream().allMatch(f -> ResolveSources.isNeeded(FilePattern.single(f.url())));
  }

  private static Map<String, Long> lengths(Plan plan) {
    Map<String, Long> lengths = new LinkedHashMap<>();
    for (ArrayMetadata array : plan.metadata().arrays()) {
      for (int d = 0; d < array.dimensions().size(); d++) {
        lengths.put(array.dimensions().get(d), array.shape().get(d));
      }
    }
    return lengths;
  }

  /** Returns what {@code plan} writes, and the recipe's source. */
  String json(Plan plan, String source) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    ArrayNode names = root.putArray("files");
    files.subList(0, Math.toIntExact(plan.fileCount())).forEach(file -> names.add(file.name()));
    root.put("sourceBytes", plan.sourceBytes());
    ArrayNode arrays = root.putArray("arrays");
    plan.metadata().arrays().forEach(array -> arrays.add(ArrayTable.json(array)));
    root.put("arrayBytes", plan.arrayBytes());
    root.put("chunks", plan.chunkCount());
    ArrayNode notes = root.putArray("notes");
    notes(plan.metadata()).forEach(notes::add);
    root.set("conflicts", ConflictJson.array(plan.notices()));
    root.put("recipe", source);
    return root.toPrettyString();
  }
}
