package org.arcoforge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.arcoforge.pattern.FilePattern;
import org.arcoforge.pattern.Keys;
import org.arcoforge.pipeline.GivenRecipe;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands as their users meet them: options, exit codes and output. */
final class UsageTest {
  @TempDir private Path folder;
  private Winds winds = new Winds(Path.of(""));

  @BeforeEach
  void twoSoundFiles() throws IOException {
    winds = new Winds(folder);
    winds.write();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "bake", "plan", "inspect", "verify", "copy", "access", "job", "init"})
  void everyCommandExplainsItself(String command) {
    CommandRun run = command.isEmpty() ? CommandRun.of("--help") : CommandRun.of(command, "--help");
    assertThat(run.out()).contains("Usage: arcoforge").contains("--verbose");
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
  }

  @Test
  void theVersionIsPrinted() {
    assertThat(CommandRun.of("--version").out()).startsWith("ARCO Forge ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "bake",
        "bake R",
        "bake --target out.zarr",
        "bake R --target",
        "bake R --target out.zarr --fast",
        "bake R S --target out.zarr",
        "plan",
        "plan R --threads 0",
        "plan R --threads two",
        "inspect",
        "verify",
        "verify a b",
        "--json",
      })
  void wrongUsageExitsWithTwo(String line) {
    CommandRun run = CommandRun.of(line.isEmpty() ? new String[0] : line.split(" ", -1));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("Usage: arcoforge").doesNotContain("\tat ");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void anUnknownCommandIsNamedWithTheNearest() {
    CommandRun run = CommandRun.of("brake");
    assertThat(run.err()).contains("'brake'").contains("Did you mean: arcoforge bake?");
    assertThat(run.code()).isEqualTo(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--memory much | Invalid value for option '--memory': Cannot take 'much' as a number of bytes. Write it like 500MB, 1.5 GB or 2 GiB.",
        "--memory 0    | Invalid value for option '--memory': Cannot take '0' as a number of bytes. Write it like 500MB, 1.5 GB or 2 GiB.",
        "--memory -1   | Invalid value for option '--memory': Cannot take '-1' as a number of bytes. Write it like 500MB, 1.5 GB or 2 GiB.",
        "--threads 0   | Invalid value for option '--threads': 0 (must be 1 or more).",
        "--threads -2  | Invalid value for option '--threads': -2 (must be 1 or more).",
        "--zarr 4      | Invalid value for option '--zarr': 4 (must be 2 or 3).",
        "--prune=0     | Invalid value for option '--prune': 0 (must be 1 or more).",
        "--prune -1    | Invalid value for option '--prune': -1 (must be 1 or more).",
        "--prune=two   | Invalid value for option '--prune'",
      })
  void badValuesOfOptionsAreNamed(String options, String message) {
    CommandRun run = winds.bake(options.strip().split(" ", -1));
    assertThat(run.err()).startsWith(message);
    assertThat(run.code()).isEqualTo(2);
    assertThat(folder.resolve("out.zarr")).doesNotExist();
  }

  @Test
  void pruneTakesNoMoreThanItsNumber() throws IOException {
    for (int key = 2; key < 4; key++) {
      Winds.file(key, "m s-1").write(folder.resolve("wind " + key + "%.nc"));
    }
    GivenRecipe.give(
        FilePattern.of(folder + "/wind {t}%.nc").concat("t", Keys.range(0, 3)), Winds.target());
    assertThat(CommandRun.of("plan", "--prune", Winds.RECIPE).err())
        .isEqualTo("indexed 2 of 2 files\n");
    assertThat(
            CommandRun.of("plan", "--prune", Winds.RECIPE, "--json").json().path("files").asInt())
        .isEqualTo(2);
    assertThat(
            CommandRun.of("plan", "--prune", "3", Winds.RECIPE, "--json")
                .json()
                .path("files")
                .asInt())
        .isEqualTo(3);
    assertThat(
            CommandRun.of("plan", Winds.RECIPE, "--json", "--prune").json().path("files").asInt())
        .isEqualTo(2);
    assertThat(
            CommandRun.of("plan", Winds.RECIPE, "--prune=1", "--json").json().path("files").asInt())
        .isEqualTo(1);
    assertThat(CommandRun.of("plan", Winds.RECIPE, "--json").json().path("files").asInt())
        .isEqualTo(4);
  }

  @Test
  void aBakeIsSummedUp() {
    CommandRun run = winds.bake();
    assertThat(run.err()).contains("wrote 3 of 3 units").doesNotContain("Cannot");
    assertThat(run.out())
        .contains("Baked " + winds.store())
        .contains("t 6, x 4")
        .contains("in 2 files")
        .contains("xr.open_dataset(\"" + winds.store() + "\"");
    assertThat(run.code()).isZero();
  }

  @Test
  void jsonIsTheOnlyThingOnStandardOutput() throws IOException {
    CommandRun bake = winds.bake("--json");
    assertThat(bake.json().path("files").asInt()).isEqualTo(2);
    assertThat(bake.json().path("arrays")).hasSize(2);
    assertThat(bake.json().path("arrayBytes").asLong()).isEqualTo(6 * 8 + 24 * 4);
    assertThat(bake.err()).contains("wrote 3 of 3 units");
    JsonNode plan = CommandRun.of("plan", Winds.RECIPE, "--json").json();
    assertThat(plan.path("chunks").asInt()).isEqualTo(1 + 3);
    assertThat(plan.path("conflicts")).isEmpty();
    JsonNode verify =
        CommandRun.of("verify", winds.store(), "--recipe", Winds.RECIPE, "--json").json();
    assertThat(verify.path("valuesDecoded").asInt()).isEqualTo(30);
    assertThat(verify.path("valuesCompared").asInt()).isEqualTo(30);
    assertThat(verify.path("faults")).isEmpty();
    JsonNode inspect = CommandRun.of("inspect", winds.store(), "--json").json();
    assertThat(inspect.path("arrays").path(1).path("shape").toString()).isEqualTo("[6,4]");
  }

  @Test
  void planWritesNothing() {
    CommandRun run = CommandRun.of("plan", Winds.RECIPE);
    assertThat(run.out()).contains("t 6, x 4").contains("4 chunks");
    assertThat(run.code()).isZero();
    assertThat(folder.toFile().list()).hasSize(2);
  }

  @Test
  void stackTracesAreForTheVerbose() throws IOException {
    Files.delete(folder.resolve("wind 1%.nc"));
    assertThat(winds.bake().err()).doesNotContain("\tat ");
    CommandRun run = winds.bake("--verbose");
    assertThat(run.err())
        .contains("arcoforge: Cannot read 1 of 2 source files: Cannot find source file")
        .contains("\tat org.arco");
    assertThat(run.code()).isEqualTo(1);
    assertThat(CommandRun.of("--verbose", "plan", Winds.RECIPE).err()).contains("\tat org.arco");
  }
}
