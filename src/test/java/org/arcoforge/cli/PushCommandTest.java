package org.arcoforge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Pushes of the winds, whose recipe is written by hand. */
final class PushCommandTest {
  private static final String WINDS = "../recipes/fnoc_winds";
  private static final String DATA = WINDS + "/data/";
  private static final String GLOB = DATA + "*.nc";

  @TempDir private Path folder;

  private String path(String name) {
    return folder.resolve(name).toString();
  }

  private static CommandRun done(String... arguments) {
    CommandRun run = CommandRun.of(arguments);
    assertThat(run.code()).describedAs(run.err()).isZero();
    return run;
  }

  /** Returns the bytes of all files, by their paths. */
  private Map<String, String> store(String name) throws IOException {
    Path root = folder.resolve(name);
    Map<String, String> bytes = new TreeMap<>();
    try (Stream<Path> files = Files.walk(root)) {
      files
          .filter(Files::isRegularFile)
          .forEach(file -> bytes.put(root.relativize(file).toString(), bytes(file)));
    }
    assertThat(bytes).isNotEmpty();
    return bytes;
  }

  private static String bytes(Path file) {
    try {
      return java.util.HexFormat.of().formatHex(Files.readAllBytes(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Test
  void aPushIsTheBakeOfARecipe() throws IOException {
    done("bake", WINDS, "--target", path("fnoc-winds.zarr"));
    CommandRun run =
        done(
            "push",
            DATA + "fnoc_winds_1985.nc",
            DATA + "fnoc_winds_198[234].nc",
            "--concat",
            "TIME",
            "--chunk",
            "TIME=24",
            "--target",
            path("pushed.zarr"));
    assertThat(store("pushed.zarr")).isEqualTo(store("fnoc-winds.zarr"));
    assertThat(run.out())
        .startsWith(
            """
            files      4 files, 3.36 MB, in this order along TIME:
                       ../recipes/fnoc_winds/data/fnoc_winds_1982.nc
                       …
                       ../recipes/fnoc_winds/data/fnoc_winds_1985.nc
            dimensions FNOCX = 144, FNOCY = 73, TIME = 48
            arrays     4.04 MB in 7 chunks

            variable  type     shape                         chunks                size of a chunk
            """)
        .contains("UWND      float32  TIME 48, FNOCY 73, FNOCX 144  2 of (24 × 73 × 144)  1.01 MB")
        .contains(
            "note: archive original data with a DOI before you use them in publications: this store cannot be made again from public sources\n")
        .doesNotContain("has no coordinate")
        .contains("\nBaked " + path("pushed.zarr") + "\n");
  }

  @Test
  void oneFileIsTakenAsItIs() throws IOException {
    done("push", DATA + "fnoc_winds_1983.nc", "--target", path("one.zarr"));
    done("push", DATA + "fnoc_winds_1983.nc", "--concat", "TIME", "--target", path("along.zarr"));
    assertThat(store("one.zarr")).isEqualTo(store("along.zarr"));
    JsonNode shown = done("inspect", path("one.zarr"), "--json").json();
    assertThat(shown.path("arrays").findValues("shape").toString()).contains("[12,73,144]");
  }

  @Test
  void pruneTakesTheFirstFiles() throws IOException {
    JsonNode json =
        done("push", GLOB, "--concat", "TIME", "--prune", "--target", path("a.zarr"), "--json")
            .json();
    assertThat(json.path("files").asInt()).isEqualTo(2);
    assertThat(
            done("push", "--dry-run", GLOB, "--concat=TIME", "--prune=3", "--target=x.zarr").out())
        .startsWith(
            """
            files      3 files of 4, 2.52 MB, in this order along TIME:
                       ../recipes/fnoc_winds/data/fnoc_winds_1982.nc
                       ../recipes/fnoc_winds/data/fnoc_winds_1983.nc
                       ../recipes/fnoc_winds/data/fnoc_winds_1984.nc
            dimensions""");
  }

  @Test
  void aDryRunWritesNothing() throws IOException {
    CommandRun run =
        done("push", GLOB, "--concat", "TIME", "--dry-run", "--target", path("a.zarr"));
    assertThat(folder).isEmptyDirectory();
    assertThat(run.out())
        .contains("note: archive original data")
        .contains("\nA.java\n\npackage a;\n")
        .contains("/recipes/fnoc_winds/data/fnoc_winds_1984.nc\",\n")
        .endsWith("return Target.named(\"a\");\n  }\n}\n")
        .doesNotContain("Baked");
    JsonNode json =
        done("push", GLOB, "--concat=TIME", "--dry-run", "--target=" + path("a.zarr"), "--json")
            .json();
    assertThat(folder).isEmptyDirectory();
    assertThat(json.path("files").size()).isEqualTo(4);
    assertThat(json.path("files").path(0).asText())
        .isEqualTo(Path.of(DATA + "fnoc_winds_1982.nc").toAbsolutePath().normalize().toString());
    assertThat(json.path("recipe").asText()).startsWith("package a;");
    assertThat(json.path("arrays").size()).isEqualTo(5);
    assertThat(json.path("notes").path(0).asText()).contains("DOI");
  }

  @Test
  void aSavedRecipeGivesTheSameStore() throws IOException {
    done(
        "push",
        GLOB,
        "--concat=TIME",
        "--chunk=FNOCX=100",
        "--chunk=TIME=7",
        "--zarr=2",
        "--save-recipe",
        path("kept/recipe"),
        "--target",
        path("Winds.zarr"));
    assertThat(folder.resolve("kept/recipe/Winds.java")).isRegularFile();
    done("bake", path("kept/recipe"), "--target", path("again.zarr"));
    assertThat(store("again.zarr")).isEqualTo(store("Winds.zarr"));
    assertThat(store("again.zarr")).containsKey("UWND/.zarray");
    done("verify", path("Winds.zarr"), "--recipe", path("kept/recipe"));
  }

  @Test
  void aSavedRecipeIsNeverOverwritten() throws IOException {
    Path kept = Files.createDirectory(folder.resolve("kept"));
    Winds.assertFails(
        CommandRun.of(
            "push", GLOB, "--concat=TIME", "--save-recipe", kept.toString(), "--target=x.zarr"),
        "Cannot save the recipe in %s: it is there already. Name a new folder.".formatted(kept));
    assertThat(kept).isEmptyDirectory();
  }

  @Test
  void aStoreIsReplacedOnlyWhenAsked() throws IOException {
    String one = DATA + "fnoc_winds_1983.nc";
    done("push", one, "--target", path("a.zarr"));
    Map<String, String> before = store("a.zarr");
    Winds.assertFails(
        CommandRun.of("push", DATA + "fnoc_winds_1984.nc", "--target", path("a.zarr")),
        "Cannot write to %s: a Zarr store is there already. Choose another target, or replace it with --overwrite."
            .formatted(path("a.zarr")));
    assertThat(store("a.zarr")).isEqualTo(before);
    done("push", DATA + "fnoc_winds_1984.nc", "--target", path("a.zarr"), "--overwrite");
    assertThat(store("a.zarr")).isNotEqualTo(before);
  }

  @Test
  void theResultIsOneDocumentWithJson() throws IOException {
    CommandRun run = done("push", GLOB, "--concat=TIME", "--json", "--target", path("a.zarr"));
    assertThat(run.json().path("store").asText()).isEqualTo(path("a.zarr"));
    assertThat(run.err()).contains("note: archive original data");
  }
}
