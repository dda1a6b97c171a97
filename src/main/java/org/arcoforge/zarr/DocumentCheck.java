package org.arcoforge.zarr;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.arcoforge.store.Store;
import org.arcoforge.store.StoreKey;

/** Compares the metadata documents of a store with those that it should have. */
public final class DocumentCheck {
  private DocumentCheck() {}

  /**
   * Returns every difference as a sentence that names the document, the place in it and both
   * values; none if all documents say the same. The order of members and white space do not matter.
   *
   * @throws IOException if a document cannot be fetched
   */
  public static List<String> differences(GroupMetadata expected, Store store) throws IOException {
    Map<StoreKey, byte[]> documents = new LinkedHashMap<>(expected.arrayDocuments());
    documents.putAll(expected.rootDocuments());
    List<String> differences = new ArrayList<>();
    for (Map.Entry<StoreKey, byte[]> document : documents.entrySet()) {
      Optional<byte[]> found = store.get(document.getKey());
      if (found.isEmpty()) {
        differences.add("Document %s is missing.".formatted(document.getKey()));
        continue;
      }
      JsonNode wanted = Json.parse(document.getValue());
      try {
        add(document.getKey(), "", wanted, Json.parse(found.get()), differences);
      } catch (IOException e) {
        differences.add("Document %s is damaged: %s".formatted(document.getKey(), e.getMessage()));
      }
    }
    return differences;
  }

  private static void add(
      StoreKey key, String path, JsonNode expected, JsonNode found, List<String> differences) {
    if (expected.isObject() && found.isObject()) {
      Set<String> names = new LinkedHashSet<>();
      expected.fieldNames().forEachRemaining(names::add);
      found.fieldNames().forEachRemaining(names::add);
      for (String name : names) {
        add(key, path + "/" + name, expected.path(name), found.path(name), differences);
      }
    } else if (!expected.equals(found)) {
      differences.add(
          "Document %s has %s at %s; the recipe gives %s."
              .formatted(key, text(found), path, text(expected)));
    }
  }

  private static String text(JsonNode node) {
    return node.isMissingNode() ? "nothing" : node.toString();
  }
}
