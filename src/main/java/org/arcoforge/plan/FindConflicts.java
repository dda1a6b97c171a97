package org.arcoforge.plan;

import java.io.Serializable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongFunction;
import org.arcoforge.dataset.AttributeValue;
import org.arcoforge.plan.Conflict.Saying;
import org.arcoforge.plan.Conflict.Severity;
import org.arcoforge.plan.MergedIndex.MergedVariable;

/** Finds everything that source files do not agree on. */
final class FindConflicts {
  /** Attributes that say what the values mean: where these differ, values cannot be combined. */
  private static final Set<String> MEANINGFUL =
      Set.of(
          "units",
          "calendar",
          "scale_factor",
          "add_offset",
          "_FillValue",
          "missing_value",
          "_Unsigned",
          "_Encoding",
          "valid_min",
          "valid_max",
          "valid_range",
          "flag_values",
          "flag_masks",
          "flag_meanings",
          "positive",
          "formula_terms",
          "standard_name");

  private final MergedIndex index;
  private final LongFunction<String> sources;
  private final List<Conflict> conflicts = new ArrayList<>();

  private FindConflicts(MergedIndex index, LongFunction<String> sources) {
    this.index = index;
    this.sources = sources;
  }

  /**
   * Returns all conflicts, in the order of the variables.
   *
   * @param sources gives the URL of a file by its number
   */
  static List<Conflict> of(MergedIndex index, LongFunction<String> sources) {
    FindConflicts find = new FindConflicts(index, sources);
    find.dimensions();
    index.variables().forEach(find::variable);
    find.attributes("", index.attributes(), index.files());
    return find.conflicts;
  }

  private void dimensions() {
    index
        .lengths()
        .forEach(
            (name, lengths) ->
                disagree(
                    Severity.ERROR,
                    "length",
                    name,
                    lengths,
                    "Concatenate along '%s', or make the files equal with subset in preprocess."
                        .formatted(name)));
    index
        .axisLengths()
        .forEach(
            (name, positions) ->
                new TreeMap<>(positions)
                    .forEach(
                        (position, lengths) ->
                            disagree(
                                Severity.ERROR,
                                "length of axis '%s' at its key number %d"
                                    .formatted(name, position),
                                name,
                                lengths,
                                "Files of the same key must have the same length along it.")));
  }

  private void variable(String name, MergedVariable variable) {
    presence(name, variable);
    disagree(
        Severity.ERROR,
        "data type",
        name,
        variable.type,
        "Make the types equal with cast in preprocess.");
    disagree(
        Severity.ERROR,
        "dimensions",
        name,
        variable.dimensions,
        "The files must name the same dimensions in the same order.");
    attributes(name, variable.attributes, variable.files);
    variable.values.entrySet().stream()
        .sorted(Comparator.comparing(e -> e.getKey().toString()))
        .forEach(e -> values(name, e.getKey(), e.getValue()));
  }

  private void values(String name, List<Integer> positions, Agreement<Fingerprint> agreement) {
    if (agreement.isUnanimous()) {
      return;
    }
    Fingerprint first = agreement.first();
    Fingerprint second = agreement.values().get(1).value();
    int at = first.firstDifference(second);
    add(
        Severity.ERROR,
        positions.isEmpty() ? "values" : "values at key number " + positions,
        name,
        agreement.values().stream()
            .map(
                said ->
                    new Saying(said.value().describe(at), sources.apply(said.file()), said.count()))
            .toList(),
        "A variable without the dimension of an axis must be the same in all files along it."
            + " Drop it in preprocess, or add the dimension with expand.");
  }

  /**
   * A variable must stand in every file of a merge member or in none, and one with a concat
   * dimension in one member only: two would be two sets of values.
   */
  private void presence(String name, MergedVariable variable) {
    Map<List<Integer>, BitSet> members = members(index.files());
    Map<List<Integer>, BitSet> present = members(variable.files);
    present.forEach(
        (member, files) -> {
          BitSet lacking = (BitSet) members.getOrDefault(member, new BitSet()).clone();
          lacking.andNot(files);
          if (!lacking.isEmpty()) {
            add(
                Severity.ERROR,
                "presence",
                name,
                List.of(
                    new Saying("present", sources.apply(files.nextSetBit(0)), files.cardinality()),
                    new Saying(
                        "missing", sources.apply(lacking.nextSetBit(0)), lacking.cardinality())),
                "Drop the variable in preprocess, or leave these files out.");
          }
        });
    if (present.size() > 1 && variable.values.isEmpty()) {
      add(
          Severity.ERROR,
          "values in two merge members",
          name,
          present.values().stream()
              .limit(Agreement.MOST)
              .map(f -> new Saying("values", sources.apply(f.nextSetBit(0)), f.cardinality()))
              .toList(),
          "Keep it in one member: drop it from the others in preprocess, or rename it by member.");
    }
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

  private void attributes(
      String variable, Map<String, Agreement<AttributeValue>> attributes, BitSet files) {
    attributes.forEach(
        (name, agreement) -> {
          boolean meaningful = !variable.isEmpty() && MEANINGFUL.contains(name);
          Severity severity = meaningful ? Severity.ERROR : Severity.DROPPED;
          String remedy = meaningful ? remedy(name, agreement) : "";
          if (!agreement.isUnanimous()) {
            disagree(severity, "attribute " + name, variable, agreement, remedy);
          } else if (agreement.total() < files.cardinality()) {
            Agreement.Said<?> said = agreement.values().get(0);
            add(
                severity,
                "attribute " + name,
                variable,
                List.of(
                    new Saying(said.value().toString(), sources.apply(said.file()), said.count()),
                    new Saying("none", "other files", files.cardinality() - agreement.total())),
                remedy);
          }
        });
  }

  private static String remedy(String attribute, Agreement<AttributeValue> values) {
    boolean times = attribute.equals("units") && values.first().toString().contains(" since ");
    return times
        ? "The numbers count from different times: convert them with mapDoubles in preprocess,"
            + " before setAttribute."
        : "Make the files agree in preprocess: with mapDoubles where the values differ, with"
            + " setAttribute where only the attribute does.";
  }

  private <T extends Serializable> void disagree(
      Severity severity, String aspect, String variable, Agreement<T> agreement, String remedy) {
    if (agreement.values().size() < 2) {
      return;
    }
    List<Saying> sayings =
        agreement.values().stream()
            .map(
                said ->
                    new Saying(said.value().toString(), sources.apply(said.file()), said.count()))
            .toList();
    add(severity, aspect, variable, sayings, remedy);
  }

  private void add(
      Severity severity, String aspect, String variable, List<Saying> sayings, String remedy) {
    conflicts.add(new Conflict(severity, aspect, variable, sayings, remedy));
  }
}
