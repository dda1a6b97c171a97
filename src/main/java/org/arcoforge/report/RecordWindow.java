package org.arcoforge.report;

import java.util.Optional;
import org.arcoforge.dataset.Region;
import org.arcoforge.zarr.ArrayMetadata;
import org.arcoforge.zarr.ChunkGrid;

/** What of a record is read, where not all of it can be. */
final class RecordWindow {
  private RecordWindow() {}

  /**
   * Returns {@code record}, or a part of whole chunks from its middle that keeps within {@code
   * limits}; empty if a single chunk does not.
   */
  static Optional<Region> of(ArrayMetadata array, Region record, ReadLimits limits) {
    long chunkBytes = ReadLimits.chunkBytes(array);
    if (chunkBytes > limits.chunkBytes()) {
      return Optional.empty();
    }
    long most = Math.max(1, Math.min(limits.chunks(), limits.recordBytes() / chunkBytes));
    Region touched = array.grid().touchedBy(record);
    if (touched.size() <= most) {
      return Optional.of(record);
    }
    double factor = (double) most / touched.size();
    int several = 0;
    for (int d = 0; d < touched.rank(); d++) {
      several += touched.length(d) > 1 ? 1 : 0;
    }
    Region kept = touched;
    long left = most;
    for (int d = 0; d < touched.rank(); d++) {
      long all = touched.length(d);
      if (all > 1) {
        long count = (long) Math.floor(all * Math.pow(factor, 1.0 / several));
        count = Math.max(1, Math.min(count, left));
        kept = kept.with(d, touched.origin(d) + (all - count) / 2, count);
        left /= count;
      }
    }
    return Optional.of(elements(array.grid(), kept).intersect(record).orElseThrow());
  }

  private static Region elements(ChunkGrid grid, Region chunks) {
    long[] last = new long[chunks.rank()];
    for (int d = 0; d < last.length; d++) {
      last[d] = chunks.end(d) - 1;
    }
    Region end = grid.region(last);
    long[] origin = grid.region(chunks.origin()).origin();
    long[] shape = new long[last.length];
    for (int d = 0; d < shape.length; d++) {
      shape[d] = end.end(d) - origin[d];
    }
    return Region.of(origin, shape);
  }
}
