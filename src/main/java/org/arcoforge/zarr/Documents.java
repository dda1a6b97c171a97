package org.arcoforge.zarr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.arcoforge.store.Store;
import org.arcoforge.store.StoreKey;
import org.jspecify.annotations.Nullable;

/** The metadata documents of a store. Errors name the store and the key. */
final class Documents {
  final Store store;

  Documents(Store store) {
    this.store = store;
  }

  /** Makes an array of its document; throws with the reason if that is not possible. */
  interface Parser {
    StoredArray parse() throws IOException;
  }

  Optional<ObjectNode> find(String key) throws IOException {
    Optional<byte[]> bytes = store.get(new StoreKey(key));
    if (bytes.isEmpty()) {
      return Optional.empty();
    }
    try {
      return Optional.of(Json.parse(bytes.get()));
    } catch (IOException e) {
      throw unreadable(key, e.getMessage(), e);
    }
  }

  ObjectNode get(String key) throws IOException {
    Optional<ObjectNode> found = find(key);
    if (found.isEmpty()) {
      throw unreadable(key, "it is not there", null);
    }
    return found.get();
  }

  /** Returns the document {@code key}, from consolidated metadata if there are any. */
  ObjectNode get(JsonNode consolidated, String key) throws IOException {
    if (!consolidated.isObject()) {
      return get(key);
    }
    if (Json.get(consolidated, key) instanceof ObjectNode object) {
      return object;
    }
    throw unreadable(key, "the consolidated metadata have no object of that name", null);
  }

  /** Returns the document {@code key}, or an empty one; see {@link #get(JsonNode, String)}. */
  ObjectNode findV2(JsonNode consolidated, String key) throws IOException {
    if (consolidated.isObject()) {
      return consolidated.has(key) ? get(consolidated, key) : Json.NODES.objectNode();
    }
    return find(key).orElseGet(Json.NODES::objectNode);
  }

  /** Returns the names of the folders of the root that hold {@code file}, sorted. */
  List<String> folders(String file) throws IOException {
    String ending = "/" + file;
    return store.list("").stream()
        .map(StoreKey::path)
        .filter(
            path -> path.endsWith(ending) && path.indexOf('/') == path.length() - ending.length())
        .map(path -> path.substring(0, path.length() - ending.length()))
        .toList();
  }

  StoredArray parse(String key, Parser parser) throws IOException {
    try {
      return parser.parse();
    } catch (IOException | IllegalArgumentException e) {
      throw unreadable(key, e.getMessage(), e);
    }
  }

  IOException unreadable(String key, @Nullable String reason, @Nullable Exception cause) {
    return new IOException("Cannot read %s of %s: %s.".formatted(key, store, reason), cause);
  }
}
