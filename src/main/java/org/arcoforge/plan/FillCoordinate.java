package org.arcoforge.plan;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.NavigableSet;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.arcoforge.dataset.Block;
import org.arcoforge.plan.Conflict.Severity;
import org.arcoforge.plan.InferValues.Inferred;
import org.arcoforge.recipe.Order;

/**
 * Decides which coordinate values along one axis files have that cannot be read: those of another
 * file of the same key, else those that the steps of files before and after leave room for.
 */
final class FillCoordinate {
  /** From how many files on either side steps are taken. */
  private static final int MOST_NEIGHBOURS = 3;

  private final MergedIndex index;
  private final PatternShape pattern;
  private final String dimension;
  private final int axis;
  private final int keys;
  private final TargetVariable target;
  private final Conflicts conflicts;
  private final Map<SharedValues, Block> blocks;

  /** The files with values, by their positions on other axes, then by their key. */
  private final Map<List<Integer>, NavigableMap<Integer, SharedValues>> groups =
      new LinkedHashMap<>();

  /**
   * Makes it.
   *
   * @param blocks values as the store has them; what is inferred is added
   */
  FillCoordinate(
      MergedIndex index,
      String dimension,
      int axis,
      TargetVariable target,
      Map<SharedValues, Block> blocks,
      Conflicts conflicts) {
    this.index = index;
    this.pattern = index.pattern();
    this.dimension = dimension;
    this.axis = axis;
    this.keys = pattern.axes().get(axis).size();
    this.target = target;
    this.blocks = blocks;
    this.conflicts = conflicts;
  }

  /** Returns {@code parts} with those of files that cannot be read; reports what cannot be. */
  NavigableMap<Integer, SharedValues> parts(NavigableMap<Integer, SharedValues> parts) {
    Set<Integer> failed = new TreeSet<>(index.failed().files().keySet());
    failed.removeAll(parts.keySet());
    NavigableMap<Integer, SharedValues> all = new TreeMap<>(parts);
    if (failed.isEmpty()) {
      return all;
    }
    parts.forEach(
        (file, values) ->
            groups
                .computeIfAbsent(pattern.otherPositions(axis, file), g -> new TreeMap<>())
                .put(pattern.positions(file)[axis], values));
    Map<List<Integer>, NavigableSet<Integer>> unknown = new LinkedHashMap<>();
    for (int file : failed) {
      List<Integer> group = pattern.otherPositions(axis, file);
      if (groups.containsKey(group)) {
        unknown.computeIfAbsent(group, g -> new TreeSet<>()).add(pattern.positions(file)[axis]);
      }
    }
    borrow(unknown);
    unknown.forEach(this::infer);
    for (int file : failed) {
      SharedValues found =
          groups
              .getOrDefault(pattern.otherPositions(axis, file), new TreeMap<>())
              .get(pattern.positions(file)[axis]);
      if (found != null) {
        all.put(file, found);
      }
    }
    return all;
  }

  /** Takes values of files of the same key, in groups that are divided alike where both are. */
  private void borrow(Map<List<Integer>, NavigableSet<Integer>> unknown) {
    Map<List<Integer>, NavigableMap<Integer, SharedValues>> borrowed = new HashMap<>();
    unknown.forEach(
        (group, missing) -> {
          NavigableMap<Integer, SharedValues> own = of(group);
          NavigableMap<Integer, SharedValues> found = new TreeMap<>();
          groups.forEach(
              (otherGroup, other) -> {
                if (found.size() < missing.size()
                    && missing.stream().anyMatch(k -> other.containsKey(k) && !found.containsKey(k))
                    && isAlike(own, other)) {
                  missing.stream()
                      .filter(other::containsKey)
                      .forEach(
                          k ->
                              found.putIfAbsent(k, java.util.Objects.requireNonNull(other.get(k))));
                }
              });
          borrowed.put(group, found);
        });
    borrowed.forEach(
        (group, found) -> {
          of(group).putAll(found);
          java.util.Objects.requireNonNull(unknown.get(group)).removeAll(found.keySet());
        });
  }

  private NavigableMap<Integer, SharedValues> of(List<Integer> group) {
    return java.util.Objects.requireNonNull(groups.get(group));
  }

  private Block block(SharedValues values) {
    return java.util.Objects.requireNonNull(blocks.get(values));
  }

  private boolean isAlike(
      NavigableMap<Integer, SharedValues> one, NavigableMap<Integer, SharedValues> other) {
    double tolerance = index.combination().tolerance(dimension);
    for (Map.Entry<Integer, SharedValues> part : one.entrySet()) {
      SharedValues theirs = other.get(part.getKey());
      if (theirs != null && !theirs.equals(part.getValue())) {
        Block a = block(part.getValue());
        Block b = block(theirs);
        boolean near =
            a.size() == b.size()
                && !a.type().isText()
                && IntStream.range(0, a.size())
                    .allMatch(i -> Math.abs(a.doubleAt(i) - b.doubleAt(i)) <= tolerance);
        if (!near && !a.equals(b)) {
          return false;
        }
      }
    }
    return true;
  }

  private void infer(List<Integer> group, NavigableSet<Integer> missing) {
    NavigableMap<Integer, SharedValues> known = of(group);
    NavigableMap<Integer, Block> inferred = new TreeMap<>();
    while (!missing.isEmpty()) {
      int first = missing.first();
      int end = first;
      while (missing.remove(end)) {
        end++;
      }
      String fault = infer(known, first, end, inferred);
      if (!fault.isEmpty()) {
        int file = file(group, first);
        conflicts.add(
            Severity.ERROR,
            "coordinate of a source file that cannot be read",
            dimension,
            List.of(conflicts.saying("unknown", file)),
            "It cannot be inferred: %s. Correct the file, or choose onFailure(OnFailure.SKIP) in the target."
                .formatted(fault));
        return;
      }
    }
    inferred.forEach(
        (key, values) -> {
          SharedValues part =
              new SharedValues(Fingerprint.of(values), target.coding(), List.of(dimension));
          blocks.put(part, values);
          known.put(key, part);
        });
  }

  /**
   * Infers the values of keys {@code first} to {@code end}, exclusive; returns why that cannot be
   * done, or an empty text.
   */
  private String infer(
      NavigableMap<Integer, SharedValues> known,
      int first,
      int end,
      NavigableMap<Integer, Block> inferred) {
    List<Integer> before = new ArrayList<>(known.headMap(first).keySet());
    List<Integer> after = new ArrayList<>(known.tailMap(end).keySet());
    before.removeIf(k -> block(partOf(known, k)).size() == 0);
    after.removeIf(k -> block(partOf(known, k)).size() == 0);
    if ((first > 0 && !known.containsKey(first - 1)) || (end < keys && !known.containsKey(end))) {
      return "a file next to it has no coordinate";
    }
    Inferred found;
    if (!before.isEmpty() && !after.isEmpty()) {
      Block last = joined(known, neighbours(before, first, true));
      Block next = joined(known, neighbours(after, end, false));
      found = InferValues.between(last, next, runs(known), target.coding().time().orElse(null));
    } else {
      long count = 0;
      for (int key = first; key < end; key++) {
        long length = length(key, known);
        if (length < 0) {
          return "it is the first or last, and the files have no common length";
        }
        count = Math.addExact(count, length);
      }
      boolean few = known.size() < 2 && index.combination().order(dimension) != Order.CHECKED;
      if (few || !isMonotone(known)) {
        return "it is the first or last, and the values of the others do not follow the keys";
      }
      found =
          InferValues.beyond(
              runs(known),
              Math.toIntExact(count),
              after.isEmpty(),
              target.coding().time().orElse(null));
    }
    Block values = found.values();
    if (values == null) {
      return found.fault();
    }
    return isTaken(values, known)
        ? "other files have values there"
        : divide(values, first, end, known, inferred);
  }

  private SharedValues partOf(NavigableMap<Integer, SharedValues> known, int key) {
    return java.util.Objects.requireNonNull(known.get(key));
  }

  /** Returns the keys next to a gap, ascending, without a gap between them. */
  private static List<Integer> neighbours(List<Integer> present, int edge, boolean before) {
    List<Integer> near = new ArrayList<>();
    for (int i = 0; i < Math.min(MOST_NEIGHBOURS, present.size()); i++) {
      int key = present.get(before ? present.size() - 1 - i : i);
      boolean follows =
          near.isEmpty() || Math.abs(near.get(before ? 0 : near.size() - 1) - key) == 1;
      if (!follows) {
        break;
      }
      near.add(before ? 0 : near.size(), key);
    }
    if (near.isEmpty()) {
      throw new IllegalStateException("No file is beside key %d.".formatted(edge));
    }
    return near;
  }

  private Block joined(NavigableMap<Integer, SharedValues> known, List<Integer> of) {
    int size = of.stream().mapToInt(k -> block(partOf(known, k)).size()).sum();
    Block all = Block.allocate(target.variable().type(), size);
    int at = 0;
    for (int key : of) {
      Block part = block(partOf(known, key));
      all.paste(part, at);
      at += part.size();
    }
    return all;
  }

  /** Returns all known values, those of consecutive keys together. */
  private List<Block> runs(NavigableMap<Integer, SharedValues> known) {
    List<Block> runs = new ArrayList<>();
    List<Integer> run = new ArrayList<>();
    for (int key : known.keySet()) {
      if (!run.isEmpty() && run.get(run.size() - 1) != key - 1) {
        runs.add(joined(known, run));
        run.clear();
      }
      run.add(key);
    }
    runs.add(joined(known, run));
    runs.removeIf(block -> block.size() == 0);
    return runs;
  }

  private boolean isMonotone(NavigableMap<Integer, SharedValues> known) {
    Block all = joined(known, List.copyOf(known.keySet()));
    long[] values = new CoordinateOrder(List.of(all)).of(all);
    boolean ascends = IntStream.range(1, values.length).allMatch(i -> values[i] > values[i - 1]);
    boolean descends = IntStream.range(1, values.length).allMatch(i -> values[i] < values[i - 1]);
    return values.length > 0 && (ascends || descends);
  }

  /** Returns whether a known value lies among {@code values}. */
  private boolean isTaken(Block values, NavigableMap<Integer, SharedValues> known) {
    if (values.size() == 0) {
      return false;
    }
    CoordinateOrder order = new CoordinateOrder(List.of(values));
    long[] inferred = order.of(values);
    long low = Math.min(inferred[0], inferred[inferred.length - 1]);
    long high = Math.max(inferred[0], inferred[inferred.length - 1]);
    return known.values().stream()
        .anyMatch(
            part -> LongStream.of(order.of(block(part))).anyMatch(v -> v >= low && v <= high));
  }

  /** Returns how many values the file of {@code key} has; -1 if that is not known. */
  private long length(int key, NavigableMap<Integer, SharedValues> known) {
    Agreement<Long> said = index.axisLengths().getOrDefault(dimension, Map.of()).get(key);
    if (said != null) {
      return said.isUnanimous() ? said.first() : -1;
    }
    Set<Long> lengths =
        known.values().stream().map(part -> (long) block(part).size()).collect(Collectors.toSet());
    return lengths.size() == 1 ? lengths.iterator().next() : -1;
  }

  /** Gives each key its values, by their lengths; returns why that cannot be done. */
  private String divide(
      Block values,
      int first,
      int end,
      NavigableMap<Integer, SharedValues> known,
      NavigableMap<Integer, Block> inferred) {
    Map<Integer, Agreement<Long>> said = index.axisLengths().getOrDefault(dimension, Map.of());
    List<Integer> free =
        IntStream.range(first, end).filter(k -> !said.containsKey(k)).boxed().toList();
    long[] lengths = new long[end - first];
    long rest = values.size();
    for (int key = first; key < end; key++) {
      if (!free.contains(key)) {
        lengths[key - first] = length(key, known);
        rest -= lengths[key - first];
      }
    }
    if (LongStream.of(lengths).anyMatch(l -> l < 0) || rest < 0 || (free.isEmpty() && rest > 0)) {
      return unequal(values);
    }
    if (!free.isEmpty()) {
      long each = length(free.get(0), known);
      if (each * free.size() == rest) {
        free.forEach(k -> lengths[k - first] = each);
      } else if (free.size() == 1 || free.size() == end - first) {
        // Where no file has any of the keys, it does not matter which value is whose.
        lengths[free.get(0) - first] = rest;
      } else {
        return unequal(values);
      }
    }
    int at = 0;
    for (int key = first; key < end; key++) {
      int length = Math.toIntExact(lengths[key - first]);
      inferred.put(key, values.slice(new int[] {at}, new int[] {length}));
      at += length;
    }
    return "";
  }

  private static String unequal(Block values) {
    return "there is room for %,d values, not for as many as its keys have"
        .formatted(values.size());
  }

  private int file(List<Integer> group, int key) {
    int[] positions = new int[pattern.axes().size()];
    for (int a = 0, other = 0; a < positions.length; a++) {
      positions[a] = a == axis ? key : group.get(other++);
    }
    return Math.toIntExact(pattern.ordinal(positions));
  }
}
