package org.arcoforge.dataset;

import java.io.Serializable;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalDouble;
import org.arcoforge.dataset.AttributeValue.Numbers;
import org.jspecify.annotations.Nullable;

/**
 * What the stored values of a variable mean: which stand for no value, how the others unpack, and
 * in which units they are (CF sections 2.5.1, 3.1, 4.4 and 8.1). Two codings are equal if equal
 * stored values mean the same.
 */
public final class ValueCoding implements Serializable {
  private final DataType type;
  private final DataType interpreted;
  private final boolean packed;
  private final double scale;
  private final double offset;
  private final DataType unpackedType;
  private final MissingValues missing;
  private final double lowest;
  private final double highest;
  private final String units;
  private final @Nullable CfTime time;

  private ValueCoding(Variable variable, String units, @Nullable CfTime time) {
    Attributes attributes = variable.attributes();
    this.type = variable.type();
    this.interpreted = interpretedType(variable);
    OptionalDouble scaleFactor = attributes.number("scale_factor");
    OptionalDouble addOffset = attributes.number("add_offset");
    this.packed = interpreted != type || scaleFactor.isPresent() || addOffset.isPresent();
    this.scale = scaleFactor.orElse(1);
    this.offset = addOffset.orElse(-0.0); // Adding this changes nothing.
    this.unpackedType = packed ? unpackedType(variable) : type;
    this.missing = MissingValues.of(variable);
    this.lowest = limit(attributes, 0).orElse(Double.NEGATIVE_INFINITY);
    this.highest = limit(attributes, 1).orElse(Double.POSITIVE_INFINITY);
    this.units = units;
    this.time = time;
  }

  private ValueCoding(
      ValueCoding other, double lowest, double highest, String units, @Nullable CfTime time) {
    this.type = other.type;
    this.interpreted = other.interpreted;
    this.packed = other.packed;
    this.scale = other.scale;
    this.offset = other.offset;
    this.unpackedType = other.unpackedType;
    this.missing = other.missing;
    this.lowest = lowest;
    this.highest = highest;
    this.units = units;
    this.time = time;
  }

  /**
   * Returns the coding of {@code variable}; bounds have the units and the calendar of the variable
   * they bound, unless they have their own.
   */
  public static ValueCoding of(Schema schema, Variable variable) {
    Variable parent =
        variable.attributes().find("units").isPresent()
            ? variable
            : References.parent(schema, variable).orElse(variable);
    Attributes attributes = parent.attributes();
    String units = attributes.text("units").orElse("");
    boolean counts =
        !variable.type().isText()
            && !isScaled(attributes)
            && !isScaled(variable.attributes())
            && units.toLowerCase(java.util.Locale.ROOT).contains("since");
    Optional<CfTime> time =
        counts ? CfTime.parse(units, calendar(schema, variable)) : Optional.empty();
    return new ValueCoding(variable, units, time.orElse(null));
  }

  private static Optional<String> calendar(Schema schema, Variable variable) {
    return variable
        .attributes()
        .text("calendar")
        .or(
            () ->
                References.parent(schema, variable)
                    .flatMap(parent -> parent.attributes().text("calendar")));
  }

  /** Returns the coding of a variable that bounds no other. */
  public static ValueCoding of(Variable variable) {
    return of(Schema.of(List.of(), List.of(), Attributes.NONE), variable);
  }

  private static boolean isScaled(Attributes attributes) {
    return attributes.find("scale_factor").isPresent() || attributes.find("add_offset").isPresent();
  }

  /** Returns the type as which the bits of stored values are to be read. */
  static DataType interpretedType(Variable variable) {
    String unsigned = variable.attributes().text("_Unsigned").orElse("");
    return unsigned.equalsIgnoreCase("true")
        ? variable.type().unsigned()
        : unsigned.equalsIgnoreCase("false") ? variable.type().signed() : variable.type();
  }

  /** CF section 8.1: that of the packing attributes; double if they do not say, or might not do. */
  private static DataType unpackedType(Variable variable) {
    boolean single = false;
    for (String name : new String[] {"scale_factor", "add_offset"}) {
      if (variable.attributes().find(name).orElse(null) instanceof Numbers numbers) {
        if (numbers.type() != DataType.FLOAT32 && numbers.type() != DataType.FLOAT16) {
          return DataType.FLOAT64;
        }
        single = true;
      }
    }
    boolean narrow = variable.type().byteSize() <= 2 || variable.type() == DataType.FLOAT32;
    return single && narrow ? DataType.FLOAT32 : DataType.FLOAT64;
  }

  /**
   * Returns a limit of valid values, unpacked: attributes in the type of the variable are not.
   *
   * @param place 0 for the lowest, 1 for the highest
   */
  private OptionalDouble limit(Attributes attributes, int place) {
    // Packed values of a negative scale ascend while what they mean descends.
    int packedPlace = scale < 0 ? 1 - place : place;
    String[] singles = {"valid_min", "valid_max"};
    double limit = Double.NaN;
    if (attributes.find("valid_range").orElse(null) instanceof Numbers range
        && range.values().size() == 2) {
      boolean inPacked = isPackedLimit(range.type());
      limit = unpackedLimit(range.values().get(inPacked ? packedPlace : place), inPacked);
    }
    for (String single : singles) {
      if (attributes.find(single).orElse(null) instanceof Numbers one && one.values().size() == 1) {
        boolean inPacked = isPackedLimit(one.type());
        if (single.equals(singles[inPacked ? packedPlace : place])) {
          limit = unpackedLimit(one.values().get(0), inPacked);
        }
      }
    }
    return Double.isNaN(limit) ? OptionalDouble.empty() : OptionalDouble.of(limit);
  }

  private boolean isPackedLimit(DataType in) {
    return in == type || in.isInteger();
  }

  private double unpackedLimit(Number limit, boolean isPacked) {
    double value = limit.doubleValue();
    return inUnpackedWidth(isPacked ? interpreted(value) * scale + offset : value);
  }

  /** Returns {@code value} rounded as it is where values are unpacked in their width. */
  private double inUnpackedWidth(double value) {
    return unpackedType == DataType.FLOAT32 ? (float) value : value;
  }

  private double interpreted(double value) {
    if (interpreted == type) {
      return value;
    }
    double all = Math.scalb(1.0, 8 * type.byteSize());
    return interpreted.isUnsigned()
        ? (value < 0 ? value + all : value)
        : (value >= all / 2 ? value - all : value);
  }

  public DataType type() {
    return type;
  }

  /** Returns whether values must be unpacked: scaled, shifted or read as unsigned. */
  public boolean isPacked() {
    return packed;
  }

  /** Returns the type that unpacked values have by CF section 8.1; that of the variable if none. */
  public DataType unpackedType() {
    return unpackedType;
  }

  /** Returns what values count from and in, if they are times. */
  public Optional<CfTime> time() {
    return Optional.ofNullable(time);
  }

  /** Returns the units; empty if there are none. */
  public String units() {
    return units;
  }

  /** Returns this in other units. */
  public ValueCoding withUnits(String newUnits) {
    return new ValueCoding(this, lowest, highest, newUnits, time);
  }

  /** Returns this as times that count from and in {@code newTime}. */
  public ValueCoding withTime(CfTime newTime) {
    return new ValueCoding(this, lowest, highest, newTime.units(), newTime);
  }

  /** Returns whether some stored value stands for none. */
  public boolean hasMissing() {
    return missing.isAny();
  }

  /** Returns this with all values valid. */
  public ValueCoding withoutLimits() {
    return hasLimits()
        ? new ValueCoding(this, Double.NEGATIVE_INFINITY, Double.POSITIVE_INFINITY, units, time)
        : this;
  }

  double scale() {
    return scale;
  }

  double offset() {
    return offset;
  }

  /** Returns whether element {@code i} stands for no value; NaN always does. */
  public boolean isMissing(Block block, int i) {
    return missing.contains(block, i) || (type.isFloat() && Double.isNaN(block.doubleAt(i)));
  }

  /** Returns whether element {@code i} is one of the values declared to stand for none. */
  boolean isDeclaredMissing(Block block, int i) {
    return missing.contains(block, i);
  }

  /** Returns whether values beyond a limit are taken for missing. */
  boolean hasLimits() {
    return lowest != Double.NEGATIVE_INFINITY || highest != Double.POSITIVE_INFINITY;
  }

  /** Sets element {@code i} to stand for no value; returns false if no value does. */
  boolean setMissing(Block block, int i) {
    return missing.set(block, i);
  }

  /** Returns what element {@code i} means, NaN if that is nothing valid. */
  public double unpacked(Block block, int i) {
    if (isMissing(block, i)) {
      return Double.NaN;
    }
    double value = interpreted(block.doubleAt(i)) * scale + offset;
    double compared = inUnpackedWidth(value);
    boolean valid = compared >= lowest && compared <= highest;
    return valid ? value : Double.NaN;
  }

  /** Returns whether values of {@code other} are packed alike: equal numbers mean the same. */
  boolean isPackedAs(ValueCoding other) {
    return type == other.type
        && interpreted == other.interpreted
        && scale == other.scale
        && offset == other.offset;
  }

  /** Returns whether the same stored values stand for none. */
  boolean hasMissingOf(ValueCoding other) {
    return missing.equals(other.missing);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof ValueCoding c
        && isPackedAs(c)
        && hasMissingOf(c)
        && lowest == c.lowest
        && highest == c.highest
        && units.equals(c.units)
        && Objects.equals(time, c.time);
  }

  @Override
  public int hashCode() {
    return Objects.hash(type, interpreted, scale, offset, units, time);
  }

  /** Returns type, packing and units for messages. */
  public String describe() {
    return this + (units.isEmpty() ? "" : " in '" + units + "'");
  }

  @Override
  public String toString() {
    return packed ? "%s × %s + %s".formatted(type, scale, offset + 0.0) : type.toString();
  }
}
