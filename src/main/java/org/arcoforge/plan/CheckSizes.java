package org.arcoforge.plan;

import java.util.List;
import java.util.Set;
import org.arcoforge.dataset.ByteText;
import org.arcoforge.plan.Conflict.Severity;
import org.arcoforge.zarr.ArrayMetadata;

/** Reports chunks of a size that makes a store slow to read, and stores of too many objects. */
final class CheckSizes {
  private static final long SMALLEST_BYTES = 10_000_000;
  private static final long LARGEST_BYTES = 200_000_000;
  private static final long MOST_OBJECTS = 100_000;

  private CheckSizes() {}

  /**
   * Adds a note for each array of several chunks that are smaller than 10 MB, for each chunk larger
   * than 200 MB, and for more than 100,000 objects in all.
   *
   * @param coordinates arrays that are always one chunk
   */
  static void report(List<ArrayMetadata> arrays, Set<String> coordinates, Conflicts conflicts) {
    long objects = 0;
    for (ArrayMetadata array : arrays) {
      long chunks = array.grid().chunkCount();
      objects += chunks;
      if (coordinates.contains(array.name())) {
        continue;
      }
      long bytes = Planner.elementBytes(array.type());
      for (int length : array.chunk()) {
        bytes *= length;
      }
      boolean large = bytes > LARGEST_BYTES;
      boolean small =
          bytes < SMALLEST_BYTES && chunks > 1 && Planner.arrayBytes(array) > SMALLEST_BYTES;
      if (large || small) {
        conflicts.add(
            Severity.NOTED,
            "chunks",
            array.name(),
            List.of(),
            "%s each before compression, %s: choose longer or shorter ones with chunk, or a goal with chunkBytes."
                .formatted(
                    ByteText.of(bytes),
                    large
                        ? "more than 200 MB, which readers must hold whole"
                        : "less than 10 MB, of which there are %,d: readers need many requests"
                            .formatted(chunks)));
      }
    }
    if (objects > MOST_OBJECTS) {
      conflicts.add(
          Severity.NOTED,
          "objects",
          "",
          List.of(),
          "The store has %,d chunks, each an object of its own, more than 100,000: choose larger chunks."
              .formatted(objects));
    }
  }
}
