package org.arcoforge.report;

import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.arcoforge.dataset.Block;
import org.arcoforge.dataset.CfTime;
import org.arcoforge.dataset.DataType;
import org.arcoforge.dataset.ValueCoding;
import org.arcoforge.zarr.ArrayMetadata;

/** All values of a one-dimensional array. */
final class CoordinateValues {
  private final ArrayMetadata array;
  private final Block block;
  private final ValueCoding coding;

  CoordinateValues(ArrayMetadata array, Block block, ValueCoding coding) {
    this.array = array;
    this.block = block;
    this.coding = coding;
  }

  String name() {
    return array.name();
  }

  ArrayMetadata array() {
    return array;
  }

  Block block() {
    return block;
  }

  int size() {
    return block.size();
  }

  boolean isText() {
    return block.type().isText();
  }

  Optional<CfTime> time() {
    return coding.time();
  }

  String units() {
    return coding.units();
  }

  /** Returns value {@code i}, unpacked; of times the number that is stored; NaN if missing. */
  double at(int i) {
    return isText() ? Double.NaN : coding.unpacked(block, i);
  }

  /** Returns value {@code i} for people: a date, a number, or text. */
  String label(int i) {
    if (block.type() == DataType.STRING) {
      return block.strings()[i];
    }
    if (block.type() == DataType.CHAR) {
      return new String(new byte[] {(byte) block.longAt(i)}, StandardCharsets.ISO_8859_1);
    }
    Optional<CfTime> time = time();
    if (time.isPresent() && !coding.isMissing(block, i)) {
      return time.get().text(block, i);
    }
    return block.type().isInteger() && !coding.isPacked()
        ? Long.toString(block.longAt(i))
        : Ticks.number(at(i));
  }

  /** Returns 1 if all values ascend, -1 if they descend, 0 if they do neither or one is missing. */
  int direction() {
    if (isText() || size() < 2) {
      return isText() ? 0 : 1;
    }
    int sign = at(1) > at(0) ? 1 : -1;
    for (int i = 1; i < size(); i++) {
      if (!(sign * (at(i) - at(i - 1)) > 0)) {
        return 0;
      }
    }
    return sign;
  }
}
