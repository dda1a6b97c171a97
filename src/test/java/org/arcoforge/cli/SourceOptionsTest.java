package org.arcoforge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.arcoforge.fetch.PlayedServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Options that say where source files are, and how they are fetched. */
@Timeout(60)
final class SourceOptionsTest {
  @TempDir private Path folder = Path.of("");
  private Served served;
  private Path mirror = Path.of("");

  @BeforeEach
  void start() throws IOException {
    served = new Served(folder);
    mirror = Files.createDirectories(folder.resolve("mirror of winds"));
    for (Map.Entry<String, byte[]> wind : served.winds("w%d.nc").entrySet()) {
      Files.write(mirror.resolve(wind.getKey()), wind.getValue());
    }
  }

  @AfterEach
  void stop() throws IOException {
    served.close();
  }

  private CommandRun bake(String recipe, String... more) {
    String[] arguments = new String[6 + more.length];
    List<String> start =
        List.of(
            "bake",
            recipe,
            "--target",
            served.store("out").toString(),
            "--cache",
            served.cache() + "");
    for (int i = 0; i < start.size(); i++) {
      arguments[i] = start.get(i);
    }
    System.arraycopy(more, 0, arguments, 6, more.length);
    return CommandRun.of(arguments);
  }

  private void assertBaked(CommandRun run) throws IOException {
    assertThat(run.code()).as(run.err()).isZero();
    Served.assertSame(Served.tree(served.store("out")), served.baked(0, 1));
  }

  @Test
  void aFolderStandsInForAServer() throws IOException {
    String recipe = served.recipe("web", "https://data.example.org/winds/w{t}.nc");
    assertBaked(bake(recipe, "--mirror", "https://data.example.org/winds=" + mirror));
    assertBaked(
        bake(recipe, "--overwrite", "--mirror", "https://data.example.org/winds/=" + mirror));
  }

  @Test
  void aFolderStandsInForARecord() throws IOException {
    String recipe = served.recipe("zen", "zenodo:71/w{t}.nc");
    assertBaked(bake(recipe, "--mirror", "zenodo:71/=" + mirror + "/"));
    String glob = served.recipe("glob", Served.matching("zenodo:71/*.nc"), "");
    assertBaked(bake(glob, "--overwrite", "--mirror", "zenodo:71=" + mirror));
  }

  @Test
  void filesOfThisMachineAreFoundByAGlob() throws IOException {
    String recipe = served.recipe("glob", Served.matching("../mirror of winds/w*.nc"), "");
    assertBaked(bake(recipe));
    CommandRun run = CommandRun.of("resolve", recipe, "--cache", served.cache() + "");
    assertThat(run.code()).as(run.err()).isZero();
    assertBaked(bake(recipe, "--overwrite"));
  }

  @Test
  void anotherServerStandsIn() throws IOException {
    try (PlayedServer other = PlayedServer.start()) {
      other.serve("/m/w0.nc", served.wind(0));
      other.serve("/m/w1.nc", served.wind(1));
      String recipe = served.recipe("web", "https://data.example.org/w{t}.nc");
      assertBaked(bake(recipe, "--mirror", "https://data.example.org=" + other.url("/m")));
    }
  }

  @Test
  void aFileThatTheMirrorLacksIsNamedWithBothPlaces() throws IOException {
    Files.delete(mirror.resolve("w1.nc"));
    String recipe = served.recipe("web", "https://data.example.org/w{t}.nc");
    CommandRun run = bake(recipe, "--mirror", "https://data.example.org=" + mirror);
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.message())
        .contains("https://data.example.org/w1.nc")
        .contains("mirror%20of%20winds/w1.nc");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "--mirror https://a.org      | Cannot use mirror 'https://a.org'.",
        "--mirror =/data             | Cannot use mirror '=/data'.",
        "--mirror https://a.org=     | Cannot use mirror 'https://a.org='.",
        "--mirror https://a.org=s3://b/c | Cannot use mirror 'https://a.org=s3://b/c': 's3:' cannot be fetched from.",
        "--limit zenodo.org          | Cannot limit 'zenodo.org': write it like zenodo.org=2/60",
        "--limit zenodo.org=0        | Cannot limit 'zenodo.org=0': write it like zenodo.org=2/60",
        "--limit =2                  | Cannot limit '=2': write it like zenodo.org=2/60",
        "--auth zenodo.org=bearer    | Cannot use the login for 'zenodo.org': write HOST=bearer:NAME",
        "--auth zenodo.org           | Cannot use the login for '': write HOST=bearer:NAME",
        "--cache-size much           | Cannot take 'much' as a number of bytes."
      })
  void wrongOptionsAreWrongUsage(String option, String message) throws IOException {
    String[] words = option.strip().split(" ", -1);
    String recipe = served.recipe("web", "https://data.example.org/w{t}.nc");
    for (CommandRun run :
        List.of(
            bake(recipe, words[0], words[1]),
            CommandRun.of("plan", recipe, words[0], words[1]),
            CommandRun.of("resolve", recipe, words[0], words[1]),
            CommandRun.of("inspect", mirror + "/w0.nc", words[0], words[1]))) {
      assertThat(run.err())
          .contains(message)
          .startsWith(words[0].equals("--cache-size") ? "Invalid value for option" : message)
          .contains("Usage: arcoforge");
      assertThat(run.code()).isEqualTo(2);
      assertThat(run.out()).isEmpty();
    }
    assertThat(served.cache()).doesNotExist();
  }

  @Test
  void aSecretThatIsNotSetIsNamed() throws IOException {
    served.serve("/w0.nc", served.wind(0));
    CommandRun run =
        CommandRun.of(
            "inspect",
            served.server().url("/data/w0.nc"),
            "--cache",
            served.cache().toString(),
            "--auth",
            "127.0.0.1=bearer:ARCOFORGE_NO_SUCH_SECRET");
    assertThat(run.err().strip())
        .isEqualTo(
            "arcoforge: Cannot log in at 127.0.0.1: the environment variable ARCOFORGE_NO_SUCH_SECRET is not set. Set it to the secret.");
    assertThat(run.code()).isEqualTo(1);
    assertThat(served.route("/data/w0.nc").requests()).isZero();
  }

  @Test
  void aLoginInAUrlIsRefusedAndNotShown() throws IOException {
    CommandRun run =
        CommandRun.of(
            "inspect", "https://me:hunter2@data.example.org/a.nc", "--cache", served.cache() + "");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err() + run.out())
        .doesNotContain("hunter2")
        .contains("a login in a URL ends up in logs and stores");
  }
}
