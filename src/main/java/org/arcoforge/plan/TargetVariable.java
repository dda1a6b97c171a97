package org.arcoforge.plan;

import java.io.Serializable;
import java.util.Optional;
import org.arcoforge.dataset.Attributes;
import org.arcoforge.dataset.CfTime;
import org.arcoforge.dataset.Recoding;
import org.arcoforge.dataset.ValueCoding;
import org.arcoforge.dataset.Variable;

/**
 * A variable as the store has it.
 *
 * @param coding what its stored values mean
 * @param bound how far a value may move on its way into the store
 * @param unitsOfFirst whether files' units are taken for those of the first file
 * @param calendarOfFirst whether files' calendars are taken for that of the first file
 */
record TargetVariable(
    Variable variable,
    ValueCoding coding,
    Recoding.Bound bound,
    boolean unitsOfFirst,
    boolean calendarOfFirst)
    implements Serializable {

  /** Returns this with other attributes that do not bear on the coding. */
  TargetVariable withAttributes(Attributes attributes) {
    return new TargetVariable(
        variable.withAttributes(attributes), coding, bound, unitsOfFirst, calendarOfFirst);
  }

  /** Returns how values of a file become those of the store; empty if they cannot. */
  Optional<Recoding> recoding(ValueCoding file) {
    ValueCoding from = file;
    if (calendarOfFirst && file.time().isPresent() && coding.time().isPresent()) {
      Optional<CfTime> inCalendar =
          CfTime.parse(file.units(), Optional.of(coding.time().get().calendar().cfName()));
      from = inCalendar.map(file::withTime).orElse(file);
    }
    return Recoding.between(unitsOfFirst ? from.withUnits(coding.units()) : from, coding, bound);
  }
}
