package org.arcoforge.zarr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.arcoforge.dataset.Attributes;
import org.jspecify.annotations.Nullable;

/**
 * What a reader without a list of objects, such as xarray over HTTP, learns of the root group of a
 * store from its consolidated metadata. Codecs and data types are not looked at, so it is read of
 * every store, sharded ones too.
 *
 * @param attributes those of the root
 */
public record StoreOutline(ZarrFormat format, Attributes attributes, List<ArrayOutline> arrays) {

  /** Where the store's documents are. */
  public interface Documents {
    /** Returns the object under {@code key}; empty if there is none. */
    Optional<byte[]> get(String key) throws IOException;
  }

  /**
   * One array.
   *
   * @param dimensions a name for each dimension
   */
  public record ArrayOutline(
      String name, List<Long> shape, List<String> dimensions, Attributes attributes) {
    public ArrayOutline {
      shape = List.copyOf(shape);
      dimensions = List.copyOf(dimensions);
    }

    /** Returns whether it holds the values of a dimension, whose name it has. */
    public boolean isIndex() {
      return dimensions.equals(List.of(name));
    }
  }

  public StoreOutline {
    arrays = List.copyOf(arrays);
  }

  /**
   * Reads the documents of a store.
   *
   * @param store its address, for messages
   * @throws IOException if it is no Zarr group, has no consolidated metadata, or has an array that
   *     xarray cannot take for a variable
   */
  public static StoreOutline read(String store, Documents documents) throws IOException {
    Optional<byte[]> root = documents.get(DocumentsV3.KEY);
    if (root.isPresent()) {
      return readV3(store, json(store, DocumentsV3.KEY, root.get()));
    }
    Optional<byte[]> consolidated = documents.get(DocumentsV2.CONSOLIDATED);
    boolean group = documents.get(DocumentsV2.GROUP).isPresent();
    if (consolidated.isPresent() && group) {
      return readV2(store, json(store, DocumentsV2.CONSOLIDATED, consolidated.get()));
    }
    if (group) {
      throw unlisted(store, DocumentsV2.CONSOLIDATED + " is not there");
    }
    throw new IOException(
        ("Cannot open %s as Zarr: it has neither zarr.json nor .zgroup. Check its address;"
                + " a store that is still being written, or was given up, has none either.")
            .formatted(store));
  }

  private static StoreOutline readV3(String store, ObjectNode root) throws IOException {
    if (!Json.get(root, "node_type").asText().equals("group")) {
      throw unreadable(store, DocumentsV3.KEY, "it is no group", null);
    }
    Optional<ObjectNode> nodes = DocumentsV3.consolidated(root);
    if (nodes.isEmpty()) {
      throw unlisted(store, "its zarr.json has none");
    }
    List<ArrayOutline> arrays = new ArrayList<>();
    for (Map.Entry<String, JsonNode> node : nodes.get().properties()) {
      String name = node.getKey();
      boolean array = Json.get(node.getValue(), "node_type").asText().equals("array");
      if (array && !name.contains("/")) {
        Attributes attributes = AttributeJson.read(Json.get(node.getValue(), "attributes"));
        JsonNode dimensions = Json.get(node.getValue(), "dimension_names");
        arrays.add(outline(store, DocumentsV3.KEY, name, node.getValue(), dimensions, attributes));
      }
    }
    Attributes attributes = AttributeJson.read(Json.get(root, "attributes"));
    return new StoreOutline(ZarrFormat.V3, attributes, arrays);
  }

  private static StoreOutline readV2(String store, ObjectNode consolidated) throws IOException {
    String key = DocumentsV2.CONSOLIDATED;
    if (!(Json.get(consolidated, "metadata") instanceof ObjectNode documents)) {
      throw unreadable(store, key, "it has no member metadata", null);
    }
    List<ArrayOutline> arrays = new ArrayList<>();
    String ending = "/" + DocumentsV2.ARRAY;
    for (Map.Entry<String, JsonNode> document : documents.properties()) {
      String path = document.getKey();
      int end = path.length() - ending.length();
      if (path.endsWith(ending) && path.indexOf('/') == end) {
        String name = path.substring(0, end);
        JsonNode attributes = Json.get(documents, name + "/" + DocumentsV2.ATTRIBUTES);
        JsonNode dimensions = Json.get(attributes, DocumentsV2.DIMENSIONS);
        arrays.add(
            outline(
                store,
                key,
                name,
                document.getValue(),
                dimensions,
                AttributeJson.read(attributes).without(DocumentsV2.DIMENSIONS)));
      }
    }
    Attributes attributes = AttributeJson.read(Json.get(documents, DocumentsV2.ATTRIBUTES));
    return new StoreOutline(ZarrFormat.V2, attributes, arrays);
  }

  private static ArrayOutline outline(
      String store,
      String key,
      String name,
      JsonNode json,
      JsonNode dimensions,
      Attributes attributes)
      throws IOException {
    List<Long> shape;
    try {
      shape = Json.lengths(json, "shape");
    } catch (IOException e) {
      throw unreadable(store, key, "of array '" + name + "', " + e.getMessage(), e);
    }
    List<String> names = new ArrayList<>();
    // A dimension may have no name in Zarr 3, but in no variable.
    dimensions.forEach(dimension -> names.add(dimension.isTextual() ? dimension.textValue() : ""));
    boolean named =
        names.size() == shape.size()
            && (shape.isEmpty() || dimensions.isArray())
            && names.stream().noneMatch(String::isEmpty);
    if (!named) {
      throw unreadable(
          store,
          key,
          "array '%s' of shape %s has the names of dimensions %s, but xarray needs one for each"
              .formatted(name, shape, dimensions),
          null);
    }
    return new ArrayOutline(name, shape, names, attributes);
  }

  private static ObjectNode json(String store, String key, byte[] bytes) throws IOException {
    try {
      return Json.parse(bytes);
    } catch (IOException e) {
      throw unreadable(store, key, String.valueOf(e.getMessage()), e);
    }
  }

  private static IOException unlisted(String store, String reason) {
    return new IOException(
        "Cannot open %s without a list of its objects: it has no consolidated metadata, for %s. Consolidate them, as zarr.consolidate_metadata does in Python."
            .formatted(store, reason));
  }

  private static IOException unreadable(
      String store, String key, String reason, @Nullable Exception cause) {
    return new IOException("Cannot read %s of %s: %s.".formatted(key, store, reason), cause);
  }
}
