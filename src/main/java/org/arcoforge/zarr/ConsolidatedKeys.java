package org.arcoforge.zarr;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.arcoforge.store.StoreKey;

/**
 * The keys of a Zarr store that cannot list its objects, from its consolidated metadata: groups and
 * arrays of any depth, with any codecs and data types, sharded or not.
 *
 * @param documents those that must be there, each once
 * @param optional those that may be missing: chunks, which then have the fill value, and what
 *     consolidated metadata do not mention
 */
public record ConsolidatedKeys(List<StoreKey> documents, List<StoreKey> optional) {
  private static final long MOST_KEYS = 50_000_000;

  /**
   * Returns what {@code document} says that there is.
   *
   * @param key {@code zarr.json} with inline consolidated metadata or of an array; {@code
   *     .zmetadata}; or {@code .zarray} of an array in the root
   * @throws IOException with the reason, if it does not say all keys
   */
  public static ConsolidatedKeys parse(StoreKey key, byte[] document) throws IOException {
    ObjectNode json = Json.parse(document);
    Keys keys = new Keys(new LinkedHashSet<>(), new LinkedHashSet<>());
    keys.documents.add(key);
    try {
      if (key.path().equals(DocumentsV3.KEY)) {
        addV3("", json, keys);
      } else if (key.path().equals(DocumentsV2.ARRAY)) {
        keys.optional.add(new StoreKey(DocumentsV2.ATTRIBUTES));
        addV2("", json, keys);
      } else {
        addConsolidatedV2(json, keys);
      }
    } catch (IllegalArgumentException e) {
      throw new IOException(e.getMessage(), e);
    }
    keys.optional.removeAll(keys.documents);
    return new ConsolidatedKeys(List.copyOf(keys.documents), new ArrayList<>(keys.optional));
  }

  private record Keys(Set<StoreKey> documents, Set<StoreKey> optional) {}

  private static void addV3(String folder, JsonNode json, Keys keys) throws IOException {
    keys.documents.add(new StoreKey(folder + DocumentsV3.KEY));
    if (Json.text(json, "node_type").equals("array")) {
      DocumentsV3.requireName(json, "chunk_grid", "regular");
      List<Integer> chunk =
          Chunks.parse(Json.get(json.get("chunk_grid"), "configuration"), "chunk_shape");
      ChunkKeys chunkKeys = DocumentsV3.keys(Json.get(json, "chunk_key_encoding"));
      addChunks(folder, Json.lengths(json, "shape"), chunk, chunkKeys, keys);
      return;
    }
    JsonNode consolidated = Json.get(json, "consolidated_metadata");
    if (!(Json.get(consolidated, "metadata") instanceof ObjectNode nodes)) {
      if (folder.isEmpty()) {
        throw new IOException("its zarr.json has no consolidated metadata");
      }
      return; // The root has those of all depths.
    }
    for (Map.Entry<String, JsonNode> node : nodes.properties()) {
      addV3(folder + node.getKey() + "/", node.getValue(), keys);
    }
  }

  private static void addConsolidatedV2(ObjectNode json, Keys keys) throws IOException {
    if (!(Json.get(json, "metadata") instanceof ObjectNode documents)) {
      throw new IOException("its .zmetadata has no member metadata");
    }
    for (Map.Entry<String, JsonNode> document : documents.properties()) {
      String path = document.getKey();
      String folder = path.substring(0, path.lastIndexOf('/') + 1);
      String name = path.substring(folder.length());
      keys.documents.add(new StoreKey(path));
      if (name.equals(DocumentsV2.ARRAY)) {
        addV2(folder, document.getValue(), keys);
      } else if (name.equals(DocumentsV2.GROUP)) {
        keys.optional.add(new StoreKey(folder + DocumentsV2.CONSOLIDATED));
      }
    }
  }

  private static void addV2(String folder, JsonNode json, Keys keys) throws IOException {
    String separator = Json.get(json, "dimension_separator").asText(".");
    addChunks(
        folder,
        Json.lengths(json, "shape"),
        Chunks.parse(json, "chunks"),
        new ChunkKeys(false, Chunks.separator(separator)),
        keys);
  }

  private static void addChunks(
      String folder, List<Long> shape, List<Integer> chunk, ChunkKeys names, Keys keys)
      throws IOException {
    ChunkGrid grid =
        new ChunkGrid(
            shape.stream().mapToLong(Long::longValue).toArray(),
            chunk.stream().mapToInt(Integer::intValue).toArray());
    if (grid.chunkCount() > MOST_KEYS - keys.optional.size()) {
      throw new IOException(
          "its arrays have more than %,d chunks, too many to ask for one by one"
              .formatted(MOST_KEYS));
    }
    for (long i = 0; i < grid.chunkCount(); i++) {
      keys.optional.add(new StoreKey(folder + names.path(grid.index(i))));
    }
  }
}
