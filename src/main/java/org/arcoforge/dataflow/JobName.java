package org.arcoforge.dataflow;

import java.io.Serializable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.random.RandomGenerator;

/**
 * The name of a job, as Dataflow takes it: {@code [a-z]([-a-z0-9]*[a-z0-9])?}, of at most 63
 * characters.
 */
public record JobName(String text) implements Serializable {
  private static final int LONGEST = 63;
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss", Locale.ROOT).withZone(ZoneOffset.UTC);

  public JobName {
    if (text.length() > LONGEST || !text.matches("[a-z]([-a-z0-9]*[a-z0-9])?")) {
      throw new IllegalArgumentException(
          "Cannot name a job '%s'. Use at most %d lower case letters, digits and '-', and start with a letter."
              .formatted(text, LONGEST));
    }
  }

  /**
   * Returns the name nearest to what is wanted: in lower case, with hyphens for what a name may not
   * have, cut at the end.
   */
  public static JobName of(String wanted) {
    return of(wanted, "");
  }

  /**
   * Returns a name for one run of a recipe that no other run has: {@code
   * RECIPE-yyyyMMdd-HHmmss-xxxx}, in UTC and with four random hexadecimal digits.
   */
  public static JobName of(String recipeId, Instant time, RandomGenerator random) {
    return of(recipeId, "-%s-%04x".formatted(TIME.format(time), random.nextInt(1 << 16)));
  }

  private static JobName of(String wanted, String end) {
    String plain =
        wanted.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]+", "-").replaceFirst("^-", "");
    String start = plain.matches("[a-z].*") ? plain : "job-" + plain;
    String cut = start.substring(0, Math.min(LONGEST - end.length(), start.length()));
    return new JobName(cut.replaceFirst("-+$", "") + end);
  }

  /** Returns the name itself. */
  @Override
  public String toString() {
    return text;
  }
}
