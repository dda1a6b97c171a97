package org.arcoforge.dataset;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.arcoforge.dataset.CfTime.Unit;
import org.arcoforge.dataset.TimeParts.Origin;
import org.arcoforge.dataset.TimeParts.Part;

/** The values of one part of time, unpacked: of a variable, or one number for all elements. */
final class PartValues {
  private static final double WHOLE_FLOATS = 1 << 24;

  private final String time;
  private final Part part;
  private final Optional<Variable> variable;
  private final Block block;
  private final Region region;
  private final Optional<MissingValues> missing;
  private final BigDecimal scale;
  private final BigDecimal offset;

  private PartValues(
      String time, Part part, Optional<Variable> variable, Block block, Region region) {
    this.time = time;
    this.part = part;
    this.variable = variable;
    this.block = block;
    this.region = region;
    this.missing = variable.map(MissingValues::of);
    this.scale = packing("scale_factor").orElse(BigDecimal.ONE);
    this.offset = packing("add_offset").orElse(BigDecimal.ZERO);
  }

  /** Reads the values of a part of the variable that is to be called {@code time}. */
  static PartValues read(Dataset source, String time, Part part, Origin origin) {
    if (origin.variable().isEmpty()) {
      Region scalar = Region.all(new long[0]);
      Block block = Block.allocate(DataType.INT32);
      block.setLong(0, origin.number());
      return new PartValues(time, part, Optional.empty(), block, scalar);
    }
    Variable variable = source.schema().variable(origin.variable().get());
    if (variable.type().isText()) {
      throw new IllegalArgumentException(
          "Cannot set time '%s' from variable '%s': its type is %s, not a number."
              .formatted(time, variable.name(), variable.type()));
    }
    try {
      Block block = source.read(variable.name());
      Region region = source.schema().all(variable);
      return new PartValues(time, part, Optional.of(variable), block, region);
    } catch (IOException e) {
      throw new UncheckedIOException(
          "Cannot set time '%s' from variable '%s': its values cannot be read."
              .formatted(time, variable.name()),
          e);
    }
  }

  /** Returns the dimensions of the variable; none for one number. */
  List<String> dimensions() {
    return variable.map(Variable::dimensions).orElse(List.of());
  }

  /** Returns a whole number that is from {@code first} to {@code last}, both inclusive. */
  int whole(int i, int first, int last, String of) {
    double value = at(i);
    if (value != Math.rint(value) || value < first || value > last) {
      throw failure(i, "is not a whole number from %d to %d%s".formatted(first, last, of));
    }
    return (int) value;
  }

  /** Returns the nanoseconds of a number of {@code unit} that is 0 or more and less than end. */
  long nanos(int i, Unit unit, int end, boolean mayHaveFraction) {
    double value = at(i);
    if (!(value >= 0 && value < end)) {
      throw failure(i, "is not 0 or more and less than %d".formatted(end));
    }
    if (!mayHaveFraction && value != Math.rint(value)) {
      throw failure(i, "has a fraction, and a finer part is given");
    }
    long[] divisors = new CfTime(unit, CfCalendar.STANDARD, 0, 0).divisors();
    long divisor = CfTime.divisor(value, divisors);
    if (divisor == 0) {
      throw failure(i, "is not a whole number of nanoseconds");
    }
    return (long) Math.rint(value * divisor) * (unit.nanos() / divisor);
  }

  private double at(int element) {
    int i = block.size() == 1 ? 0 : element;
    if (missing.isPresent() && missing.get().contains(block, i)) {
      throw failure(element, "is missing");
    }
    double value = block.doubleAt(i);
    DataType type = block.type();
    if (!Double.isFinite(value)) {
      throw failure(element, "is not finite");
    }
    // Beyond this, float32 does not have every date.
    if (part == Part.DATE && type == DataType.FLOAT32 && Math.abs(value) >= WHOLE_FLOATS) {
      throw failure(element, "is of a type that does not have every date");
    }
    boolean isShort = type == DataType.FLOAT32 || type == DataType.FLOAT16;
    if (!isPacked() && !isShort) {
      return value;
    }
    // Decimal, so that 0.1 is a tenth, whatever the type.
    String text = isShort ? Float.toString((float) value) : Conversion.number(block, i).toString();
    return new BigDecimal(text).multiply(scale).add(offset).doubleValue();
  }

  private boolean isPacked() {
    return scale.compareTo(BigDecimal.ONE) != 0 || offset.signum() != 0;
  }

  private Optional<BigDecimal> packing(String attribute) {
    return variable.flatMap(v -> v.attributes().find(attribute)).orElse(null)
                instanceof AttributeValue.Numbers numbers
            && numbers.values().size() == 1
            && Double.isFinite(numbers.values().get(0).doubleValue())
        ? Optional.of(new BigDecimal(numbers.values().get(0).toString()))
        : Optional.empty();
  }

  /** Returns an error about element {@code i}, of which {@code reason} says why. */
  IllegalArgumentException failure(int i, String reason) {
    if (variable.isEmpty()) {
      return new IllegalArgumentException(
          "Cannot set time '%s': the %s %d %s. Give another."
              .formatted(time, part, block.longAt(0), reason));
    }
    int element = block.size() == 1 ? 0 : i;
    Number stored = Conversion.number(block, element);
    return new IllegalArgumentException(
        "Cannot set time '%s' from variable '%s': %s %s%s at %s %s. Correct it or leave it out with subset."
            .formatted(
                time,
                variable.get().name(),
                part,
                stored,
                isPacked() ? " (packed)" : "",
                Arrays.toString(region.index(element)),
                reason));
  }
}
