package org.arcoforge.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.arcoforge.fetch.PlayedServer;
import org.arcoforge.fetch.PlayedServer.Play;
import org.arcoforge.pattern.FilePattern;
import org.arcoforge.store.StoreAccess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class SharedCacheTest {
  private static final int FILES = 12;
  private static final int LIMIT = 2;
  private static final String TOKEN = "t0psecret-value";

  @TempDir Path folder;
  private PlayedServer server;
  private final List<Process> started = new ArrayList<>();

  /** Asks for files as a process of its own. */
  static final class Asking {
    private Asking() {}

    /**
     * Asks in one run.
     *
     * @param arguments the folder, whether to log in, then the sources, of which the sizes are
     *     printed
     */
    public static void main(String[] arguments) throws IOException {
      SourceOptions plain = FoundFiles.options(Path.of(arguments[0]));
      SourceOptions options =
          new SourceOptions(
              plain.folder(),
              plain.cache(),
              "",
              "",
              0,
              new StoreAccess(
                  List.of(),
                  "",
                  List.of(),
                  arguments[1].equals("login")
                      ? List.of("127.0.0.1=bearer:PLAYED_TOKEN")
                      : List.of()),
              List.of("127.0.0.1=" + LIMIT));
      List<String> sources = List.of(arguments).subList(2, arguments.length);
      try (SourceRun run = SourceRun.start(options);
          ResolveSources resolve = new ResolveSources(run.options(), bytes -> {})) {
        for (byte[] found : FoundFiles.in(run, sources.toArray(new String[0]))) {
          System.out.println(PackedBytes.md5(found));
        }
        if (arguments[1].equals("login")) {
          System.out.print(
              resolve.everything(FilePattern.of(sources).concat("time"), done -> {}).toJson());
          FoundFiles.in(run, sources.get(0) + ".missing");
        }
      }
    }
  }

  @BeforeEach
  void start() throws IOException {
    server = PlayedServer.start();
  }

  @AfterEach
  void stop() throws IOException {
    started.forEach(Process::destroyForcibly);
    server.close();
  }

  private Process ask(String login, List<String> sources) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(List.of("-Xmx128m", "-cp", System.getProperty("java.class.path")));
    command.addAll(List.of(Asking.class.getName(), folder.toString(), login));
    command.addAll(sources);
    File output = folder.resolve("output-" + started.size()).toFile();
    ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
    builder.environment().put("PLAYED_TOKEN", TOKEN);
    Process process = builder.redirectOutput(output).start();
    started.add(process);
    return process;
  }

  private String output(Process process) throws Exception {
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return Files.readString(folder.resolve("output-" + started.indexOf(process)));
  }

  @Test
  void twoProcessesFetchEachFileOnceWithinTheLimit() throws Exception {
    List<String> sources = new ArrayList<>();
    StringBuilder expected = new StringBuilder();
    for (int i = 0; i < FILES; i++) {
      byte[] file = PackedBytes.random(i, 60_000);
      server.serve("/" + i, file).then(Play.normal().drip(2));
      sources.add(server.url("/" + i));
      expected.append(PackedBytes.md5(file)).append('\n');
    }
    Process one = ask("", sources);
    Process two = ask("", sources);
    assertThat(output(one)).isEqualTo(expected.toString());
    assertThat(output(two)).isEqualTo(expected.toString());
    for (int i = 0; i < FILES; i++) {
      assertThat(server.answer("/" + i).bodyBytes()).as("file %d", i).isEqualTo(60_000);
    }
    assertThat(server.mostOpen()).isLessThanOrEqualTo(LIMIT);
  }

  @Test
  void afterAProcessWasKilledAnotherGoesOn() throws Exception {
    byte[] file = PackedBytes.random(1, 400_000);
    PlayedServer.Route route = server.serve("/a.nc", file).first(Play.normal().stallAt(100_000));
    List<String> source = List.of(server.url("/a.nc"));
    Process killed = ask("", source);
    Path partial = folder.resolve("cache/partial").resolve(SourceCache.key("url", source.get(0)));
    for (int i = 0; i < 3000 && !(Files.exists(partial) && Files.size(partial) > 0); i++) {
      Thread.sleep(10);
    }
    killed.destroyForcibly().waitFor(20, TimeUnit.SECONDS);
    assertThat(FoundFiles.names(folder.resolve("cache/files"))).isEmpty();
    long left = file.length - Files.size(partial);
    assertThat(left).isLessThan(file.length);
    long before = route.bodyBytes();
    assertThat(output(ask("", source))).isEqualTo(PackedBytes.md5(file) + "\n");
    assertThat(route.bodyBytes() - before).as("only the rest travels").isEqualTo(left);
    new CachedFiles(folder.resolve("cache")).clean();
    assertThat(FoundFiles.names(folder.resolve("cache/files"))).isEmpty();
  }

  @Test
  void aTokenIsSentAndWrittenNowhere() throws Exception {
    server.serve("/a.nc", PackedBytes.random(1, 1_000));
    server.serve("/b.zip", PackedBytes.zip(Map.of("x.nc", PackedBytes.random(2, 1_000))));
    List<String> sources = List.of(server.url("/a.nc"), server.url("/b.zip!/x.nc"));
    String said = output(ask("login", sources));
    assertThat(said)
        .contains(PackedBytes.sha256(PackedBytes.random(1, 1_000)).hex(), "answers 404")
        .doesNotContain(TOKEN);
    assertThat(server.answer("/a.nc").headers(0)).containsEntry("authorization", "Bearer " + TOKEN);
    try (Stream<Path> all = Files.walk(folder)) {
      List<Path> files = all.filter(Files::isRegularFile).toList();
      assertThat(files).hasSizeGreaterThan(4);
      for (Path file : files) {
        assertThat(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1))
            .as("%s", file)
            .doesNotContain(TOKEN);
      }
    }
  }
}
