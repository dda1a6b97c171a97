package org.arcoforge.plan;

import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.LongFunction;
import java.util.stream.IntStream;
import org.arcoforge.plan.Conflict.Severity;
import org.arcoforge.recipe.OnFailure;

/** Decides what becomes of files that cannot be read, and says so. */
final class TreatFailures {
  private static final String ASPECT = "source files";

  private final MergedIndex index;
  private final PatternShape pattern;
  private final FailedFiles failed;
  private final Conflicts conflicts;
  private final LongFunction<String> sources;

  TreatFailures(MergedIndex index, Conflicts conflicts, LongFunction<String> sources) {
    this.index = index;
    this.pattern = index.pattern();
    this.failed = index.failed();
    this.conflicts = conflicts;
    this.sources = sources;
  }

  /**
   * Returns what becomes of them.
   *
   * @throws SchemaMismatchException if they can neither be left out nor filled
   */
  List<TreatedFile> treat() {
    OnFailure onFailure = index.combination().onFailure();
    if (failed.isEmpty()) {
      return List.of();
    }
    if (onFailure == OnFailure.SKIP) {
      requireNoHole();
    } else {
      requireKnownMembers();
    }
    conflicts.requireNoError();
    long others = failed.leftOutCount();
    String cannot =
        "%,d of %,d cannot be read: %s."
            .formatted(failed.files().size(), pattern.count(), failed.urls(sources));
    conflicts.add(
        onFailure == OnFailure.SKIP ? Severity.DROPPED : Severity.FILLED,
        ASPECT,
        "",
        List.of(),
        others == 0
            ? cannot
            : "%s With them, %,d more of the same keys.".formatted(cannot, others));
    return failed.treated(onFailure, sources);
  }

  /** Checks that what is left out are whole keys of some axis. */
  private void requireNoHole() {
    int[] concat =
        IntStream.range(0, pattern.axes().size())
            .filter(a -> pattern.axes().get(a).isConcat())
            .toArray();
    Map<List<Integer>, Integer> cells = new HashMap<>();
    failed.files().keySet().forEach(file -> cells.putIfAbsent(pattern.cell(file), file));
    long all =
        IntStream.of(concat)
            .mapToLong(a -> pattern.axes().get(a).size())
            .reduce(1, (a, b) -> a * b);
    Set<List<Integer>> whole = new HashSet<>();
    for (int place = 0; place < concat.length; place++) {
      int at = place;
      Map<Integer, Long> counts = new TreeMap<>();
      cells.keySet().forEach(cell -> counts.merge(cell.get(at), 1L, Long::sum));
      long ofOneKey = all / pattern.axes().get(concat[place]).size();
      cells.keySet().stream()
          .filter(cell -> counts.getOrDefault(cell.get(at), 0L) == ofOneKey)
          .forEach(whole::add);
    }
    BitSet holes = new BitSet();
    cells.forEach(
        (cell, file) -> {
          if (!whole.contains(cell)) {
            holes.set(file);
          }
        });
    if (!holes.isEmpty()) {
      conflicts.add(
          Severity.ERROR,
          ASPECT,
          "",
          List.of(conflicts.saying("cannot be read", holes)),
          "Other files of the same keys on axes %s can be read, so to leave these out would be a hole: choose onFailure(OnFailure.FILL) in the target."
              .formatted(
                  IntStream.of(concat)
                      .mapToObj(a -> "'" + pattern.axes().get(a).name() + "'")
                      .toList()));
    }
  }

  /** Checks that of each merge member some file can be read. */
  private void requireKnownMembers() {
    Set<List<Integer>> known = new HashSet<>();
    index.files().stream().forEach(f -> known.add(pattern.member(pattern.positions(f))));
    Map<List<Integer>, BitSet> unknown = new HashMap<>();
    for (int file : failed.files().keySet()) {
      List<Integer> member = pattern.member(pattern.positions(file));
      if (!known.contains(member)) {
        unknown.computeIfAbsent(member, m -> new BitSet()).set(file);
      }
    }
    unknown.values().stream()
        .sorted(java.util.Comparator.comparingInt(files -> files.nextSetBit(0)))
        .forEach(
            files ->
                conflicts.add(
                    Severity.ERROR,
                    ASPECT,
                    "",
                    List.of(conflicts.saying("cannot be read", files)),
                    "They are all of their merge member, so its variables are not known and cannot be filled: correct the files, or leave the member out of the pattern."));
  }
}
