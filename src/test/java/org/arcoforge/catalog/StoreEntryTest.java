package org.arcoforge.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.arcoforge.dataset.Attributes;
import org.arcoforge.yaml.YamlDocument;
import org.arcoforge.yaml.YamlNode;
import org.arcoforge.yaml.YamlNode.Kind;
import org.arcoforge.zarr.StoreOutline;
import org.arcoforge.zarr.ZarrFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StoreEntryTest {
  private static StoreOutline store(Attributes attributes) {
    return new StoreOutline(ZarrFormat.V3, attributes, List.of());
  }

  @Test
  void theEntryIsABlockOfCatalogYaml() {
    Attributes attributes =
        Attributes.NONE.with("pangeo_forge_build_timestamp", "2024-11-19T21:19:44Z");
    assertThat(
            StoreEntry.of(
                    store(attributes), "winds", "Winds", "https://a.org/w.zarr", Optional.of(true))
                .yaml())
        .isEqualTo(
            """
            stores:
              - id: "winds"
                name: "Winds"
                url: "https://a.org/w.zarr"
                xarray_open_kwargs:
                  engine: zarr
                public: true
                geospatial: false
                last_updated: "2024-11-19T21:19:44Z"
            """);
  }

  @Test
  void whatIsNotKnownIsLeftOut() {
    assertThat(StoreEntry.of(store(Attributes.NONE), "w", "W", "u", Optional.empty()).yaml())
        .doesNotContain("public", "last_updated");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "2020",
        "no",
        "null",
        "2020-01-01",
        "a: b # c",
        "say \"hi\" \\ there",
        "0.25° \uD83C\uDF0A ひ",
        "a\nb\tc\u0000\u0085\u2028\uFEFF\u200B",
        "",
      })
  void textsAreReadBackAsTheyWere(String text) {
    String yaml = StoreEntry.of(store(Attributes.NONE), text, text, text, Optional.empty()).yaml();
    YamlNode read = YamlDocument.parse(yaml, "entry").find("stores").orElseThrow().items().get(0);
    for (String key : List.of("id", "name", "url")) {
      assertThat(read.find(key).orElseThrow().kind()).isEqualTo(Kind.STRING);
      assertThat(read.find(key).orElseThrow().text()).isEqualTo(text);
    }
  }
}
