package org.arcoforge.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.arcoforge.dataset.Attributes;
import org.arcoforge.dataset.Block;
import org.arcoforge.dataset.DataType;
import org.arcoforge.dataset.ValueCoding;
import org.arcoforge.dataset.Variable;
import org.junit.jupiter.api.Test;

class RasterTest {
  private static final Variable VARIABLE =
      Variable.of("v", DataType.INT16, List.of(), Attributes.NONE.with("_FillValue", -1));
  private static final ValueCoding CODING = ValueCoding.of(VARIABLE);

  /** Fills a raster with {@code 100 * row + column} of the array. */
  private static Raster filled(Raster raster, int row, int rows, int column, int columns) {
    for (int y = row; y < row + rows; y++) {
      Block block = Block.allocate(DataType.INT16, columns);
      for (int x = 0; x < columns; x++) {
        block.setLong(x, 100L * y + column + x);
      }
      raster.take(y, column, block, 0, columns, CODING);
    }
    return raster;
  }

  @Test
  void aSmallPlaneIsShownWhole() {
    Raster raster = filled(new Raster(5, 2, 10, 7, 3, 10), 5, 2, 7, 3);
    assertThat(raster.height()).isEqualTo(2);
    assertThat(raster.width()).isEqualTo(3);
    assertThat(raster.values()).containsExactly(507, 508, 509, 607, 608, 609);
  }

  @Test
  void ofALargePlaneTheMiddleValuesAreShown() {
    Raster raster = filled(new Raster(0, 7, 3, 0, 10, 4), 0, 7, 0, 10);
    assertThat(raster.rowStep()).isEqualTo(3);
    assertThat(raster.columnStep()).isEqualTo(3);
    assertThat(raster.height()).isEqualTo(2);
    assertThat(raster.width()).isEqualTo(3);
    assertThat(raster.values()).containsExactly(101, 104, 107, 401, 404, 407);
  }

  @Test
  void neverMoreThanAskedForAndAlwaysOne() {
    for (int length = 1; length < 60; length++) {
      for (int most = 1; most < 20; most++) {
        Raster raster = filled(new Raster(0, 1, 1, 0, length, most), 0, 1, 0, length);
        assertThat(raster.width()).isBetween(1, most);
        assertThat(raster.values()).doesNotContain(Double.NaN);
      }
    }
  }

  @Test
  void missingValuesAndThoseNeverGivenAreNone() {
    Raster raster = new Raster(0, 1, 1, 0, 3, 3);
    Block block = Block.allocate(DataType.INT16, 2);
    block.setLong(0, -1);
    block.setLong(1, 8);
    raster.take(0, 0, block, 0, 2, CODING);
    assertThat(raster.values()).containsExactly(Double.NaN, 8, Double.NaN);
  }
}
