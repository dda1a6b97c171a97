package org.arcoforge.fetch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.NonWritableChannelException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.zip.GZIPOutputStream;
import org.arcoforge.fetch.PlayedServer.Content;
import org.arcoforge.fetch.PlayedServer.Play;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(90)
class PolitenessTest {
  private static final Content FILE = Content.generated(300_000, 3);

  @TempDir Path folder;
  private final List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());
  private PlayedServer server;

  @BeforeEach
  void start() throws IOException {
    server = PlayedServer.start();
    server.serve("/a", FILE);
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private FetchOptions options() {
    return FetchOptions.in(folder.resolve("state"))
        .environment(Map.of("TOKEN", "s3cret", "LOGIN", "me:pass"))
        .timeouts(Duration.ofSeconds(5), Duration.ofSeconds(5))
        .pause(pauses::add);
  }

  private byte[] get(FetchOptions options, String url) throws IOException {
    try (Fetcher fetcher = new Fetcher(options)) {
      return fetcher.document(url, "*/*").body();
    }
  }

  private Checked download(FetchOptions options, String url, Expected expected) throws IOException {
    try (Fetcher fetcher = new Fetcher(options)) {
      return fetcher.download(url, folder.resolve("partial"), expected, bytes -> {});
    }
  }

  @Test
  void aRedirectIsFollowedWithoutTheSecretOfTheFirstHost() throws IOException {
    server.answer("/go").then(Play.redirect(302, "http://localhost:" + server.port() + "/a"));
    FetchOptions options =
        options().credentials(List.of("127.0.0.1=bearer:TOKEN", "localhost=header:X-Key:TOKEN"));

    assertThat(get(options, server.url("/go"))).isEqualTo(FILE.bytes());
    assertThat(server.answer("/go").headers(0)).containsEntry("authorization", "Bearer s3cret");
    assertThat(server.answer("/a").headers(0)).doesNotContainKeys("authorization", "x-key");
  }

  @Test
  void aSecretDoesNotGoToAnotherPort() throws IOException {
    try (PlayedServer other = PlayedServer.start()) {
      other.serve("/b", FILE);
      server.answer("/go").then(Play.redirect(307, other.url("/b")));

      get(options().credentials(List.of("127.0.0.1=basic:LOGIN")), server.url("/go"));

      assertThat(server.answer("/go").headers(0))
          .containsEntry(
              "authorization",
              "Basic " + Base64.getEncoder().encodeToString("me:pass".getBytes(UTF_8)));
      assertThat(other.answer("/b").headers(0)).doesNotContainKey("authorization");
    }
  }

  @Test
  void aLoginOfNetrcIsSent() throws IOException {
    Path netrc =
        Files.writeString(
            folder.resolve("netrc"),
            "machine other.org login x password y\nmachine 127.0.0.1\n  login me password pass\n");
    FetchOptions options =
        options()
            .environment(Map.of("NETRC", netrc.toString()))
            .credentials(List.of("127.0.0.1=netrc"));

    get(options, server.url("/a"));

    assertThat(server.answer("/a").headers(0)).containsEntry("authorization", "Basic bWU6cGFzcw==");
    assertThatThrownBy(() -> Netrc.login(netrc, "third.org"))
        .hasMessage(
            "Cannot log in at third.org: %s has no login for it. Add a line: machine third.org login USER password PASSWORD.",
            netrc);
  }

  @Test
  void aMissingVariableIsNamed() {
    assertThatThrownBy(
            () -> get(options().credentials(List.of("127.0.0.1=bearer:NONE")), server.url("/a")))
        .hasMessage(
            "Cannot log in at 127.0.0.1: the environment variable NONE is not set. Set it to the secret.");
  }

  @Test
  void aLoginInAUrlIsRefusedAndNotShown() {
    assertThatThrownBy(() -> get(options(), "https://me:pass@host/x?sig=abc&n=1"))
        .hasMessage(
            "Cannot fetch https://…@host/x?sig=…&n=1: a login in a URL ends up in logs and stores. Remove it, put it into a variable of the environment, and name that with --auth HOST=basic:NAME.");
  }

  @Test
  void aLoopOfRedirectsEnds() {
    server.answer("/loop").then(Play.redirect(301, "/loop"));

    assertThatThrownBy(() -> get(options(), server.url("/loop")))
        .hasMessage(
            "Cannot fetch %s: the server redirects more than 10 times, the last to %s. Check the URL in a browser.",
            server.url("/loop"), server.url("/loop"));
    assertThat(server.answer("/loop").requests()).isEqualTo(11);
  }

  @Test
  void aRedirectToThisMachinesFilesIsRefused() {
    server.answer("/go").then(Play.redirect(302, "file:///etc/passwd"));

    assertThatThrownBy(() -> get(options(), server.url("/go")))
        .hasMessageContaining("the server redirects to file:///etc/passwd, which is not of http");
  }

  @Test
  void mirrorsAnswerForOthersAndHaveTheirLimits() throws IOException {
    server.answer("/zenodo/go").then(Play.redirect(302, "https://zenodo.org/a?token=x"));
    server.serve("/zenodo/a?token=x", FILE);
    FetchOptions options =
        options()
            .mirrors(Mirrors.parse(List.of("https://zenodo.org=" + server.url("/zenodo"))))
            .limit("zenodo.org", new HostLimit(1, 3));

    assertThat(get(options, "https://zenodo.org/go")).isEqualTo(FILE.bytes());
    assertThat(pauses).isEmpty();
    get(options, "https://zenodo.org/go");
    assertThat(pauses).hasSize(1);
    assertThat(pauses.get(0)).isBetween(Duration.ofSeconds(50), Duration.ofSeconds(61));
    assertThat(folder.resolve("state/hosts/zenodo.org")).isDirectory();
  }

  @Test
  void retryAfterIsObeyedInBothForms() throws IOException {
    server.answer("/a").first(Play.status(429, "").header("Retry-After", "30"));
    get(options(), server.url("/a"));
    assertThat(pauses).hasSize(1);
    assertThat(pauses.get(0)).isBetween(Duration.ofSeconds(28), Duration.ofSeconds(30));

    Instant now = Instant.parse("2015-10-21T07:27:00Z");
    assertThat(RetryAfter.parse("Wed, 21 Oct 2015 07:28:00 GMT", now))
        .isEqualTo(Duration.ofMinutes(1));
    assertThat(RetryAfter.parse("Wed, 21 Oct 2015 07:26:00 GMT", now)).isZero();
    assertThat(RetryAfter.parse("soon", now)).isZero();
    assertThat(RetryAfter.reset("1445412480", now)).isEqualTo(Duration.ofMinutes(1));
  }

  @Test
  void aServerThatWantsTooLongAWaitIsAnError() {
    server.answer("/a").first(Play.status(503, "").header("Retry-After", "3600"));

    assertThatThrownBy(() -> get(options(), server.url("/a")))
        .hasMessage(
            "Cannot fetch %s: 127.0.0.1 wants no request for 3600 s, and we wait at most 600 s. Try again after that.",
            server.url("/a"));
  }

  @Test
  void retryAfterOfAGoodAnswerIsIgnoredButAnEmptyQuotaIsNot() throws IOException {
    long reset = Instant.now().getEpochSecond() + 40;
    server
        .answer("/a")
        .first(
            Play.normal().header("Retry-After", "60"),
            Play.normal()
                .header("X-RateLimit-Remaining", "0")
                .header("X-RateLimit-Reset", Long.toString(reset)));

    get(options(), server.url("/a"));
    get(options(), server.url("/a"));
    assertThat(pauses).isEmpty();
    get(options(), server.url("/a"));
    assertThat(pauses).hasSize(1);
    assertThat(pauses.get(0)).isBetween(Duration.ofSeconds(30), Duration.ofSeconds(40));
  }

  @Test
  void attemptsEndWithTheLastReason() {
    server.answer("/a").then(Play.status(500, "broken"));

    assertThatThrownBy(() -> get(options(), server.url("/a")))
        .hasMessage(
            "Cannot fetch %s: 6 attempts failed. The last: Cannot fetch %s: the server answers 500: 'broken'. Try again later.",
            server.url("/a"), server.url("/a"));
    assertThat(pauses).hasSize(5);
  }

  @Test
  void aChallengeIsNotAFile() {
    server.answer("/a").then(Play.status(202, "").header("x-amzn-waf-action", "challenge"));

    assertThatThrownBy(() -> download(options(), server.url("/a"), Expected.NOTHING))
        .hasMessageContaining(
            "4 attempts failed. The last: Cannot fetch %s: the server answers 202 without a body (x-amzn-waf-action: challenge).",
            server.url("/a"));
    server.answer("/a").then(Play.status(200, ""));
    assertThatThrownBy(() -> download(options(), server.url("/a"), new Expected(5, null)))
        .hasMessageContaining("the server answers 200 without a body");
  }

  @Test
  void aPageIsNotAFile() {
    server.answer("/a").then(Play.page("<!DOCTYPE html><title>Wait\n here</title>"));
    assertThatThrownBy(() -> download(options(), server.url("/a"), Expected.NOTHING))
        .hasMessage(
            "Cannot fetch %s: the server sent a page, not the file: 'Wait here'. Open the URL in a browser to see what it wants.",
            server.url("/a"));

    server.answer("/a").then(Play.status(200, " <html>hi"));
    assertThatThrownBy(() -> download(options(), server.url("/a"), new Expected(4, null)))
        .hasMessageContaining("the server sent a page, not the file: '<html>hi'");

    server.answer("/a").then(Play.page("<title>Blocked</title>").header("X", "y"));
    server.answer("/b").then(Play.status(403, "<html><title>Blocked</title>"));
    assertThatThrownBy(() -> download(options(), server.url("/b"), Expected.NOTHING))
        .hasMessageContaining("the server answers 403: 'Blocked'. The server blocks this machine");
    assertThatThrownBy(() -> download(options(), server.url("/none"), Expected.NOTHING))
        .hasMessage(
            "Cannot fetch %s: the server answers 404: 'nothing here'. Check the name.",
            server.url("/none"));
  }

  @Test
  void proxiesOfTheEnvironmentAreAsked() throws IOException {
    String proxy = server.url("").replace("http://", "http://u:p%40w@");
    FetchOptions options = options().environment(Map.of("http_proxy", proxy, "NO_PROXY", ".b.org"));

    assertThat(get(options, "http://data.a.invalid/a")).isEqualTo(FILE.bytes());
    assertThat(server.answer("/a").headers(0)).containsEntry(":target", "http://data.a.invalid/a");
    Proxies proxies = Proxies.of(Map.of("ALL_PROXY", proxy, "NO_PROXY", ".b.org,c.org:8080"));
    assertThat(proxies.withLogins().get(0).password()).isEqualTo("p@w");
    assertThat(proxies.of("https", "x.b.org", 443)).isNull();
    assertThat(proxies.of("https", "c.org", 443)).isNotNull();
    assertThat(proxies.of("https", "c.org", 8080)).isNull();
    assertThatThrownBy(() -> Proxies.of(Map.of("https_proxy", "socks5://x:1")))
        .hasMessageContaining("the environment variable https_proxy: it is not the URL of a proxy");
  }

  @Test
  void aChannelReadsAtRandomAndExpectedPartsInOneRequest() throws IOException {
    AtomicLong received = new AtomicLong();
    try (Fetcher fetcher = new Fetcher(options());
        RemoteChannel channel =
            RemoteChannel.open(fetcher, fetcher.probe(server.url("/a")), received::addAndGet)) {
      ByteBuffer tail = ByteBuffer.allocate(100);
      assertThat(channel.read(tail, 299_950)).isEqualTo(50);
      assertThat(tail.get(49)).isEqualTo(FILE.at(299_999));
      assertThat(channel.read(ByteBuffer.allocate(1), 300_000)).isEqualTo(-1);
      channel.expect(70_000, 250_000);
      channel.position(70_000);
      ByteBuffer part = ByteBuffer.allocate(180_000);
      while (part.hasRemaining()) {
        part.limit(Math.min(part.position() + 999, part.capacity()));
        channel.read(part);
        part.limit(part.capacity());
      }
      for (int i = 0; i < 180_000; i++) {
        assertThat(part.get(i)).isEqualTo(FILE.at(70_000 + i));
      }
      assertThat(server.answer("/a").requests()).isEqualTo(3);
      assertThatThrownBy(() -> channel.write(part)).isInstanceOf(NonWritableChannelException.class);
    }
  }

  /** Downloads {@code URL PARTIAL STATE}. */
  static final class OtherProcess {
    public static void main(String[] args) throws IOException {
      FetchOptions options =
          FetchOptions.in(Path.of(args[2])).environment(Map.of()).defaultLimit(new HostLimit(1, 0));
      try (Fetcher fetcher = new Fetcher(options)) {
        fetcher.download(args[0], Path.of(args[1]), Expected.NOTHING, bytes -> {});
      }
    }

    private OtherProcess() {}
  }

  private Process process(String url, Path partial) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-cp",
            System.getProperty("java.class.path"),
            OtherProcess.class.getName(),
            url,
            partial.toString(),
            folder.resolve("state").toString())
        .redirectErrorStream(true)
        .redirectOutput(new File(folder.toFile(), "out"))
        .start();
  }

  @Test
  void processesTogetherKeepTheLimitAndOneContinuesWhatAKilledOneLeft() throws Exception {
    server.answer("/a").first(Play.normal().stallAt(200_000));
    Path partial = folder.resolve("partial");
    Process killed = process(server.url("/a"), partial);
    try {
      while (!Files.exists(partial) || Files.size(partial) < 200_000) {
        assertThat(killed.isAlive()).as(Files.readString(folder.resolve("out"))).isTrue();
        Thread.sleep(20);
      }
      assertThat(FileLocks.tryLock(folder.resolve("state/hosts/127.0.0.1/stream-0"))).isNull();
    } finally {
      killed.destroyForcibly().waitFor(30, TimeUnit.SECONDS);
    }

    AtomicLong received = new AtomicLong();
    try (Fetcher fetcher = new Fetcher(options().defaultLimit(new HostLimit(1, 0)))) {
      fetcher.download(server.url("/a"), partial, Expected.NOTHING, received::addAndGet);
    }
    assertThat(partial).hasBinaryContent(FILE.bytes());
    assertThat(received.get()).isEqualTo(100_000);
  }

  @Test
  void aStreamIsGivenBackAtItsEndAndWhenClosed() throws IOException {
    try (Fetcher fetcher = new Fetcher(options().defaultLimit(new HostLimit(1, 0)))) {
      RemoteFile file = fetcher.probe(server.url("/a"));
      Path slot = folder.resolve("state/hosts/127.0.0.1/stream-0");
      try (InputStream stream = fetcher.open(file, 0, -1, bytes -> {})) {
        assertThat(FileLocks.tryLock(slot)).isNull();
        stream.readNBytes(300_000);
        FileLocks.Held held = FileLocks.tryLock(slot);
        assertThat(held).isNotNull();
        held.close();
      }
    }
  }

  @Test
  void twoProcessesKeepOneLimit() throws Exception {
    server.answer("/a").then(Play.normal().drip(10));
    Process one = process(server.url("/a"), folder.resolve("one"));
    Process two = process(server.url("/a"), folder.resolve("two"));
    try {
      assertThat(one.waitFor(60, TimeUnit.SECONDS)).isTrue();
      assertThat(two.waitFor(60, TimeUnit.SECONDS)).isTrue();
    } finally {
      one.destroyForcibly();
      two.destroyForcibly();
    }
    assertThat(folder.resolve("one")).hasBinaryContent(FILE.bytes());
    assertThat(folder.resolve("two")).hasBinaryContent(FILE.bytes());
    assertThat(server.mostOpen()).isEqualTo(1);
  }

  @Test
  void whatIsSqueezedForTheWayIsUnpackedUnlessTheFileItselfIs() throws IOException {
    ByteArrayOutputStream squeezed = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(squeezed)) {
      gzip.write(FILE.bytes());
    }
    for (String path : List.of("/b.nc", "/b.nc.gz")) {
      server
          .serve(path, squeezed.toByteArray())
          .then(Play.normal().withoutRanges().header("Content-Encoding", "gzip"));
    }

    download(options(), server.url("/b.nc"), new Expected(300_000, null));
    assertThat(folder.resolve("partial")).hasBinaryContent(FILE.bytes());
    download(options(), server.url("/b.nc.gz"), Expected.NOTHING);
    assertThat(folder.resolve("partial")).hasBinaryContent(squeezed.toByteArray());
    server.answer("/b.nc").then(Play.normal().withoutRanges().header("Content-Encoding", "br"));
    assertThatThrownBy(() -> download(options(), server.url("/b.nc"), Expected.NOTHING))
        .hasMessageContaining("the server sent it with the Content-Encoding br");
  }
}
