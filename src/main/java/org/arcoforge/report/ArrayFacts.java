package org.arcoforge.report;

import org.arcoforge.zarr.ArrayMetadata;

/**
 * What a report knows of one array.
 *
 * @param isCoordinate whether xarray takes it for a coordinate
 * @param type in which xarray gives its values
 * @param codecs as the store's metadata name them
 * @param words how its values are told
 */
record ArrayFacts(
    ArrayMetadata array,
    boolean isCoordinate,
    DecodedType type,
    String codecs,
    ValueText words,
    Sample sample) {
  String name() {
    return array.name();
  }

  /** Returns whether it has a picture or values to show: indexes are shown as axes. */
  boolean isShown() {
    return !Decoding.isIndex(array);
  }
}
