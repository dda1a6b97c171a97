package org.arcoforge.report;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.arcoforge.dataset.ByteText;
import org.arcoforge.report.Check.Status;

/** A report as a page: whole, without scripts and without anything from elsewhere. */
final class ReportPage {
  /** What a browser may load for it: nothing but what is in it. */
  private static final String POLICY =
      "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'; form-action 'none'";

  private final ReportContent report;

  ReportPage(ReportContent report) {
    this.report = report;
  }

  String document() throws IOException {
    Html html = new Html();
    html.open("html", "lang", "en").open("head");
    html.open("meta", "charset", "utf-8");
    html.open("meta", "http-equiv", "Content-Security-Policy", "content", POLICY);
    html.open("meta", "name", "viewport", "content", "width=device-width, initial-scale=1");
    html.open("meta", "name", "color-scheme", "content", "light dark");
    html.open("meta", "name", "referrer", "content", "no-referrer");
    html.element("title", report.title() + " – ARCO Forge report");
    html.style(styleSheet());
    html.close().open("body");
    head(html);
    html.open("main");
    checks(html);
    new VariableSection(report).add(html);
    dataset(html);
    new TableSections(report).add(html);
    html.close();
    html.open("footer");
    html.text("Made by %s. Read for it: %s.".formatted(report.tool(), report.limits().text()));
    html.close().close().close();
    return html.document();
  }

  private static String styleSheet() throws IOException {
    try (InputStream css = ReportPage.class.getResourceAsStream("report.css")) {
      if (css == null) {
        throw new IOException("Cannot find report.css: the program is incomplete. Build it anew.");
      }
      return new String(css.readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  private void head(Html html) {
    html.open("header");
    html.element("p", "ARCO Forge report", "class", "kind");
    html.element("h1", report.title());
    html.open("p", "class", "uri").element("code", report.store()).close();
    html.open("p", "class", "verdict");
    for (Status status : List.of(Status.FAILED, Status.WARNING, Status.NOTE, Status.OK)) {
      long count = Check.count(report.checks(), status);
      if (count > 0) {
        badge(html, status, "%,d %s".formatted(count, words(status, count)));
        html.text(" ");
      }
    }
    html.close();
    html.open("dl", "class", "figures");
    figures().forEach(pair -> figure(html, pair.get(0), pair.get(1)));
    html.close();
    html.open("nav", "aria-label", "Sections").open("ul");
    List<String> sections =
        new ArrayList<>(List.of("Checks", "Variables", "Dataset", "Chunks", "Attributes"));
    if (report.run() != null) {
      sections.add(4, "Run");
    }
    for (String section : sections) {
      html.open("li").element("a", section, "href", "#" + id(section)).close();
    }
    html.close().close().close();
  }

  private static String words(Status status, long count) {
    return switch (status) {
      case OK -> "ok";
      case NOTE -> count == 1 ? "note" : "notes";
      case WARNING -> count == 1 ? "warning" : "warnings";
      case FAILED -> "failed";
    };
  }

  static String id(String section) {
    return section.toLowerCase(Locale.ROOT);
  }

  private List<List<String>> figures() {
    List<List<String>> figures = new ArrayList<>();
    long coordinates = report.arrays().stream().filter(ArrayFacts::isCoordinate).count();
    long data = report.arrays().size() - coordinates;
    figures.add(List.of("Data variables", "%,d".formatted(data)));
    figures.add(List.of("Coordinates", "%,d".formatted(coordinates)));
    figures.add(List.of("Arrays", ByteText.of(report.arrayBytes())));
    if (report.objects().isListed()) {
      long stored = report.objects().bytes();
      figures.add(List.of("Stored", ByteText.of(stored)));
      if (stored > 0 && report.isFixedSize()) {
        figures.add(List.of("Compression", ratio(report.arrayBytes(), stored)));
      }
      figures.add(List.of("Objects", "%,d".formatted(report.objects().count())));
    }
    RunFacts run = report.run();
    if (run != null) {
      figures.add(List.of("Source files", "%,d".formatted(run.files())));
      figures.add(List.of("Time", String.format(Locale.ROOT, "%.1f s", run.seconds())));
    }
    return figures;
  }

  /** Returns how many times less the stored bytes are, such as {@code 1.24 ×}. */
  static String ratio(long bytes, long stored) {
    return stored == 0 ? "" : String.format(Locale.ROOT, "%.2f ×", (double) bytes / stored);
  }

  private static void figure(Html html, String name, String value) {
    html.open("div").element("dt", name).element("dd", value).close();
  }

  private static void badge(Html html, Status status, String words) {
    html.element("span", words, "class", "badge " + status);
  }

  private void checks(Html html) {
    html.open("section", "aria-labelledby", "checks");
    html.element("h2", "Checks", "id", "checks");
    List<Check> open =
        report.checks().stream().filter(check -> check.status() != Status.OK).toList();
    if (open.isEmpty()) {
      html.element("p", "Nothing to look at.", "class", "quiet");
    } else {
      html.open("ul", "class", "checks");
      for (Status status : List.of(Status.FAILED, Status.WARNING, Status.NOTE)) {
        open.stream().filter(check -> check.status() == status).forEach(c -> item(html, c));
      }
      html.close();
    }
    List<Check> ok = report.checks().stream().filter(c -> c.status() == Status.OK).toList();
    if (!ok.isEmpty()) {
      html.open("details");
      html.element("summary", "%,d ok".formatted(ok.size()));
      html.open("ul", "class", "checks");
      ok.forEach(check -> item(html, check));
      html.close().close();
    }
    html.close();
  }

  private static void item(Html html, Check check) {
    html.open("li");
    badge(html, check.status(), words(check.status(), 1));
    html.open("p");
    if (!check.variable().isEmpty()) {
      html.element("code", check.variable()).text(" ");
    }
    html.text(check.text()).close().close();
  }

  private void dataset(Html html) {
    html.open("section", "aria-labelledby", "dataset");
    html.element("h2", "Dataset", "id", "dataset");
    html.element("p", "As xarray opens it.", "class", "quiet");
    html.open("div", "class", "scroll", "tabindex", "0", "role", "region", "aria-label", "Dataset");
    html.open("pre").element("code", report.dataset()).close();
    html.close().close();
  }
}
