package org.arcoforge.dataset;

import java.io.IOException;

/**
 * A dataset that takes its values from another. It checks what is asked for, so that the reader
 * only sees variables and regions that are there.
 */
final class View implements Dataset {
  /** Reads a region of a variable of the view. */
  @FunctionalInterface
  interface Reader {
    Block read(Variable variable, Region region) throws IOException;
  }

  private final Schema schema;
  private final Reader reader;

  View(Schema schema, Reader reader) {
    this.schema = schema;
    this.reader = reader;
  }

  @Override
  public Schema schema() {
    return schema;
  }

  @Override
  public Block read(String variable, Region region) throws IOException {
    Variable found = schema.variable(variable);
    Region all = schema.all(found);
    if (region.rank() != all.rank() || !all.contains(region)) {
      throw new IllegalArgumentException(
          "Cannot read %s of variable '%s': it spans %s.".formatted(region, variable, all));
    }
    return reader.read(found, region);
  }
}
