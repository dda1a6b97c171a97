package org.arcoforge.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PlaceholdersTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "<title>",
        "https://doi.org/<DOI>",
        "TODO",
        "Winds. FIXME: which?",
        "CHANGE ME",
        "change-me",
        "replace_me",
        "Lorem ipsum dolor",
        "https://example.com/a",
        "https://data.example.org",
        "see http://www.example.net/a.zarr.",
        "https://host.example/a",
        "Julius",
        "Just a guy testing some recipes. Nothing to see here.",
        "Just a Test",
        "LEAP Data Library Prototype",
        "A prototype test for the LEAP Data Library refactor\n",
        "my-custom-tag",
        "The cool small Proto Dataset",
        "The even cooler large Proto Dataset",
        "https://github.com/leap-stc/proto_feedstock/blob/main/feedstock/meta.yaml",
        "gs://some-bucket/small.zarr",
      })
  void whatTemplatesHaveIsFound(String text) {
    assertThat(Placeholders.find(text)).isPresent();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Julius Busecke",
        "values < 0 and > 5",
        "see <https://doi.org/10.5281/zenodo.1>",
        "todo el mar",
        "https://examples.org/a",
        "https://myexample.com/a",
        "Just a Testament",
        "a prototype of a change method",
        "gs://some-buckets/a.zarr",
      })
  void whatPeopleWriteIsNot(String text) {
    assertThat(Placeholders.find(text)).isEmpty();
  }
}
