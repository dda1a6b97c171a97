package org.arcoforge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.arcoforge.store.MemoryStore;
import org.arcoforge.store.StoreKey;
import org.arcoforge.store.WatchedStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
final class PutQueueTest {
  private final MemoryStore store = new MemoryStore();

  private static StoreKey key(int number) {
    return new StoreKey("c/" + number);
  }

  @Test
  void whatWasPutIsThereWhenTheQueueIsFinished() throws IOException {
    ByteBuffer reused = ByteBuffer.allocate(1);
    try (PutQueue queue = new PutQueue(store, 4, 1000)) {
      for (int i = 0; i < 100; i++) {
        reused.clear().put((byte) i).flip();
        queue.put(key(i), reused);
        assertThat(reused.hasRemaining()).isFalse();
      }
      queue.finish();
    }
    for (int i = 0; i < 100; i++) {
      assertThat(store.get(key(i)).orElseThrow()).containsExactly(i);
    }
  }

  @Test
  void severalPutsAreOnTheirWayAtATimeAndNoMore() throws Exception {
    CountDownLatch four = new CountDownLatch(4);
    AtomicInteger now = new AtomicInteger();
    AtomicInteger highest = new AtomicInteger();
    WatchedStore watched =
        new WatchedStore(
            store,
            (request, key) -> {
              highest.accumulateAndGet(now.incrementAndGet(), Math::max);
              four.countDown();
              await(four);
              now.decrementAndGet();
            });
    try (PutQueue queue = new PutQueue(watched, 4, 1000)) {
      for (int i = 0; i < 50; i++) {
        queue.put(key(i), ByteBuffer.allocate(1));
      }
      queue.finish();
    }
    assertThat(highest).hasValue(4);
    assertThat(store.list("")).hasSize(50);
  }

  private static void await(CountDownLatch latch) throws IOException {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Test
  void bytesThatWaitAreBoundedAndLargeObjectsGoAtOnce() throws Exception {
    AtomicInteger now = new AtomicInteger();
    AtomicInteger highest = new AtomicInteger();
    Thread own = Thread.currentThread();
    WatchedStore watched =
        new WatchedStore(
            store,
            (request, key) -> {
              if (key.equals("large")) {
                assertThat(Thread.currentThread()).isSameAs(own);
                return;
              }
              highest.accumulateAndGet(now.addAndGet(40), Math::max);
              Thread.onSpinWait();
              now.addAndGet(-40);
            });
    try (PutQueue queue = new PutQueue(watched, 8, 100)) {
      for (int i = 0; i < 200; i++) {
        queue.put(key(i), ByteBuffer.allocate(40));
      }
      queue.put(new StoreKey("large"), ByteBuffer.allocate(101));
      queue.finish();
    }
    assertThat(highest.get()).isLessThanOrEqualTo(80);
    assertThat(store.get(new StoreKey("large")).orElseThrow()).hasSize(101);
  }

  @Test
  void aPutThatFailsFailsWhatFollows() throws Exception {
    WatchedStore watched =
        new WatchedStore(
            store,
            (request, key) -> {
              if (key.equals("c/3")) {
                throw new IOException("Cannot write to c/3: no.");
              }
            });
    try (PutQueue queue = new PutQueue(watched, 2, 1000)) {
      CompletableFuture<Void> failed = queue.put(key(3), ByteBuffer.allocate(1));
      assertThatThrownBy(queue::finish)
          .isInstanceOf(IOException.class)
          .hasMessage("Cannot write to c/3: no.");
      assertThat(failed).failsWithin(30, TimeUnit.SECONDS);
      assertThatThrownBy(() -> queue.put(key(4), ByteBuffer.allocate(1)))
          .hasMessage("Cannot write to c/3: no.");
    }
    assertThat(store.list("")).isEmpty();
  }

  @Test
  void whereNoServerIsAskedTheCallerPuts() throws IOException {
    Thread own = Thread.currentThread();
    WatchedStore watched =
        new WatchedStore(store, (request, key) -> assertThat(Thread.currentThread()).isSameAs(own));
    try (PutQueue queue = new PutQueue(watched, 1, 1000)) {
      assertThat(queue.put(key(1), ByteBuffer.allocate(1))).isCompleted();
    }
    assertThat(store.list("")).isEqualTo(List.of(key(1)));
  }
}
