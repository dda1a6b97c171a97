package org.arcoforge.plan;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.arcoforge.dataset.Attributes;
import org.arcoforge.dataset.Block;
import org.arcoforge.dataset.Dataset;
import org.arcoforge.dataset.InMemoryDataset;
import org.arcoforge.dataset.Region;
import org.arcoforge.dataset.Schema;
import org.arcoforge.dataset.ValueCoding;
import org.arcoforge.dataset.Variable;
import org.arcoforge.plan.PatternShape.AxisShape;
import org.arcoforge.recipe.OnFailure;
import org.arcoforge.recipe.Target;
import org.arcoforge.zarr.ArrayMetadata;

/** Files in memory, planned, and every array put together from its units. */
final class Combined {
  private final Plan plan;
  private final List<? extends Dataset> files;

  private Combined(Plan plan, List<? extends Dataset> files) {
    this.plan = plan;
    this.files = files;
  }

  static Combined of(Target target, PatternShape pattern, List<? extends Dataset> files)
      throws IOException {
    return of(target, pattern, files, IntStream.range(0, files.size()).boxed().toList());
  }

  /** Combines files that are indexed in {@code order}. */
  static Combined of(
      Target target, PatternShape pattern, List<? extends Dataset> files, List<Integer> order)
      throws IOException {
    return of(target, pattern, files, order, Set.of(), InMemoryDataset.empty());
  }

  /**
   * Combines files of which those with the numbers in {@code failing} cannot be read.
   *
   * @param keys what is known of these all the same
   */
  static Combined failing(
      Target target,
      PatternShape pattern,
      List<? extends Dataset> files,
      Set<Integer> failing,
      Dataset keys)
      throws IOException {
    List<Integer> order = IntStream.range(0, files.size()).boxed().toList();
    return of(target, pattern, files, order, failing, keys);
  }

  private static Combined of(
      Target target,
      PatternShape pattern,
      List<? extends Dataset> files,
      List<Integer> order,
      Set<Integer> failing,
      Dataset keys)
      throws IOException {
    MergedIndex index = new MergedIndex(pattern, target.combination());
    boolean skips = target.combination().onFailure() == OnFailure.SKIP;
    Set<List<Integer>> skipped = new HashSet<>();
    failing.forEach(f -> skipped.add(pattern.cell(f)));
    for (int i : order) {
      if (failing.contains(i)) {
        FileIndex known = IndexDataset.ofKeys(pattern, target.combination(), i, keys);
        index.fail(new FailedFile(i, "Cannot open " + url(i) + ".", known));
      } else if (skips && skipped.contains(pattern.cell(i))) {
        index.leaveOut(i);
      } else {
        index.add(IndexDataset.of(pattern, target.combination(), i, url(i), files.get(i), 100));
      }
    }
    index.requireReadable(Combined::url);
    return new Combined(Planner.plan(index, target, Combined::url, 1_000_000_000L, 2), files);
  }

  /** Combines files that follow one another along {@code dimension}. */
  static Combined along(String dimension, Target target, Dataset... files) throws IOException {
    return of(target, concat(dimension, files.length), List.of(files));
  }

  /** Combines files of {@code keys} keys along time, of one merge member after the other. */
  static Combined merged(int keys, Target target, Dataset... files) throws IOException {
    PatternShape pattern =
        new PatternShape(
            List.of(
                new AxisShape("member", false, files.length / keys),
                new AxisShape("time", true, keys)));
    return of(target, pattern, List.of(files));
  }

  static PatternShape concat(String dimension, int files) {
    return new PatternShape(List.of(new AxisShape(dimension, true, files)));
  }

  /** Returns a file of times only. */
  static Dataset times(String units, String calendar, double... values) {
    return InMemoryDataset.empty()
        .with(
            "time",
            List.of("time"),
            Attributes.NONE.with("units", units).with("calendar", calendar),
            InMemoryDataset.doubles(values));
  }

  /** Returns the name of a file: a.nc, b.nc, … */
  static String url(long file) {
    return file < 26 ? (char) ('a' + file) + ".nc" : file + ".nc";
  }

  Plan plan() {
    return plan;
  }

  ArrayMetadata metadata(String name) {
    return plan.metadata().array(name);
  }

  /** Returns the lines about {@code variable} that a user would see. */
  List<String> notices(String variable) {
    return plan.notices().stream()
        .filter(notice -> notice.variable().equals(variable))
        .map(Conflict::line)
        .toList();
  }

  /** Returns the whole array as it would be stored. */
  Block array(String name) throws IOException {
    if (plan.coordinates().contains(name)) {
      return plan.coordinate(name);
    }
    ArrayMetadata array = metadata(name);
    int[] shape = array.shape().stream().mapToInt(Math::toIntExact).toArray();
    Block whole = Block.allocate(array.type(), shape);
    for (long number = 0; number < plan.unitCount(); number++) {
      Unit unit = plan.unit(number);
      if (unit.array().name().equals(name)) {
        Block block = Block.allocate(array.type(), unit.region());
        block.fill(array.paddingValue());
        long covered = 0;
        for (ReadPiece read : unit.reads()) {
          Dataset file = plan.harmonized(files.get(Math.toIntExact(read.file())), url(read.file()));
          block.paste(file.read(name, read.inFile()), place(read.inArray(), unit.region()));
          covered += read.inArray().size();
        }
        if (covered != unit.region().size() && !unit.filled()) {
          throw new AssertionError("unit %d covers %d".formatted(number, covered));
        }
        whole.paste(block, place(unit.region(), Region.all(shapeOf(unit.array()))));
      }
    }
    return whole;
  }

  private static long[] shapeOf(ArrayMetadata array) {
    return array.shape().stream().mapToLong(length -> length).toArray();
  }

  private static int[] place(Region part, Region whole) {
    return IntStream.range(0, part.rank())
        .map(d -> Math.toIntExact(part.origin(d) - whole.origin(d)))
        .toArray();
  }

  /** Returns what the stored values mean, by CF section 8.1; NaN where they are missing. */
  double[] unpacked(String name) throws IOException {
    Block block = array(name);
    ArrayMetadata array = metadata(name);
    ValueCoding coding =
        ValueCoding.of(
            Schema.of(List.of(), List.of(), array.attributes()),
            Variable.of(name, array.type(), array.dimensions(), array.attributes()));
    double scale = array.attributes().number("scale_factor").orElse(1);
    double offset = array.attributes().number("add_offset").orElse(0);
    return IntStream.range(0, block.size())
        .mapToDouble(
            i -> coding.isMissing(block, i) ? Double.NaN : block.doubleAt(i) * scale + offset)
        .toArray();
  }
}
