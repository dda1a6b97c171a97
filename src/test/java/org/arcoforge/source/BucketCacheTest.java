package org.arcoforge.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.arcoforge.fetch.PlayedServer;
import org.arcoforge.fetch.PlayedServer.Play;
import org.arcoforge.fetch.PlayedServer.Route;
import org.arcoforge.store.StoreAccess;
import org.arcoforge.store.StoreKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
class BucketCacheTest {
  private static final byte[] FILE = PackedBytes.random(1, 1000);
  private static final byte[] OTHER = PackedBytes.random(2, 1000);

  @TempDir Path folder;
  private final PlayedBucket bucket = new PlayedBucket();
  private final List<String> warnings = new ArrayList<>();
  private PlayedServer server;
  private Route route;

  @BeforeEach
  void start() throws IOException {
    server = PlayedServer.start();
    route = server.serve("/a.nc", FILE);
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  /** Returns the options of a machine with a cache of its own. */
  private SourceOptions machine(String name) throws IOException {
    return FoundFiles.options(Files.createDirectories(folder.resolve(name)))
        .withSharedCache("gs://b/cache");
  }

  private SourceOptions locked(String name) throws IOException {
    return FoundFiles.locked(machine(name), url(), FILE.length, PackedBytes.md5(FILE));
  }

  private String url() {
    return server.url("/a.nc");
  }

  private byte[] find(SourceOptions options) throws IOException {
    try (SourceFiles files =
        new SourceFiles(options, List.of(), bytes -> {}, uri -> bucket, warnings::add)) {
      return Files.readAllBytes(files.find(url()));
    }
  }

  @Test
  void aFileWithAChecksumIsFetchedByOneMachineOnly() throws IOException {
    assertThat(find(locked("one"))).isEqualTo(FILE);
    assertThat(route.requests()).isEqualTo(1);
    assertThat(find(locked("two"))).isEqualTo(FILE);
    assertThat(route.requests()).isEqualTo(1);
    bucket.getDenied = true;
    assertThat(find(locked("two"))).as("the folder comes first").isEqualTo(FILE);
    assertThat(route.requests()).isEqualTo(1);
    assertThat(warnings).isEmpty();
  }

  @Test
  void ofAFileWithAVersionTheSecondMachineFetchesNoMoreThanAByte() throws IOException {
    assertThat(find(machine("one"))).isEqualTo(FILE);
    long sent = route.bodyBytes();
    assertThat(find(machine("two"))).isEqualTo(FILE);
    assertThat(route.bodyBytes()).isEqualTo(sent + 1);
    route.content(PlayedServer.Content.of(OTHER), "\"v2\"");
    assertThat(find(machine("two"))).isEqualTo(OTHER);
    assertThat(find(machine("three"))).isEqualTo(OTHER);
    assertThat(route.bodyBytes())
        .as("a byte to ask for a change, one to look, all, and a look of the third")
        .isEqualTo(sent + 1 + 2 + OTHER.length + 1);
  }

  @Test
  void aFileWithoutChecksumAndVersionIsNotShared() throws IOException {
    route.tag("").changed("");
    assertThat(find(machine("one"))).isEqualTo(FILE);
    assertThat(bucket.puts).hasValue(0);
  }

  @Test
  void whatIsDamagedOrGoneIsTakenForMissing() throws IOException {
    String manifest = "files/" + SourceCache.key(PackedBytes.md5(FILE)) + ".json";
    String part = "parts/" + SourceCache.key(PackedBytes.md5(FILE)) + "/00000";
    find(locked("first"));
    byte[] good = bucket.get(new StoreKey(manifest)).orElseThrow();
    int requests = 1;
    List<Runnable> damages =
        List.of(
            () -> bucket.put(part, OTHER),
            () -> bucket.put(part, new byte[3]),
            () -> bucket.delete(new StoreKey(part)),
            () -> bucket.put(manifest, new byte[] {'{', 1}),
            () -> bucket.put(manifest, new byte[0]),
            () -> bucket.delete(new StoreKey(manifest)),
            () -> bucket.getDenied = true);
    for (int i = 0; i < damages.size(); i++) {
      damages.get(i).run();
      assertThat(find(locked("machine" + i))).as("damage %d", i).isEqualTo(FILE);
      requests++;
      assertThat(route.requests()).as("damage %d", i).isEqualTo(requests);
    }
    bucket.getDenied = false;
    assertThat(bucket.get(new StoreKey(manifest))).hasValue(good);
    assertThat(find(locked("last"))).isEqualTo(FILE);
    assertThat(route.requests()).as("it was shared again").isEqualTo(requests);
    assertThat(warnings).isEmpty();
  }

  @Test
  void aBucketThatCannotBeWrittenIsSaidOnceInARun() throws IOException {
    bucket.putDenied = true;
    server.serve("/b.nc", OTHER);
    try (SourceRun run = SourceRun.start(machine("one"))) {
      for (String file : List.of("/a.nc", "/b.nc")) {
        try (SourceFiles files =
            new SourceFiles(run.options(), List.of(), bytes -> {}, uri -> bucket, warnings::add)) {
          assertThat(files.find(server.url(file))).exists();
        }
      }
    }
    assertThat(warnings)
        .containsExactly(
            "Cannot share fetched files in gs://b/cache: Cannot write to bucket: 403. The run goes on without.");
  }

  @Test
  void aFileIsInPartsAndItsManifestIsPutLast() throws IOException {
    BucketCache cache = cache(300);
    Path file = Files.write(folder.resolve("file"), FILE);
    SourceCache.Facts facts =
        new SourceCache.Facts(
            "https://a.org/a.nc?token=t0psecret", FILE.length, PackedBytes.sha256(FILE), "v");
    cache.share("key", file, facts);
    assertThat(bucket.list("parts/")).hasSize(4);
    assertThat(new String(bucket.get(new StoreKey("files/key.json")).orElseThrow(), UTF_8))
        .isEqualTo(
            "{\"source\":\"https://a.org/a.nc?token=…\",\"bytes\":1000,\"checksum\":\"%s\",\"validator\":\"v\",\"parts\":4}"
                .formatted(PackedBytes.sha256(FILE)));
    Path partial = folder.resolve("partial");
    Origin.Remote wanted = new Origin.Remote("https://a.org/a.nc", -1, null, false);
    assertThat(cache.find("key", wanted, "v", partial))
        .hasValue(
            new SourceCache.Facts(
                "https://a.org/a.nc", FILE.length, PackedBytes.sha256(FILE), "v"));
    assertThat(Files.readAllBytes(partial)).isEqualTo(FILE);
    assertThat(cache.find("key", wanted, "w", partial)).isEqualTo(Optional.empty());
    bucket.put("parts/" + SourceCache.key(PackedBytes.sha256(FILE)) + "/00002", new byte[300]);
    assertThat(cache.find("key", wanted, "v", partial)).isEmpty();
    assertThat(partial).doesNotExist();
  }

  private BucketCache cache(int partBytes) {
    return new BucketCache(
        bucket,
        partBytes,
        bytes -> {},
        fault -> {
          throw new IllegalStateException(fault);
        });
  }

  @Test
  void aFaultOfTheSourceIsAnErrorAndSharesNothing() throws IOException {
    route.then(Play.status(404, ""));
    SourceOptions options = locked("one");
    assertThatThrownBy(() -> find(options)).hasMessageContaining("answers 404");
    assertThat(bucket.puts).hasValue(0);
  }

  @Test
  void whatIsFetchedWithALoginIsNotShared() throws IOException {
    SourceOptions plain = machine("one");
    StoreAccess login = new StoreAccess(List.of(), "", List.of(), List.of("127.0.0.1=bearer:HOME"));
    SourceOptions options =
        new SourceOptions(
            plain.folder(),
            plain.cache(),
            "",
            "",
            0,
            login,
            plain.limits(),
            plain.sharedCache(),
            false);
    assertThat(find(options)).isEqualTo(FILE);
    assertThat(find(FoundFiles.locked(options, url(), FILE.length, PackedBytes.md5(FILE))))
        .isEqualTo(FILE);
    assertThat(bucket.puts).hasValue(0);
    assertThat(bucket.gets).isEmpty();
  }

  @Test
  void aManifestThatLiesIsTakenForMissing() throws IOException {
    assertThat(find(machine("one"))).isEqualTo(FILE);
    StoreKey manifest = bucket.list("files/").get(0);
    String text = new String(bucket.get(manifest).orElseThrow(), UTF_8);
    List<String> lies =
        List.of(
            text.replace(":1000,", ":9223372036854775807,"),
            text.replace(":1000,", ":-1,"),
            text.replace("\"parts\":1", "\"parts\":2147483647"),
            text.replace("\"parts\":1", "\"parts\":0"),
            " ".repeat(1 << 20) + text);
    for (int i = 0; i < lies.size(); i++) {
      bucket.put(manifest.path(), lies.get(i).getBytes(UTF_8));
      assertThat(find(machine("liar" + i))).as(lies.get(i).strip()).isEqualTo(FILE);
    }
    assertThat(warnings).isEmpty();
  }
}
