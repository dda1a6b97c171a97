package org.arcoforge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.arcoforge.config.Configuration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Settings that come from a file, and what the command line says against them. */
final class ConfigCommandTest {
  @TempDir private Path folder = Path.of("");
  private Winds winds = new Winds(Path.of(""));
  private String config = "";

  @BeforeEach
  void twoSoundFiles() throws IOException {
    winds = new Winds(folder);
    winds.write();
    config = folder.resolve("c.yaml").toString();
  }

  private void write(String text) throws IOException {
    Files.writeString(Path.of(config), text);
  }

  private CommandRun run(String command, String... more) {
    List<String> arguments = new ArrayList<>(List.of(command, Winds.RECIPE, "--config", config));
    arguments.addAll(List.of(more));
    return CommandRun.of(arguments.toArray(String[]::new));
  }

  /** Returns each setting that a plan shows, as its values and where they are from. */
  private Map<String, String> planned(String... more) throws IOException {
    List<String> arguments = new ArrayList<>(List.of(more));
    arguments.add("--json");
    CommandRun run = run("plan", arguments.toArray(String[]::new));
    assertThat(run.code()).as(run.err()).isZero();
    Map<String, String> settings = new TreeMap<>();
    for (JsonNode row : run.json().path("settings")) {
      List<String> values = new ArrayList<>();
      row.path("values").forEach(value -> values.add(value.asText()));
      settings.put(
          row.path("setting").asText(),
          String.join(",", values) + " | " + row.path("from").asText().replace(config, "c.yaml"));
    }
    return settings;
  }

  @Test
  void everyKeyIsAnOptionOfBake() {
    String help = CommandRun.of("bake", "--help").out();
    assertThat(Configuration.options())
        .allSatisfy(
            option ->
                assertThat(help).containsPattern(option.replace("--", "--(\\[no-\\])?") + "\\b"));
  }

  @Test
  void theCommandsThatTakeAFileAreKnown() {
    for (String command :
        List.of("bake", "plan", "push", "verify", "inspect", "resolve", "copy", "access")) {
      assertThat(CommandRun.of(command, "--help").out().contains("--config"))
          .as(command)
          .isEqualTo(GivenArguments.CONFIGURED.contains(command));
    }
  }

  @Test
  void aFileSaysWhatIsBaked() throws IOException {
    write("target: %s/{feedstock}/{recipe_id}.zarr\nfeedstock: f\nprune: 1\n".formatted(folder));
    CommandRun run = run("bake");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("Baked " + folder + "/f/wind.zarr").contains("t 3, x 4");
    assertThat(folder.resolve("f/wind.zarr/zarr.json")).exists();
  }

  @Test
  void theCommandLineComesBeforeTheFile() throws IOException {
    write("target: %s/a.zarr\nprune: 1\nzarr: 2\n".formatted(folder));
    CommandRun run = run("bake", "--target", winds.store(), "--prune=2");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("Baked " + winds.store()).contains("t 6, x 4");
    assertThat(folder.resolve("a.zarr")).doesNotExist();
    assertThat(folder.resolve("out.zarr/.zgroup")).exists();
  }

  @Test
  void placeholdersAreExpandedOnTheCommandLineToo() {
    CommandRun run =
        Winds.bakeTo(folder + "/{feedstock}-{job_name}", "--feedstock", "f", "--job-name", "X_1");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(folder.resolve("f-x-1/zarr.json")).exists();
  }

  @Test
  void theNameOfAJobIsMadeForEachRun() {
    CommandRun run = Winds.bakeTo(folder + "/{job_name}.zarr");
    assertThat(run.out()).containsPattern("/wind-\\d{8}-\\d{6}-[0-9a-f]{4}\\.zarr");
  }

  @Test
  void anUnknownPlaceholderIsWrongUsage() {
    CommandRun run = Winds.bakeTo(folder + "/{recipe}.zarr");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err())
        .startsWith("Invalid value for option '--target': '" + folder + "/{recipe}.zarr' has")
        .contains("{recipe}; there are {feedstock}, {recipe_id}, {job_name}. Use one of these.");
  }

  @Test
  void pushHasNoRecipeToBeNamedAfter() throws IOException {
    String file = folder.resolve("wind 0%.nc").toString();
    CommandRun wrong = CommandRun.of("push", file, "--target", folder + "/{recipe_id}.zarr");
    assertThat(wrong.code()).isEqualTo(2);
    assertThat(wrong.err())
        .contains("has {recipe_id}, which nothing is known for here. Write it out.");
    write("target: %s/{feedstock}.zarr\nfeedstock: f\n".formatted(folder));
    CommandRun run = CommandRun.of("push", file, "--config", config);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(folder.resolve("f.zarr/zarr.json")).exists();
  }

  @Test
  void aModeOnTheCommandLineTakesThePlaceOfThatOfTheFile() throws IOException {
    write("target: %s\noverwrite: true\n".formatted(winds.store()));
    assertThat(run("bake").code()).isZero();
    assertThat(run("bake").code()).isZero();
    assertThat(run("bake", "--resume").message())
        .contains("Cannot resume")
        .doesNotContain("exclude");
    write("target: %s\noverwrite: true\nresume: true\n".formatted(winds.store()));
    assertThat(run("bake").err()).contains("--overwrite and --resume exclude each other");
  }

  @Test
  void verifyTakesTheFileOfTheBake() throws IOException {
    write("target: %s\nprune: 1\ncache: %s/{recipe_id}\n".formatted(winds.store(), folder));
    assertThat(run("bake").code()).isZero();
    CommandRun run =
        CommandRun.of("verify", winds.store(), "--recipe", Winds.RECIPE, "--config", config);
    assertThat(run.out()).contains("compared 15 values").contains("No fault found.");
    assertThat(CommandRun.of("verify", winds.store(), "--recipe", Winds.RECIPE).code())
        .isEqualTo(1);
  }

  @Test
  void planShowsWhatIsInForceAndFromWhere() throws IOException {
    write(
        """
        runner: dataflow
        target: gs://b/{feedstock}/{recipe_id}.zarr
        work: gs://b/work/{job_name}
        feedstock: f
        prune: 2
        limits: {a.org: 1, b.org: 2}
        dataflow:
          project: leap-pangeo
          max_workers: 50
          labels: {recipe: "{recipe_id}"}
        """);
    assertThat(planned("--prune=1", "--max-workers", "7", "--no-public-ips", "--job-name=j"))
        .containsExactlyInAnyOrderEntriesOf(
            Map.ofEntries(
                Map.entry("runner", "dataflow | c.yaml:1"),
                Map.entry("target", "gs://b/f/wind.zarr | c.yaml:2"),
                Map.entry("work", "gs://b/work/j | c.yaml:3"),
                Map.entry("feedstock", "f | c.yaml:4"),
                Map.entry("job_name", "j | command line"),
                Map.entry("prune", "1 | command line"),
                Map.entry("limits", "a.org=1,b.org=2 | c.yaml:6"),
                Map.entry("dataflow.project", "leap-pangeo | c.yaml:8"),
                Map.entry("dataflow.region", "us-central1 | default"),
                Map.entry("dataflow.max_workers", "7 | command line"),
                Map.entry("dataflow.public_ips", "false | command line"),
                Map.entry("dataflow.labels", "recipe=wind | c.yaml:10")));
  }

  @Test
  void planSaysWhatIsUsual() throws IOException {
    write("{}");
    assertThat(planned()).containsExactly(Map.entry("runner", "direct | default"));
    write("runner: dataflow\nwork: gs://b/w\ndataflow: {project: p-1}\n");
    assertThat(planned("--prune"))
        .containsEntry("prune", "2 | command line")
        .hasEntrySatisfying(
            "job_name",
            name ->
                assertThat(name)
                    .matches("wind-\\d{8}-\\d{6}-[0-9a-f]{4} \\| default, new in each run"));
    assertThat(run("plan").out())
        .containsPattern("\nsetting +value +from\nrunner +dataflow +" + config + ":1\n");
  }

  @Test
  void noSecretIsShown() throws IOException {
    write(
        """
        auth: [a.org=bearer:GOOD_NAME, b.org=bearer:ghp_hunter2, c.org=netrc]
        s3_keys: s3://b=AKIAIOSFODNN7EXAMPLE,hunter2/x
        mirrors: {"https://a.org": "https://me:hunter2@b.org/x?token=hunter2"}
        """);
    CommandRun run = run("plan");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out() + run.err() + run("plan", "--json").out())
        .doesNotContain("hunter2")
        .doesNotContain("AKIA")
        .contains("a.org=bearer:GOOD_NAME, b.org=bearer:…, c.org=netrc")
        .contains("s3://b=…,…")
        .contains("https://a.org=https://…@b.org/x?token=…");
  }

  @Test
  void faultsOfTheFileAreWrongUsage() throws IOException {
    write("max_worker: 2\nprune: none\n");
    for (String command : List.of("bake", "plan", "verify", "push")) {
      CommandRun run = run(command);
      assertThat(run.code()).isEqualTo(2);
      assertThat(run.out()).isEmpty();
      assertThat(run.err())
          .isEqualTo(
              """
              arcoforge: Cannot use %1$s:1: there is no key 'max_worker'. Did you mean 'dataflow.max_workers'?
              Cannot use %1$s:2: prune must be a whole number of 1 or more, true or false, but is the text 'none'. Change it.
              """
                  .formatted(config));
    }
    assertThat(run("plan", "--verbose").err()).contains("\tat org.arco");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "dataflow: {project: 123}      | dataflow.project | Invalid value for option '--project': '123' (is the number",
        "dataflow: {labels: {A: b}}    | dataflow.labels  | Invalid value for option '--label': 'A=b' (must be",
        "mirrors: {'https://a.org': 's3://b/c'} | mirrors | Cannot use mirror 'https://a.org=s3://b/c'",
        "limits: {zenodo.org: 0}       | limits           | Cannot limit 'zenodo.org=0'",
        "expiring: mine                | expiring         | Invalid value for option '--expiring': 'mine' (write",
      })
  void aValueThatAnOptionRefusesIsNamedWithItsLine(String text, String key, String message)
      throws IOException {
    write("\n" + text);
    CommandRun run = run("bake", "--target", winds.store());
    assertThat(run.err()).startsWith("%s:2 sets %s:\n%s".formatted(config, key, message));
    assertThat(run.code()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(strings = {"--config=no.yaml", "--config no.yaml"})
  void aFileThatIsNotThereIsNamed(String option) {
    List<String> words = new ArrayList<>(List.of("plan", Winds.RECIPE));
    words.addAll(List.of(option.split(" ", -1)));
    CommandRun run = CommandRun.of(words.toArray(String[]::new));
    assertThat(run.err())
        .isEqualTo(
            "arcoforge: Cannot read --config no.yaml: there is no such file in %s. Name one that is there.%n"
                .formatted(Path.of("").toAbsolutePath()));
    assertThat(run.code()).isEqualTo(2);
  }

  @Test
  void aConfigWithoutAFileIsWrongUsage() {
    assertThat(CommandRun.of("plan", Winds.RECIPE, "--config").err())
        .startsWith("Missing required parameter for option '--config' (FILE)");
    assertThat(CommandRun.of("resolve", Winds.RECIPE, "--config", config).err())
        .startsWith("Unknown options: '--config'");
  }

  @Test
  void withoutATargetTheOptionIsMissing() throws IOException {
    write("prune: 1\n");
    assertThat(run("bake").err()).startsWith("Missing required option: '--target=URI'");
  }

  @Test
  void whatFollowsTwoHyphensIsNoOption() throws IOException {
    write("prune: 1\n");
    CommandRun run = CommandRun.of("plan", "--config", config, "--", Winds.RECIPE);
    assertThat(run.out()).contains("t 3, x 4");
    assertThat(CommandRun.of("plan", "--", "--config", config).err())
        .doesNotContain("Cannot read --config");
  }

  @Test
  void workersOfDataflowCannotWriteToThisMachine() {
    CommandRun run =
        winds.bake("--runner", "dataflow", "--project", "p-1", "--work", "gs://b/work");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err())
        .contains("on Dataflow: workers do not share the disk of this machine. Bake to gs://.");
  }
}
