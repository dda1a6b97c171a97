package org.arcoforge.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.arcoforge.fetch.PlayedServer.Content;
import org.arcoforge.fetch.PlayedServer.Play;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class FetcherTest {
  private static final Content FILE = Content.generated(1_000_000, 7);

  @TempDir Path folder;
  private final List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());
  private final AtomicLong received = new AtomicLong();
  private PlayedServer server;
  private Fetcher fetcher;

  @BeforeEach
  void start() throws IOException {
    server = PlayedServer.start();
    fetcher = new Fetcher(options());
  }

  @AfterEach
  void stop() throws IOException {
    fetcher.close();
    server.close();
  }

  private FetchOptions options() {
    return FetchOptions.in(folder.resolve("state"))
        .environment(Map.of())
        .timeouts(Duration.ofSeconds(5), Duration.ofSeconds(1))
        .defaultLimit(new HostLimit(1, 0))
        .pause(pauses::add);
  }

  private void use(FetchOptions options) throws IOException {
    fetcher.close();
    fetcher = new Fetcher(options);
  }

  private byte[] open(RemoteFile file, long from, long to) throws IOException {
    try (InputStream stream = fetcher.open(file, from, to, received::addAndGet)) {
      return stream.readAllBytes();
    }
  }

  private Checked download(String path) throws IOException {
    return download(path, Expected.NOTHING);
  }

  private Checked download(String path, Expected expected) throws IOException {
    return fetcher.download(server.url(path), partial(), expected, received::addAndGet);
  }

  private Path partial() {
    return folder.resolve("partial");
  }

  private static byte[] slice(long from, long to) {
    byte[] bytes = new byte[(int) (to - from)];
    for (int i = 0; i < bytes.length; i++) {
      bytes[i] = FILE.at(from + i);
    }
    return bytes;
  }

  private static Checksum sum(Content content) {
    var digest = Checksum.Algorithm.SHA256.digest();
    digest.update(content.bytes());
    return Checksum.Algorithm.SHA256.of(digest);
  }

  @Test
  void documentGivesBodyTypeAndUrl() throws IOException {
    server
        .answer("/record")
        .then(Play.status(200, "{\"id\": 1}").header("Content-Type", "application/json"));

    Answer answer = fetcher.document(server.url("/record"), "application/json");

    assertThat(answer)
        .isEqualTo(
            new Answer(
                200, server.url("/record"), "application/json", "{\"id\": 1}".getBytes(UTF_8)));
    assertThat(server.answer("/record").headers(0))
        .containsEntry("accept", "application/json")
        .containsEntry("accept-encoding", "identity")
        .containsEntry("user-agent", "arcoforge/0.1.0 (+https://github.com/arco-forge/arcoforge)")
        .doesNotContainKey("range");
  }

  @ParameterizedTest
  @ValueSource(ints = {401, 403, 404, 410})
  void documentLeavesAbsenceToTheCaller(int status) throws IOException {
    server.answer("/x").then(Play.status(status, "no"));

    assertThat(fetcher.document(server.url("/x"), "*/*").status()).isEqualTo(status);
    assertThat(server.answer("/x").requests()).isEqualTo(1);
  }

  @Test
  void probeFindsSizeValidatorRangesAndName() throws IOException {
    server
        .serve("/files/a%20b.nc", FILE)
        .then(Play.normal().header("Content-Disposition", "attachment; filename=\"c.nc\""));

    assertThat(fetcher.probe(server.url("/files/a%20b.nc")))
        .isEqualTo(
            new RemoteFile(server.url("/files/a%20b.nc"), 1_000_000, "\"v1\"", true, "c.nc"));
    assertThat(server.answer("/files/a%20b.nc").headers(0)).containsEntry("range", "bytes=0-0");
  }

  @Test
  void probeSeesThatAServerHasNoRanges() throws IOException {
    server.serve("/a%20b.nc", FILE).tag("").then(Play.normal().withoutRanges());

    assertThat(fetcher.probe(server.url("/a%20b.nc")))
        .isEqualTo(
            new RemoteFile(
                server.url("/a%20b.nc"),
                1_000_000,
                "Tue, 03 Mar 2020 10:00:00 GMT",
                false,
                "a b.nc"));
  }

  @Test
  void probeDoesNotBelieveAWrongContentRange() throws IOException {
    server.serve("/a", FILE).then(Play.normal().header("Content-Range", "bytes 5-5/1000000"));

    assertThat(fetcher.probe(server.url("/a")))
        .isEqualTo(new RemoteFile(server.url("/a"), -1, "\"v1\"", false, "a"));
  }

  @Test
  void probeKnowsAnEmptyFile() throws IOException {
    server.serve("/a", new byte[0]);

    assertThat(fetcher.probe(server.url("/a")).size()).isZero();
    assertThat(download("/a").size()).isZero();
  }

  @Test
  void openGivesTheBytesAskedFor() throws IOException {
    server.serve("/a", FILE);
    RemoteFile file = fetcher.probe(server.url("/a"));

    assertThat(open(file, 0, -1)).isEqualTo(FILE.bytes());
    assertThat(open(file, 1000, 5000)).isEqualTo(slice(1000, 5000));
    assertThat(open(file, 999_999, -1)).isEqualTo(slice(999_999, 1_000_000));
    assertThat(open(file, 10, 10)).isEmpty();
    assertThat(received.get()).isEqualTo(1_000_000 + 4000 + 1);
    assertThat(server.mostOpen()).isEqualTo(1);
  }

  @Test
  void openGoesOnAfterAResetWithTheRest() throws IOException {
    server.serve("/a", FILE);
    RemoteFile file = fetcher.probe(server.url("/a"));
    server.answer("/a").first(Play.normal().resetAt(400_000));

    assertThat(open(file, 0, -1)).isEqualTo(FILE.bytes());
    assertThat(server.answer("/a").headers(2).get("range")).matches("bytes=[1-9]\\d+-999999");
    assertThat(server.answer("/a").headers(2)).containsEntry("if-range", "\"v1\"");
    assertThat(pauses).hasSize(1);
  }

  @Test
  void openGoesOnAfterAShortBodyAndAStall() throws IOException {
    server.serve("/a", FILE);
    RemoteFile file = fetcher.probe(server.url("/a"));
    server.answer("/a").first(Play.normal().endAt(300_000), Play.normal().stallAt(100_000));

    assertThat(open(file, 100_000, 900_000)).isEqualTo(slice(100_000, 900_000));
    assertThat(server.answer("/a").headers(2)).containsEntry("range", "bytes=400000-899999");
    assertThat(server.answer("/a").headers(3)).containsEntry("range", "bytes=500000-899999");
    assertThat(received.get()).isEqualTo(800_000);
  }

  @Test
  void openWithoutRangesStartsOverAndGivesEachByteOnce() throws IOException {
    server.serve("/a", FILE).then(Play.normal().withoutRanges());
    RemoteFile file = fetcher.probe(server.url("/a"));
    server.answer("/a").first(Play.normal().withoutRanges().endAt(300_000));

    assertThat(open(file, 100_000, 900_000)).isEqualTo(slice(100_000, 900_000));
    assertThat(server.answer("/a").requests()).isEqualTo(3);
  }

  @Test
  void openWithoutRangesNoticesOtherBytes() throws IOException {
    server.serve("/a", FILE).tag("").changed("").then(Play.normal().withoutRanges());
    RemoteFile file = fetcher.probe(server.url("/a"));
    server.answer("/a").first(Play.normal().withoutRanges().endAt(300_000));

    try (InputStream stream = fetcher.open(file, 0, -1, bytes -> {})) {
      stream.readNBytes(200_000);
      server.answer("/a").content(Content.generated(1_000_000, 8), "");
      assertThatThrownBy(stream::readAllBytes)
          .isInstanceOf(FetchException.class)
          .hasMessage(
              "Cannot go on with %s: its first 300000 bytes are not those that were read before. It changes on the server; fetch it again from the start.",
              server.url("/a"));
    }
  }

  @Test
  void openNoticesThatTheFileChanged() throws IOException {
    server.serve("/a", FILE);
    RemoteFile file = fetcher.probe(server.url("/a"));
    server.answer("/a").content(Content.generated(900_000, 8), "\"v2\"");

    assertThatThrownBy(() -> open(file, 5, 10))
        .hasMessage(
            "Cannot go on with %s: it was '\"v1\"' of 1000000 bytes, now it is '\"v2\"' of 900000 bytes. It changed on the server; fetch it again from the start.",
            server.url("/a"));
  }

  @Test
  void openDoesNotTakeTheWrongPart() throws IOException {
    server.serve("/a", FILE);
    RemoteFile file = fetcher.probe(server.url("/a"));
    server.answer("/a").first(Play.normal().header("Content-Range", "bytes 6-10/1000000"));

    assertThat(open(file, 5, 10)).isEqualTo(slice(5, 10));
    assertThat(server.answer("/a").requests()).isEqualTo(3);
  }

  @Test
  void downloadLeavesTheCheckedFileAndNothingBesideIt() throws IOException {
    server.serve("/a.nc", FILE);

    Checked checked = download("/a.nc", new Expected(1_000_000, sum(FILE)));

    assertThat(checked).isEqualTo(new Checked(1_000_000, sum(FILE), "\"v1\"", "a.nc"));
    assertThat(partial()).hasBinaryContent(FILE.bytes());
    assertThat(folder.resolve("partial.validator")).doesNotExist();
    assertThat(received.get()).isEqualTo(1_000_000);
    assertThat(server.answer("/a.nc").requests()).isEqualTo(1);
  }

  @Test
  void downloadGoesOnAfterFaults() throws IOException {
    server
        .serve("/a", FILE)
        .first(
            Play.status(503, "busy"),
            Play.normal().endAt(300_000),
            Play.normal().resetAt(0),
            Play.normal().stallAt(1000));

    assertThat(download("/a").checksum()).isEqualTo(sum(FILE));
    assertThat(partial()).hasBinaryContent(FILE.bytes());
    assertThat(server.answer("/a").headers(2)).containsEntry("range", "bytes=300000-");
    assertThat(server.answer("/a").headers(4)).containsEntry("range", "bytes=301000-");
    assertThat(received.get()).isEqualTo(1_000_000);
  }

  @Test
  void downloadStartsOverWhenTheFileChanges() throws IOException {
    Content other = Content.generated(500_000, 9);
    server.serve("/a", FILE).first(Play.normal().endAt(300_000));
    FetchOptions options = options().pause(time -> server.answer("/a").content(other, "\"v2\""));
    use(options);

    assertThat(download("/a")).isEqualTo(new Checked(500_000, sum(other), "\"v2\"", "a"));
    assertThat(partial()).hasBinaryContent(other.bytes());
  }

  @Test
  void downloadContinuesWhatAnEarlierProcessLeft() throws IOException {
    server.serve("/a", FILE);
    Files.write(partial(), slice(0, 700_000));
    Files.writeString(folder.resolve("partial.validator"), "\"v1\"\n1000000\n");

    assertThat(download("/a", new Expected(1_000_000, sum(FILE))).size()).isEqualTo(1_000_000);
    assertThat(received.get()).isEqualTo(300_000);
    assertThat(partial()).hasBinaryContent(FILE.bytes());
    assertThat(server.answer("/a").headers(0))
        .containsEntry("range", "bytes=700000-")
        .containsEntry("if-range", "\"v1\"");
  }

  @Test
  void downloadDropsWhatIsLeftOfAnotherRepresentation() throws IOException {
    server.serve("/a", FILE);
    Files.write(partial(), new byte[700_000]);
    Files.writeString(folder.resolve("partial.validator"), "\"v0\"\n1000000\n");

    assertThat(download("/a").checksum()).isEqualTo(sum(FILE));
    assertThat(received.get()).isEqualTo(1_000_000);
  }

  @Test
  void downloadDropsWhatIsLeftWithoutValidator() throws IOException {
    server.serve("/a", FILE);
    Files.write(partial(), new byte[700_000]);

    assertThat(download("/a").checksum()).isEqualTo(sum(FILE));
  }

  @Test
  void downloadTakesAWholeFileThatIsLeft() throws IOException {
    server.serve("/a", FILE);
    Files.write(partial(), FILE.bytes());
    Files.writeString(folder.resolve("partial.validator"), "\"v1\"\n1000000\n");

    assertThat(download("/a").checksum()).isEqualTo(sum(FILE));
    assertThat(received.get()).isZero();
  }

  @Test
  void downloadTriesOnceFromTheStartWhenWhatWasLeftIsDamaged() throws IOException {
    server.serve("/a", FILE);
    Files.write(partial(), new byte[700_000]);
    Files.writeString(folder.resolve("partial.validator"), "\"v1\"\n1000000\n");

    assertThat(download("/a", new Expected(-1, sum(FILE))).size()).isEqualTo(1_000_000);
    assertThat(received.get()).isEqualTo(1_300_000);
    assertThat(partial()).hasBinaryContent(FILE.bytes());
  }

  @Test
  void downloadRefusesAWrongChecksum() {
    server.serve("/a", FILE);
    Checksum wrong = Checksum.parse("md5:9e107d9d372bb6826bd81d3542a419d6");

    assertThatThrownBy(() -> download("/a", new Expected(1_000_000, wrong)))
        .isInstanceOf(FetchException.class)
        .hasMessageMatching(
            "Cannot use http://127.0.0.1:\\d+/a: its checksum is md5:[0-9a-f]{32}, not md5:9e107d9d372bb6826bd81d3542a419d6 as expected. The file changed on the server, or the expected checksum is wrong.");
    assertThat(partial()).doesNotExist();
    assertThat(folder.resolve("partial.validator")).doesNotExist();
    assertThat(server.answer("/a").requests()).isEqualTo(1);
  }

  @ParameterizedTest
  @ValueSource(longs = {999_999, 1_000_001})
  void downloadRefusesAWrongSize(long size) {
    server.serve("/a", FILE);

    assertThatThrownBy(() -> download("/a", new Expected(size, null)))
        .hasMessage(
            "Cannot use %s: the server has 1000000 bytes of it, not %d as expected. The file changed on the server, or the expected size is wrong.",
            server.url("/a"), size);
    assertThat(partial()).doesNotExist();
  }

  @Test
  void downloadDoesNotBelieveATooLongContentLength() {
    server.serve("/a", FILE).tag("").changed("").then(Play.normal().claimingLength(1_000_010));

    assertThatThrownBy(() -> download("/a"))
        .hasMessageContaining("6 attempts failed. The last: ")
        .hasMessageContaining("Premature end of Content-Length delimited message body");
  }

  @Test
  void downloadReadsAFileUrl() throws IOException {
    Path source = Files.write(folder.resolve("source #1.nc"), FILE.bytes());
    String url = source.toUri().toString();

    assertThat(fetcher.download(url, partial(), Expected.NOTHING, received::addAndGet).checksum())
        .isEqualTo(sum(FILE));
    RemoteFile file = fetcher.probe(url);
    assertThat(file.size()).isEqualTo(1_000_000);
    assertThat(file.ranges()).isTrue();
    assertThat(file.name()).isEqualTo("source #1.nc");
    assertThat(open(file, 5, 100)).isEqualTo(slice(5, 100));
    assertThat(fetcher.document(URI.create(url) + "x", "*/*").status()).isEqualTo(404);
  }

  @Test
  void remoteFileHidesSecretsOfItsUrl() {
    assertThat(new RemoteFile("https://x/a?token=abc&n=1", 1, "", true, "a").toString())
        .isEqualTo(
            "RemoteFile[url=https://x/a?token=…&n=1, size=1, validator=, ranges=true, name=a]");
  }
}
