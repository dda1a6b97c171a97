package org.arcoforge.fetch;

import java.io.IOException;
import org.jspecify.annotations.Nullable;

/** A server did not give what was asked for. The message names the URL without its secrets. */
public final class FetchException extends IOException {
  private static final long serialVersionUID = 1L;
  private static final int FEW = 4;

  private final int status;
  private final Kind kind;

  /** What to do about it. */
  enum Kind {
    /** Asking again is of no use. */
    PERMANENT,
    /** Ask again after a pause. */
    TRANSIENT,
    /** Ask again; the host's gate makes it wait as long as the server wants. */
    TOLD_TO_WAIT,
    /** Ask again, but only a few times. */
    CHALLENGE
  }

  FetchException(String message, int status, Kind kind, @Nullable Throwable cause) {
    super(message, cause);
    this.status = status;
    this.kind = kind;
  }

  static FetchException permanent(String message, int status) {
    return new FetchException(message, status, Kind.PERMANENT, null);
  }

  /** Returns the fault of a connection to {@code url}: it may go better the next time. */
  static FetchException lost(String url, IOException cause) {
    String reason = cause.getMessage() == null ? "" : " (" + cause.getMessage() + ")";
    return new FetchException(
        "Cannot fetch %s: the connection failed with %s%s. Try again later."
            .formatted(Urls.shown(url), cause.getClass().getSimpleName(), reason),
        0,
        Kind.TRANSIENT,
        cause);
  }

  /** The status of HTTP that was answered; 0 if none was, or it is not the reason. */
  public int status() {
    return status;
  }

  /** Whether asking again is of no use. */
  public boolean permanent() {
    return kind == Kind.PERMANENT;
  }

  Kind kind() {
    return kind;
  }

  /** Returns how often to ask at most, of {@code attempts} in general. */
  int attempts(int attempts) {
    return kind == Kind.CHALLENGE ? Math.min(attempts, FEW) : attempts;
  }
}
