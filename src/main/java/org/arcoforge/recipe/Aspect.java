package org.arcoforge.recipe;

import java.util.Collections;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/** Something on which source files may disagree, and what may be done about it. */
public enum Aspect {
  /** The element type. Converted: to the narrowest type that has all values of each. */
  TYPE(Policy.ERROR, Policy.CONVERT),
  /** The dimensions of a variable. Converted: to the order of the first file. */
  DIMENSIONS(Policy.ERROR, Policy.CONVERT),
  /**
   * {@code units}, except of time. Converted: to those of the first file, by the rules of udunits;
   * the values must be floating-point or become it. First: the values stay as they are.
   */
  UNITS(Policy.ERROR, Policy.FIRST, Policy.CONVERT),
  /**
   * What times count from and in. Converted: exactly, to the coarsest unit that has all of them as
   * integers; to {@code float64} if there is none.
   */
  TIME(Policy.CONVERT, Policy.ERROR),
  /**
   * {@code calendar}. Converted: between the standard and the proleptic Gregorian calendar, if all
   * dates are from 1582-10-15 on, where they are one. First: numbers stay as they are.
   */
  CALENDAR(Policy.ERROR, Policy.FIRST, Policy.CONVERT),
  /**
   * {@code scale_factor}, {@code add_offset} and {@code _Unsigned}. Converted: to unpacked
   * floating-point values, in the width of CF section 8.1.
   */
  PACKING(Policy.ERROR, Policy.CONVERT),
  /**
   * {@code _FillValue} and {@code missing_value}. Converted: every missing value becomes that of
   * the first file that has one; a value that would become missing by it is an error.
   */
  FILL_VALUE(Policy.ERROR, Policy.CONVERT),
  /** Other attributes that say what values mean, such as {@code valid_range}. */
  MEANING(Policy.ERROR, Policy.FIRST, Policy.DROP),
  /** All other attributes, also global ones. */
  ATTRIBUTES(Policy.DROP, Policy.FIRST, Policy.ERROR),
  /** The values of the coordinate variable of a dimension that files do not follow along. */
  COORDINATES(Policy.ERROR, Policy.FIRST),
  /** The values of other variables without the dimension of an axis. */
  STATIC_VALUES(Policy.ERROR, Policy.FIRST, Policy.DROP),
  /** Whether a variable is there. Fill: with missing values where it is not. */
  PRESENCE(Policy.ERROR, Policy.DROP, Policy.FILL),
  /**
   * One variable in several merge members. First: the values of the first member, if those of the
   * others are the same; all of them are read to find out.
   */
  MEMBERS(Policy.ERROR, Policy.FIRST);

  private final Policy usual;

  @SuppressWarnings("ImmutableEnumChecker") // It is a copy that cannot be changed.
  private final Set<Policy> allowed;

  Aspect(Policy usual, Policy... others) {
    this.usual = usual;
    this.allowed = Collections.unmodifiableSet(EnumSet.of(usual, others));
  }

  /** Returns the policy unless a recipe says otherwise. */
  public Policy usual() {
    return usual;
  }

  /** Returns the policies that make sense. */
  public Set<Policy> allowed() {
    return allowed;
  }

  boolean allows(Policy policy) {
    return allowed.contains(policy);
  }

  String allowedText() {
    return allowed.toString();
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', ' ');
  }
}
