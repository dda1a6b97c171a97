package org.arcoforge.report;

import java.util.List;

/**
 * Which dimensions of an array a picture shows: the last ones that are longer than 1. Others stay
 * at an index.
 *
 * @param vertical from top to bottom or the reverse; -1 if there is none
 * @param horizontal from side to side; -1 if the array has one value at most
 * @param record the first of the others that is longer than 1; -1 if there is none
 */
record PlotDimensions(int vertical, int horizontal, int record) {
  /** A dimension of no more is one of a few lines, not of a map. */
  private static final int MOST_LINES = 4;

  static PlotDimensions of(List<Long> shape) {
    int vertical = -1;
    int horizontal = -1;
    int record = -1;
    for (int d = shape.size() - 1; d >= 0; d--) {
      if (shape.get(d) > 1) {
        if (horizontal < 0) {
          horizontal = d;
        } else if (vertical < 0) {
          vertical = d;
        } else {
          record = d;
        }
      }
    }
    return new PlotDimensions(vertical, horizontal, record);
  }

  /** Returns whether the array is a few lines side by side, such as the bounds of a coordinate. */
  boolean isLines(List<Long> shape) {
    return vertical >= 0
        && record < 0
        && shape.get(horizontal) <= MOST_LINES
        && shape.get(vertical) > MOST_LINES;
  }
}
