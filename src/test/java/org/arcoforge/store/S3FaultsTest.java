package org.arcoforge.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.s3.model.S3Exception;

final class S3FaultsTest {
  private static final StoreKey KEY = new StoreKey("zarr.json");
  private static final String URI = "s3://osn/store.zarr/zarr.json";
  private static final String WHO = "access key AKIA…0001 of variables OSN_KEY, OSN_SECRET";

  private PlayedS3 server;
  private Store store;

  @BeforeEach
  void start() throws IOException {
    server = new PlayedS3("osn");
    store = open(PlayedAws.withKey());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Store open(AwsSurroundings surroundings) {
    return PlayedAws.open("s3://osn/store.zarr", PlayedAws.access(server.url()), surroundings);
  }

  private static ByteBuffer bytes(int... values) {
    ByteBuffer buffer = ByteBuffer.allocate(values.length);
    for (int value : values) {
      buffer.put((byte) value);
    }
    return buffer.flip();
  }

  private byte[] behind() {
    return Objects.requireNonNull(server.objects("osn").get("store.zarr/zarr.json"));
  }

  private void refuse(int status, String code, String message) {
    server.fail(request -> PlayedS3.Answer.refuse(status, code, message));
  }

  /** The first so many requests of a method fail. */
  private void failFirst(int count, String method, PlayedS3.Answer answer) {
    AtomicInteger left = new AtomicInteger(count);
    server.fail(
        request ->
            request.method().equals(method) && left.getAndDecrement() > 0
                ? answer
                : PlayedS3.Answer.usual());
  }

  private static AbstractThrowableAssert<?, ?> assertFails(ThrowingCallable call) {
    return assertThatThrownBy(call).isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @CsvSource({
    "429, TooManyRequests",
    "500, InternalError",
    "502, ''",
    "503, SlowDown",
    "503, ServiceUnavailable",
    "504, ''",
    "400, RequestTimeout",
    "400, IncompleteBody",
    "409, ConditionalRequestConflict",
    "409, OperationAborted"
  })
  void faultsThatPassAreTriedAgain(int status, String code) throws IOException {
    failFirst(3, "PUT", PlayedS3.Answer.refuse(status, code, "later"));
    store.put(KEY, bytes(1, 2));
    assertThat(behind()).containsExactly(1, 2);
    assertThat(server.count("PUT")).isEqualTo(4);
    failFirst(3, "PUT", PlayedS3.Answer.refuse(status, code, "later"));
    assertThat(store.putNew(new StoreKey("new"), bytes(1))).isTrue();
  }

  @Test
  void triesThatAllFailSayHowOftenAndHowLong() {
    refuse(503, "SlowDown", "Please reduce your request rate.");
    assertFails(() -> store.put(KEY, bytes(1)))
        .hasMessageMatching(
            "Cannot write s3://osn/store\\.zarr/zarr\\.json: the server answered 503 SlowDown: 'Please reduce your request rate\\.' \\(20 attempts in [0-9] seconds?\\)\\. Try again later\\.");
    assertThat(server.count("PUT")).isEqualTo(20);
  }

  @Test
  void longTriesAreSaidInMinutes() throws IOException {
    S3Settings settings =
        S3Settings.of(
            BucketUri.parse("s3://osn"), PlayedAws.access(server.url()), PlayedAws.withKey());
    S3Faults faults =
        new S3Faults(
            S3Faults.Action.READ, "osn", URI, S3Connection.make(settings), Duration.ofSeconds(230));
    assertThat(
            faults.exception(
                S3Exception.builder().statusCode(503).numAttempts(20).message("").build()))
        .hasMessage(
            "Cannot read %s: the server answered 503 (20 attempts in 4 minutes). Try again later."
                .formatted(URI));
  }

  @Test
  void halfOfAllRequestsMayFailForALongTime() throws IOException {
    Random random = new Random(5);
    server.page(10);
    server.fail(
        request -> {
          synchronized (random) {
            return random.nextBoolean()
                ? PlayedS3.Answer.refuse(503, "SlowDown", "Slow down")
                : PlayedS3.Answer.usual();
          }
        });
    for (int i = 0; i < 300; i++) {
      StoreKey key = new StoreKey("c/" + i);
      store.put(key, bytes(i));
      assertThat(store.get(key).orElseThrow()).containsExactly((byte) i);
    }
    assertThat(store.list("")).hasSize(300);
  }

  @Test
  void aCutPutLeavesNoTornObjectAndIsMadeAgain() throws IOException {
    byte[] old = {1};
    server.objects("osn").put("store.zarr/zarr.json", old);
    server.fail(request -> PlayedS3.Answer.of(PlayedS3.Doing.CUT_UPLOAD));
    ByteBuffer large = ByteBuffer.allocateDirect(1 << 20);
    assertFails(() -> store.put(KEY, large.duplicate()))
        .hasMessageStartingWith("Cannot write " + URI + ": the connection to " + server.url())
        .hasMessageMatching(".* failed: .* \\(20 attempts in .*\\)\\. Try again later\\.");
    assertThat(behind()).isSameAs(old);
    failFirst(2, "PUT", PlayedS3.Answer.of(PlayedS3.Doing.CUT_UPLOAD));
    store.put(KEY, large);
    assertThat(behind()).isEqualTo(new byte[1 << 20]);
  }

  @Test
  void aDamagedPutIsMadeAgainAndAtLastRefused() throws IOException {
    // The wire's own checksum is of plain http only; here the server must see to the other.
    failFirst(2, "PUT", PlayedS3.Answer.refuse(400, "BadDigest", "The Content-MD5 did not match"));
    store.put(KEY, bytes(1, 2));
    assertThat(server.count("PUT")).isEqualTo(3);
    failFirst(2, "PUT", PlayedS3.Answer.of(PlayedS3.Doing.DAMAGE_UPLOAD));
    store.put(KEY, bytes(3, 4));
    assertThat(behind()).containsExactly(3, 4);
    refuse(400, "BadDigest", "The Content-MD5 did not match");
    assertFails(() -> store.put(KEY, bytes(5)))
        .hasMessageContaining(
            "the server answered 400 BadDigest: 'The Content-MD5 did not match' (20 attempts in ");
    assertThat(behind()).containsExactly(3, 4);
  }

  @Test
  void aCutAnswerIsAskedForAgain() throws IOException {
    byte[] content = new byte[1 << 16];
    new Random(1).nextBytes(content);
    server.objects("osn").put("store.zarr/zarr.json", content);
    failFirst(2, "GET", PlayedS3.Answer.of(PlayedS3.Doing.CUT_DOWNLOAD));
    assertThat(store.get(KEY).orElseThrow()).isEqualTo(content);
    failFirst(2, "GET", PlayedS3.Answer.of(PlayedS3.Doing.CUT_DOWNLOAD));
    assertThat(store.get(KEY, 5, 60_000).orElseThrow()).hasSize(60_000).startsWith(content[5]);
    failFirst(2, "GET", PlayedS3.Answer.of(PlayedS3.Doing.CUT_DOWNLOAD));
    assertThat(store.list("")).containsExactly(KEY);
    server.fail(request -> PlayedS3.Answer.of(PlayedS3.Doing.CUT_DOWNLOAD));
    assertFails(() -> store.get(KEY)).hasMessageContaining("(20 attempts in ");
  }

  @Test
  void aNewPutWhoseAnswerIsLostIsKnownForOurs() throws IOException {
    failFirst(1, "PUT", PlayedS3.Answer.of(PlayedS3.Doing.LOSE_ANSWER));
    assertThat(store.putNew(KEY, bytes(1, 2))).isTrue();
    assertThat(server.count("PUT")).isEqualTo(2);
    assertThat(behind()).containsExactly(1, 2);
  }

  @Test
  void aNewPutThatIsCutWhileAnotherWritesIsNotTakenForOurs() throws IOException {
    AtomicInteger puts = new AtomicInteger();
    server.fail(
        request -> {
          if (request.method().equals("PUT") && puts.getAndIncrement() == 0) {
            server.objects("osn").put(request.key(), new byte[] {9});
            return PlayedS3.Answer.of(PlayedS3.Doing.CUT_UPLOAD);
          }
          return PlayedS3.Answer.usual();
        });
    assertThat(store.putNew(KEY, bytes(1, 2))).isFalse();
    assertThat(behind()).containsExactly(9);
  }

  @Test
  void anotherWhoPutsTheSameBytesFirstIsNotTakenForUs() throws IOException {
    server.fail(
        request -> {
          if (request.method().equals("PUT")) {
            server.objects("osn").put(request.key(), new byte[] {1, 2});
          }
          return PlayedS3.Answer.usual();
        });
    assertThat(store.putNew(KEY, bytes(1, 2))).isFalse();
  }

  @Test
  void putNewWorksForThoseWhoMayWriteButNotLook() throws IOException {
    server.fail(
        request ->
            request.method().equals("HEAD")
                ? PlayedS3.Answer.refuse(403, "AccessDenied", "Access Denied")
                : PlayedS3.Answer.usual());
    assertThat(store.putNew(KEY, bytes(1))).isTrue();
    assertThat(store.putNew(KEY, bytes(2))).isFalse();
    assertThat(behind()).containsExactly(1);
  }

  @Test
  void aKeyThatTheServerDoesNotKnow() {
    AwsSurroundings other =
        PlayedAws.surroundings(Map.of("OSN_KEY", "short", "OSN_SECRET", PlayedS3.SECRET));
    assertFails(() -> open(other).get(KEY))
        .hasMessage(
            "Cannot read %s: %s does not know access key of variables OSN_KEY, OSN_SECRET. Check the key, and with --s3-endpoint that this is its server."
                .formatted(URI, server.url()));
    assertThat(server.asked()).hasSize(1);
  }

  @Test
  void aWrongSecret() {
    AwsSurroundings other =
        PlayedAws.surroundings(Map.of("OSN_KEY", PlayedS3.KEY_ID, "OSN_SECRET", "wrong"));
    assertFails(() -> open(other).putNew(KEY, bytes(1)))
        .hasMessage(
            "Cannot write %s: the secret of %s is wrong, says %s. Check it."
                .formatted(URI, WHO, server.url()));
  }

  @Test
  void aWrongClockIsCorrectedOnceAndElseSaid() throws IOException {
    failFirst(1, "PUT", PlayedS3.Answer.refuse(403, "RequestTimeTooSkewed", "Too large"));
    store.put(KEY, bytes(1));
    refuse(403, "RequestTimeTooSkewed", "The difference is too large");
    assertFails(() -> store.put(KEY, bytes(1)))
        .hasMessageMatching(
            "Cannot write s3://osn/store\\.zarr/zarr\\.json: the clock of this machine says [-0-9T:]+Z, which http://127\\.0\\.0\\.1:[0-9]+ does not believe\\. Set the clock\\.");
    assertThat(server.count("PUT")).isEqualTo(4);
  }

  @Test
  void aSessionThatHasEnded() {
    refuse(400, "ExpiredToken", "The provided token has expired.");
    assertFails(() -> store.put(KEY, bytes(1)))
        .hasMessage(
            "Cannot write %s: the session of %s has ended. Log in again, then run the command again with --resume: what is written stays."
                .formatted(URI, WHO));
    assertThat(server.asked()).hasSize(1);
  }

  @Test
  void aSessionTokenThatIsNotValid() {
    refuse(400, "InvalidToken", "The provided token is malformed");
    assertFails(() -> store.put(KEY, bytes(1)))
        .hasMessage(
            "Cannot write %s: the session token of %s is not valid, says %s. Log in again."
                .formatted(URI, WHO, server.url()));
  }

  @Test
  void whatIsForbiddenSaysToWhomAndWhichPermissionIsMissing() {
    refuse(403, "AccessDenied", "Access Denied");
    String others = ", or log in as another with --s3-profile or --s3-keys.";
    assertFails(() -> store.put(KEY, bytes(1)))
        .hasMessage(
            "Cannot write %s: %s may not write it (403 AccessDenied: 'Access Denied'). Ask the owner of bucket osn for s3:PutObject%s"
                .formatted(URI, WHO, others));
    assertFails(() -> store.get(KEY))
        .hasMessage(
            "Cannot read %s: %s may not read it (403 AccessDenied: 'Access Denied'). Ask the owner of bucket osn for s3:GetObject%s Some servers also answer so if there is no such object and the bucket may not be listed."
                .formatted(URI, WHO, others));
    assertFails(() -> store.list("a"))
        .hasMessage(
            "Cannot list s3://osn/store.zarr/a: %s may not list it (403 AccessDenied: 'Access Denied'). Ask the owner of bucket osn for s3:ListBucket%s"
                .formatted(WHO, others));
    assertFails(() -> store.delete(KEY)).hasMessageContaining("for s3:DeleteObject, or log in");
    assertThat(server.asked()).hasSize(4);
  }

  @Test
  void whatIsForbiddenWithoutCredentials() {
    Store anonymous =
        PlayedAws.open(
            "s3://osn/store.zarr",
            PlayedAws.anonymous(server.url()),
            PlayedAws.surroundings(Map.of()));
    assertFails(() -> anonymous.put(KEY, bytes(1)))
        .hasMessage(
            "Cannot write %s: without credentials nobody may write it (403 AccessDenied: 'Access Denied'). Leave out --anonymous and log in."
                .formatted(URI));
  }

  @Test
  void aMissingBucketIsNotTakenForAMissingObject() {
    Store missing =
        PlayedAws.open("s3://none/x", PlayedAws.access(server.url()), PlayedAws.withKey());
    String reason =
        ": %s has no bucket none. Check its name and --s3-endpoint, or make it first."
            .formatted(server.url());
    assertFails(() -> missing.get(KEY)).hasMessage("Cannot read s3://none/x/zarr.json" + reason);
    assertFails(() -> missing.get(KEY, 0, 9))
        .hasMessage("Cannot read s3://none/x/zarr.json" + reason);
    assertFails(() -> missing.get(KEY, 0, 0))
        .hasMessage("Cannot read s3://none/x/zarr.json" + reason);
    assertFails(() -> missing.put(KEY, bytes(1)))
        .hasMessage("Cannot write s3://none/x/zarr.json" + reason);
    assertFails(() -> missing.putNew(KEY, bytes(1)))
        .hasMessage("Cannot write s3://none/x/zarr.json" + reason);
    assertFails(() -> missing.list("")).hasMessage("Cannot list s3://none/x/" + reason);
    assertFails(() -> missing.delete(KEY))
        .hasMessage("Cannot delete s3://none/x/zarr.json" + reason);
  }

  @Test
  void aPageOfAnotherServerIsNotTakenForAMissingObject() {
    refuse(404, "", "<html>Not found</html>");
    assertFails(() -> store.get(KEY))
        .hasMessageStartingWith("Cannot read " + URI + ": the server answered 404")
        .hasMessageEndingWith(". Check --s3-endpoint, or ask whoever runs the server.");
  }

  @Test
  void anotherRegion() {
    server.fail(
        request ->
            PlayedS3.Answer.refuse(301, "PermanentRedirect", "Use the other endpoint")
                .header("x-amz-bucket-region", "eu-west-1"));
    assertFails(() -> store.put(KEY, bytes(1)))
        .hasMessage(
            "Cannot write %s: bucket osn is in region eu-west-1, not in us-east-1. Give --s3-region s3://osn=eu-west-1."
                .formatted(URI));
  }

  @Test
  void aServerThatSendsUsElsewhere() {
    server.fail(
        request -> PlayedS3.Answer.refuse(302, "", "").header("Location", "https://login.host/"));
    assertFails(() -> store.put(KEY, bytes(1)))
        .hasMessage(
            "Cannot write %s: the server answered 302 and sends us to https://login.host/. Check --s3-endpoint and --s3-region (it is us-east-1)."
                .formatted(URI));
  }

  @Test
  void otherAnswersAreQuotedOnOneShortLine() {
    refuse(400, "InvalidRequest", "No\nto this, " + "x".repeat(300));
    assertFails(() -> store.put(KEY, bytes(1)))
        .hasMessage(
            "Cannot write %s: the server answered 400 InvalidRequest: 'No to this, %s…'. Check --s3-endpoint, or ask whoever runs the server."
                .formatted(URI, "x".repeat(187)));
    refuse(501, "NotImplemented", "Not here");
    assertFails(() -> store.put(KEY, bytes(1)))
        .hasMessageEndingWith(
            "answered 501 NotImplemented: 'Not here'. The server cannot do this: use another, or ask whoever runs it.");
    assertThat(server.count("PUT")).isEqualTo(2);
  }

  @Test
  void aServerThatDoesNotRunIsNotTriedAgain() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    String url = "http://127.0.0.1:" + port;
    assertFails(
            () -> PlayedAws.open("s3://osn/x", PlayedAws.access(url), slow()).put(KEY, bytes(1)))
        .hasMessage(
            "Cannot write s3://osn/x/zarr.json: no server answers at %s: connection refused. Check --s3-endpoint, and whether the server runs."
                .formatted(url));
  }

  @Test
  void aServerThatStopsIsTriedAgain() throws IOException {
    store.put(KEY, bytes(1));
    server.close();
    assertFails(() -> store.put(KEY, bytes(1)))
        .hasMessageContaining(
            "no server answers at " + server.url() + ": connection refused (20 attempts in ");
  }

  @Test
  void aHostThatIsNotKnownIsNotTriedAgain() {
    assertFails(
            () ->
                PlayedAws.open("s3://osn/x", PlayedAws.access("http://no.invalid"), slow())
                    .get(KEY))
        .hasMessage(
            "Cannot read s3://osn/x/zarr.json: the host of http://no.invalid is not known. Check --s3-endpoint and the network.");
  }

  /** With pauses that a test would not live to see. */
  private static AwsSurroundings slow() {
    return PlayedAws.surroundings(
        Map.of("OSN_KEY", PlayedS3.KEY_ID, "OSN_SECRET", PlayedS3.SECRET),
        new S3Tries(20, Duration.ofDays(1), Duration.ofDays(1)));
  }

  @Test
  void aWrongPartOfAnObjectIsRefused() {
    server.objects("osn").put("store.zarr/zarr.json", new byte[] {1, 2, 3, 4});
    server.fail(request -> PlayedS3.Answer.of(PlayedS3.Doing.SHIFT_RANGE));
    assertFails(() -> store.get(KEY, 1, 2))
        .hasMessage(
            "Cannot read %s: the server sent bytes 2-2/4 for bytes 1 to 2. Check --s3-endpoint and --s3-region."
                .formatted(URI));
    assertThat(server.asked()).hasSize(1);
  }

  @Test
  void aListThatGoesOnNowhereIsRefused() throws IOException {
    server.objects("osn").put("store.zarr/a", new byte[1]);
    server.objects("osn").put("store.zarr/b", new byte[1]);
    server.page(1);
    server.fail(request -> PlayedS3.Answer.of(PlayedS3.Doing.FORGET_TOKEN));
    assertFails(() -> store.list(""))
        .hasMessage(
            "Cannot list s3://osn/store.zarr/: the server says that there is more, but not where. Use another server, or ask whoever runs it.");
  }

  @Test
  void aThreadThatIsInterruptedStops() {
    refuse(503, "SlowDown", "later");
    Store patient = open(slow());
    Thread.currentThread().interrupt();
    assertFails(() -> patient.put(KEY, bytes(1)))
        .hasMessage("Cannot write " + URI + ": it was interrupted.");
    assertThat(Thread.interrupted()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"InvalidAccessKeyId", "SignatureDoesNotMatch", "AccessDenied", "Odd", "SlowDown"})
  void whateverTheServerSaysNoSecretIsShown(String code) {
    String token = "session-token-of-this-test";
    AwsSurroundings session =
        PlayedAws.surroundings(Map.of("K", PlayedS3.KEY_ID, "S", PlayedS3.SECRET, "T", token));
    Store store =
        PlayedAws.open(
            "s3://osn/store.zarr",
            StoreAccess.USUAL
                .with(new StoreAccess.Setting(StoreAccess.Option.S3_ENDPOINT, "", server.url()))
                .with(new StoreAccess.Setting(StoreAccess.Option.S3_KEYS, "", "K,S,T")),
            session);
    refuse(403, code, "You sent " + PlayedS3.SECRET + " and " + token);
    for (ThrowingCallable call :
        new ThrowingCallable[] {
          () -> store.put(KEY, bytes(1)), () -> store.get(KEY), () -> store.list("")
        }) {
      StringWriter text = new StringWriter();
      catchThrowable(call).printStackTrace(new PrintWriter(text));
      assertThat(text + " " + store)
          .contains(code.equals("Odd") || code.equals("AccessDenied") ? "You sent … and …" : "s3:")
          .doesNotContain(PlayedS3.SECRET, token, PlayedS3.KEY_ID);
    }
    for (PlayedS3.Asked request : server.asked()) {
      assertThat(request.toString().replace(request.header("Authorization"), ""))
          .doesNotContain(PlayedS3.SECRET, PlayedS3.KEY_ID);
      assertThat(request.header("Authorization")).doesNotContain(PlayedS3.SECRET);
    }
  }
}
