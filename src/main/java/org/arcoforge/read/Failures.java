package org.arcoforge.read;

import java.io.IOException;
import java.io.UncheckedIOException;

/** Words for what went wrong while a file was read. */
final class Failures {
  private Failures() {}

  /** Returns the innermost message of {@code failure}, without a full stop. */
  static String reason(Throwable failure) {
    Throwable cause = failure;
    while (cause.getCause() != null && cause.getCause() != cause) {
      cause = cause.getCause();
    }
    if (cause instanceof StackOverflowError) {
      return "its structure runs in circles";
    }
    String message = cause.getMessage();
    if (message == null || !(cause instanceof IOException || isOfHdf(cause))) {
      return "its structure is damaged";
    }
    return message.replaceAll("\\.$", "");
  }

  private static boolean isOfHdf(Throwable cause) {
    return cause instanceof io.jhdf.exceptions.HdfException
        || cause instanceof UncheckedIOException;
  }

  /** Returns an exception that says what cannot be read of which file, and why. */
  static IOException cannot(String what, String label, Throwable failure) {
    return new IOException(
        "Cannot %s %s: %s. Fetch the file again; if it stays so, it was damaged where it comes from."
            .formatted(what, label, reason(failure)),
        failure);
  }
}
