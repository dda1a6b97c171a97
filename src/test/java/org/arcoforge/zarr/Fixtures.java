package org.arcoforge.zarr;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.util.Base64;
import java.util.Map;
import java.util.Objects;
import org.arcoforge.store.MemoryStore;
import org.arcoforge.store.Store;
import org.arcoforge.store.StoreKey;

/** What {@code src/test/corpus/zarr/make_zarr.py} made. */
final class Fixtures {
  private Fixtures() {}

  static JsonNode json(String name) throws IOException {
    try (InputStream stream = Fixtures.class.getResourceAsStream("/zarr/" + name + ".json")) {
      return new ObjectMapper().readTree(Objects.requireNonNull(stream, name));
    }
  }

  /** Returns the store that {@code name} holds, as a new one. */
  static Store store(String name) throws IOException {
    Store store = new MemoryStore();
    for (Map.Entry<String, JsonNode> object : json(name).properties()) {
      String text = object.getValue().asText();
      byte[] bytes =
          text.startsWith("base64:")
              ? Base64.getDecoder().decode(text.substring(7))
              : text.getBytes(UTF_8);
      store.put(new StoreKey(object.getKey()), ByteBuffer.wrap(bytes));
    }
    return store;
  }
}
