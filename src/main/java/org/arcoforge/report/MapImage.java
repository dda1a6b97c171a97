package org.arcoforge.report;

import java.awt.image.BufferedImage;
import java.awt.image.IndexColorModel;
import java.awt.image.WritableRaster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Base64;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriter;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** A map as a picture: one pixel for each value, missing and infinite ones transparent. */
final class MapImage {
  /** Of 256 colours of a palette, the first is transparent. */
  private static final int COLOURS = 255;

  private MapImage() {}

  /**
   * Returns the picture, without a file.
   *
   * @param upwards whether row 0 of the raster is at the bottom
   * @param rightwards whether column 0 is at the left
   */
  static BufferedImage draw(Raster raster, ColourScale scale, boolean upwards, boolean rightwards) {
    int height = raster.height();
    int width = raster.width();
    BufferedImage image =
        new BufferedImage(width, height, BufferedImage.TYPE_BYTE_INDEXED, palette(scale.map()));
    WritableRaster pixels = image.getRaster();
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        double value = raster.at(upwards ? height - 1 - y : y, rightwards ? x : width - 1 - x);
        int colour =
            Double.isFinite(value) ? 1 + (int) Math.round(scale.part(value) * (COLOURS - 1)) : 0;
        pixels.setSample(x, y, 0, colour);
      }
    }
    return image;
  }

  private static IndexColorModel palette(ColourMap map) {
    int[] colours = new int[COLOURS + 1];
    for (int i = 0; i < COLOURS; i++) {
      colours[i + 1] = 0xff000000 | map.at(i / (COLOURS - 1.0));
    }
    return new IndexColorModel(8, colours.length, colours, 0, true, 0, 0);
  }

  /** Returns {@code image} as a PNG in a URI of its own. */
  static String uri(BufferedImage image) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    ImageWriter writer = ImageIO.getImageWritersByFormatName("png").next();
    try (MemoryCacheImageOutputStream out = new MemoryCacheImageOutputStream(bytes)) {
      writer.setOutput(out);
      writer.write(image);
    } finally {
      writer.dispose();
    }
    return "data:image/png;base64," + Base64.getEncoder().encodeToString(bytes.toByteArray());
  }
}
