package org.arcoforge.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Several who use one folder at once. */
@Timeout(60)
final class SharedFolderTest {
  private static final int TIMES = 1000;

  @TempDir Path folder;

  private static ByteBuffer bytes() {
    return ByteBuffer.wrap(new byte[] {1, 2, 3});
  }

  /** Does something often. */
  private interface Doing {
    void run(LocalStore store, int time) throws IOException;
  }

  private void atOnce(Doing... all) throws Exception {
    LocalStore store = new LocalStore(folder);
    ExecutorService threads = Executors.newFixedThreadPool(all.length);
    Future<?>[] running = new Future<?>[all.length];
    for (int i = 0; i < all.length; i++) {
      Doing doing = all[i];
      running[i] =
          threads.submit(
              () -> {
                for (int time = 0; time < TIMES; time++) {
                  doing.run(store, time);
                }
                return true;
              });
    }
    threads.shutdown();
    for (Future<?> one : running) {
      one.get();
    }
  }

  @Test
  void aListIsMadeWhileOthersPutAndDelete() throws Exception {
    new LocalStore(folder).put(new StoreKey("kept/0"), bytes());
    atOnce(
        (store, time) -> store.put(new StoreKey("c/" + time), bytes()),
        (store, time) -> store.delete(new StoreKey("c/" + time)),
        (store, time) -> assertThat(store.list("")).contains(new StoreKey("kept/0")));
  }

  @Test
  void aPutSucceedsWhileOthersDelete() throws Exception {
    atOnce(
        (store, time) -> store.put(new StoreKey("c/" + time), bytes()),
        (store, time) -> {
          store.put(new StoreKey("lease"), bytes());
          store.delete(new StoreKey("lease"));
        });
    assertThat(new LocalStore(folder).list("c/")).hasSize(TIMES);
  }
}
