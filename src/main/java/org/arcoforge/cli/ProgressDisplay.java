package org.arcoforge.cli;

import java.io.PrintWriter;
import java.util.Locale;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.arcoforge.dataset.ByteText;
import org.arcoforge.pipeline.Progress;
import org.jspecify.annotations.Nullable;

/**
 * Shows how far a run is: a live bar on a terminal, else a plain line every few seconds. The
 * launcher says whether standard error is a terminal.
 */
final class ProgressDisplay implements AutoCloseable {
  private static final long LINE_SECONDS = 5;

  private final PrintWriter err;
  private final boolean terminal;
  private @Nullable ProgressBar bar;
  private String stage = "";
  private long lastLine = System.nanoTime();
  private long writingSince;

  private ProgressDisplay(PrintWriter err, boolean terminal) {
    this.err = err;
    this.terminal = terminal;
  }

  static ProgressDisplay start(PrintWriter err) {
    return new ProgressDisplay(err, Boolean.getBoolean("arcoforge.terminal"));
  }

  /** Shows {@code progress}; may be called by any thread. */
  synchronized void show(Progress progress) {
    boolean writing = progress.units() > 0;
    if (writing && writingSince == 0) {
      writingSince = System.nanoTime();
    }
    if (terminal) {
      showBar(progress, writing);
    } else {
      showLine(progress, writing);
    }
  }

  /** Prints a line that stays. */
  synchronized void say(String line) {
    closeBar();
    err.println(line);
    err.flush();
  }

  private void showBar(Progress progress, boolean writing) {
    String now = writing ? "Writing" : "Indexing";
    if (bar == null || !now.equals(stage)) {
      closeBar();
      stage = now;
      ProgressBarBuilder builder =
          ProgressBar.builder()
              .setTaskName(now)
              .setStyle(ProgressBarStyle.UNICODE_BLOCK)
              .setUpdateIntervalMillis(100)
              .setConsumer(new ConsoleProgressBarConsumer(System.err))
              .setInitialMax(writing ? progress.arrayBytes() : progress.files())
              .showSpeed();
      if (writing) {
        builder.setUnit(" MB", 1_000_000);
      } else {
        builder.setUnit(" files", 1);
      }
      bar = builder.build();
    }
    bar.stepTo(writing ? progress.arrayBytesWritten() : progress.filesIndexed());
    if (!writing && progress.bytesFetched() > 0) {
      bar.setExtraMessage(" " + ByteText.of(progress.bytesFetched()) + " fetched");
    }
    if (writing) {
      bar.setExtraMessage(
          String.format(
              Locale.ROOT,
              " %,d/%,d units, %s stored",
              progress.unitsWritten(),
              progress.units(),
              ByteText.of(progress.storedBytesWritten())));
    }
  }

  private void showLine(Progress progress, boolean writing) {
    long now = System.nanoTime();
    boolean done =
        writing
            ? progress.unitsWritten() == progress.units()
            : progress.filesIndexed() == progress.files();
    String ending = (writing ? "written" : "indexed") + done;
    if (now - lastLine < LINE_SECONDS * 1_000_000_000L && (!done || ending.equals(stage))) {
      return;
    }
    if (done && ending.equals(stage)) {
      return;
    }
    stage = ending;
    lastLine = now;
    err.println(writing ? written(progress, now) : indexed(progress));
    err.flush();
  }

  private static String indexed(Progress progress) {
    return String.format(
        Locale.ROOT,
        "indexed %,d of %s%s",
        progress.filesIndexed(),
        Count.of(progress.files(), "file"),
        progress.bytesFetched() > 0 ? ", fetched " + ByteText.of(progress.bytesFetched()) : "");
  }

  private String written(Progress progress, long now) {
    double seconds = Math.max(0.001, (now - writingSince) / 1e9);
    double rate = progress.arrayBytesWritten() / seconds;
    long left = progress.arrayBytes() - progress.arrayBytesWritten();
    return String.format(
        Locale.ROOT,
        "wrote %,d of %s, %s of %s%s",
        progress.unitsWritten(),
        Count.of(progress.units(), "unit"),
        ByteText.of(progress.arrayBytesWritten()),
        ByteText.of(progress.arrayBytes()),
        left > 0 && progress.unitsWritten() > 0
            ? String.format(
                Locale.ROOT, " (%s/s, %.0f s left)", ByteText.of((long) rate), left / rate)
            : "");
  }

  private void closeBar() {
    if (bar != null) {
      bar.close();
      bar = null;
    }
  }

  /** Ends the display. */
  @Override
  public synchronized void close() {
    closeBar();
  }
}
