package org.arcoforge.pipeline;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;

/**
 * The memory that all units of one process may take together. A unit takes its share before it
 * allocates and gives it back afterwards; it waits while others hold too much.
 *
 * <p>Safe for use by several threads at once.
 */
final class MemoryBudget {
  /** The one thing that all threads of a process must share, however Beam copies its functions. */
  private static final ConcurrentMap<Long, MemoryBudget> OF_THIS_PROCESS =
      new ConcurrentHashMap<>();

  private final long bytes;
  private long taken;

  MemoryBudget(long bytes) {
    this.bytes = bytes;
  }

  /** Returns the budget of {@code bytes} of this process: the same for every caller. */
  static MemoryBudget ofThisProcess(long bytes) {
    return OF_THIS_PROCESS.computeIfAbsent(bytes, MemoryBudget::new);
  }

  /** Work that needs memory. */
  interface Work<T> {
    T run() throws IOException;
  }

  /**
   * Waits until {@code share} bytes are free, then does the work while it holds them.
   *
   * @throws IllegalArgumentException if it is more than the whole budget
   * @throws InterruptedIOException if the thread is interrupted while it waits
   */
  <T> T within(long share, Work<T> work) throws IOException {
    take(share);
    try {
      return work.run();
    } finally {
      giveBack(share);
    }
  }

  private synchronized void take(long share) throws InterruptedIOException {
    if (share > bytes) {
      throw new IllegalArgumentException(
          "Cannot take %d bytes of a memory budget of %d bytes.".formatted(share, bytes));
    }
    while (taken + share > bytes) {
      try {
        wait();
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("Cannot go on: interrupted while waiting for memory.");
      }
    }
    taken += share;
  }

  private synchronized void giveBack(long share) {
    taken -= share;
    notifyAll();
  }
}
