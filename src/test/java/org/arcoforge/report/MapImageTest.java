package org.arcoforge.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import javax.imageio.ImageIO;
import org.arcoforge.dataset.Attributes;
import org.arcoforge.dataset.Block;
import org.arcoforge.dataset.DataType;
import org.arcoforge.dataset.ValueCoding;
import org.arcoforge.dataset.Variable;
import org.junit.jupiter.api.Test;

class MapImageTest {
  private static final int FIRST = 0xff440154;
  private static final int LAST = 0xfffde725;

  /** Row 0: the least value and a missing one; row 1: an infinite one and the largest. */
  private static Raster raster() {
    double[][] rows = {{1, Double.NaN}, {Double.POSITIVE_INFINITY, 9}};
    Raster raster = new Raster(0, 2, 2, 0, 2, 2);
    Variable variable = Variable.of("v", DataType.FLOAT64, List.of(), Attributes.NONE);
    for (int y = 0; y < 2; y++) {
      Block block = Block.allocate(DataType.FLOAT64, 2);
      block.setDouble(0, rows[y][0]);
      block.setDouble(1, rows[y][1]);
      raster.take(y, 0, block, 0, 2, ValueCoding.of(variable));
    }
    return raster;
  }

  private static BufferedImage drawn(boolean upwards, boolean rightwards) throws IOException {
    Raster raster = raster();
    String uri =
        MapImage.uri(MapImage.draw(raster, ColourScale.of(List.of(raster)), upwards, rightwards));
    assertThat(uri).startsWith("data:image/png;base64,");
    byte[] png = Base64.getDecoder().decode(uri.substring(uri.indexOf(',') + 1));
    return Objects.requireNonNull(ImageIO.read(new ByteArrayInputStream(png)));
  }

  @Test
  void theFirstRowIsAtTheTopOrAtTheBottom() throws IOException {
    assertThat(drawn(false, true).getRGB(0, 0)).isEqualTo(FIRST);
    assertThat(drawn(false, true).getRGB(1, 1)).isEqualTo(LAST);
    assertThat(drawn(true, true).getRGB(0, 1)).isEqualTo(FIRST);
    assertThat(drawn(true, true).getRGB(1, 0)).isEqualTo(LAST);
  }

  @Test
  void theFirstColumnIsAtTheLeftOrAtTheRight() throws IOException {
    assertThat(drawn(false, false).getRGB(1, 0)).isEqualTo(FIRST);
    assertThat(drawn(true, false).getRGB(0, 0)).isEqualTo(LAST);
  }

  @Test
  void missingAndInfiniteValuesAreTransparent() throws IOException {
    assertThat(drawn(false, true).getRGB(1, 0) >>> 24).isZero();
    assertThat(drawn(false, true).getRGB(0, 1) >>> 24).isZero();
  }
}
