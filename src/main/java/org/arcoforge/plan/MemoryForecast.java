package org.arcoforge.plan;

import java.io.Serializable;

/**
 * What a process will need at most, in bytes.
 *
 * @param budget what all units that run at the same time may take together
 * @param threads how many units run at the same time, if the budget allows
 * @param largestUnit what the largest unit takes
 */
public record MemoryForecast(long budget, int threads, long largestUnit) implements Serializable {
  /**
   * What the JVM, Beam and the caches of open files take beside the units: measured, rounded up.
   */
  public static final long PROCESS_BYTES = 512L << 20;

  /** Returns what units take at the same time. */
  public long units() {
    return Math.min(budget, Math.multiplyExact(largestUnit, (long) threads));
  }

  /** Returns the predicted peak of the whole process. */
  public long peak() {
    return PROCESS_BYTES + units();
  }
}
