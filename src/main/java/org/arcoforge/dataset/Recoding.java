package org.arcoforge.dataset;

import java.io.IOException;
import java.util.Arrays;
import java.util.Optional;
import java.util.function.DoubleUnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Changes stored values of one coding to those of another that mean the same. For one thread.
 *
 * <p>Missing values become those of the other coding. A value that cannot be kept is an error: one
 * that the other type has not, that differs by more than the bound, or that would become missing.
 */
public final class Recoding {
  /** Converts one element that is not missing; returns false if that is impossible. */
  @FunctionalInterface
  private interface Element {
    boolean convert(Block source, Block target, int i);
  }

  private final ValueCoding from;
  private final ValueCoding to;
  private final @Nullable Element element;

  /** Whether values are unpacked, which makes those beyond the limits of valid ones missing. */
  private final boolean unpacks;

  private Recoding(ValueCoding from, ValueCoding to, @Nullable Element element, boolean unpacks) {
    this.from = from;
    this.to = to;
    this.element = element;
    this.unpacks = unpacks;
  }

  /**
   * How far a value may move.
   *
   * @param rounds whether it may be rounded to the type
   * @param maximumError by how much a packed value may differ from what it was, when unpacked
   */
  public record Bound(boolean rounds, double maximumError) implements java.io.Serializable {
    /** Not at all. */
    public static final Bound EXACT = new Bound(false, 0);
  }

  /**
   * Returns the recoding; empty if there is none: from text to numbers, between units that measure
   * different things, or times of different calendars.
   */
  public static Optional<Recoding> between(ValueCoding file, ValueCoding to, Bound bound) {
    // Limits that the other coding has too are left to readers, as in files that do not change.
    boolean honoursLimits = file.hasLimits() && !to.hasLimits();
    ValueCoding from = honoursLimits ? file : file.withoutLimits();
    if (from.type().isText() || to.type().isText()) {
      return from.type() == to.type()
          ? Optional.of(new Recoding(from, to, null, false))
          : Optional.empty();
    }
    if (from.time().isPresent() && to.time().isPresent()) {
      return TimeConversion.between(from.time().get(), to.time().get())
          .map(
              time ->
                  time.isIdentity() && from.type() == to.type()
                      ? unchanged(from, to)
                      : new Recoding(
                          from,
                          to,
                          (source, target, i) -> time.convert(source, i, target, i),
                          false));
    }
    boolean sameUnits = from.units().equals(to.units());
    if (sameUnits && from.isPackedAs(to) && !honoursLimits) {
      return Optional.of(unchanged(from, to));
    }
    if (sameUnits && !from.isPacked() && !to.isPacked()) {
      Conversion conversion =
          bound.rounds()
              ? Conversion.rounding(from.type(), to.type())
              : Conversion.exact(from.type(), to.type());
      return Optional.of(new Recoding(from, to, conversion::convert, honoursLimits));
    }
    Optional<DoubleUnaryOperator> units =
        sameUnits
            ? Optional.of(DoubleUnaryOperator.identity())
            : UnitConversion.between(from.units(), to.units());
    return units.map(convert -> new Recoding(from, to, repacking(from, to, convert, bound), true));
  }

  private static Recoding unchanged(ValueCoding from, ValueCoding to) {
    return new Recoding(
        from,
        to,
        from.hasMissingOf(to) ? null : (source, target, i) -> copy(source, target, i),
        false);
  }

  private static boolean copy(Block source, Block target, int i) {
    int width = source.type().byteSize();
    System.arraycopy(source.bytes(), i * width, target.bytes(), i * width, width);
    return true;
  }

  private static Element repacking(
      ValueCoding from, ValueCoding to, DoubleUnaryOperator units, Bound bound) {
    if (to.type().isFloat() && !to.isPacked()) {
      boolean rounds = bound.rounds() || to.type().byteSize() >= from.unpackedType().byteSize();
      return (source, target, i) -> {
        double value = units.applyAsDouble(from.unpacked(source, i));
        target.setDouble(i, value);
        double result = target.doubleAt(i);
        return rounds ? Double.isInfinite(result) == Double.isInfinite(value) : result == value;
      };
    }
    Conversion stored = Conversion.rounding(DataType.FLOAT64, to.type());
    Block one = Block.allocate(DataType.FLOAT64, 1);
    Block packed = Block.allocate(to.type(), 1);
    int width = to.type().byteSize();
    return (source, target, i) -> {
      double value = units.applyAsDouble(from.unpacked(source, i));
      one.setDouble(0, (value - to.offset()) / to.scale());
      if (!stored.convert(one, packed, 0)) {
        return false;
      }
      double again = packed.doubleAt(0) * to.scale() + to.offset();
      System.arraycopy(packed.bytes(), 0, target.bytes(), i * width, width);
      if (bound.rounds() && !to.isPacked()) {
        return true;
      }
      // Half a step may come out larger by the rounding of these sums.
      double slack = 4 * Math.ulp(Math.max(Math.abs(value), Math.abs(to.offset())));
      return Math.abs(again - value) <= bound.maximumError() + slack;
    };
  }

  /** Returns whether stored values stay as they are, bit for bit. */
  public boolean isIdentity() {
    return element == null;
  }

  /**
   * Returns the values of {@code source} recoded; the same block if this is the identity.
   *
   * @param region where they are in the variable, for messages
   * @param name the variable and its file, for messages
   * @throws IOException if a value cannot be kept; it names the first one
   */
  public Block recode(Block source, Region region, String name) throws IOException {
    if (element == null) {
      return source;
    }
    Block target = Block.allocate(to.type(), source.shape());
    for (int i = 0; i < source.size(); i++) {
      boolean missing =
          unpacks ? Double.isNaN(from.unpacked(source, i)) : from.isMissing(source, i);
      boolean kept = missing ? to.setMissing(target, i) : element.convert(source, target, i);
      if (!kept) {
        throw failure(
            source,
            region,
            i,
            name,
            missing ? "it is missing, and no value stands for that" : "it cannot be kept");
      }
      if (!missing && to.isDeclaredMissing(target, i)) {
        throw failure(source, region, i, name, "it would stand for a missing value");
      }
    }
    return target;
  }

  private IOException failure(Block source, Region region, int i, String name, String reason) {
    return new IOException(
        "Cannot convert %s at %s of %s from %s to %s: %s. Choose another type, packing or fill value for it in the target."
            .formatted(
                Conversion.number(source, i),
                Arrays.toString(region.index(i)),
                name,
                from.describe(),
                to.describe(),
                reason));
  }
}
