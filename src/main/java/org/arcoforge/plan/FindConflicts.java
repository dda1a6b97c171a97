package org.arcoforge.plan;

import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import org.arcoforge.plan.Conflict.Severity;
import org.arcoforge.plan.MergedIndex.MergedVariable;
import org.arcoforge.recipe.Aspect;
import org.arcoforge.recipe.Combination;
import org.arcoforge.recipe.Policy;

/** Finds variables that not all files have, or that files must share and do not. */
final class FindConflicts {
  private final MergedIndex index;
  private final Combination combination;
  private final Conflicts conflicts;

  FindConflicts(MergedIndex index, Conflicts conflicts) {
    this.index = index;
    this.combination = index.combination();
    this.conflicts = conflicts;
  }

  /** Reports lengths that differ and may not. */
  void lengths() {
    index
        .lengths()
        .forEach(
            (name, lengths) -> {
              if (!index.pattern().isLaidOut(name, combination)) {
                conflicts.requireOne(
                    "length",
                    name,
                    lengths,
                    "Concatenate along '%s', join it with outer(\"%s\") in the target, or make the files equal with subset in preprocess."
                        .formatted(name, name));
              }
            });
  }

  /** Reports where a variable is not; returns whether it goes into the store. */
  boolean isKept(String name, MergedVariable variable) {
    Policy policy = combination.policy(Aspect.PRESENCE, name);
    Map<List<Integer>, BitSet> members = members(index.files());
    Map<List<Integer>, BitSet> present = members(variable.files);
    boolean lacks = false;
    for (Map.Entry<List<Integer>, BitSet> entry : present.entrySet()) {
      BitSet files = entry.getValue();
      BitSet lacking = (BitSet) members.getOrDefault(entry.getKey(), new BitSet()).clone();
      lacking.andNot(files);
      if (!lacking.isEmpty()) {
        lacks = true;
        boolean impossible =
            policy == Policy.FILL
                && (variable.first().isDimensionCoordinate()
                    || isSharedInPart(variable, files, lacking));
        conflicts.add(
            impossible ? Severity.ERROR : Conflicts.severity(policy),
            "presence",
            name,
            List.of(conflicts.saying("present", files), conflicts.saying("missing", lacking)),
            impossible
                ? "Its values cannot be made up: drop it in preprocess where it is, or %s."
                    .formatted(Conflicts.choose(Aspect.PRESENCE, Policy.DROP))
                : policy == Policy.ERROR
                    ? "Drop it in preprocess, or %s."
                        .formatted(Conflicts.choose(Aspect.PRESENCE, Policy.FILL, Policy.DROP))
                    : "");
      }
    }
    return !(lacks && policy == Policy.DROP) && isKeptInMembers(name, variable, present);
  }

  /**
   * Returns whether some values must be the same in a file that has them and in one that has not.
   */
  private boolean isSharedInPart(MergedVariable variable, BitSet files, BitSet lacking) {
    Set<List<Integer>> present = places(variable, files);
    present.retainAll(places(variable, lacking));
    return !present.isEmpty();
  }

  private Set<List<Integer>> places(MergedVariable variable, BitSet files) {
    PatternShape pattern = index.pattern();
    return files.stream()
        .mapToObj(f -> pattern.onAxesOf(variable.first().dimensions(), pattern.positions(f)))
        .collect(Collectors.toSet());
  }

  /** Returns whether the values are the same in all files along some axis. */
  private static boolean isShared(MergedVariable variable) {
    return !variable.values.isEmpty() || !variable.parts.isEmpty();
  }

  /**
   * A variable with all concat dimensions must be in one member: two would be two sets of values.
   */
  private boolean isKeptInMembers(
      String name, MergedVariable variable, Map<List<Integer>, BitSet> present) {
    boolean compared = combination.policy(Aspect.MEMBERS, name) == Policy.FIRST;
    if (present.size() > 1 && !isShared(variable)) {
      conflicts.add(
          Severity.ERROR,
          "values in two merge members",
          name,
          present.values().stream()
              .limit(Agreement.MOST)
              .map(f -> conflicts.saying("values", f))
              .toList(),
          "Keep it in one member: drop it from the others in preprocess, or rename it by member."
              + " If the values are the same %s."
                  .formatted(Conflicts.choose(Aspect.MEMBERS, Policy.FIRST)));
    } else if (present.size() > 1 && compared && isUnanimous(variable)) {
      conflicts.add(
          Severity.FIRST,
          "values in %d merge members".formatted(present.size()),
          name,
          List.of(),
          "They are the same.");
    }
    return true;
  }

  private static boolean isUnanimous(MergedVariable variable) {
    return variable.values.values().stream().allMatch(Agreement::isUnanimous);
  }

  /**
   * Reports values that files must share and do not, as the store would have them; returns whether
   * the variable is kept.
   */
  boolean sharesValues(String name, MergedVariable variable, TargetVariable target) {
    if (conflicts.isRefused(name)) {
      return true;
    }
    Aspect aspect =
        variable.first().isDimensionCoordinate() ? Aspect.COORDINATES : Aspect.STATIC_VALUES;
    boolean everywhere =
        index.pattern().hasConcatAxisBeyond(variable.first().dimensions())
            || variable.first().isDimensionCoordinate();
    Policy policy = everywhere ? combination.policy(aspect, name) : Policy.ERROR;
    boolean differs = false;
    for (Map.Entry<List<Integer>, Agreement<SharedValues>> place :
        variable.values.entrySet().stream()
            .filter(e -> !e.getValue().isUnanimous())
            .sorted(Comparator.comparing(e -> e.getKey().toString()))
            .toList()) {
      CompareShared compare = CompareShared.of(place.getValue(), target);
      if (!compare.isSame()) {
        differs = true;
        conflicts.add(
            Conflicts.severity(policy),
            place.getKey().isEmpty() ? "values" : "values at key number " + place.getKey(),
            name,
            compare.sayings(conflicts),
            policy == Policy.ERROR ? remedy(name, aspect, everywhere) : "");
      }
    }
    return !differs || policy != Policy.DROP;
  }

  private static String remedy(String name, Aspect aspect, boolean everywhere) {
    return !everywhere
        ? "Its values differ from member to member: drop or rename it in preprocess."
        : aspect == Aspect.COORDINATES
            ? "In the target, choose tolerance(\"%s\", …) if they differ by rounding, or outer(\"%s\") to join them with missing values; to take those of the first file %s."
                .formatted(name, name, Conflicts.choose(aspect, Policy.FIRST))
            : "A variable without the dimension of an axis must be the same in all files along it:"
                + " add the dimension with expand, drop it in preprocess, or %s."
                    .formatted(Conflicts.choose(aspect, Policy.FIRST, Policy.DROP));
  }

  /** Returns files by their merge member. */
  private Map<List<Integer>, BitSet> members(BitSet files) {
    PatternShape pattern = index.pattern();
    if (pattern.axes().stream().allMatch(PatternShape.AxisShape::isConcat)) {
      return Map.of(List.of(), files);
    }
    Map<List<Integer>, BitSet> members = new LinkedHashMap<>();
    files.stream()
        .forEach(
            file ->
                members
                    .computeIfAbsent(
                        pattern.member(pattern.positions(file)), member -> new BitSet())
                    .set(file));
    return members;
  }

  /**
   * Reports variables that several files give, at the same place of the store, where a dimension of
   * theirs depends on which file it is.
   */
  void requireOneSource(String name, MergedVariable variable, Map<String, Layout> layouts) {
    PatternShape pattern = index.pattern();
    for (String dimension : variable.first().dimensions()) {
      Layout layout = layouts.get(dimension);
      for (int axis : layout == null ? List.<Integer>of() : layout.dependsOn()) {
        String axisName = pattern.axes().get(axis).name();
        boolean along =
            pattern.axes().get(axis).isConcat() && variable.first().dimensions().contains(axisName);
        long positions =
            variable.files.stream().map(f -> pattern.positions(f)[axis]).distinct().count();
        if (!along && positions > 1 && !variable.first().isDimensionCoordinate()) {
          conflicts.add(
              Severity.ERROR,
              "dimension '%s', which is joined over '%s',".formatted(dimension, axisName),
              name,
              List.of(),
              pattern.axes().get(axis).isConcat()
                  ? "Give it that dimension too with expand, or drop it in preprocess."
                  : "Members divide that dimension differently: drop it in preprocess from all but one.");
        }
      }
    }
  }
}
