package org.arcoforge.plan;

import java.io.Serializable;
import java.util.Map;
import org.arcoforge.dataset.Schema;
import org.arcoforge.dataset.TimeExtent;

/**
 * What planning needs to know of one source file: its schema after preprocessing, and of its values
 * only those that other files must agree with or that become a coordinate.
 *
 * @param ordinal the file's number in its pattern
 * @param values fingerprints of the variables to compare or to combine in the plan, by name
 * @param times what the values of variables that are times need, by name
 * @param bytes the file's size on disk
 * @param version changes when the file's bytes change; empty if that is not known
 */
public record FileIndex(
    long ordinal,
    Schema schema,
    Map<String, Fingerprint> values,
    Map<String, TimeExtent> times,
    long bytes,
    String version)
    implements Serializable {
  public FileIndex {
    values = Map.copyOf(values);
    times = Map.copyOf(times);
  }

  /** Returns this with another version. */
  public FileIndex withVersion(String other) {
    return new FileIndex(ordinal, schema, values, times, bytes, other);
  }
}
