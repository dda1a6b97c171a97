package org.arcoforge.fetch;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** How long a server wants to be left alone. */
final class RetryAfter {
  private static final long YEAR_2001 = 1_000_000_000L;

  private RetryAfter() {}

  /**
   * Reads Retry-After: seconds, or a date of HTTP (RFC 9110, 10.2.3). Zero if it is neither, or
   * past.
   */
  static Duration parse(String header, Instant now) {
    if (header.matches("\\d{1,9}")) {
      return Duration.ofSeconds(Long.parseLong(header));
    }
    try {
      DateTimeFormatter format = DateTimeFormatter.RFC_1123_DATE_TIME.withLocale(Locale.ENGLISH);
      return until(ZonedDateTime.parse(header, format).toInstant(), now);
    } catch (DateTimeException e) {
      return Duration.ZERO;
    }
  }

  /** Reads X-RateLimit-Reset: seconds since 1970, or from now. Zero if it is neither, or past. */
  static Duration reset(String header, Instant now) {
    if (!header.matches("\\d{1,12}")) {
      return Duration.ZERO;
    }
    long seconds = Long.parseLong(header);
    return seconds < YEAR_2001
        ? Duration.ofSeconds(seconds)
        : until(Instant.ofEpochSecond(seconds), now);
  }

  private static Duration until(Instant time, Instant now) {
    return time.isAfter(now) ? Duration.between(now, time) : Duration.ZERO;
  }
}
