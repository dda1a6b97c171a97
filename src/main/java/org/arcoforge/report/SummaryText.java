package org.arcoforge.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.arcoforge.dataset.ByteText;
import org.arcoforge.report.Check.Status;

/** A report in short, as Markdown: for the summary of a job on a server. */
final class SummaryText {
  private static final int MOST_LINES = 20;
  private static final int LONGEST = 300;

  private SummaryText() {}

  static String of(ReportContent report) {
    StringBuilder text = new StringBuilder();
    text.append("### ").append(escaped(report.title())).append("\n\n");
    text.append(figures(report)).append("\n\n");
    List<Check> checks = report.checks();
    text.append("**Checks:** ").append(counts(checks)).append("\n\n");
    List<String> lines = new ArrayList<>();
    for (Status status : List.of(Status.FAILED, Status.WARNING, Status.NOTE)) {
      for (Check check : checks) {
        if (check.status() == status) {
          String variable = check.variable().isEmpty() ? "" : " " + escaped(check.variable()) + ":";
          lines.add("**%s**%s %s".formatted(status, variable, escaped(check.text())));
        }
      }
    }
    append(lines, text);
    RunFacts run = report.run();
    if (run != null && !run.notices().isEmpty()) {
      text.append("**Notices:**\n\n");
      append(run.notices().stream().map(SummaryText::escaped).toList(), text);
    }
    if (run != null && !run.failedFiles().isEmpty()) {
      text.append("**Files that could not be read:**\n\n");
      append(
          run.failedFiles().stream()
              .map(f -> "%s %s: %s".formatted(f.treated(), escaped(f.url()), escaped(f.reason())))
              .toList(),
          text);
    }
    return text.append(fenced(report.dataset())).toString();
  }

  /** Returns such as {@code 12 ok, 1 warning}. */
  static String counts(List<Check> checks) {
    List<String> counts = new ArrayList<>();
    for (Status status : List.of(Status.FAILED, Status.WARNING, Status.NOTE, Status.OK)) {
      long count = Check.count(checks, status);
      if (count > 0) {
        boolean several = count > 1 && (status == Status.WARNING || status == Status.NOTE);
        counts.add("%,d %s%s".formatted(count, status, several ? "s" : ""));
      }
    }
    return String.join(", ", counts);
  }

  private static String figures(ReportContent report) {
    List<String> parts = new ArrayList<>();
    parts.add(escaped(report.store()));
    parts.add(
        "%s of arrays%s"
            .formatted(
                ByteText.of(report.arrayBytes()),
                report.objects().isListed()
                    ? " as %s in %,d objects"
                        .formatted(ByteText.of(report.objects().bytes()), report.objects().count())
                    : ""));
    RunFacts run = report.run();
    if (run != null) {
      parts.add(
          String.format(
              Locale.ROOT,
              "%s in %,d %s read in %.1f s",
              ByteText.of(run.sourceBytes()),
              run.files(),
              run.files() == 1 ? "file" : "files",
              run.seconds()));
    }
    return String.join(" · ", parts);
  }

  private static void append(List<String> lines, StringBuilder text) {
    lines.stream().limit(MOST_LINES).forEach(line -> text.append("- ").append(line).append('\n'));
    if (lines.size() > MOST_LINES) {
      text.append("- and %,d more\n".formatted(lines.size() - MOST_LINES));
    }
    if (!lines.isEmpty()) {
      text.append('\n');
    }
  }

  /** Returns {@code text} in a block that nothing in it ends. */
  private static String fenced(String text) {
    String fence = "```";
    while (text.contains(fence)) {
      fence += "`";
    }
    return "%s\n%s\n%s\n".formatted(fence, text, fence);
  }

  /** Returns {@code words} in one line of Markdown that means them and nothing else. */
  static String escaped(String words) {
    String line = words.replaceAll("\\s+", " ").replaceAll("\\p{Cntrl}", "\ufffd");
    String cut = line.length() > LONGEST ? line.substring(0, LONGEST) + "…" : line;
    return cut.replaceAll("([\\\\`*_{}\\[\\]#|~>$])", "\\\\$1")
        .replace("&", "&amp;")
        .replace("<", "&lt;")
        .replace("@", "&#64;")
        // Without its slashes nothing is made a link of.
        .replace("://", ":&#47;&#47;")
        .replace("www.", "www&#46;");
  }
}
