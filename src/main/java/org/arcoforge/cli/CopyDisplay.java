package org.arcoforge.cli;

import java.io.PrintWriter;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarStyle;
import org.arcoforge.dataset.ByteText;
import org.arcoforge.transfer.CopyProgress;
import org.jspecify.annotations.Nullable;

/** Shows how far a copy is: a live bar on a terminal, else a plain line every few seconds. */
final class CopyDisplay implements AutoCloseable {
  private static final long LINE_NANOS = 5_000_000_000L;

  private final PrintWriter err;
  private final boolean terminal;
  private @Nullable ProgressBar bar;
  private final long start = System.nanoTime();
  private long lastLine = start;

  CopyDisplay(PrintWriter err) {
    this.err = err;
    this.terminal = Boolean.getBoolean("arcoforge.terminal");
  }

  /** Shows {@code progress}; may be called by any thread. */
  synchronized void show(CopyProgress progress) {
    if (terminal) {
      showBar(progress);
      return;
    }
    long now = System.nanoTime();
    boolean done = progress.objects() == progress.totalObjects();
    if (done || now - lastLine >= LINE_NANOS) {
      lastLine = now;
      err.println(line(progress, (now - start) / 1e9));
      err.flush();
    }
  }

  private void showBar(CopyProgress progress) {
    boolean sized = progress.totalBytes() > 0;
    if (bar == null) {
      bar =
          ProgressBar.builder()
              .setTaskName("Copying")
              .setStyle(ProgressBarStyle.UNICODE_BLOCK)
              .setUpdateIntervalMillis(100)
              .setConsumer(new ConsoleProgressBarConsumer(System.err))
              .setInitialMax(sized ? progress.totalBytes() : progress.totalObjects())
              .setUnit(sized ? " MB" : " objects", sized ? 1_000_000 : 1)
              .showSpeed()
              .build();
    }
    bar.stepTo(sized ? progress.bytes() : progress.objects());
    bar.setExtraMessage(
        String.format(
            Locale.ROOT,
            " %,d/%,d objects, %s",
            progress.objects(),
            progress.totalObjects(),
            ByteText.of(progress.bytes())));
  }

  /** Returns what a line says after so many seconds. */
  static String line(CopyProgress progress, double seconds) {
    long left = progress.totalBytes() - progress.bytes();
    double rate = progress.bytes() / Math.max(0.001, seconds);
    return String.format(
        Locale.ROOT,
        "%,d of %s, %s%s%s",
        progress.objects(),
        Count.of(progress.totalObjects(), "object"),
        ByteText.of(progress.bytes()),
        progress.totalBytes() < 0 ? "" : " of " + ByteText.of(progress.totalBytes()),
        progress.totalBytes() >= 0 && left > 0 && progress.bytes() > 0
            ? String.format(
                Locale.ROOT, " (%s/s, %.0f s left)", ByteText.of((long) rate), left / rate)
            : "");
  }

  /** Ends the display. */
  @Override
  public synchronized void close() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }
}
