package org.arcoforge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.arcoforge.dataset.Dataset;
import org.arcoforge.pattern.FilePattern;
import org.arcoforge.pipeline.Archive;
import org.arcoforge.pipeline.GivenRecipe;
import org.arcoforge.recipe.Recipe;
import org.arcoforge.recipe.Target;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a user is told when a run fails. */
final class FailureMessageTest {
  private static final String CHOICE =
      "Correct the files or the pattern, or choose onFailure(OnFailure.SKIP) or OnFailure.FILL in the target.";

  @TempDir private Path folder;
  private Winds winds = new Winds(Path.of(""));

  @BeforeEach
  void twoSoundFiles() throws IOException {
    winds = new Winds(folder);
    winds.write();
  }

  @Test
  void aMissingSourceFileIsNamed() throws IOException {
    Path missing = folder.resolve("wind 1%.nc");
    Files.delete(missing);
    String message =
        "Cannot read 1 of 2 source files: Cannot find source file %s: there is no %s. Check the URL, and the folder that it is relative to, %s. "
            .concat(CHOICE)
            .formatted(missing, missing, Path.of("").toAbsolutePath());
    Winds.assertFails(winds.bake(), message);
    Winds.assertFails(CommandRun.of("plan", Winds.RECIPE), message);
    assertThat(folder.resolve("out.zarr")).doesNotExist();
  }

  @Test
  void aFileCutShortIsNamed() throws IOException {
    Path file = folder.resolve("wind 1%.nc");
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 40));
    CommandRun run = winds.bake();
    assertThat(run.message())
        .startsWith("arcoforge: Cannot read 1 of 2 source files: Cannot open " + file + ": ")
        .endsWith(". " + CHOICE);
    assertThat(run.err()).doesNotContain("Exception");
    assertThat(run.code()).isEqualTo(1);
    winds.assertNoStore();
  }

  @Test
  void aWebPageUnderTheNameOfAFileIsCalledThat() throws IOException {
    Path file = folder.resolve("wind 0%.nc");
    Files.writeString(file, "<!DOCTYPE html><title>Log in</title>");
    String message =
        "Cannot open %s: it looks like an HTML page: '<!DOCTYPE html><title>Log in</title>'. Check the URL, and whether it needs a login."
            .formatted(file);
    Winds.assertFails(
        winds.bake(), "Cannot read 1 of 2 source files: %s %s".formatted(message, CHOICE));
    Winds.assertFails(CommandRun.of("inspect", file.toString()), message);
  }

  @Test
  void filesWhoseDimensionsDifferAreBothNamed() throws IOException {
    Path file = folder.resolve("wind 1%.nc");
    new Archive()
        .dimension("t", 1)
        .dimension("x", 5)
        .variable("t", List.of("t"), new double[] {3})
        .variable("u", List.of("t", "x"), new float[5])
        .attribute("u", "units", "m s-1")
        .write(file);
    CommandRun run = winds.bake();
    assertThat(run.err())
        .contains("arcoforge: Cannot combine the source files: ")
        .contains("'x': 4 in " + folder.resolve("wind 0%.nc") + "; 5 in " + file)
        .doesNotContain("\tat ");
    assertThat(run.code()).isEqualTo(1);
    assertThat(folder.resolve("out.zarr")).doesNotExist();
  }

  @Test
  void conflictsAreDataToo() throws IOException {
    new Archive()
        .dimension("t", 1)
        .dimension("x", 4)
        .variable("t", List.of("t"), new double[] {3})
        .variable("u", List.of("t", "x"), new double[4])
        .attribute("u", "units", "knots")
        .write(folder.resolve("wind 1%.nc"));
    for (CommandRun run :
        List.of(
            CommandRun.of("plan", Winds.RECIPE, "--json"),
            CommandRun.of("bake", Winds.RECIPE, "--json", "--target", folder + "/out.zarr"))) {
      assertThat(run.code()).isEqualTo(1);
      JsonNode conflicts = run.json().path("conflicts");
      assertThat(conflicts).hasSize(2);
      assertThat(conflicts.findValuesAsText("variable")).containsOnly("u");
      assertThat(conflicts.findValuesAsText("severity")).containsOnly("error");
      assertThat(conflicts.findValuesAsText("aspect"))
          .containsExactly("attribute units", "data type");
      JsonNode units = conflicts.path(0).path("values");
      assertThat(units.findValuesAsText("value")).containsExactly("\"m s-1\"", "\"knots\"");
      assertThat(units.path(1).path("files").asInt()).isEqualTo(1);
      assertThat(units.path(1).path("sources").path(0).asText())
          .isEqualTo(folder.resolve("wind 1%.nc") + "");
      assertThat(run.out()).contains("float64").contains("float32");
      assertThat(run.err()).contains("Cannot combine the source files: 2 conflicts.");
    }
  }

  @Test
  void anUnknownDimensionInChunkIsNamed() {
    winds.give(Winds.target().chunk("lon", 3));
    Winds.assertFails(
        winds.bake(),
        "Cannot chunk 'wind' along 'lon': its dimensions are [t, x]. Name one of them in chunk.");
  }

  @Test
  void aRecipeThatIsNotThereIsNamed() {
    Winds.assertFails(
        CommandRun.of("plan", folder + "/none/"),
        "Cannot load recipe %s/none/: there is no such folder or file in %s. Name a folder, a .java file or a class."
            .formatted(folder, Path.of("").toAbsolutePath()));
    assertThat(CommandRun.of("plan", "no.such.Recipe").message())
        .startsWith("arcoforge: Cannot load recipe no.such.Recipe: there is no such folder in ");
    assertThat(CommandRun.of("verify", folder + "", "--recipe", "x").code()).isEqualTo(1);
  }

  /** A recipe that nobody can make. */
  public static final class Hidden implements Recipe {
    private Hidden() {}

    @Override
    public FilePattern files() {
      return FilePattern.single("a.nc");
    }

    @Override
    public Target target() {
      return Target.named("hidden");
    }
  }

  @Test
  void aRecipeWithoutAPublicConstructorIsNamed() {
    String name = Hidden.class.getName();
    Winds.assertFails(
        CommandRun.of("plan", name),
        "Cannot load recipe %s: class %s has no public constructor without arguments. Add one."
            .formatted(name, name));
  }

  @Test
  void whatPreprocessThrowsIsBlamedOnIt() {
    String file = folder.resolve("wind 0%.nc").toString();
    String remedy = ". Correct preprocess in " + Winds.RECIPE + ".";
    GivenRecipe.give(
        winds.files().prune(1),
        Winds.target(),
        dataset -> {
          throw new IllegalStateException("no luck");
        });
    CommandRun run = winds.bake();
    assertThat(run.message())
        .isEqualTo(
            "arcoforge: Cannot preprocess %s: java.lang.IllegalStateException: no luck%s"
                .formatted(file, remedy));
    assertThat(run.err()).doesNotContain("\tat ");
    GivenRecipe.give(winds.files().prune(1), Winds.target(), dataset -> dataset.drop("speed"));
    assertThat(winds.bake().message())
        .startsWith("arcoforge: Cannot preprocess " + file + ": Cannot ")
        .contains("'speed'")
        .endsWith(remedy);
    GivenRecipe.give(winds.files().prune(1), Winds.target(), FailureMessageTest::nothing);
    Winds.assertFails(
        winds.bake(), "Cannot preprocess %s: it returned null%s".formatted(file, remedy));
    winds.assertNoStore();
  }

  @SuppressWarnings("NullAway")
  private static Dataset nothing(Dataset dataset) {
    return null;
  }

  @Test
  void whatAMappingThrowsIsBlamedOnPreprocess() {
    GivenRecipe.give(
        winds.files().prune(1),
        Winds.target(),
        dataset ->
            dataset.mapFloats(
                "u",
                value -> {
                  throw new ArithmeticException("too windy");
                }));
    CommandRun run = winds.bake();
    assertThat(run.message())
        .isEqualTo(
            "arcoforge: Cannot read 'u' of %s: java.lang.ArithmeticException: too windy. Correct preprocess in %s."
                .formatted(folder.resolve("wind 0%.nc"), Winds.RECIPE));
    assertThat(run.code()).isEqualTo(1);
    winds.assertNoStore();
  }

  @Test
  void aBudgetThatIsTooSmallIsSaid() {
    assertThat(winds.bake("--memory", "1kB").message())
        .startsWith(
            "arcoforge: Cannot write 'u' within the memory budget: a unit of [2, 4] elements")
        .endsWith(
            ", the budget is 1.00 kB. Choose smaller chunks, or a larger budget with --memory.");
    assertThat(folder.resolve("out.zarr")).doesNotExist();
  }
}
