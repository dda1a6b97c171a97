package org.arcoforge.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import org.arcoforge.plan.SchemaMismatchException;

/** What a user sees of an error. */
final class Failure {
  private Failure() {}

  /** Prints the message of {@code error}; its stack trace too if {@code verbose}. */
  static void print(Throwable error, PrintWriter err, boolean verbose) {
    err.println("arcoforge: " + message(error));
    if (verbose) {
      error.printStackTrace(err);
    }
    err.flush();
  }

  private static String message(Throwable error) {
    if (error instanceof NoSuchFileException e) {
      return "Cannot find " + e.getFile() + ": there is no such file.";
    }
    if (error instanceof AccessDeniedException e) {
      return "Cannot open " + e.getFile() + ": no permission.";
    }
    if (error instanceof FileAlreadyExistsException e) {
      return "Cannot make " + e.getFile() + ": it is there already.";
    }
    if (error instanceof FileSystemException e) {
      return "Cannot use %s: %s."
          .formatted(
              e.getFile(), e.getReason() == null ? e.getClass().getSimpleName() : e.getReason());
    }
    if (error instanceof UncheckedIOException e && e.getCause() != null) {
      return message(e.getCause());
    }
    if (error instanceof OutOfMemoryError) {
      return "Cannot go on: out of memory (%s). Give less to --memory, or the JVM more with ARCOFORGE_JAVA_OPTIONS=-Xmx…"
          .formatted(error.getMessage());
    }
    boolean expected =
        error instanceof IOException
            || error instanceof IllegalArgumentException
            || error instanceof SchemaMismatchException;
    return expected && error.getMessage() != null
        ? error.getMessage()
        : "Internal error: %s. Please report it with the output of --verbose.".formatted(error);
  }
}
