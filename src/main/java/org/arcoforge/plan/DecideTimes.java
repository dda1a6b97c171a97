package org.arcoforge.plan;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.arcoforge.dataset.CfCalendar;
import org.arcoforge.dataset.CfTime;
import org.arcoforge.dataset.DataType;
import org.arcoforge.dataset.TimeExtent;
import org.arcoforge.plan.Conflict.Severity;
import org.arcoforge.plan.MergedIndex.MergedVariable;
import org.arcoforge.recipe.Aspect;
import org.arcoforge.recipe.Combination;
import org.arcoforge.recipe.Policy;

/** Decides what times of the store count from and in, where files count differently. */
final class DecideTimes {
  /** More units than this between two times do not fit 64 bits safely. */
  private static final double MOST_UNITS = 0x1p62;

  /** The first day of the Gregorian calendar. */
  private static final long GREGORIAN = CfCalendar.PROLEPTIC_GREGORIAN.day(1582, 10, 15);

  private final Map<String, MergedVariable> variables;
  private final Combination combination;
  private final Conflicts conflicts;

  /**
   * How the store has the times of one variable.
   *
   * @param time what they count from and in
   * @param type of the stored values
   * @param recoded whether stored values are other than in the files
   * @param calendarOfFirst whether files' calendars are taken for that of the first file
   */
  record Decision(CfTime time, DataType type, boolean recoded, boolean calendarOfFirst) {}

  DecideTimes(Map<String, MergedVariable> variables, Combination combination, Conflicts conflicts) {
    this.variables = variables;
    this.combination = combination;
    this.conflicts = conflicts;
  }

  /** Returns a decision for each variable of times; bounds follow the variable that they bound. */
  Map<String, Decision> decide() {
    Map<String, Decision> decisions = new LinkedHashMap<>();
    variables.forEach(
        (name, variable) -> {
          if (variable.times.total() > 0 && !isBounds(name)) {
            List<String> group = group(name, variable);
            Decision decision = decide(name, group);
            group.forEach(
                member -> {
                  MergedVariable merged = variables.get(member);
                  if (merged != null) {
                    decisions.put(
                        member,
                        decision.recoded()
                            ? decision
                            : new Decision(
                                decision.time(),
                                merged.first().type(),
                                false,
                                decision.calendarOfFirst()));
                  }
                });
          }
        });
    return decisions;
  }

  private boolean isBounds(String name) {
    return variables.values().stream().anyMatch(v -> boundsOf(v).contains(name));
  }

  /** Returns the names of the variables that bound {@code variable}. */
  static List<String> boundsOf(MergedVariable variable) {
    List<String> names = new ArrayList<>();
    for (String attribute : new String[] {"bounds", "climatology"}) {
      variable.first().attributes().text(attribute).ifPresent(names::add);
    }
    return names;
  }

  /** Returns the variable and its bounds, which share units. */
  private List<String> group(String name, MergedVariable variable) {
    List<String> group = new ArrayList<>(List.of(name));
    for (String bounds : boundsOf(variable)) {
      MergedVariable found = variables.get(bounds);
      if (found != null && found.times.total() > 0) {
        group.add(bounds);
      }
    }
    return group;
  }

  private Decision decide(String name, List<String> group) {
    MergedVariable parent = merged(name);
    CfTime first = parent.times.first();
    boolean calendarOfFirst = calendars(name, parent);
    boolean equal =
        group.stream()
            .map(this::merged)
            .allMatch(
                v ->
                    v.times.isUnanimous()
                        && v.times.first().equals(first)
                        && v.type.isUnanimous()
                        && v.times.total() == v.files.cardinality());
    if (equal) {
      spelling(name, parent);
      return new Decision(first, parent.first().type(), false, calendarOfFirst);
    }
    if (parent.times.total() < parent.files.cardinality()
        || combination.policy(Aspect.TIME, name) == Policy.ERROR) {
      conflicts.add(
          Severity.ERROR,
          "time units",
          name,
          conflicts.sayings(parent.attributesOf("units")),
          parent.times.total() < parent.files.cardinality()
              ? "Not all files have times: set units such as 'days since 1970-01-01' in preprocess."
              : "To store one of them exactly %s."
                  .formatted(Conflicts.choose(Aspect.TIME, Policy.CONVERT)));
      return new Decision(first, parent.first().type(), false, calendarOfFirst);
    }
    return convert(name, group, first, calendarOfFirst);
  }

  private Decision convert(String name, List<String> group, CfTime first, boolean calendarOfFirst) {
    TimeExtent extent = TimeExtent.NONE;
    for (String member : group) {
      extent = extent.merge(merged(member).extent);
    }
    CfTime exact = first.in(extent.resolution());
    boolean fits =
        extent.exact()
            && (!exact.isFixed()
                || (double)
                            (Math.max(extent.lastDay(), first.day())
                                - Math.min(extent.firstDay(), first.day())
                                + 1)
                        * CfTime.Unit.DAYS.nanos()
                        / exact.unit().nanos()
                    < MOST_UNITS);
    CfTime time = fits ? exact : first;
    conflicts.add(
        Severity.CONVERTED,
        "time units",
        name,
        merged(name).attributesOf("units"),
        fits
            ? "Stored exactly, as int64 in '%s'.".formatted(time.units())
            : "Stored as float64 in '%s', each rounded to the nearest: no unit has all of them as 64-bit integers."
                .formatted(time.units()));
    return new Decision(time, fits ? DataType.INT64 : DataType.FLOAT64, true, calendarOfFirst);
  }

  /** Reports texts that differ and mean the same. */
  private void spelling(String name, MergedVariable variable) {
    for (String attribute : new String[] {"units", "calendar"}) {
      Agreement<?> said = variable.attributesOf(attribute);
      if (said.values().size() > 1) {
        conflicts.add(
            Severity.FIRST, "spelling of " + attribute, name, conflicts.sayings(said), "");
      }
    }
  }

  /** Reports calendars that differ; returns whether they are taken for that of the first file. */
  private boolean calendars(String name, MergedVariable variable) {
    if (variable.calendars.isUnanimous()) {
      return false;
    }
    Policy policy = combination.policy(Aspect.CALENDAR, name);
    boolean gregorian =
        variable.calendars.values().stream()
                .allMatch(
                    said ->
                        said.value().equals(CfCalendar.STANDARD.cfName())
                            || said.value().equals(CfCalendar.PROLEPTIC_GREGORIAN.cfName()))
            && variable.extent.firstDay() >= GREGORIAN;
    if (policy == Policy.ERROR || (policy == Policy.CONVERT && !gregorian)) {
      conflicts.add(
          Severity.ERROR,
          "calendar",
          name,
          variable.calendars,
          gregorian
              ? "All dates are in the Gregorian calendar: %s."
                  .formatted(Conflicts.choose(Aspect.CALENDAR, Policy.CONVERT))
              : "Only dates from 1582-10-15 on of the standard and the proleptic Gregorian calendar can be converted."
                  + " Correct the calendar in preprocess, bring months to days with monthsToDays, or, to keep the numbers, %s."
                      .formatted(Conflicts.choose(Aspect.CALENDAR, Policy.FIRST)));
    } else {
      conflicts.add(Conflicts.severity(policy), "calendar", name, variable.calendars, "");
    }
    return policy == Policy.FIRST;
  }

  private MergedVariable merged(String name) {
    return java.util.Objects.requireNonNull(variables.get(name));
  }
}
