package org.arcoforge.pattern;

import java.io.Serializable;
import java.time.Duration;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.YearMonth;
import java.time.format.DateTimeParseException;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;

/**
 * The keys of an axis, in order, without duplicates: dates, integers or texts. <b>Both ends are
 * included</b>, everywhere. Dates and integers are computed when asked for, not stored, so that a
 * million keys cost nothing.
 */
public sealed interface Keys extends Serializable permits DatedKeys, IntegerKeys, TextKeys {

  /** Returns the number of keys, 1 or more. */
  int size();

  /**
   * Returns key {@code position} (from 0) as {@code {name}} puts it into a URL: years as {@code
   * 1982}, months as {@code 1982-01}, days as {@code 1982-01-31}, times as {@code
   * 1982-01-31T18:00}, integers in decimal.
   */
  String text(int position);

  /** Returns the first {@code count} keys, or all if there are fewer. */
  Keys first(int count);

  /**
   * Returns every day, such as {@code daily("1981-09-01", "2024-12-31")}.
   *
   * @throws IllegalArgumentException if a text is not a date or {@code to} is before {@code from}
   */
  static Keys daily(String from, String to) {
    LocalDate first = parse(from, text -> LocalDate.parse(text), "1981-09-01");
    LocalDate last = parse(to, text -> LocalDate.parse(text), "1981-09-01");
    return daily(first, last);
  }

  /** Returns every day from {@code from} to {@code to}, both included. */
  static Keys daily(LocalDate from, LocalDate to) {
    return DatedKeys.every(Duration.ofDays(1), from.atStartOfDay(), to.atStartOfDay());
  }

  /**
   * Returns every month, such as {@code monthly("1981-09", "2024-12")}. The date of a key is the
   * first day of its month.
   *
   * @throws IllegalArgumentException if a text is not a month or {@code to} is before {@code from}
   */
  static Keys monthly(String from, String to) {
    YearMonth first = parse(from, text -> YearMonth.parse(text), "1981-09");
    YearMonth last = parse(to, text -> YearMonth.parse(text), "1981-09");
    return monthly(first.atDay(1), last.atDay(1));
  }

  /** Returns every month from that of {@code from} to that of {@code to}, both included. */
  static Keys monthly(LocalDate from, LocalDate to) {
    return DatedKeys.months(YearMonth.from(from), YearMonth.from(to), 1);
  }

  /** Returns every year from {@code from} to {@code to}, both included, as 1 January. */
  static Keys yearly(int from, int to) {
    return DatedKeys.months(YearMonth.of(from, 1), YearMonth.of(to, 1), 12);
  }

  /** Returns every hour, such as {@code hourly("2020-01-01T00:00", "2020-12-31T23:00")}. */
  static Keys hourly(String from, String to) {
    return every(Duration.ofHours(1), from, to);
  }

  /** Returns every hour from {@code from} to {@code to}, both included. */
  static Keys hourly(LocalDateTime from, LocalDateTime to) {
    return every(Duration.ofHours(1), from, to);
  }

  /**
   * Returns {@code from}, {@code from + step}, …, as far as {@code to}. A text is a date, or a date
   * and time such as {@code 2020-01-01T06:00}, which it must be if {@code step} is not in days.
   *
   * @throws IllegalArgumentException if a text is not such a date, {@code to} is before {@code
   *     from}, or {@code step} is not a positive number of seconds
   */
  static Keys every(Duration step, String from, String to) {
    boolean days = step.equals(Duration.ofDays(step.toDays()));
    Function<String, LocalDateTime> parser =
        text ->
            days && !text.contains("T")
                ? LocalDate.parse(text).atStartOfDay()
                : LocalDateTime.parse(text);
    String example = days ? "2020-01-01" : "2020-01-01T06:00";
    LocalDateTime first = parse(from, parser, example);
    LocalDateTime last = parse(to, parser, example);
    return every(step, first, last);
  }

  /** Returns {@code from}, {@code from + step}, …, as far as {@code to}; whole seconds. */
  static Keys every(Duration step, LocalDateTime from, LocalDateTime to) {
    return DatedKeys.every(step, from, to);
  }

  /**
   * Returns the days of {@code dates}: for archives that miss some.
   *
   * @throws IllegalArgumentException if there are none, or they are not in strictly ascending order
   */
  static Keys dates(List<LocalDate> dates) {
    return DatedKeys.listed(dates);
  }

  /** Returns the integers from {@code from} to {@code to}, both included. */
  static Keys range(long from, long to) {
    return range(from, to, 1);
  }

  /**
   * Returns {@code from}, {@code from + step}, …, as far as {@code to}.
   *
   * @throws IllegalArgumentException if {@code to} is below {@code from} or {@code step} below 1
   */
  static Keys range(long from, long to, long step) {
    return IntegerKeys.of(from, to, step);
  }

  /** Returns the keys of {@code texts}, in this order. */
  static Keys of(String... texts) {
    return of(Arrays.asList(texts));
  }

  /**
   * Returns the keys of {@code texts}, in this order.
   *
   * @throws IllegalArgumentException if there are none, one is empty or one stands twice
   */
  static Keys of(List<String> texts) {
    return new TextKeys(texts);
  }

  private static <T> T parse(String text, Function<String, T> parser, String example) {
    try {
      return parser.apply(text);
    } catch (DateTimeParseException e) {
      throw new IllegalArgumentException(
          "Cannot make keys from '%s'. Write it like %s.".formatted(text, example), e);
    }
  }
}
