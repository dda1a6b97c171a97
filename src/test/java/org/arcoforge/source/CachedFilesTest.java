package org.arcoforge.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import org.arcoforge.fetch.PlayedServer;
import org.arcoforge.source.CachedFiles.CachedFile;
import org.arcoforge.source.CachedFiles.Removal;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(90)
class CachedFilesTest {
  private static final int BYTES = 10_000;

  @TempDir Path folder;
  private PlayedServer server;
  private SourceOptions options;
  private CachedFiles cached;

  @BeforeEach
  void start() throws IOException {
    server = PlayedServer.start();
    for (int i = 0; i < 6; i++) {
      server.serve("/" + i + ".nc", PackedBytes.random(i, BYTES));
    }
    options = FoundFiles.options(folder);
    cached = new CachedFiles(folder.resolve("cache"));
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private String url(int i) {
    return server.url("/" + i + ".nc");
  }

  private List<String> sources() throws IOException {
    return cached.list().stream().map(CachedFile::source).sorted().toList();
  }

  /** Says that the files of {@code urls} were used one second after another, long ago. */
  private void age(String... urls) throws IOException {
    for (int i = 0; i < urls.length; i++) {
      Path sidecar = folder.resolve("cache/files/" + SourceCache.key("url", urls[i]) + ".json");
      Files.setLastModifiedTime(sidecar, FileTime.from(Instant.ofEpochSecond(1_000_000 + i)));
    }
  }

  @Test
  void aCacheThatIsNotThereIsEmpty() throws IOException {
    assertThat(cached.list()).isEmpty();
    assertThat(cached.shrink(0)).isEqualTo(new Removal(0, 0, 0));
    assertThat(cached.clean()).isEqualTo(new Removal(0, 0, 0));
    assertThat(folder.resolve("cache")).doesNotExist();
  }

  @Test
  void filesAreListedFromTheOneUsedLast() throws IOException {
    FoundFiles.inOneRun(options, url(0), url(1), url(2));
    age(url(1), url(2), url(0));
    assertThat(cached.list())
        .extracting(CachedFile::source, CachedFile::bytes, CachedFile::inUse)
        .containsExactly(
            org.assertj.core.groups.Tuple.tuple(url(0), (long) BYTES, false),
            org.assertj.core.groups.Tuple.tuple(url(2), (long) BYTES, false),
            org.assertj.core.groups.Tuple.tuple(url(1), (long) BYTES, false));
  }

  @Test
  void whatWasUsedLeastRecentlyGoesFirst() throws IOException {
    FoundFiles.inOneRun(options, url(0), url(1), url(2), url(3));
    age(url(2), url(0), url(3), url(1));
    assertThat(cached.shrink(2L * BYTES)).isEqualTo(new Removal(2, 2L * BYTES, 2L * BYTES));
    assertThat(sources()).containsExactly(url(1), url(3));
    assertThat(FoundFiles.names(folder.resolve("cache/files"))).hasSize(4);
  }

  @Test
  void whatALiveRunUsesStays() throws IOException {
    FoundFiles.inOneRun(options, url(0), url(1));
    try (SourceRun run = SourceRun.start(options)) {
      FoundFiles.in(run, url(0), url(2));
      age(url(0), url(2));
      assertThat(cached.list()).filteredOn(CachedFile::inUse).hasSize(2);
      assertThat(cached.clean()).isEqualTo(new Removal(1, BYTES, 2L * BYTES));
      assertThat(sources()).containsExactly(url(0), url(2));
    }
    assertThat(cached.clean()).isEqualTo(new Removal(2, 2L * BYTES, 0));
  }

  @Test
  void cleaningRemovesPartsAndWhatDeadRunsLeft() throws IOException {
    FoundFiles.inOneRun(options, url(0));
    Path cache = folder.resolve("cache");
    String key = SourceCache.key("url", url(0));
    Files.createDirectories(cache.resolve("runs/dead"));
    Files.writeString(cache.resolve("runs/dead/" + key), "");
    Files.writeString(cache.resolve("runs/dead.lock"), "");
    Files.writeString(cache.resolve("partial/md5-0"), "half");
    Files.writeString(cache.resolve("partial/md5-0.validator"), "\"v\"\n9\n");
    Files.writeString(cache.resolve("partial/url-1.json"), "{");
    assertThat(cached.clean().files()).isEqualTo(1);
    assertThat(FoundFiles.names(cache.resolve("runs"))).isEmpty();
    assertThat(FoundFiles.names(cache.resolve("partial"))).isEmpty();
    assertThat(FoundFiles.names(cache.resolve("files"))).isEmpty();
  }

  @Test
  void cleaningLeavesADownloadThatIsUnderWay() throws IOException {
    SourceCache cache = new SourceCache(folder.resolve("cache"), "");
    Path path =
        cache.obtain(
            "key",
            partial -> {
              Files.writeString(partial, "half");
              cached.clean();
              Files.writeString(partial, " and half", java.nio.file.StandardOpenOption.APPEND);
              return new SourceCache.Facts("x", 13, null, "");
            });
    assertThat(path).hasContent("half and half");
  }

  @Test
  void theBoundHoldsDuringARunForWhatItDoesNotUse() throws IOException {
    FoundFiles.inOneRun(options, url(0), url(1), url(2));
    age(url(0), url(1), url(2));
    try (SourceRun run = SourceRun.start(FoundFiles.bounded(options, 3L * BYTES))) {
      FoundFiles.in(run, url(3));
      assertThat(sources()).containsExactly(url(1), url(2), url(3));
      FoundFiles.in(run, url(4), url(5), url(0));
      assertThat(sources()).containsExactly(url(0), url(3), url(4), url(5));
      assertThat(FoundFiles.in(run, url(3), url(0)))
          .containsExactly(PackedBytes.random(3, BYTES), PackedBytes.random(0, BYTES));
    }
  }

  @Test
  void membersAndUnpackedFilesCount() throws IOException {
    byte[] file = PackedBytes.random(8, BYTES);
    FoundFiles.inOneRun(options, url(0), url(1));
    age(url(0), url(1));
    server.serve("/a.zip", PackedBytes.zip(Map.of("x.nc", file)));
    Files.write(folder.resolve("l.tar"), PackedBytes.tar(Map.of("y.nc", file)));
    Files.write(folder.resolve("l.nc.gz"), PackedBytes.gzip(file));
    SourceOptions bounded = FoundFiles.bounded(options, 2L * BYTES);
    try (SourceRun run = SourceRun.start(bounded)) {
      FoundFiles.in(run, server.url("/a.zip!/x.nc"));
      assertThat(sources()).containsExactly(url(1), server.url("/a.zip!/x.nc"));
      FoundFiles.in(run, "l.tar!/y.nc");
      assertThat(sources()).containsExactlyInAnyOrder("l.tar!/y.nc", server.url("/a.zip!/x.nc"));
    }
    FoundFiles.inOneRun(bounded, "l.nc.gz");
    assertThat(cached.list()).hasSize(2);
    assertThat(sources()).contains("l.nc.gz");
  }

  @Test
  void listingWhileFilesComeAndGoIsRight() throws Exception {
    AtomicBoolean done = new AtomicBoolean();
    Thread lister =
        new Thread(
            () -> {
              try {
                while (!done.get()) {
                  assertThat(cached.list()).allMatch(file -> file.bytes() == 4);
                }
              } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
              }
            });
    List<Throwable> failures = new java.util.concurrent.CopyOnWriteArrayList<>();
    lister.setUncaughtExceptionHandler((thread, failure) -> failures.add(failure));
    lister.start();
    SourceCache cache = new SourceCache(folder.resolve("cache"), "");
    for (int i = 0; i < 300; i++) {
      String key = "key-" + i % 7;
      Path whole = Files.writeString(cache.partial(key), "four");
      cache.put(key, whole, new SourceCache.Facts("x", 4, null, ""));
      if (i % 3 == 0) {
        cached.shrink(8);
      }
    }
    done.set(true);
    lister.join(20_000);
    assertThat(failures).isEmpty();
    assertThat(cached.list()).isNotEmpty();
  }
}
