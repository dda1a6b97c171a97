package org.arcoforge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.arcoforge.pattern.FilePattern;
import org.arcoforge.pattern.Keys;
import org.arcoforge.pipeline.Archive;
import org.arcoforge.pipeline.GivenRecipe;
import org.arcoforge.recipe.OnFailure;
import org.arcoforge.recipe.Target;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What users see of source files that cannot be read. */
final class FailingFilesCommandTest {
  @TempDir private Path folder;

  @BeforeEach
  void fourFilesOfWhichOneIsMissing() throws IOException {
    for (int key = 0; key < 4; key++) {
      if (key != 2) {
        write(key);
      }
    }
    give(OnFailure.FILL);
  }

  private void write(int key) throws IOException {
    new Archive()
        .dimension("t", 2)
        .variable("t", List.of("t"), new double[] {2 * key, 2 * key + 1})
        .variable("u", List.of("t"), new float[] {key, key})
        .write(folder.resolve("w" + key + ".nc"));
  }

  private void give(OnFailure onFailure) {
    GivenRecipe.give(
        FilePattern.of(folder + "/w{t}.nc").concat("t", Keys.range(0, 3)),
        Target.named("wind").chunk("t", 2).onFailure(onFailure));
  }

  private String missing() {
    return folder.resolve("w2.nc").toString();
  }

  private String store() {
    return folder.resolve("out.zarr").toString();
  }

  private CommandRun bake(String... more) {
    return Winds.bakeTo(store(), more);
  }

  @Test
  void bakeAndPlanNameTheFileAndTheReason() throws IOException {
    String line =
        "filled   %s: Cannot find source file %s: there is no ".formatted(missing(), missing());
    CommandRun baked = bake();
    assertThat(baked.code()).as(baked.err()).isZero();
    assertThat(baked.out())
        .contains(line)
        .contains("filled: source files: 1 of 4 cannot be read: " + missing() + ".");
    assertThat(CommandRun.of("plan", Winds.RECIPE).out()).contains(line);
    give(OnFailure.SKIP);
    for (CommandRun run :
        List.of(bake("--overwrite", "--json"), CommandRun.of("plan", Winds.RECIPE, "--json"))) {
      JsonNode files = run.json().path("failedFiles");
      assertThat(files).hasSize(1);
      assertThat(files.get(0).path("url").asText()).isEqualTo(missing());
      assertThat(files.get(0).path("reason").asText()).startsWith("Cannot find source file ");
      assertThat(files.get(0).path("treated").asText()).isEqualTo("skipped");
    }
  }

  @Test
  void verifyTellsHowManyFilesAreFilled() throws IOException {
    bake();
    CommandRun run = CommandRun.of("verify", store(), "--recipe", Winds.RECIPE);
    assertThat(run.out()).contains("; 1 source file filled. No fault found.");
    assertThat(run.code()).isZero();
    CommandRun json = CommandRun.of("verify", store(), "--json");
    assertThat(json.json().path("filledFiles").asInt()).isEqualTo(1);
  }

  @Test
  void repairTellsWhatItDid() throws IOException {
    bake();
    assertThat(bake("--repair").out())
        .startsWith(
            "Nothing to repair in %s: 1 file still cannot be read (filled).".formatted(store()));
    write(2);
    CommandRun run = bake("--repair");
    assertThat(run.out())
        .startsWith(
            "Repaired %s: took in 1 file; no source file is skipped or filled.".formatted(store()));
    assertThat(run.code()).isZero();
    CommandRun again = bake("--repair", "--json");
    assertThat(again.json().path("repairedFiles").asInt()).isZero();
    assertThat(again.json().path("failedFiles")).isEmpty();
    assertThat(again.code()).isZero();
    assertThat(bake("--repair").out())
        .isEqualTo(
            "Nothing to repair in %s: no source file is skipped or filled.%n".formatted(store()));
    CommandRun verified = CommandRun.of("verify", store(), "--recipe", Winds.RECIPE);
    assertThat(verified.out()).contains("source files. No fault found.");
  }

  @Test
  void repairDoesNotGoWithOverwriteOrAnEmptyTarget() {
    CommandRun both = bake("--repair", "--overwrite");
    assertThat(both.code()).isEqualTo(2);
    assertThat(both.err())
        .contains("--overwrite and --repair exclude each other: give one of them.");
    Winds.assertFails(
        bake("--repair"),
        "Cannot repair %s: there is no store. Bake it without --repair.".formatted(store()));
    assertThat(Files.exists(Path.of(store()))).isFalse();
  }
}
