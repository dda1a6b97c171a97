package org.arcoforge.zarr;

import java.io.Serializable;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.arcoforge.dataset.Attributes;
import org.arcoforge.store.StoreKey;

/**
 * The metadata of a whole store: one group of arrays. Says which documents the store must hold, so
 * that xarray decodes missing values, packing and time as it would from the netCDF source:
 *
 * <ul>
 *   <li>{@code _FillValue}, converted to the array's type, is the {@code fill_value} of a Zarr 2
 *       array, by which xarray masks, and of a Zarr 3 array, where xarray masks by an attribute
 *       that this class writes in xarray's own encoding. Without it {@code fill_value} is null in
 *       Zarr 2, and 0 or empty text in Zarr 3. Text arrays of Zarr 3 get no such attribute: xarray
 *       2026.9 cannot open a store that has one;
 *   <li>NaN is left out of {@code missing_value};
 *   <li>all other attributes stand as they are, in strict JSON: see the package's description.
 * </ul>
 *
 * @see <a href="https://zarr-specs.readthedocs.io/en/latest/v3/core/v3.0.html">Zarr 3</a>
 * @see <a href="https://zarr-specs.readthedocs.io/en/latest/v2/v2.0.html">Zarr 2</a>
 * @param attributes those of the root
 * @param arrays in the order in which documents list them; each name once
 */
public record GroupMetadata(ZarrFormat format, Attributes attributes, List<ArrayMetadata> arrays)
    implements Serializable {

  /**
   * @throws IllegalArgumentException if two arrays have one name, or an array has what its format
   *     cannot say: a checksum in Zarr 2, an attribute {@code _ARRAY_DIMENSIONS} there, or an
   *     infinite {@code missing_value}
   */
  public GroupMetadata {
    arrays = List.copyOf(arrays);
    Set<String> names = new HashSet<>();
    for (ArrayMetadata array : arrays) {
      if (!names.add(array.name())) {
        throw new IllegalArgumentException(
            "Invalid group: array '%s' stands twice.".formatted(array.name()));
      }
      AttributeJson.check(array.name(), array.attributes());
      if (format == ZarrFormat.V2) {
        DocumentsV2.check(array);
      }
    }
  }

  /**
   * Returns the array called {@code name}.
   *
   * @throws IllegalArgumentException if there is none
   */
  public ArrayMetadata array(String name) {
    return arrays.stream()
        .filter(array -> array.name().equals(name))
        .findFirst()
        .orElseThrow(
            () ->
                new IllegalArgumentException(
                    "Cannot find array '%s': there are %s."
                        .formatted(name, arrays.stream().map(ArrayMetadata::name).toList())));
  }

  /** Returns the documents of all arrays, in order. They are to be written before any chunk. */
  public Map<StoreKey, byte[]> arrayDocuments() {
    Map<StoreKey, byte[]> documents = new LinkedHashMap<>();
    for (ArrayMetadata array : arrays) {
      String folder = array.name() + "/";
      if (format == ZarrFormat.V3) {
        documents.put(new StoreKey(folder + DocumentsV3.KEY), Json.write(DocumentsV3.array(array)));
      } else {
        documents.put(
            new StoreKey(folder + DocumentsV2.ARRAY), Json.write(DocumentsV2.array(array)));
        documents.put(
            new StoreKey(folder + DocumentsV2.ATTRIBUTES),
            Json.write(DocumentsV2.attributes(array)));
      }
    }
    return documents;
  }

  /**
   * Returns the documents of the root, with the consolidated metadata of all arrays. They are to be
   * written last of all, in this order: only the last one makes the directory a group that zarr or
   * xarray open, with consolidated metadata or without.
   */
  public Map<StoreKey, byte[]> rootDocuments() {
    Map<StoreKey, byte[]> documents = new LinkedHashMap<>();
    if (format == ZarrFormat.V3) {
      documents.put(new StoreKey(DocumentsV3.KEY), Json.write(DocumentsV3.root(this)));
    } else {
      documents.put(
          new StoreKey(DocumentsV2.ATTRIBUTES), Json.write(AttributeJson.write(attributes)));
      documents.put(
          new StoreKey(DocumentsV2.CONSOLIDATED), Json.write(DocumentsV2.consolidated(this)));
      documents.put(new StoreKey(DocumentsV2.GROUP), Json.write(DocumentsV2.group()));
    }
    return documents;
  }

  /**
   * Returns every key by which a directory passes for a Zarr group or array, of either format, in
   * the order in which they are to be deleted to take a store out of service: once the first two
   * are gone, no reader opens it.
   */
  public static List<StoreKey> rootKeys() {
    return List.of(
        new StoreKey(DocumentsV3.KEY),
        new StoreKey(DocumentsV2.GROUP),
        new StoreKey(DocumentsV2.CONSOLIDATED),
        new StoreKey(DocumentsV2.ARRAY),
        new StoreKey(DocumentsV2.ATTRIBUTES));
  }

  /** Returns whether an object under {@code key} alone makes readers open a store. */
  public static boolean makesStore(StoreKey key) {
    return List.of(DocumentsV3.KEY, DocumentsV2.GROUP, DocumentsV2.ARRAY).contains(key.path());
  }

  /**
   * Returns where the chunk at {@code index} of {@code array} is: {@code sst/c/0/1} in Zarr 3,
   * {@code sst/0.1} in Zarr 2.
   */
  public StoreKey chunkKey(ArrayMetadata array, long[] index) {
    return ChunkKeys.of(format).key(array.name(), index);
  }
}
