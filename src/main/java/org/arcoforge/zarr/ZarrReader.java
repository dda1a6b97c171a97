package org.arcoforge.zarr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.arcoforge.dataset.Attributes;
import org.arcoforge.dataset.Block;
import org.arcoforge.dataset.Region;
import org.arcoforge.store.Store;
import org.arcoforge.store.StoreKey;

/**
 * Reads a store that this project, zarr-python or xarray wrote: the arrays of its root group;
 * groups within that are not looked at. Consolidated metadata are used if they are there; else the
 * whole store is listed, chunks too. An array that cannot be read (sharding, Fortran order, other
 * codecs and data types) is an error, never left out.
 *
 * <p>Immutable; several threads may read at once.
 */
public final class ZarrReader {
  private final Store store;
  private final GroupMetadata metadata;
  private final Map<String, StoredArray> arrays;

  private ZarrReader(Store store, GroupMetadata metadata, Map<String, StoredArray> arrays) {
    this.store = store;
    this.metadata = metadata;
    this.arrays = arrays;
  }

  /** Returns whether {@code store} has what makes it a Zarr store, of either format. */
  public static boolean isStore(Store store) throws IOException {
    return store.get(new StoreKey(DocumentsV3.KEY), 0, 1).isPresent()
        || store.get(new StoreKey(DocumentsV2.GROUP), 0, 1).isPresent();
  }

  /**
   * Reads the metadata of {@code store}.
   *
   * @throws IOException if it is no Zarr group, or has an array that cannot be read
   */
  public static ZarrReader open(Store store) throws IOException {
    Documents documents = new Documents(store);
    Optional<ObjectNode> root = documents.find(DocumentsV3.KEY);
    return root.isPresent() ? openV3(documents, root.get()) : openV2(documents);
  }

  private static ZarrReader openV3(Documents documents, ObjectNode root) throws IOException {
    if (!Json.get(root, "node_type").asText().equals("group")) {
      throw documents.unreadable(DocumentsV3.KEY, "it is no group", null);
    }
    Map<String, JsonNode> found = new LinkedHashMap<>();
    Optional<ObjectNode> consolidated = DocumentsV3.consolidated(root);
    if (consolidated.isPresent()) {
      consolidated.get().properties().forEach(e -> found.put(e.getKey(), e.getValue()));
    } else {
      for (String name : documents.folders(DocumentsV3.KEY)) {
        found.put(name, documents.get(name + "/" + DocumentsV3.KEY));
      }
    }
    Map<String, StoredArray> arrays = new LinkedHashMap<>();
    for (Map.Entry<String, JsonNode> entry : found.entrySet()) {
      String name = entry.getKey();
      if (!name.contains("/") && Json.get(entry.getValue(), "node_type").asText().equals("array")) {
        String key = name + "/" + DocumentsV3.KEY;
        arrays.put(name, documents.parse(key, () -> DocumentsV3.parse(name, entry.getValue())));
      }
    }
    Attributes attributes = AttributeJson.read(Json.get(root, "attributes"));
    return new ZarrReader(documents.store, group(ZarrFormat.V3, attributes, arrays), arrays);
  }

  private static ZarrReader openV2(Documents documents) throws IOException {
    if (documents.find(DocumentsV2.GROUP).isEmpty()) {
      throw new IOException(
          ("Cannot open %s as Zarr: it has neither zarr.json nor .zgroup. Check its address;"
                  + " a store that is still being written, or was given up, has none either.")
              .formatted(documents.store));
    }
    JsonNode consolidated =
        documents
            .find(DocumentsV2.CONSOLIDATED)
            .map(json -> Json.get(json, "metadata"))
            .orElse(Json.NODES.nullNode());
    List<String> names = new ArrayList<>();
    if (consolidated.isObject()) {
      String ending = "/" + DocumentsV2.ARRAY;
      for (Map.Entry<String, JsonNode> entry : consolidated.properties()) {
        if (entry.getKey().endsWith(ending)) {
          names.add(entry.getKey().substring(0, entry.getKey().length() - ending.length()));
        }
      }
    } else {
      names = documents.folders(DocumentsV2.ARRAY);
    }
    Map<String, StoredArray> arrays = new LinkedHashMap<>();
    for (String name : names) {
      if (!name.contains("/")) {
        String key = name + "/" + DocumentsV2.ARRAY;
        ObjectNode array = documents.get(consolidated, key);
        JsonNode attributes = documents.findV2(consolidated, name + "/" + DocumentsV2.ATTRIBUTES);
        arrays.put(name, documents.parse(key, () -> DocumentsV2.parse(name, array, attributes)));
      }
    }
    Attributes attributes =
        AttributeJson.read(documents.findV2(consolidated, DocumentsV2.ATTRIBUTES));
    return new ZarrReader(documents.store, group(ZarrFormat.V2, attributes, arrays), arrays);
  }

  private static GroupMetadata group(
      ZarrFormat format, Attributes attributes, Map<String, StoredArray> arrays) {
    return new GroupMetadata(
        format, attributes, arrays.values().stream().map(StoredArray::metadata).toList());
  }

  /**
   * Returns what the store's metadata say. Attributes have the types that JSON tells apart, {@code
   * _FillValue} that of its array.
   */
  public GroupMetadata metadata() {
    return metadata;
  }

  /**
   * Returns the chunk at {@code index} of {@code array}, in the full shape of a chunk: the array's
   * fill value where the store has no such chunk.
   *
   * @throws IOException if it cannot be read or decoded
   */
  public Block readChunk(ArrayMetadata array, long[] index) throws IOException {
    Optional<Block> found = findChunk(array, index);
    if (found.isPresent()) {
      return found.get();
    }
    try (ChunkCodec codec = new ChunkCodec(array, metadata.format())) {
      Block block = codec.fillBlock();
      block.fill(stored(array).missing());
      return block;
    }
  }

  /**
   * Returns the chunk at {@code index} of {@code array}, in the full shape of a chunk; empty if the
   * store has no such chunk.
   *
   * @throws IOException if it cannot be read or decoded
   */
  public Optional<Block> findChunk(ArrayMetadata array, long[] index) throws IOException {
    StoreKey key = key(array, index);
    Optional<byte[]> bytes = store.get(key);
    if (bytes.isEmpty()) {
      return Optional.empty();
    }
    try (ChunkCodec codec = new ChunkCodec(array, metadata.format())) {
      Block block = codec.decode(bytes.get());
      if (stored(array).bigEndian()) {
        reverse(block.bytes(), array.type().byteSize());
      }
      return Optional.of(block);
    } catch (IOException e) {
      throw new IOException("Cannot read %s of %s: %s".formatted(key, store, e.getMessage()), e);
    }
  }

  private static void reverse(byte[] bytes, int width) {
    for (int start = 0; start < bytes.length; start += width) {
      for (int i = start, j = start + width - 1; i < j; i++, j--) {
        byte swapped = bytes[i];
        bytes[i] = bytes[j];
        bytes[j] = swapped;
      }
    }
  }

  /**
   * Returns the values of {@code region} of the array called {@code name}.
   *
   * @throws IllegalArgumentException if there is no such array or the region is not within it
   */
  public Block read(String name, Region region) throws IOException {
    ArrayMetadata array = metadata.array(name);
    ChunkGrid grid = array.grid();
    Region chunks = grid.touchedBy(region);
    Block values = Block.allocate(array.type(), region);
    if (region.size() == 0) {
      return values;
    }
    ChunkGrid touched = new ChunkGrid(chunks.shape(), ones(chunks.rank()));
    for (long i = 0; i < touched.chunkCount(); i++) {
      long[] index = touched.index(i);
      for (int d = 0; d < index.length; d++) {
        index[d] += chunks.origin(d);
      }
      Region there = grid.region(index);
      Region part = there.intersect(region).orElseThrow();
      values.paste(
          readChunk(array, index),
          offset(part, there.origin()),
          offset(part, region.origin()),
          Block.shapeOf(part));
    }
    return values;
  }

  private static int[] offset(Region part, long[] origin) {
    int[] offset = new int[origin.length];
    for (int d = 0; d < offset.length; d++) {
      offset[d] = Math.toIntExact(part.origin(d) - origin[d]);
    }
    return offset;
  }

  private static int[] ones(int rank) {
    int[] ones = new int[rank];
    Arrays.fill(ones, 1);
    return ones;
  }

  private StoreKey key(ArrayMetadata array, long[] index) {
    array.grid().region(index);
    return stored(array).keys().key(array.name(), index);
  }

  private StoredArray stored(ArrayMetadata array) {
    StoredArray stored = arrays.get(array.name());
    if (stored == null || !stored.metadata().equals(array)) {
      throw new IllegalArgumentException(
          "Cannot read array '%s' of %s: it is not one of its arrays %s."
              .formatted(array.name(), store, arrays.keySet()));
    }
    return stored;
  }
}
