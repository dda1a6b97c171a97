package org.arcoforge.plan;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongFunction;
import org.arcoforge.dataset.AttributeValue;
import org.arcoforge.dataset.Attributes;
import org.arcoforge.dataset.CfTime;
import org.arcoforge.dataset.DataType;
import org.arcoforge.dataset.Dimension;
import org.arcoforge.dataset.TimeExtent;
import org.arcoforge.dataset.ValueCoding;
import org.arcoforge.dataset.Variable;
import org.arcoforge.recipe.Combination;
import org.arcoforge.recipe.OnFailure;

/**
 * The indexes of many files as one. Merging is associative and commutative: the result depends only
 * on which files were merged. Its size grows with the number of files by a few bytes for each, plus
 * the values of coordinates along the axes.
 *
 * <p>Mutable, and not for several threads at once.
 */
public final class MergedIndex implements Serializable {
  /** How many units of one variable are kept apart. */
  static final int MOST_UNITS = 64;

  /** In how many ways the values that files share may be written. */
  static final int MOST_CODINGS = 64;

  private final PatternShape pattern;
  private final Combination combination;
  private final BitSet files = new BitSet();
  private final FailedFiles failed = new FailedFiles();
  private final SourceVersions versions = new SourceVersions();
  private long bytes;
  private Attributes firstAttributes = Attributes.NONE;
  private final Map<String, Agreement<AttributeValue>> attributes = new LinkedHashMap<>();
  private final Map<String, Agreement<Long>> lengths = new LinkedHashMap<>();
  private final Map<String, Map<Integer, Agreement<Long>>> axisLengths = new LinkedHashMap<>();
  private final Map<String, MergedVariable> variables = new LinkedHashMap<>();

  /** Equal coordinates of many files are kept once. */
  private final Map<SharedValues, SharedValues> interned = new HashMap<>();

  /** Makes an index of no file. */
  public MergedIndex(PatternShape pattern, Combination combination) {
    this.pattern = pattern;
    this.combination = combination;
  }

  /** What all files say of one variable. */
  static final class MergedVariable implements Serializable {
    final BitSet files = new BitSet();
    final Agreement<DataType> type = new Agreement<>(DataType.values().length + 1);
    final Agreement<ArrayList<String>> dimensions = new Agreement<>();
    final Map<String, Agreement<AttributeValue>> attributes = new LinkedHashMap<>();

    /** The types of unpacked values; those of the variable where it is not packed. */
    final Agreement<DataType> unpacked = new Agreement<>();

    /** What times count from and in, of files in which the variable is a time. */
    final Agreement<CfTime> times = new Agreement<>();

    /** Calendars of these times, each with whether they count in months. */
    final Agreement<String> calendars = new Agreement<>();

    /** All units other than those of times, up to {@link #MOST_UNITS}. */
    final TreeSet<String> units = new TreeSet<>();

    /** What all times need. */
    TimeExtent extent = TimeExtent.NONE;

    /** The variable as the lowest file has it. */
    private Variable first;

    /** Where it stands in that file's schema. */
    private int place;

    /** Values that files must share, by the positions on those concat axes that are dimensions. */
    final Map<List<Integer>, Agreement<SharedValues>> values = new HashMap<>();

    /** Its values by file, if it is a coordinate that may differ from file to file. */
    final TreeMap<Integer, SharedValues> parts = new TreeMap<>();

    private MergedVariable(Variable first, int place) {
      this.first = first;
      this.place = place;
    }

    /** Returns what files say of an attribute. */
    Agreement<AttributeValue> attributesOf(String name) {
      return attributes.getOrDefault(name, new Agreement<>());
    }

    Variable first() {
      return first;
    }

    private void add(Variable variable, ValueCoding coding, int file, int placeInFile) {
      takeIfLower(variable, file, placeInFile);
      files.set(file);
      type.add(variable.type(), file);
      dimensions.add(new ArrayList<>(variable.dimensions()), file);
      addAttributes(attributes, variable.attributes(), file);
      unpacked.add(coding.unpackedType(), file);
      if (coding.time().isPresent()) {
        CfTime time = coding.time().get();
        times.add(time, file);
        calendars.add(time.calendar().cfName() + (time.isFixed() ? "" : " in months"), file);
      } else if (units.size() < MOST_UNITS) {
        units.add(coding.units());
      }
    }

    private void takeIfLower(Variable variable, int file, int placeInFile) {
      if (files.isEmpty() || file < files.nextSetBit(0)) {
        first = variable;
        place = placeInFile;
      }
    }

    private void merge(MergedVariable other) {
      takeIfLower(other.first, other.files.nextSetBit(0), other.place);
      files.or(other.files);
      type.merge(other.type);
      dimensions.merge(other.dimensions);
      mergeAll(attributes, other.attributes);
      other.values.forEach(
          (place, said) ->
              values.computeIfAbsent(place, p -> new Agreement<>(MOST_CODINGS)).merge(said));
      unpacked.merge(other.unpacked);
      times.merge(other.times);
      calendars.merge(other.calendars);
      other.units.stream().limit(MOST_UNITS - units.size()).forEach(units::add);
      extent = extent.merge(other.extent);
      parts.putAll(other.parts);
    }
  }

  /** Adds one file; a file that was added already changes nothing. */
  public void add(FileIndex file) {
    int ordinal = Math.toIntExact(file.ordinal());
    if (files.get(ordinal)) {
      return;
    }
    takeIfLower(file.schema().attributes(), ordinal);
    files.set(ordinal);
    bytes += file.bytes();
    versions.add(ordinal, file.version());
    addAttributes(attributes, file.schema().attributes(), ordinal);
    addContents(file, ordinal);
  }

  /**
   * Adds a file that cannot be read. Where it is to be filled, what its keys say is known all the
   * same.
   */
  public void fail(FailedFile file) {
    failed.add(file);
    if (combination.onFailure() == OnFailure.FILL) {
      addContents(file.keys(), Math.toIntExact(file.ordinal()));
    }
  }

  /** Leaves out a file that can be read, as another of its keys cannot. */
  public void leaveOut(long ordinal) {
    failed.leaveOut(Math.toIntExact(ordinal));
  }

  /** Says that some files were not tried, since many others cannot be read. */
  public void stop() {
    failed.stop();
  }

  private void addContents(FileIndex file, int ordinal) {
    int[] positions = pattern.positions(ordinal);
    for (Dimension dimension : file.schema().dimensions()) {
      int axis = pattern.concatAxis(dimension.name());
      if (axis < 0) {
        of(lengths, dimension.name()).add(dimension.length(), ordinal);
      } else {
        of(axisLengths.computeIfAbsent(dimension.name(), d -> new HashMap<>()), positions[axis])
            .add(dimension.length(), ordinal);
      }
    }
    int place = 0;
    for (Variable variable : file.schema().variables()) {
      MergedVariable merged = variables.get(variable.name());
      if (merged == null) {
        merged = new MergedVariable(variable, place);
        variables.put(variable.name(), merged);
      }
      ValueCoding coding = ValueCoding.of(file.schema(), variable);
      merged.add(variable, coding, ordinal, place++);
      TimeExtent times = file.times().get(variable.name());
      if (times != null) {
        merged.extent = merged.extent.merge(times);
      }
      Fingerprint fingerprint = file.values().get(variable.name());
      if (fingerprint != null) {
        addValues(
            merged,
            variable,
            new SharedValues(fingerprint, coding, variable.dimensions()),
            ordinal);
      }
    }
  }

  private void addValues(MergedVariable merged, Variable variable, SharedValues part, int ordinal) {
    if (variable.isDimensionCoordinate() && pattern.isLaidOut(variable.name(), combination)) {
      merged.parts.put(ordinal, interned(part));
    } else {
      merged
          .values
          .computeIfAbsent(
              pattern.onAxesOf(variable.dimensions(), pattern.positions(ordinal)),
              place -> new Agreement<>(MOST_CODINGS))
          .add(interned(part), ordinal);
    }
  }

  /** Adds all files of {@code other}, which has none of these. */
  public void merge(MergedIndex other) {
    if (files.intersects(other.files)) {
      throw new IllegalArgumentException(
          "Cannot merge indexes: both have %s.".formatted(common(other)));
    }
    failed.merge(other.failed);
    if (!other.files.isEmpty()) {
      takeIfLower(other.firstAttributes, other.files.nextSetBit(0));
    }
    files.or(other.files);
    bytes += other.bytes;
    versions.merge(other.versions);
    mergeAll(attributes, other.attributes);
    mergeAll(lengths, other.lengths);
    other.variables.values().forEach(v -> v.parts.replaceAll((file, part) -> interned(part)));
    other.axisLengths.forEach(
        (axis, values) ->
            mergeAll(axisLengths.computeIfAbsent(axis, a -> new HashMap<>()), values));
    other.variables.forEach(
        (name, variable) ->
            variables
                .computeIfAbsent(name, v -> new MergedVariable(variable.first, variable.place))
                .merge(variable));
  }

  private SharedValues interned(SharedValues part) {
    return interned.computeIfAbsent(part, p -> p);
  }

  private void takeIfLower(Attributes candidate, int file) {
    if (files.isEmpty() || file < files.nextSetBit(0)) {
      firstAttributes = candidate;
    }
  }

  private BitSet common(MergedIndex other) {
    BitSet common = (BitSet) files.clone();
    common.and(other.files);
    return common;
  }

  private static <K, T extends Serializable> Agreement<T> of(Map<K, Agreement<T>> map, K key) {
    return map.computeIfAbsent(key, k -> new Agreement<>());
  }

  private static <K, T extends Serializable> void mergeAll(
      Map<K, Agreement<T>> into, Map<K, Agreement<T>> from) {
    from.forEach((key, agreement) -> of(into, key).merge(agreement));
  }

  private static void addAttributes(
      Map<String, Agreement<AttributeValue>> into, Attributes attributes, long file) {
    attributes.forEach((name, value) -> of(into, name).add(value, file));
  }

  Combination combination() {
    return combination;
  }

  PatternShape pattern() {
    return pattern;
  }

  /** Returns the numbers of the files merged. */
  BitSet files() {
    return files;
  }

  /** Returns the files that cannot be read, and those left out with them. */
  FailedFiles failed() {
    return failed;
  }

  /** Returns how many files cannot be read. */
  public int failedCount() {
    return failed.files().size();
  }

  /**
   * Checks that enough files can be read to plan at all.
   *
   * @param sources gives the URL of a file by its number
   * @throws IOException if a file cannot be read and {@link OnFailure#FAIL} says to stop, or if no
   *     file is left; it names up to 20 files
   */
  public void requireReadable(LongFunction<String> sources) throws IOException {
    failed.requireReadable(combination.onFailure(), pattern.count(), files.isEmpty(), sources);
  }

  /**
   * Returns how many files but those at {@code urls} cannot be read, and why; empty if there is
   * none.
   *
   * @param sources gives the URL of a file by its number
   */
  public Optional<String> failuresBut(Set<String> urls, LongFunction<String> sources) {
    return failed.failuresBut(urls, pattern.count(), sources);
  }

  /** Returns the size of all files on disk. */
  long bytes() {
    return bytes;
  }

  SourceVersions versions() {
    return versions;
  }

  /** Returns the attributes of the lowest file. */
  Attributes firstAttributes() {
    return firstAttributes;
  }

  Map<String, Agreement<AttributeValue>> attributes() {
    return attributes;
  }

  /** Returns the lengths of dimensions that are not concatenated, by name. */
  Map<String, Agreement<Long>> lengths() {
    return lengths;
  }

  /** Returns the lengths of concatenated dimensions, by name and position on the axis. */
  Map<String, Map<Integer, Agreement<Long>>> axisLengths() {
    return axisLengths;
  }

  /** Returns the variables by name, in the order of the lowest file that has each. */
  Map<String, MergedVariable> variables() {
    Map<String, MergedVariable> ordered = new LinkedHashMap<>();
    variables.entrySet().stream()
        .sorted(
            Comparator.comparingInt(
                    (Map.Entry<String, MergedVariable> e) -> e.getValue().files.nextSetBit(0))
                .thenComparingInt(e -> e.getValue().place))
        .forEach(e -> ordered.put(e.getKey(), e.getValue()));
    return ordered;
  }
}
