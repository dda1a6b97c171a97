package org.arcoforge.report;

import java.util.List;

/**
 * Colours for numbers from 0 to 1, of evenly changing lightness.
 *
 * @param colours at even distances, as {@code 0xrrggbb}
 */
record ColourMap(List<Integer> colours) {
  /** From dark to light: matplotlib's viridis. */
  static final ColourMap SEQUENTIAL =
      new ColourMap(
          List.of(
              0x440154, 0x482475, 0x414487, 0x355f8d, 0x2a788e, 0x21908d, 0x22a884, 0x42be71,
              0x7ad151, 0xbddf26, 0xfde725));

  /** Dark at both ends, light in the middle: blue below it, red above; ColorBrewer's RdBu. */
  static final ColourMap DIVERGING =
      new ColourMap(
          List.of(
              0x053061, 0x2166ac, 0x4393c3, 0x92c5de, 0xd1e5f0, 0xf7f7f7, 0xfddbc7, 0xf4a582,
              0xd6604d, 0xb2182b, 0x67001f));

  ColourMap {
    colours = List.copyOf(colours);
  }

  /** Returns the colour of {@code part}, as {@code 0xrrggbb}; beyond 0 and 1, that of the end. */
  int at(double part) {
    double place = Math.max(0, Math.min(1, part)) * (colours.size() - 1);
    int below = Math.min((int) place, colours.size() - 2);
    double rest = place - below;
    int colour = 0;
    for (int shift = 16; shift >= 0; shift -= 8) {
      int from = colours.get(below) >> shift & 0xff;
      int to = colours.get(below + 1) >> shift & 0xff;
      colour |= (int) Math.round(from + rest * (to - from)) << shift;
    }
    return colour;
  }
}
