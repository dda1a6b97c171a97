package org.arcoforge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.arcoforge.config.Configuration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class InitCommandTest {
  @TempDir private Path folder = Path.of("");
  private Served served;
  private Path made = Path.of("");

  @BeforeEach
  void start() throws IOException {
    served = new Served(folder);
    made = folder.resolve("winds_feedstock");
  }

  @AfterEach
  void stop() throws IOException {
    served.close();
  }

  private void assertNothingMade(CommandRun run, int code, String message) {
    assertThat(run.err().lines().findFirst().orElse("").replaceFirst("^arcoforge: ", ""))
        .isEqualTo(message);
    assertThat(run.err()).doesNotContain("\tat ");
    assertThat(run.out()).isEmpty();
    assertThat(run.code()).isEqualTo(code);
    assertThat(made).doesNotExist();
  }

  @Test
  void itSaysWhatToDoNext() {
    CommandRun run = CommandRun.of("init", made.toString());
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .startsWith("Made feedstock %s: recipe winds, 19 files\n\nNext\n".formatted(made))
        .contains("  1. Say in %s/feedstock/Winds.java which files".formatted(made))
        .contains("\n     arcoforge plan %s/feedstock\n".formatted(made))
        .contains("\n     arcoforge catalog validate %s --offline\n".formatted(made))
        .contains("--config %s/configs/local.yaml --prune\n".formatted(made));
  }

  @Test
  void theTemplateLeavesTheFilesToTheAuthor() {
    CommandRun.of("init", made.toString());
    CommandRun run = CommandRun.of("plan", made.resolve("feedstock").toString());
    assertThat(run.message()).startsWith("arcoforge: Cannot read 'zenodo:<record>/<name>_2001.nc'");
    assertThat(run.code()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"local", "pull-request", "trial", "production"})
  void itsConfigurationsHaveTheKeysThatThereAre(String name) throws IOException {
    CommandRun.of("init", made.toString());
    Configuration configuration =
        Configuration.read(made.resolve("configs").resolve(name + ".yaml"));
    assertThat(configuration.find("--target")).isPresent();
    assertThat(configuration.find("--prune").isPresent())
        .as("a part only")
        .isEqualTo(name.equals("pull-request") || name.equals("trial"));
    assertThat(configuration.find("--overwrite").isPresent())
        .as("replaces what is there")
        .isEqualTo(!name.equals("production"));
  }

  @Test
  void jsonNamesEveryFile() throws IOException {
    JsonNode json = CommandRun.of("init", made.toString(), "--name", "fnoc-winds", "--json").json();
    assertThat(json.path("feedstock").asText()).isEqualTo(made.toString());
    assertThat(json.path("recipe").asText()).isEqualTo("fnoc-winds");
    assertThat(json.path("class").asText()).isEqualTo("feedstock.FnocWinds");
    assertThat(json.path("files")).hasSize(19);
    for (JsonNode file : json.path("files")) {
      assertThat(made.resolve(file.asText())).isRegularFile();
    }
  }

  @Test
  void fromARecordItMakesARecipeThatBakes() throws IOException {
    served.zenodo(71, Map.of("w2001.nc", served.wind(0), "w2002.nc", served.wind(1)));
    CommandRun run = served.run("init", made.toString(), "--from", "zenodo:71");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(made.resolve("feedstock/meta.yaml"))
        .content()
        .contains("title: \"Winds\"", "license: \"CC-BY-4.0\"", "doi.org/10.5281/zenodo.71");
    Path source = made.resolve("feedstock/Winds.java");
    String recipe = made.resolve("feedstock").toString();
    assertThat(source).content().contains("zenodo:71/w{time:yyyy}.nc");

    CommandRun plan = served.run("plan", recipe);
    assertThat(plan.message()).as("the files have t, not time").contains("'time'");
    Files.writeString(
        source, Files.readString(source).replace("{time:", "{t:").replace("\"time\"", "\"t\""));
    served.bakes(recipe, "out");
  }

  @Test
  void aRecordThatIsNotThereLeavesNoFolder() {
    served.route("/zenodo/api/records/99");
    CommandRun run = served.run("init", made.toString(), "--from", "zenodo:99");
    assertThat(run.message()).startsWith("arcoforge: Cannot ").contains("zenodo:99");
    assertThat(run.code()).isEqualTo(1);
    assertThat(made).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(strings = {"zenodo:abc", "https://zenodo.org/records/71", "zenodo:71/a.nc", "a.nc"})
  void whatIsNoRecordIsWrongUsage(String from) {
    assertNothingMade(
        CommandRun.of("init", made.toString(), "--from", from),
        2,
        "Cannot make a feedstock from '%s': it is no record. Write it like zenodo:7072512, figshare:123.v2 or doi:10.5281/zenodo.7072512."
            .formatted(from));
  }

  @Test
  void aNameThatCannotBeIsWrongUsage() {
    assertNothingMade(
        CommandRun.of("init", made.toString(), "--name", "My Winds"),
        2,
        "Cannot name a recipe 'My Winds': it is not of lower case letters, digits and single hyphens, with a letter first. Write it like noaa-oisst.");
    made = folder.resolve("4d");
    assertNothingMade(
        CommandRun.of("init", made.toString()),
        2,
        "Cannot name a recipe after folder '4d': '4d' does not start with a letter. Give it a name with --name.");
  }

  @Test
  void aFolderThatIsNotEmptyIsLeftAlone() throws IOException {
    Files.createDirectories(made);
    Files.writeString(made.resolve("thesis.tex"), "x");
    CommandRun run = served.run("init", made.toString(), "--from", "zenodo:71");
    assertThat(run.err().strip())
        .isEqualTo(
            "arcoforge: Cannot make feedstock %s: the folder is not empty, it has thesis.tex. Name a new folder."
                .formatted(made));
    assertThat(run.code()).isEqualTo(1);
    assertThat(made.toFile().list()).containsExactly("thesis.tex");
  }
}
