package org.arcoforge.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.arcoforge.store.LocalStore;
import org.arcoforge.store.MemoryStore;
import org.arcoforge.store.Store;
import org.arcoforge.store.StoreKey;
import org.arcoforge.store.WatchedStore;
import org.arcoforge.store.WatchedStore.Request;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class CopyStoreTest {
  @TempDir private Path folder;

  private final MemoryStore target = new MemoryStore();

  private static CopyResult copy(Store from, Store to, boolean overwrite) throws IOException {
    return CopyStore.run(from, to, overwrite, 10_000, progress -> {});
  }

  @Test
  void everyObjectIsCopiedAsItIs() throws IOException {
    for (MemoryStore source : List.of(Samples.v2(), Samples.v3())) {
      MemoryStore to = new MemoryStore();
      CopyResult result = copy(source, to, false);
      Map<String, String> contents = Samples.contents(source);
      long bytes = contents.values().stream().mapToLong(String::length).sum();
      assertThat(Samples.contents(to)).isEqualTo(contents);
      assertThat(result).isEqualTo(new CopyResult(contents.size(), bytes, 0, 0, 0, 0));
      assertThat(result.wasThere()).isFalse();
    }
  }

  @Test
  void metadataComeAfterChunksAndTheRootLast() throws IOException {
    List<String> puts = Collections.synchronizedList(new ArrayList<>());
    copy(Samples.v2(), recording(target, puts), false);
    assertThat(puts.subList(0, 2)).containsExactlyInAnyOrder("inner/b/0", "inner/b/1");
    assertThat(puts.subList(2, 5)).allMatch(key -> key.startsWith("inner/"));
    assertThat(puts.subList(5, 8)).containsExactly(".zattrs", ".zmetadata", ".zgroup");
  }

  private static Store recording(Store store, List<String> puts) {
    return new WatchedStore(
        store,
        (request, key) -> {
          if (request == Request.PUT || request == Request.DELETE) {
            puts.add(key);
          }
        });
  }

  @Test
  void aCopyThatIsThereIsLeftAlone() throws IOException {
    copy(Samples.v3(), target, false);
    List<String> changes = new ArrayList<>();
    for (boolean overwrite : List.of(false, true)) {
      CopyResult result = copy(Samples.v3(), recording(target, changes), overwrite);
      assertThat(result.wasThere()).isTrue();
      assertThat(result.objects()).isEqualTo(5);
    }
    assertThat(changes).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(booleans = {true, false})
  void aStoreOfEqualSizesButOtherBytesIsNotTakenForTheSame(boolean sums) throws IOException {
    copy(Samples.v3(), target, false);
    MemoryStore source = Samples.v3();
    Samples.put(source, "inner/b/c/1/0", "SECOND chunk");
    Store from = sums ? new Listing(source) : source;
    Store to = sums ? new Listing(target) : target;
    assertThatThrownBy(() -> copy(from, to, false))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot copy to memory:: another Zarr store is there already. Choose another target, or replace it with --overwrite.");
    CopyResult result = copy(from, to, true);
    assertThat(Samples.contents(target)).isEqualTo(Samples.contents(source));
    assertThat(result.objectsThere()).isEqualTo(3);
  }

  @Test
  void ofTwoChecksumsOrOneNoMoreIsReadThanNeeded() throws IOException {
    copy(Samples.v3(), target, false);
    List<String> reads = Collections.synchronizedList(new ArrayList<>());
    Store source = reading(new Listing(Samples.v3()), reads);
    assertThat(copy(source, new Listing(target), false).wasThere()).isTrue();
    assertThat(copy(source, target, false).wasThere()).isTrue();
    assertThat(reads).isEmpty();
    assertThat(copy(Samples.v3(), reading(new Listing(target), reads), false).wasThere()).isTrue();
    assertThat(reads).isEmpty();
  }

  private static Store reading(Store store, List<String> reads) {
    return new WatchedStore(
        store,
        (request, key) -> {
          if (request == Request.GET) {
            reads.add(key);
          }
        });
  }

  @Test
  void anotherStoreIsReplacedAsAWhole() throws IOException {
    copy(Samples.v2(), target, false);
    List<String> changes = Collections.synchronizedList(new ArrayList<>());
    CopyResult result = copy(Samples.v3(), recording(target, changes), true);
    assertThat(Samples.contents(target)).isEqualTo(Samples.contents(Samples.v3()));
    assertThat(changes.subList(0, 2)).containsExactly("zarr.json", ".zgroup");
    assertThat(changes.get(changes.size() - 1)).isEqualTo("zarr.json");
    assertThat(result.objectsDeleted()).isEqualTo(8);
  }

  @Test
  void whatIsNotAStoreIsNeverDeleted() throws IOException {
    for (String foreign :
        List.of("notes.txt", "figures/map.png", "2019/01", "inner/b/x", "a/b/zarr.json")) {
      MemoryStore to = new MemoryStore();
      copy(Samples.v2(), to, false);
      Samples.put(to, foreign, "mine");
      Map<String, String> before = Samples.contents(to);
      assertThatThrownBy(() -> copy(Samples.v3(), to, true))
          .hasMessage(
              "Cannot copy to memory:: it holds more than a Zarr store (it has %s). Choose another target."
                  .formatted(foreign));
      assertThat(Samples.contents(to)).isEqualTo(before);
    }
  }

  @Test
  void aFolderWithSomethingElseIsRefused() throws IOException {
    Samples.put(target, "thesis/chapter 1.tex", "mine");
    for (boolean overwrite : List.of(false, true)) {
      assertThatThrownBy(() -> copy(Samples.v3(), target, overwrite))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "Cannot copy to memory:: it is not empty and not part of this copy (it has thesis/chapter 1.tex). Choose another target.");
    }
    assertThat(Samples.contents(target)).containsOnlyKeys("thesis/chapter 1.tex");
  }

  @Test
  void whatLiesBesideTheSourceIsNotPutOverWhatLiesBesideTheTarget() throws IOException {
    MemoryStore source = Samples.v3();
    Samples.put(source, "README.md", "theirs");
    Samples.put(target, "README.md", "mine");
    assertThatThrownBy(() -> copy(source, target, true))
        .hasMessageContaining("not part of this copy (it has README.md)");
    assertThat(Samples.contents(target)).containsEntry("README.md", "mine");
  }

  @Test
  void theRestOfAnotherCopyIsReplacedWhenAsked() throws IOException {
    MemoryStore old = Samples.v3();
    old.delete(new StoreKey("zarr.json"));
    assertThatThrownBy(() -> copy(Samples.v2(), old, false))
        .hasMessage(
            "Cannot copy to memory:: it is not empty and not part of this copy (it has inner/b/c/0/0). Choose another target, or replace it with --overwrite.");
    copy(Samples.v2(), old, true);
    assertThat(Samples.contents(old)).isEqualTo(Samples.contents(Samples.v2()));
  }

  @Test
  void whatIsNoFinishedStoreIsNotCopied() throws IOException {
    MemoryStore unfinished = Samples.v2();
    unfinished.delete(new StoreKey(".zgroup"));
    for (Store source : List.of(new MemoryStore(), unfinished, Listing.unlistable(unfinished))) {
      assertThatThrownBy(() -> copy(source, target, false))
          .isInstanceOf(IOException.class)
          .hasMessage(
              "Cannot copy memory:: it is no Zarr store, without zarr.json, .zgroup or .zarray in its root. Check its address; a store that is still being written, or was given up, has none either.");
    }
    assertThat(target.list("")).isEmpty();
  }

  @Test
  void aStoreIsNotCopiedToItselfOrIntoItself() throws IOException {
    Path path = folder.resolve("a.zarr");
    LocalStore store = new LocalStore(path);
    copy(Samples.v3(), store, false);
    Path link = Files.createSymbolicLink(folder.resolve("link"), path);
    for (Path same : List.of(path, link)) {
      LocalStore to = new LocalStore(same);
      assertThatThrownBy(() -> copy(store, to, true))
          .hasMessage(
              "Cannot copy %s to %s: they are the same. Choose another target."
                  .formatted(store, to));
    }
    for (Path near : List.of(path.resolve("b.zarr"), link.resolve("b.zarr"), folder)) {
      LocalStore to = new LocalStore(near);
      assertThatThrownBy(() -> copy(store, to, true))
          .hasMessage(
              "Cannot copy %s to %s: one is inside the other. Choose another target."
                  .formatted(store, to));
    }
    copy(store, new LocalStore(folder.resolve("a.zarr2")), false);
    assertThat(Samples.contents(store)).isEqualTo(Samples.contents(Samples.v3()));
  }

  @Test
  void aSourceWithoutListsIsCopiedByItsConsolidatedMetadata() throws IOException {
    for (MemoryStore source : List.of(Samples.v2(), Samples.v3())) {
      MemoryStore to = new MemoryStore();
      CopyResult whole = copy(Listing.unlistable(source), to, false);
      assertThat(Samples.contents(to)).isEqualTo(Samples.contents(source));
      assertThat(whole.missingChunks()).isZero();
      assertThat(copy(Listing.unlistable(source), to, false).wasThere()).isTrue();
    }
    MemoryStore sparse = Samples.v3();
    sparse.delete(new StoreKey("inner/b/c/1/0"));
    List<CopyProgress> told = Collections.synchronizedList(new ArrayList<>());
    CopyResult result = CopyStore.run(Listing.unlistable(sparse), target, false, 10_000, told::add);
    assertThat(result.missingChunks()).isEqualTo(1);
    assertThat(Samples.contents(target)).isEqualTo(Samples.contents(sparse));
    assertThat(told.get(told.size() - 1)).isEqualTo(new CopyProgress(5, 5, result.bytes(), -1));
  }

  @Test
  void aChunkThatASourceWithoutListsLacksDoesNotStayInTheTarget() throws IOException {
    MemoryStore sparse = Samples.v3();
    sparse.delete(new StoreKey("inner/b/c/1/0"));
    copy(Samples.v3(), target, false);
    assertThatThrownBy(() -> copy(Listing.unlistable(sparse), target, false))
        .hasMessageContaining("another Zarr store is there already");
    copy(Listing.unlistable(sparse), target, true);
    assertThat(Samples.contents(target)).isEqualTo(Samples.contents(sparse));
    MemoryStore part = new MemoryStore();
    Samples.put(part, "inner/b/c/1/0", "second chunk");
    assertThatThrownBy(() -> copy(Listing.unlistable(sparse), part, false))
        .hasMessage(
            "Cannot copy to memory:: it is not empty and not part of this copy (it has inner/b/c/1/0). Choose another target, or replace it with --overwrite.");
  }

  @Test
  void aSourceWithoutListsNeedsConsolidatedMetadata() throws IOException {
    MemoryStore plain = new MemoryStore();
    Samples.put(plain, "zarr.json", "{\"zarr_format\": 3, \"node_type\": \"group\"}");
    assertThatThrownBy(() -> copy(Listing.unlistable(plain), target, false))
        .hasMessage(
            "Cannot copy memory:: it cannot list its objects, and its zarr.json has no consolidated metadata. Consolidate its metadata, or copy it from a store that can list.");
    MemoryStore old = Samples.v2();
    old.delete(new StoreKey(".zmetadata"));
    assertThatThrownBy(() -> copy(Listing.unlistable(old), target, false))
        .hasMessageContaining("and it has no .zmetadata. Consolidate");
  }

  @Test
  void aTargetThatCanOnlyBeReadIsRefused() {
    assertThatThrownBy(() -> copy(Samples.v3(), Listing.unlistable(target), false))
        .hasMessage(
            "Cannot copy to memory:: it can be read only. Choose a path, or a gs:// or s3:// URI.");
  }

  @Test
  void progressCountsUpToTheEnd() throws IOException {
    List<CopyProgress> told = Collections.synchronizedList(new ArrayList<>());
    CopyResult result = CopyStore.run(Samples.v3(), target, false, 1, told::add);
    assertThat(told).extracting(CopyProgress::objects).containsExactly(1L, 2L, 3L, 4L, 5L);
    assertThat(told.get(4)).isEqualTo(new CopyProgress(5, 5, result.bytes(), result.bytes()));
  }
}
