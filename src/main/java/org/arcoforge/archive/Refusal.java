package org.arcoforge.archive;

import java.io.IOException;

/** Makes the errors of this package. */
final class Refusal {
  static final String DAMAGED = "Fetch it anew, or tell its publisher that it is damaged";
  static final String HOSTILE = "Do not use this archive, and tell its publisher";

  private Refusal() {}

  /** Returns the error of a whole archive. */
  static IOException archive(String label, String what, String remedy) {
    return new IOException("Cannot read archive " + label + ": " + what + ". " + remedy + ".");
  }

  /** Returns the error of one member. */
  static IOException member(String name, String label, String what, String remedy) {
    return new IOException(
        "Cannot take "
            + MemberName.shown(name)
            + " from "
            + label
            + ": "
            + what
            + ". "
            + remedy
            + ".");
  }

  /** Returns {@code error} with {@code cause}. */
  static IOException because(IOException error, Exception cause) {
    error.initCause(cause);
    return error;
  }

  /** Returns what a decoder said of damaged bytes, for use within a sentence. */
  static String said(Exception e) {
    String text = e.getMessage();
    return text == null || text.isBlank() ? e.getClass().getSimpleName() : text;
  }
}
