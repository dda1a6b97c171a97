package org.arcoforge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.arcoforge.dataset.Dataset;
import org.arcoforge.pattern.FilePattern;
import org.arcoforge.pattern.Keys;
import org.arcoforge.pipeline.Archive;
import org.arcoforge.pipeline.GivenRecipe;
import org.arcoforge.recipe.Recipe;
import org.arcoforge.recipe.Target;
import org.arcoforge.store.LocalStore;
import org.arcoforge.zarr.ZarrReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The commands as their users meet them: exit codes, output and messages. */
final class MainTest {
  private static final String RECIPE = GivenRecipe.class.getName();

  @TempDir private Path folder;

  @BeforeEach
  void twoSoundFiles() throws IOException {
    file(0, "m s-1").write(folder.resolve("wind 0%.nc"));
    file(1, "m s-1").write(folder.resolve("wind 1%.nc"));
    give(target());
  }

  private static Archive file(int key, String units) {
    return new Archive()
        .dimension("t", 3)
        .dimension("x", 4)
        .variable("t", List.of("t"), new double[] {3 * key, 3 * key + 1, 3 * key + 2})
        .variable("u", List.of("t", "x"), new float[] {0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, key})
        .attribute("u", "units", units);
  }

  private static Target target() {
    return Target.named("wind").chunk("t", 2);
  }

  private FilePattern files() {
    return FilePattern.of(folder + "/wind {t}%.nc").concat("t", Keys.range(0, 1));
  }

  private void give(Target target) {
    GivenRecipe.give(files(), target);
  }

  private String store() {
    return folder.resolve("out.zarr").toString();
  }

  private CommandRun bake(String... more) {
    return bakeTo(store(), more);
  }

  private static CommandRun bakeTo(String target, String... more) {
    String[] arguments =
        Arrays.copyOf(new String[] {"bake", RECIPE, "--target", target}, 4 + more.length);
    System.arraycopy(more, 0, arguments, 4, more.length);
    return CommandRun.of(arguments);
  }

  private static void assertFails(CommandRun run, String message) {
    assertThat(run.message()).isEqualTo("arcoforge: " + message);
    assertThat(run.err()).doesNotContain("\tat ").doesNotContain("Exception");
    assertThat(run.out()).isEmpty();
    assertThat(run.code()).isEqualTo(1);
  }

  private void assertNoStore() {
    assertThat(CommandRun.of("inspect", store()).code()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "bake", "plan", "inspect", "verify"})
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
    CommandRun run = bake(options.strip().split(" ", -1));
    assertThat(run.err()).startsWith(message);
    assertThat(run.code()).isEqualTo(2);
    assertThat(folder.resolve("out.zarr")).doesNotExist();
  }

  @Test
  void pruneTakesNoMoreThanItsNumber() throws IOException {
    for (int key = 2; key < 4; key++) {
      file(key, "m s-1").write(folder.resolve("wind " + key + "%.nc"));
    }
    GivenRecipe.give(
        FilePattern.of(folder + "/wind {t}%.nc").concat("t", Keys.range(0, 3)), target());
    assertThat(CommandRun.of("plan", "--prune", RECIPE).err()).isEqualTo("indexed 2 of 2 files\n");
    assertThat(CommandRun.of("plan", "--prune", RECIPE, "--json").json().path("files").asInt())
        .isEqualTo(2);
    assertThat(CommandRun.of("plan", "--prune", "3", RECIPE, "--json").json().path("files").asInt())
        .isEqualTo(3);
    assertThat(CommandRun.of("plan", RECIPE, "--json", "--prune").json().path("files").asInt())
        .isEqualTo(2);
    assertThat(CommandRun.of("plan", RECIPE, "--prune=1", "--json").json().path("files").asInt())
        .isEqualTo(1);
    assertThat(CommandRun.of("plan", RECIPE, "--json").json().path("files").asInt()).isEqualTo(4);
  }

  @Test
  void aBakeIsSummedUp() {
    CommandRun run = bake();
    assertThat(run.err()).contains("wrote 3 of 3 units").doesNotContain("Cannot");
    assertThat(run.out())
        .contains("Baked " + store())
        .contains("t 6, x 4")
        .contains("in 2 files")
        .contains("xr.open_dataset(\"" + store() + "\"");
    assertThat(run.code()).isZero();
  }

  @Test
  void jsonIsTheOnlyThingOnStandardOutput() throws IOException {
    CommandRun bake = bake("--json");
    assertThat(bake.json().path("files").asInt()).isEqualTo(2);
    assertThat(bake.json().path("arrays")).hasSize(2);
    assertThat(bake.json().path("arrayBytes").asLong()).isEqualTo(6 * 8 + 24 * 4);
    assertThat(bake.err()).contains("wrote 3 of 3 units");
    JsonNode plan = CommandRun.of("plan", RECIPE, "--json").json();
    assertThat(plan.path("chunks").asInt()).isEqualTo(1 + 3);
    assertThat(plan.path("conflicts")).isEmpty();
    JsonNode verify = CommandRun.of("verify", store(), "--recipe", RECIPE, "--json").json();
    assertThat(verify.path("valuesDecoded").asInt()).isEqualTo(30);
    assertThat(verify.path("valuesCompared").asInt()).isEqualTo(30);
    assertThat(verify.path("faults")).isEmpty();
    JsonNode inspect = CommandRun.of("inspect", store(), "--json").json();
    assertThat(inspect.path("arrays").path(1).path("shape").toString()).isEqualTo("[6,4]");
  }

  @Test
  void planWritesNothing() {
    CommandRun run = CommandRun.of("plan", RECIPE);
    assertThat(run.out()).contains("t 6, x 4").contains("4 chunks");
    assertThat(run.code()).isZero();
    assertThat(folder.toFile().list()).hasSize(2);
  }

  @Test
  void stackTracesAreForTheVerbose() throws IOException {
    Files.delete(folder.resolve("wind 1%.nc"));
    assertThat(bake().err()).doesNotContain("\tat ");
    CommandRun run = bake("--verbose");
    assertThat(run.err()).contains("arcoforge: Cannot find source file").contains("\tat org.arco");
    assertThat(run.code()).isEqualTo(1);
    assertThat(CommandRun.of("--verbose", "plan", RECIPE).err()).contains("\tat org.arco");
  }

  @Test
  void aMissingSourceFileIsNamed() throws IOException {
    Path missing = folder.resolve("wind 1%.nc");
    Files.delete(missing);
    String message =
        "Cannot find source file %s: there is no %s. Check the recipe's URL and its folder, %s."
            .formatted(missing, missing, Path.of("").toAbsolutePath());
    assertFails(bake(), message);
    assertFails(CommandRun.of("plan", RECIPE), message);
    assertThat(folder.resolve("out.zarr")).doesNotExist();
  }

  @Test
  void aFileCutShortIsNamed() throws IOException {
    Path file = folder.resolve("wind 1%.nc");
    byte[] bytes = Files.readAllBytes(file);
    Files.write(file, Arrays.copyOf(bytes, bytes.length - 40));
    CommandRun run = bake();
    assertThat(run.message()).startsWith("arcoforge: Cannot open " + file + ": ").endsWith(".");
    assertThat(run.err()).doesNotContain("Exception");
    assertThat(run.code()).isEqualTo(1);
    assertNoStore();
  }

  @Test
  void aWebPageUnderTheNameOfAFileIsCalledThat() throws IOException {
    Path file = folder.resolve("wind 0%.nc");
    Files.writeString(file, "<!DOCTYPE html><title>Log in</title>");
    String message =
        "Cannot open %s: it looks like an HTML page: '<!DOCTYPE html><title>Log in</title>'. Check the URL, and whether it needs a login."
            .formatted(file);
    assertFails(bake(), message);
    assertFails(CommandRun.of("inspect", file.toString()), message);
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
    CommandRun run = bake();
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
    CommandRun run = CommandRun.of("plan", RECIPE, "--json");
    assertThat(run.code()).isEqualTo(1);
    JsonNode conflicts = run.json().path("conflicts");
    assertThat(conflicts).hasSize(2);
    assertThat(conflicts.findValuesAsText("variable")).containsOnly("u");
    assertThat(conflicts.findValuesAsText("severity")).containsOnly("error");
    assertThat(conflicts.findValuesAsText("source")).contains(folder.resolve("wind 1%.nc") + "");
    assertThat(run.out()).contains("float64").contains("float32").contains("knots");
    assertThat(run.err()).contains("Cannot combine the source files: 2 conflicts.");
  }

  @Test
  void anUnknownDimensionInChunkIsNamed() {
    give(target().chunk("lon", 3));
    assertFails(
        bake(),
        "Cannot chunk 'wind' along 'lon': its dimensions are [t, x]. Name one of them in chunk.");
  }

  @Test
  void aStoreIsReplacedOnlyWhenAsked() throws IOException {
    assertThat(bake().code()).isZero();
    byte[] before = Files.readAllBytes(folder.resolve("out.zarr/zarr.json"));
    assertFails(
        bake("--zarr", "2"),
        "Cannot write to %s: a Zarr store is there already. Choose another target, or replace it with --overwrite."
            .formatted(store()));
    assertThat(folder.resolve("out.zarr/zarr.json")).hasBinaryContent(before);
    assertThat(bake("--zarr", "2", "--overwrite").code()).isZero();
    assertThat(folder.resolve("out.zarr/zarr.json")).doesNotExist();
    assertThat(CommandRun.of("verify", store(), "--recipe", RECIPE).code()).isZero();
  }

  @Test
  void aStoreBehindALinkIsSeen() throws IOException {
    assertThat(bake().code()).isZero();
    Path link = folder.resolve("link.zarr");
    Files.createSymbolicLink(link, folder.resolve("out.zarr"));
    assertThat(bakeTo(link.toString()).message()).contains("a Zarr store is there already");
    assertThat(bakeTo(link.toString(), "--overwrite").code()).isZero();
    assertThat(link).isSymbolicLink();
  }

  @Test
  void whatIsNoStoreIsNeverReplaced() throws IOException {
    Path many = folder.resolve("many");
    assertThat(bakeTo(many.resolve("a.zarr").toString()).code()).isZero();
    assertFails(
        bakeTo(many.toString(), "--overwrite"),
        "Cannot write to %s: it is not empty and not a Zarr store (it has a.zarr/t/c/0). Choose another target."
            .formatted(many));
    assertThat(CommandRun.of("verify", many.resolve("a.zarr").toString()).code()).isZero();
  }

  @Test
  void aFileInTheWayOfTheTargetIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    assertFails(
        bakeTo(file.toString(), "--overwrite"),
        "Cannot open store %s: it is not a directory. Choose another path.".formatted(file));
    assertFails(
        bakeTo(file + "/out.zarr"),
        "Cannot open store %s/out.zarr: %s is not a directory. Choose another path."
            .formatted(file, file));
    assertThat(file).hasContent("x");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''            | Cannot open store '': it has no name. Use a path or a file: URI.",
        "gs://b/a.zarr | Cannot open store gs://b/a.zarr: scheme 'gs' is not one of file. Use a path or a file: URI.",
        "file:a b      | Cannot open store file:a b: Illegal character in opaque part at index 6: file:a b. Write it like file:///absolute/path, with %20 for a space, or give the path.",
        "file:a        | Cannot open store file:a: URI is not hierarchical. Write it like file:///absolute/path, with %20 for a space, or give the path.",
      })
  void targetsThatNameNoStoreAreRefused(String target, String message) {
    assertFails(bakeTo(target), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"new/parent/out.zarr", "with space/ünï ☂.zarr", "per%20cent/", "a/../b"})
  void targetsMayHaveAnyName(String name) throws IOException {
    String target = folder + "/" + name;
    assertThat(bakeTo(target).err()).doesNotContain("Cannot");
    assertThat(ZarrReader.open(new LocalStore(Path.of(target))).metadata().arrays()).hasSize(2);
    String uri = Path.of(target).toUri().toString();
    assertThat(CommandRun.of("inspect", uri).out()).contains("t 6, x 4");
    assertThat(CommandRun.of("verify", uri, "--recipe", RECIPE).code()).isZero();
    assertThat(bakeTo(uri, "--overwrite").code()).isZero();
  }

  @Test
  void aRelativeTargetIsInTheWorkingDirectory() throws IOException {
    Path working = Path.of("").toAbsolutePath();
    assertThat(bakeTo(working.relativize(folder.resolve("rel.zarr")).toString()).code()).isZero();
    assertThat(folder.resolve("rel.zarr/zarr.json")).exists();
  }

  @Test
  void sourcesMayBeFileUrls() {
    GivenRecipe.give(FilePattern.single(folder.resolve("wind 0%.nc").toUri().toString()), target());
    assertThat(bake().err()).doesNotContain("Cannot");
    GivenRecipe.give(FilePattern.single("file:wind 0.nc"), target());
    assertThat(bake("--overwrite").message())
        .startsWith("arcoforge: Cannot find source file file:wind 0.nc: Illegal character")
        .endsWith("Write it like file:///absolute/path, with %20 for a space, or give the path.");
  }

  @Test
  void sourcesMayHaveAColonInTheirName() throws IOException {
    Files.copy(folder.resolve("wind 0%.nc"), folder.resolve("d01-00:00.nc"));
    GivenRecipe.give(FilePattern.single("d01-00:00.nc"), target());
    String recipe = recipeFolder("Colon", "FilePattern.single(\"d01-00:00.nc\")");
    assertThat(CommandRun.of("plan", recipe).err()).doesNotContain("Cannot");
  }

  /** Writes a recipe beside the files and returns its folder, with a slash at the end. */
  private String recipeFolder(String name, String files) throws IOException {
    Files.writeString(
        folder.resolve(name + ".java"),
        """
        import org.arcoforge.pattern.*;
        import org.arcoforge.recipe.*;

        public final class %s implements Recipe {
          @Override
          public FilePattern files() {
            return %s;
          }

          @Override
          public Target target() {
            return Target.named("given");
          }
        }
        """
            .formatted(name, files),
        StandardCharsets.UTF_8);
    return folder + "/";
  }

  @Test
  void pathsOfARecipeAreRelativeToItsFolder() throws IOException {
    String recipe =
        recipeFolder("Near", "FilePattern.of(\"wind {t}%.nc\").concat(\"t\", Keys.range(0, 1))");
    CommandRun run = CommandRun.of("bake", recipe, "--target", store());
    assertThat(run.err()).doesNotContain("Cannot");
    assertThat(CommandRun.of("verify", store(), "--recipe", recipe + "Near.java").out())
        .contains("compared 30 values with the source files. No fault found.");
  }

  @Test
  void aRecipeThatIsNotThereIsNamed() {
    assertFails(
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
    assertFails(
        CommandRun.of("plan", name),
        "Cannot load recipe %s: class %s has no public constructor without arguments. Add one."
            .formatted(name, name));
  }

  @Test
  void whatPreprocessThrowsIsBlamedOnIt() {
    String file = folder.resolve("wind 0%.nc").toString();
    String remedy = ". Correct preprocess in " + RECIPE + ".";
    GivenRecipe.give(
        files().prune(1),
        target(),
        dataset -> {
          throw new IllegalStateException("no luck");
        });
    CommandRun run = bake();
    assertThat(run.message())
        .isEqualTo(
            "arcoforge: Cannot preprocess %s: java.lang.IllegalStateException: no luck%s"
                .formatted(file, remedy));
    assertThat(run.err()).doesNotContain("\tat ");
    GivenRecipe.give(files().prune(1), target(), dataset -> dataset.drop("speed"));
    assertThat(bake().message())
        .startsWith("arcoforge: Cannot preprocess " + file + ": Cannot ")
        .contains("'speed'")
        .endsWith(remedy);
    GivenRecipe.give(files().prune(1), target(), MainTest::nothing);
    assertFails(bake(), "Cannot preprocess %s: it returned null%s".formatted(file, remedy));
    assertNoStore();
  }

  @SuppressWarnings("NullAway")
  private static Dataset nothing(Dataset dataset) {
    return null;
  }

  @Test
  void whatAMappingThrowsIsBlamedOnPreprocess() {
    GivenRecipe.give(
        files().prune(1),
        target(),
        dataset ->
            dataset.mapFloats(
                "u",
                value -> {
                  throw new ArithmeticException("too windy");
                }));
    CommandRun run = bake();
    assertThat(run.message())
        .isEqualTo(
            "arcoforge: Cannot read 'u' of %s: java.lang.ArithmeticException: too windy. Correct preprocess in %s."
                .formatted(folder.resolve("wind 0%.nc"), RECIPE));
    assertThat(run.code()).isEqualTo(1);
    assertNoStore();
  }

  @Test
  void aBudgetThatIsTooSmallIsSaid() {
    assertThat(bake("--memory", "1kB").message())
        .startsWith(
            "arcoforge: Cannot write 'u' within the memory budget: a unit of [2, 4] elements")
        .endsWith(
            ", the budget is 1.00 kB. Choose smaller chunks, or a larger budget with --memory.");
    assertThat(folder.resolve("out.zarr")).doesNotExist();
  }
}
