package org.arcoforge.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.arcoforge.fetch.PlayedServer;
import org.arcoforge.fetch.PlayedServer.Content;
import org.arcoforge.fetch.PlayedServer.Play;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(90)
class ZipMembersTest {
  private static final int MEMBERS = 256;
  private static final Map<String, byte[]> FILES = PackedBytes.members("d/m", MEMBERS, 100_000);
  private static final byte[] ZIP = PackedBytes.zip(FILES);

  @TempDir Path folder;
  private PlayedServer server;
  private PlayedServer.Route route;
  private SourceOptions options;

  @BeforeEach
  void start() throws IOException {
    server = PlayedServer.start();
    route = server.serve("/a.zip", ZIP);
    options = FoundFiles.options(folder);
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private String member(String name) {
    return server.url("/a.zip!/" + name);
  }

  @Test
  void onlyTheDirectoryAndTheWantedMembersTravel() throws IOException {
    assertThat(FoundFiles.inOneRun(options, member("d/m7.nc"), member("d/m200.nc")))
        .containsExactly(FILES.get("d/m7.nc"), FILES.get("d/m200.nc"));
    assertThat(route.bodyBytes()).isLessThan(ZIP.length / 20);
    long before = route.bodyBytes();
    int requests = route.requests();
    FoundFiles.inOneRun(options, member("d/m7.nc"), member("d/m200.nc"));
    assertThat(route.bodyBytes() - before)
        .as("the second run asks for the first byte")
        .isEqualTo(1);
    assertThat(route.requests() - requests).isEqualTo(1);
  }

  @Test
  void manyMembersNeedOneDirectory() throws IOException {
    List<String> wanted = new ArrayList<>();
    for (int i = 0; i < 20; i++) {
      wanted.add(member("d/m" + 10 * i + ".nc"));
    }
    FoundFiles.inOneRun(options, wanted.toArray(new String[0]));
    assertThat(route.requests())
        .as("one for each member, and some for the directory")
        .isLessThan(30);
  }

  @Test
  void aLockedArchiveIsNotAskedForAgain() throws IOException {
    SourceOptions locked =
        FoundFiles.locked(options, member("d/m7.nc"), ZIP.length, PackedBytes.md5(ZIP));
    FoundFiles.inOneRun(locked, member("d/m7.nc"));
    int requests = route.requests();
    assertThat(FoundFiles.inOneRun(locked, member("d/m7.nc")))
        .containsExactly(FILES.get("d/m7.nc"));
    assertThat(route.requests()).isEqualTo(requests);
  }

  @Test
  void anArchiveOfAnotherSizeThanLockedIsAnError() throws IOException {
    SourceOptions locked = FoundFiles.locked(options, member("d/m7.nc"), 5, PackedBytes.md5(ZIP));
    assertThatThrownBy(() -> FoundFiles.inOneRun(locked, member("d/m7.nc")))
        .hasMessage(
            "Cannot use %s: it has %,d bytes, it should have 5. If it has changed and the new version is wanted, make the lock file anew with arcoforge resolve.",
            server.url("/a.zip"), ZIP.length);
    assertThat(FoundFiles.names(folder.resolve("cache/files"))).isEmpty();
  }

  @Test
  void withoutRangesTheArchiveIsFetchedOnce() throws IOException {
    route.then(Play.normal().withoutRanges());
    String[] wanted = new String[12];
    byte[][] expected = new byte[wanted.length][];
    for (int i = 0; i < wanted.length; i++) {
      wanted[i] = member("d/m" + 20 * i + ".nc");
      expected[i] = FILES.get("d/m" + 20 * i + ".nc");
    }
    assertThat(FoundFiles.inOneRun(options, wanted)).containsExactly(expected);
    assertThat(route.requests()).as("a probe, a look at its kind, the file").isLessThanOrEqualTo(3);
    assertThat(new CachedFiles(folder.resolve("cache")).list()).hasSize(1 + wanted.length);
  }

  @Test
  void anArchiveThatChangedGivesTheNewMember() throws IOException {
    for (Play play : List.of(Play.normal(), Play.normal().withoutRanges())) {
      for (String tag : List.of("\"v1\"", "")) {
        PlayedServer.Route changing = server.serve("/c.zip", zip("x.nc", "old!")).then(play);
        changing.tag(tag);
        if (tag.isEmpty()) {
          changing.changed("");
        }
        String source = server.url("/c.zip!/x.nc");
        assertThat(FoundFiles.inOneRun(options, source)).containsExactly(PackedBytes.text("old!"));
        changing.content(Content.of(zip("x.nc", "new!")), tag.isEmpty() ? "" : "\"v2\"");
        assertThat(FoundFiles.inOneRun(options, source)).containsExactly(PackedBytes.text("new!"));
        new CachedFiles(folder.resolve("cache")).clean();
      }
    }
  }

  private static byte[] zip(String name, String text) {
    return PackedBytes.zip(Map.of(name, PackedBytes.text(text)));
  }

  @Test
  void anArchiveOfAFewBytesIsRead() throws IOException {
    server.serve("/small.zip", zip("x.nc", "few"));
    assertThat(FoundFiles.inOneRun(options, server.url("/small.zip!/x.nc")))
        .containsExactly(PackedBytes.text("few"));
    server.serve("/empty.zip", new byte[0]);
    assertThatThrownBy(() -> FoundFiles.inOneRun(options, server.url("/empty.zip!/x.nc")))
        .hasMessage(
            "Cannot take x.nc from %s: that is neither a zip nor a tar archive. Check the URL.",
            server.url("/empty.zip"));
  }

  @Test
  void aMemberThatIsNotThereIsAnErrorAndNothingIsKept() throws IOException {
    assertThatThrownBy(() -> FoundFiles.inOneRun(options, member("d/m999.nc")))
        .hasMessageContaining("d/m999.nc")
        .hasMessageContaining(server.url("/a.zip"))
        .hasMessageContaining("none of the 256 members");
    assertThat(FoundFiles.names(folder.resolve("cache/files"))).isEmpty();
    assertThat(FoundFiles.names(folder.resolve("cache/partial"))).isEmpty();
  }

  @Test
  void aDamagedMemberIsAnErrorAndNothingIsKept() throws IOException {
    byte[] damaged = zip("x.nc", "some text that is packed");
    damaged[35 + 4] ^= 0x55;
    server.serve("/b.zip", damaged);
    assertThatThrownBy(() -> FoundFiles.inOneRun(options, server.url("/b.zip!/x.nc")))
        .isInstanceOf(IOException.class)
        .hasMessageContaining("x.nc");
    assertThat(FoundFiles.names(folder.resolve("cache/files"))).isEmpty();
  }

  @Test
  void aLocalArchiveThatChangedGivesTheNewMember() throws IOException {
    Files.write(folder.resolve("l.zip"), zip("x.nc", "first"));
    assertThat(FoundFiles.inOneRun(options, "l.zip!/x.nc"))
        .containsExactly(PackedBytes.text("first"));
    Files.write(folder.resolve("l.zip"), zip("x.nc", "the second"));
    assertThat(FoundFiles.inOneRun(options, "l.zip!/x.nc"))
        .containsExactly(PackedBytes.text("the second"));
    assertThatThrownBy(() -> FoundFiles.inOneRun(options, "l.zip!/y.nc"))
        .hasMessageContaining("y.nc")
        .hasMessageContaining("l.zip");
  }

  @Test
  void eightThreadsTakeOneMemberOnce() throws Exception {
    try (SourceRun run = SourceRun.start(options)) {
      List<byte[]> found =
          FoundFiles.inThreads(8, () -> FoundFiles.in(run, member("d/m7.nc")).get(0));
      assertThat(found).hasSize(8).allMatch(b -> java.util.Arrays.equals(b, FILES.get("d/m7.nc")));
    }
    assertThat(route.bodyBytes()).isLessThan(600_000);
    assertThat(server.mostOpen()).isLessThanOrEqualTo(4);
  }
}
