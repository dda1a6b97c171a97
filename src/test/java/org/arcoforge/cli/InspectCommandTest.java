package org.arcoforge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.arcoforge.pattern.FilePattern;
import org.arcoforge.pipeline.Archive;
import org.arcoforge.pipeline.GivenRecipe;
import org.arcoforge.recipe.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code inspect} of files, stores and what is neither. */
final class InspectCommandTest {
  @TempDir private Path folder;

  private static String corpus(String name) throws URISyntaxException {
    return Path.of(
            Objects.requireNonNull(InspectCommandTest.class.getResource("/corpus/" + name)).toURI())
        .toString();
  }

  private Path file() throws IOException {
    Path file = folder.resolve("a b.nc");
    new Archive()
        .dimension("t", 2)
        .dimension("x", 3)
        .unlimited("t")
        .variable("u", List.of("t", "x"), new short[6])
        .attribute("u", "units", "m s-1")
        .attribute("u", "scale_factor", 0.5)
        .attribute("", "title", "wind")
        .write(file);
    return file;
  }

  private String store(String format) throws IOException {
    GivenRecipe.give(FilePattern.single(file().toString()), Target.named("wind").chunk("x", 2));
    String store = folder.resolve("out.zarr").toString();
    CommandRun run =
        CommandRun.of(
            "bake", GivenRecipe.class.getName(), "--target", store, "--zarr", format, "--json");
    assertThat(run.code()).describedAs(run.err()).isZero();
    return store;
  }

  private static void assertFails(String message, String... arguments) {
    CommandRun run = CommandRun.of(arguments);
    assertThat(run.err().strip()).isEqualTo("arcoforge: " + message);
    assertThat(run.out()).isEmpty();
    assertThat(run.code()).isEqualTo(1);
  }

  @Test
  void aNetcdf3FileIsShown() throws IOException {
    Path file = file();
    CommandRun run = CommandRun.of("inspect", file.toString());
    assertThat(run.out().lines().map(String::strip))
        .contains(
            "t = 2 (unlimited)",
            "x = 3",
            "int16 u(t, x)  12 bytes",
            "units: \"m s-1\"",
            "scale_factor: 0.5",
            "title: \"wind\"");
    assertThat(run.out()).startsWith(file + ": netCDF-3 classic, ");
    assertThat(run.err()).isEmpty();
    JsonNode json = CommandRun.of("inspect", file.toUri().toString(), "--json").json();
    assertThat(json.path("variables").path(0).path("type").asText()).isEqualTo("int16");
    assertThat(json.path("variables").path(0).path("dimensions").toString())
        .isEqualTo("[\"t\",\"x\"]");
    assertThat(json.path("bytes").asLong()).isEqualTo(Files.size(file));
  }

  @Test
  void groupsAreListedAndShownByChoice() throws Exception {
    String file = corpus("groups.nc");
    assertThat(CommandRun.of("inspect", file).out())
        .contains("science/grid")
        .contains("(show one with --group)")
        .contains("float32 x(x)")
        .doesNotContain("int32 v");
    assertThat(CommandRun.of("inspect", file, "--group", "/science").out())
        .contains("int32 v(time, y, x)")
        .contains("note: \"inner\"");
    JsonNode json = CommandRun.of("inspect", file, "--group", "science", "--json").json();
    assertThat(json.path("groups").toString()).contains("\"science\"").contains("\"empty\"");
    assertThat(json.path("variables").findValuesAsText("name")).contains("v", "y");
  }

  @Test
  void anUnknownGroupIsNamedWithThoseThatExist() throws Exception {
    String file = corpus("groups.nc");
    CommandRun run = CommandRun.of("inspect", file, "--group", "art");
    assertThat(run.message())
        .startsWith("arcoforge: Cannot find group 'art' in " + file + ": its groups are [")
        .contains("science/grid");
    assertThat(run.code()).isEqualTo(1);
    Path flat = file();
    assertFails(
        "Cannot find group 'art' in %s: it has no groups.".formatted(flat),
        "inspect",
        flat.toString(),
        "--group",
        "art");
  }

  @Test
  void everyFileOfTheCorpusIsShownAsValidJson() throws Exception {
    for (String name : List.of("attributes.nc", "types.h5", "unsupported.nc", "fill.nc", "cf.nc")) {
      CommandRun run = CommandRun.of("inspect", corpus(name), "--json");
      assertThat(run.code()).describedAs(name + run.err()).isZero();
      assertThat(run.json().path("variables").isArray()).describedAs(name).isTrue();
      assertThat(CommandRun.of("inspect", corpus(name)).code()).isZero();
    }
    assertThat(CommandRun.of("inspect", corpus("unsupported.nc")).out()).contains("cannot be read");
  }

  @ParameterizedTest
  @CsvSource({"2, Zarr 2", "3, Zarr 3"})
  void aStoreIsShown(String format, String words) throws IOException {
    String store = store(format);
    CommandRun run = CommandRun.of("inspect", store);
    assertThat(run.out())
        .startsWith(store + ": " + words)
        .contains("t 2, x 3")
        .contains("2 of (2 × 2)")
        .contains("wind");
    JsonNode json = CommandRun.of("inspect", store, "--json").json();
    assertThat(json.path("format").asText()).isEqualTo(words);
    assertThat(json.path("arrays").path(0).path("chunk").toString()).isEqualTo("[2,2]");
    assertThat(json.path("arrays").path(0).path("attributes").path("units").asText())
        .isEqualTo("m s-1");
    assertFails(
        "Cannot show group 'a' of %s: it is a Zarr store or a directory, and only groups of files can be shown. Give the address of the group."
            .formatted(store),
        "inspect",
        store,
        "--group",
        "a");
  }

  @Test
  void whatIsNotThereIsNamed() {
    String missing = folder.resolve("none.nc").toString();
    assertFails(
        "Cannot find source file %s: there is no %s. Check the URL, and the folder that it is relative to, %s."
            .formatted(missing, missing, Path.of("").toAbsolutePath()),
        "inspect",
        missing);
    String zarr = folder.resolve("none.zarr").toString();
    assertThat(CommandRun.of("verify", zarr).message())
        .startsWith("arcoforge: Cannot open " + zarr + " as Zarr: it has neither zarr.json nor");
  }

  @Test
  void aDirectoryThatIsNoStoreIsCalledThat() throws IOException {
    Files.writeString(folder.resolve("notes.txt"), "x");
    assertFails(
        "Cannot open %s as Zarr: it has neither zarr.json nor .zgroup. Check its address; a store that is still being written, or was given up, has none either."
            .formatted(folder),
        "inspect",
        folder.toString());
  }

  @Test
  void aWebPageIsCalledThat() throws IOException {
    Path page = Files.writeString(folder.resolve("page.nc"), "<html><body>404</body></html>");
    assertFails(
        "Cannot open %s: it looks like an HTML page: '<html><body>404</body></html>'. Check the URL, and whether it needs a login."
            .formatted(page),
        "inspect",
        page.toString(),
        "--json");
  }

  @Test
  void damagedMetadataAreNamed() throws IOException {
    String store = store("3");
    Files.writeString(Path.of(store, "zarr.json"), "{\"node_type\": ");
    CommandRun run = CommandRun.of("inspect", store);
    assertThat(run.message()).contains("zarr.json").contains(store).contains("not JSON");
    assertThat(run.code()).isEqualTo(1);
  }
}
