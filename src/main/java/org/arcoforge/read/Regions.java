package org.arcoforge.read;

import org.arcoforge.dataset.Region;
import org.arcoforge.dataset.Schema;
import org.arcoforge.dataset.Variable;

/** Checks what callers ask for. */
final class Regions {
  private static final long MOST = Integer.MAX_VALUE - 8;

  private Regions() {}

  /** Checks that {@code region} is within {@code variable} and fits into a block. */
  static void check(Schema schema, Variable variable, Region region, String label) {
    Region all = schema.all(variable);
    if (region.rank() != all.rank() || !all.contains(region)) {
      throw new IllegalArgumentException(
          "Cannot read %s of '%s' of %s: it has %s."
              .formatted(region, variable.name(), label, all));
    }
    int width = variable.type().isFixedSize() ? variable.type().byteSize() : 16;
    if (region.size() > MOST / width) {
      throw new IllegalArgumentException(
          "Cannot read %s of '%s' of %s: at most %d elements at once."
              .formatted(region, variable.name(), label, MOST / width));
    }
  }
}
