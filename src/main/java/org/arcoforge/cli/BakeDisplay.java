package org.arcoforge.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.time.Clock;
import java.util.Optional;
import org.arcoforge.pipeline.Progress;
import org.arcoforge.store.StoreAccess;
import org.arcoforge.store.Stores;

/** Shows how far a run is, and whether the credentials for its target last long enough. */
final class BakeDisplay implements AutoCloseable {
  private final ProgressDisplay display;
  private final CredentialWatch watch;

  private BakeDisplay(ProgressDisplay display, CredentialWatch watch) {
    this.display = display;
    this.watch = watch;
  }

  /**
   * Starts; says if the credentials end at some time.
   *
   * @throws IOException if the credentials cannot be read
   */
  static BakeDisplay start(String target, StoreAccess access, PrintWriter err) throws IOException {
    CredentialWatch watch =
        new CredentialWatch(() -> Stores.open(target, access).identity(), Clock.systemUTC());
    watch.atStart().ifPresent(err::println);
    return new BakeDisplay(ProgressDisplay.start(err), watch);
  }

  /** Shows {@code progress}; may be called by any thread. */
  synchronized void show(Progress progress) {
    Optional<String> warning = watch.at(progress);
    warning.ifPresent(display::say);
    display.show(progress);
  }

  @Override
  public void close() {
    display.close();
  }
}
