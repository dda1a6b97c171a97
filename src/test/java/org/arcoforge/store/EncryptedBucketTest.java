package org.arcoforge.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import org.arcoforge.transfer.CopyResult;
import org.arcoforge.transfer.CopyStore;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Buckets whose tags look like checksums and are none. */
final class EncryptedBucketTest {
  private static final StoreKey CHUNK = new StoreKey("x/c/0");

  private PlayedS3 server;

  @BeforeEach
  void start() throws IOException {
    server = new PlayedS3("b");
    server.encrypt();
  }

  @AfterEach
  void stop() {
    server.close();
  }

  /** Returns the bucket as a process that knows nothing of it sees it. */
  private Store bucket() {
    return PlayedAws.open("s3://b/x", PlayedAws.access(server.url()), PlayedAws.withKey());
  }

  private static void fill(Store store) throws IOException {
    String array =
        """
        {"zarr_format": 3, "node_type": "array", "shape": [1], "data_type": "int8",
         "chunk_grid": {"name": "regular", "configuration": {"chunk_shape": [1]}},
         "chunk_key_encoding": {"name": "default"}, "fill_value": 0, "codecs": []}
        """;
    put(store, new StoreKey("zarr.json"), "{\"zarr_format\": 3, \"node_type\": \"group\"}");
    put(store, new StoreKey("x/zarr.json"), array);
    put(store, CHUNK, "a");
  }

  private static void put(Store store, StoreKey key, String text) throws IOException {
    store.put(key, ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8)));
  }

  private static CopyResult copy(Store from, Store to) throws IOException {
    return CopyStore.run(from, to, false, 1 << 20, progress -> {});
  }

  @Test
  void noTagIsTakenForAChecksum() throws IOException {
    fill(bucket());
    assertThat(bucket().objects("")).hasSize(3).allMatch(object -> object.md5().isEmpty());
  }

  @Test
  void aCopyFromOneIsAsAnyOther() throws IOException {
    fill(bucket());
    MemoryStore target = new MemoryStore();
    assertThat(copy(bucket(), target).objects()).isEqualTo(3);
    assertThat(copy(bucket(), target).wasThere()).isTrue();
  }

  @Test
  void aCopyToOneIsAsAnyOther() throws IOException {
    MemoryStore source = new MemoryStore();
    fill(source);
    assertThat(copy(source, bucket()).objects()).isEqualTo(3);
    assertThat(copy(source, bucket()).wasThere()).isTrue();
  }

  @Test
  void aBucketOfWhichOnlyTheFirstObjectIsPlainIsCopied() throws IOException {
    fill(bucket());
    server.fail(
        request ->
            request.method().equals("HEAD")
                ? PlayedS3.Answer.refuse(403, "AccessDenied", "no")
                : PlayedS3.Answer.usual());
    assertThat(copy(bucket(), new MemoryStore()).objects()).isEqualTo(3);
  }
}
