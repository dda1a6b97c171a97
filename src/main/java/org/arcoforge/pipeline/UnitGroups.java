package org.arcoforge.pipeline;

/**
 * Divides units into groups, one unit after another. In one process, neighbours go to different
 * groups, so that threads read the same part of a file at the same time; on several machines they
 * stay together, so that few machines fetch the same file.
 */
final class UnitGroups {
  private final long units;
  private final int groups;
  private final boolean together;
  private long next;

  /**
   * Makes a division.
   *
   * @param groups how many there are at most
   * @param together whether neighbours stay together
   */
  UnitGroups(long units, int groups, boolean together) {
    this.units = units;
    this.groups = groups;
    this.together = together;
  }

  /** Returns the group of the next unit, from 0. */
  int next() {
    long unit = next++;
    return (int) (together ? unit * Math.min(groups, units) / units : unit % groups);
  }
}
