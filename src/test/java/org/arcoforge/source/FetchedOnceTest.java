package org.arcoforge.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.arcoforge.fetch.Checksum;
import org.arcoforge.fetch.PlayedServer;
import org.arcoforge.fetch.PlayedServer.Content;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(90)
class FetchedOnceTest {
  private static final byte[] OLD = PackedBytes.random(1, 50_000);
  private static final byte[] NEW = PackedBytes.random(2, 50_000);

  @TempDir Path folder;
  private PlayedServer server;
  private PlayedServer.Route route;
  private SourceOptions options;

  @BeforeEach
  void start() throws IOException {
    server = PlayedServer.start();
    route = server.serve("/a.nc", OLD);
    options = FoundFiles.options(folder);
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  @Test
  void aFileIsAskedForOnceInARun() throws IOException {
    try (SourceRun run = SourceRun.start(options)) {
      for (int i = 0; i < 3; i++) {
        assertThat(FoundFiles.in(run, server.url("/a.nc"))).containsExactly(OLD);
      }
    }
    assertThat(route.requests()).isEqualTo(1);
    assertThat(route.bodyBytes()).isEqualTo(OLD.length);
  }

  @Test
  void aFileThatDidNotChangeDoesNotTravelAgain() throws IOException {
    for (String tag : new String[] {"\"v1\"", ""}) {
      PlayedServer.Route same = server.serve("/same" + tag.length(), OLD).tag(tag);
      FoundFiles.inOneRun(options, server.url("/same" + tag.length()));
      assertThat(FoundFiles.inOneRun(options, server.url("/same" + tag.length())))
          .containsExactly(OLD);
      assertThat(same.requests()).isEqualTo(2);
      assertThat(same.bodyBytes()).isEqualTo(OLD.length);
      assertThat(same.headers(1))
          .containsKey(tag.isEmpty() ? "if-modified-since" : "if-none-match");
    }
  }

  @Test
  void aFileThatChangedIsFetchedAgain() throws IOException {
    FoundFiles.inOneRun(options, server.url("/a.nc"));
    route.content(Content.of(NEW), "\"v2\"");
    assertThat(FoundFiles.inOneRun(options, server.url("/a.nc"))).containsExactly(NEW);
  }

  @Test
  void aPackedFileThatChangedIsUnpackedAgain() throws IOException {
    PlayedServer.Route packed = server.serve("/a.nc.gz", PackedBytes.gzip(OLD));
    assertThat(FoundFiles.inOneRun(options, server.url("/a.nc.gz"))).containsExactly(OLD);
    packed.content(Content.of(PackedBytes.gzip(NEW)), "\"v2\"");
    assertThat(FoundFiles.inOneRun(options, server.url("/a.nc.gz"))).containsExactly(NEW);
  }

  @Test
  void aFileOfAServerThatNamesNoVersionsIsFetchedInEachRun() throws IOException {
    route.tag("").changed("");
    FoundFiles.inOneRun(options, server.url("/a.nc"));
    route.content(Content.of(NEW), "");
    assertThat(FoundFiles.inOneRun(options, server.url("/a.nc"), server.url("/a.nc")))
        .containsExactly(NEW, NEW);
    assertThat(route.requests()).isEqualTo(2);
  }

  @Test
  void aFileWithAChecksumIsNeverAskedForAgain() throws IOException {
    SourceOptions locked =
        FoundFiles.locked(options, server.url("/a.nc"), OLD.length, PackedBytes.md5(OLD));
    FoundFiles.inOneRun(locked, server.url("/a.nc"));
    route.content(Content.of(NEW), "\"v2\"");
    assertThat(FoundFiles.inOneRun(locked, server.url("/a.nc"))).containsExactly(OLD);
    assertThat(server.requestTimes()).hasSize(1);
  }

  @Test
  void oneChecksumUnderTwoUrlsIsFetchedOnce() throws IOException {
    PlayedServer.Route other = server.serve("/b.nc", OLD);
    SourceOptions locked = FoundFiles.locked(options, lock("/a.nc", OLD), lock("/b.nc", OLD));
    assertThat(FoundFiles.inOneRun(locked, server.url("/a.nc"), server.url("/b.nc")))
        .containsExactly(OLD, OLD);
    assertThat(route.requests()).isEqualTo(1);
    assertThat(other.requests()).isZero();
  }

  private LockedFile lock(String path, byte[] bytes) {
    return new LockedFile(
        server.url(path), "", "", "", bytes.length, PackedBytes.md5(bytes), server.url(path));
  }

  @Test
  void aFileThatARunWithoutLockFetchedServesARunWithLock() throws IOException {
    FoundFiles.inOneRun(options, server.url("/a.nc"));
    SourceOptions locked =
        FoundFiles.locked(options, server.url("/a.nc"), OLD.length, PackedBytes.sha256(OLD));
    assertThat(FoundFiles.inOneRun(locked, server.url("/a.nc"))).containsExactly(OLD);
    assertThat(route.bodyBytes()).isEqualTo(OLD.length);
  }

  @Test
  void anotherChecksumIsAnErrorAndNothingIsKept() throws IOException {
    Checksum wanted = PackedBytes.md5(NEW);
    SourceOptions locked = FoundFiles.locked(options, server.url("/a.nc"), OLD.length, wanted);
    assertThatThrownBy(() -> FoundFiles.inOneRun(locked, server.url("/a.nc")))
        .hasMessage(
            "Cannot use %s: its checksum is %s, not %s as expected. The file changed on the server, or the expected checksum is wrong.",
            server.url("/a.nc"), PackedBytes.md5(OLD), wanted);
    assertNothingIsKept();
    route.content(Content.of(NEW), "\"v2\"");
    assertThat(FoundFiles.inOneRun(locked, server.url("/a.nc"))).containsExactly(NEW);
  }

  @Test
  void anotherSizeIsAnErrorAndNothingIsKept() throws IOException {
    for (Checksum checksum : new Checksum[] {null, PackedBytes.md5(OLD)}) {
      SourceOptions locked =
          FoundFiles.locked(options, server.url("/a.nc"), OLD.length - 1L, checksum);
      assertThatThrownBy(() -> FoundFiles.inOneRun(locked, server.url("/a.nc")))
          .hasMessage(
              "Cannot use %s: the server has 50000 bytes of it, not 49999 as expected. The file changed on the server, or the expected size is wrong.",
              server.url("/a.nc"));
      assertNothingIsKept();
    }
  }

  private void assertNothingIsKept() throws IOException {
    assertThat(FoundFiles.names(folder.resolve("cache/files"))).isEmpty();
    assertThat(FoundFiles.names(folder.resolve("cache/partial"))).isEmpty();
  }

  @Test
  void anOlderVersionInTheCacheDoesNotStandInTheWayOfTheLockedSize() throws IOException {
    byte[] longer = PackedBytes.random(3, 60_000);
    FoundFiles.inOneRun(options, server.url("/a.nc"));
    route.content(Content.of(longer), "\"v2\"");
    SourceOptions locked = FoundFiles.locked(options, server.url("/a.nc"), longer.length, null);
    assertThat(FoundFiles.inOneRun(locked, server.url("/a.nc"))).containsExactly(longer);
  }

  @Test
  void whatARunWithoutLockHasIsNotTakenForTheLockedSize() throws IOException {
    FoundFiles.inOneRun(options, server.url("/a.nc"));
    SourceOptions locked = FoundFiles.locked(options, server.url("/a.nc"), 60_000, null);
    assertThatThrownBy(() -> FoundFiles.inOneRun(locked, server.url("/a.nc")))
        .hasMessageContaining(server.url("/a.nc"))
        .hasMessageContaining("50000 bytes of it, not 60000");
  }

  @Test
  void aDownloadThatWasKilledIsContinued() throws IOException {
    String key = SourceCache.key("url", server.url("/a.nc"));
    Path partial = Files.createDirectories(folder.resolve("cache/partial")).resolve(key);
    byte[] start = java.util.Arrays.copyOf(OLD, 30_000);
    Files.write(partial, start);
    Files.writeString(partial.resolveSibling(key + ".validator"), "\"v1\"\n50000\n");
    assertThat(FoundFiles.inOneRun(options, server.url("/a.nc"))).containsExactly(OLD);
    assertThat(route.bodyBytes()).isEqualTo(20_000);
  }

  @Test
  void partsOfAnOlderVersionAreThrownAway() throws IOException {
    String key = SourceCache.key("url", server.url("/a.nc"));
    Path partial = Files.createDirectories(folder.resolve("cache/partial")).resolve(key);
    Files.write(partial, java.util.Arrays.copyOf(NEW, 30_000));
    Files.writeString(partial.resolveSibling(key + ".validator"), "\"v0\"\n50000\n");
    assertThat(FoundFiles.inOneRun(options, server.url("/a.nc"))).containsExactly(OLD);
  }
}
