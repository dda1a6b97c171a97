package org.arcoforge.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.arcoforge.fetch.PlayedServer;
import org.arcoforge.fetch.PlayedServer.Content;
import org.arcoforge.pattern.FilePattern;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(90)
class ResolveSourcesTest {
  private static final byte[] A = PackedBytes.random(1, 3_000);
  private static final byte[] B = PackedBytes.random(2, 4_000);

  @TempDir Path folder;
  private PlayedServer server;
  private PlayedZenodo zenodo;
  private SourceOptions options;

  @BeforeEach
  void start() throws IOException {
    server = PlayedServer.start();
    zenodo = new PlayedZenodo(server);
    options = FoundFiles.options(folder, zenodo.mirror());
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  /** Resolves as a run does, and returns options that name the lock file. */
  private SourceOptions resolved(FilePattern pattern) throws IOException {
    try (SourceRun run = SourceRun.start(options);
        ResolveSources resolve = new ResolveSources(run.options(), bytes -> {})) {
      Path lock = Files.createTempFile(folder, "sources", ".lock.json");
      resolve.records(pattern).write(lock);
      return options.withLock(lock.toString());
    }
  }

  private List<String> sources(String... globs) throws IOException {
    FilePattern pattern = FilePattern.matching(globs).concat("time");
    FilePattern found = ResolveSources.resolved(pattern, resolved(pattern));
    return java.util.stream.LongStream.range(0, found.count())
        .mapToObj(i -> found.file(i).url())
        .toList();
  }

  @Test
  void aGlobOverARecordGivesItsFilesInNaturalOrder() throws IOException {
    zenodo.record("7", Map.of("m10.nc", A, "m9.nc", B, "readme.txt", A));
    FilePattern pattern = FilePattern.matching("zenodo:7/*.nc").concat("time");
    SourceOptions locked = resolved(pattern);
    assertThat(ResolveSources.resolved(pattern, locked).file(0).url()).isEqualTo("zenodo:7/m9.nc");
    int before = server.requestTimes().size();
    assertThat(FoundFiles.inOneRun(locked, "zenodo:7/m9.nc", "zenodo:7/m10.nc"))
        .containsExactly(B, A);
    assertThat(server.requestTimes()).as("the two files and no question").hasSize(before + 2);
  }

  @Test
  void aGlobOverMembersOfArchivesOfARecordIsInNaturalOrder() throws IOException {
    zenodo.record(
        "7",
        Map.of(
            "y10.zip", PackedBytes.zip(PackedBytes.members("d/m", 11, 10)),
            "y9.tar.gz", PackedBytes.gzip(PackedBytes.tar(PackedBytes.members("d/m", 3, 10)))));
    List<String> found = sources("zenodo:7/y*!/**/*.nc");
    assertThat(found).hasSize(14);
    assertThat(found.subList(0, 6))
        .containsExactly(
            "zenodo:7/y9.tar.gz!/d/m0.nc",
            "zenodo:7/y9.tar.gz!/d/m1.nc",
            "zenodo:7/y9.tar.gz!/d/m2.nc",
            "zenodo:7/y10.zip!/d/m0.nc",
            "zenodo:7/y10.zip!/d/m1.nc",
            "zenodo:7/y10.zip!/d/m2.nc");
    assertThat(found.get(13)).isEqualTo("zenodo:7/y10.zip!/d/m10.nc");
  }

  @Test
  void aTarThatWasReadForAGlobIsNotReadAgain() throws IOException {
    byte[] tar = PackedBytes.tar(PackedBytes.members("m", 4, 1_000));
    zenodo.record("7", Map.of("a.tar", tar));
    SourceOptions locked = resolved(FilePattern.matching("zenodo:7/a.tar!/*.nc").concat("time"));
    assertThat(FoundFiles.inOneRun(locked, "zenodo:7/a.tar!/m3.nc"))
        .containsExactly(PackedBytes.random(3, 1_000));
    assertThat(zenodo.bodyBytes()).isLessThanOrEqualTo(tar.length + 2 * 513);
  }

  @Test
  void aGlobOverAFolderGivesItsFilesInNaturalOrder() throws IOException {
    Files.createDirectories(folder.resolve("data/sub"));
    Files.write(folder.resolve("data/m10.nc"), A);
    Files.write(folder.resolve("data/m9.nc"), B);
    Files.write(folder.resolve("data/sub/m1.nc"), A);
    assertThat(sources("data/*.nc")).containsExactly("data/m9.nc", "data/m10.nc");
    assertThat(sources("data/**.nc"))
        .containsExactly("data/m9.nc", "data/m10.nc", "data/sub/m1.nc");
    assertThat(sources(folder + "/data/sub/*")).containsExactly(folder + "/data/sub/m1.nc");
  }

  @Test
  void aGlobOverLocalAndNestedArchivesGivesTheirMembers() throws IOException {
    byte[] inner = PackedBytes.zip(PackedBytes.members("m", 2, 10));
    Map<String, byte[]> outer = new LinkedHashMap<>();
    outer.put("b/in10.zip", inner);
    outer.put("b/in9.zip", inner);
    Files.write(folder.resolve("o.tar.gz"), PackedBytes.gzip(PackedBytes.tar(outer)));
    List<String> found = sources("o.tar.gz!/b/*.zip!/*.nc");
    assertThat(found)
        .containsExactly(
            "o.tar.gz!/b/in9.zip!/m0.nc",
            "o.tar.gz!/b/in9.zip!/m1.nc",
            "o.tar.gz!/b/in10.zip!/m0.nc",
            "o.tar.gz!/b/in10.zip!/m1.nc");
    assertThat(FoundFiles.inOneRun(options, found.get(3)))
        .containsExactly(PackedBytes.random(1, 10));
  }

  @Test
  void aGlobOverAnArchiveOfAServerGivesItsMembers() throws IOException {
    server.serve("/a.zip", PackedBytes.zip(PackedBytes.members("m", 2, 10)));
    assertThat(sources(server.url("/a.zip!/*.nc")))
        .containsExactly(server.url("/a.zip!/m0.nc"), server.url("/a.zip!/m1.nc"));
  }

  @Test
  void aGlobThatMatchesNothingIsAnError() throws IOException {
    zenodo.record("7", Map.of("a.nc", A));
    for (String glob : List.of("zenodo:7/*.zarr", "nowhere/*.nc")) {
      assertThatThrownBy(() -> sources(glob))
          .hasMessage("Cannot match %s: there is no such file. Correct the glob.", glob);
    }
  }

  @Test
  void ofSeveralArchivesPruningReadsOnlyTheFirst() throws IOException {
    byte[] tar = PackedBytes.tar(PackedBytes.members("m", 4, 1_000));
    zenodo.record("7", Map.of("a1.tar", tar, "a2.tar", tar, "a10.tar", tar));
    FilePattern pattern =
        FilePattern.matching("zenodo:7/*.tar!/*.nc", "zenodo:8/*.nc").concat("time").prune(2);
    SourceOptions locked = resolved(pattern);
    assertThat(ResolveSources.resolved(pattern, locked).count()).isEqualTo(2);
    assertThat(zenodo.file("7/a1.tar").requests()).isPositive();
    assertThat(zenodo.file("7/a2.tar").requests()).isZero();
    assertThat(zenodo.file("7/a10.tar").requests()).isZero();
  }

  @Test
  void ofOneTarPruningKeepsTheFirstNamesWhateverTheirOrder() throws IOException {
    for (List<String> order :
        List.of(
            List.of("m1", "m2", "m3", "m10", "m20"),
            List.of("m20", "m10", "m3", "m2", "m1"),
            List.of("m3", "m20", "m1", "m10", "m2"))) {
      Map<String, byte[]> members = new LinkedHashMap<>();
      order.forEach(name -> members.put(name + ".nc", PackedBytes.text(name)));
      Files.write(folder.resolve("a.tar"), PackedBytes.tar(members));
      FilePattern pattern = FilePattern.matching("a.tar!/*.nc").concat("time").prune(2);
      FilePattern found = ResolveSources.resolved(pattern, resolved(pattern));
      assertThat(List.of(found.file(0).url(), found.file(1).url()))
          .as("order %s", order)
          .containsExactly("a.tar!/m1.nc", "a.tar!/m2.nc");
      assertThat(new CachedFiles(folder.resolve("cache")).list())
          .as("order %s", order)
          .extracting(CachedFiles.CachedFile::source)
          .containsExactlyInAnyOrder("a.tar!/m1.nc", "a.tar!/m2.nc");
      assertThat(FoundFiles.names(folder.resolve("cache/partial"))).isEmpty();
      new CachedFiles(folder.resolve("cache")).clean();
    }
  }

  @Test
  void aRecordWithoutAFileIsNoSource() throws IOException {
    zenodo.record("7", Map.of("a.nc", A));
    assertThatThrownBy(() -> resolved(FilePattern.of(List.of("zenodo:7"))))
        .hasMessage(
            "Cannot read zenodo:7: it is a record, not a file. Name a file, as arcoforge inspect lists them.");
    assertThat(ResolveSources.isWholeRecord("zenodo:7")).isTrue();
    assertThat(ResolveSources.isWholeRecord("zenodo:7/a.nc")).isFalse();
  }

  @Test
  void aFileThatTheRecordDoesNotHaveIsAnError() throws IOException {
    zenodo.record("7", Map.of("a.nc", A));
    assertThatThrownBy(() -> resolved(FilePattern.of(List.of("zenodo:7/b.nc"))))
        .hasMessageContaining("b.nc")
        .hasMessageContaining("zenodo:7")
        .hasMessageContaining("a.nc");
  }

  @Test
  void versionsArePinnedAndNewerOnesNoticed() throws IOException {
    zenodo.record("7", Map.of("a.nc", A), false);
    zenodo.record("9", Map.of("a.nc", B));
    server.serve(
        "/zenodo.org/api/records/7/versions/latest",
        PackedBytes.text("{\"id\": 9, \"conceptrecid\": \"1\", \"files\": []}"));
    try (SourceRun run = SourceRun.start(options);
        ResolveSources resolve = new ResolveSources(run.options(), bytes -> {})) {
      SourceLock lock = resolve.records(FilePattern.of(List.of("zenodo:7/a.nc")));
      assertThat(lock.records()).extracting(ResolvedRecord::reference).containsExactly("zenodo:7");
      assertThat(lock.files())
          .containsExactly(
              new LockedFile(
                  "zenodo:7/a.nc",
                  "zenodo:7",
                  "a.nc",
                  "",
                  3_000,
                  PackedBytes.md5(A),
                  "https://zenodo.org/records/7/files/a.nc"));
      assertThat(resolve.notices()).containsExactly("zenodo:7 has a newer version, zenodo:9.");
    }
  }

  @Test
  void everythingTellsSizesAndChecksumsThatTheCacheKnows() throws IOException {
    server.serve("/a.nc", A);
    server.serve("/b.nc", B);
    FoundFiles.inOneRun(options, server.url("/a.nc"), server.url("/b.nc"));
    server.answer("/b.nc").content(Content.of(PackedBytes.random(5, 4_000)), "\"v2\"");
    FilePattern pattern =
        FilePattern.of(List.of(server.url("/a.nc"), server.url("/b.nc"), "local.nc"))
            .concat("time");
    List<Long> progress = new java.util.ArrayList<>();
    try (SourceRun run = SourceRun.start(options);
        ResolveSources resolve = new ResolveSources(run.options(), bytes -> {})) {
      SourceLock lock = resolve.everything(pattern, progress::add);
      assertThat(lock.files())
          .extracting(LockedFile::source, LockedFile::size, LockedFile::checksum)
          .containsExactly(
              org.assertj.core.groups.Tuple.tuple(
                  server.url("/a.nc"), 3_000L, PackedBytes.sha256(A)),
              org.assertj.core.groups.Tuple.tuple(server.url("/b.nc"), 4_000L, null));
      assertThat(progress).containsExactly(1L, 2L, 3L);
    }
  }

  @Test
  void aSourceThatIsNotInTheLockIsToBeResolvedAgain() throws IOException {
    zenodo.record("7", Map.of("a.nc", A, "b.nc", B));
    SourceOptions locked = resolved(FilePattern.of(List.of("zenodo:7/a.nc")));
    assertThatThrownBy(() -> FoundFiles.inOneRun(locked, "zenodo:7/b.nc"))
        .hasMessage(
            "Cannot find source file zenodo:7/b.nc: it is not in lock file %s. Make that anew with arcoforge resolve.",
            locked.lock());
    assertThatThrownBy(() -> FoundFiles.inOneRun(options, "zenodo:7/b.nc"))
        .hasMessage(
            "Cannot find source file zenodo:7/b.nc: it is not in a lock file. Make that anew with arcoforge resolve.");
    assertThatThrownBy(() -> ResolveSources.resolved(FilePattern.matching("zenodo:7/*.nc"), locked))
        .hasMessage(
            "Cannot find the files of zenodo:7/*.nc: it is not in lock file %s. Make that anew with arcoforge resolve.",
            locked.lock());
  }

  @Test
  void aMirrorOfARecordMayBeAFolder() throws IOException {
    Files.createDirectories(folder.resolve("my copy"));
    Files.write(folder.resolve("my copy/a b%20#.nc"), A);
    Files.write(folder.resolve("my copy/c.zip"), PackedBytes.zip(Map.of("x.nc", B)));
    options = FoundFiles.options(folder, "zenodo:7/=" + folder + "/my copy/");
    FilePattern pattern =
        FilePattern.of(List.of("zenodo:7/a b%20#.nc", "zenodo:7/c.zip!/x.nc")).concat("time");
    SourceOptions locked = resolved(pattern);
    assertThat(FoundFiles.inOneRun(locked, "zenodo:7/a b%20#.nc", "zenodo:7/c.zip!/x.nc"))
        .containsExactly(A, B);
    List<String> found = sources("zenodo:7/*.nc");
    assertThat(found).hasSize(1);
    assertThat(FoundFiles.inOneRun(options, found.get(0))).containsExactly(A);
    assertThat(server.requestTimes()).isEmpty();
  }
}
