package org.arcoforge.read;

import java.io.IOException;

/** A file that is not of a format that this package reads. Its message says what it looks like. */
public final class UnsupportedFileException extends IOException {
  private static final long serialVersionUID = 1L;

  UnsupportedFileException(String message) {
    super(message);
  }
}
