package org.arcoforge.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class OpenStoresTest {
  private static final String URL =
      "https://nyu1.osn.mghpcc.org/leap-pangeo-pipeline/winds/winds.zarr";
  private static final String ARRAY = "{\"shape\": [2], \"zarr_format\": 2}";

  @TempDir private Path folder = Path.of("");
  private final Map<String, String> documents = new HashMap<>();

  private List<String> found(String from, String to) throws IOException {
    Written.write(folder, from, to);
    Web web =
        url -> {
          if (url.contains("locked")) {
            throw new AccessDeniedException(url);
          }
          if (url.contains("broken")) {
            throw new IOException("Cannot fetch %s: it is broken.".formatted(url));
          }
          return Optional.ofNullable(documents.get(url))
              .map(text -> text.getBytes(StandardCharsets.UTF_8));
        };
    return CheckFeedstock.run(folder.toString(), Optional.of(web), Written::scratch)
        .findings()
        .stream()
        .map(finding -> finding.toString().replaceFirst("^.*/catalog", "catalog"))
        .toList();
  }

  private List<String> found() throws IOException {
    return found("PMEL", "PMEL");
  }

  @Test
  void aConsolidatedStoreOfEitherFormatOpens() throws IOException {
    documents.put(
        URL + "/zarr.json",
        """
        {"node_type": "group", "consolidated_metadata": {"kind": "inline", "metadata": {
          "t": {"node_type": "array", "shape": [2], "dimension_names": ["t"], "attributes": {}}}}}
        """);
    assertThat(found()).isEmpty();
    documents.clear();
    documents.put(URL + "/.zgroup", "{\"zarr_format\": 2}");
    documents.put(
        URL + "/.zmetadata",
        "{\"metadata\": {\"t/.zarray\": %s, \"t/.zattrs\": {\"_ARRAY_DIMENSIONS\": [\"t\"]}}}"
            .formatted(ARRAY));
    assertThat(found()).isEmpty();
  }

  @Test
  void aStoreThatTheLinesOfTheCatalogDoNotOpenIsAFault() throws IOException {
    assertThat(found())
        .containsExactly(
            "catalog.yaml:10: fault: stores[0].url: Cannot open %s as Zarr: it has neither zarr.json nor .zgroup. Check its address; a store that is still being written, or was given up, has none either."
                .formatted(URL));
    documents.put(URL + "/.zgroup", "{\"zarr_format\": 2}");
    assertThat(found())
        .containsExactly(
            "catalog.yaml:10: fault: stores[0].url: Cannot open %s without a list of its objects: it has no consolidated metadata, for .zmetadata is not there. Consolidate them, as zarr.consolidate_metadata does in Python."
                .formatted(URL));
    documents.put(URL + "/zarr.json", "{\"node_type\": \"group\"}");
    assertThat(found())
        .containsExactly(
            "catalog.yaml:10: fault: stores[0].url: Cannot open %s without a list of its objects: it has no consolidated metadata, for its zarr.json has none. Consolidate them, as zarr.consolidate_metadata does in Python."
                .formatted(URL));
    documents.put(URL + "/zarr.json", "<html>");
    assertThat(found().get(0))
        .startsWith(
            "catalog.yaml:10: fault: stores[0].url: Cannot read zarr.json of %s: it is not JSON, "
                .formatted(URL));
    assertThat(found(URL, "https://broken.org/a.zarr"))
        .containsExactly(
            "catalog.yaml:10: fault: stores[0].url: Cannot fetch https://broken.org/a.zarr/zarr.json: it is broken.");
  }

  @Test
  void bucketsAreAskedOverHttp() throws IOException {
    documents.put(
        "https://storage.googleapis.com/b/a.zarr/zarr.json",
        "{\"node_type\": \"group\", \"consolidated_metadata\": {\"kind\": \"inline\", \"metadata\": {}}}");
    assertThat(found(URL, "gs://b/a.zarr"))
        .containsExactly(
            "catalog.yaml:10: warning: stores[0].url: the store has no arrays in its root group.");
  }

  @Test
  void aStoreBehindALoginMustBeSaidNotToBePublic() throws IOException {
    assertThat(found(URL, "https://locked.org/a.zarr"))
        .containsExactly(
            "catalog.yaml:10: fault: stores[0].url: Cannot open https://locked.org/a.zarr: the server wants a login. Let everybody read the store, or write 'public: false'.");
    String private_ =
        Written.CATALOG.substring(
            Written.CATALOG.indexOf("    url: \"" + URL),
            Written.CATALOG.indexOf("    geospatial"));
    assertThat(
            found(
                private_,
                private_.replace(URL, "https://locked.org/a.zarr").replace("true", "false")))
        .containsExactly(
            "catalog.yaml:10: warning: stores[0].url: was not opened: the server wants a login, as 'public: false' says.");
  }

  @Test
  void referencesAreJsonOrParquet() throws IOException {
    String zarr =
        Written.CATALOG.substring(
            Written.CATALOG.indexOf("    url: \"" + URL), Written.CATALOG.indexOf("    public"));
    for (String name : List.of("a.json", "a.parq")) {
      String url = "https://a.org/" + name;
      String document = name.equals("a.json") ? url : url + "/.zmetadata";
      String kerchunk = zarr.replace(URL, url).replace("engine: zarr", "engine: kerchunk");
      documents.clear();
      assertThat(found(zarr, kerchunk))
          .containsExactly(
              "catalog.yaml:10: fault: stores[0].url: Cannot open the references %s: there is no such document. Name a .json file, or a folder with .zmetadata of Parquet references."
                  .formatted(url));
      documents.put(document, "<html>");
      assertThat(found(zarr, kerchunk))
          .containsExactly(
              "catalog.yaml:10: fault: stores[0].url: Cannot open the references %s: they are not JSON. Check the URL."
                  .formatted(url));
      documents.put(document, "{\"a\": 1}");
      assertThat(found(zarr, kerchunk))
          .containsExactly(
              "catalog.yaml:10: fault: stores[0].url: Cannot open the references %s: they name no Zarr array. Check the URL, and the engine."
                  .formatted(url));
      String member = name.equals("a.json") ? "refs" : "metadata";
      documents.put(document, "{\"%s\": {\"t/.zarray\": %s}}".formatted(member, ARRAY));
      assertThat(found(zarr, kerchunk)).isEmpty();
      documents.put(document, "{\"t/.zarray\": %s}".formatted(ARRAY));
      assertThat(found(zarr, kerchunk)).isEmpty();
    }
  }
}
