package org.arcoforge.transfer;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Iterator;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/** Threads that do the same to many things. */
final class Workers {
  private final int threads;

  Workers(int threads) {
    this.threads = threads;
  }

  interface Task<T> {
    void run(T item) throws IOException;
  }

  /**
   * Runs {@code task} for each item. Begins no other once one has failed, and returns when none is
   * running any more.
   *
   * @throws IOException that of the first that failed
   */
  <T> void each(Iterable<T> items, Task<T> task) throws IOException {
    Iterator<T> rest = items.iterator();
    AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
    ExecutorService executor = Executors.newFixedThreadPool(threads);
    for (int i = 0; i < threads; i++) {
      executor.execute(() -> work(rest, task, failure));
    }
    executor.shutdown();
    try {
      while (!executor.awaitTermination(1, TimeUnit.HOURS)) {}
    } catch (InterruptedException e) {
      failure.compareAndSet(null, e);
      executor.shutdownNow();
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Cannot go on: the copy was interrupted.");
    }
    rethrow(failure.get());
  }

  private static <T> void work(
      Iterator<T> rest, Task<T> task, AtomicReference<@Nullable Throwable> failure) {
    try {
      while (failure.get() == null) {
        T item;
        synchronized (rest) {
          if (!rest.hasNext()) {
            return;
          }
          item = rest.next();
        }
        task.run(item);
      }
    } catch (Throwable e) {
      failure.compareAndSet(null, e);
    }
  }

  private static void rethrow(@Nullable Throwable failure) throws IOException {
    if (failure instanceof IOException e) {
      throw e;
    }
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    if (failure instanceof Error e) {
      throw e;
    }
  }
}
