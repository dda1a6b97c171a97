package org.arcoforge.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Objects;
import java.util.zip.GZIPOutputStream;
import org.arcoforge.store.PlayedGcs.Answer;
import org.arcoforge.store.StoreAccess.Option;
import org.arcoforge.store.StoreAccess.Setting;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class GcsStoreTest extends StoreContract {
  private static final StoreKey KEY = new StoreKey("sst/c/0");

  private PlayedGcs server;
  private Store store;

  @BeforeEach
  void start() throws IOException {
    server = new PlayedGcs("b");
    store = Stores.open("gs://b/data/x.zarr", access());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private StoreAccess access() {
    return StoreAccess.USUAL.with(new Setting(Option.GCS_ENDPOINT, "", server.endpoint()));
  }

  @Override
  Store store() {
    return store;
  }

  @Override
  byte[] bytesBehind(StoreKey key) {
    return Objects.requireNonNull(server.bytes("b", "data/x.zarr/" + key.path()));
  }

  @Test
  void eachOperationIsOneRequest() throws IOException {
    store.put(KEY, ByteBuffer.wrap(new byte[2_000_000]));
    store.putNew(new StoreKey("a"), ByteBuffer.allocate(1));
    store.get(KEY);
    store.get(KEY, 5, 10);
    store.objects("");
    store.delete(KEY);
    assertThat(server.requests())
        .extracting(PlayedGcs.Request::verb)
        .containsExactly("put", "put", "get", "get", "list", "delete");
  }

  @Test
  void listsHaveAllPagesAndOnlyNamesThatAreKeys() throws IOException {
    server.limitPages(2);
    for (String name : List.of("", "sst/", "sst/c//0", "a", "b", "c", "../d")) {
      server.put("b", "data/x.zarr/" + name, new byte[1]);
    }
    server.put("b", "data/x.zarrs/e", new byte[1]);
    assertThat(store.list("")).extracting(StoreKey::path).containsExactly("a", "b", "c");
    assertThat(server.requests()).hasSize(4);
  }

  @Test
  void objectsHaveAChecksumInHexadecimalAndAVersionThatChanges() throws IOException {
    store.put(KEY, ByteBuffer.wrap(new byte[] {1, 2, 3}));
    StoredObject before = store.objects("").get(0);
    store.put(KEY, ByteBuffer.wrap(new byte[] {1, 2, 3}));
    StoredObject after = store.objects("").get(0);
    assertThat(before.md5()).isEqualTo("5289df737df57326fcdd22597afb1fac");
    assertThat(after.version()).isNotEmpty().isNotEqualTo(before.version());
  }

  @Test
  void aServerThatIgnoresRangesIsUnderstood() throws IOException {
    store.put(KEY, ByteBuffer.wrap(new byte[] {1, 2, 3, 4}));
    server.answer(request -> Answer.WHOLE);
    assertThat(store.get(KEY, 1, 2).orElseThrow()).containsExactly(2, 3);
    assertThat(store.get(KEY, 9, 2).orElseThrow()).isEmpty();
  }

  @Test
  void objectsThatOthersEncodedAreDecoded() throws IOException {
    ByteArrayOutputStream gzip = new ByteArrayOutputStream();
    try (GZIPOutputStream out = new GZIPOutputStream(gzip)) {
      out.write(new byte[] {1, 2, 3, 4});
    }
    server.putEncoded("b", "data/x.zarr/sst/c/0", gzip.toByteArray());
    assertThat(store.get(KEY).orElseThrow()).containsExactly(1, 2, 3, 4);
    assertThat(store.get(KEY, 1, 2).orElseThrow()).containsExactly(2, 3);
  }

  @Test
  void anEmptyRangeIsEmptyIfTheObjectIsThere() throws IOException {
    assertThat(store.get(KEY, 0, 0)).isEmpty();
    store.put(KEY, ByteBuffer.wrap(new byte[] {1, 2, 3, 4}));
    assertThat(store.get(KEY, 1, 0).orElseThrow()).isEmpty();
  }

  @Test
  void openAsksNoServerAndReadsNoFile() {
    Store opened =
        Stores.open(
            "gs://b/x", access().with(new Setting(Option.GCS_CREDENTIALS, "", "/none/key.json")));
    assertThat(opened.toString()).isEqualTo("gs://b/x");
    assertThat(opened.concurrency()).isEqualTo(32);
    assertThat(server.requests()).isEmpty();
    assertThatThrownBy(opened::identity)
        .hasMessage(
            "Cannot read the credentials from /none/key.json: there is no such file. Check its path.");
  }

  @Test
  void contradictorySettingsAreRefused() {
    Setting token = new Setting(Option.GCS_TOKEN_FILE, "", "token");
    Setting anonymous = new Setting(Option.ANONYMOUS, "", "");
    assertThatThrownBy(() -> Stores.open("gs://b/x", StoreAccess.USUAL.with(anonymous).with(token)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot open store gs://b/x: --gcs-token-file and --anonymous are both given for all buckets. Leave out one of them.");
    Setting key = new Setting(Option.GCS_CREDENTIALS, "gs://b", "key");
    Setting tokenOfBucket = new Setting(Option.GCS_TOKEN_FILE, "gs://b", "token");
    assertThatThrownBy(
            () -> Stores.open("gs://b/x", StoreAccess.USUAL.with(key).with(tokenOfBucket)))
        .hasMessage(
            "Cannot open store gs://b/x: --gcs-credentials and --gcs-token-file are both given for gs://b. Leave out one of them.");
    GcsSettings settings =
        GcsSettings.of(BucketUri.parse("gs://b/x"), StoreAccess.USUAL.with(anonymous).with(key));
    assertThat(settings.who()).isEqualTo(GcsSettings.Who.CREDENTIALS_FILE);
  }

  @Test
  void aServerThatIsNoUrlIsRefused() {
    for (String url :
        List.of("localhost", "ftp://host", "http://", "http://me:pw@host", "http:// x")) {
      assertThatThrownBy(
              () ->
                  Stores.open(
                      "gs://b/x",
                      StoreAccess.USUAL.with(new Setting(Option.GCS_ENDPOINT, "", url))))
          .hasMessage(
              "Cannot open store gs://b/x: its server is not given by a URL. Write it like http://127.0.0.1:4443.");
    }
  }

  @Test
  void aServerOfOnesOwnIsAskedAsNobody() throws IOException {
    assertThat(store.identity()).isEqualTo(Identity.of("nobody (anonymous)"));
  }
}
