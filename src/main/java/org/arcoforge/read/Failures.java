package org.arcoforge.read;

import io.jhdf.exceptions.HdfException;
import java.io.IOException;

/** Words for what went wrong while a file was read. */
final class Failures {
  private Failures() {}

  /** Returns what {@code failure} says of the file, without a full stop. */
  static String reason(Throwable failure) {
    Throwable cause = failure;
    while (!(cause instanceof IOException) && cause.getCause() != null) {
      cause = cause.getCause();
    }
    if (cause instanceof StackOverflowError) {
      return "its structure runs in circles";
    }
    String message = cause.getMessage();
    if (message == null || !(cause instanceof IOException || cause instanceof HdfException)) {
      return "its structure is damaged";
    }
    return message.replaceAll("\\.$", "");
  }

  /** Returns an exception that says what cannot be read of which file, and why. */
  static IOException cannot(String what, String label, Throwable failure) {
    return new IOException(
        "Cannot %s %s: %s. Fetch the file again; if it stays so, it was damaged where it comes from."
            .formatted(what, label, reason(failure)),
        failure);
  }
}
