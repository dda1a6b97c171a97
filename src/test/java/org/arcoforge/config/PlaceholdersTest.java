package org.arcoforge.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PlaceholdersTest {
  private static final Placeholders NAMES =
      Placeholders.of(Map.of("feedstock", "my$1\\feed", "recipe_id", "sst", "job_name", "sst-1"));

  @ParameterizedTest
  @CsvSource({
    "gs://b/{feedstock}/{recipe_id}.zarr, gs://b/my$1\\feed/sst.zarr",
    "{job_name}{job_name},                sst-1sst-1",
    "a/b,                                 a/b",
    "'',                                  ''",
    "a{b,                                 a{b",
    "a}b,                                 a}b",
    "{a/b},                               {a/b}",
    "{{recipe_id}},                       {sst}",
  })
  void placeholdersGiveWayToValues(String text, String expanded) {
    assertThat(NAMES.expand("--target", text)).isEqualTo(expanded);
  }

  @Test
  void valuesAreNotExpandedAgain() {
    Placeholders names = Placeholders.of(Map.of("feedstock", "{recipe_id}", "recipe_id", "sst"));
    assertThat(names.expand("--target", "{feedstock}")).isEqualTo("{recipe_id}");
  }

  @ParameterizedTest
  @CsvSource({"{recipe}", "{RECIPE_ID}", "{}", "{ recipe_id }", "{recipe_id}/{recipe}"})
  void anUnknownPlaceholderIsNamedWithThoseThereAre(String text) {
    String name = text.replaceFirst("^\\{recipe_id}/", "");
    assertThatThrownBy(() -> NAMES.expand("--cache", text))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Invalid value for option '--cache': '%s' has the placeholder %s; there are {feedstock}, {recipe_id}, {job_name}. Use one of these."
                .formatted(text, name));
  }

  @Test
  void aPlaceholderWithoutAValueIsNamed() {
    assertThatThrownBy(() -> Placeholders.of(Map.of()).expand("--target", "a/{recipe_id}"))
        .hasMessage(
            "Invalid value for option '--target': 'a/{recipe_id}' has {recipe_id}, which nothing is known for here. Write it out.");
  }
}
