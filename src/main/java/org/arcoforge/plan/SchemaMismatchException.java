package org.arcoforge.plan;

import java.util.List;
import java.util.stream.Collectors;

/** Source files cannot be combined as they are. Holds every conflict found, not just the first. */
public final class SchemaMismatchException extends RuntimeException {
  private final List<Conflict> conflicts;

  SchemaMismatchException(List<Conflict> conflicts) {
    super(
        "Cannot combine the source files: "
            + (conflicts.size() == 1 ? "" : conflicts.size() + " conflicts.\n  ")
            + conflicts.stream().map(Conflict::toString).collect(Collectors.joining("\n  ")));
    this.conflicts = List.copyOf(conflicts);
  }

  public List<Conflict> conflicts() {
    return conflicts;
  }
}
