package org.arcoforge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.arcoforge.pattern.FilePattern;
import org.arcoforge.recipe.LoadedRecipe;
import org.arcoforge.recipe.Recipes;
import org.arcoforge.recipe.Target;
import org.arcoforge.zarr.ZarrFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The source of the recipe of a push. */
final class PushRecipeTest {
  @TempDir private Path folder;

  private LoadedRecipe loaded(PushRecipe recipe) throws IOException {
    Path file = folder.resolve(recipe.className() + ".java");
    return Recipes.load(Files.writeString(file, recipe.source()).toString());
  }

  private static PushRecipe single(String name, String url) {
    return new PushRecipe(name, List.of(url), "", "", Map.of(), null);
  }

  @Test
  void aListIsARecipeOfTheHouse() {
    PushRecipe recipe =
        new PushRecipe(
            "fnoc-winds",
            List.of("/d/fnoc_winds_1982.nc", "/d/fnoc_winds_1983.nc"),
            "TIME",
            "",
            Map.of("TIME", 24L),
            null);
    assertThat(recipe.className()).isEqualTo("FnocWinds");
    assertThat(recipe.source())
        .isEqualTo(
            """
            package fnoc_winds;

            import java.util.List;
            import org.arcoforge.pattern.FilePattern;
            import org.arcoforge.recipe.Recipe;
            import org.arcoforge.recipe.Target;

            /** Original data, 2 files. Written by arcoforge push. */
            public final class FnocWinds implements Recipe {
              @Override
              public FilePattern files() {
                return FilePattern.of(
                        List.of(
                            "/d/fnoc_winds_1982.nc",
                            "/d/fnoc_winds_1983.nc"))
                    .concat("TIME");
              }

              @Override
              public Target target() {
                return Target.named("fnoc-winds").chunk("TIME", 24);
              }
            }
            """);
  }

  @Test
  void oneFileNeedsNoList() {
    assertThat(single("a", "/d/a.nc").source())
        .isEqualTo(
            """
            package a;

            import org.arcoforge.pattern.FilePattern;
            import org.arcoforge.recipe.Recipe;
            import org.arcoforge.recipe.Target;

            /** Original data, 1 file. Written by arcoforge push. */
            public final class A implements Recipe {
              @Override
              public FilePattern files() {
                return FilePattern.single("/d/a.nc");
              }

              @Override
              public Target target() {
                return Target.named("a");
              }
            }
            """);
  }

  @Test
  void allThatIsSaidIsInIt() throws IOException {
    Map<String, Long> chunks = new LinkedHashMap<>();
    chunks.put("a very long name of a dimension, as nobody would ever give one", 1L);
    chunks.put("time", 3_000_000_000L);
    chunks.put("\"x\\u0022", 7L);
    PushRecipe recipe =
        new PushRecipe("a", List.of("/b", "/a"), "time", "g/{h}", chunks, ZarrFormat.V2);
    LoadedRecipe loaded = loaded(recipe);
    assertThat(loaded.recipe().files())
        .isEqualTo(FilePattern.of(List.of("/b", "/a")).concat("time").group("g/{h}"));
    Target target = Target.named("a").format(ZarrFormat.V2);
    for (Map.Entry<String, Long> chunk : chunks.entrySet()) {
      target = target.chunk(chunk.getKey(), chunk.getValue());
    }
    assertThat(loaded.recipe().target()).isEqualTo(target);
    assertThat(recipe.source().lines()).allMatch(line -> line.length() <= 100);
  }

  @Test
  void namesAreTakenLiterally() throws IOException {
    List<String> names =
        List.of(
            "/a b\"c\\d.nc",
            "/{time:yyyy}*?[x].nc",
            "/\\u0041\\\\u0042.nc",
            "/line\nfeed\r\ttab\u0001\u007f7.nc",
            "/größe 日本 \uD83C\uDF0A e\u0301 \u202E\u2028\u0085.nc",
            "/*/ comment //.nc",
            "/a!/b.nc",
            "/-%s%n$1.nc",
            "/\"\"\"\\");
    LoadedRecipe loaded = loaded(new PushRecipe("a", names, "t", "", Map.of(), null));
    assertThat(loaded.recipe().files()).isEqualTo(FilePattern.of(names).concat("t"));
  }

  @Test
  void whatCannotBeSeenIsEscaped() {
    assertThat(PushRecipe.literal("é\u202E\u001B\\u0041")).isEqualTo("\"é\\u202e\\033\\\\u0041\"");
  }

  @Test
  void anyNumberOfFilesCompiles() throws IOException {
    List<String> many = IntStream.range(0, 70_001).mapToObj(i -> "/data/" + i + ".nc").toList();
    LoadedRecipe loaded = loaded(new PushRecipe("urls0", many, "t", "", Map.of(), null));
    assertThat(loaded.recipe().files()).isEqualTo(FilePattern.of(many).concat("t"));
  }

  @Test
  void oneMoreThanGoesTogetherIsAllThere() throws IOException {
    List<String> most =
        IntStream.range(0, PushRecipe.MOST_TOGETHER).mapToObj(i -> "/" + i).toList();
    assertThat(new PushRecipe("a", most, "t", "", Map.of(), null).source()).doesNotContain("Urls");
    List<String> more =
        IntStream.rangeClosed(0, PushRecipe.MOST_TOGETHER).mapToObj(i -> "/" + i).toList();
    PushRecipe recipe = new PushRecipe("a", more, "t", "", Map.of(), null);
    assertThat(recipe.source()).contains("Urls1").doesNotContain("Urls2");
    assertThat(loaded(recipe).recipe().files()).isEqualTo(FilePattern.of(more).concat("t"));
  }

  @ParameterizedTest
  @CsvSource({
    "out/fnoc-winds.zarr,             fnoc-winds",
    "/out/Sea Surface.ZARR/,          sea-surface",
    "gs://bucket/folder/a.b.zarr,     a.b",
    "s3://bucket,                     bucket",
    "file:///out/x%20y.zarr,          x-20y",
    "out/größe.zarr,                  gr-e",
    "out/日本.zarr,                   data",
    "out/.zarr,                       data",
    "out/__x__.zarr,                  x",
    "C:\\out\\winds.zarr,             winds",
    "..,                              data",
  })
  void theTargetGivesTheName(String target, String name) {
    assertThat(PushRecipe.name(target)).isEqualTo(name);
    assertThat(Target.named(name).name()).isEqualTo(name);
  }

  @Test
  void aLongNameIsCut() {
    assertThat(PushRecipe.name("x".repeat(300))).isEqualTo("x".repeat(60));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "list",
        "string",
        "object",
        "override",
        "target",
        "recipe",
        "file-pattern",
        "array-list",
        "zarr-format",
        "2020-sst",
        "int",
        "java",
        "my-test",
        "test",
        "a.b",
        "org",
        "record",
        "urls0",
      })
  void anyNameMakesAClass(String name) throws IOException {
    assertThat(loaded(single(name, "/a.nc")).recipe().target()).isEqualTo(Target.named(name));
  }
}
