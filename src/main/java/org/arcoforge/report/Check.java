package org.arcoforge.report;

import java.util.List;
import java.util.Locale;

/**
 * What was looked at, and what was found.
 *
 * @param name what kind of check it is, the same in every report
 * @param variable the array that it is about; empty for the whole store
 * @param text one or more sentences, with figures and with what was sampled
 */
record Check(String name, String variable, Status status, String text) {

  /** How a check ended; from good to bad. */
  enum Status {
    OK,
    /** Advice: nothing is wrong. */
    NOTE,
    /** Something that is often wrong. */
    WARNING,
    /** Something is wrong. */
    FAILED;

    @Override
    public String toString() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  static Check ok(String name, String variable, String text) {
    return new Check(name, variable, Status.OK, text);
  }

  static Check note(String name, String variable, String text) {
    return new Check(name, variable, Status.NOTE, text);
  }

  static Check warning(String name, String variable, String text) {
    return new Check(name, variable, Status.WARNING, text);
  }

  static Check failed(String name, String variable, String text) {
    return new Check(name, variable, Status.FAILED, text);
  }

  /** Returns how many of {@code checks} ended so. */
  static long count(List<Check> checks, Status status) {
    return checks.stream().filter(check -> check.status() == status).count();
  }
}
