package org.arcoforge.plan;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.arcoforge.dataset.Block;
import org.arcoforge.dataset.DataType;

/**
 * Maps coordinate values to 64-bit integers of the same order, so that values are equal exactly if
 * their integers are. Text is ordered by its UTF-16 units.
 */
final class CoordinateOrder {
  /** Stands for NaN, which is behind all numbers. */
  static final long NAN = Long.MAX_VALUE;

  private final Map<String, Long> ranks = new HashMap<>();

  /** Makes the order of the values of {@code blocks}, which have one type. */
  CoordinateOrder(List<Block> blocks) {
    TreeSet<String> texts = new TreeSet<>();
    for (Block block : blocks) {
      texts.addAll(Arrays.asList(block.strings()));
    }
    for (String text : texts) {
      ranks.put(text, (long) ranks.size());
    }
  }

  /** Returns the integers of all values. */
  long[] of(Block block) {
    long[] ordered = new long[block.size()];
    for (int i = 0; i < ordered.length; i++) {
      ordered[i] = of(block, i);
    }
    return ordered;
  }

  private long of(Block block, int i) {
    DataType type = block.type();
    if (type == DataType.STRING) {
      return ranks.getOrDefault(block.strings()[i], -1L);
    }
    if (!type.isFloat()) {
      long value = block.longAt(i);
      return type == DataType.UINT64 ? value ^ Long.MIN_VALUE : value;
    }
    double value = block.doubleAt(i);
    if (Double.isNaN(value)) {
      return NAN;
    }
    long bits = Double.doubleToLongBits(value + 0.0);
    return bits >= 0 ? bits : bits ^ Long.MAX_VALUE;
  }
}
