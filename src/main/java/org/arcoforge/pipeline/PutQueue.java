package org.arcoforge.pipeline;

import com.google.errorprone.annotations.CanIgnoreReturnValue;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.arcoforge.store.Store;
import org.arcoforge.store.StoreKey;
import org.jspecify.annotations.Nullable;

/**
 * Puts objects while its thread goes on with the next: several at a time where each put waits for a
 * server, and at once in the same thread where none does. What waits takes no more memory than it
 * may. For one thread.
 */
final class PutQueue implements AutoCloseable {
  private final Store store;
  private final int most;
  private final long mostBytes;
  private final @Nullable ExecutorService executor;
  private int waiting;
  private long waitingBytes;
  private @Nullable Throwable failure;

  /**
   * Makes a queue.
   *
   * @param most how many objects are on their way at the same time
   * @param mostBytes how many bytes are; a larger object is put at once, without a copy
   */
  PutQueue(Store store, int most, long mostBytes) {
    this.store = store;
    this.most = most;
    this.mostBytes = mostBytes;
    this.executor =
        most < 2
            ? null
            : Executors.newFixedThreadPool(
                most,
                work -> {
                  Thread thread = new Thread(work, "put");
                  thread.setDaemon(true);
                  return thread;
                });
  }

  /**
   * Puts an object, now or soon. Consumes the buffer.
   *
   * @return is done when the object is in the store
   * @throws IOException if this put, or an earlier one, failed
   */
  @CanIgnoreReturnValue
  CompletableFuture<Void> put(StoreKey key, ByteBuffer bytes) throws IOException {
    requireNoFailure();
    int size = bytes.remaining();
    if (executor == null || size > mostBytes) {
      store.put(key, bytes);
      return CompletableFuture.completedFuture(null);
    }
    take(size);
    byte[] copy = new byte[size];
    bytes.get(copy);
    return CompletableFuture.runAsync(() -> put(key, copy), executor);
  }

  private void put(StoreKey key, byte[] bytes) {
    @Nullable Throwable failed = null;
    try {
      requireNoFailure();
      store.put(key, ByteBuffer.wrap(bytes));
    } catch (IOException | RuntimeException | Error e) {
      failed = e;
      throw new CompletionException(e);
    } finally {
      giveBack(bytes.length, failed);
    }
  }

  private synchronized void take(int bytes) throws IOException {
    waitWhile(() -> failure == null && (waiting >= most || waitingBytes + bytes > mostBytes));
    requireNoFailure();
    waiting++;
    waitingBytes += bytes;
  }

  private synchronized void giveBack(int bytes, @Nullable Throwable failed) {
    waiting--;
    waitingBytes -= bytes;
    if (failure == null) {
      failure = failed;
    }
    notifyAll();
  }

  private synchronized void waitWhile(BooleanSupplier condition) throws InterruptedIOException {
    try {
      while (condition.getAsBoolean()) {
        wait();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Cannot go on: interrupted while writing to " + store);
    }
  }

  private synchronized void requireNoFailure() throws IOException {
    if (failure instanceof IOException e) {
      throw new IOException(e.getMessage(), e);
    }
    if (failure != null) {
      throw new IllegalStateException("A put failed: " + failure.getMessage(), failure);
    }
  }

  /**
   * Waits until all is in the store.
   *
   * @throws IOException if a put failed
   */
  synchronized void finish() throws IOException {
    waitWhile(() -> waiting > 0);
    requireNoFailure();
  }

  /** Gives up what was not put yet; no put is on its way any more when this returns. */
  @Override
  public void close() {
    if (executor == null) {
      return;
    }
    executor.shutdownNow();
    try {
      if (!executor.awaitTermination(1, TimeUnit.MINUTES)) {
        return; // A put that hangs cannot be stopped; its object would be whole.
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
