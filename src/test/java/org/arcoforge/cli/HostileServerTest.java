package org.arcoforge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.arcoforge.fetch.PlayedServer.Content;
import org.arcoforge.fetch.PlayedServer.Play;
import org.arcoforge.fetch.PlayedServer.Route;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A bake gives the right store, or one clear line, whatever servers answer. */
@Timeout(120)
final class HostileServerTest {
  private static final String CHOICE =
      " Correct the files or the pattern, or choose onFailure(OnFailure.SKIP) or OnFailure.FILL in the target.";
  private static final String URL = Served.DATA + "/w1.nc";

  @TempDir private Path folder = Path.of("");
  private Served served;
  private String recipe = "";

  @BeforeEach
  void start() throws IOException {
    served = new Served(folder);
    served.serve("/w0.nc", served.wind(0));
    served.serve("/w1.nc", served.wind(1));
    recipe = served.recipe("web", Served.DATA + "/w{t}.nc");
  }

  @AfterEach
  void stop() throws IOException {
    served.close();
  }

  private Route second() {
    return served.route("/data/w1.nc");
  }

  private void assertBakes() throws IOException {
    served.bakes(recipe, "out");
    Served.assertSame(Served.tree(served.store("out")), served.baked(0, 1));
  }

  /** Asserts that a run failed with one line and no store, and returns the line. */
  private String failure(CommandRun run) throws IOException {
    assertThat(run.code()).as(run.err() + run.out()).isEqualTo(1);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines().filter(line -> !line.matches("indexed .* files?.*")))
        .as(run.err())
        .hasSize(1);
    assertThat(run.err()).doesNotContain("\tat ").doesNotContain("Exception");
    assertThat(Served.tree(served.store("out"))).isEmpty();
    return run.message();
  }

  static Stream<Play> passing() {
    return Stream.of(
        Play.status(429, "slow down").header("Retry-After", "1"),
        Play.status(503, "busy"),
        Play.status(500, "oops"),
        Play.normal().resetAt(100),
        Play.normal().endAt(100),
        Play.normal().endAt(0),
        Play.normal().resetAt(0),
        Play.redirect(302, "/data/w1.nc"),
        Play.redirect(307, "w1.nc?x=1"),
        Play.normal().drip(50),
        Play.normal().withoutRanges());
  }

  @ParameterizedTest
  @MethodSource("passing")
  void aFaultThatPassesIsNotSeen(Play fault) throws IOException {
    second().first(fault);
    assertBakes();
  }

  static Stream<Arguments> lasting() {
    String page = "<!DOCTYPE html><html><head><title>Please log in</title></head></html>";
    return Stream.of(
        Arguments.of(
            Play.status(404, "no such thing"),
            "Cannot fetch %s: the server answers 404%s: 'no such thing'. Check the name."),
        Arguments.of(
            Play.status(410, ""),
            "Cannot fetch %s: the server answers 410%s. The file was removed: find its newer version."),
        Arguments.of(
            Play.status(401, ""),
            "Cannot fetch %s: the server answers 401%s. It needs a login: give one with --auth."),
        Arguments.of(
            Play.status(403, "denied"),
            "Cannot fetch %s: the server answers 403%s: 'denied'. It needs a login, or the right to it: give one with --auth."),
        Arguments.of(
            Play.page(page),
            "Cannot fetch %s: the server sent a page, not the file%s: 'Please log in'. Open the URL in a browser to see what it wants."),
        Arguments.of(
            Play.status(200, page),
            "Cannot fetch %s: the server sent a page, not the file%s: 'Please log in'. Open the URL in a browser to see what it wants."));
  }

  @ParameterizedTest
  @MethodSource("lasting")
  void aFaultThatLastsIsOneLineAndDoesNotStay(Play fault, String message) throws IOException {
    second().then(fault);
    String expected =
        message.formatted(URL, " from " + served.server().url("/data/w1.nc")).replace("%%", "%");
    assertThat(failure(served.bake(recipe, "out")))
        .isEqualTo("arcoforge: Cannot read 1 of 2 source files: " + expected + CHOICE);
    assertThat(served.bake(recipe, "out", "--verbose").err()).contains("\tat org.arcoforge.");
    second().then(Play.normal());
    assertBakes();
  }

  @Test
  void aServerThatWantsALongPauseIsToldOf() throws IOException {
    second().first(Play.status(429, "").header("Retry-After", "7200"));
    assertThat(failure(served.bake(recipe, "out")))
        .contains(URL)
        .contains("data.example.org wants no request for 7200 s")
        .contains("Try again after that.");
    assertBakes();
  }

  @Test
  void anAnswerWithoutABodyIsTakenForATestOfBrowsers() throws IOException {
    second().then(Play.status(202, "").header("x-amzn-waf-action", "challenge"));
    assertThat(failure(served.bake(recipe, "out")))
        .contains(URL)
        .contains("the server answers 202")
        .contains("x-amzn-waf-action: challenge");
    second().then(Play.normal());
    assertBakes();
  }

  @Test
  void redirectsThatLeadNowhereAreNamed() throws IOException {
    second().then(Play.redirect(302, "/data/w1.nc"));
    assertThat(failure(served.bake(recipe, "out")))
        .contains("Cannot fetch " + URL + ": the server redirects more than 10 times");
    second().then(Play.redirect(302, "file:///etc/hostname"));
    assertThat(failure(served.bake(recipe, "out")))
        .contains(URL)
        .contains("redirects to file:///etc/hostname, which is not of http or https");
    second().then(Play.normal());
    assertBakes();
  }

  @Test
  void aFileThatIsCutShortOnTheServerIsNoPartOfAStore() throws IOException {
    byte[] whole = served.wind(1);
    second().content(Content.of(Arrays.copyOf(whole, whole.length - 50)), "\"cut\"");
    assertThat(failure(served.bake(recipe, "out")))
        .startsWith("arcoforge: Cannot read 1 of 2 source files: Cannot open " + URL + ": ");
    second().content(Content.of(whole), "\"v2\"");
    assertBakes();
  }

  @Test
  void whatIsNoFileOfDataIsNoPartOfAStore() throws IOException {
    second()
        .content(Content.of("{\"error\": \"quota\"}".getBytes(StandardCharsets.UTF_8)), "\"j\"");
    assertThat(failure(served.bake(recipe, "out")))
        .startsWith("arcoforge: Cannot read 1 of 2 source files: Cannot open " + URL + ": ");
    second().content(Content.of(new byte[0]), "\"e\"");
    assertThat(failure(served.bake(recipe, "out"))).contains(URL);
    second().content(Content.of(served.wind(1)), "\"v2\"");
    assertBakes();
  }

  @Test
  void aServerThatIsNotThereIsNamed() throws IOException {

    String none = served.recipe("none", "FilePattern.single(\"https:///a.nc\")", "");
    assertThat(failure(served.bake(none, "out"))).contains("https:///a.nc").contains("no host");
  }

  static Stream<Play> wrongFiles() {
    return Stream.of(
        Play.status(200, "short"),
        Play.status(200, "x".repeat(5000)),
        Play.normal().claimingLength(5));
  }

  @ParameterizedTest
  @MethodSource("wrongFiles")
  void aFileOfARecordThatHasAnotherLengthIsRefused(Play fault) throws IOException {
    served.zenodo(71, served.winds("w%d.nc"));
    recipe = served.recipe("zen", "zenodo:71/w{t}.nc");
    Route file = served.route(Served.zenodoFile(71, "w1.nc"));
    file.then(fault);
    assertThat(failure(served.bake(recipe, "out")))
        .contains("Cannot use https://zenodo.org/records/71/files/w1.nc: the server has ")
        .contains("not %d as expected".formatted(served.wind(1).length));
    file.then(Play.normal());
    assertBakes();
  }

  @Test
  void aFileOfARecordThatHasAnotherChecksumIsRefused() throws IOException {
    served.zenodo(71, served.winds("w%d.nc"));
    recipe = served.recipe("zen", "zenodo:71/w{t}.nc");
    byte[] other = served.wind(1);
    other[other.length - 1] ^= 1;
    Route file = served.route(Served.zenodoFile(71, "w1.nc"));
    file.content(Content.of(other), "\"v1\"");
    assertThat(failure(served.bake(recipe, "out")))
        .contains("Cannot use https://zenodo.org/records/71/files/w1.nc: its checksum is md5:")
        .contains(Served.md5(other))
        .contains(Served.md5(served.wind(1)));
    file.content(Content.of(served.wind(1)), "\"v1\"");
    assertBakes();
  }

  @Test
  void anArchiveThatChangesWhileItIsReadIsRefused() throws IOException {
    byte[] tar = Served.tarGz(served.winds("w%d.nc"));
    served.zenodo(71, Map.of("a.tar.gz", tar));
    recipe = served.recipe("tar", "zenodo:71/a.tar.gz!/w{t}.nc");
    Route file = served.route(Served.zenodoFile(71, "a.tar.gz"));
    byte[] same = Served.tarGz(Map.of("w0.nc", served.wind(0), "w1.nc", served.wind(2)));
    file.content(Content.of(Arrays.copyOf(same, tar.length)), "\"v2\"");
    assertThat(failure(served.bake(recipe, "out"))).contains("zenodo:71/a.tar.gz");
    assertThat(
            CommandRun.of("cache", "list", "--cache", served.cache().toString(), "--json")
                .json()
                .path("files"))
        .isEmpty();
    file.content(Content.of(tar), "\"v3\"");
    assertBakes();
  }

  @Test
  void aZipFileThatIsCutShortIsNamed() throws IOException {
    byte[] zip = Served.zip(served.winds("w%d.nc"));
    Route route = served.serve("/a.zip", Arrays.copyOf(zip, zip.length - 30));
    recipe = served.recipe("zip", Served.DATA + "/a.zip!/w{t}.nc");
    assertThat(failure(served.bake(recipe, "out"))).contains(Served.DATA + "/a.zip");
    route.content(Content.of(zip), "\"v2\"");
    assertBakes();
  }

  @Test
  void aMemberThatIsNotThereIsNamed() throws IOException {
    served.serve("/a.zip", Served.zip(Map.of("w0.nc", served.wind(0))));
    served.serve("/a.tar.gz", Served.tarGz(Map.of("w0.nc", served.wind(0))));
    for (String archive : List.of("a.zip", "a.tar.gz")) {
      recipe = served.recipe("arc", Served.DATA + "/" + archive + "!/w{t}.nc");
      assertThat(failure(served.bake(recipe, "out")))
          .contains("Cannot take ", "w1.nc", " from " + Served.DATA + "/" + archive + ": it is ");
    }
  }

  @Test
  void aRecordThatCannotBeHadIsOneLine() throws IOException {
    recipe = served.recipe("zen", "zenodo:71/w{t}.nc");
    Route api = served.route("/zenodo/api/records/71");
    served.route("/zenodo/api/records/71/versions/latest").then(Play.status(404, "{}"));
    served.route("/doi/10.5281/zenodo.71").then(Play.status(404, ""));
    api.then(Play.status(404, "{\"message\": \"PID does not exist.\"}"));
    assertThat(failure(served.bake(recipe, "out"))).contains("zenodo:71").contains("404");
    api.then(Play.status(403, "<html><title>Forbidden</title></html>"));
    assertThat(failure(served.bake(recipe, "out"))).contains("zenodo:71").contains("403");
    api.then(Play.status(200, "<html><title>Maintenance</title></html>"));
    assertThat(failure(served.bake(recipe, "out"))).contains("zenodo:71");
    served.zenodo(71, Map.of("other.nc", served.wind(0)));
    assertThat(failure(served.bake(recipe, "out"))).contains("w0.nc").contains("zenodo:71");
    served.zenodo(71, served.winds("w%d.nc"));
    assertBakes();
  }
}
