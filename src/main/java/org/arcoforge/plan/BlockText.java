package org.arcoforge.plan;

import org.arcoforge.dataset.Block;

/** Values as people read them in messages. */
final class BlockText {
  private static final int MOST = 6;

  private BlockText() {}

  /** Returns the first and last values, such as {@code [0.0, 2.5, …, 357.5] (144 values)}. */
  static String of(Block block) {
    StringBuilder text = new StringBuilder("[");
    for (int i = 0; i < block.size(); i++) {
      if (block.size() > MOST && i == MOST / 2) {
        text.append(", …");
        i = block.size() - MOST / 2;
      }
      text.append(i == 0 ? "" : ", ").append(element(block, i));
    }
    text.append(']');
    return block.size() > MOST ? text + " (" + block.size() + " values)" : text.toString();
  }

  static String element(Block block, int i) {
    return switch (block.type()) {
      case STRING -> '"' + block.strings()[i] + '"';
      case CHAR -> "'" + (char) block.longAt(i) + "'";
      case FLOAT16, FLOAT32 -> Float.toString((float) block.doubleAt(i));
      case FLOAT64 -> Double.toString(block.doubleAt(i));
      case UINT64 -> Long.toUnsignedString(block.longAt(i));
      default -> Long.toString(block.longAt(i));
    };
  }
}
