package org.arcoforge.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.arcoforge.dataset.ByteText;
import org.arcoforge.source.ResolvedFile;
import org.arcoforge.source.ResolvedRecord;

/** What a user sees of a record of a repository. */
record RecordListing(ResolvedRecord record) {

  void print(PrintWriter out) {
    out.printf("%s: %s%n", record.reference(), record.title());
    line(out, "version", record.version());
    line(out, "DOI", record.doi());
    line(out, "licence", record.license());
    line(out, "newer version", record.newer());
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("file", "size", "checksum"));
    for (ResolvedFile file : record.files()) {
      rows.add(
          List.of(
              file.name(),
              file.size() < 0 ? "unknown" : ByteText.of(file.size()),
              file.checksum() == null ? "none" : file.checksum().toString()));
    }
    ArrayTable.print(out, "", rows);
    long bytes = record.files().stream().mapToLong(file -> Math.max(0, file.size())).sum();
    out.printf("%s, %s%n", Count.of(record.files().size(), "file"), ByteText.of(bytes));
  }

  private static void line(PrintWriter out, String name, String value) {
    if (!value.isEmpty()) {
      out.printf("%s: %s%n", name, value);
    }
  }

  ObjectNode json() {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("record", record.reference());
    root.put("title", record.title());
    root.put("version", record.version());
    root.put("doi", record.doi());
    root.put("conceptDoi", record.conceptDoi());
    root.put("license", record.license());
    root.put("newer", record.newer());
    ArrayNode files = root.putArray("files");
    for (ResolvedFile file : record.files()) {
      ObjectNode node = files.addObject();
      node.put("name", file.name());
      node.put("bytes", file.size());
      node.put("checksum", file.checksum() == null ? "" : file.checksum().toString());
      node.put("url", file.url());
    }
    return root;
  }
}
