package org.arcoforge.plan;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.NavigableSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.IntStream;
import org.arcoforge.dataset.Block;
import org.arcoforge.recipe.Duplicates;
import org.arcoforge.recipe.Order;

/**
 * The coordinate values of files that follow one another, in the order in which they go into the
 * store, without those that are left out.
 */
final class CoordinateSequence {
  private final List<Block> blocks;
  private final int[] keys;
  private final int[] files;

  /** Of each element: its place in the order of values, the file's place in blocks, and in it. */
  private final long[] ordered;

  private final int[] block;
  private final int[] inBlock;

  /** The first element, of those in the store, that is equal to one before; -1 if there is none. */
  private int firstDuplicate = -1;

  private long duplicates;

  /** Whether values stand in another order than in the files. */
  private boolean sorted;

  /**
   * Makes the sequence of {@code blocks}.
   *
   * @param keys the key of each block on the axis; 0 if there is none
   * @param files the number of the file of each block
   * @param order of their values
   * @param tolerance by how much numbers may differ and still be duplicates
   */
  CoordinateSequence(
      List<Block> blocks,
      int[] keys,
      int[] files,
      CoordinateOrder order,
      Order sorting,
      Duplicates kept,
      double tolerance) {
    this.blocks = blocks;
    this.keys = keys;
    this.files = files;
    int size = blocks.stream().mapToInt(Block::size).reduce(0, Math::addExact);
    long[] values = new long[size];
    double[] numbers = new double[size];
    int[] of = new int[size];
    int[] within = new int[size];
    int at = 0;
    for (int b = 0; b < blocks.size(); b++) {
      long[] part = order.of(blocks.get(b));
      for (int i = 0; i < part.length; i++) {
        values[at] = part[i];
        numbers[at] = number(blocks.get(b), i);
        of[at] = b;
        within[at++] = i;
      }
    }
    int[] picked = picked(values, numbers, sorting, kept, tolerance);
    sorted = IntStream.range(1, picked.length).anyMatch(i -> picked[i] < picked[i - 1]);
    ordered = Arrays.stream(picked).mapToLong(i -> values[i]).toArray();
    block = Arrays.stream(picked).map(i -> of[i]).toArray();
    inBlock = Arrays.stream(picked).map(i -> within[i]).toArray();
  }

  private CoordinateSequence(
      List<Block> blocks, int[] files, long[] ordered, int[] block, int[] inBlock) {
    this.blocks = blocks;
    this.keys = new int[files.length];
    this.files = files;
    this.ordered = ordered;
    this.block = block;
    this.inBlock = inBlock;
  }

  /**
   * Returns all values of {@code sequences} once, ascending; they come from the first that has
   * each. Values of different sequences that differ by no more than {@code tolerance} are one.
   */
  static CoordinateSequence union(List<CoordinateSequence> sequences, double tolerance) {
    Map<Long, int[]> found = new TreeMap<>();
    TreeSet<Double> earlier = new TreeSet<>();
    List<Block> blocks = new ArrayList<>();
    List<Integer> files = new ArrayList<>();
    for (CoordinateSequence sequence : sequences) {
      List<Double> added = new ArrayList<>();
      for (int i = 0; i < sequence.size(); i++) {
        double number = sequence.number(i);
        if (tolerance > 0 && isNear(earlier, number, tolerance)) {
          continue;
        }
        int place = blocks.size() + sequence.block[i];
        int within = sequence.inBlock[i];
        found.computeIfAbsent(sequence.ordered[i], value -> new int[] {place, within});
        added.add(number);
      }
      if (tolerance > 0) {
        earlier.addAll(added);
      }
      blocks.addAll(sequence.blocks);
      Arrays.stream(sequence.files).forEach(files::add);
    }
    return new CoordinateSequence(
        blocks,
        files.stream().mapToInt(f -> f).toArray(),
        found.keySet().stream().mapToLong(v -> v).toArray(),
        found.values().stream().mapToInt(at -> at[0]).toArray(),
        found.values().stream().mapToInt(at -> at[1]).toArray());
  }

  private static boolean isNear(NavigableSet<Double> numbers, double number, double tolerance) {
    Double below = numbers.floor(number);
    Double above = numbers.ceiling(number);
    return (below != null && number - below <= tolerance)
        || (above != null && above - number <= tolerance);
  }

  private int[] picked(
      long[] values, double[] numbers, Order sorting, Duplicates kept, double tolerance) {
    IntBinaryPredicate same =
        (a, b) ->
            values[a] == values[b]
                || (tolerance > 0 && Math.abs(numbers[a] - numbers[b]) <= tolerance);
    if (isMonotone(values, same)) {
      return sorting == Order.BY_VALUE && values.length > 1 && values[0] > values[1]
          ? IntStream.iterate(values.length - 1, i -> i >= 0, i -> i - 1).toArray()
          : IntStream.range(0, values.length).toArray();
    }
    int[] byValue =
        IntStream.range(0, values.length)
            .boxed()
            .sorted((a, b) -> Long.compare(values[a], values[b]))
            .mapToInt(i -> i)
            .toArray();
    boolean[] dropped = new boolean[values.length];
    int end;
    for (int from = 0; from < byValue.length; from = end) {
      end = from + 1;
      while (end < byValue.length && same.test(byValue[end], byValue[end - 1])) {
        end++;
      }
      dropDuplicates(Arrays.copyOfRange(byValue, from, end), kept, dropped);
    }
    IntStream sequence =
        sorting == Order.BY_VALUE ? Arrays.stream(byValue) : IntStream.range(0, values.length);
    int[] picked = sequence.filter(i -> !dropped[i]).toArray();
    if (firstDuplicate >= 0 && sorting == Order.BY_VALUE) {
      int duplicate = firstDuplicate;
      firstDuplicate =
          IntStream.range(0, picked.length)
              .filter(i -> picked[i] == duplicate)
              .findFirst()
              .orElse(-1);
    }
    return picked;
  }

  /** Says whether two elements are the same value. */
  @FunctionalInterface
  private interface IntBinaryPredicate {
    boolean test(int a, int b);
  }

  /** Marks all of {@code same}, elements of one value, that are not kept. */
  private void dropDuplicates(int[] same, Duplicates kept, boolean[] dropped) {
    if (same.length < 2) {
      return;
    }
    Arrays.sort(same);
    duplicates += same.length - 1;
    if (kept == Duplicates.FIRST || kept == Duplicates.LAST) {
      int keep = kept == Duplicates.FIRST ? same[0] : same[same.length - 1];
      for (int element : same) {
        dropped[element] = element != keep;
      }
    } else if (firstDuplicate < 0 || same[1] < firstDuplicate) {
      firstDuplicate = same[1];
    }
  }

  private static boolean isMonotone(long[] values, IntBinaryPredicate same) {
    boolean ascends = true;
    boolean descends = true;
    for (int i = 1; i < values.length; i++) {
      boolean moves = !same.test(i, i - 1);
      ascends &= moves && values[i] > values[i - 1];
      descends &= moves && values[i] < values[i - 1];
    }
    return ascends || descends;
  }

  int size() {
    return ordered.length;
  }

  /** Returns whether values stand in another order than in the files, by their keys. */
  boolean isSorted() {
    return sorted;
  }

  /** Returns how many values stand at least the second time, before any were left out. */
  long duplicates() {
    return duplicates;
  }

  /** Returns the first element that is equal to another before it, if they are not left out. */
  int firstDuplicate() {
    return firstDuplicate;
  }

  /** Returns the first element that is out of order; -1 if all ascend or descend strictly. */
  int firstUnordered() {
    boolean ascends = ordered.length < 2 || ordered[1] > ordered[0];
    for (int i = 1; i < ordered.length; i++) {
      if (ascends ? ordered[i] <= ordered[i - 1] : ordered[i] >= ordered[i - 1]) {
        return i;
      }
    }
    return -1;
  }

  /** Returns the first element that is NaN; -1 if none is. */
  int firstMissing() {
    return IntStream.range(0, ordered.length)
        .filter(i -> ordered[i] == CoordinateOrder.NAN)
        .filter(i -> Double.isNaN(number(i)) && !isText(i))
        .findFirst()
        .orElse(-1);
  }

  private boolean isText(int i) {
    return blocks.get(block[i]).type().isText();
  }

  /** Returns the values in the order of {@link CoordinateOrder}. */
  long[] ordered() {
    return ordered;
  }

  /** Returns the key of the file of element {@code i}. */
  int key(int i) {
    return keys[block[i]];
  }

  /** Returns the file of element {@code i}. */
  int file(int i) {
    return files[block[i]];
  }

  /** Returns element {@code i} as a block of one element. */
  Block value(int i) {
    return blocks.get(block[i]).slice(new int[] {inBlock[i]}, new int[] {1});
  }

  /** Returns the number that element {@code i} is; NaN if it is text. */
  double number(int i) {
    return number(blocks.get(block[i]), inBlock[i]);
  }

  private static double number(Block part, int i) {
    return part.type().isText() ? Double.NaN : part.doubleAt(i);
  }

  /** Puts element {@code i} at {@code at} of {@code target}. */
  void put(int i, Block target, int at) {
    target.paste(blocks.get(block[i]), new int[] {inBlock[i]}, new int[] {at}, new int[] {1});
  }

  /**
   * Returns where the elements come from, if element {@code i} goes to {@code places[i]}, which are
   * distinct.
   */
  Layout.Runs runs(int[] places) {
    Layout.Runs.Builder builder = new Layout.Runs.Builder();
    // Runs ascend in the store also where values descend in the files.
    IntStream.range(0, ordered.length)
        .boxed()
        .sorted(Comparator.comparingInt(i -> places[i]))
        .forEach(i -> builder.add(places[i], 1, key(i), inBlock[i]));
    return builder.build();
  }
}
