package org.arcoforge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.arcoforge.pattern.FilePattern;
import org.arcoforge.pipeline.GivenRecipe;
import org.arcoforge.store.LocalStore;
import org.arcoforge.zarr.ZarrReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Where stores go, where source files are, and what is replaced. */
final class PathsTest {
  @TempDir private Path folder;
  private Winds winds = new Winds(Path.of(""));

  @BeforeEach
  void twoSoundFiles() throws IOException {
    winds = new Winds(folder);
    winds.write();
  }

  @Test
  void aStoreIsReplacedOnlyWhenAsked() throws IOException {
    assertThat(winds.bake().code()).isZero();
    byte[] before = Files.readAllBytes(folder.resolve("out.zarr/zarr.json"));
    Winds.assertFails(
        winds.bake("--zarr", "2"),
        "Cannot write to %s: a Zarr store is there already. Choose another target, or replace it with --overwrite."
            .formatted(winds.store()));
    assertThat(folder.resolve("out.zarr/zarr.json")).hasBinaryContent(before);
    assertThat(winds.bake("--zarr", "2", "--overwrite").code()).isZero();
    assertThat(folder.resolve("out.zarr/zarr.json")).doesNotExist();
    assertThat(CommandRun.of("verify", winds.store(), "--recipe", Winds.RECIPE).code()).isZero();
  }

  @Test
  void aStoreBehindALinkIsSeen() throws IOException {
    assertThat(winds.bake().code()).isZero();
    Path link = folder.resolve("link.zarr");
    Files.createSymbolicLink(link, folder.resolve("out.zarr"));
    assertThat(Winds.bakeTo(link.toString()).message()).contains("a Zarr store is there already");
    assertThat(Winds.bakeTo(link.toString(), "--overwrite").code()).isZero();
    assertThat(link).isSymbolicLink();
  }

  @Test
  void whatIsNoStoreIsNeverReplaced() throws IOException {
    Path many = folder.resolve("many");
    assertThat(Winds.bakeTo(many.resolve("a.zarr").toString()).code()).isZero();
    Winds.assertFails(
        Winds.bakeTo(many.toString(), "--overwrite"),
        "Cannot write to %s: it is not empty and not a Zarr store (it has a.zarr/t/c/0). Choose another target."
            .formatted(many));
    assertThat(CommandRun.of("verify", many.resolve("a.zarr").toString()).code()).isZero();
  }

  @Test
  void aFileInTheWayOfTheTargetIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    Winds.assertFails(
        Winds.bakeTo(file.toString(), "--overwrite"),
        "Cannot open store %s: it is not a directory. Choose another path.".formatted(file));
    Winds.assertFails(
        Winds.bakeTo(file + "/out.zarr"),
        "Cannot open store %s/out.zarr: %s is not a directory. Choose another path."
            .formatted(file, file));
    assertThat(file).hasContent("x");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "''            | Cannot open store '': it has no name. Use a path, or a file:, gs://, s3://, http: or https: URI.",
        "az://b/a.zarr | Cannot open store az://b/a.zarr: scheme 'az' is not known. Use a path, or a file:, gs://, s3://, http: or https: URI.",
        "gs://b//a     | Cannot open store gs://b//a: it is no bucket and path. Write it like gs://bucket/folder/name.zarr.",
        "s3:///a       | Cannot open store s3:///a: it is no bucket and path. Write it like s3://bucket/folder/name.zarr.",
        "s3://ID:KEY@b | Cannot open store s3://…@b: it is no bucket and path. Write it like s3://bucket/folder/name.zarr.",
        "gs://b/../a   | Cannot open store gs://b/../a: it is no bucket and path. Write it like gs://bucket/folder/name.zarr.",
        "file:a b      | Cannot open store file:a b: Illegal character in opaque part at index 6: file:a b. Write it like file:///absolute/path, with %20 for a space, or give the path.",
        "file:a        | Cannot open store file:a: URI is not hierarchical. Write it like file:///absolute/path, with %20 for a space, or give the path.",
      })
  void targetsThatNameNoStoreAreRefused(String target, String message) {
    Winds.assertFails(Winds.bakeTo(target), message);
  }

  @ParameterizedTest
  @ValueSource(strings = {"new/parent/out.zarr", "with space/ünï ☂.zarr", "per%20cent/", "a/../b"})
  void targetsMayHaveAnyName(String name) throws IOException {
    String target = folder + "/" + name;
    assertThat(Winds.bakeTo(target).err()).doesNotContain("Cannot");
    assertThat(ZarrReader.open(new LocalStore(Path.of(target))).metadata().arrays()).hasSize(2);
    String uri = Path.of(target).toUri().toString();
    assertThat(CommandRun.of("inspect", uri).out()).contains("t 6, x 4");
    assertThat(CommandRun.of("verify", uri, "--recipe", Winds.RECIPE).code()).isZero();
    assertThat(Winds.bakeTo(uri, "--overwrite").code()).isZero();
  }

  @Test
  void aRelativeTargetIsInTheWorkingDirectory() throws IOException {
    Path working = Path.of("").toAbsolutePath();
    assertThat(Winds.bakeTo(working.relativize(folder.resolve("rel.zarr")).toString()).code())
        .isZero();
    assertThat(folder.resolve("rel.zarr/zarr.json")).exists();
  }

  @Test
  void sourcesMayBeFileUrls() {
    GivenRecipe.give(
        FilePattern.single(folder.resolve("wind 0%.nc").toUri().toString()), Winds.target());
    assertThat(winds.bake().err()).doesNotContain("Cannot");
    GivenRecipe.give(FilePattern.single("file:wind 0.nc"), Winds.target());
    assertThat(winds.bake("--overwrite").message())
        .startsWith("arcoforge: Cannot find source file file:wind 0.nc: Illegal character")
        .endsWith("Write it like file:///absolute/path, with %20 for a space, or give the path.");
  }

  @Test
  void sourcesMayHaveAColonInTheirName() throws IOException {
    Files.copy(folder.resolve("wind 0%.nc"), folder.resolve("d01-00:00.nc"));
    GivenRecipe.give(FilePattern.single("d01-00:00.nc"), Winds.target());
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
    CommandRun run = CommandRun.of("bake", recipe, "--target", winds.store());
    assertThat(run.err()).doesNotContain("Cannot");
    assertThat(CommandRun.of("verify", winds.store(), "--recipe", recipe + "Near.java").out())
        .contains("compared 30 values with the source files. No fault found.");
  }
}
