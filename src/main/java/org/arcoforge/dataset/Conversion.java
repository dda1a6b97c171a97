package org.arcoforge.dataset;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.arcoforge.dataset.AttributeValue.Numbers;

/**
 * The conversion of numbers from one type to another: exact, or to the nearest value that the other
 * type has. Both refuse what is beyond its range.
 */
final class Conversion {
  private static final double TWO_63 = 0x1p63;

  private final DataType from;
  private final DataType to;
  private final boolean rounds;

  private Conversion(DataType from, DataType to, boolean rounds) {
    this.from = from;
    this.to = to;
    this.rounds = rounds;
  }

  static Conversion exact(DataType from, DataType to) {
    return new Conversion(from, to, false);
  }

  /** Ties go to the even neighbour. */
  static Conversion rounding(DataType from, DataType to) {
    return new Conversion(from, to, true);
  }

  /** Converts element {@code i}; returns false, and leaves it undefined, if that is impossible. */
  boolean convert(Block source, Block target, int i) {
    if (from.isInteger()) {
      long value = source.longAt(i);
      if (to.isInteger()) {
        target.setLong(i, value);
        boolean huge = from == DataType.UINT64 && value < 0;
        return huge ? to == DataType.UINT64 : to.holds(value);
      }
      double value64 = source.doubleAt(i);
      target.setDouble(i, value64);
      double result = target.doubleAt(i);
      return Double.isFinite(result) && (rounds || isExactly(result, value));
    }
    double value = source.doubleAt(i);
    if (to.isFloat()) {
      target.setDouble(i, value);
      double result = target.doubleAt(i);
      return Double.isNaN(value)
          || (rounds ? Double.isInfinite(result) == Double.isInfinite(value) : result == value);
    }
    double whole = Math.rint(value);
    if (!rounds && whole != value) {
      return false;
    }
    if (to == DataType.UINT64 && whole >= TWO_63 && whole < 2 * TWO_63) {
      target.setLong(i, (long) (whole - TWO_63) + Long.MIN_VALUE);
      return true;
    }
    target.setLong(i, (long) whole);
    return whole >= -TWO_63 && whole < TWO_63 && to.holds((long) whole);
  }

  private boolean isExactly(double result, long value) {
    if (from == DataType.UINT64 && value < 0) {
      return result < 2 * TWO_63 && (long) (result - TWO_63) + Long.MIN_VALUE == value;
    }
    return result < TWO_63 && (long) result == value;
  }

  /** Returns {@code value}, numbers of the type converted from; empty if that is impossible. */
  Optional<AttributeValue> attribute(AttributeValue value) {
    Block source = block((Numbers) value);
    Block target = Block.allocate(to, source.size());
    for (int i = 0; i < source.size(); i++) {
      if (!convert(source, target, i)) {
        return Optional.empty();
      }
    }
    return Optional.of(numbers(target));
  }

  /** Returns a block of one number, of the type that {@link AttributeValue#number} says. */
  static Block block(Number number) {
    return block((Numbers) AttributeValue.number(number));
  }

  private static Block block(Numbers numbers) {
    List<Number> values = numbers.values();
    Block block = Block.allocate(numbers.type(), values.size());
    for (int i = 0; i < values.size(); i++) {
      if (numbers.type().isInteger()) {
        block.setLong(i, values.get(i).longValue());
      } else {
        block.setDouble(i, values.get(i).doubleValue());
      }
    }
    return block;
  }

  private static AttributeValue numbers(Block block) {
    List<Number> values = new ArrayList<>();
    for (int i = 0; i < block.size(); i++) {
      values.add(number(block, i));
    }
    return AttributeValue.numbers(block.type(), values);
  }

  /** Returns element {@code i} of a numeric block, exactly. */
  static Number number(Block block, int i) {
    if (block.type().isFloat()) {
      return block.doubleAt(i);
    }
    long value = block.longAt(i);
    return block.type() == DataType.UINT64 ? new BigInteger(Long.toUnsignedString(value)) : value;
  }
}
