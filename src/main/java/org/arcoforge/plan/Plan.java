package org.arcoforge.plan;

import java.io.Serializable;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.arcoforge.dataset.Block;
import org.arcoforge.dataset.Dataset;
import org.arcoforge.zarr.GroupMetadata;
import org.jspecify.annotations.Nullable;

/**
 * Everything decided before a byte is written. Depends only on the recipe, the files and the memory
 * limit, so that two runs make the same plan. Its size grows with the number of files by a few
 * bytes for each.
 */
public final class Plan implements Serializable {
  private final GroupMetadata metadata;
  private final PatternShape pattern;
  private final Map<String, Layout> layouts;
  private final List<VariablePlan> variables;
  private final Map<String, Fingerprint> coordinates;
  private final List<Conflict> notices;
  private final List<TreatedFile> failedFiles;
  private final MemoryForecast memory;
  private final long sourceBytes;
  private final SourceVersions sourceVersions;
  private final @Nullable BitSet limit;

  Plan(
      GroupMetadata metadata,
      PatternShape pattern,
      Map<String, Layout> layouts,
      List<VariablePlan> variables,
      Map<String, Fingerprint> coordinates,
      List<Conflict> notices,
      List<TreatedFile> failedFiles,
      MemoryForecast memory,
      long sourceBytes,
      SourceVersions sourceVersions,
      @Nullable BitSet limit) {
    this.metadata = metadata;
    this.pattern = pattern;
    this.layouts = Map.copyOf(layouts);
    this.variables = List.copyOf(variables);
    this.coordinates = Map.copyOf(coordinates);
    this.notices = List.copyOf(notices);
    this.failedFiles = List.copyOf(failedFiles);
    this.memory = memory;
    this.sourceBytes = sourceBytes;
    this.sourceVersions = sourceVersions;
    this.limit = limit;
  }

  /** Returns the metadata of the store. */
  public GroupMetadata metadata() {
    return metadata;
  }

  /** Returns how many files there are. */
  public long fileCount() {
    return pattern.count();
  }

  /** Returns the arrays that units write, in the order of their units. */
  public List<VariablePlan> variables() {
    return variables;
  }

  /** Returns how many units there are. */
  public long unitCount() {
    return variables.stream().mapToLong(VariablePlan::unitCount).sum();
  }

  /** Returns the numbers of the units that are to be written, ascending: all, if not limited. */
  public LongStream units() {
    return limit == null ? LongStream.range(0, unitCount()) : limit.stream().asLongStream();
  }

  /** Returns this, of which only {@code units} are to be written. */
  public Plan limitedTo(BitSet units) {
    return new Plan(
        metadata,
        pattern,
        layouts,
        variables,
        coordinates,
        notices,
        failedFiles,
        memory,
        sourceBytes,
        sourceVersions,
        (BitSet) units.clone());
  }

  /** Returns a digest of the versions of all source files. */
  public String sourceVersions() {
    return sourceVersions.toString();
  }

  /** Returns whether file {@code ordinal} was of {@code version} when it was planned. */
  public boolean isOfVersion(long ordinal, String version) {
    return sourceVersions.isOf(ordinal, version);
  }

  /** Returns the versions of the source files, by their numbers, if these are 100 at most. */
  public Map<Long, String> versionsOfFew() {
    return fileCount() <= SourceVersions.MOST_TEXTS ? sourceVersions.texts() : Map.of();
  }

  PatternShape pattern() {
    return pattern;
  }

  Map<String, Layout> layouts() {
    return layouts;
  }

  /** Returns unit {@code number}, from 0. */
  public Unit unit(long number) {
    for (VariablePlan variable : variables) {
      if (number >= variable.firstUnit() && number < variable.firstUnit() + variable.unitCount()) {
        return variable.unit(number, pattern, layouts);
      }
    }
    throw new IllegalArgumentException(
        "Cannot find unit %d: there are %d.".formatted(number, unitCount()));
  }

  /** Returns the names of the arrays whose values the plan holds: coordinates along an axis. */
  public List<String> coordinates() {
    return metadata.arrays().stream()
        .map(array -> array.name())
        .filter(coordinates::containsKey)
        .toList();
  }

  /** Returns the size of these arrays before compression, in bytes. */
  public long coordinateBytes() {
    return coordinates().stream().map(metadata::array).mapToLong(Planner::arrayBytes).sum();
  }

  /** Returns the values of a coordinate that the plan holds. */
  public Block coordinate(String name) {
    Fingerprint values = coordinates.get(name);
    Block block = values == null ? null : values.block();
    if (block == null) {
      throw new IllegalArgumentException(
          "Cannot find coordinate '%s' in the plan: it holds %s.".formatted(name, coordinates()));
    }
    return block;
  }

  /** Returns what was left out, converted or filled because files differ, and what to know. */
  public List<Conflict> notices() {
    return notices;
  }

  /** Returns the files that cannot be read, and what becomes of them, by their numbers. */
  public List<TreatedFile> failedFiles() {
    return failedFiles;
  }

  /**
   * Returns a view of a source file in which all variables that units write are as in the store.
   *
   * @param source what messages call the file: its URL
   */
  public Dataset harmonized(Dataset file, String source) {
    return HarmonizedDataset.of(file, source, variables);
  }

  public MemoryForecast memory() {
    return memory;
  }

  /** Returns the size of all source files, in bytes. */
  public long sourceBytes() {
    return sourceBytes;
  }

  /** Returns the size of all arrays before compression, in bytes; strings are estimated. */
  public long arrayBytes() {
    return metadata.arrays().stream().mapToLong(Planner::arrayBytes).sum();
  }

  /** Returns how many chunks the store has. */
  public long chunkCount() {
    return metadata.arrays().stream().mapToLong(array -> array.grid().chunkCount()).sum();
  }
}
