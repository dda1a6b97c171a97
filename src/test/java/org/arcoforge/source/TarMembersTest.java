package org.arcoforge.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.arcoforge.fetch.PlayedServer;
import org.arcoforge.fetch.PlayedServer.Content;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

@Timeout(90)
class TarMembersTest {
  private static final Map<String, byte[]> FILES = PackedBytes.members("d/m", 24, 20_000);
  private static final byte[] TAR = PackedBytes.tar(FILES);

  /** What it takes to look at an archive before it is read: its first byte and its head. */
  private static final int LOOK_BYTES = 1 + 512;

  @TempDir Path folder;
  private PlayedServer server;
  private SourceOptions options;

  @BeforeEach
  void start() throws IOException {
    server = PlayedServer.start();
    options = FoundFiles.options(folder);
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private List<String> wanted(int count) {
    List<String> wanted = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      wanted.add(server.url("/a.tar!/d/m" + (count - 1 - i) + ".nc"));
    }
    return wanted;
  }

  static Stream<UnaryOperator<byte[]>> packings() {
    return Stream.of(bytes -> bytes, PackedBytes::gzip, PackedBytes::bzip2, PackedBytes::xz);
  }

  @ParameterizedTest
  @MethodSource("packings")
  void manyMembersAreTakenInOnePass(UnaryOperator<byte[]> packing) throws IOException {
    byte[] archive = packing.apply(TAR);
    PlayedServer.Route route = server.serve("/a.tar", archive);
    List<String> wanted = wanted(20);
    List<byte[]> found = FoundFiles.inOneRun(options, wanted.toArray(new String[0]));
    for (int i = 0; i < 20; i++) {
      assertThat(found.get(i)).isEqualTo(FILES.get("d/m" + (19 - i) + ".nc"));
    }
    assertThat(route.bodyBytes()).isLessThanOrEqualTo(archive.length + LOOK_BYTES);
    assertThat(FoundFiles.names(folder.resolve("cache/partial"))).isEmpty();
    long before = route.bodyBytes();
    FoundFiles.inOneRun(options, wanted.toArray(new String[0]));
    assertThat(route.bodyBytes() - before).isEqualTo(1);
  }

  @Test
  void eightThreadsOfTwoRunsTakeDifferentMembersInOnePass() throws Exception {
    PlayedServer.Route route = server.serve("/a.tar", TAR);
    List<String> wanted = wanted(16);
    AtomicInteger next = new AtomicInteger();
    try (SourceRun one = SourceRun.start(options);
        SourceRun two = SourceRun.start(options)) {
      List<Boolean> right =
          FoundFiles.inThreads(
              8,
              () -> {
                int thread = next.getAndIncrement();
                SourceRun run = thread % 2 == 0 ? one : two;
                try (SourceFiles files = new SourceFiles(run.options(), wanted, bytes -> {})) {
                  for (int i = thread; i < 16; i += 4) {
                    byte[] found = Files.readAllBytes(files.find(wanted.get(i)));
                    assertThat(found).isEqualTo(FILES.get("d/m" + (15 - i) + ".nc"));
                  }
                }
                return true;
              });
      assertThat(right).hasSize(8);
    }
    assertThat(route.bodyBytes()).isLessThanOrEqualTo(TAR.length + 8L * LOOK_BYTES);
  }

  @Test
  void aMemberThatIsNotThereIsAnError() throws IOException {
    server.serve("/a.tar", TAR);
    assertThatThrownBy(() -> FoundFiles.inOneRun(options, server.url("/a.tar!/d/none.nc")))
        .hasMessage(
            "Cannot take d/none.nc from %s: it is not there. Check the name; arcoforge inspect lists the members.",
            server.url("/a.tar"));
  }

  @Test
  void theLastOfMembersOfOneNameIsTaken() throws IOException {
    byte[] first = PackedBytes.tar(Map.of("x.nc", PackedBytes.text("first")));
    byte[] second = PackedBytes.tar(Map.of("x.nc", PackedBytes.text("second")));
    byte[] both = new byte[1024 + second.length];
    System.arraycopy(first, 0, both, 0, 1024);
    System.arraycopy(second, 0, both, 1024, second.length);
    server.serve("/twice.tar", both);
    assertThat(FoundFiles.inOneRun(options, server.url("/twice.tar!/x.nc")))
        .containsExactly(PackedBytes.text("second"));
  }

  @Test
  void anotherChecksumOfTheArchiveKeepsNothing() throws IOException {
    server.serve("/a.tar", TAR);
    String source = server.url("/a.tar!/d/m1.nc");
    SourceOptions locked =
        FoundFiles.locked(options, source, TAR.length, PackedBytes.md5(new byte[0]));
    assertThatThrownBy(() -> FoundFiles.inOneRun(locked, source))
        .hasMessage(
            "Cannot use %s: its checksum is %s, it should be %s. Fetch it again; if it has changed, make the lock file anew with arcoforge resolve.",
            server.url("/a.tar"), PackedBytes.md5(TAR), PackedBytes.md5(new byte[0]));
    assertThat(FoundFiles.names(folder.resolve("cache/files"))).isEmpty();
    assertThat(FoundFiles.names(folder.resolve("cache/partial"))).isEmpty();
  }

  @Test
  void aCutArchiveKeepsNothing() throws IOException {
    server.serve("/a.tar", java.util.Arrays.copyOf(PackedBytes.gzip(TAR), 200_000));
    assertThatThrownBy(() -> FoundFiles.inOneRun(options, server.url("/a.tar!/d/m1.nc")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining(server.url("/a.tar"));
    assertThat(FoundFiles.names(folder.resolve("cache/files"))).isEmpty();
    assertThat(FoundFiles.names(folder.resolve("cache/partial"))).isEmpty();
  }

  @Test
  void anArchiveThatChangedGivesTheNewMember() throws IOException {
    for (String tag : List.of("\"v1\"", "")) {
      PlayedServer.Route route = server.serve("/c.tar", tar("x.nc", "old!")).tag(tag);
      if (tag.isEmpty()) {
        route.changed("");
      }
      String source = server.url("/c.tar!/x.nc");
      assertThat(FoundFiles.inOneRun(options, source)).containsExactly(PackedBytes.text("old!"));
      route.content(Content.of(tar("x.nc", "new!")), tag.isEmpty() ? "" : "\"v2\"");
      assertThat(FoundFiles.inOneRun(options, source)).containsExactly(PackedBytes.text("new!"));
      new CachedFiles(folder.resolve("cache")).clean();
    }
  }

  private static byte[] tar(String name, String text) {
    return PackedBytes.tar(Map.of(name, PackedBytes.text(text)));
  }

  @Test
  void anArchiveOfAFewBytesIsRead() throws IOException {
    server.serve("/a.tar.gz", PackedBytes.gzip(tar("x.nc", "few")));
    assertThat(FoundFiles.inOneRun(options, server.url("/a.tar.gz!/x.nc")))
        .containsExactly(PackedBytes.text("few"));
  }

  @Test
  void membersOfArchivesInArchivesAreTaken() throws IOException {
    byte[] file = PackedBytes.random(9, 5_000);
    byte[] zip = PackedBytes.zip(Map.of("i/x.nc", file, "i/y.nc.gz", PackedBytes.gzip(file)));
    Map<String, byte[]> outer = new LinkedHashMap<>(FILES);
    outer.put("in.zip", zip);
    server.serve("/o.tar.gz", PackedBytes.gzip(PackedBytes.tar(outer)));
    server.serve("/o.zip", PackedBytes.zip(Map.of("in.tar.xz", PackedBytes.xz(tar("z", "deep")))));
    assertThat(
            FoundFiles.inOneRun(
                options,
                server.url("/o.tar.gz!/in.zip!/i/x.nc"),
                server.url("/o.tar.gz!/in.zip!/i/y.nc.gz"),
                server.url("/o.zip!/in.tar.xz!/z")))
        .containsExactly(file, file, PackedBytes.text("deep"));
  }

  @Test
  void aFilePackedAloneIsUnpacked() throws IOException {
    byte[] file = PackedBytes.random(9, 5_000);
    server.serve("/a.nc.gz", PackedBytes.gzip(file));
    server.serve("/a.nc.bz2", PackedBytes.bzip2(file));
    Files.write(folder.resolve("l.nc.xz"), PackedBytes.xz(file));
    assertThat(
            FoundFiles.inOneRun(
                options, server.url("/a.nc.gz"), server.url("/a.nc.bz2"), "l.nc.xz"))
        .containsExactly(file, file, file);
  }

  @Test
  void aCutPackedFileIsAnErrorAndNotKeptUnpacked() throws IOException {
    byte[] packed = PackedBytes.gzip(PackedBytes.random(9, 50_000));
    server.serve("/a.nc.gz", java.util.Arrays.copyOf(packed, 40_000));
    assertThatThrownBy(() -> FoundFiles.inOneRun(options, server.url("/a.nc.gz")))
        .hasMessageContaining(server.url("/a.nc.gz"))
        .hasMessageContaining("damaged or cut");
    assertThat(FoundFiles.names(folder.resolve("cache/files")))
        .allMatch(name -> name.startsWith("url-"));
    assertThat(FoundFiles.names(folder.resolve("cache/partial"))).isEmpty();
  }

  @Test
  void aCleanerLeavesWhatAPassHasUnderWay() throws IOException {
    Files.write(folder.resolve("l.tar"), TAR);
    SourceCache cache = new SourceCache(folder.resolve("cache"), "");
    AtomicInteger cleaned = new AtomicInteger();
    try (FetchedFiles none =
        new FetchedFiles(
            cache, FetchSettings.of(options, cache.hosts()), FoundFiles.noBuckets(), bytes -> {})) {
      Origin.Local archive = new Origin.Local(folder.resolve("l.tar"), "local-1");
      Origin.Local taken =
          new ArchiveMembers(cache, none)
              .take(
                  archive,
                  "l.tar",
                  "d/m0.nc",
                  name -> {
                    new CachedFiles(folder.resolve("cache")).clean();
                    return cleaned.incrementAndGet() < 3;
                  });
      assertThat(Files.readAllBytes(taken.path())).isEqualTo(FILES.get("d/m0.nc"));
      assertThat(cleaned.get()).isGreaterThan(3);
    }
  }
}
