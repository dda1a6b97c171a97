package org.arcoforge.catalog;

/**
 * One thing that is wrong, or may be, in a feedstock's documents.
 *
 * @param source the file or URL
 * @param line from 1; 0 if it is about the whole document
 * @param path such as {@code stores[0].url}; empty if it is about the whole document
 * @param text what is there, and what to do
 */
public record Finding(Severity severity, String source, int line, String path, String text) {

  /** How bad it is. */
  public enum Severity {
    /** The catalog, or a reader of it, would fail. */
    FAULT,
    /** It works, but perhaps not as is meant. */
    WARNING
  }

  /** Texts become one line each, without what a terminal would act on. */
  public Finding {
    path = Quoted.plain(path);
    text = Quoted.plain(text);
  }

  /** Returns it as one line: {@code catalog.yaml:7: fault: stores[0].url: …}. */
  @Override
  public String toString() {
    return "%s%s: %s: %s%s"
        .formatted(
            source,
            line == 0 ? "" : ":" + line,
            severity == Severity.FAULT ? "fault" : "warning",
            path.isEmpty() ? "" : path + ": ",
            text);
  }
}
