package org.arcoforge.report;

import java.util.Arrays;
import org.arcoforge.dataset.Block;
import org.arcoforge.dataset.ValueCoding;

/**
 * Values of a plane, thinned out to no more than a picture shows: of every {@code step} rows and
 * columns the middle one. Row 0 is that of the lowest index.
 */
final class Raster {
  private final long firstRow;
  private final long firstColumn;
  private final int rowStep;
  private final int columnStep;
  private final int height;
  private final int width;
  private final double[] values;

  /**
   * Makes a raster without values.
   *
   * @param firstRow index of the first row of the plane
   * @param rows how many rows the plane has, 1 or more
   * @param mostRows how many the raster may have
   */
  Raster(long firstRow, long rows, int mostRows, long firstColumn, long columns, int mostColumns) {
    this.firstRow = firstRow;
    this.firstColumn = firstColumn;
    this.rowStep = step(rows, mostRows);
    this.columnStep = step(columns, mostColumns);
    this.height = picked(rows, rowStep);
    this.width = picked(columns, columnStep);
    this.values = new double[height * width];
    Arrays.fill(values, Double.NaN);
  }

  private static int step(long length, int most) {
    return Math.toIntExact((length + most - 1) / most);
  }

  private static int picked(long length, int step) {
    return Math.toIntExact(Math.max(1, (length - step / 2 + step - 1) / step));
  }

  /**
   * Takes what it shows of a run of elements along a row.
   *
   * @param row index of the row
   * @param column index of the first element
   */
  void take(long row, long column, Block block, int offset, int length, ValueCoding coding) {
    int y = place(row - firstRow, rowStep, height);
    if (y < 0) {
      return;
    }
    for (int i = 0; i < length; i++) {
      int x = place(column + i - firstColumn, columnStep, width);
      if (x >= 0) {
        values[y * width + x] = coding.unpacked(block, offset + i);
      }
    }
  }

  /** Returns the place of the element at {@code index}; -1 if it is not shown. */
  private static int place(long index, int step, int count) {
    if (index % step != step / 2) {
      return -1;
    }
    int place = (int) (index / step);
    return place < count ? place : -1;
  }

  int height() {
    return height;
  }

  int width() {
    return width;
  }

  int rowStep() {
    return rowStep;
  }

  int columnStep() {
    return columnStep;
  }

  double at(int row, int column) {
    return values[row * width + column];
  }

  /** Returns a copy of all values, row by row; NaN where there is none. */
  double[] values() {
    return values.clone();
  }
}
