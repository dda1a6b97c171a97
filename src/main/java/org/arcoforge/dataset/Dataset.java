package org.arcoforge.dataset;

import java.io.IOException;

/**
 * A lazily read view of named arrays. Views made from a dataset read nothing by themselves: a
 * schema costs no values, and a region of a view reads only what it needs.
 *
 * <p>Not safe for use by several threads at once.
 */
public interface Dataset {

  /** Returns names, types, shapes and attributes. */
  Schema schema();

  /**
   * Reads the values of {@code region} of {@code variable}, as the schema types them: packed values
   * stay packed, fill values stay as they are.
   *
   * @throws IllegalArgumentException if there is no such variable or the region is not within it
   * @throws IOException if the values cannot be read; the message names file and variable
   */
  Block read(String variable, Region region) throws IOException;

  /** Reads all of {@code variable}; see {@link #read(String, Region)}. */
  default Block read(String variable) throws IOException {
    return read(variable, schema().all(schema().variable(variable)));
  }
}
