package org.arcoforge.report;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.arcoforge.dataset.Block;
import org.arcoforge.dataset.ByteText;
import org.arcoforge.dataset.DataType;
import org.arcoforge.dataset.Region;
import org.arcoforge.dataset.ValueCoding;
import org.arcoforge.report.Sample.Content;
import org.arcoforge.report.Sample.Lines;
import org.arcoforge.report.Sample.Plane;
import org.arcoforge.zarr.ArrayMetadata;
import org.arcoforge.zarr.ZarrReader;

/** Reads of each variable what a report shows, within limits. */
final class SampleValues {
  private static final int MOST_ROWS = 300;
  private static final int MOST_COLUMNS = 400;
  private static final int MOST_BINS = 600;
  private static final int MOST_TEXTS = 12;

  private final ZarrReader reader;
  private final Decoding decoding;
  private final Map<String, Axis> axes;
  private final ReadLimits limits;
  private long bytesRead;

  SampleValues(ZarrReader reader, Decoding decoding, Map<String, Axis> axes, ReadLimits limits) {
    this.reader = reader;
    this.decoding = decoding;
    this.axes = Map.copyOf(axes);
    this.limits = limits;
  }

  /** Returns the bytes of the chunks that were read so far, before compression. */
  long bytesRead() {
    return bytesRead;
  }

  /** Reads of {@code array} what its picture and its figures need. */
  Sample of(ArrayMetadata array) throws IOException {
    if (array.shape().contains(0L)) {
      return Sample.unread(array, "It has no values: a dimension has length 0.");
    }
    if (ReadLimits.chunkBytes(array) > limits.chunkBytes()) {
      return Sample.unread(
          array,
          "Nothing was read: a chunk takes %s, more than the %s that a report decodes."
              .formatted(
                  ByteText.of(ReadLimits.chunkBytes(array)), ByteText.of(limits.chunkBytes())));
    }
    if (bytesRead >= limits.totalBytes()) {
      return Sample.unread(
          array,
          "Nothing was read: the variables before it took the %s that a report reads of a store."
              .formatted(ByteText.of(limits.totalBytes())));
    }
    return array.type().isText() ? texts(array) : numbers(array);
  }

  private Sample texts(ArrayMetadata array) throws IOException {
    Region firstChunk = array.grid().region(new long[array.shape().size()]);
    Block block = reader.read(array.name(), firstChunk);
    bytesRead += ReadLimits.chunkBytes(array);
    List<String> found = new ArrayList<>();
    boolean joined = decoding.isJoined(array);
    int length = joined ? (int) firstChunk.length(firstChunk.rank() - 1) : 1;
    for (int i = 0; i < block.size() && found.size() < MOST_TEXTS; i += length) {
      found.add(text(block, i, length));
    }
    long width = joined ? array.shape().get(array.shape().size() - 1) : 1;
    long all = ReadLimits.elements(array) / width;
    String text =
        found.size() == all
            ? "all %,d values".formatted(all)
            : "the first %,d of %,d values".formatted(found.size(), all);
    return new Sample(array, text, new Statistics(), List.of(), found, "");
  }

  private static String text(Block block, int from, int length) {
    if (block.type() == DataType.STRING) {
      return block.strings()[from];
    }
    byte[] bytes = new byte[length];
    for (int i = 0; i < length; i++) {
      bytes[i] = (byte) block.longAt(from + i);
    }
    return new String(bytes, StandardCharsets.ISO_8859_1).replaceFirst("\0+$", "");
  }

  private Sample numbers(ArrayMetadata array) throws IOException {
    PlotDimensions plot = PlotDimensions.of(array.shape());
    List<Sample.RecordSample> records = new ArrayList<>();
    records.add(record(array, plot, 0));
    if (plot.record() >= 0) {
      records.add(record(array, plot, array.shape().get(plot.record()) - 1));
    }
    long all = ReadLimits.elements(array);
    long read = records.stream().mapToLong(record -> record.region().size()).sum();
    Statistics statistics = new Statistics();
    boolean whole = read == all;
    if (whole) {
      records.forEach(record -> statistics.addAll(record.statistics()));
    } else if (ReadLimits.arrayBytes(array) <= limits.wholeBytes()
        && array.grid().chunkCount() <= limits.chunks()) {
      read(array, Region.all(shape(array)), statistics, (at, block, offset, length) -> {});
      whole = true;
    } else {
      records.forEach(record -> statistics.addAll(record.statistics()));
    }
    String text =
        whole
            ? "all %,d %s".formatted(all, all == 1 ? "value" : "values")
            : "%,d of %,d values: %s".formatted(read, all, parts(records));
    return new Sample(array, text, statistics, records, List.of(), "");
  }

  private static String parts(List<Sample.RecordSample> records) {
    String part = records.stream().allMatch(Sample.RecordSample::isWhole) ? "" : "parts of ";
    return records.size() == 1 ? "a part from the middle" : part + "the first and the last record";
  }

  private static long[] shape(ArrayMetadata array) {
    return array.shape().stream().mapToLong(Long::longValue).toArray();
  }

  private Sample.RecordSample record(ArrayMetadata array, PlotDimensions plot, long index)
      throws IOException {
    Region record = Region.all(shape(array));
    for (int d = 0; d < record.rank(); d++) {
      if (d != plot.vertical() && d != plot.horizontal()) {
        record = record.with(d, d == plot.record() ? index : 0, 1);
      }
    }
    Optional<Region> window = RecordWindow.of(array, record, limits);
    Region region = window.orElseThrow();
    Statistics statistics = new Statistics();
    Content content = content(array, plot, region, statistics);
    return new Sample.RecordSample(
        label(array, plot, index), region, region.equals(record), statistics, content);
  }

  private String label(ArrayMetadata array, PlotDimensions plot, long index) {
    List<String> words = new ArrayList<>();
    for (int d = 0; d < array.shape().size(); d++) {
      if (d != plot.vertical() && d != plot.horizontal() && plot.horizontal() >= 0) {
        words.add(axis(array, d).at(d == plot.record() ? index : 0));
      }
    }
    return String.join(", ", words);
  }

  private Axis axis(ArrayMetadata array, int dimension) {
    return Axis.of(array, dimension, axes);
  }

  private Content content(
      ArrayMetadata array, PlotDimensions plot, Region region, Statistics statistics)
      throws IOException {
    ValueCoding coding = decoding.coding(array);
    int y = plot.vertical();
    int x = plot.horizontal();
    if (y < 0 || plot.isLines(array.shape())) {
      int along = y < 0 ? x : y;
      int last = region.rank() - 1;
      long count = along < 0 ? 1 : region.length(along);
      long from = along < 0 ? 0 : region.origin(along);
      int lines = y < 0 ? 1 : (int) region.length(x);
      List<LineBins> bins = new ArrayList<>();
      for (int i = 0; i < lines; i++) {
        bins.add(new LineBins(count, MOST_BINS));
      }
      read(
          array,
          region,
          statistics,
          (at, block, offset, length) -> {
            for (int i = 0; i < length; i++) {
              long place = along < 0 ? 0 : at[along] - from + (along == last ? i : 0);
              int line = y < 0 ? 0 : (int) (at[x] - region.origin(x) + (x == last ? i : 0));
              bins.get(line).add(place, coding.unpacked(block, offset + i));
            }
          });
      return new Lines(Collections.unmodifiableList(bins));
    }
    Raster raster =
        new Raster(
            region.origin(y),
            region.length(y),
            MOST_ROWS,
            region.origin(x),
            region.length(x),
            MOST_COLUMNS);
    int last = region.rank() - 1;
    read(
        array,
        region,
        statistics,
        (at, block, offset, length) -> {
          if (x == last) {
            raster.take(at[y], at[x], block, offset, length, coding);
          } else {
            raster.take(at[y], at[x], block, offset, 1, coding);
          }
        });
    return new Plane(raster);
  }

  private void read(ArrayMetadata array, Region region, Statistics statistics, ChunkRows.Rows more)
      throws IOException {
    ValueCoding coding = decoding.coding(array);
    ChunkRows.read(
        reader,
        array,
        region,
        (at, block, offset, length) -> {
          for (int i = offset; i < offset + length; i++) {
            statistics.add(coding.unpacked(block, i));
          }
          more.row(at, block, offset, length);
        });
    bytesRead += array.grid().touchedBy(region).size() * ReadLimits.chunkBytes(array);
  }
}
