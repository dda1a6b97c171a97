package org.arcoforge.transfer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.arcoforge.store.MemoryStore;
import org.arcoforge.store.Store;
import org.arcoforge.store.StoreKey;
import org.arcoforge.store.WatchedStore;
import org.arcoforge.store.WatchedStore.Request;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Copies that are stopped at every point, and copied again. */
final class CopyResumeTest {
  /** A process that dies before a change, after some. */
  private static final class Dying implements WatchedStore.Watcher {
    private final MemoryStore store;
    private final AtomicInteger left;
    private final Set<String> put = new HashSet<>();
    private int changes;

    private Dying(MemoryStore store, int changes) {
      this.store = store;
      this.left = new AtomicInteger(changes);
    }

    private Store watched() {
      return new WatchedStore(store, this);
    }

    @Override
    public synchronized void before(Request request, String key) throws IOException {
      if ((request == Request.PUT || request == Request.DELETE) && left.getAndDecrement() <= 0) {
        throw new IOException("died");
      }
    }

    @Override
    public synchronized void after(Request request, String key) {
      if (request == Request.PUT) {
        put.add(key);
      }
      if (request == Request.PUT || request == Request.DELETE) {
        changes++;
      }
    }
  }

  private static MemoryStore sample(String format) throws IOException {
    if (format.equals("both")) {
      MemoryStore store = Samples.v2();
      for (Map.Entry<String, String> object : Samples.contents(Samples.v3()).entrySet()) {
        Samples.put(store, object.getKey(), object.getValue());
      }
      return store;
    }
    return format.equals("v2") ? Samples.v2() : Samples.v3();
  }

  private static CopyResult copy(Store from, Store to, boolean overwrite) throws IOException {
    return CopyStore.run(from, to, overwrite, 1000, progress -> {});
  }

  @ParameterizedTest
  @ValueSource(strings = {"v2", "v3", "both"})
  void aStoppedCopyIsNoStoreAndTheNextOneCopiesTheRest(String format) throws IOException {
    MemoryStore source = sample(format);
    int all = source.list("").size();
    for (int puts = 0; puts < all; puts++) {
      MemoryStore target = new MemoryStore();
      Dying first = new Dying(target, puts);
      assertThatThrownBy(() -> copy(source, first.watched(), false)).hasMessage("died");
      if (!format.equals("both") || puts < all - 1) {
        assertThat(Samples.opens(target)).describedAs("after %d puts", puts).isFalse();
      }
      Set<StoreKey> before = new HashSet<>(target.list(""));
      assertThat(before).hasSize(puts);
      Dying second = new Dying(target, 1000);
      CopyResult result = copy(source, second.watched(), false);
      assertThat(result.objectsThere()).isEqualTo(puts);
      assertThat(result.objects()).isEqualTo(all);
      assertThat(second.put).hasSize(all - puts);
      assertThat(before.stream().map(StoreKey::path)).doesNotContainAnyElementsOf(second.put);
      assertThat(Samples.contents(target)).isEqualTo(Samples.contents(source));
      assertThat(Samples.opens(target)).isTrue();
    }
  }

  @ParameterizedTest
  @CsvSource({"v2, v3", "v3, v2", "both, v3", "v3, both"})
  void aStoppedReplacementIsNoStoreAndTheNextOneEndsIt(String before, String after)
      throws IOException {
    MemoryStore old = sample(before);
    Samples.put(
        old, old.list("").toString().contains(".zarray") ? "inner/b/7" : "inner/b/c/7", "x");
    MemoryStore source = sample(after);
    Dying whole = new Dying(clone(old), 1000);
    assertThat(copy(source, whole.watched(), true).objectsDeleted()).isPositive();
    assertThat(Samples.contents(whole.store)).isEqualTo(Samples.contents(source));
    for (int changes = 0; changes < whole.changes; changes++) {
      MemoryStore target = clone(old);
      Dying first = new Dying(target, changes);
      assertThatThrownBy(() -> copy(source, first.watched(), true)).hasMessage("died");
      boolean both = before.equals("both") || after.equals("both");
      if (changes == 0) {
        assertThat(Samples.contents(target)).isEqualTo(Samples.contents(old));
      } else if (changes > 1 && !both) {
        assertThat(Samples.opens(target)).describedAs("after %d changes", changes).isFalse();
      }
      copy(source, target, true);
      assertThat(Samples.contents(target)).isEqualTo(Samples.contents(source));
    }
  }

  private static MemoryStore clone(MemoryStore store) throws IOException {
    MemoryStore clone = new MemoryStore();
    for (Map.Entry<String, String> object : Samples.contents(store).entrySet()) {
      Samples.put(clone, object.getKey(), object.getValue());
    }
    return clone;
  }
}
