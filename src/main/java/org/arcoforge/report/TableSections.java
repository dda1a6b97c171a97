package org.arcoforge.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import org.arcoforge.dataset.Attributes;
import org.arcoforge.dataset.ByteText;
import org.arcoforge.zarr.ArrayMetadata;

/** The sections of a page that are tables: chunks, the run, attributes. */
final class TableSections {
  /** Longer values of attributes are cut; all of them are in the data. */
  private static final int LONGEST = 4000;

  private final ReportContent report;

  TableSections(ReportContent report) {
    this.report = report;
  }

  void add(Html html) {
    chunks(html);
    RunFacts run = report.run();
    if (run != null) {
      run(html, run);
    }
    attributes(html);
  }

  private void chunks(Html html) {
    section(html, "Chunks");
    List<String> head =
        new ArrayList<>(List.of("Variable", "Type", "Shape", "Chunk", "Chunks", "A chunk", "All"));
    boolean listed = report.objects().isListed();
    if (listed) {
      head.addAll(List.of("Stored", "Ratio"));
    }
    head.add("Codecs");
    List<List<String>> rows = new ArrayList<>();
    for (ArrayFacts facts : report.arrays()) {
      ArrayMetadata array = facts.array();
      boolean known = array.type().isFixedSize();
      List<String> row = new ArrayList<>();
      row.add(facts.name());
      row.add(array.type().toString());
      row.add(shape(array));
      row.add(array.chunk().isEmpty() ? "scalar" : times(array.chunk()));
      row.add("%,d".formatted(array.grid().chunkCount()));
      row.add(known ? ByteText.of(ReadLimits.chunkBytes(array)) : "varies");
      row.add(known ? ByteText.of(ReadLimits.arrayBytes(array)) : "varies");
      if (listed) {
        long stored = report.objects().of(array.name()).bytes();
        row.add(ByteText.of(stored));
        row.add(known ? ReportPage.ratio(ReadLimits.arrayBytes(array), stored) : "");
      }
      row.add(facts.codecs());
      rows.add(row);
    }
    table(html, "Chunks", "layout", head, rows, 4, listed ? 8 : 6);
    html.close();
  }

  private static String shape(ArrayMetadata array) {
    List<String> lengths = new ArrayList<>();
    for (int d = 0; d < array.dimensions().size(); d++) {
      lengths.add("%s %,d".formatted(array.dimensions().get(d), array.shape().get(d)));
    }
    return lengths.isEmpty() ? "scalar" : String.join(", ", lengths);
  }

  private static String times(List<Integer> lengths) {
    return lengths.stream().map("%,d"::formatted).collect(Collectors.joining(" × "));
  }

  private void run(Html html, RunFacts run) {
    section(html, "Run");
    List<List<String>> rows = new ArrayList<>();
    if (!run.recipe().isEmpty()) {
      rows.add(List.of("Recipe", run.recipe()));
    }
    String fetched = run.fetchedBytes() > 0 ? ", fetched " + ByteText.of(run.fetchedBytes()) : "";
    rows.add(
        List.of(
            "Read",
            "%s in %,d %s%s"
                .formatted(
                    ByteText.of(run.sourceBytes()),
                    run.files(),
                    run.files() == 1 ? "file" : "files",
                    fetched)));
    rows.add(
        List.of(
            "Wrote",
            "%s of arrays as %s"
                .formatted(ByteText.of(run.arrayBytes()), ByteText.of(run.storedBytes()))));
    run.phaseSeconds()
        .forEach(
            (phase, seconds) ->
                rows.add(
                    List.of("Time to " + phase, String.format(Locale.ROOT, "%.1f s", seconds))));
    rows.add(List.of("Time in all", String.format(Locale.ROOT, "%.1f s", run.seconds())));
    rows.add(
        List.of(
            "Memory",
            run.peakMemoryBytes() == 0
                ? "predicted at most %s for each worker"
                    .formatted(ByteText.of(run.predictedPeakMemoryBytes()))
                : "%s at the peak; predicted at most %s"
                    .formatted(
                        ByteText.of(run.peakMemoryBytes()),
                        ByteText.of(run.predictedPeakMemoryBytes()))));
    rows.add(List.of("Program", report.tool()));
    facts(html, "Run", rows);
    if (!run.notices().isEmpty()) {
      html.element("h3", "Notices").open("ul", "class", "plain");
      run.notices().forEach(notice -> html.element("li", notice));
      html.close();
    }
    if (!run.failedFiles().isEmpty()) {
      html.element("h3", "Files that could not be read");
      List<List<String>> files =
          run.failedFiles().stream().map(f -> List.of(f.url(), f.treated(), f.reason())).toList();
      table(html, "Files", "files", List.of("File", "Became", "Reason"), files, 9, 9);
    }
    html.close();
  }

  private void attributes(Html html) {
    section(html, "Attributes");
    List<List<String>> provenance = new ArrayList<>();
    List<List<String>> others = new ArrayList<>();
    Attributes attributes = report.group().attributes();
    attributes.forEach(
        (name, value) ->
            (isProvenance(name) ? provenance : others).add(List.of(name, PythonText.of(value))));
    if (!provenance.isEmpty()) {
      html.element("h3", "Where it comes from");
      facts(html, "Provenance", provenance);
    }
    if (!others.isEmpty()) {
      html.element("h3", "Of the dataset");
      facts(html, "Attributes of the dataset", others);
    }
    for (ArrayFacts facts : report.arrays()) {
      List<List<String>> rows = new ArrayList<>();
      facts.array().attributes().forEach((n, v) -> rows.add(List.of(n, PythonText.of(v))));
      if (!rows.isEmpty()) {
        html.open("details").open("summary").element("code", facts.name());
        html.text(" %,d".formatted(rows.size())).close();
        facts(html, "Attributes of " + facts.name(), rows);
        html.close();
      }
    }
    if (attributes.isEmpty()) {
      html.element("p", "The dataset has no attributes of its own.", "class", "quiet");
    }
    html.close();
  }

  /** Returns whether an attribute tells by what and from what a store was made. */
  static boolean isProvenance(String name) {
    return name.startsWith("arcoforge_") || name.startsWith("pangeo_forge_");
  }

  private static void section(Html html, String name) {
    String id = ReportPage.id(name);
    html.open("section", "aria-labelledby", id).element("h2", name, "id", id);
  }

  private static void facts(Html html, String name, List<List<String>> rows) {
    scroll(html, name).open("table", "class", "facts").open("tbody");
    for (List<String> row : rows) {
      html.open("tr").element("th", row.get(0), "scope", "row");
      html.element("td", cut(row.get(1))).close();
    }
    html.close().close().close();
  }

  private static String cut(String text) {
    return text.length() <= LONGEST
        ? text
        : "%s … (%,d characters)".formatted(text.substring(0, LONGEST), text.length());
  }

  private static Html scroll(Html html, String name) {
    return html.open(
        "div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", name);
  }

  /**
   * @param first the first column of numbers
   * @param last the last one
   */
  private static void table(
      Html html,
      String name,
      String kind,
      List<String> head,
      List<List<String>> rows,
      int first,
      int last) {
    scroll(html, name).open("table", "class", kind).open("thead").open("tr");
    for (int c = 0; c < head.size(); c++) {
      boolean number = c >= first && c <= last;
      html.element("th", head.get(c), "scope", "col", "class", number ? "number" : "");
    }
    html.close().close().open("tbody");
    for (List<String> row : rows) {
      html.open("tr").element("th", row.get(0), "scope", "row");
      for (int c = 1; c < row.size(); c++) {
        boolean number = c >= first && c <= last;
        html.element("td", row.get(c), "class", number ? "number" : "");
      }
      html.close();
    }
    html.close().close().close();
  }
}
