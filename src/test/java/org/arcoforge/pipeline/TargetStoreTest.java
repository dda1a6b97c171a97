package org.arcoforge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import org.arcoforge.dataset.Attributes;
import org.arcoforge.dataset.DataType;
import org.arcoforge.store.MemoryStore;
import org.arcoforge.store.Store;
import org.arcoforge.store.StoreKey;
import org.arcoforge.store.WatchedStore;
import org.arcoforge.zarr.ArrayMetadata;
import org.arcoforge.zarr.Compression;
import org.arcoforge.zarr.GroupMetadata;
import org.arcoforge.zarr.ZarrFormat;
import org.arcoforge.zarr.ZarrReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class TargetStoreTest {
  private final MemoryStore store = new MemoryStore();

  private static GroupMetadata metadata(ZarrFormat format) {
    return new GroupMetadata(
        format,
        Attributes.NONE.with("title", "t"),
        List.of(
            new ArrayMetadata(
                "x",
                DataType.INT32,
                List.of(2L),
                List.of(2),
                List.of("x"),
                Attributes.NONE,
                Compression.none())));
  }

  private void put(String key) {
    store.put(new StoreKey(key), ByteBuffer.wrap(new byte[] {'{', '}'}));
  }

  @Test
  void anEmptyTargetIsFree() {
    assertThatCode(() -> new TargetStore(store).requireFree(TargetMode.NEW))
        .doesNotThrowAnyException();
  }

  @Test
  void aStoreThatIsThereIsReplacedOnlyWhenAsked() {
    put("zarr.json");
    assertThatThrownBy(() -> new TargetStore(store).requireFree(TargetMode.NEW))
        .hasMessage(
            "Cannot write to memory:: a Zarr store is there already. Choose another target, or replace it with --overwrite.");
    assertThatCode(() -> new TargetStore(store).requireFree(TargetMode.OVERWRITE))
        .doesNotThrowAnyException();
  }

  @Test
  void anIncompleteStoreIsReplacedOnlyWhenAsked() {
    put("x/.zarray");
    put("x/0");
    assertThatThrownBy(() -> new TargetStore(store).requireFree(TargetMode.NEW))
        .hasMessage(
            "Cannot write to memory:: an incomplete Zarr store of an earlier run is there. Choose another target, or replace it with --overwrite.");
    assertThatCode(() -> new TargetStore(store).requireFree(TargetMode.OVERWRITE))
        .doesNotThrowAnyException();
  }

  @Test
  void whatIsNotAStoreIsNeverReplaced() {
    put("thesis/chapter1.tex");
    assertThatThrownBy(() -> new TargetStore(store).requireFree(TargetMode.OVERWRITE))
        .hasMessage(
            "Cannot write to memory:: it is not empty and not a Zarr store (it has thesis/chapter1.tex). Choose another target.");
  }

  @Test
  void whatLiesBesideAStoreIsNeverDeleted() {
    put("zarr.json");
    put("x/zarr.json");
    put("x/c/0");
    assertThatCode(() -> new TargetStore(store).requireFree(TargetMode.OVERWRITE))
        .doesNotThrowAnyException();
    put("figures/map.png");
    assertThatThrownBy(() -> new TargetStore(store).requireFree(TargetMode.OVERWRITE))
        .hasMessage(
            "Cannot write to memory:: it is not empty and holds more than a Zarr store (it has figures/map.png). Choose another target.");
    store.delete(new StoreKey("figures/map.png"));
    put("notes.txt");
    assertThatThrownBy(() -> new TargetStore(store).requireFree(TargetMode.OVERWRITE))
        .hasMessageContaining("(it has notes.txt)");
  }

  @ParameterizedTest
  @EnumSource(ZarrFormat.class)
  void noReaderOpensTheStoreBeforeTheLastPutOfTheCommit(ZarrFormat format) throws IOException {
    GroupMetadata metadata = metadata(format);
    List<StoreKey> puts = new ArrayList<>();
    List<Boolean> openable = new ArrayList<>();
    Store watched =
        new WatchedStore(
            store,
            new WatchedStore.Watcher() {
              @Override
              public void before(WatchedStore.Request request, String key) {}

              @Override
              public void after(WatchedStore.Request request, String key) {
                if (request == WatchedStore.Request.PUT) {
                  puts.add(new StoreKey(key));
                  openable.add(opens());
                }
              }
            });
    for (var document : metadata.arrayDocuments().entrySet()) {
      watched.put(document.getKey(), ByteBuffer.wrap(document.getValue()));
    }
    new TargetStore(watched).commit(metadata);
    assertThat(openable.subList(0, openable.size() - 1))
        .describedAs("%s", puts)
        .containsOnly(false);
    assertThat(openable.get(openable.size() - 1)).isTrue();
    assertThat(ZarrReader.open(store).metadata()).isEqualTo(metadata);
  }

  private boolean opens() {
    try {
      ZarrReader.open(store);
      return true;
    } catch (IOException e) {
      return false;
    }
  }
}
