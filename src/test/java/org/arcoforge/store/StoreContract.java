package org.arcoforge.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

/** What every store promises. Extend it with a fresh, empty store for each test. */
abstract class StoreContract extends ReadableStoreContract {
  private static final StoreKey KEY = new StoreKey("sst/c/0");

  @Override
  final void place(StoreKey key, byte[] bytes) throws IOException {
    store().put(key, ByteBuffer.wrap(bytes));
  }

  /** Returns an object without asking the store. */
  abstract byte[] bytesBehind(StoreKey key) throws IOException;

  private void put(String key, int... bytes) throws IOException {
    ByteBuffer buffer = ByteBuffer.allocate(bytes.length);
    for (int b : bytes) {
      buffer.put((byte) b);
    }
    store().put(new StoreKey(key), buffer.flip());
  }

  @Test
  void getReturnsWhatWasPut() throws IOException {
    put("sst/c/0", 1, 2, 3);
    assertThat(store().get(KEY)).hasValueSatisfying(b -> assertThat(b).containsExactly(1, 2, 3));
    assertThat(bytesBehind(KEY)).containsExactly(1, 2, 3);
  }

  @Test
  void putReplacesTheWholeObject() throws IOException {
    put("sst/c/0", 1, 2, 3);
    put("sst/c/0", 9);
    assertThat(bytesBehind(KEY)).containsExactly(9);
  }

  /** Returns whether the server takes one of several that put the same object at once. */
  boolean tellsPutsApart() {
    return true;
  }

  @Test
  void putNewLeavesAnObjectThatIsThere() throws IOException {
    assertThat(store().putNew(KEY, ByteBuffer.wrap(new byte[] {1, 2}))).isTrue();
    assertThat(store().putNew(KEY, ByteBuffer.wrap(new byte[] {3}))).isFalse();
    assertThat(bytesBehind(KEY)).containsExactly(1, 2);
    assertThat(store().list("")).containsExactly(KEY);
  }

  @Test
  void ofSeveralThatPutANewObjectOneSucceeds() throws Exception {
    Store store = store();
    ExecutorService executor = Executors.newFixedThreadPool(8);
    try {
      List<Callable<Boolean>> puts = new ArrayList<>();
      for (int i = 0; i < 8; i++) {
        byte content = (byte) i;
        puts.add(() -> store.putNew(KEY, ByteBuffer.wrap(new byte[] {content})));
      }
      List<Byte> successful = new ArrayList<>();
      List<Future<Boolean>> done = executor.invokeAll(puts);
      for (int i = 0; i < done.size(); i++) {
        if (done.get(i).get()) {
          successful.add((byte) i);
        }
      }
      if (tellsPutsApart()) {
        assertThat(successful).hasSize(1);
      }
      assertThat(successful).contains(bytesBehind(KEY)[0]);
    } finally {
      executor.shutdownNow();
    }
  }

  @Test
  void objectsHaveTheirSizesAndIfKnownChecksums() throws IOException {
    put("a", 1, 2, 3);
    put("b");
    List<StoredObject> objects = store().objects("");
    assertThat(objects).extracting(StoredObject::size).containsExactly(3L, 0L);
    assertThat(objects.get(0).md5()).isIn("", "5289df737df57326fcdd22597afb1fac");
  }

  @Test
  void listsAreWholeHoweverManyObjectsThereAre() throws IOException {
    int count = 1234; // More than a page of any server.
    List<StoreKey> keys = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      put("many/c/%04d".formatted(i), i);
      keys.add(new StoreKey("many/c/%04d".formatted(i)));
    }
    assertThat(store().list("many/")).isEqualTo(keys);
  }

  @Test
  void putTakesTheRemainingBytesOfABufferOnly() throws IOException {
    ByteBuffer buffer = ByteBuffer.wrap(new byte[] {1, 2, 3, 4, 5}).position(1).limit(3);
    store().put(KEY, buffer);
    assertThat(bytesBehind(KEY)).containsExactly(2, 3);
    assertThat(buffer.hasRemaining()).isFalse();
  }

  @Test
  void putTakesDirectBuffers() throws IOException {
    ByteBuffer buffer = ByteBuffer.allocateDirect(2).put((byte) 7).put((byte) 8).flip();
    store().put(KEY, buffer);
    assertThat(bytesBehind(KEY)).containsExactly(7, 8);
  }

  @Test
  void listIsSortedAndTakesPrefixesLiterally() throws IOException {
    put("b/2", 1);
    put("b/10", 1);
    put("a", 1);
    put("bc/1", 1);
    assertThat(store().list(""))
        .extracting(StoreKey::path)
        .containsExactly("a", "b/10", "b/2", "bc/1");
    assertThat(store().list("b")).extracting(StoreKey::path).containsExactly("b/10", "b/2", "bc/1");
    assertThat(store().list("b/")).extracting(StoreKey::path).containsExactly("b/10", "b/2");
    assertThat(store().list("b/1")).extracting(StoreKey::path).containsExactly("b/10");
    assertThat(store().list("none/")).isEmpty();
  }

  @Test
  void listOfAnEmptyStoreIsEmpty() throws IOException {
    assertThat(store().list("")).isEmpty();
  }

  @Test
  void deleteTakesOneObjectAndMayBeRepeated() throws IOException {
    put("a/1", 1);
    put("a/2", 2);
    store().delete(new StoreKey("a/1"));
    store().delete(new StoreKey("a/1"));
    assertThat(store().list("")).extracting(StoreKey::path).containsExactly("a/2");
  }

  @Test
  void keysMayHaveSpacesAndAnyLetter() throws IOException {
    put("température de l'eau/c/0", 4);
    put("b c%20+/x", 5);
    assertThat(store().get(new StoreKey("température de l'eau/c/0")).orElseThrow())
        .containsExactly(4);
    assertThat(store().list("b c")).extracting(StoreKey::path).containsExactly("b c%20+/x");
  }

  @Test
  void readersNeverSeeAPartOfAnObject() throws Exception {
    int size = 1 << 20;
    put("sst/c/0", 0);
    ExecutorService executor = Executors.newFixedThreadPool(2);
    try {
      Future<?> writing =
          executor.submit(
              () -> {
                for (int i = 0; i < 20; i++) {
                  byte[] bytes = new byte[size];
                  java.util.Arrays.fill(bytes, (byte) i);
                  store().put(KEY, ByteBuffer.wrap(bytes));
                }
                return null;
              });
      List<byte[]> seen = new ArrayList<>();
      while (!writing.isDone()) {
        seen.add(store().get(KEY).orElseThrow());
        if (seen.size() > 5) {
          seen.remove(0);
        }
        byte[] last = seen.get(seen.size() - 1);
        assertThat(last.length).isIn(1, size);
        assertThat(last[0]).isEqualTo(last[last.length - 1]);
      }
      writing.get();
    } finally {
      executor.shutdownNow();
    }
  }

  @Test
  void illegalKeysAreRefused() {
    for (String path : List.of("", "/a", "a/", "a//b", "a/../b", "..", ".", "a/./b", "a\0b")) {
      assertThatThrownBy(() -> new StoreKey(path))
          .hasMessage(
              "Invalid store key: '%s' (must be parts joined by single slashes, none '.' or '..')."
                  .formatted(path));
    }
  }
}
