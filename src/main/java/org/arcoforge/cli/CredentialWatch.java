package org.arcoforge.cli;

import java.io.IOException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import org.arcoforge.pipeline.Progress;
import org.arcoforge.store.Identity;
import org.jspecify.annotations.Nullable;

/**
 * Compares how long a run will take with how long its credentials last: before anything is written
 * by what such runs usually take, then by what this one takes.
 */
final class CredentialWatch {
  /** What a slow connection and two slow processors write, before compression. */
  private static final double BYTES_PER_SECOND = 20e6;

  /** A prediction of what runs for a shorter time is worth little. */
  private static final Duration SETTLED = Duration.ofSeconds(20);

  private final Credentials credentials;
  private final Clock clock;
  private @Nullable Instant started;
  private long bytesAtStart;
  private boolean predicted;

  /** The credentials that a run has: they may be renewed while it runs. */
  interface Credentials {
    Identity identity() throws IOException;
  }

  CredentialWatch(Credentials credentials, Clock clock) {
    this.credentials = credentials;
    this.clock = clock;
  }

  /** Returns when the credentials end; nothing if they do not. */
  Optional<String> atStart() throws IOException {
    Identity identity = credentials.identity();
    return identity
        .until()
        .map(
            until ->
                "note: %s ends in %s at the latest."
                    .formatted(identity.name(), text(Duration.between(clock.instant(), until))));
  }

  /**
   * Returns a warning if the run will take longer than its credentials last: once when it starts to
   * write, and once more when its own speed says so and that did not.
   */
  Optional<String> at(Progress progress) {
    if (progress.units() == 0) {
      return Optional.empty();
    }
    Instant now = clock.instant();
    long left = progress.arrayBytes() - progress.arrayBytesWritten();
    if (started == null) {
      started = now;
      bytesAtStart = progress.arrayBytesWritten();
      return warning(now, left / BYTES_PER_SECOND);
    }
    Duration elapsed = Duration.between(started, now);
    long written = progress.arrayBytesWritten() - bytesAtStart;
    return elapsed.compareTo(SETTLED) < 0 || written == 0
        ? Optional.empty()
        : warning(now, left / (written / (elapsed.toMillis() / 1e3)));
  }

  private Optional<String> warning(Instant now, double seconds) {
    if (predicted) {
      return Optional.empty();
    }
    Duration needed = Duration.ofSeconds((long) Math.ceil(seconds));
    Optional<String> warning = warning(now, needed);
    predicted = warning.isPresent();
    return warning;
  }

  private Optional<String> warning(Instant now, Duration needed) {
    try {
      Identity identity = credentials.identity();
      return identity
          .until()
          .filter(until -> now.plus(needed).isAfter(until))
          .map(
              until ->
                  "warning: the run will write for about %s, and %s ends in %s at the latest. Renew it while the run goes on; else the run stops, and --resume goes on with it later."
                      .formatted(
                          text(needed), identity.name(), text(Duration.between(now, until))));
    } catch (IOException e) {
      return Optional.empty(); // The run itself says it when it matters.
    }
  }

  private static String text(Duration duration) {
    long seconds = Math.max(0, duration.toSeconds());
    return seconds < 120
        ? seconds + " s"
        : seconds < 7200
            ? seconds / 60 + " min"
            : String.format(Locale.ROOT, "%.1f h", seconds / 3600.0);
  }
}
