package org.arcoforge.zarr;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.arcoforge.dataset.Attributes;
import org.arcoforge.dataset.Block;
import org.arcoforge.dataset.DataType;
import org.arcoforge.dataset.Region;
import org.arcoforge.fetch.PlayedServer;
import org.arcoforge.fetch.PlayedServer.Play;
import org.arcoforge.store.Store;
import org.arcoforge.store.StoreAccess;
import org.arcoforge.store.StoreKey;
import org.arcoforge.store.Stores;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Zarr stores on a web server, which has no list of them. */
@Timeout(60)
class ServedZarrTest {
  private static final ArrayMetadata ARRAY =
      RandomBlocks.array("sst", DataType.FLOAT32, List.of(4L), List.of(2), Compression.zstd(1));

  @TempDir Path folder;
  private PlayedServer server;

  @BeforeEach
  void start() throws IOException {
    server = PlayedServer.start();
  }

  @AfterEach
  void stop() throws IOException {
    server.close();
  }

  private Store store() {
    return Stores.open(
        server.url("/a.zarr/"),
        new StoreAccess(List.of(), folder.toString(), List.of(), List.of()));
  }

  private void serve(Map<StoreKey, byte[]> documents) {
    documents.forEach((key, bytes) -> server.serve("/a.zarr/" + key.path(), bytes));
  }

  /** Serves an array of which the second chunk is missing; returns the first. */
  private Block serve(GroupMetadata group) throws IOException {
    serve(group.arrayDocuments());
    serve(group.rootDocuments());
    try (ChunkCodec codec = new ChunkCodec(ARRAY, group.format())) {
      Block chunk = codec.fillBlock();
      chunk.paste(
          RandomBlocks.of(DataType.FLOAT32, new Random(3), 2),
          new int[] {0},
          new int[] {0},
          new int[] {2});
      ByteBuffer encoded = codec.encode(chunk);
      byte[] bytes = new byte[encoded.remaining()];
      encoded.get(bytes);
      server.serve("/a.zarr/" + group.chunkKey(ARRAY, new long[] {0}).path(), bytes);
      return chunk;
    }
  }

  @ParameterizedTest
  @EnumSource
  void consolidatedMetadataMakeAStoreReadable(ZarrFormat format) throws IOException {
    GroupMetadata group = new GroupMetadata(format, Attributes.NONE, List.of(ARRAY));
    Block first = serve(group);
    ZarrReader reader = ZarrReader.open(store());
    assertThat(reader.metadata()).isEqualTo(group);
    assertThat(reader.read("sst", Region.all(2))).isEqualTo(first);
    assertThat(reader.findChunk(ARRAY, new long[] {0})).isPresent();
    assertThat(reader.findChunk(ARRAY, new long[] {1})).isEmpty();
    assertThat(reader.read("sst", Region.all(4)).size()).isEqualTo(4);
  }

  @ParameterizedTest
  @EnumSource
  void withoutConsolidatedMetadataTheErrorSaysWhy(ZarrFormat format) {
    String key = format == ZarrFormat.V3 ? "zarr.json" : ".zgroup";
    server.serve(
        "/a.zarr/" + key,
        "{\"zarr_format\": %d, \"node_type\": \"group\"}"
            .formatted(format == ZarrFormat.V3 ? 3 : 2)
            .getBytes(UTF_8));
    assertThatThrownBy(() -> ZarrReader.open(store()))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "Cannot list %s: a web server has no list of its objects. A Zarr store on one needs consolidated metadata; else give its gs://, s3:// or path."
                .formatted(server.url("/a.zarr")));
  }

  @ParameterizedTest
  @EnumSource
  void aPageInsteadOfAChunkIsNotReadAsMissing(ZarrFormat format) throws IOException {
    GroupMetadata group = new GroupMetadata(format, Attributes.NONE, List.of(ARRAY));
    serve(group);
    server
        .answer("/a.zarr/" + group.chunkKey(ARRAY, new long[] {1}).path())
        .then(Play.page("<html>"));
    ZarrReader reader = ZarrReader.open(store());
    assertThatThrownBy(() -> reader.read("sst", Region.all(4)))
        .hasMessageContaining("the server sent a page, not the file");
  }
}
