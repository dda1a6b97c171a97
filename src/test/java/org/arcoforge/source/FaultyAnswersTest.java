package org.arcoforge.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.arcoforge.fetch.Checksum;
import org.arcoforge.fetch.FetchOptions;
import org.arcoforge.fetch.PlayedServer;
import org.arcoforge.fetch.PlayedServer.Play;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(90)
class FaultyAnswersTest {
  private static final byte[] FILE = PackedBytes.random(1, 300_000);

  @TempDir Path folder;
  private PlayedServer server;
  private PlayedServer.Route route;

  @BeforeEach
  void start() throws IOException {
    server = PlayedServer.start();
    route = server.serve("/a.nc", FILE);
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private FetchedFiles files(String run) {
    FetchOptions options =
        FetchOptions.in(folder.resolve("hosts"))
            .environment(Map.of())
            .timeouts(Duration.ofSeconds(5), Duration.ofSeconds(5))
            .retries(2, Duration.ofMillis(1), Duration.ofMillis(1))
            .pause(time -> {});
    return new FetchedFiles(
        new SourceCache(folder, run), options, FoundFiles.noBuckets(), bytes -> {});
  }

  private byte[] fetch(String run, @Nullable Checksum checksum) throws IOException {
    try (FetchedFiles files = files(run)) {
      return Files.readAllBytes(
          files.whole(new Origin.Remote(server.url("/a.nc"), -1, checksum, false)));
    }
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        Arguments.of(Play.page("<html><title>Not now</title></html>"), "a page, not the file"),
        Arguments.of(
            Play.status(200, "<!DOCTYPE html><p>Are you a robot?")
                .header("Content-Type", "application/octet-stream"),
            "a page, not the file"),
        Arguments.of(Play.status(202, ""), "answers 202 without a body"),
        Arguments.of(Play.status(404, "gone"), "answers 404"),
        Arguments.of(Play.status(500, "oh"), "answers 500"),
        Arguments.of(Play.status(503, "oh"), "answers 503"),
        Arguments.of(Play.normal().endAt(10_000), "attempts failed"),
        Arguments.of(Play.normal().withoutRanges().endAt(100_000), ""),
        Arguments.of(Play.normal().withoutRanges().resetAt(100_000), ""),
        Arguments.of(Play.normal().withoutRanges().claimingLength(400_000), ""));
  }

  @ParameterizedTest
  @MethodSource("faults")
  void aFaultyAnswerIsAnErrorAndNeverAFile(Play fault, String said) throws IOException {
    for (Checksum checksum : new Checksum[] {null, PackedBytes.md5(FILE)}) {
      route.then(fault);
      assertThatThrownBy(() -> fetch("one", checksum))
          .isInstanceOf(IOException.class)
          .hasMessageContaining(server.url("/a.nc"))
          .hasMessageContaining(said);
      assertThat(FoundFiles.names(folder.resolve("files"))).isEmpty();
      route.then(Play.normal());
      assertThat(fetch("two", checksum)).isEqualTo(FILE);
      new CachedFiles(folder).clean();
    }
  }

  @Test
  void ofADownloadThatFailedOnlyTheRestTravels() throws IOException {
    route.first(Play.normal().endAt(100_000), Play.status(500, ""), Play.status(500, ""));
    assertThatThrownBy(() -> fetch("one", null)).hasMessageContaining("attempts failed");
    long before = route.bodyBytes();
    assertThat(fetch("two", null)).isEqualTo(FILE);
    assertThat(route.bodyBytes() - before).isEqualTo(200_000);
  }

  @Test
  void aFileThatGotShorterReplacesTheLongerOne() throws IOException {
    fetch("one", null);
    byte[] shorter = Arrays.copyOf(FILE, 1_000);
    route.content(PlayedServer.Content.of(shorter), "\"v2\"");
    assertThat(fetch("two", null)).isEqualTo(shorter);
  }

  @Test
  void aFaultWhileAskingWhetherAFileChangedLeavesItInTheCache() throws IOException {
    fetch("one", null);
    route.then(Play.status(404, ""));
    assertThatThrownBy(() -> fetch("two", null)).hasMessageContaining("answers 404");
    route.then(Play.normal());
    assertThat(fetch("three", null)).isEqualTo(FILE);
    assertThat(route.bodyBytes()).isEqualTo(FILE.length);
  }

  @Test
  void anEmptyFileIsAFile() throws IOException {
    server.serve("/a.nc", new byte[0]);
    assertThat(fetch("one", null)).isEmpty();
    assertThat(List.of(fetch("two", PackedBytes.md5(new byte[0])))).containsExactly(new byte[0]);
  }
}
