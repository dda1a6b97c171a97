package org.arcoforge.cli;

import java.io.PrintWriter;
import java.util.concurrent.atomic.AtomicLong;
import org.arcoforge.dataset.ByteText;

/** Tells how far the resolving of sources is, in a line every few seconds. */
final class ResolveProgress {
  private static final long NANOS = 5_000_000_000L;

  private final PrintWriter err;
  private final AtomicLong bytes = new AtomicLong();
  private long files;
  private long last = System.nanoTime();

  ResolveProgress(PrintWriter err) {
    this.err = err;
  }

  /** So many files are resolved. */
  void resolved(long number) {
    files = number;
    show();
  }

  /** So many more bytes came over the network. */
  void received(long number) {
    bytes.addAndGet(number);
    show();
  }

  private void show() {
    long now = System.nanoTime();
    if (now - last > NANOS) {
      last = now;
      err.printf("resolved %s, fetched %s%n", Count.of(files, "file"), ByteText.of(bytes.get()));
      err.flush();
    }
  }
}
