package org.arcoforge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.arcoforge.pipeline.Archive;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a push says when it cannot be done. Nothing is written then. */
final class PushErrorsTest {
  @TempDir private Path folder;
  private String a = "";
  private String b = "";

  @BeforeEach
  void twoFiles() throws IOException {
    a = folder.resolve("a.nc").toString();
    b = folder.resolve("b.nc").toString();
    Winds.file(0, "m s-1").write(Path.of(a));
    Winds.file(1, "m s-1").write(Path.of(b));
  }

  private CommandRun push(String... arguments) {
    String[] all =
        Stream.concat(
                Stream.of("push", "--target", folder.resolve("out.zarr").toString()),
                Stream.of(arguments))
            .toArray(String[]::new);
    CommandRun run = CommandRun.of(all);
    assertThat(folder.resolve("out.zarr")).doesNotExist();
    return run;
  }

  @Test
  void severalFilesNeedADimension() throws IOException {
    Winds.assertFails(
        push(b, a),
        "Cannot push 2 files without --concat: the first, %s, has dimensions t = 3, x = 4. Say along which of them the files follow one another, such as --concat t."
            .formatted(a));
  }

  @Test
  void theUnlimitedDimensionIsSuggested() throws IOException {
    for (String file : List.of(a, b)) {
      new Archive()
          .unlimited("step")
          .dimension("step", 2)
          .dimension("time", 1)
          .variable("v", List.of("step", "time"), new int[] {1, 2})
          .write(Path.of(file));
    }
    assertThat(push(a, b).message()).contains("step = 2 (unlimited)").endsWith("--concat step.");
  }

  @Test
  void elseTheTimeIsSuggested() throws IOException {
    new Archive()
        .dimension("x", 1)
        .dimension("Time", 1)
        .variable("v", List.of("x", "Time"), new int[] {1})
        .write(Path.of(a));
    assertThat(push(a, b).message()).endsWith("--concat Time.");
  }

  @Test
  void filesWithoutDimensionsCannotFollowOneAnother() throws IOException {
    new Archive().variable("v", List.of(), new int[] {1}).write(Path.of(a));
    Winds.assertFails(
        push(a, b),
        "Cannot push 2 files without --concat: the first, %s, has no dimensions. Give one file, or write a recipe that stacks the files."
            .formatted(a));
    Winds.assertFails(
        push(a, b, "--concat", "t"),
        "Cannot push along 't': %s has no dimensions. Write a recipe that stacks the files."
            .formatted(a));
  }

  @Test
  void aDimensionThatFilesLackIsNamed() {
    Winds.assertFails(
        push(a, b, "--concat", "time"),
        "Cannot push along 'time': %s has dimensions t = 3, x = 4. Name one of these, or write a recipe that stacks the files."
            .formatted(a));
    Winds.assertFails(
        push(a, b, "--concat", "t", "--chunk", "time=3"),
        "Cannot chunk along 'time': %s has dimensions t = 3, x = 4. Name one of these with --chunk."
            .formatted(a));
  }

  @Test
  void aDimensionThatNoRecipeCanNameIsNamed() throws IOException {
    new Archive()
        .dimension("my-+time", 1)
        .variable("v", List.of("my-+time"), new int[] {1})
        .write(Path.of(a));
    Winds.assertFails(
        push(a, "--concat", "my-+time"),
        "Cannot push along 'my-+time' of %s: Cannot name an axis 'my-+time': a name is a letter or '_', then letters, digits, '_', '.', '-'. Write a recipe that renames it."
            .formatted(a));
  }

  @Test
  void aGroupThatIsNotThereIsNamed() {
    Winds.assertFails(
        push(a, "--group", "deep"),
        "Cannot find group 'deep' in %s: it has no groups.".formatted(a));
  }

  @ParameterizedTest
  @ValueSource(strings = {"t", "t=", "=3", "t=0", "t=-1", "t=x", "t=1.5", "t=1,x=2", "t=1e3", ""})
  void aWrongLengthOfChunksIsNamed(String chunk) {
    CommandRun run = push(a, "--chunk", chunk);
    assertThat(run.err())
        .startsWith(
            "Invalid value for option '--chunk': '%s' (must be a dimension, '=' and a length of 1 or more, such as time=24)."
                .formatted(chunk));
    assertThat(run.code()).isEqualTo(2);
  }

  @Test
  void chunksAreGivenOnce() {
    CommandRun run = push(a, "--chunk", "t=2", "--chunk", "t=3");
    assertThat(run.err())
        .startsWith("Invalid value for option '--chunk': 't=3' (there is t=2 already).");
    assertThat(run.code()).isEqualTo(2);
  }

  @Test
  void whatIsNotThereIsNamed() {
    String none = folder.resolve("none.nc").toString();
    Winds.assertFails(
        push(a, none, "--concat", "t"),
        "Cannot push %s: there is no %s. Check the name.".formatted(none, none));
    Winds.assertFails(
        push("none.nc"),
        "Cannot push none.nc: there is no %s. Check the name."
            .formatted(Path.of("none.nc").toAbsolutePath()));
    String glob = folder.resolve("c*.nc").toString();
    Winds.assertFails(
        push(a, glob, "--concat", "t"),
        "Cannot match %s: there is no such file. Correct the glob.".formatted(glob));
    Winds.assertFails(push(""), "Cannot push : it is no name. Leave it out.");
  }

  @Test
  void aFolderIsNotTakenForItsFiles() {
    Winds.assertFails(
        push(folder + "/"),
        "Cannot push %s/: it is a directory. Give its files, such as '%s/*.nc'."
            .formatted(folder, folder));
  }

  @Test
  void aFileIsPushedOnce() throws IOException {
    String same = folder.resolve("../" + folder.getFileName() + "/a.nc").toString();
    Winds.assertFails(
        push(a, b, same, "--concat", "t"),
        "Cannot push %s twice: it is meant by %s and by %s. Leave out one.".formatted(a, a, same));
    String glob = folder.resolve("*.nc").toString();
    Winds.assertFails(
        push(glob, "file://" + a, "--concat", "t"),
        "Cannot push %s twice: it is meant by %s, as %s, and by file://%s. Leave out one."
            .formatted(a, glob, a, a));
    String link = folder.resolve("link.nc").toString();
    Files.createSymbolicLink(Path.of(link), Path.of(a));
    Winds.assertFails(
        push(a, b, link, "--concat", "t"),
        "Cannot push %s twice: it is meant by %s and by %s. Leave out one.".formatted(a, a, link));
    Winds.assertFails(
        push("https://127.0.0.1/a.nc", "https://127.0.0.1/a.nc", "--concat", "t"),
        "Cannot push https://127.0.0.1/a.nc twice: it is meant by https://127.0.0.1/a.nc and by https://127.0.0.1/a.nc. Leave out one.");
  }

  @Test
  void whatIsNoNetcdfIsNamedBeforeAnythingIsWritten() throws IOException {
    Files.writeString(Path.of(b), "year,wind;1982,4");
    CommandRun first = push(b, "--concat", "t");
    assertThat(first.message()).contains(b);
    assertThat(first.code()).isEqualTo(1);
    CommandRun second = push(a, b, "--concat", "t");
    assertThat(second.err()).contains(b);
    assertThat(second.code()).isEqualTo(1);
    assertThat(second.out()).isEmpty();
  }

  @Test
  void filesThatDoNotAgreeAreNamedAsByABake() throws IOException {
    Winds.file(1, "km h-1").write(Path.of(b));
    CommandRun run = push(a, b, "--concat", "t", "--json");
    assertThat(run.err()).contains("km h-1").contains("m s-1").contains(b);
    assertThat(run.json().path("conflicts").path(0).path("variable").asText()).isEqualTo("u");
    assertThat(run.code()).isEqualTo(1);
  }

  @Test
  void aRecipeOfFilesThatDoNotAgreeIsKept() throws IOException {
    Winds.file(1, "km h-1").write(Path.of(b));
    Path kept = folder.resolve("kept");
    assertThat(push(a, b, "--concat", "t", "--save-recipe", kept.toString()).code()).isEqualTo(1);
    assertThat(kept.resolve("Out.java")).isRegularFile();
  }

  @Test
  void aRecipeIsNotKeptWhereAnOptionIsWrong() {
    Path kept = folder.resolve("kept");
    CommandRun run = push(a, "--memory", "much", "--save-recipe", kept.toString());
    assertThat(run.err()).startsWith("Invalid value for option '--memory'");
    assertThat(run.code()).isEqualTo(2);
    assertThat(kept).doesNotExist();
  }

  @Test
  void aLoginInAUrlIsRefusedAndNotShown() {
    CommandRun run = push("https://me:secret@127.0.0.1/a.nc");
    Winds.assertFails(
        run,
        "Cannot push https://…: it has a login, which the recipe would keep. Take it out, and use --auth.");
  }

  @Test
  void aFileUrlThatIsNoneIsNamed() {
    assertThat(push("file:a.nc").message())
        .startsWith("arcoforge: Cannot push file:a.nc: ")
        .endsWith("Write it like file:///absolute/path, with %20 for a space, or give the path.");
  }

  @ParameterizedTest
  @ValueSource(strings = {"push", "push a.nc", "push --target x.zarr", "push a.nc --target"})
  void aTargetAndAFileAreNeeded(String line) {
    CommandRun run = CommandRun.of(line.split(" ", -1));
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("Usage: arcoforge push");
  }
}
