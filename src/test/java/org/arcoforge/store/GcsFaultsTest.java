package org.arcoforge.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.ByteBuffer;
import java.time.Clock;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.IntConsumer;
import java.util.stream.IntStream;
import org.arcoforge.store.GcsClient.Patience;
import org.arcoforge.store.GcsSettings.Who;
import org.arcoforge.store.PlayedGcs.Answer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class GcsFaultsTest {
  private static final StoreKey KEY = new StoreKey("sst/c/0");
  private static final Patience SHORT =
      new Patience(20, Duration.ZERO, Duration.ZERO, Duration.ofMinutes(10));

  private final AtomicLong nanos = new AtomicLong();
  private PlayedGcs server;
  private Store store;
  private volatile IntConsumer interrupt = number -> {};

  @BeforeEach
  void start() throws IOException {
    server = new PlayedGcs("b");
    store = store("gs://b/x", SHORT);
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private Store store(String uri, Patience patience) {
    return store(uri, server.endpoint() + "/", patience);
  }

  private Store store(String uri, String endpoint, Patience patience) {
    GcsSettings settings = new GcsSettings(endpoint, Who.NOBODY, "");
    return new GcsStore(
        BucketUri.parse(uri), new GcsClient(settings, patience, Clock.systemUTC(), nanos::get));
  }

  private static ByteBuffer bytes(int... values) {
    ByteBuffer buffer = ByteBuffer.allocate(values.length);
    for (int value : values) {
      buffer.put((byte) value);
    }
    return buffer.flip();
  }

  @Test
  void allGoesWellIfHalfOfTheRequestsFail() throws IOException {
    Random random = new Random(7);
    Answer[] faults = {
      Answer.error(503, "Backend Error"), Answer.error(429, "slow down"), Answer.CUT, Answer.LOST
    };
    server.answer(
        request -> {
          synchronized (random) {
            return random.nextBoolean() ? Answer.USUAL : faults[random.nextInt(faults.length)];
          }
        });
    store.objects(""); // The server is known from now on.
    for (int i = 0; i < 50; i++) {
      StoreKey key = new StoreKey("c/" + i);
      store.put(key, bytes(i, i));
      assertThat(store.putNew(key, bytes(1))).isFalse();
      assertThat(store.putNew(new StoreKey("new/" + i), bytes(i))).isTrue();
      assertThat(store.get(key).orElseThrow()).containsExactly(i, i);
      assertThat(store.get(key, 1, 5).orElseThrow()).containsExactly(i);
    }
    assertThat(store.list("c/")).hasSize(50);
    for (StoreKey key : store.list("c/")) {
      store.delete(key);
    }
    assertThat(store.list("c/")).isEmpty();
    assertThat(server.requests()).hasSizeGreaterThan(500);
  }

  @Test
  void anUploadThatIsCutLeavesTheOldObjectAndIsSentAgain() throws IOException {
    store.put(KEY, bytes(1));
    server.answer(
        request -> {
          assertThat(server.bytes("b", "x/sst/c/0")).hasSize(1);
          return request.number() < 4 ? Answer.CUT : Answer.USUAL;
        });
    store.put(KEY, ByteBuffer.allocate(3_000_000));
    assertThat(server.bytes("b", "x/sst/c/0")).hasSize(3_000_000);
    assertThat(server.requests()).hasSize(4);
  }

  @Test
  void anUploadThatArrivesChangedIsSentAgainAFewTimes() throws IOException {
    server.answer(request -> request.number() == 1 ? Answer.CHANGED : Answer.USUAL);
    store.put(KEY, bytes(1));
    assertThat(server.bytes("b", "x/sst/c/0")).containsExactly(1);
    server.answer(request -> Answer.CHANGED);
    assertThatThrownBy(() -> store.put(KEY, bytes(2)))
        .hasMessage(
            "Cannot write to gs://b/x/sst/c/0: the server answered 400 (5 attempts in 0 seconds): Provided CRC32C \"4aMF/A==\" doesn't match calculated CRC32C \"AAAAAA==\". Run the command again later with --resume: what is written stays."
                .replace("4aMF/A==", GcsChecksum.of(new byte[] {2})));
    assertThat(server.bytes("b", "x/sst/c/0")).containsExactly(1);
  }

  @Test
  void aDownloadThatIsCutOrChangedIsReadAgain() throws IOException {
    store.put(KEY, ByteBuffer.wrap(new byte[1_000_000]));
    server.answer(
        request ->
            request.number() == 1
                ? Answer.CUT
                : request.number() == 2 ? Answer.CHANGED : Answer.USUAL);
    assertThat(store.get(KEY).orElseThrow()).isEqualTo(new byte[1_000_000]);
    server.answer(request -> request.number() == 4 ? Answer.CUT : Answer.USUAL);
    assertThat(store.get(KEY, 10, 500_000).orElseThrow()).isEqualTo(new byte[500_000]);
    assertThat(server.requests()).hasSize(6);
  }

  @Test
  void aNewObjectWhoseAnswerWasLostIsOurs() throws IOException {
    server.answer(request -> request.number() == 1 ? Answer.LOST : Answer.USUAL);
    assertThat(store.putNew(KEY, bytes(1, 2))).isTrue();
    assertThat(server.requests())
        .extracting(PlayedGcs.Request::verb)
        .containsExactly("put", "put", "metadata");
  }

  @Test
  void anObjectOfAnotherIsNotOursWhenAnAnswerWasLost() throws IOException {
    server.put("b", "x/sst/c/0", new byte[] {3, 4});
    server.answer(request -> request.number() == 1 ? Answer.LOST : Answer.USUAL);
    assertThat(store.putNew(KEY, bytes(1, 2))).isFalse();
    assertThat(server.bytes("b", "x/sst/c/0")).containsExactly(3, 4);
  }

  @Test
  void anEqualObjectThatWasThereIsNotOurs() throws IOException {
    server.put("b", "x/sst/c/0", new byte[] {1});
    assertThat(store.putNew(KEY, bytes(1))).isFalse();
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void aServerThatStaysDownIsNamedWithItsAnswer() throws IOException {
    store.objects("");
    server.answer(
        request -> {
          nanos.addAndGet(Duration.ofSeconds(12).toNanos());
          return Answer.error(503, "We are\r\nsorry. " + "x".repeat(300));
        });
    assertThatThrownBy(() -> store.put(KEY, bytes(1)))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "Cannot write to gs://b/x/sst/c/0: the server answered 503 (20 attempts in 4 minutes): We are sorry. "
                + "x".repeat(186)
                + "... Run the command again later with --resume: what is written stays.");
    assertThatThrownBy(() -> store.get(KEY))
        .hasMessageEndingWith("... Run the command again later.");
  }

  @Test
  void noAttemptStartsAfterTheTotalTime() {
    Store hasty =
        store(
            "gs://b/x",
            new Patience(20, Duration.ofDays(1), Duration.ofDays(1), Duration.ofSeconds(9)));
    server.answer(request -> Answer.error(503, "no"));
    assertThatThrownBy(() -> hasty.get(KEY))
        .hasMessageContaining("the server answered 503 (1 attempt in 0 seconds): no.");
  }

  @Test
  void pausesGrowToTheLongestAndDiffer() {
    for (int failed = 1; failed < 2000; failed++) {
      long most = Math.min(32_000, 500L << Math.min(20, failed - 1));
      assertThat(Patience.USUAL.pause(failed).toMillis()).isBetween(most / 2, most);
    }
    assertThat(IntStream.range(0, 20).mapToObj(i -> Patience.USUAL.pause(9)).distinct())
        .hasSizeGreaterThan(5);
  }

  @Test
  void aServerThatIsNotThereIsGivenUpSoon() throws IOException {
    int port;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = socket.getLocalPort();
    }
    assertThatThrownBy(
            () -> store("gs://b/x", "http://127.0.0.1:" + port + "/", SHORT).put(KEY, bytes(1)))
        .hasMessageStartingWith(
            "Cannot write to gs://b/x/sst/c/0: 127.0.0.1:%d does not answer (5 attempts in 0 seconds): "
                .formatted(port))
        .hasMessageContaining("Connection refused")
        .hasMessageEndingWith(
            ". Check the network and the name of the server. Run the command again later with --resume: what is written stays.");
  }

  @Test
  void aBucketThatIsNotThereIsNamed() {
    Store none = store("gs://none/x", SHORT);
    String reason = ": there is no bucket gs://none (404). Create it, or check its name.";
    assertThatThrownBy(() -> none.get(KEY)).hasMessage("Cannot read gs://none/x/sst/c/0" + reason);
    assertThatThrownBy(() -> none.get(KEY, 0, 1))
        .hasMessage("Cannot read gs://none/x/sst/c/0" + reason);
    assertThatThrownBy(() -> none.put(KEY, bytes(1)))
        .hasMessage("Cannot write to gs://none/x/sst/c/0" + reason);
    assertThatThrownBy(() -> none.putNew(KEY, bytes(1)))
        .hasMessage("Cannot write to gs://none/x/sst/c/0" + reason);
    assertThatThrownBy(() -> none.delete(KEY))
        .hasMessage("Cannot delete gs://none/x/sst/c/0" + reason);
    assertThatThrownBy(() -> none.objects("s")).hasMessage("Cannot list gs://none/x/s" + reason);
    assertThat(server.requests()).hasSize(6);
  }

  @Test
  void whoMayNotIsToldWhatIsMissing() {
    server.answer(
        request ->
            Answer.error(403, "a@b.c does not have storage.objects.create access to the object."));
    assertThatThrownBy(() -> store.put(KEY, bytes(1)))
        .hasMessage(
            "Cannot write to gs://b/x/sst/c/0: nobody (anonymous) lacks the permission storage.objects.create (403: a@b.c does not have storage.objects.create access to the object). Ask the owner of gs://b for it, or give other credentials by --gcs-credentials or --gcs-token-file.");
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void aRateLimitIsNoLackOfPermission() throws IOException {
    server.answer(
        request -> request.number() < 3 ? Answer.error(403, "rateLimitExceeded") : Answer.USUAL);
    store.put(KEY, bytes(1));
    assertThat(server.requests()).hasSize(3);
  }

  @Test
  void nobodyIsAskedToLogIn() {
    server.requireTokens("other");
    assertThatThrownBy(() -> store.get(KEY))
        .hasMessageStartingWith(
            "Cannot read gs://b/x/sst/c/0: the server wants to know who asks, and nobody (anonymous) may not (401: Anonymous caller does not have storage.objects.get access")
        .hasMessageEndingWith(
            "). Log in: give --gcs-credentials or --gcs-token-file, not --anonymous.");
    assertThat(server.requests()).hasSize(1);
  }

  @Test
  void aThreadThatIsInterruptedStopsTrying() {
    server.answer(
        request -> {
          interrupt.accept(request.number());
          return Answer.error(503, "no");
        });
    Thread self = Thread.currentThread();
    interrupt = number -> self.interrupt();
    try {
      assertThatThrownBy(() -> store.put(KEY, bytes(1)))
          .isInstanceOf(InterruptedIOException.class)
          .hasMessage(
              "Cannot write to gs://b/x/sst/c/0: the thread was interrupted. Run the command again.");
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(server.requests()).hasSizeLessThan(3);
  }

  @Test
  void otherAnswersAreQuotedAndNotAskedForAgain() {
    server.answer(request -> Answer.error(400, "Invalid argument."));
    assertThatThrownBy(() -> store.objects(""))
        .hasMessage(
            "Cannot list gs://b/x/: the server answered 400: Invalid argument. Check the name and the settings of the bucket.");
    assertThat(server.requests()).hasSize(1);
  }
}
