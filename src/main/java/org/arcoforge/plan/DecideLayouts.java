package org.arcoforge.plan;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.arcoforge.dataset.Block;
import org.arcoforge.dataset.Recoding;
import org.arcoforge.dataset.Region;
import org.arcoforge.plan.Conflict.Severity;
import org.arcoforge.plan.Layout.Runs;
import org.arcoforge.plan.MergedIndex.MergedVariable;
import org.arcoforge.recipe.Combination;
import org.arcoforge.recipe.OnFailure;
import org.jspecify.annotations.Nullable;

/** Decides where the elements of each dimension come from, and its coordinate values. */
final class DecideLayouts {
  private final MergedIndex index;
  private final PatternShape pattern;
  private final Combination combination;
  private final Map<String, TargetVariable> targets;
  private final Conflicts conflicts;
  private final Map<String, Layout> layouts = new LinkedHashMap<>();
  private final Map<String, Fingerprint> coordinates = new LinkedHashMap<>();

  private DecideLayouts(
      MergedIndex index, Map<String, TargetVariable> targets, Conflicts conflicts) {
    this.index = index;
    this.pattern = index.pattern();
    this.combination = index.combination();
    this.targets = targets;
    this.conflicts = conflicts;
  }

  /** Decides for all dimensions whose coordinate may differ from file to file. */
  static DecideLayouts of(
      MergedIndex index, Map<String, TargetVariable> targets, Conflicts conflicts) {
    DecideLayouts decide = new DecideLayouts(index, targets, conflicts);
    index.axisLengths().keySet().forEach(decide::decide);
    index.lengths().keySet().stream()
        .filter(name -> decide.pattern.isLaidOut(name, decide.combination))
        .forEach(decide::decide);
    return decide;
  }

  /** Returns the layouts by dimension. */
  Map<String, Layout> layouts() {
    return layouts;
  }

  /** Returns the values of the coordinate variables of these dimensions, by name. */
  Map<String, Fingerprint> coordinates() {
    return coordinates;
  }

  private void decide(String dimension) {
    if (conflicts.isRefused(dimension)) {
      return;
    }
    int axis = pattern.concatAxis(dimension);
    MergedVariable coordinate = index.variables().get(dimension);
    TargetVariable target = targets.get(dimension);
    if (coordinate == null || target == null || coordinate.parts.isEmpty()) {
      byLength(dimension, axis);
      return;
    }
    Map<SharedValues, Block> blocks = recoded(dimension, coordinate, target);
    CheckCoordinate check = new CheckCoordinate(dimension, target, combination, conflicts);
    if (blocks.isEmpty()) {
      return;
    }
    NavigableMap<Integer, SharedValues> parts =
        axis < 0 || combination.onFailure() != OnFailure.FILL
            ? coordinate.parts
            : new FillCoordinate(index, dimension, axis, target, blocks, conflicts)
                .parts(coordinate.parts);
    if (!conflicts.isRefused(dimension)
        && isWhole(dimension, axis, coordinate, parts)
        && check.isTolerable(blocks.values())) {
      byValue(dimension, axis, groups(dimension, axis, parts, blocks), target, check);
    }
  }

  /** Without a coordinate, files of one key must have one length. */
  private void byLength(String dimension, int axis) {
    if (axis < 0) {
      conflicts.add(
          Severity.ERROR,
          "join",
          dimension,
          List.of(),
          "It has no coordinate variable to join by: set one in preprocess.");
      return;
    }
    TreeMap<Integer, Agreement<Long>> lengths =
        new TreeMap<>(index.axisLengths().getOrDefault(dimension, Map.of()));
    lengths.forEach(
        (key, agreement) ->
            conflicts.requireOne(
                "length of axis '%s' at its key number %d".formatted(dimension, key),
                dimension,
                agreement,
                "Files of the same key must have the same length along it, unless it has a coordinate variable."));
    TreeMap<Integer, Long> byKey = new TreeMap<>();
    lengths.forEach((key, agreement) -> byKey.put(key, agreement.first()));
    fillLengths(dimension, axis, byKey);
    layouts.put(dimension, Layout.concatenated(axis, byKey));
  }

  /** Keys of which no file can be read get the one length that all others have. */
  private void fillLengths(String dimension, int axis, NavigableMap<Integer, Long> byKey) {
    BitSet unknown = new BitSet();
    if (combination.onFailure() == OnFailure.FILL) {
      for (int file : index.failed().files().keySet()) {
        if (!byKey.containsKey(pattern.positions(file)[axis])) {
          unknown.set(file);
        }
      }
    }
    if (unknown.isEmpty()) {
      return;
    }
    Set<Long> known = Set.copyOf(byKey.values());
    if (known.size() == 1) {
      long length = known.iterator().next();
      unknown.stream().forEach(file -> byKey.put(pattern.positions(file)[axis], length));
    } else {
      conflicts.add(
          Severity.ERROR,
          "length of a source file that cannot be read",
          dimension,
          List.of(conflicts.saying("unknown", unknown)),
          "There is no coordinate variable to infer it from, and other files have different lengths: correct the file, or choose onFailure(OnFailure.SKIP) in the target.");
    }
  }

  /** Returns the values of all parts as the store has them; none if some cannot be so. */
  private Map<SharedValues, Block> recoded(
      String dimension, MergedVariable coordinate, TargetVariable target) {
    Map<SharedValues, Block> blocks = new HashMap<>();
    for (Map.Entry<Integer, SharedValues> part : coordinate.parts.entrySet()) {
      SharedValues values = part.getValue();
      if (blocks.containsKey(values)) {
        continue;
      }
      String fault;
      try {
        Block block = java.util.Objects.requireNonNull(values.values().block());
        Optional<Recoding> recoding = target.recoding(values.coding());
        if (recoding.isPresent() && block.rank() == 1) {
          blocks.put(values, recoding.get().recode(block, Region.all(block.size()), dimension));
          continue;
        }
        fault = "Its values cannot be converted.";
      } catch (IOException e) {
        fault = String.valueOf(e.getMessage());
      }
      conflicts.add(
          Severity.ERROR,
          "values",
          dimension,
          List.of(conflicts.saying(values.values().toString(), part.getKey())),
          fault);
      return Map.of();
    }
    return blocks;
  }

  /** Returns the coordinate of each group of files that follow one another along the axis. */
  private Map<List<Integer>, CoordinateSequence> groups(
      String dimension,
      int axis,
      NavigableMap<Integer, SharedValues> values,
      Map<SharedValues, Block> blocks) {
    Map<List<Integer>, List<Integer>> files = new LinkedHashMap<>();
    for (int file : values.keySet()) {
      files.computeIfAbsent(pattern.otherPositions(axis, file), g -> new ArrayList<>()).add(file);
    }
    CoordinateOrder order = new CoordinateOrder(List.copyOf(blocks.values()));
    Map<List<SharedValues>, CoordinateSequence> known = new HashMap<>();
    Map<List<Integer>, CoordinateSequence> groups = new LinkedHashMap<>();
    files.forEach(
        (group, members) -> {
          List<SharedValues> parts = members.stream().map(values::get).toList();
          groups.put(
              group,
              known.computeIfAbsent(
                  parts, p -> sequence(dimension, axis, members, parts, blocks, order)));
        });
    return groups;
  }

  private CoordinateSequence sequence(
      String dimension,
      int axis,
      List<Integer> files,
      List<SharedValues> parts,
      Map<SharedValues, Block> blocks,
      CoordinateOrder order) {
    return new CoordinateSequence(
        parts.stream().map(part -> java.util.Objects.requireNonNull(blocks.get(part))).toList(),
        files.stream().mapToInt(f -> axis < 0 ? 0 : pattern.positions(f)[axis]).toArray(),
        files.stream().mapToInt(f -> f).toArray(),
        order,
        combination.order(dimension),
        combination.duplicates(dimension),
        combination.tolerance(dimension));
  }

  private void byValue(
      String dimension,
      int axis,
      Map<List<Integer>, CoordinateSequence> groups,
      TargetVariable target,
      CheckCoordinate check) {
    List<CoordinateSequence> distinct = groups.values().stream().distinct().toList();
    for (CoordinateSequence sequence : distinct) {
      if (!check.isSound(sequence)) {
        return;
      }
    }
    @Nullable CoordinateSequence all = check.joined(distinct);
    if (all == null) {
      return;
    }
    Block values = Block.allocate(target.variable().type(), all.size());
    for (int i = 0; i < all.size(); i++) {
      all.put(i, values, i);
    }
    coordinates.put(dimension, Fingerprint.of(values));
    check.reportChanges(distinct, all);
    check.reportGaps(values);
    Map<CoordinateSequence, Runs> runs = new HashMap<>();
    for (CoordinateSequence sequence : distinct) {
      int @Nullable [] places = check.places(sequence, all);
      if (places == null) {
        return;
      }
      runs.put(sequence, sequence.runs(places));
    }
    Map<List<Integer>, Runs> byGroup = new LinkedHashMap<>();
    groups.forEach(
        (group, sequence) ->
            byGroup.put(group, java.util.Objects.requireNonNull(runs.get(sequence))));
    lay(dimension, axis, all.size(), byGroup);
  }

  private void lay(String dimension, int axis, long length, Map<List<Integer>, Runs> byGroup) {
    List<Integer> others =
        IntStream.range(0, pattern.axes().size()).filter(a -> a != axis).boxed().toList();
    Runs first = byGroup.values().iterator().next();
    boolean same = byGroup.values().stream().allMatch(first::equals);
    if (!same && hasFilesWithoutCoordinate(dimension)) {
      conflicts.add(
          Severity.ERROR,
          "coordinate",
          dimension,
          List.of(),
          "Files divide it differently, and some have no coordinate variable to tell how: set one in preprocess.");
      return;
    }
    Layout layout =
        same
            ? new Layout(length, axis, List.of(), Map.of(List.of(), first))
            : dependent(length, axis, others, byGroup);
    if (!layout.isPlain()) {
      layouts.put(dimension, layout);
    }
  }

  /**
   * Returns whether values have a place also where files lack the coordinate; reports it if not.
   */
  private boolean isWhole(
      String dimension,
      int axis,
      MergedVariable coordinate,
      NavigableMap<Integer, SharedValues> parts) {
    if (!hasFilesWithoutCoordinate(dimension)) {
      return true;
    }
    String same =
        "Some files have no coordinate variable: set one in preprocess, or make them as long as the others.";
    if (axis < 0) {
      Agreement<Long> lengths = index.lengths().get(dimension);
      if (lengths != null) {
        conflicts.requireOne("length", dimension, lengths, same);
      }
      return !conflicts.isRefused(dimension);
    }
    Map<Integer, Long> files = countByKey(coordinate.parts, axis);
    Map<Integer, Long> known = countByKey(parts, axis);
    new TreeMap<>(index.axisLengths().getOrDefault(dimension, Map.of()))
        .forEach(
            (key, lengths) -> {
              long withCoordinate = files.getOrDefault(key, 0L);
              if (!known.containsKey(key) && !conflicts.isRefused(dimension)) {
                conflicts.add(
                    Severity.ERROR,
                    "coordinate",
                    dimension,
                    conflicts.sayings(lengths),
                    "These files have values along it and no coordinate variable to tell where they go: set one in preprocess.");
              } else if (withCoordinate < lengths.total()) {
                conflicts.requireOne(
                    "length of axis '%s' at its key number %d".formatted(dimension, key),
                    dimension,
                    lengths,
                    same);
              }
            });
    return !conflicts.isRefused(dimension);
  }

  private Map<Integer, Long> countByKey(NavigableMap<Integer, SharedValues> parts, int axis) {
    return parts.keySet().stream()
        .collect(Collectors.groupingBy(f -> pattern.positions(f)[axis], Collectors.counting()));
  }

  private boolean hasFilesWithoutCoordinate(String dimension) {
    long files =
        pattern.concatAxis(dimension) >= 0
            ? index.axisLengths().getOrDefault(dimension, Map.of()).values().stream()
                .mapToLong(Agreement::total)
                .sum()
            : Optional.ofNullable(index.lengths().get(dimension)).map(Agreement::total).orElse(0L);
    MergedVariable coordinate = index.variables().get(dimension);
    return coordinate != null && files > coordinate.parts.size();
  }

  /** Returns a layout that depends on one other axis if that is enough, else on all. */
  private static Layout dependent(
      long length, int axis, List<Integer> others, Map<List<Integer>, Runs> byGroup) {
    for (int place = 0; place < others.size(); place++) {
      Map<List<Integer>, Runs> byPosition = new HashMap<>();
      boolean enough = true;
      for (Map.Entry<List<Integer>, Runs> group : byGroup.entrySet()) {
        Runs known = byPosition.putIfAbsent(List.of(group.getKey().get(place)), group.getValue());
        enough &= known == null || known.equals(group.getValue());
      }
      if (enough) {
        return new Layout(length, axis, List.of(others.get(place)), byPosition);
      }
    }
    return new Layout(length, axis, others, byGroup);
  }

  /** Returns the order in which dimensions of a variable are to be cut into files. */
  static List<Integer> cutOrder(
      List<String> dimensions, Map<String, Layout> layouts, PatternShape pattern) {
    List<Integer> order = new ArrayList<>();
    boolean[] done = new boolean[dimensions.size()];
    while (order.size() < done.length) {
      int before = order.size();
      for (int d = 0; d < done.length; d++) {
        Layout layout = layouts.get(dimensions.get(d));
        boolean waits =
            layout != null
                && layout.dependsOn().stream()
                    .anyMatch(
                        axis -> {
                          int on = dimensions.indexOf(pattern.axes().get(axis).name());
                          return on >= 0 && pattern.axes().get(axis).isConcat() && !done[on];
                        });
        if (!done[d] && !waits) {
          done[d] = true;
          order.add(d);
        }
      }
      if (order.size() == before) {
        throw new IllegalArgumentException(
            "Cannot combine files along %s: what each of them holds depends on the others. Make the coordinates of one of them the same in all files."
                .formatted(Arrays.toString(dimensions.toArray())));
      }
    }
    return List.copyOf(order);
  }
}
