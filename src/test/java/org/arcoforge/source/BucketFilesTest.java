package org.arcoforge.source;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.arcoforge.fetch.Checksum;
import org.arcoforge.fetch.Mirrors;
import org.arcoforge.fetch.PlayedServer;
import org.arcoforge.pattern.FilePattern;
import org.arcoforge.store.Store;
import org.arcoforge.store.StoreKey;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class BucketFilesTest {
  private static final byte[] FILE = PackedBytes.random(1, 100);
  private static final byte[] OTHER = PackedBytes.random(2, 100);

  @TempDir Path folder;
  private final PlayedBucket bucket = new PlayedBucket();
  private final AtomicLong received = new AtomicLong();

  private Store open(String uri) {
    if (!uri.equals("gs://b") && !uri.equals("s3://c")) {
      throw new IllegalArgumentException("Cannot open store " + uri);
    }
    return bucket;
  }

  private SourceFiles files(SourceOptions options) {
    return new SourceFiles(options, List.of(), received::addAndGet, this::open, warning -> {});
  }

  private byte[] find(SourceOptions options, String source) throws IOException {
    try (SourceFiles files = files(options)) {
      return Files.readAllBytes(files.find(source));
    }
  }

  private byte[] find(String source) throws IOException {
    return find(FoundFiles.options(folder), source);
  }

  private BucketFiles buckets(int partBytes) {
    return new BucketFiles(this::open, Mirrors.parse(List.of()), received::addAndGet, partBytes);
  }

  private SourceCache.Facts download(int partBytes) throws IOException {
    return buckets(partBytes).download(remote(-1, null), folder.resolve("partial"));
  }

  private static Origin.Remote remote(long size, @Nullable Checksum checksum) {
    return new Origin.Remote("gs://b/a.nc", size, checksum, false);
  }

  private byte[] partial() throws IOException {
    return Files.readAllBytes(folder.resolve("partial"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"gs://b/d é/a+%20#.nc", "s3://c/d é/a+%20#.nc"})
  void aFileComesIntoTheCacheOnce(String source) throws IOException {
    bucket.put("d é/a+%20#.nc", FILE);
    assertThat(find(source)).isEqualTo(FILE);
    assertThat(find(source)).isEqualTo(FILE);
    assertThat(bucket.gets).containsExactly("d é/a+%20#.nc 0");
    assertThat(received).hasValue(100);
  }

  @Test
  void aChangedObjectIsFetchedAnewButNotWithinARun() throws IOException {
    bucket.put("a.nc", FILE);
    try (SourceRun run = SourceRun.start(FoundFiles.options(folder))) {
      assertThat(find(run.options(), "gs://b/a.nc")).isEqualTo(FILE);
      bucket.put("a.nc", OTHER);
      assertThat(find("gs://b/a.nc")).isEqualTo(OTHER);
      assertThat(find(run.options(), "gs://b/a.nc")).isEqualTo(FILE);
    }
    assertThat(find("gs://b/a.nc")).isEqualTo(OTHER);
  }

  @Test
  void aFileComesInPartsOfBoundedSize() throws IOException {
    bucket.put("a.nc", FILE);
    for (boolean denied : new boolean[] {false, true}) {
      bucket.listDenied = denied;
      bucket.gets.clear();
      SourceCache.Facts facts = download(40);
      assertThat(partial()).isEqualTo(FILE);
      assertThat(facts.bytes()).isEqualTo(100);
      assertThat(facts.checksum()).isEqualTo(PackedBytes.sha256(FILE));
      assertThat(facts.validator()).isEqualTo(denied ? "" : "v1");
      assertThat(bucket.gets).endsWith("a.nc 0", "a.nc 40", "a.nc 80");
    }
  }

  @Test
  void whereListingIsDeniedTheShortAnswerIsTheEnd() throws IOException {
    bucket.put("a.nc", FILE);
    bucket.listDenied = true;
    assertThat(download(50).bytes()).isEqualTo(100);
    assertThat(partial()).isEqualTo(FILE);
    bucket.put("a.nc", new byte[0]);
    assertThat(download(50).bytes()).isZero();
    assertThat(partial()).isEmpty();
    bucket.getDenied = true;
    assertThatThrownBy(() -> download(50)).hasMessage("Cannot fetch gs://b/a.nc: 403 of a.nc");
  }

  @Test
  void aPartialFileOfTheSameVersionIsContinued() throws IOException {
    bucket.put("a.nc", FILE);
    AtomicInteger left = new AtomicInteger(2);
    bucket.beforeGet = () -> bucket.getDenied = left.getAndDecrement() <= 0;
    assertThatThrownBy(() -> download(30)).hasMessageContaining("403");
    bucket.beforeGet = () -> {};
    bucket.getDenied = false;
    bucket.gets.clear();
    download(30);
    assertThat(partial()).isEqualTo(FILE);
    assertThat(bucket.gets).containsExactly("a.nc 60", "a.nc 90");
    assertThat(received).hasValue(100);
  }

  @Test
  void aPartialFileOfAnotherVersionIsNotContinued() throws IOException {
    bucket.put("a.nc", FILE);
    AtomicInteger left = new AtomicInteger(2);
    bucket.beforeGet = () -> bucket.getDenied = left.getAndDecrement() <= 0;
    assertThatThrownBy(() -> download(30)).hasMessageContaining("403");
    bucket.beforeGet = () -> {};
    bucket.getDenied = false;
    bucket.put("a.nc", OTHER);
    download(30);
    assertThat(partial()).isEqualTo(OTHER);
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void partsOfTwoVersionsAreNeverPutTogether(boolean checksums) throws IOException {
    bucket.listsChecksums = checksums;
    bucket.put("a.nc", FILE);
    AtomicInteger gets = new AtomicInteger();
    bucket.beforeGet =
        () -> {
          if (gets.incrementAndGet() == 3) {
            bucket.put("a.nc", OTHER);
          }
        };
    SourceCache.Facts facts = download(30);
    assertThat(partial()).isEqualTo(OTHER);
    assertThat(facts.validator()).isEqualTo("v2");
    bucket.beforeGet = () -> bucket.put("a.nc", gets.incrementAndGet() % 2 == 0 ? FILE : OTHER);
    assertThatThrownBy(() -> download(30))
        .hasMessageStartingWith("Cannot fetch gs://b/a.nc: 3 attempts failed. The last: it")
        .hasMessageEndingWith(". Try again when nobody writes it.");
  }

  @Test
  void whatALockFileSaysIsChecked() {
    bucket.put("a.nc", FILE);
    Path partial = folder.resolve("partial");
    assertThatThrownBy(() -> buckets(30).download(remote(99, null), partial))
        .hasMessage(
            "Cannot use gs://b/a.nc: it has 100 bytes, it should have 99. If it has changed and the new version is wanted, make the lock file anew with arcoforge resolve.");
    assertThatThrownBy(() -> buckets(30).download(remote(100, PackedBytes.sha256(OTHER)), partial))
        .hasMessage(
            "Cannot use gs://b/a.nc: its checksum is %s, not %s as expected. The object changed in the bucket, or the expected checksum is wrong."
                .formatted(PackedBytes.sha256(FILE), PackedBytes.sha256(OTHER)));
  }

  @Test
  void whatIsNotThereIsAnError() {
    bucket.put("a.nc.md5", FILE);
    String message =
        "Cannot fetch gs://b/a.nc: there is no such object in the bucket. Check the name.";
    assertThatThrownBy(() -> find("gs://b/a.nc")).hasMessage(message);
    bucket.listDenied = true;
    assertThatThrownBy(() -> find("gs://b/a.nc")).hasMessage(message);
    for (String nothing : List.of("gs://b", "gs://b/", "gs://b/x//y", "gs:///a", "gs://B ?/x")) {
      assertThatThrownBy(() -> find(nothing))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "Cannot find source file %s: it names no object of a bucket. Write it like gs://bucket/folder/file.nc."
                  .formatted(nothing));
    }
  }

  @Test
  void membersOfArchivesAreFound() throws IOException {
    bucket.put("d.zip", PackedBytes.zip(Map.of("x.nc", FILE, "y.nc", OTHER)));
    try (SourceRun run = SourceRun.start(FoundFiles.options(folder))) {
      assertThat(find(run.options(), "gs://b/d.zip!/x.nc")).isEqualTo(FILE);
      bucket.put("d.zip", PackedBytes.zip(Map.of("x.nc", OTHER, "y.nc", FILE)));
      assertThat(find(run.options(), "gs://b/d.zip!/y.nc")).isEqualTo(OTHER);
    }
    assertThat(find("gs://b/d.zip!/x.nc")).isEqualTo(OTHER);
    assertThat(find("gs://b/d.zip!/y.nc")).isEqualTo(FILE);
  }

  @Test
  void globsMatchTheObjectsBelowAFolder() throws IOException {
    bucket.put("d.zip", PackedBytes.zip(Map.of("x.nc", FILE, "y.txt", FILE)));
    assertThat(resolve("gs://b/*.zip!/*.nc").globs().get("gs://b/*.zip!/*.nc"))
        .containsExactly("gs://b/d.zip!/x.nc");
    for (String key : List.of("f/a2.nc", "f/a10.nc", "f/deep/b.nc", "f/c.txt", "other.nc")) {
      bucket.put(key, key.getBytes(UTF_8));
    }
    SourceLock lock = resolve("gs://b/f/*.nc");
    assertThat(lock.globs().get("gs://b/f/*.nc"))
        .containsExactly("gs://b/f/a2.nc", "gs://b/f/a10.nc");
    LockedFile locked = lock.find("gs://b/f/a2.nc").orElseThrow();
    assertThat(locked.size()).isEqualTo(7);
    assertThat(locked.checksum()).hasToString(PackedBytes.md5(bytes("f/a2.nc")).toString());
    assertThat(locked.url()).isEqualTo("gs://b/f/a2.nc");
    assertThat(resolve("s3://c/**/*.nc").globs().get("s3://c/**/*.nc"))
        .containsExactly(
            "s3://c/f/a2.nc", "s3://c/f/a10.nc", "s3://c/f/deep/b.nc", "s3://c/other.nc");
    assertThatThrownBy(() -> resolve("gs://*/x.nc"))
        .hasMessage(
            "Cannot list gs://: it names no bucket. Write a glob like gs://bucket/folder/*.nc.");
    bucket.listDenied = true;
    assertThatThrownBy(() -> resolve("gs://b/f/*.nc")).hasMessage("Cannot list: 403.");
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private SourceLock resolve(String source) throws IOException {
    FilePattern pattern =
        source.contains("*")
            ? FilePattern.matching(source).concat("time")
            : FilePattern.of(List.of(source)).concat("time");
    try (ResolveSources resolve = new ResolveSources(files(FoundFiles.options(folder)))) {
      return resolve.everything(pattern, done -> {});
    }
  }

  @Test
  void aLockedFileIsWhatTheBucketSaid() throws IOException {
    bucket.put("a.nc", FILE);
    LockedFile locked = resolve("gs://b/a.nc").find("gs://b/a.nc").orElseThrow();
    assertThat(locked.size()).isEqualTo(100);
    assertThat(locked.checksum()).hasToString(PackedBytes.md5(FILE).toString());
    SourceOptions options = FoundFiles.locked(FoundFiles.options(folder), locked);
    bucket.put("a.nc", OTHER);
    assertThatThrownBy(() -> find(options, "gs://b/a.nc"))
        .hasMessageStartingWith("Cannot use gs://b/a.nc: its checksum is md5:");
    bucket.put("a.nc", FILE);
    assertThat(find(options, "gs://b/a.nc")).isEqualTo(FILE);
    bucket.delete(new StoreKey("a.nc"));
    assertThat(find(options, "gs://b/a.nc")).isEqualTo(FILE);
  }

  @Test
  void aSingleFileCanBeReadHereAndThere() throws IOException {
    bucket.put("a.nc", FILE);
    try (SourceFiles files = files(FoundFiles.options(folder));
        var channel = files.channel("gs://b/a.nc")) {
      assertThat(channel.size()).isEqualTo(100);
    }
  }

  @Test
  void mirrorsStandInForBuckets() throws IOException {
    bucket.put("copy/a %.nc", FILE);
    SourceOptions options = FoundFiles.options(folder, "s3://data/sst=gs://b/copy");
    assertThat(find(options, "s3://data/sst/a %.nc")).isEqualTo(FILE);
    bucket.delete(new StoreKey("copy/a %.nc"));
    assertThatThrownBy(() -> find(options, "s3://data/sst/other.nc"))
        .hasMessageStartingWith(
            "Cannot fetch s3://data/sst/other.nc from gs://b/copy/other.nc: there is no");
    Files.write(folder.resolve("x #.nc"), OTHER);
    assertThat(find(FoundFiles.options(folder, "gs://d=" + folder), "gs://d/x #.nc"))
        .isEqualTo(OTHER);
    try (PlayedServer server = PlayedServer.start()) {
      server.serve("/m/x%20%23%25.nc", FILE);
      assertThat(find(FoundFiles.options(folder, "gs://e=" + server.url("/m")), "gs://e/x #%.nc"))
          .isEqualTo(FILE);
    }
  }

  @Test
  void aFileOfWhichTheBucketListsAnotherChecksumIsReadTwice() throws IOException {
    bucket.put("a.nc", FILE);
    bucket.listsWrongChecksums = true;
    assertThat(download(1000).bytes()).isEqualTo(FILE.length);
    assertThat(partial()).isEqualTo(FILE);
    assertThat(bucket.gets).hasSize(2);
  }

  @Test
  void aFileThatReadsOtherwiseEachTimeIsAnError() {
    bucket.put("a.nc", FILE);
    bucket.listsWrongChecksums = true;
    AtomicInteger reads = new AtomicInteger();
    bucket.beforeGet = () -> bucket.put("a.nc", PackedBytes.random(reads.incrementAndGet(), 100));
    assertThatThrownBy(() -> download(1000))
        .hasMessageContaining("Cannot fetch gs://b/a.nc: 3 attempts failed.");
  }

  @ParameterizedTest
  @ValueSource(ints = {30, 50, 1000})
  void aFileOfUnknownSizeIsReadToItsEnd(int partBytes) throws IOException {
    bucket.put("a.nc", FILE);
    bucket.listsNoSizes = true;
    bucket.listsChecksums = false;
    assertThat(download(partBytes).bytes()).isEqualTo(FILE.length);
    assertThat(partial()).isEqualTo(FILE);
  }
}
