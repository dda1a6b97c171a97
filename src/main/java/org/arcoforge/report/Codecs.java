package org.arcoforge.report;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.json.JsonReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.arcoforge.store.Store;
import org.arcoforge.store.StoreKey;
import org.arcoforge.zarr.ZarrFormat;

/** What the metadata of a store say of its codecs in their own words, and whether in one piece. */
final class Codecs {
  private static final ObjectReader READER =
      JsonMapper.builder().enable(JsonReadFeature.ALLOW_NON_NUMERIC_NUMBERS).build().reader();

  private final Store store;
  private final ZarrFormat format;
  private final JsonNode consolidated;

  private Codecs(Store store, ZarrFormat format, JsonNode consolidated) {
    this.store = store;
    this.format = format;
    this.consolidated = consolidated;
  }

  static Codecs read(Store store, ZarrFormat format) throws IOException {
    JsonNode root = document(store, format == ZarrFormat.V3 ? "zarr.json" : ".zmetadata");
    JsonNode metadata = format == ZarrFormat.V3 ? root.path("consolidated_metadata") : root;
    return new Codecs(store, format, metadata.path("metadata"));
  }

  private static JsonNode document(Store store, String key) throws IOException {
    Optional<byte[]> bytes = store.get(new StoreKey(key));
    try {
      return bytes.isPresent()
          ? READER.readTree(bytes.get())
          : JsonNodeFactory.instance.missingNode();
    } catch (JsonProcessingException e) {
      throw new IOException(
          "Cannot read %s of %s: it is not JSON, %s.".formatted(key, store, e.getOriginalMessage()),
          e);
    }
  }

  /** Returns whether one document has the metadata of all arrays. */
  boolean isConsolidated() {
    return consolidated.isObject();
  }

  /**
   * Returns how the chunks of {@code array} are encoded, such as {@code blosc(zstd, 1, shuffle)}.
   */
  String of(String array) throws IOException {
    String key = array + (format == ZarrFormat.V3 ? "/zarr.json" : "/.zarray");
    JsonNode document =
        isConsolidated()
            ? consolidated.path(format == ZarrFormat.V3 ? array : key)
            : document(store, key);
    List<String> names = new ArrayList<>();
    if (format == ZarrFormat.V3) {
      for (JsonNode codec : document.path("codecs")) {
        String name = codec.path("name").asText();
        if (!name.equals("bytes") && !name.equals("vlen-utf8")) {
          names.add(text(name, codec.path("configuration")));
        }
      }
    } else {
      for (JsonNode filter : document.path("filters")) {
        if (!filter.path("id").asText().equals("vlen-utf8")) {
          names.add(text(filter.path("id").asText(), filter));
        }
      }
      JsonNode compressor = document.path("compressor");
      if (compressor.isObject()) {
        names.add(text(compressor.path("id").asText(), compressor));
      }
    }
    return names.isEmpty() ? "none" : String.join(", ", names);
  }

  private static String text(String name, JsonNode configuration) {
    List<String> words = new ArrayList<>();
    for (String key : List.of("cname", "clevel", "level", "shuffle")) {
      JsonNode value = configuration.path(key);
      if (value.isValueNode() && !value.isNull()) {
        words.add(key.equals("shuffle") ? shuffle(value) : value.asText());
      }
    }
    return words.isEmpty() ? name : "%s(%s)".formatted(name, String.join(", ", words));
  }

  private static String shuffle(JsonNode value) {
    if (!value.isNumber()) {
      return value.asText();
    }
    return switch (value.intValue()) {
      case 0 -> "noshuffle";
      case 1 -> "shuffle";
      case 2 -> "bitshuffle";
      default -> value.asText();
    };
  }
}
