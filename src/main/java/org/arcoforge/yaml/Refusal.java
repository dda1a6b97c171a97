package org.arcoforge.yaml;

import org.yaml.snakeyaml.error.Mark;

/** Says why a document is not read, and where that is. */
final class Refusal {
  private Refusal() {}

  /** Returns the error at a line and a column, both from 1. */
  static IllegalArgumentException at(
      String source, int line, int column, String what, String remedy) {
    return new IllegalArgumentException(
        "Cannot read %s: line %d, column %d: %s. %s."
            .formatted(source, line, column, what, remedy));
  }

  static IllegalArgumentException at(String source, Mark mark, String what, String remedy) {
    return at(source, mark.getLine() + 1, mark.getColumn() + 1, what, remedy);
  }
}
