package org.arcoforge.report;

import java.util.List;
import org.arcoforge.dataset.Region;
import org.arcoforge.zarr.ArrayMetadata;

/**
 * What was read of one variable.
 *
 * @param text in words, how much that is of all
 * @param all of the values that were read
 * @param records the first and the last one, or the only one; none if nothing was read
 * @param texts the first values, if they are shown as text
 * @param note why there is no picture; empty if there is one
 */
record Sample(
    ArrayMetadata array,
    String text,
    Statistics all,
    List<RecordSample> records,
    List<String> texts,
    String note) {

  /**
   * One record.
   *
   * @param label which one it is, such as {@code time = 2000-01-01}; empty if it is the only one
   * @param region what was read of it
   * @param isWhole whether that is all of it
   * @param content what a picture shows of it
   */
  record RecordSample(
      String label, Region region, boolean isWhole, Statistics statistics, Content content) {}

  /** What a picture shows. */
  sealed interface Content permits Plane, Lines {}

  /** A map. */
  record Plane(Raster raster) implements Content {}

  /** A few lines. */
  record Lines(List<LineBins> lines) implements Content {
    Lines {
      lines = List.copyOf(lines);
    }
  }

  Sample {
    records = List.copyOf(records);
    texts = List.copyOf(texts);
  }

  static Sample unread(ArrayMetadata array, String note) {
    return new Sample(array, "nothing", new Statistics(), List.of(), List.of(), note);
  }
}
