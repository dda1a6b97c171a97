package org.arcoforge.dataset;

import java.io.Serializable;
import java.util.EnumMap;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where the parts of dates and times are: each one number for all, or a variable. See {@link
 * Dataset#setTime}.
 *
 * <p>A date is given by year, month and day, by year and day of year, or by one number; month and
 * day are 1 if left out. A time is given by hour, minute and second or by the seconds of the day,
 * and is midnight if left out; the last part of it that is given may have a fraction. Years are
 * from -9999 to 9999, astronomical: year 0 comes before year 1.
 *
 * <p>Immutable: each method returns another. They throw {@link IllegalArgumentException} if the
 * part is given already, or contradicts one that is.
 */
public final class TimeParts implements Serializable {
  /** A part of a date, or of a time of day; in text, as messages name it. */
  enum Part {
    YEAR("year"),
    MONTH("month"),
    DAY("day"),
    DAY_OF_YEAR("day of year"),
    DATE("date"),
    SECONDS_OF_DAY("seconds of day"),
    HOUR("hour"),
    MINUTE("minute"),
    SECOND("second");

    private final String words;

    Part(String words) {
      this.words = words;
    }

    @Override
    public String toString() {
      return words;
    }
  }

  /** One number for all elements, or the name of a variable. */
  record Origin(Optional<String> variable, int number) implements Serializable {}

  /** Parts of which two sets say the same: of each pair only one set may be given. */
  private static final List<List<Set<Part>>> CONTRADICTIONS =
      List.of(
          List.of(EnumSet.of(Part.DAY_OF_YEAR), EnumSet.of(Part.MONTH, Part.DAY)),
          List.of(
              EnumSet.of(Part.DATE), EnumSet.of(Part.YEAR, Part.MONTH, Part.DAY, Part.DAY_OF_YEAR)),
          List.of(
              EnumSet.of(Part.SECONDS_OF_DAY), EnumSet.of(Part.HOUR, Part.MINUTE, Part.SECOND)));

  private final CfCalendar calendar;
  private final EnumMap<Part, Origin> origins;

  private TimeParts(CfCalendar calendar, Map<Part, Origin> origins) {
    this.calendar = calendar;
    this.origins = new EnumMap<>(Part.class);
    this.origins.putAll(origins);
  }

  /** Returns no parts yet, of dates in the calendar {@code standard}. */
  public static TimeParts standard() {
    return new TimeParts(CfCalendar.STANDARD, Map.of());
  }

  /**
   * Returns no parts yet, of dates in a calendar.
   *
   * @param name as CF writes it, such as {@code noleap}
   * @throws IllegalArgumentException if it is not known
   */
  public static TimeParts calendar(String name) {
    CfCalendar calendar =
        CfCalendar.of(name)
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "Cannot count time in calendar '%s': it is not known. Use standard, proleptic_gregorian, julian, noleap, all_leap or 360_day."
                            .formatted(name)));
    return new TimeParts(calendar, Map.of());
  }

  /** Sets the year of all elements. */
  public TimeParts year(int year) {
    return with(Part.YEAR, year);
  }

  /** Takes the year from a variable. */
  public TimeParts year(String variable) {
    return with(Part.YEAR, variable);
  }

  /** Sets the month of all elements, 1 to 12. */
  public TimeParts month(int month) {
    return with(Part.MONTH, month);
  }

  /** Takes the month, 1 to 12, from a variable. */
  public TimeParts month(String variable) {
    return with(Part.MONTH, variable);
  }

  /** Sets the day of the month of all elements, from 1. */
  public TimeParts day(int day) {
    return with(Part.DAY, day);
  }

  /** Takes the day of the month, from 1, from a variable. */
  public TimeParts day(String variable) {
    return with(Part.DAY, variable);
  }

  /** Sets the day of the year of all elements, from 1. */
  public TimeParts dayOfYear(int day) {
    return with(Part.DAY_OF_YEAR, day);
  }

  /** Takes the day of the year, from 1, from a variable. */
  public TimeParts dayOfYear(String variable) {
    return with(Part.DAY_OF_YEAR, variable);
  }

  /**
   * Takes the date from a variable of numbers such as 20010203: year * 10000 + month * 100 + day,
   * and that of year 1 negated for year -1.
   */
  public TimeParts date(String variable) {
    return with(Part.DATE, variable);
  }

  /** Sets the seconds since midnight of all elements, 0 to 86399. */
  public TimeParts secondsOfDay(int seconds) {
    return with(Part.SECONDS_OF_DAY, seconds);
  }

  /** Takes the seconds since midnight, less than 86400, from a variable. */
  public TimeParts secondsOfDay(String variable) {
    return with(Part.SECONDS_OF_DAY, variable);
  }

  /** Sets the hour of all elements, 0 to 23. */
  public TimeParts hour(int hour) {
    return with(Part.HOUR, hour);
  }

  /** Takes the hour, less than 24, from a variable. */
  public TimeParts hour(String variable) {
    return with(Part.HOUR, variable);
  }

  /** Sets the minute of all elements, 0 to 59. */
  public TimeParts minute(int minute) {
    return with(Part.MINUTE, minute);
  }

  /** Takes the minute, less than 60, from a variable. */
  public TimeParts minute(String variable) {
    return with(Part.MINUTE, variable);
  }

  /** Sets the second of all elements, 0 to 59. */
  public TimeParts second(int second) {
    return with(Part.SECOND, second);
  }

  /** Takes the second, less than 60, from a variable. */
  public TimeParts second(String variable) {
    return with(Part.SECOND, variable);
  }

  private TimeParts with(Part part, int number) {
    return with(part, new Origin(Optional.empty(), number));
  }

  private TimeParts with(Part part, String variable) {
    return with(part, new Origin(Optional.of(variable), 0));
  }

  private TimeParts with(Part part, Origin origin) {
    Set<Part> excluded = EnumSet.of(part);
    for (List<Set<Part>> pair : CONTRADICTIONS) {
      if (pair.get(0).contains(part)) {
        excluded.addAll(pair.get(1));
      } else if (pair.get(1).contains(part)) {
        excluded.addAll(pair.get(0));
      }
    }
    for (Part given : origins.keySet()) {
      if (excluded.contains(given)) {
        throw new IllegalArgumentException(
            "Cannot take the %s as a part of time: the %s is given already. Leave one out."
                .formatted(part, given));
      }
    }
    Map<Part, Origin> more = new EnumMap<>(origins);
    more.put(part, origin);
    return new TimeParts(calendar, more);
  }

  /** Throws {@link IllegalArgumentException} if a part is given without that which it is of. */
  void checkComplete(String name) {
    require(name, Part.MINUTE, Part.HOUR);
    require(name, Part.SECOND, Part.MINUTE);
    require(name, Part.DAY, Part.MONTH);
    if (!origins.containsKey(Part.YEAR) && !origins.containsKey(Part.DATE)) {
      throw new IllegalArgumentException(
          "Cannot set time '%s': the parts are %s, without year or date. Give one."
              .formatted(name, origins.keySet()));
    }
  }

  private void require(String name, Part part, Part of) {
    if (origins.containsKey(part) && !origins.containsKey(of)) {
      throw new IllegalArgumentException(
          "Cannot set time '%s': the %s is given without the %s. Give both."
              .formatted(name, part, of));
    }
  }

  CfCalendar calendar() {
    return calendar;
  }

  Map<Part, Origin> origins() {
    return origins;
  }
}
