package org.arcoforge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.arcoforge.fetch.PlayedServer;
import org.arcoforge.fetch.PlayedServer.Play;
import org.arcoforge.fetch.PlayedServer.Route;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Commands in processes of their own: they share a cache, and keep the secrets of servers. */
@Timeout(180)
final class SourceProcessTest {
  private static final String SECRET = "s3cr3t-0f-th3-t3st";

  @TempDir private Path folder = Path.of("");
  private Served served;

  @BeforeEach
  void start() throws IOException {
    served = new Served(folder);
  }

  @AfterEach
  void stop() throws IOException {
    served.close();
  }

  /** Runs several commands in one process, separated by {@code --then}; prints their exit codes. */
  public static final class Commands {
    private Commands() {}

    public static void main(String[] arguments) {
      PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
      PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
      List<String> command = new ArrayList<>();
      for (String argument : arguments) {
        if (argument.equals("--then")) {
          out.println("exit " + Main.run(out, err, command.toArray(String[]::new)));
          command.clear();
        } else {
          command.add(argument);
        }
      }
      System.exit(0);
    }
  }

  private Process start(Path log, List<List<String>> commands) throws IOException {
    List<String> line =
        new ArrayList<>(
            List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseSerialGC",
                "-Darcoforge.provenance=false",
                "-cp",
                System.getProperty("java.class.path"),
                Commands.class.getName()));
    for (List<String> command : commands) {
      line.addAll(command);
      line.addAll(served.options());
      line.add("--then");
    }
    ProcessBuilder builder = new ProcessBuilder(line).redirectErrorStream(true);
    builder.environment().put("ARCOFORGE_TEST_TOKEN", SECRET);
    builder.environment().put("XDG_CACHE_HOME", folder.resolve("xdg").toString());
    return builder.redirectOutput(log.toFile()).start();
  }

  private static void join(Process process) throws InterruptedException {
    try {
      assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }
  }

  @Test
  void processesThatShareACacheFetchEachFileOnceWithinTheLimit() throws Exception {
    for (int key = 0; key < 10; key++) {
      served.serve("/w" + key + ".nc", served.large(key, 20_000)).then(Play.normal().drip(20));
    }
    String recipe =
        served.recipe(
            "many",
            "FilePattern.of(\"%s/w{t}.nc\").concat(\"t\", Keys.range(0, 9))".formatted(Served.DATA),
            "");
    List<Process> processes = new ArrayList<>();
    for (String store : List.of("one", "two")) {
      processes.add(
          start(
              folder.resolve(store + ".log"),
              List.of(
                  List.of(
                      "bake",
                      recipe,
                      "--threads",
                      "8",
                      "--limit",
                      "data.example.org=3",
                      "--target",
                      served.store(store).toString()))));
    }
    for (Process process : processes) {
      join(process);
    }
    for (String store : List.of("one", "two")) {
      assertThat(folder.resolve(store + ".log")).content().contains("exit 0");
    }
    Served.assertSame(Served.tree(served.store("one")), Served.tree(served.store("two")));
    assertThat(served.server().mostOpen()).isBetween(2, 3);
    for (int key = 0; key < 10; key++) {
      Route route = served.route("/data/w" + key + ".nc");
      assertThat(route.bodyBytes()).isEqualTo(served.large(key, 20_000).length);
    }
  }

  @Test
  void aSecretReachesItsHostAndNothingElse() throws Exception {
    try (PlayedServer other = PlayedServer.start()) {
      byte[] member = served.wind(1);
      Route guarded = served.serve("/w0.nc", served.wind(0));
      Route redirecting = served.route("/data/w1.nc").then(Play.redirect(302, other.url("/w1.nc")));
      Route elsewhere = other.serve("/w1.nc", member);
      Route refusing = served.route("/data/no.nc").then(Play.status(403, "not you"));
      String recipe = served.recipe("web", Served.DATA + "/w{t}.nc");
      String skip =
          served.recipe(
              "skip",
              "FilePattern.of(List.of(\"%s/w0.nc\", \"%s/no.nc\")).concat(\"t\")"
                  .formatted(Served.DATA, Served.DATA),
              ".onFailure(OnFailure.SKIP)");
      String[] auth = {
        "--auth", "127.0.0.1:" + served.server().port() + "=bearer:ARCOFORGE_TEST_TOKEN"
      };
      Path log = folder.resolve("log");
      join(
          start(
              log,
              List.of(
                  List.of("bake", recipe, "--target", served.store("a") + "", auth[0], auth[1]),
                  List.of("resolve", recipe, auth[0], auth[1]),
                  List.of("resolve", recipe, "--json", auth[0], auth[1]),
                  List.of("plan", recipe, "--json", auth[0], auth[1]),
                  List.of(
                      "bake", skip, "--json", "--target", served.store("b") + "", auth[0], auth[1]),
                  List.of("inspect", Served.DATA + "/w0.nc", auth[0], auth[1]),
                  List.of("inspect", Served.DATA + "/no.nc", "--verbose", auth[0], auth[1]),
                  List.of("verify", served.store("a") + "", "--recipe", recipe, auth[0], auth[1]),
                  List.of("cache", "list", "--json"))));
      String text = Files.readString(log);
      assertThat(text.lines().filter(line -> line.startsWith("exit ")))
          .as(text)
          .containsExactly(
              "exit 0", "exit 0", "exit 0", "exit 0", "exit 0", "exit 0", "exit 1", "exit 0",
              "exit 0");
      for (Route route : List.of(guarded, redirecting, refusing)) {
        for (int i = 0; i < route.requests(); i++) {
          assertThat(route.headers(i)).containsEntry("authorization", "Bearer " + SECRET);
        }
      }
      assertThat(elsewhere.requests()).isPositive();
      for (int i = 0; i < elsewhere.requests(); i++) {
        assertThat(elsewhere.headers(i).toString()).doesNotContain(SECRET);
      }
      for (Map.Entry<String, byte[]> file : Served.tree(folder).entrySet()) {
        assertThat(new String(file.getValue(), StandardCharsets.ISO_8859_1))
            .as(file.getKey())
            .doesNotContain(SECRET);
      }
    }
  }

  @Test
  void signaturesInRedirectsAreNotKept() throws Exception {
    try (PlayedServer other = PlayedServer.start()) {
      other.serve("/w0.nc", served.wind(0));
      other.answer("/w1.nc").then(Play.status(403, "expired"));
      String query = "?X-Amz-Signature=" + SECRET + "&expires=9";
      served.route("/data/w0.nc").then(Play.redirect(302, other.url("/w0.nc") + query));
      served.route("/data/w1.nc").then(Play.redirect(302, other.url("/w1.nc") + query));
      String recipe =
          served.recipe(
              "web", Served.pattern(Served.DATA + "/w{t}.nc"), ".onFailure(OnFailure.SKIP)");
      CommandRun bake = served.bake(recipe, "out", "--verbose");
      CommandRun inspect = served.run("inspect", Served.DATA + "/w1.nc", "--verbose");
      CommandRun resolve = served.run("resolve", recipe, "--verbose");
      assertThat(bake.code()).as(bake.err()).isZero();
      assertThat(inspect.code()).isEqualTo(1);
      assertThat(inspect.err()).contains("X-Amz-Signature=…");
      for (CommandRun run : List.of(bake, inspect, resolve)) {
        assertThat(run.out() + run.err()).doesNotContain(SECRET);
      }
      for (Map.Entry<String, byte[]> file : Served.tree(folder).entrySet()) {
        assertThat(new String(file.getValue(), StandardCharsets.ISO_8859_1))
            .as(file.getKey())
            .doesNotContain(SECRET);
      }
    }
  }

  @Test
  void aTokenInTheUrlOfARecipeIsNotInTheCache() throws Exception {
    String query = "?token=" + SECRET;
    served.serve("/w0.nc", served.wind(0));
    served.route("/data/w1.nc").then(Play.status(404, ""));
    String recipe = served.recipe("web", Served.DATA + "/w{t}.nc" + query);
    assertThat(served.bake(recipe, "out").code()).isEqualTo(1);
    CommandRun list = CommandRun.of("cache", "list", "--cache", served.cache().toString());
    assertThat(list.out()).contains(Served.DATA + "/w0.nc?token=…").doesNotContain(SECRET);
    for (Map.Entry<String, byte[]> file : Served.tree(served.cache()).entrySet()) {
      assertThat(new String(file.getValue(), StandardCharsets.ISO_8859_1))
          .as(file.getKey())
          .doesNotContain(SECRET);
    }
  }
}
