package org.arcoforge.dataset;

import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import ucar.units.Converter;
import ucar.units.TimeScaleUnit;
import ucar.units.Unit;
import ucar.units.UnitException;
import ucar.units.UnitFormatManager;

/** Conversion between units of measure, by the rules of udunits (CF section 3.1). */
public final class UnitConversion {
  /** The parser of udunits is one object for all threads, with a table that it changes. */
  private static final Object PARSER = new Object();

  private UnitConversion() {}

  /**
   * Returns the conversion of values in {@code from} to values in {@code to}; empty if one of them
   * is no unit, or blank, or they measure different things. Units since a date are none here: what
   * they mean depends on a calendar, see {@link TimeConversion}.
   */
  public static Optional<DoubleUnaryOperator> between(String from, String to) {
    if (from.equals(to)) {
      return Optional.of(DoubleUnaryOperator.identity());
    }
    if (from.isBlank() || to.isBlank()) {
      return Optional.empty();
    }
    synchronized (PARSER) {
      try {
        Unit source = UnitFormatManager.instance().parse(from.strip());
        Unit target = UnitFormatManager.instance().parse(to.strip());
        boolean dated = source instanceof TimeScaleUnit || target instanceof TimeScaleUnit;
        if (dated || !source.isCompatible(target)) {
          return Optional.empty();
        }
        Converter converter = source.getConverterTo(target);
        return Optional.of(converter::convert);
      } catch (UnitException | RuntimeException e) {
        return Optional.empty();
      }
    }
  }
}
