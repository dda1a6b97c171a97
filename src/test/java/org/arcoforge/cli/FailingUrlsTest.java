package org.arcoforge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.arcoforge.fetch.PlayedServer.Play;
import org.arcoforge.fetch.PlayedServer.Route;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Bakes without files that servers do not give, and their repair when they do. */
@Timeout(60)
final class FailingUrlsTest {
  private static final String MISSING = Served.DATA + "/w1.nc";

  @TempDir private Path folder = Path.of("");
  private Served served;
  private final List<Route> routes = new ArrayList<>();

  @BeforeEach
  void threeFilesOfWhichOneIsMissing() throws IOException {
    served = new Served(folder);
    for (int key = 0; key < 3; key++) {
      routes.add(served.serve("/w" + key + ".nc", served.wind(key)));
    }
    routes.get(1).then(Play.status(404, "gone fishing"));
  }

  @AfterEach
  void stop() throws IOException {
    served.close();
  }

  private String recipe(String onFailure) throws IOException {
    return served.recipe(
        "some",
        "FilePattern.of(\"%s/w{t}.nc\").concat(\"t\", Keys.range(0, 2))".formatted(Served.DATA),
        ".onFailure(OnFailure." + onFailure + ")");
  }

  private Map<String, byte[]> whole(String onFailure) throws IOException {
    routes.get(1).then(Play.normal());
    served.bakes(recipe(onFailure), "whole");
    return Served.tree(served.store("whole"));
  }

  private void assertListed(String treated) throws IOException {
    JsonNode json = served.run("inspect", served.store("out").toString(), "--json").json();
    assertThat(json.path("attributes").path(treated + "_source_files").asText()).isEqualTo(MISSING);
  }

  private int requests() {
    return routes.stream().mapToInt(Route::requests).sum();
  }

  @Test
  void aMissingFileIsSkippedAndRepaired() throws IOException {
    CommandRun run = served.bake(recipe("SKIP"), "out");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out())
        .contains(
            "skipped  %s: Cannot fetch %s: the server answers 404 from %s: 'gone fishing'."
                .formatted(MISSING, MISSING, served.server().url("/data/w1.nc")))
        .contains("t 6, x 4");
    assertListed("skipped");
    routes.get(1).then(Play.normal());
    CommandRun repaired = served.bake(recipe("SKIP"), "out", "--repair");
    assertThat(repaired.code()).as(repaired.err()).isZero();
    assertThat(repaired.out()).contains("took in 1 file");
    Served.assertSame(Served.tree(served.store("out")), whole("SKIP"));
  }

  @Test
  void aMissingFileIsFilledAndItsRepairTouchesNoMoreThanItsChunks() throws Exception {
    CommandRun run = served.bake(recipe("FILL"), "out");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("filled   " + MISSING + ": ").contains("t 9, x 4");
    assertListed("filled");
    Map<String, byte[]> before = Served.tree(served.store("out"));
    Path untouched = served.store("out").resolve("u/c/0/0");
    Object key = Files.getAttribute(untouched, "unix:ino");
    long other = routes.get(0).bodyBytes() + routes.get(2).bodyBytes();
    CommandRun nothing = served.bake(recipe("FILL"), "out", "--repair");
    assertThat(nothing.out()).startsWith("Nothing to repair in ");
    Served.assertSame(Served.tree(served.store("out")), before);
    routes.get(1).then(Play.normal());
    CommandRun repaired = served.bake(recipe("FILL"), "out", "--repair");
    assertThat(repaired.code()).as(repaired.err()).isZero();
    assertThat(repaired.out())
        .startsWith(
            "Repaired %s: took in 1 file; no source file is skipped or filled."
                .formatted(served.store("out")));
    assertThat(routes.get(0).bodyBytes() + routes.get(2).bodyBytes())
        .as("but for the bytes that tell versions")
        .isLessThan(other + 10);
    assertThat(routes.get(1).bodyBytes()).isGreaterThanOrEqualTo(served.wind(1).length);
    assertThat(Files.getAttribute(untouched, "unix:ino")).isEqualTo(key);
    Map<String, byte[]> after = Served.tree(served.store("out"));
    TreeSet<String> changed = new TreeSet<>(after.keySet());
    changed.removeIf(name -> java.util.Arrays.equals(before.get(name), after.get(name)));
    assertThat(changed)
        .contains("u/c/1/0", "u/c/2/0", "zarr.json")
        .doesNotContain("u/c/0/0", "u/c/3/0", "u/c/4/0");
    Served.assertSame(after, whole("FILL"));
  }

  @Test
  void planAndVerifyTellOfIt() throws IOException {
    JsonNode plan = served.run("plan", recipe("FILL"), "--json").json();
    JsonNode failed = plan.path("failedFiles");
    assertThat(failed).hasSize(1);
    assertThat(failed.path(0).path("url").asText()).isEqualTo(MISSING);
    assertThat(failed.path(0).path("reason").asText()).contains("404");
    served.bake(recipe("FILL"), "out");
    int requests = requests();
    CommandRun run =
        served.run("verify", served.store("out").toString(), "--recipe", recipe("FILL"));
    assertThat(run.out()).contains("; 1 source file filled. No fault found.");
    assertThat(routes.get(1).requests()).as("not asked for").isEqualTo(2);
    assertThat(requests() - requests).isEqualTo(2);
  }

  @Test
  void manyMissingFilesAreListedShortly() throws IOException {
    String recipe =
        served.recipe(
            "many",
            "FilePattern.of(\"%s/none{t}.nc\").concat(\"t\", Keys.range(0, 39))"
                .formatted(Served.DATA),
            "");
    CommandRun run = served.bake(recipe, "out");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.message()).contains("Cannot read ").contains("of 40 source files");
    assertThat(run.err().lines().count()).as(run.err()).isLessThan(60);
  }

  @Test
  void aRecordThatLacksAFileIsSkippedOrFilledToo() throws IOException {
    served.zenodo(
        71, Map.of("w0.nc", served.wind(0), "w2.nc", served.wind(2), "w1.nc", served.wind(1)));
    served.route(Served.zenodoFile(71, "w1.nc")).then(Play.status(404, ""));
    String recipe =
        served.recipe(
            "zen",
            "FilePattern.of(\"zenodo:71/w{t}.nc\").concat(\"t\", Keys.range(0, 2))",
            ".onFailure(OnFailure.SKIP)");
    CommandRun run = served.bake(recipe, "out");
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("skipped  zenodo:71/w1.nc: Cannot fetch https://zenodo.org/");
  }
}
