package org.arcoforge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.arcoforge.fetch.PlayedServer.Content;
import org.arcoforge.fetch.PlayedServer.Play;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** {@code resolve}, and runs with the lock file that it writes. */
@Timeout(60)
final class ResolveCommandTest {
  @TempDir private Path folder = Path.of("");
  private Served served;
  private String recipe = "";
  private Path lock = Path.of("");

  @BeforeEach
  void start() throws IOException {
    served = new Served(folder);
    served.zenodo(71, served.winds("w%d.nc"));
    recipe = served.recipe("zen", Served.matching("zenodo:71/w*.nc"), "");
    lock = Path.of(recipe, "sources.lock.json");
  }

  @AfterEach
  void stop() throws IOException {
    served.close();
  }

  private CommandRun resolves(String... more) {
    String[] arguments = new String[2 + more.length];
    arguments[0] = "resolve";
    arguments[1] = recipe;
    System.arraycopy(more, 0, arguments, 2, more.length);
    CommandRun run = served.run(arguments);
    assertThat(run.code()).as(run.err()).isZero();
    return run;
  }

  private void assertFails(CommandRun run, String message) throws IOException {
    assertThat(run.err().strip()).isEqualTo("arcoforge: " + message);
    assertThat(run.code()).isEqualTo(1);
    assertThat(Served.tree(served.store("out"))).isEmpty();
  }

  @Test
  void theLockFileSaysWhichFilesAreMeant() throws IOException {
    int bytes = served.wind(0).length + served.wind(1).length;
    CommandRun run = resolves();
    assertThat(run.out())
        .isEqualTo(
            """
            zenodo:71  Winds
              version 1.1, DOI 10.5281/zenodo.71, licence CC-BY-4.0
            %s: 2 files, %d bytes; 2 with a checksum
            """
                .formatted(lock, bytes));
    assertThat(run.err()).isEmpty();
    JsonNode document = new JsonMapper().readTree(lock.toFile());
    assertThat(document.path("globs").path("zenodo:71/w*.nc")).hasSize(2);
    JsonNode file = document.path("files").path(1);
    assertThat(file.path("source").asText()).isEqualTo("zenodo:71/w1.nc");
    assertThat(file.path("size").asInt()).isEqualTo(served.wind(1).length);
    assertThat(file.path("checksum").asText()).isEqualTo("md5:" + Served.md5(served.wind(1)));
    assertThat(file.path("url").asText()).isEqualTo("https://zenodo.org/records/71/files/w1.nc");
    String first = Files.readString(lock);
    assertThat(first).doesNotContain("127.0.0.1");
    resolves();
    assertThat(lock).hasContent(first);
    assertThat(served.route(Served.zenodoFile(71, "w0.nc")).requests()).isZero();
  }

  @Test
  void jsonIsOneDocument() throws IOException {
    JsonNode json = resolves("--json").json();
    assertThat(json.path("lock").asText()).isEqualTo(lock.toString());
    assertThat(json.path("files").asInt()).isEqualTo(2);
    assertThat(json.path("withChecksum").asInt()).isEqualTo(2);
    assertThat(json.path("notices")).isEmpty();
  }

  @Test
  void aNewerVersionIsNoted() throws IOException {
    served.zenodo(72, served.winds("w%d.nc"));
    served.zenodo(71, false, served.winds("w%d.nc"));
    served
        .server()
        .serve(
            "/zenodo/api/records/71/versions/latest",
            "{\"id\": 72}".getBytes(StandardCharsets.UTF_8));
    String notice = "zenodo:71 has a newer version, zenodo:72.";
    assertThat(resolves().out()).contains("note: " + notice);
    assertThat(resolves("--json").json().path("notices").path(0).asText()).isEqualTo(notice);
    Files.delete(lock);
    CommandRun run = served.bakes(recipe, "out");
    assertThat(run.err()).contains("warning: " + notice);
    Served.assertSame(Served.tree(served.store("out")), served.baked(0, 1));
  }

  @Test
  void theLatestVersionOfAllIsNoted() throws IOException {
    served.route("/zenodo/api/records/70").then(Play.status(404, "{}"));
    served
        .route("/zenodo/api/records/70/versions/latest")
        .then(Play.redirect(302, "/zenodo/api/records/71"));
    recipe = served.recipe("latest", "zenodo:70/w{t}.nc");
    assertThat(resolves().out())
        .contains("note: zenodo:70 names no version: the latest, zenodo:71, is taken.");
    served.bakes(recipe, "out");
  }

  @Test
  void plainFilesAreLockedBySize() throws IOException {
    served.serve("/w0.nc", served.wind(0));
    served.serve("/w1.nc", served.wind(1));
    recipe = served.recipe("web", Served.DATA + "/w{t}.nc");
    lock = Path.of(recipe, "sources.lock.json");
    assertThat(resolves().out()).contains("2 files, ").contains("; 0 with a checksum");
    served.bakes(recipe, "out");
    assertThat(resolves().out()).as("known now").contains("; 2 with a checksum");
    byte[] longer = served.large(1, 3000);
    served.route("/data/w1.nc").content(Content.of(longer), "\"v2\"");
    CommandRun kept = served.bake(recipe, "again");
    assertThat(kept.code()).as("the locked version is still in the cache: " + kept.err()).isZero();
    assertThat(CommandRun.of("cache", "clean", "--cache", served.cache().toString()).code())
        .isZero();
    CommandRun run = served.bake(recipe, "third");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.message())
        .contains("Cannot use https://data.example.org/w1.nc: ")
        .contains(String.valueOf(longer.length))
        .contains(String.valueOf(served.wind(1).length));
  }

  @Test
  void aFileThatChangedSinceTheLockIsNamed() throws IOException {
    resolves();
    byte[] other = served.wind(1);
    other[other.length - 1] ^= 1;
    served.route(Served.zenodoFile(71, "w1.nc")).content(Content.of(other), "\"v2\"");
    CommandRun run = served.bake(recipe, "out");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.message())
        .contains("Cannot use https://zenodo.org/records/71/files/w1.nc: its checksum is md5:")
        .doesNotContain("w0.nc");
  }

  @Test
  void aDamagedLockFileIsAnErrorAndIsMadeAnew() throws IOException {
    resolves();
    String whole = Files.readString(lock);
    Files.writeString(lock, whole.substring(0, 100));
    for (CommandRun run :
        new CommandRun[] {served.bake(recipe, "out"), served.run("plan", recipe)}) {
      assertThat(run.err().strip())
          .startsWith("arcoforge: Cannot read lock file " + lock + ": it is not whole JSON ")
          .endsWith("Run `arcoforge resolve` again.")
          .hasLineCount(1);
      assertThat(run.code()).isEqualTo(1);
    }
    Files.writeString(lock, "");
    assertThat(served.bake(recipe, "out").message())
        .startsWith("arcoforge: Cannot read lock file ");
    Files.writeString(lock, whole.replace("\"lockVersion\": 1", "\"lockVersion\": 2"));
    assertFails(
        served.bake(recipe, "out"),
        "Cannot read lock file %s: its version is 2, and only version 1 is known. Run `arcoforge resolve` again."
            .formatted(lock));
    resolves();
    assertThat(lock).hasContent(whole);
    served.bakes(recipe, "out");
  }

  @Test
  void aLockFileOfOtherFilesIsAnError() throws IOException {
    resolves();
    served.recipe("zen", Served.matching("zenodo:71/*.nc"), "");
    assertFails(
        served.bake(recipe, "out"),
        "Cannot find the files of zenodo:71/*.nc: it is not in lock file %s. Make that anew with arcoforge resolve."
            .formatted(lock));
    served.recipe("zen", "zenodo:71/w{t}.nc");
    served.bakes(recipe, "out");
    served.recipe("zen", "zenodo:72/w{t}.nc");
    assertThat(served.bake(recipe, "other").message())
        .contains("Cannot find source file zenodo:72/w0.nc: it is not in lock file " + lock);
  }

  @Test
  void aGlobThatMatchesNothingIsAnError() throws IOException {
    recipe = served.recipe("none", Served.matching("zenodo:71/*.grib"), "");
    CommandRun run = served.bake(recipe, "out");
    assertThat(run.message()).contains("zenodo:71/*.grib").endsWith(".");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err().strip()).hasLineCount(1);
    CommandRun resolve = served.run("resolve", recipe);
    assertThat(resolve.code()).as(resolve.out() + resolve.err()).isEqualTo(1);
    assertThat(Path.of(recipe, "sources.lock.json")).doesNotExist();
  }

  @Test
  void aFileThatIsNotInTheRecordIsNamed() throws IOException {
    served.zenodo(71, Map.of("w0.nc", served.wind(0)));
    recipe = served.recipe("zen", "zenodo:71/w{t}.nc");
    CommandRun run = served.run("resolve", recipe);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err().strip()).hasLineCount(1).contains("w1.nc").contains("zenodo:71");
    assertThat(lock).doesNotExist();
  }

  @Test
  void aFolderThatCannotBeWrittenIsNamed() throws IOException {
    Files.createDirectory(lock);
    CommandRun run = served.run("resolve", recipe);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.message())
        .startsWith("arcoforge: Cannot write lock file " + lock + ": ")
        .endsWith(" Check its folder and the free space of its disk.");
  }
}
