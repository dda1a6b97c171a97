package org.arcoforge.plan;

import java.io.Serializable;
import java.util.List;
import org.arcoforge.dataset.ValueCoding;

/**
 * The values of a variable in one file, and what they mean there.
 *
 * @param dimensions in the order of the file
 */
record SharedValues(Fingerprint values, ValueCoding coding, List<String> dimensions)
    implements Serializable {
  SharedValues {
    dimensions = List.copyOf(dimensions);
  }

  @Override
  public String toString() {
    return values.toString();
  }
}
