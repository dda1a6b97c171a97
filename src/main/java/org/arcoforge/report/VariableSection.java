package org.arcoforge.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.arcoforge.report.Sample.Lines;
import org.arcoforge.report.Sample.Plane;
import org.arcoforge.report.Sample.RecordSample;
import org.arcoforge.zarr.ArrayMetadata;

/** The section of a page that shows the values of each variable. */
final class VariableSection {
  /** More pictures make a page that browsers open slowly. */
  private static final int MOST_PICTURES = 100;

  private final ReportContent report;

  VariableSection(ReportContent report) {
    this.report = report;
  }

  void add(Html html) throws IOException {
    html.open("section", "aria-labelledby", "variables");
    html.element("h2", "Variables", "id", "variables");
    List<ArrayFacts> shown = new ArrayList<>();
    for (boolean coordinates : new boolean[] {false, true}) {
      report.arrays().stream()
          .filter(array -> array.isShown() && array.isCoordinate() == coordinates)
          .forEach(shown::add);
    }
    if (shown.isEmpty()) {
      html.element("p", "There are none.", "class", "quiet");
    }
    for (int i = 0; i < Math.min(shown.size(), MOST_PICTURES); i++) {
      variable(html, shown.get(i), i);
    }
    if (shown.size() > MOST_PICTURES) {
      html.element(
          "p",
          "%,d more are not shown here; report.json has their figures."
              .formatted(shown.size() - MOST_PICTURES),
          "class",
          "quiet");
    }
    html.close();
  }

  private void variable(Html html, ArrayFacts facts, int number) throws IOException {
    ArrayMetadata array = facts.array();
    html.open("article", "aria-labelledby", "v" + number);
    html.open("h3", "id", "v" + number).element("code", facts.name());
    html.element("span", " " + subtitle(facts), "class", "quiet");
    html.close();
    array
        .attributes()
        .text("long_name")
        .or(() -> array.attributes().text("standard_name"))
        .ifPresent(name -> html.element("p", name, "class", "name"));
    Sample sample = facts.sample();
    if (!sample.note().isEmpty()) {
      html.element("p", sample.note(), "class", "remark");
    } else if (!sample.texts().isEmpty()) {
      texts(html, sample);
    } else if (PlotDimensions.of(array.shape()).horizontal() < 0) {
      html.element("p", facts.words().value(sample.all().mean()), "class", "value");
    } else if (sample.records().get(0).content() instanceof Plane) {
      maps(html, facts, number);
    } else {
      lines(html, facts);
    }
    if (sample.all().values() > 1) {
      figures(html, facts);
    }
    html.close();
  }

  private static String subtitle(ArrayFacts facts) {
    List<String> words = new ArrayList<>();
    if (!facts.array().dimensions().isEmpty()) {
      words.add(String.join(" × ", facts.array().dimensions()));
    }
    if (facts.isCoordinate()) {
      words.add("coordinate");
    }
    return String.join(", ", words);
  }

  private static void texts(Html html, Sample sample) {
    html.open("p", "class", "texts");
    for (String text : sample.texts()) {
      String cut = text.length() > 200 ? text.substring(0, 200) + "…" : text;
      html.element("code", cut).text(" ");
    }
    html.close();
    html.element("p", "Shown: %s.".formatted(sample.text()), "class", "quiet");
  }

  private Axis axis(ArrayMetadata array, int dimension) {
    return Axis.of(array, dimension, report.axes());
  }

  private void maps(Html html, ArrayFacts facts, int number) throws IOException {
    ArrayMetadata array = facts.array();
    PlotDimensions plot = PlotDimensions.of(array.shape());
    Axis vertical = axis(array, plot.vertical());
    Axis horizontal = axis(array, plot.horizontal());
    List<Raster> rasters = new ArrayList<>();
    for (RecordSample record : facts.sample().records()) {
      if (record.content() instanceof Plane plane) {
        rasters.add(plane.raster());
      }
    }
    ColourScale scale = ColourScale.of(rasters);
    MapFigure figure = new MapFigure(vertical, horizontal, scale);
    html.open("div", "class", rasters.size() > 1 ? "pair" : "pair single");
    for (int i = 0; i < rasters.size(); i++) {
      RecordSample record = facts.sample().records().get(i);
      long[] rows = MapFigure.ends(record.region(), plot.vertical());
      long[] columns = MapFigure.ends(record.region(), plot.horizontal());
      html.open("figure");
      figure.add(
          html,
          rasters.get(i),
          rows,
          columns,
          described(facts, record, vertical, horizontal, rows, columns));
      html.open("figcaption")
          .text(caption(record, rasters.get(i), vertical, horizontal, rows, columns));
      html.close().close();
    }
    html.close();
    if (facts.sample().all().finite() > 0) {
      boolean missing =
          facts.sample().records().stream().anyMatch(r -> r.statistics().missing() > 0);
      figure.addBar(html, "scale" + number, facts.words(), missing);
    }
  }

  private static String described(
      ArrayFacts facts,
      RecordSample record,
      Axis vertical,
      Axis horizontal,
      long[] rows,
      long[] columns) {
    return "Map of %s%s. Across: %s. Upright: %s. %s"
        .formatted(
            facts.name(),
            record.label().isEmpty() ? "" : " at " + record.label(),
            horizontal.range(columns[0], columns[1]),
            vertical.range(rows[0], rows[1]),
            values(facts, record.statistics()));
  }

  private static String values(ArrayFacts facts, Statistics statistics) {
    if (statistics.finite() == 0) {
      return "No value is there.";
    }
    return "Values from %s to %s; %s missing."
        .formatted(
            facts.words().value(statistics.lowest()),
            facts.words().value(statistics.highest()),
            CheckVariable.percent(statistics.missingPart()));
  }

  private static String caption(
      RecordSample record,
      Raster raster,
      Axis vertical,
      Axis horizontal,
      long[] rows,
      long[] columns) {
    List<String> parts = new ArrayList<>();
    if (!record.label().isEmpty()) {
      parts.add(record.label());
    }
    if (!record.isWhole()) {
      parts.add(
          "only a part: %s, %s"
              .formatted(
                  vertical.range(rows[0], rows[1]), horizontal.range(columns[0], columns[1])));
    }
    if (raster.rowStep() > 1 || raster.columnStep() > 1) {
      parts.add("one of %d × %d values drawn".formatted(raster.rowStep(), raster.columnStep()));
    }
    if (record.statistics().isAllMissing()) {
      parts.add("all values are missing");
    }
    return String.join("; ", parts);
  }

  private void lines(Html html, ArrayFacts facts) {
    ArrayMetadata array = facts.array();
    PlotDimensions plot = PlotDimensions.of(array.shape());
    int dimension = plot.vertical() < 0 ? plot.horizontal() : plot.vertical();
    Axis along = axis(array, dimension);
    RecordSample record = facts.sample().records().get(0);
    if (!(record.content() instanceof Lines content)) {
      return;
    }
    long[] ends = MapFigure.ends(record.region(), dimension);
    Statistics statistics = record.statistics();
    html.open("figure");
    LineFigure.add(
        html,
        content.lines(),
        along,
        ends,
        statistics.lowest(),
        statistics.highest(),
        facts.words(),
        "Line of %s along %s. %s"
            .formatted(facts.name(), along.range(ends[0], ends[1]), values(facts, statistics)));
    List<String> parts = new ArrayList<>();
    if (!record.isWhole()) {
      parts.add("only a part: " + along.range(ends[0], ends[1]));
    }
    if (content.lines().size() > 1) {
      parts.add(
          "a line for each of %d indexes of %s"
              .formatted(content.lines().size(), array.dimensions().get(plot.horizontal())));
    }
    if (content.lines().get(0).valuesPerBin() > 1) {
      parts.add(
          "from the least to the largest of every %,d values"
              .formatted(content.lines().get(0).valuesPerBin()));
    }
    html.element("figcaption", String.join("; ", parts)).close();
  }

  private static void figures(Html html, ArrayFacts facts) {
    Statistics all = facts.sample().all();
    ValueText words = facts.words();
    html.open("dl", "class", "statistics");
    figure(html, "Least", words.value(all.lowest()));
    figure(html, "Mean", words.value(all.mean()));
    figure(html, "Largest", words.value(all.highest()));
    figure(html, "Missing", CheckVariable.percent(all.missingPart()));
    figure(html, "Read", facts.sample().text());
    html.close();
  }

  private static void figure(Html html, String name, String value) {
    html.open("div").element("dt", name).element("dd", value).close();
  }
}
