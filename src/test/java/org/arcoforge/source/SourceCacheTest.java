package org.arcoforge.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.arcoforge.fetch.PlayedServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(90)
class SourceCacheTest {
  private static final byte[] FILE = PackedBytes.random(1, 40_000);

  @TempDir Path folder;
  private PlayedServer server;
  private PlayedServer.Route route;
  private SourceOptions options;

  @BeforeEach
  void start() throws IOException {
    server = PlayedServer.start();
    route = server.serve("/a.nc", FILE);
    options = FoundFiles.options(folder);
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private List<byte[]> find() throws IOException {
    return FoundFiles.inOneRun(options, server.url("/a.nc"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "{",
        "null",
        "[]",
        "{\"bytes\": \"40000\"}",
        "{\"bytes\": 39999, \"validator\": \"\\\"v1\\\"\"}",
        "{\"bytes\": 40000, \"checksum\": \"md5:12\", \"validator\": \"\\\"v1\\\"\"}",
        "\u0000\u0000\u0000\u0000"
      })
  void aFileOfWhichNothingCertainIsKnownIsFetchedAgain(String sidecar) throws IOException {
    find();
    Path entry = FoundFiles.entry(folder, "url-");
    Files.writeString(entry.resolveSibling(entry.getFileName() + ".json"), sidecar);
    assertThat(find()).containsExactly(FILE);
    assertThat(route.bodyBytes()).isGreaterThanOrEqualTo(2L * FILE.length);
    assertThat(find()).containsExactly(FILE);
    assertThat(route.bodyBytes()).isLessThanOrEqualTo(2L * FILE.length + 2);
  }

  @Test
  void aFileThatLostItsSidecarIsFetchedAgain() throws IOException {
    find();
    Path entry = FoundFiles.entry(folder, "url-");
    Files.delete(entry.resolveSibling(entry.getFileName() + ".json"));
    assertThat(find()).containsExactly(FILE);
  }

  @Test
  void aFileThatWasCutOrVanishedIsFetchedAgainAlsoWithinARun() throws IOException {
    try (SourceRun run = SourceRun.start(options)) {
      FoundFiles.in(run, server.url("/a.nc"));
      Path entry = FoundFiles.entry(folder, "url-");
      Files.write(entry, Arrays.copyOf(FILE, 20_000));
      assertThat(FoundFiles.in(run, server.url("/a.nc"))).containsExactly(FILE);
      Files.delete(entry);
      assertThat(FoundFiles.in(run, server.url("/a.nc"))).containsExactly(FILE);
    }
    Files.delete(FoundFiles.entry(folder, "url-"));
    assertThat(find()).containsExactly(FILE);
  }

  @Test
  void aFolderInThePlaceOfAFileIsAnErrorThatNamesIt() throws IOException {
    find();
    Path entry = FoundFiles.entry(folder, "url-");
    Files.delete(entry);
    Files.createDirectories(entry.resolve("inside"));
    assertThatThrownBy(this::find).hasMessageContaining(entry.toString());
    Files.delete(entry.resolve("inside"));
    Files.delete(entry);
    assertThat(find()).containsExactly(FILE);
  }

  @Test
  void aCacheThatCannotBeWrittenIsAnErrorThatNamesIt() throws IOException {
    Files.writeString(folder.resolve("cache"), "not a folder");
    assertThatThrownBy(this::find)
        .hasMessageStartingWith("Cannot use cache %s: ", folder.resolve("cache"))
        .hasMessageEndingWith("Choose another with --cache.");
  }

  @Test
  void aFileThatCannotBePutInPlaceOfAnotherDoesNotChangeWhatIsSaidOfThat() throws IOException {
    SourceCache cache = new SourceCache(folder.resolve("cache"), "");
    SourceCache.Facts facts = new SourceCache.Facts("x", 3, null, "old");
    cache.put("key", Files.writeString(cache.partial("key"), "old"), facts);
    assertThatThrownBy(
            () ->
                cache.put(
                    "key", folder.resolve("vanished"), new SourceCache.Facts("x", 3, null, "new")))
        .isInstanceOf(IOException.class);
    assertThat(cache.find("key").isPresent() && cache.facts("key").get().validator().equals("new"))
        .as("the old bytes are taken for the new version")
        .isFalse();
  }

  @ParameterizedTest
  @ValueSource(ints = {2, 8})
  void threadsThatAskAtOnceMakeOneDownload(int threads) throws Exception {
    for (boolean known : new boolean[] {false, true}) {
      String url = server.url(known ? "/known.nc" : "/a.nc");
      PlayedServer.Route asked = known ? server.serve("/known.nc", FILE) : route;
      SourceOptions used =
          known ? FoundFiles.locked(options, url, FILE.length, PackedBytes.md5(FILE)) : options;
      try (SourceRun run = SourceRun.start(used)) {
        List<byte[]> found = FoundFiles.inThreads(threads, () -> FoundFiles.in(run, url).get(0));
        assertThat(found).hasSize(threads).allMatch(bytes -> Arrays.equals(bytes, FILE));
      }
      assertThat(asked.bodyBytes()).isEqualTo(FILE.length);
      assertThat(asked.requests()).isEqualTo(1);
    }
  }

  @Test
  void runsThatAskAtOnceMakeOneDownload() throws Exception {
    List<byte[]> found = FoundFiles.inThreads(8, () -> find().get(0));
    assertThat(found).hasSize(8).allMatch(bytes -> Arrays.equals(bytes, FILE));
    assertThat(route.bodyBytes()).isEqualTo(FILE.length);
  }

  @Test
  void theSidecarSaysWhereAFileCameFrom() throws IOException {
    find();
    Path entry = FoundFiles.entry(folder, "url-");
    assertThat(Files.readString(entry.resolveSibling(entry.getFileName() + ".json"), UTF_8))
        .isEqualTo(
            "{\"source\":\"%s\",\"bytes\":40000,\"checksum\":\"%s\",\"validator\":\"\\\"v1\\\"\"}"
                .formatted(server.url("/a.nc"), PackedBytes.sha256(FILE)));
  }
}
