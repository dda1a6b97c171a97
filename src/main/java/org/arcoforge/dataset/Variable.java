package org.arcoforge.dataset;

import java.io.Serializable;
import java.util.List;

/**
 * A variable of a schema: a named array.
 *
 * @param dimensions names of its dimensions, slowest first; none for a scalar
 */
public record Variable(
    String name,
    DataType type,
    List<String> dimensions,
    Attributes attributes,
    NativeStorage storage)
    implements Serializable {
  public Variable {
    dimensions = List.copyOf(dimensions);
    if (storage.isChunked() && storage.chunk().size() != dimensions.size()) {
      throw new IllegalArgumentException(
          "Invalid native chunk %s of variable '%s' (dimensions %s)."
              .formatted(storage.chunk(), name, dimensions));
    }
  }

  /** Returns a variable stored in one piece. */
  public static Variable of(
      String name, DataType type, List<String> dimensions, Attributes attributes) {
    return new Variable(name, type, dimensions, attributes, NativeStorage.CONTIGUOUS);
  }

  /** Returns this under another name. */
  public Variable withName(String newName) {
    return new Variable(newName, type, dimensions, attributes, storage);
  }

  /** Returns this with another element type. */
  public Variable withType(DataType newType) {
    return new Variable(name, newType, dimensions, attributes, storage);
  }

  /**
   * Returns this with another numeric type. Attributes in the type of the variable, such as {@code
   * _FillValue} and {@code valid_range}, follow, rounded if it is a floating-point type; one that
   * an integer type has not is left out.
   */
  public Variable cast(DataType newType) {
    return Mapping.castVariable(this, newType);
  }

  /** Returns this with other attributes. */
  public Variable withAttributes(Attributes newAttributes) {
    return new Variable(name, type, dimensions, newAttributes, storage);
  }

  /** Returns this with other dimensions, stored as {@code newStorage} says. */
  public Variable withDimensions(List<String> newDimensions, NativeStorage newStorage) {
    return new Variable(name, type, newDimensions, attributes, newStorage);
  }

  /** Returns whether this is a coordinate variable: one-dimensional and named as its dimension. */
  public boolean isDimensionCoordinate() {
    return dimensions.size() == 1 && dimensions.get(0).equals(name);
  }
}
