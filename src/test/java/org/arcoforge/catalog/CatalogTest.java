package org.arcoforge.catalog;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CatalogTest {
  private static final Web NONE = url -> Optional.empty();

  @TempDir private Path folder = Path.of("");

  private Catalog read(String name, String text) throws IOException {
    Path file = folder.resolve(name);
    Files.writeString(file, text);
    return Catalog.read(file.toString(), NONE);
  }

  @Test
  void allWordsMustOccurInWhateverCaseAndPlace() throws IOException {
    Catalog catalog =
        read(
            "a.json",
            """
            [{"title": "Sea Surface", "description": "daily\\nmaps", "tags": ["ocean", "Zarr"],
              "provenance": {"license": "CC-BY-4.0"}, "ncviewjs:meta_yaml_url": "https://a.org",
              "stores": [{"id": "sst", "name": null, "url": "gs://b/a.zarr"},
                         {"id": "x", "name": "Ice\\u001b[2J", "url": "gs://b/b.zarr"}]},
             {"title": "Sea Level", "description": "", "tags": null, "stores": null}]
            """);
    assertThat(catalog.search(List.of("SEA"))).hasSize(2);
    assertThat(catalog.search(List.of("sea", "maps", "zarr", "SST", "ice")))
        .containsExactly(
            new CatalogPage(
                "Sea Surface",
                "daily maps",
                List.of("ocean", "Zarr"),
                "CC-BY-4.0",
                "https://a.org",
                List.of(
                    new CatalogPage.PageStore("sst", "", "gs://b/a.zarr"),
                    new CatalogPage.PageStore("x", "Ice [2J", "gs://b/b.zarr"))));
    assertThat(catalog.search(List.of("sea", "land"))).isEmpty();
  }

  @Test
  void oneFeedstockIsACatalogToo() throws IOException {
    assertThat(read("single.json", "{\"title\": \"Winds\"}").pages()).hasSize(1);
    Written.write(folder, "PMEL", "PMEL");
    for (Path path : List.of(folder, folder.resolve("meta.yaml"))) {
      CatalogPage page = Catalog.read(path.toString(), NONE).pages().get(0);
      assertThat(page.title()).isEqualTo("Winds, 1982-1985");
      assertThat(page.license()).isEqualTo("CC-BY-4.0");
    }
    assertThat(Catalog.read(folder.toString(), NONE).search(List.of("wind", "monthly"))).hasSize(1);
  }

  @Test
  void whatIsNoCatalogIsSaidToBeNone() {
    assertThatThrownBy(() -> read("a.json", "<html>"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot read catalog %s/a.json: it is not JSON. Check its address.".formatted(folder));
    assertThatThrownBy(() -> read("a.json", "[{\"title\": \"a\"}, 5]"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot read catalog %s/a.json: its page 2 has no title. Name a catalog, such as %s."
                .formatted(folder, Catalog.LEAP));
    assertThatThrownBy(() -> Catalog.read("https://a.org/c.json", NONE))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "Cannot read catalog https://a.org/c.json: there is no such document. Check its address.");
    assertThatThrownBy(() -> Catalog.read(folder.resolve("none").toString(), NONE))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot read catalog %s/none: %s/none: Cannot read it: there is no such file."
                .formatted(folder, folder));
  }
}
