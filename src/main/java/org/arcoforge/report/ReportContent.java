package org.arcoforge.report;

import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.arcoforge.dataset.Region;
import org.arcoforge.store.Store;
import org.arcoforge.zarr.ArrayMetadata;
import org.arcoforge.zarr.GroupMetadata;
import org.arcoforge.zarr.ZarrReader;
import org.jspecify.annotations.Nullable;

/**
 * What is to be said of a finished store, as it is read back: see {@link #read}.
 *
 * @param store its URI
 * @param tool name and version of the program
 * @param run what the run that wrote it knows; null if it is not known
 * @param dataset what Python prints of it
 * @param sizes length by dimension
 * @param axes by dimension
 * @param bytesRead of chunks that were decoded for the report
 */
record ReportContent(
    String store,
    String tool,
    @Nullable RunFacts run,
    GroupMetadata group,
    boolean isConsolidated,
    StoredObjects objects,
    String dataset,
    Map<String, Long> sizes,
    Map<String, Axis> axes,
    List<ArrayFacts> arrays,
    List<Check> checks,
    long bytesRead,
    ReadLimits limits) {
  /** Coordinates of more values are not read whole. */
  private static final long LONGEST_COORDINATE = 4_000_000;

  /**
   * Reads metadata and samples of the values of {@code store}: of each variable the first and the
   * last record, within limits that the report states; of coordinates all values. One chunk is in
   * memory at a time.
   *
   * @param uri how people call the store
   * @param tool name and version of the program
   * @param run what the run that wrote it knows; null if it is not known
   * @throws IOException if it is no store, or its metadata cannot be read; a chunk that cannot be
   *     decoded is said in the report
   */
  static ReportContent read(
      Store store, String uri, String tool, @Nullable RunFacts run, ReadLimits limits)
      throws IOException {
    ZarrReader reader = ZarrReader.open(store);
    GroupMetadata group = reader.metadata();
    Codecs codecs = Codecs.read(store, group.format());
    Decoding decoding = Decoding.of(group);
    StoredObjects objects = StoredObjects.list(store);
    List<Check> checks =
        new ArrayList<>(CheckStore.of(group, codecs.isConsolidated(), decoding, objects));
    Map<String, CoordinateValues> indexes = indexes(reader, decoding, limits, checks);
    Map<String, Axis> axes = new LinkedHashMap<>();
    decoding
        .sizes()
        .forEach((name, size) -> axes.put(name, new Axis(name, size, indexes.get(name))));
    SampleValues values = new SampleValues(reader, decoding, axes, limits);
    Map<String, Sample> samples = new LinkedHashMap<>();
    for (ArrayMetadata array : group.arrays()) {
      samples.put(array.name(), sample(values, array, checks));
    }
    DatasetText dataset = new DatasetText(group, decoding, indexes, samples);
    List<ArrayFacts> arrays = new ArrayList<>();
    for (ArrayMetadata array : group.arrays()) {
      Sample sample = Objects.requireNonNull(samples.get(array.name()));
      if (!Decoding.isIndex(array)) {
        checks.addAll(CheckVariable.values(sample, decoding.coding(array)));
      }
      checks.addAll(CheckVariable.packing(sample, decoding.coding(array)));
      checks.add(CheckVariable.chunks(array));
      arrays.add(
          new ArrayFacts(
              array,
              decoding.isCoordinate(array),
              dataset.type(array),
              codecs.of(array.name()),
              ValueText.of(decoding.coding(array)),
              sample));
    }
    return new ReportContent(
        uri,
        tool,
        run,
        group,
        codecs.isConsolidated(),
        objects,
        dataset.text(),
        decoding.sizes(),
        axes,
        List.copyOf(arrays),
        List.copyOf(checks),
        values.bytesRead(),
        limits);
  }

  private static Map<String, CoordinateValues> indexes(
      ZarrReader reader, Decoding decoding, ReadLimits limits, List<Check> checks) {
    Map<String, CoordinateValues> indexes = new LinkedHashMap<>();
    for (ArrayMetadata array : reader.metadata().arrays()) {
      if (!Decoding.isIndex(array)) {
        continue;
      }
      long length = array.shape().get(0);
      if (length > LONGEST_COORDINATE
          || ReadLimits.chunkBytes(array) > limits.chunkBytes()
          || array.grid().chunkCount() > limits.chunks()) {
        checks.add(
            Check.note(
                "monotonic",
                array.name(),
                "Not looked at: %,d values in %,d chunks are more than a report reads."
                    .formatted(length, array.grid().chunkCount())));
        continue;
      }
      try {
        CoordinateValues values =
            new CoordinateValues(
                array, reader.read(array.name(), Region.all(length)), decoding.coding(array));
        indexes.put(array.name(), values);
        checks.addAll(CheckCoordinate.of(values));
      } catch (IOException e) {
        checks.add(Check.failed("monotonic", array.name(), String.valueOf(e.getMessage())));
      }
    }
    return indexes;
  }

  private static Sample sample(SampleValues values, ArrayMetadata array, List<Check> checks) {
    try {
      return values.of(array);
    } catch (IOException e) {
      String message = String.valueOf(e.getMessage());
      checks.add(Check.failed("readable", array.name(), message));
      return Sample.unread(array, message);
    }
  }

  /** Returns the bytes of all arrays before compression, but for texts of any length. */
  long arrayBytes() {
    return group.arrays().stream()
        .filter(array -> array.type().isFixedSize())
        .mapToLong(ReadLimits::arrayBytes)
        .sum();
  }

  /** Returns whether {@link #arrayBytes} are those of all arrays. */
  boolean isFixedSize() {
    return group.arrays().stream().allMatch(array -> array.type().isFixedSize());
  }

  /** Returns how the report calls the store: its title, or the last part of its URI. */
  String title() {
    String name = store.replaceFirst("/+$", "").replaceFirst("^.*/", "");
    return group
        .attributes()
        .text("title")
        .map(String::strip)
        .filter(text -> !text.isEmpty() && text.length() <= 200)
        .orElse(name.isEmpty() ? store : name);
  }
}
