package org.arcoforge.fetch;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;

/** Counts the attempts at one thing, and waits between them. For one thread. */
final class Tries {
  /** So much that is new must arrive before the attempts count from the start. */
  private static final long PROGRESS = 64 << 10;

  private final String url;
  private final FetchOptions.Retries retries;
  private final Pause pause;
  private int failed;

  /** How far it came, now and until the last fault. */
  private long reached;

  private long mark;

  /** What is attempted. */
  interface Attempt<T> {
    T run() throws IOException;
  }

  Tries(String url, FetchOptions options) {
    this.url = url;
    this.retries = options.retries();
    this.pause = options.pause();
  }

  /** Attempts until it succeeds, or it is of no use. */
  <T> T run(Attempt<T> attempt) throws IOException {
    while (true) {
      try {
        return attempt.run();
      } catch (FetchException e) {
        failed(e);
      }
    }
  }

  /** Tells how far it came: a connection that brings more is worth more attempts. */
  void reached(long position) {
    reached = Math.max(reached, position);
    if (reached >= mark + PROGRESS) {
      failed = 0;
    }
  }

  /**
   * Returns after a pause if the attempt that failed is to be repeated.
   *
   * @throws FetchException if not
   */
  void failed(FetchException fault) throws IOException {
    if (fault.permanent()) {
      throw fault;
    }
    failed++;
    mark = reached;
    if (failed >= fault.attempts(retries.attempts())) {
      throw new FetchException(
          "Cannot fetch %s: %d attempts failed. The last: %s"
              .formatted(Urls.shown(url), failed, fault.getMessage()),
          fault.status(),
          FetchException.Kind.PERMANENT,
          fault);
    }
    if (fault.kind() != FetchException.Kind.TOLD_TO_WAIT) {
      pause();
    }
  }

  private void pause() throws InterruptedIOException {
    long first = Math.max(1, retries.firstDelay().toMillis());
    long longest = Math.max(1, retries.longestDelay().toMillis());
    long most = Math.min(longest, first << Math.min(failed - 1, 30));
    try {
      pause.of(Duration.ofMillis(ThreadLocalRandom.current().nextLong(most + 1)));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Cannot go on: interrupted while waiting to try again.");
    }
  }
}
