package org.arcoforge.transfer;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.concurrent.Semaphore;

/**
 * The bytes that may be in memory at the same time. Served in order, so that large objects get
 * their turn; one larger than the whole goes alone.
 */
final class ByteBudget {
  /** Bytes of a permit: their number is an int. */
  private static final long UNIT = 4096;

  private final int units;
  private final Semaphore free;

  ByteBudget(long bytes) {
    this.units = (int) Math.max(1, Math.min(Integer.MAX_VALUE, bytes / UNIT));
    this.free = new Semaphore(units, true);
  }

  interface Work {
    void run() throws IOException;
  }

  /** Waits until {@code bytes} are free, then does the work while it holds them. */
  void within(long bytes, Work work) throws IOException {
    int share = (int) Math.max(1, Math.min(units, (bytes + UNIT - 1) / UNIT));
    try {
      free.acquire(share);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Cannot go on: interrupted while waiting for memory.");
    }
    try {
      work.run();
    } finally {
      free.release(share);
    }
  }
}
