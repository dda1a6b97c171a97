package org.arcoforge.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

final class ShuffleTest {
  @Test
  void undoingGivesTheElementsBackAndLeavesTheRemainder() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int width = 1; width <= 9; width++) {
      for (int length : new int[] {0, 1, width, 5 * width, 7 * width + width / 2, 64 * width + 4}) {
        byte[] plain = new byte[length];
        random.nextBytes(plain);
        byte[] target = new byte[length + 5];
        Shuffle.undo(shuffled(plain, width), length, width, target, 3);
        assertThat(java.util.Arrays.copyOfRange(target, 3, 3 + length))
            .as("seed %d, width %d, length %d", seed, width, length)
            .isEqualTo(plain);
      }
    }
  }

  /** The definition: byte {@code b} of element {@code i} goes to {@code b * count + i}. */
  private static byte[] shuffled(byte[] plain, int width) {
    byte[] shuffled = plain.clone();
    int count = plain.length / width;
    for (int i = 0; i < count; i++) {
      for (int b = 0; b < width; b++) {
        shuffled[b * count + i] = plain[i * width + b];
      }
    }
    return shuffled;
  }
}
