package org.arcoforge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CatalogRecipesCommandTest {
  @TempDir private Path folder = Path.of("");

  private CommandRun list(String meta, String... options) throws IOException {
    Files.createDirectories(folder.resolve("feedstock"));
    Files.writeString(folder.resolve("feedstock/meta.yaml"), meta);
    String[] arguments = new String[3 + options.length];
    arguments[0] = "catalog";
    arguments[1] = "recipes";
    arguments[2] = folder.toString();
    System.arraycopy(options, 0, arguments, 3, options.length);
    return CommandRun.of(arguments);
  }

  @Test
  void eachIsALineOfIdAndSource() throws IOException {
    String meta =
        """
        recipes:
          - {id: winds, object: feedstock.Winds}
          - id: "calm-1.0"
            object: "Calm"
        """;
    CommandRun run = list(meta);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .isEqualTo(
            "winds\t%1$s/Winds.java\ncalm-1.0\t%1$s/Calm.java\n", folder.resolve("feedstock"));
    assertThat(run.err()).isEmpty();
    assertThat(list(meta, "--json").json().path("recipes").path(1).path("id").asText())
        .isEqualTo("calm-1.0");
  }

  @ParameterizedTest
  @ValueSource(strings = {"title: \"T\"\n", "recipes: []\n"})
  void aFeedstockWithoutRecipesHasNone(String meta) throws IOException {
    CommandRun run = list(meta);
    assertThat(run.out()).isEmpty();
    assertThat(run.code()).as(run.err()).isZero();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "recipes: [",
        "- a\n",
        "recipes: winds\n",
        "recipes: [{id: winds}]\n",
        "recipes: [{id: a, object: f.A}, {id: a, object: f.B}]\n",
      })
  void whatCannotBeReadIsNotTakenForNone(String meta) throws IOException {
    CommandRun run = list(meta);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).startsWith("arcoforge: Cannot list the recipes of " + folder + ":\n");
    assertThat(run.err()).contains("meta.yaml").doesNotContain("\tat ");
    assertThat(run.code()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"{id: 'a\"b', object: f.A}", "{id: a b, object: f.A}", "{id: a, object: 'f.A B'}"})
  void namesThatAScriptWouldMistakeAreRefused(String recipe) throws IOException {
    CommandRun run = list("recipes: [" + recipe + "]\n");
    assertThat(run.message())
        .startsWith("arcoforge: Cannot list the recipes of " + folder + ": '")
        .endsWith("is no name of a target and a class. Let catalog validate tell what is wrong.");
    assertThat(run.code()).isEqualTo(1);
  }

  @Test
  void aFolderWithoutMetaIsNoFeedstock() {
    CommandRun run = CommandRun.of("catalog", "recipes", folder.toString());
    assertThat(run.err()).startsWith("arcoforge: Cannot list the recipes of " + folder + ":");
    assertThat(run.code()).isEqualTo(1);
  }

  @Test
  void aCatalogAloneSaysNothingOfRecipes() throws IOException {
    Files.writeString(folder.resolve("catalog.yaml"), "stores: []\n");
    CommandRun run = CommandRun.of("catalog", "recipes", folder.toString());
    assertThat(run.message())
        .isEqualTo(
            "arcoforge: Cannot list the recipes of %s: it has no meta.yaml on this machine. Name a feedstock's folder."
                .formatted(folder));
  }
}
