package org.arcoforge.catalog;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectReader;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.util.List;
import java.util.Optional;
import org.arcoforge.yaml.YamlNode;
import org.arcoforge.zarr.StoreOutline;

/** Opens the stores of a catalog as its lines of Python would: over HTTP, without a list. */
record OpenStores(Web web, Findings findings) {
  private static final ObjectReader JSON = JsonMapper.builder().build().reader();

  /** Returns how many were opened, with success or not. */
  int open(List<StoreField> stores) {
    int opened = 0;
    for (StoreField store : stores) {
      if (store.url().isPresent()) {
        open(store, store.url().get(), store.engine());
        opened++;
      }
      store.rechunked().forEach(path -> open(store, path, "zarr"));
    }
    return opened;
  }

  private void open(StoreField store, YamlNode url, String engine) {
    String http = StoreUrls.http(url.text());
    try {
      if (engine.equals("zarr")) {
        StoreOutline outline = StoreOutline.read(http, key -> web.get(http + "/" + key));
        if (outline.arrays().isEmpty()) {
          findings.warning(url, "the store has no arrays in its root group.");
        }
      } else {
        openReferences(http);
      }
    } catch (AccessDeniedException e) {
      if (store.isPrivate()) {
        findings.warning(url, "was not opened: the server wants a login, as 'public: false' says.");
      } else {
        findings.fault(
            url,
            "Cannot open %s: the server wants a login. Let everybody read the store, or write 'public: false'."
                .formatted(http));
      }
    } catch (IOException e) {
      findings.fault(url, Quoted.plain(String.valueOf(e.getMessage())));
    }
  }

  private void openReferences(String http) throws IOException {
    Optional<byte[]> document =
        http.endsWith(".json") ? web.get(http) : web.get(http + "/.zmetadata");
    if (document.isEmpty()) {
      throw new IOException(
          "Cannot open the references %s: there is no such document. Name a .json file, or a folder with .zmetadata of Parquet references."
              .formatted(http));
    }
    JsonNode json;
    try {
      json = JSON.readTree(document.get());
    } catch (IOException e) {
      throw new IOException(
          "Cannot open the references %s: they are not JSON. Check the URL.".formatted(http), e);
    }
    JsonNode references = json.path(http.endsWith(".json") ? "refs" : "metadata");
    if (references.isMissingNode()) {
      references = json;
    }
    boolean array =
        references.properties().stream()
            .anyMatch(entry -> entry.getKey().endsWith("/.zarray") || isArray(entry.getValue()));
    if (!array) {
      throw new IOException(
          "Cannot open the references %s: they name no Zarr array. Check the URL, and the engine."
              .formatted(http));
    }
  }

  private static boolean isArray(JsonNode value) {
    return value.isTextual() && value.textValue().contains("\"node_type\":\"array\"");
  }
}
