package org.arcoforge.pipeline;

import java.util.Arrays;
import java.util.List;
import org.arcoforge.dataset.Block;
import org.arcoforge.dataset.DataType;
import org.arcoforge.dataset.Region;

/**
 * Says where two blocks of the same type and shape differ.
 *
 * @param name of the array
 * @param region where the blocks are in it
 * @param source where the expected values are from
 */
record ValueDifference(String name, Region region, String source) {

  /** Returns one sentence with the first difference and both values; none if all are equal. */
  List<String> find(Block expected, Block found) {
    if (expected.equals(found)) {
      return List.of();
    }
    DataType type = expected.type();
    int at =
        type.isFixedSize()
            ? Arrays.mismatch(expected.bytes(), found.bytes()) / type.byteSize()
            : Arrays.mismatch(expected.strings(), found.strings());
    return List.of(
        "'%s' at %s is %s in the store, %s in %s."
            .formatted(
                name,
                Arrays.toString(region.index(at)),
                text(found, at),
                text(expected, at),
                source));
  }

  private static String text(Block block, int at) {
    return switch (block.type()) {
      case STRING -> '"' + block.strings()[at] + '"';
      case CHAR -> "byte " + Byte.toUnsignedInt(block.bytes()[at]);
      case UINT64 -> Long.toUnsignedString(block.longAt(at));
      case FLOAT16, FLOAT32, FLOAT64 -> String.valueOf(block.doubleAt(at));
      default -> String.valueOf(block.longAt(at));
    };
  }
}
