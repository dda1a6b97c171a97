package org.arcoforge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.arcoforge.catalog.Written;
import org.arcoforge.fetch.PlayedServer;
import org.arcoforge.fetch.PlayedServer.Play;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The command catalog, as its users meet it. */
@Timeout(120)
final class CatalogCommandTest {
  private static final String URL =
      "https://nyu1.osn.mghpcc.org/leap-pangeo-pipeline/winds/winds.zarr";
  private static final String STORE =
      """
      {"node_type": "group", "zarr_format": 3,
       "attributes": {"title": "Winds", "pangeo_forge_build_timestamp": "2024-11-19T21:19:44Z"},
       "consolidated_metadata": {"kind": "inline", "metadata": {
         "lat": {"node_type": "array", "shape": [2], "dimension_names": ["lat"]},
         "lon": {"node_type": "array", "shape": [2], "dimension_names": ["lon"]}}}}
      """;

  @TempDir private Path folder = Path.of("");
  private PlayedServer server;

  @BeforeEach
  void start() throws IOException {
    server = PlayedServer.start();
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private String feedstock() throws IOException {
    Written.write(folder, "PMEL", "PMEL");
    return folder.toString();
  }

  private String mirror() {
    return "--mirror=https://nyu1.osn.mghpcc.org=" + server.url("");
  }

  private void serve(String text) {
    server.serve(
        "/leap-pangeo-pipeline/winds/winds.zarr/zarr.json",
        text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  private String store() throws IOException {
    Path store = folder.resolve("winds.zarr");
    Files.createDirectories(store);
    Files.writeString(store.resolve("zarr.json"), STORE);
    return store.toString();
  }

  @Test
  void storesAreOpened() throws IOException {
    CommandRun run = CommandRun.of("catalog", "validate", feedstock(), mirror());
    assertThat(run.out())
        .isEqualTo(
            """
            %s/catalog.yaml:10: fault: stores[0].url: Cannot open %s as Zarr: it has neither zarr.json nor .zgroup. Check its address; a store that is still being written, or was given up, has none either.
            %s: 1 fault found. 1 store opened.
            """
                .formatted(folder, URL, folder));
    assertThat(run.code()).isEqualTo(1);
    serve(STORE);
    run = CommandRun.of("catalog", "validate", feedstock(), mirror());
    assertThat(run.out()).isEqualTo("%s: No fault found. 1 store opened.%n".formatted(folder));
    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
  }

  @Test
  void aServerThatFailsOrWantsALoginIsNamed() throws IOException {
    server.answer("/leap-pangeo-pipeline/winds/winds.zarr/zarr.json").then(Play.status(403, "no"));
    assertThat(CommandRun.of("catalog", "validate", feedstock(), mirror()).out())
        .contains("Cannot open " + URL + ": the server wants a login.");
    server.answer("/leap-pangeo-pipeline/winds/winds.zarr/zarr.json").then(Play.status(400, "no"));
    assertThat(CommandRun.of("catalog", "validate", feedstock(), mirror()).out())
        .contains("stores[0].url: Cannot fetch ")
        .contains("400");
  }

  @Test
  void withoutANetworkNothingIsOpenedAndItIsSaid() throws IOException {
    CommandRun run = CommandRun.of("catalog", "validate", "--offline", feedstock(), mirror());
    assertThat(run.out())
        .isEqualTo("%s: No fault found. 1 store not opened (--offline).%n".formatted(folder));
    assertThat(server.requestTimes()).isEmpty();
    assertThat(run.code()).isZero();
  }

  @Test
  void warningsAreNoFailure() throws IOException {
    Written.write(folder, "tags: [zarr, wind]", "tag: [zarr, wind]");
    CommandRun run = CommandRun.of("catalog", "validate", "--offline", folder.toString());
    assertThat(run.out())
        .isEqualTo(
            """
            %s/catalog.yaml:3: warning: tag: LEAP's catalog ignores this key. Is 'tags' meant?
            %s: No fault found, 1 warning. 1 store not opened (--offline).
            """
                .formatted(folder, folder));
    assertThat(run.code()).isZero();
  }

  @Test
  void theFindingsAreDataToo() throws IOException {
    Written.write(folder, "title: \"Winds, 1982-1985\"", "title: 1982\nversion: \"1\"");
    CommandRun run =
        CommandRun.of("catalog", "validate", "--json", "--offline", folder.toString(), "none");
    JsonNode json = run.json();
    assertThat(json.path("offline").asBoolean()).isTrue();
    JsonNode first = json.path("feedstocks").path(0);
    assertThat(first.path("path").asText()).isEqualTo(folder.toString());
    assertThat(first.path("stores").asInt()).isEqualTo(1);
    assertThat(first.path("storesOpened").asInt()).isZero();
    assertThat(first.path("faults")).hasSize(1);
    JsonNode fault = first.path("faults").path(0);
    assertThat(fault.path("file").asText()).isEqualTo(folder + "/meta.yaml");
    assertThat(fault.path("line").asInt()).isEqualTo(1);
    assertThat(fault.path("path").asText()).isEqualTo("title");
    assertThat(fault.path("text").asText()).startsWith("is the number '1982', not text.");
    assertThat(first.path("warnings").path(0).path("path").asText()).isEqualTo("version");
    assertThat(json.path("feedstocks").path(1).path("faults").path(0).path("text").asText())
        .isEqualTo("Cannot read it: there is no such file.");
    assertThat(run.code()).isEqualTo(1);
  }

  @Test
  void bucketsThatExpireAreNamedByTheUser() throws IOException {
    Written.write(folder, URL, "gs://mine/scratch/winds.zarr");
    assertThat(
            CommandRun.of(
                    "catalog",
                    "validate",
                    "--offline",
                    "--expiring=gs://mine/scratch=3",
                    folder.toString())
                .out())
        .contains("will not stay: gs://mine/scratch deletes objects after 3 days.");
    CommandRun run = CommandRun.of("catalog", "validate", "--offline", "--expiring=mine", ".");
    assertThat(run.err()).startsWith("Invalid value for option '--expiring': 'mine'");
    assertThat(run.code()).isEqualTo(2);
  }

  private CommandRun validateRecipe(String object, String source) throws IOException {
    Written.write(folder, "winds.Winds", object);
    Files.writeString(folder.resolve("Winds.java"), source);
    return CommandRun.of("catalog", "validate", "--offline", folder.toString());
  }

  private static String source(String files, String target) {
    return """
        package winds;
        import org.arcoforge.pattern.FilePattern;
        import org.arcoforge.recipe.Recipe;
        import org.arcoforge.recipe.Target;
        public final class Winds implements Recipe {
          @Override public FilePattern files() { return FilePattern.single("%s"); }
          @Override public Target target() { return Target.named("%s"); }
        }
        """
        .formatted(files, target);
  }

  @Test
  void recipesAreLoaded() throws IOException {
    CommandRun good = validateRecipe("winds.Winds", source("a.nc", "winds"));
    assertThat(good.out()).startsWith(folder + ": No fault found.");
    assertThat(good.code()).isZero();
    assertThat(validateRecipe("winds.Winds", source("a.nc", "wind")).out())
        .startsWith(
            "%s/meta.yaml:5: fault: recipes[0].id: the target of winds.Winds is named 'wind', not 'winds'. Give both one name.%n"
                .formatted(folder));
    assertThat(validateRecipe("Winds", source("a.nc", "winds")).out())
        .startsWith(
            "%s/meta.yaml:6: fault: recipes[0].object: the class in %s/Winds.java is winds.Winds, not 'Winds'. Write that.%n"
                .formatted(folder, folder));
    assertThat(validateRecipe("recipe:winds", source("a.nc", "winds")).out())
        .startsWith(
            "%s/meta.yaml:6: fault: recipes[0].object: 'recipe:winds' is no class of a .java file in %s. Write the class's name, with its package.%n"
                .formatted(folder, folder));
    assertThat(validateRecipe("winds.Winds", source("zenodo:<record>/a.nc", "winds")).out())
        .startsWith(
            "%s/meta.yaml:6: fault: recipes[0].object: its files are 'zenodo:<record>/a.nc', and '<record>' is from a template. Say in %s/Winds.java which files there are.%n"
                .formatted(folder, folder));
    assertThat(validateRecipe("winds.Winds", "package winds; class Winds {}").out())
        .startsWith(
            "%s/meta.yaml:6: fault: recipes[0].object: Cannot load recipe %s/Winds.java: "
                .formatted(folder, folder));
  }

  @Test
  void allFeedstocksOfTheRepositoryAreValid() throws IOException {
    List<String> arguments = new ArrayList<>(List.of("catalog", "validate", "--offline"));
    try (Stream<Path> folders = Files.list(Path.of("..", "recipes"))) {
      folders
          .filter(recipe -> Files.exists(recipe.resolve("meta.yaml")))
          .sorted()
          .forEach(recipe -> arguments.add(recipe.toString()));
    }
    CommandRun run = CommandRun.of(arguments.toArray(String[]::new));
    assertThat(arguments).hasSizeGreaterThan(12);
    assertThat(run.out().lines()).hasSize(arguments.size() - 3);
    assertThat(run.out().lines()).allMatch(line -> line.endsWith(": No fault found."));
    assertThat(run.code()).isZero();
  }

  @Test
  void linesOfPythonAreThoseOfTheCatalog() throws IOException {
    serve(STORE);
    String url = server.url("/leap-pangeo-pipeline/winds/winds.zarr");
    assertThat(CommandRun.of("catalog", "snippet", url).out())
        .isEqualTo(
            """
            import xarray as xr

            store = '%s'
            ds = xr.open_dataset(store, engine='zarr', chunks={})
            """
                .formatted(url));
    assertThat(CommandRun.of("catalog", "snippet", store()).out())
        .isEqualTo(
            """
            import xarray as xr
            ds = xr.open_dataset("%s/winds.zarr", engine="zarr", chunks={})
            """
                .formatted(folder));
    assertThat(CommandRun.of("catalog", "snippet", "--json", url).json().path("python").asText())
        .endsWith("ds = xr.open_dataset(store, engine='zarr', chunks={})\n");
    Winds.assertFails(
        CommandRun.of("catalog", "snippet", folder.toString()),
        "Cannot open %s as Zarr: it has neither zarr.json nor .zgroup. Check its address; a store that is still being written, or was given up, has none either."
            .formatted(folder));
  }

  @Test
  void anEntrySaysWhatTheStoreSays() throws IOException {
    serve(STORE);
    String url = server.url("/leap-pangeo-pipeline/winds/winds.zarr");
    CommandRun run = CommandRun.of("catalog", "entry", url);
    assertThat(run.out())
        .isEqualTo(
            """
            stores:
              - id: "winds"
                name: "Winds"
                url: "%s"
                xarray_open_kwargs:
                  engine: zarr
                public: true
                geospatial: true
                last_updated: "2024-11-19T21:19:44Z"
            """
                .formatted(url));
    assertThat(run.err()).isEmpty();
    JsonNode json =
        CommandRun.of(
                "catalog",
                "entry",
                store(),
                "--url",
                URL,
                "--id=w",
                "--name=W 1",
                "--json",
                mirror())
            .json();
    assertThat(json.path("id").asText()).isEqualTo("w");
    assertThat(json.path("name").asText()).isEqualTo("W 1");
    assertThat(json.path("url").asText()).isEqualTo(URL);
    assertThat(json.path("public").asBoolean()).isTrue();
  }

  @Test
  void whetherEverybodyReadsItIsSaidIfItIsKnown() throws IOException {
    CommandRun run = CommandRun.of("catalog", "entry", store(), "--url", URL, mirror());
    assertThat(run.out()).doesNotContain("public");
    assertThat(run.err())
        .isEqualTo(
            "warning: nothing is at %s yet. The entry does not say whether the store is public.%n"
                .formatted(URL));
    server.answer("/leap-pangeo-pipeline/winds/winds.zarr/.zmetadata").then(Play.status(403, ""));
    assertThat(CommandRun.of("catalog", "entry", store(), "--url", URL, mirror()).out())
        .contains("public: false");
    CommandRun offline =
        CommandRun.of("catalog", "entry", store(), "--url", URL, mirror(), "--offline");
    assertThat(offline.out()).doesNotContain("public");
    assertThat(offline.err()).isEmpty();
  }

  @Test
  void anEntryNeedsAPlaceThatThePublicReachesForLong() throws IOException {
    CommandRun local = CommandRun.of("catalog", "entry", store());
    assertThat(local.err())
        .startsWith(
            "Cannot make an entry of %s/winds.zarr: the public does not reach it. Say with --url where it will be."
                .formatted(folder));
    assertThat(local.code()).isEqualTo(2);
    CommandRun path = CommandRun.of("catalog", "entry", store(), "--url", "s3://b/a.zarr");
    assertThat(path.err())
        .startsWith(
            "Invalid value for option '--url': 's3://b/a.zarr' (write it like https://host/path).");
    assertThat(path.code()).isEqualTo(2);
    String scratch = "https://storage.googleapis.com/leap-scratch/me/w.zarr";
    Winds.assertFails(
        CommandRun.of("catalog", "entry", store(), "--offline", "--url", scratch),
        "Cannot make an entry of %s: gs://leap-scratch deletes objects after 7 days. Copy the store to where it stays, or say --allow-scratch."
            .formatted(scratch));
    assertThat(
            CommandRun.of(
                    "catalog", "entry", store(), "--offline", "--url", scratch, "--allow-scratch")
                .code())
        .isZero();
  }

  @Test
  void aCatalogIsSearched() throws IOException {
    Path catalog = folder.resolve("catalog.json");
    Files.writeString(
        catalog,
        """
        [{"title": "Sea Surface", "description": "daily", "tags": ["ocean"],
          "provenance": {"license": "CC-BY-4.0"},
          "stores": [{"id": "sst", "name": "SST", "url": "gs://b/a.zarr"}]},
         {"title": "Land", "description": "", "tags": null, "stores": null}]
        """);
    CommandRun run =
        CommandRun.of("catalog", "search", "sea daily", "OCEAN", "--catalog", catalog.toString());
    assertThat(run.out())
        .isEqualTo(
            """
            Sea Surface
              tags     ocean
              licence  CC-BY-4.0
              store    SST
                       gs://b/a.zarr

            1 of 2 datasets
            """);
    assertThat(run.code()).isZero();
    CommandRun none = CommandRun.of("catalog", "search", "ice", "--catalog", catalog.toString());
    assertThat(none.out()).isEqualTo("Nothing found in 2 datasets of %s%n".formatted(catalog));
    assertThat(none.code()).isZero();
    server.serve("/c.json", Files.readAllBytes(catalog));
    JsonNode json =
        CommandRun.of("catalog", "search", "sea", "--json", "--catalog", server.url("/c.json"))
            .json();
    assertThat(json.path("found").path(0).path("stores").path(0).path("url").asText())
        .isEqualTo("gs://b/a.zarr");
    Winds.assertFails(
        CommandRun.of(
            "catalog", "search", "sea", "--catalog", folder.resolve("no.json").toString()),
        "Cannot find %s/no.json: there is no such file.".formatted(folder));
  }

  @Test
  void wrongUsageExitsWithTwo() {
    for (String line : List.of("", "search", "snippet", "entry", "tidy", "validate --online")) {
      CommandRun run = CommandRun.of(("catalog " + line).strip().split(" "));
      assertThat(run.err()).containsPattern("Usage: arcoforge catalog|Did you mean: catalog");
      assertThat(run.code()).isEqualTo(2);
    }
  }
}
