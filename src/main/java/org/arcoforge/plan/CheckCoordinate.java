package org.arcoforge.plan;

import java.util.Arrays;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.arcoforge.dataset.Block;
import org.arcoforge.dataset.CfTime;
import org.arcoforge.plan.Conflict.Saying;
import org.arcoforge.plan.Conflict.Severity;
import org.arcoforge.recipe.Combination;
import org.arcoforge.recipe.Duplicates;
import org.arcoforge.recipe.Order;
import org.jspecify.annotations.Nullable;

/** Checks the values of one coordinate: in order, without duplicates, and the same in all files. */
final class CheckCoordinate {
  private final String dimension;
  private final Combination combination;
  private final Conflicts conflicts;
  private final boolean isText;
  private final Optional<CfTime> time;

  CheckCoordinate(
      String dimension, TargetVariable target, Combination combination, Conflicts conflicts) {
    this.dimension = dimension;
    this.combination = combination;
    this.conflicts = conflicts;
    this.isText = target.variable().type().isText();
    this.time = target.coding().time();
  }

  /** Returns whether the tolerance keeps apart what one file has; reports it if not. */
  boolean isTolerable(Iterable<Block> files) {
    double tolerance = combination.tolerance(dimension);
    if (tolerance == 0 || isText) {
      return true;
    }
    double step = Double.POSITIVE_INFINITY;
    for (Block file : files) {
      double[] numbers = IntStream.range(0, file.size()).mapToDouble(file::doubleAt).toArray();
      Arrays.sort(numbers);
      for (int i = 1; i < numbers.length; i++) {
        double difference = numbers[i] - numbers[i - 1];
        step = difference > 0 ? Math.min(step, difference) : step;
      }
    }
    if (2 * tolerance <= step) {
      return true;
    }
    conflicts.add(
        Severity.ERROR,
        "tolerance",
        dimension,
        List.of(),
        "A tolerance of %s confuses values of one file, which are %s apart: choose one below half of that."
            .formatted(tolerance, step));
    return false;
  }

  /** Returns whether values are distinct and in order; reports it if not. */
  boolean isSound(CoordinateSequence sequence) {
    if (sequence.firstDuplicate() >= 0 && combination.duplicates(dimension) == Duplicates.ERROR) {
      int again = sequence.firstDuplicate();
      double tolerance = combination.tolerance(dimension);
      int before =
          IntStream.range(0, sequence.size())
              .filter(i -> i != again && isSame(sequence, i, sequence, again, tolerance))
              .findFirst()
              .orElse(again);
      conflicts.add(
          Severity.ERROR,
          "duplicate values",
          dimension,
          List.of(
              saying(sequence, before),
              conflicts.saying(
                  text(sequence, again) + " again",
                  List.of((long) sequence.file(again)),
                  sequence.duplicates())),
          "Choose duplicates(\"%s\", Duplicates.FIRST) or LAST in the target to keep one, or correct the coordinate in preprocess."
              .formatted(dimension));
      return false;
    }
    int missing = sequence.firstMissing();
    if (missing >= 0 && combination.order(dimension) != Order.BY_KEY) {
      conflicts.add(
          Severity.ERROR,
          "missing values",
          dimension,
          List.of(saying(sequence, missing)),
          "A coordinate must have a value everywhere: correct it in preprocess, or choose order(\"%s\", Order.BY_KEY) in the target to take it as it is."
              .formatted(dimension));
      return false;
    }
    int at = sequence.firstUnordered();
    if (at < 0 || isText || combination.order(dimension) != Order.CHECKED) {
      return true;
    }
    conflicts.add(
        Severity.ERROR,
        "order of values",
        dimension,
        List.of(saying(sequence, at - 1), saying(sequence, at)),
        "Choose order(\"%s\", Order.BY_VALUE) in the target to sort them, or Order.BY_KEY to keep this order."
            .formatted(dimension));
    return false;
  }

  /** Reports what was done to bring the values of all files together. */
  void reportChanges(List<CoordinateSequence> sequences, CoordinateSequence all) {
    long duplicates = sequences.stream().mapToLong(CoordinateSequence::duplicates).max().orElse(0);
    Duplicates kept = combination.duplicates(dimension);
    if (duplicates > 0 && kept != Duplicates.KEEP) {
      note(
          Severity.DROPPED,
          "duplicate values",
          "%,d of them; the %s of each is kept."
              .formatted(duplicates, kept == Duplicates.FIRST ? "first" : "last"));
    }
    if (sequences.stream().anyMatch(CoordinateSequence::isSorted)) {
      note(Severity.NOTED, "order of values", "Sorted, ascending.");
    }
    boolean equal = sequences.stream().allMatch(s -> Arrays.equals(s.ordered(), all.ordered()));
    if (!equal && sequences.stream().allMatch(s -> difference(all, s) < 0)) {
      note(
          Severity.FIRST,
          "values",
          "They differ by no more than the tolerance of %s."
              .formatted(combination.tolerance(dimension)));
    } else if (!equal) {
      note(
          Severity.FILLED,
          "join",
          "%,d values, of which files have from %,d to %,d."
              .formatted(
                  all.size(),
                  sequences.stream().mapToInt(CoordinateSequence::size).min().orElse(0),
                  sequences.stream().mapToInt(CoordinateSequence::size).max().orElse(0)));
    }
  }

  private void note(Severity severity, String aspect, String text) {
    conflicts.add(severity, aspect, dimension, List.of(), text);
  }

  /** Returns a sequence of the values of all, or null and reports it if they may not be joined. */
  @Nullable CoordinateSequence joined(List<CoordinateSequence> sequences) {
    CoordinateSequence first = sequences.get(0);
    for (CoordinateSequence other : sequences) {
      int difference = difference(first, other);
      if (difference >= 0) {
        if (combination.isOuter(dimension)) {
          return CoordinateSequence.union(sequences, combination.tolerance(dimension));
        }
        conflicts.add(
            Severity.ERROR,
            "coordinate values",
            dimension,
            List.of(describe(first, difference), describe(other, difference)),
            "In the target, choose outer(\"%s\") to join them with missing values, or tolerance(\"%s\", …) if they differ by rounding."
                .formatted(dimension, dimension));
        return null;
      }
    }
    return first;
  }

  /**
   * Returns where the elements of {@code sequence} go among {@code all}, or null and reports it if
   * two go to the same place.
   */
  int @Nullable [] places(CoordinateSequence sequence, CoordinateSequence all) {
    if (difference(all, sequence) < 0) {
      return IntStream.range(0, sequence.size()).toArray();
    }
    int[] places = IntStream.range(0, sequence.size()).map(i -> place(sequence, i, all)).toArray();
    BitSet taken = new BitSet();
    for (int i = 0; i < places.length; i++) {
      if (taken.get(places[i])) {
        conflicts.add(
            Severity.ERROR,
            "values that are one when joined",
            dimension,
            List.of(saying(all, places[i]), saying(sequence, i)),
            "Choose duplicates(\"%s\", Duplicates.FIRST) or LAST in the target, or a smaller tolerance."
                .formatted(dimension));
        return null;
      }
      taken.set(places[i]);
    }
    return places;
  }

  /** Returns the place of the value, or else of the nearest, as one within the tolerance is. */
  private static int place(CoordinateSequence sequence, int i, CoordinateSequence all) {
    int found = Arrays.binarySearch(all.ordered(), sequence.ordered()[i]);
    if (found >= 0) {
      return found;
    }
    int above = -found - 1;
    double number = sequence.number(i);
    boolean isAbove =
        above == 0
            || (above < all.size() && all.number(above) - number < number - all.number(above - 1));
    return isAbove ? above : above - 1;
  }

  /** Returns the first index at which two sequences differ; -1 if they do not. */
  private int difference(CoordinateSequence one, CoordinateSequence other) {
    double tolerance = combination.tolerance(dimension);
    for (int i = 0; i < Math.min(one.size(), other.size()); i++) {
      boolean same = isSame(one, i, other, i, tolerance);
      if (!same) {
        return i;
      }
    }
    return one.size() == other.size() ? -1 : Math.min(one.size(), other.size());
  }

  private boolean isSame(
      CoordinateSequence one, int i, CoordinateSequence other, int j, double tolerance) {
    return one.ordered()[i] == other.ordered()[j]
        || (!isText && tolerance > 0 && Math.abs(one.number(i) - other.number(j)) <= tolerance);
  }

  private Saying describe(CoordinateSequence sequence, int at) {
    if (sequence.size() == 0) {
      return new Saying("no values", List.of("its files"), 0);
    }
    int shown = Math.min(at, sequence.size() - 1);
    return conflicts.saying(
        "%s at index %d of %d".formatted(text(sequence, shown), shown, sequence.size()),
        sequence.file(shown));
  }

  private Saying saying(CoordinateSequence sequence, int i) {
    return conflicts.saying(text(sequence, i), sequence.file(i));
  }

  private String text(CoordinateSequence sequence, int i) {
    return text(sequence.value(i), 0);
  }

  private String text(Block block, int i) {
    return time.map(t -> t.text(block, i)).orElseGet(() -> BlockText.element(block, i));
  }

  /** Reports where a step of the coordinate is larger than the others. */
  void reportGaps(Block values) {
    FindGaps.Gaps gaps = FindGaps.of(values, time.orElse(null));
    if (gaps.first() < 0) {
      return;
    }
    conflicts.add(
        Severity.NOTED,
        "gap",
        dimension,
        List.of(),
        "Nothing between %s and %s%s; the usual step is %s."
            .formatted(
                text(values, gaps.first()),
                text(values, gaps.first() + 1),
                gaps.count() > 1 ? ", and %d more gaps".formatted(gaps.count() - 1) : "",
                gaps.step()));
  }
}
