package org.arcoforge.plan;

import java.util.List;
import org.arcoforge.dataset.Region;
import org.arcoforge.zarr.ArrayMetadata;

/**
 * The work of writing one block of whole chunks of one array.
 *
 * @param number counts all units of a plan from 0
 * @param region the block, in elements of the array, clipped at its edge
 * @param chunks the indexes of the chunks in it
 * @param reads cover {@code region} exactly once, but for gaps
 * @param filled whether elements that no read covers are missing values, not an error
 * @param memoryBytes what the unit takes at most
 */
public record Unit(
    long number,
    ArrayMetadata array,
    Region region,
    List<long[]> chunks,
    List<ReadPiece> reads,
    boolean filled,
    long memoryBytes) {

  /** Returns the size of the block before compression, in bytes; strings are estimated. */
  public long arrayBytes() {
    return region.size() * Planner.elementBytes(array.type());
  }
}
