package org.arcoforge.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.arcoforge.fetch.FetchException;
import org.arcoforge.fetch.FetchOptions;
import org.arcoforge.fetch.Fetcher;
import org.arcoforge.fetch.PlayedServer;
import org.arcoforge.fetch.PlayedServer.Play;
import org.arcoforge.fetch.PlayedServer.Route;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
final class HttpStoreTest extends ReadableStoreContract {
  private static final StoreKey KEY = new StoreKey("sst/c/0");
  private static final byte[] BYTES = {1, 2, 3, 4, 5};

  @TempDir private Path folder;
  private final List<Duration> pauses = Collections.synchronizedList(new ArrayList<>());
  private PlayedServer server;
  private Fetcher fetcher;

  @BeforeEach
  void start() throws IOException {
    server = PlayedServer.start();
    fetcher = fetcher(List.of());
  }

  @AfterEach
  void stop() throws IOException {
    fetcher.close();
    server.close();
  }

  private Fetcher fetcher(List<String> credentials) {
    return new Fetcher(
        FetchOptions.in(folder.resolve("state"))
            .environment(Map.of("SECRET", "t0psecret"))
            .credentials(credentials)
            .timeouts(Duration.ofSeconds(5), Duration.ofSeconds(1))
            .pause(pauses::add));
  }

  @Override
  Store store() {
    return new HttpStore(server.url("/data/a.zarr"), fetcher);
  }

  @Override
  void place(StoreKey key, byte[] bytes) {
    route(key, bytes);
  }

  private Route route(StoreKey key, byte[] bytes) {
    try {
      String path = new URI(null, null, "/data/a.zarr/" + key.path(), null).toASCIIString();
      return server.serve(
          path.replace("+", "%2B")
              .replace("'", "%27")
              .replace(";", "%3B")
              .replace("&", "%26")
              .replace("=", "%3D")
              .replace(":", "%3A")
              .replace("@", "%40"),
          bytes);
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException(e);
    }
  }

  private Route route() {
    return route(KEY, BYTES);
  }

  private String url() {
    return server.url("/data/a.zarr/sst/c/0");
  }

  private byte[] get() throws IOException {
    return store().get(KEY).orElseThrow();
  }

  @Test
  void eachGetIsOneRequest() throws IOException {
    Route route = route();
    assertThat(get()).isEqualTo(BYTES);
    assertThat(route.requests()).isEqualTo(1);
    assertThat(route.headers(0)).doesNotContainKey("range");
    assertThat(store().get(KEY, 1, 3).orElseThrow()).containsExactly(2, 3, 4);
    assertThat(route.requests()).isEqualTo(2);
    assertThat(route.headers(1)).containsEntry("range", "bytes=1-3");
  }

  @Test
  void anObjectThatIsGoneIsEmpty() throws IOException {
    route().then(Play.status(410, "gone"));
    assertThat(store().get(KEY)).isEmpty();
    assertThat(store().get(KEY, 0, 1)).isEmpty();
  }

  @Test
  void aRangeIsCutOutOfAWholeObjectIfTheServerSendsThat() throws IOException {
    route().then(Play.normal().withoutRanges());
    assertThat(store().get(KEY, 1, 3).orElseThrow()).containsExactly(2, 3, 4);
    assertThat(store().get(KEY, 3, 10).orElseThrow()).containsExactly(4, 5);
    assertThat(store().get(KEY, 99, 10).orElseThrow()).isEmpty();
  }

  @Test
  void aSlashAndAQueryAfterTheUrlAreHarmless() throws IOException {
    Route route = server.serve("/data/a.zarr/sst/c/0?token=t0psecret", BYTES);
    Store store = new HttpStore(server.url("/data/a.zarr/?token=t0psecret#part"), fetcher);
    assertThat(store.get(KEY).orElseThrow()).isEqualTo(BYTES);
    assertThat(route.requests()).isEqualTo(1);
    assertThat(new HttpStore(server.url("/data/a.zarr//"), fetcher))
        .hasToString(store().toString());
    assertThat(store).hasToString(server.url("/data/a.zarr?token=…"));
  }

  @Test
  void aPageIsNeverAnObject() {
    Play page = Play.page("<html><title>Log in</title></html>");
    route().then(page);
    assertThatThrownBy(this::get)
        .hasMessage(
            "Cannot fetch %s: the server sent a page, not the file: 'Log in'. Open the URL in a browser to see what it wants."
                .formatted(url()));
    assertThatThrownBy(() -> store().get(KEY, 2, 2)).hasMessageContaining("the server sent a page");
    route().then(Play.redirect(302, "/login.html"));
    server.answer("/login.html").then(page);
    assertThatThrownBy(this::get).hasMessageContaining("the server sent a page");
    route().then(Play.status(200, "\n<!DOCTYPE html>\n<div id=root></div>"));
    assertThatThrownBy(this::get).hasMessageContaining("the server sent a page");
  }

  @Test
  void whatIsSqueezedForTheWayIsRefused() {
    route().then(Play.normal().header("Content-Encoding", "gzip"));
    String message =
        "Cannot fetch %s: the server sent it with the Content-Encoding gzip, though it was asked for plain bytes. Fetch it from another place."
            .formatted(url());
    assertThatThrownBy(this::get).hasMessage(message);
    assertThatThrownBy(() -> store().get(KEY, 0, 2)).hasMessage(message);
  }

  @Test
  void aDeniedObjectMayBeMissing() {
    route().then(Play.status(403, "AccessDenied"));
    assertThatThrownBy(this::get)
        .hasMessage(
            "Cannot fetch %s: the server answers 403: 'AccessDenied'. It needs a login, or the right to it: give one with --auth. Some servers answer so, too, where there is no such object: check the address."
                .formatted(url()));
  }

  @Test
  void faultsThatPassAreTriedAgain() throws IOException {
    Route route = route();
    route.first(Play.status(503, ""), Play.normal().endAt(2), Play.normal().resetAt(1));
    assertThat(get()).isEqualTo(BYTES);
    assertThat(route.requests()).isEqualTo(4);
    assertThat(pauses).hasSize(3);
    route.first(Play.normal().endAt(2));
    assertThat(store().get(KEY, 1, 4).orElseThrow()).containsExactly(2, 3, 4, 5);
    route.first(Play.normal().withoutRanges().endAt(2));
    assertThat(store().get(KEY, 1, 4).orElseThrow()).containsExactly(2, 3, 4, 5);
  }

  @ParameterizedTest
  @ValueSource(strings = {"bytes 0-1/5", "bytes 1-2/5", "bytes 1-9/10", "nonsense", ""})
  void anotherRangeThanAskedForIsNotTaken(String range) throws IOException {
    Play wrong = Play.status(206, "xyz").header("Content-Range", range);
    route().first(wrong);
    assertThat(store().get(KEY, 1, 3).orElseThrow()).containsExactly(2, 3, 4);
    route().then(wrong);
    assertThatThrownBy(() -> store().get(KEY, 1, 3))
        .isInstanceOf(FetchException.class)
        .hasMessageContaining(
            "Cannot fetch %s: asked for bytes from 1 to 3, the server sent 3 bytes as '%s'. Try again later."
                .formatted(url(), range));
  }

  @Test
  void bytesThatWereNotAskedForAreNotTaken() {
    route().then(Play.status(206, "xyz").header("Content-Range", "bytes 0-2/5"));
    assertThatThrownBy(this::get).hasMessageStartingWith("Cannot fetch " + url());
    route().then(Play.status(416, "").header("Content-Range", "bytes */5"));
    assertThatThrownBy(() -> store().get(KEY, 1, 3)).hasMessageContaining("answers 416");
  }

  @Test
  void anObjectHasNoMoreBytesThanAnArray() {
    route(KEY, new byte[64]).then(Play.normal().claimingLength(1L << 31));
    assertThatThrownBy(this::get)
        .hasMessage(
            "Cannot fetch %s: it has 2147483648 bytes or more, an object of a store has 2147483639 at most. Check the address."
                .formatted(url()));
  }

  @Test
  void theStoreCanOnlyBeRead() {
    Store store = new HttpStore(server.url("/a.zarr?token=t0psecret"), fetcher);
    String message =
        "Cannot write to %s: a web server's store can only be read. Choose gs://, s3:// or a path as target."
            .formatted(server.url("/a.zarr/k?token=…"));
    StoreKey key = new StoreKey("k");
    assertThatThrownBy(() -> store.put(key, ByteBuffer.allocate(1)))
        .isInstanceOf(IOException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> store.putNew(key, ByteBuffer.allocate(1)))
        .isInstanceOf(IOException.class)
        .hasMessage(message);
    assertThatThrownBy(() -> store.delete(key)).isInstanceOf(IOException.class).hasMessage(message);
  }

  @Test
  void theStoreHasNoList() {
    assertThat(store().isListable()).isFalse();
    assertThatThrownBy(() -> store().list(""))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "Cannot list %s: a web server has no list of its objects. A Zarr store on one needs consolidated metadata; else give its gs://, s3:// or path."
                .formatted(server.url("/data/a.zarr")));
  }

  @Test
  void manyRequestsAtOnceAreWorthwhile() {
    assertThat(store().concurrency()).isEqualTo(16);
  }

  @Test
  void theIdentityIsTheLoginOfTheHost() throws IOException {
    assertThat(store().identity()).isEqualTo(Identity.of("nobody (anonymous)"));
    fetcher.close();
    fetcher = fetcher(List.of("example.org=netrc", "127.0.0.1=bearer:SECRET"));
    assertThat(store().identity()).isEqualTo(Identity.of("--auth 127.0.0.1=bearer:SECRET"));
    Route route = route();
    assertThat(get()).isEqualTo(BYTES);
    assertThat(route.headers(0)).containsEntry("authorization", "Bearer t0psecret");
    fetcher.close();
    fetcher = fetcher(List.of("127.0.0.1=basic:OTHER"));
    assertThatThrownBy(() -> store().identity())
        .hasMessage(
            "Cannot log in at 127.0.0.1: the environment variable OTHER is not set. Set it to the secret.");
  }

  @Test
  void noSecretIsInAMessage() {
    fetcher = fetcher(List.of("127.0.0.1=bearer:SECRET"));
    Store store = new HttpStore(server.url("/a.zarr?token=t0psecret"), fetcher);
    for (int status : List.of(200, 401, 403, 500)) {
      server.answer("/a.zarr/sst/c/0?token=t0psecret").then(Play.status(status, "<html>"));
      assertThatThrownBy(() -> store.get(KEY))
          .satisfies(
              e -> {
                for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                  assertThat(cause.toString()).contains("token=…").doesNotContain("t0psecret");
                }
              });
    }
  }

  @Test
  void openSharesAFetcherAndTakesMirrors() throws IOException {
    route();
    StoreAccess access =
        new StoreAccess(
            List.of(),
            folder.toString(),
            List.of("https://store.invalid=" + server.url("/data")),
            List.of());
    Store store = Stores.open("https://store.invalid/a.zarr/", access);
    assertThat(store.get(KEY).orElseThrow()).isEqualTo(BYTES);
    assertThat(store).hasToString("https://store.invalid/a.zarr");
    assertThatThrownBy(
            () ->
                Stores.open(
                    "https://store.invalid/a.zarr",
                    new StoreAccess(List.of(), "", List.of(), List.of("nonsense"))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("Cannot use the login");
  }
}
