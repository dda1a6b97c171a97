package org.arcoforge.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

final class S3StoreTest extends StoreContract {
  private static final StoreKey KEY = new StoreKey("sst/c/0");

  private PlayedS3 server;
  private Store store;

  @BeforeEach
  void start() throws IOException {
    server = new PlayedS3("osn");
    store = PlayedAws.open("s3://osn/folder/store.zarr", access(), PlayedAws.withKey());
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private StoreAccess access() {
    return PlayedAws.access(server.url());
  }

  @Override
  Store store() {
    return store;
  }

  @Override
  byte[] bytesBehind(StoreKey key) {
    return Objects.requireNonNull(server.objects("osn").get("folder/store.zarr/" + key.path()));
  }

  private void there(String name) {
    server.objects("osn").put(name, new byte[1]);
  }

  @Test
  void openingAsksNoServer() {
    assertThat(store).hasToString("s3://osn/folder/store.zarr");
    assertThat(server.asked()).isEmpty();
  }

  @Test
  void eachOperationIsOneRequestButPutNewAndTheFirstList() throws IOException {
    store.put(KEY, ByteBuffer.allocate(3));
    store.get(KEY);
    store.get(KEY, 1, 1);
    store.get(KEY, 1, 0);
    store.objects("");
    store.objects("");
    store.delete(KEY);
    assertThat(server.asked())
        .extracting(PlayedS3.Asked::method)
        .containsExactly("PUT", "GET", "GET", "GET", "GET", "HEAD", "GET", "DELETE");
    store.putNew(KEY, ByteBuffer.allocate(3));
    assertThat(server.asked().subList(8, 10))
        .extracting(PlayedS3.Asked::method)
        .containsExactly("HEAD", "PUT");
  }

  @Test
  void aPutSaysItsLengthAndChecksumAndUsesNoTrailers() throws IOException {
    store.put(KEY, ByteBuffer.wrap(new byte[] {1, 2, 3}));
    PlayedS3.Asked put = server.asked().get(0);
    assertThat(put.header("Content-Length")).isEqualTo("3");
    assertThat(put.header("Content-MD5")).isEqualTo("Uonfc331cyb83SJZevsfrA==");
    assertThat(put.header("Transfer-Encoding")).isEmpty();
    assertThat(put.header("Content-Encoding")).isEmpty();
    assertThat(put.header("Expect")).isEmpty();
    assertThat(put.header("x-amz-content-sha256")).matches("[0-9a-f]{64}");
    Set<String> names = new TreeSet<>();
    put.headers().keySet().forEach(name -> names.add(name.toLowerCase(Locale.ROOT)));
    assertThat(names)
        .noneMatch(name -> name.contains("trailer") || name.contains("checksum"))
        .doesNotContain("x-amz-decoded-content-length");
  }

  @Test
  void listsGoThroughPages() throws IOException {
    server.page(2);
    for (String name : List.of("a", "b", "c", "d", "e")) {
      there("folder/store.zarr/" + name);
    }
    assertThat(store.list("")).extracting(StoreKey::path).containsExactly("a", "b", "c", "d", "e");
    assertThat(server.count("GET")).isEqualTo(3);
  }

  @Test
  void listsSkipWhatIsNoKeyAndWhatIsBesideTheStore() throws IOException {
    there("folder/store.zarr/");
    there("folder/store.zarr/a//b");
    there("folder/store.zarr/a/");
    there("folder/store.zarr-old/x");
    there("folder/store.zarr/a/b");
    assertThat(store.list("")).extracting(StoreKey::path).containsExactly("a/b");
    assertThat(PlayedAws.open("s3://osn", access(), PlayedAws.withKey()).list("folder/store.zarr"))
        .extracting(StoreKey::path)
        .containsExactly("folder/store.zarr-old/x", "folder/store.zarr/a/b");
  }

  @Test
  void listedKeysAreExactWhetherTheServerEncodesThemOrNot() throws IOException {
    Set<String> names = Set.of("a+b", "a b", "a%20b", "100%", "é/ü", "a&b<c", "%2B", "'\"", "日本");
    for (String name : names) {
      store.put(new StoreKey(name), ByteBuffer.allocate(1));
    }
    assertThat(server.objects("osn")).containsKey("folder/store.zarr/a%20b");
    assertThat(store.list("")).extracting(StoreKey::path).hasSameElementsAs(names).isSorted();
    server.forgetEncoding();
    assertThat(store.list("")).extracting(StoreKey::path).hasSameElementsAs(names).isSorted();
    assertThat(store.list("a+")).extracting(StoreKey::path).containsExactly("a+b");
  }

  @Test
  void keysAreSortedAsTheyCompareAndNotAsTheServerDoes() throws IOException {
    store.put(new StoreKey("\uFF5E"), ByteBuffer.allocate(1));
    store.put(new StoreKey("\uD83C\uDF0A"), ByteBuffer.allocate(1));
    assertThat(store.list("")).extracting(StoreKey::path).containsExactly("\uD83C\uDF0A", "\uFF5E");
  }

  @Test
  void objectsHaveTheChecksumAndVersionOfTheirTag() throws IOException {
    store.put(KEY, ByteBuffer.wrap(new byte[] {1, 2, 3}));
    StoredObject object = store.objects("").get(0);
    assertThat(object.md5()).isEqualTo("5289df737df57326fcdd22597afb1fac");
    assertThat(object.version()).isEqualTo("5289df737df57326fcdd22597afb1fac");
  }

  @Test
  void aServerThatIgnoresConditionsKeepsAnObjectThatIsThere() throws IOException {
    server.forgetConditions();
    store.put(KEY, ByteBuffer.wrap(new byte[] {1}));
    assertThat(store.putNew(KEY, ByteBuffer.wrap(new byte[] {2}))).isFalse();
    assertThat(bytesBehind(KEY)).containsExactly(1);
  }

  @Test
  void aServerThatRefusesConditionsIsLookedAtAndThenWrittenTo() throws IOException {
    server.fail(
        request ->
            request.header("If-None-Match").isEmpty()
                ? PlayedS3.Answer.usual()
                : PlayedS3.Answer.refuse(501, "NotImplemented", "A header is not implemented"));
    assertThat(store.putNew(KEY, ByteBuffer.wrap(new byte[] {1}))).isTrue();
    assertThat(store.putNew(KEY, ByteBuffer.wrap(new byte[] {2}))).isFalse();
    assertThat(bytesBehind(KEY)).containsExactly(1);
    assertThat(server.asked())
        .extracting(PlayedS3.Asked::method)
        .containsExactly("HEAD", "PUT", "HEAD", "PUT", "HEAD");
  }

  @Test
  void anObjectThatComesBetweenTheLookAndThePutIsKept() throws IOException {
    server.fail(
        request -> {
          if (request.method().equals("PUT")) {
            there("folder/store.zarr/sst/c/0");
          }
          return PlayedS3.Answer.usual();
        });
    assertThat(store.putNew(KEY, ByteBuffer.allocate(1))).isFalse();
    assertThat(server.count("PUT")).isEqualTo(1);
    assertThat(server.count("GET")).isZero();
  }

  @Test
  void aServerThatIgnoresRangesIsReadRightAllTheSame() throws IOException {
    store.put(KEY, ByteBuffer.wrap(new byte[] {1, 2, 3, 4}));
    server.fail(request -> PlayedS3.Answer.of(PlayedS3.Doing.IGNORE_HEADERS));
    assertThat(store.get(KEY, 1, 2).orElseThrow()).containsExactly(2, 3);
    assertThat(store.get(KEY, 3, 9).orElseThrow()).containsExactly(4);
    assertThat(store.get(KEY, 9, 9).orElseThrow()).isEmpty();
  }

  @Test
  void anEmptyRangeIsEmptyAndOfAMissingObjectMissing() throws IOException {
    assertThat(store.get(KEY, 0, 0)).isEmpty();
    store.put(KEY, ByteBuffer.allocate(4));
    assertThat(store.get(KEY, 2, 0).orElseThrow()).isEmpty();
  }

  @Test
  void asManyRequestsAsItSaysAreMadeAtOnce() throws Exception {
    assertThat(store.concurrency()).isEqualTo(32);
    CountDownLatch all = new CountDownLatch(32);
    server.fail(
        request -> {
          all.countDown();
          try {
            return all.await(20, TimeUnit.SECONDS)
                ? PlayedS3.Answer.usual()
                : PlayedS3.Answer.refuse(400, "TooFew", "at once");
          } catch (InterruptedException e) {
            throw new IllegalStateException(e);
          }
        });
    ExecutorService executor = Executors.newFixedThreadPool(32);
    try {
      List<Future<Optional<byte[]>>> done =
          executor.invokeAll(Collections.nCopies(32, () -> store.get(KEY)));
      for (var each : done) {
        assertThat(each.get()).isEmpty();
      }
    } finally {
      executor.shutdownNow();
    }
  }

  @Test
  void aPublicBucketIsReadWithoutCredentials() throws IOException {
    server.publish("osn");
    store.put(KEY, ByteBuffer.wrap(new byte[] {7}));
    Store reader =
        PlayedAws.open(
            "s3://osn/folder/store.zarr",
            PlayedAws.anonymous(server.url()),
            PlayedAws.surroundings(Map.of()));
    assertThat(reader.get(KEY).orElseThrow()).containsExactly(7);
    assertThat(reader.list("")).containsExactly(KEY);
    assertThat(server.asked().get(1).header("Authorization")).isEmpty();
    assertThat(reader.identity()).isEqualTo(Identity.of("nobody (anonymous)"));
  }
}
