package org.arcoforge.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.arcoforge.store.Identity;
import org.arcoforge.store.MemoryStore;
import org.arcoforge.store.Store;
import org.arcoforge.store.StoreKey;
import org.arcoforge.store.StoredObject;
import org.arcoforge.store.WatchedStore;
import org.arcoforge.store.WatchedStore.Request;
import org.arcoforge.store.WatchedStore.Watcher;
import org.junit.jupiter.api.Test;

/** Sources that change, answers that are cut short, and targets that fail. */
final class CopyFaultsTest {
  private static final String CHUNK = "inner/b/c/1/0";

  private final MemoryStore target = new MemoryStore();

  private static void copy(Store from, Store to) throws IOException {
    CopyStore.run(from, to, false, 10_000, progress -> {});
  }

  private void assertNoStore() {
    assertThat(Samples.opens(target)).isFalse();
  }

  /** Changes the source before the first request of a kind. */
  private static Store changing(MemoryStore source, Request at, String key, String change) {
    return new WatchedStore(
        source,
        (request, requested) -> {
          if (request == at && requested.equals(key)) {
            Samples.put(source, CHUNK, change);
          }
        });
  }

  @Test
  void aSourceObjectOfAnotherSizeThanListedIsAnError() throws IOException {
    Store source = changing(Samples.v3(), Request.GET, CHUNK, "longer than it was");
    assertThatThrownBy(() -> copy(source, target))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "Cannot copy inner/b/c/1/0 of memory:: it changed while the store was copied: it has 18 bytes, expected 12. Copy it again when nobody writes to it.");
    assertNoStore();
  }

  @Test
  void aSourceObjectOfAnotherChecksumThanListedIsAnError() throws IOException {
    MemoryStore store = Samples.v3();
    Store source =
        new WatchedStore(
            new Listing(store),
            (request, key) -> {
              if (request == Request.GET && key.equals(CHUNK)) {
                Samples.put(store, CHUNK, "SECOND chunk");
              }
            });
    assertThatThrownBy(() -> copy(source, target))
        .hasMessage(
            "Cannot copy inner/b/c/1/0 of memory:: it changed while the store was copied: its MD5 checksum is %s, expected %s. Copy it again when nobody writes to it."
                .formatted(md5("SECOND chunk"), md5("second chunk")));
    assertNoStore();
  }

  private static String md5(String text) {
    return Checksum.md5(text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
  }

  @Test
  void aSourceObjectThatWentIsAnError() throws IOException {
    MemoryStore store = Samples.v3();
    Store source =
        new WatchedStore(
            store,
            (request, key) -> {
              if (key.equals(CHUNK)) {
                store.delete(new StoreKey(CHUNK));
              }
            });
    assertThatThrownBy(() -> copy(source, target))
        .hasMessageContaining(
            "Cannot copy inner/b/c/1/0 of memory:: it changed while the store was copied: it is not there, but listed.");
    assertNoStore();
  }

  @Test
  void aSourceThatChangedAfterItsObjectWasCopiedIsAnError() throws IOException {
    for (String change : List.of("shorter", "longer than it was")) {
      MemoryStore store = Samples.v3();
      Store source =
          new WatchedStore(
              store,
              (request, key) -> {
                if (key.equals("inner/b/zarr.json")) {
                  Samples.put(store, CHUNK, change);
                }
              });
      MemoryStore to = new MemoryStore();
      assertThatThrownBy(() -> copy(source, to))
          .hasMessage(
              "Cannot copy inner/b/c/1/0 of memory:: it changed while the store was copied: another object is listed than at the start. Copy it again when nobody writes to it.");
      assertThat(Samples.opens(to)).isFalse();
    }
  }

  @Test
  void aSourceThatGrewOrShrankMeanwhileIsAnError() throws IOException {
    MemoryStore growing = Samples.v3();
    Store grows =
        new WatchedStore(
            growing,
            (request, key) -> {
              if (key.equals("inner/b/zarr.json")) {
                Samples.put(growing, "inner/b/c/2/0", "third");
              }
            });
    assertThatThrownBy(() -> copy(grows, target))
        .hasMessageStartingWith("Cannot copy inner/b/c/2/0 of memory:: it changed while");
    MemoryStore shrinking = Samples.v3();
    Store shrinks =
        new WatchedStore(
            shrinking,
            (request, key) -> {
              if (key.equals("inner/b/zarr.json")) {
                shrinking.delete(new StoreKey(CHUNK));
              }
            });
    assertThatThrownBy(() -> copy(shrinks, target))
        .hasMessageStartingWith("Cannot copy inner/b/c/1/0 of memory:: it changed while");
    assertNoStore();
  }

  @Test
  void consolidatedMetadataThatChangeMeanwhileAreAnError() throws IOException {
    for (MemoryStore store : List.of(Samples.v2(), Samples.v3())) {
      String root = store.get(new StoreKey("zarr.json")).isPresent() ? "zarr.json" : ".zmetadata";
      Watcher watcher =
          (request, key) -> {
            if (key.startsWith("inner/b/")) {
              Samples.put(store, root, "{}");
            }
          };
      Store source = Listing.unlistable(new WatchedStore(store, watcher));
      assertThatThrownBy(() -> copy(source, target))
          .hasMessageStartingWith(
              "Cannot copy %s of memory:: it changed while the store was copied: it has 2 bytes, expected "
                  .formatted(root));
      assertNoStore();
      target.list("").forEach(target::delete);
    }
  }

  /** Cuts what is read of one object to half. */
  private record Torn(Store store, String key) implements Store {
    @Override
    public Optional<byte[]> get(StoreKey wanted) throws IOException {
      return store
          .get(wanted)
          .map(b -> wanted.path().equals(key) ? Arrays.copyOf(b, b.length / 2) : b);
    }

    @Override
    public Optional<byte[]> get(StoreKey wanted, long offset, int length) throws IOException {
      return store.get(wanted, offset, length);
    }

    @Override
    public void put(StoreKey wanted, ByteBuffer bytes) throws IOException {
      ByteBuffer cut = bytes.duplicate();
      if (wanted.path().equals(key)) {
        cut.limit(cut.limit() / 2);
      }
      store.put(wanted, cut);
    }

    @Override
    public boolean putNew(StoreKey wanted, ByteBuffer bytes) throws IOException {
      return store.putNew(wanted, bytes);
    }

    @Override
    public List<StoredObject> objects(String prefix) throws IOException {
      return store.objects(prefix);
    }

    @Override
    public void delete(StoreKey wanted) throws IOException {
      store.delete(wanted);
    }

    @Override
    public Identity identity() throws IOException {
      return store.identity();
    }

    @Override
    public String toString() {
      return store.toString();
    }
  }

  @Test
  void aTornReadIsAnError() throws IOException {
    for (String key : Samples.contents(Samples.v3()).keySet()) {
      Torn torn = new Torn(Samples.v3(), key);
      assertThatThrownBy(() -> copy(torn, target))
          .hasMessageStartingWith("Cannot copy %s of memory:: it changed".formatted(key));
      assertNoStore();
    }
  }

  @Test
  void anObjectThatArrivedInPartIsAnErrorAndLeavesNoStore() throws IOException {
    for (String key : Samples.contents(Samples.v3()).keySet()) {
      target.list("").forEach(target::delete);
      assertThatThrownBy(() -> copy(Samples.v3(), new Torn(target, key)))
          .isInstanceOf(IOException.class)
          .hasMessageStartingWith("Cannot copy %s to memory:: it lists ".formatted(key))
          .hasMessageEndingWith(". Copy again when nobody else writes to it.");
      assertNoStore();
      copy(Samples.v3(), target);
      assertThat(Samples.contents(target)).isEqualTo(Samples.contents(Samples.v3()));
    }
  }

  @Test
  void anObjectThatDidNotArriveIsAnError() throws IOException {
    Store losing =
        new WatchedStore(
            target,
            new Watcher() {
              @Override
              public void before(Request request, String key) {}

              @Override
              public void after(Request request, String key) {
                target.delete(new StoreKey(CHUNK));
              }
            });
    assertThatThrownBy(() -> copy(Samples.v3(), losing))
        .hasMessage(
            "Cannot copy inner/b/c/1/0 to memory:: it does not list it after the copy. Copy again when nobody else writes to it.");
    assertNoStore();
  }

  @Test
  void bytesThatArrivedWrongAreFoundByTheirChecksum() throws IOException {
    Listing flipping =
        new Listing(
            new WatchedStore(
                target,
                new Watcher() {
                  @Override
                  public void before(Request request, String key) {}

                  @Override
                  public void after(Request request, String key) throws IOException {
                    if (request == Request.PUT && key.equals(CHUNK)) {
                      Samples.put(target, CHUNK, "SECOND chunk");
                    }
                  }
                }));
    assertThatThrownBy(() -> copy(Samples.v3(), flipping))
        .hasMessage(
            "Cannot copy inner/b/c/1/0 to memory:: it lists 12 bytes %s, copied were 12 bytes %s. Copy again when nobody else writes to it."
                .formatted(md5("SECOND chunk"), md5("second chunk")));
    assertNoStore();
  }

  @Test
  void anObjectThatSomebodyElsePutMeanwhileIsAnError() throws IOException {
    Store shared =
        new WatchedStore(
            target,
            (request, key) -> {
              if (key.equals("inner/b/zarr.json")) {
                Samples.put(target, "inner/b/c/9/9", "theirs");
              }
            });
    assertThatThrownBy(() -> copy(Samples.v3(), shared))
        .hasMessage(
            "Cannot copy to memory:: it is not empty and not part of this copy (it has inner/b/c/9/9). Choose another target.");
    assertNoStore();
  }

  @Test
  void aPutThatFailsEndsTheCopyWithItsMessage() throws IOException {
    for (String key : Samples.contents(Samples.v2()).keySet()) {
      target.list("").forEach(target::delete);
      Store full =
          new WatchedStore(
              target,
              (request, requested) -> {
                if (request == Request.PUT && requested.equals(key)) {
                  throw new IOException("Cannot write to disk: it is full. Empty it.");
                }
              });
      assertThatThrownBy(() -> copy(Samples.v2(), full))
          .isInstanceOf(IOException.class)
          .hasMessage("Cannot write to disk: it is full. Empty it.");
      assertNoStore();
    }
  }
}
