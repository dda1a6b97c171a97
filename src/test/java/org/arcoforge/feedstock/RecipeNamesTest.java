package org.arcoforge.feedstock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import javax.lang.model.SourceVersion;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecipeNamesTest {
  @ParameterizedTest
  @CsvSource({
    "noaa-oisst_feedstock, noaa-oisst_feedstock, noaa-oisst, NoaaOisst",
    "CASM-feedstock, CASM-feedstock, casm, Casm",
    "c_itrace, c_itrace, c-itrace, CItrace",
    "eNATL60 (daily)_feedstock, enatl60-daily_feedstock, enatl60-daily, Enatl60Daily",
    "'Zürich ', z-rich_feedstock, z-rich, ZRich",
    "dataset_feedstock, dataset_feedstock, dataset, DatasetRecipe",
    "rain-test, rain-test, rain-test, RainTestRecipe",
    "feedstock-of-winds, feedstock-of-winds, feedstock-of-winds, FeedstockOfWinds",
    "class, class, class, Class",
  })
  void aFolderNamesRepositoryRecipeAndClass(
      String folder, String repository, String id, String className) {
    RecipeNames name = RecipeNames.ofFolder(folder);
    assertThat(name).isEqualTo(new RecipeNames(repository, id));
    assertThat(name.className()).isEqualTo(className);
    assertThat(SourceVersion.isName(className)).isTrue();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "feedstock", "_feedstock", "---", "4dvar_feedstock", "日本"})
  void aFolderWithoutALetterInFrontNamesNone(String folder) {
    assertThatThrownBy(() -> RecipeNames.ofFolder(folder))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Cannot name a recipe after folder '" + folder + "': '")
        .hasMessageEndingWith("' does not start with a letter. Give it a name with --name.");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", "4dvar", "Oisst", "noaa_oisst", "a--b", "a-", "-a", "a b", "a/b", "é"})
  void anIdThatNoSystemTakesIsRefused(String id) {
    assertThatThrownBy(() -> RecipeNames.ofFolder("folder", id))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot name a recipe '%s': it is not of lower case letters, digits and single hyphens, with a letter first. Write it like noaa-oisst."
                .formatted(id));
  }

  @Test
  void anIdMayDifferFromTheFolder() {
    assertThat(RecipeNames.ofFolder("4dvar_feedstock", "four-d-var"))
        .isEqualTo(new RecipeNames("4dvar_feedstock", "four-d-var"));
  }
}
