package org.arcoforge.zarr;

import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.arcoforge.dataset.Attributes;
import org.arcoforge.dataset.Block;
import org.arcoforge.dataset.DataType;

/** Arrays and values for tests. */
final class RandomBlocks {
  private RandomBlocks() {}

  /** Returns metadata of an array without attributes, with dimensions d0, d1, … */
  static ArrayMetadata array(
      String name, DataType type, List<Long> shape, List<Integer> chunk, Compression compression) {
    List<String> dimensions = IntStream.range(0, shape.size()).mapToObj(d -> "d" + d).toList();
    return new ArrayMetadata(name, type, shape, chunk, dimensions, Attributes.NONE, compression);
  }

  /** Returns half smooth, half random bits, or texts of any Unicode. */
  static Block of(DataType type, Random random, int... shape) {
    Block block = Block.allocate(type, shape);
    if (type == DataType.STRING) {
      for (int i = 0; i < block.size(); i++) {
        block.strings()[i] = text(random);
      }
      return block;
    }
    int width = type.byteSize();
    byte[] bytes = block.bytes();
    for (int i = 0; i < block.size(); i++) {
      for (int b = 0; b < width; b++) {
        boolean smooth = i % 8192 < 4096;
        bytes[i * width + b] = (byte) (smooth ? (b == 0 ? i / 7 : i >> 9) : random.nextInt());
      }
    }
    return block;
  }

  private static String text(Random random) {
    StringBuilder text = new StringBuilder();
    for (int left = random.nextInt(6); left > 0; left--) {
      int[] points = {'a', 'Z', ' ', 0, '"', 0xe9, 0x20ac, 0x1f30a};
      text.appendCodePoint(points[random.nextInt(points.length)]);
    }
    return text.toString();
  }

  /** Returns every compression that {@code format} has, at a low and a high level. */
  static List<Compression> compressions(ZarrFormat format) {
    List<Compression> plain =
        List.of(
            Compression.none(),
            Compression.blosc(1),
            Compression.blosc(4),
            Compression.zstd(1),
            Compression.zstd(5),
            Compression.gzip(0),
            Compression.gzip(6));
    return format == ZarrFormat.V2
        ? plain
        : Stream.concat(plain.stream(), plain.stream().map(Compression::withCrc32c)).toList();
  }
}
