package org.arcoforge.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ByteShuffleTest {
  private static final long SEED = 7;

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4, 5, 8, 16})
  void bytesOfElementsAreGatheredByPlace(int itemSize) {
    Random random = new Random(SEED);
    for (int length : new int[] {0, 1, 7, 8, 64, 120, 127, 1000, 4099}) {
      byte[] source = new byte[length + 3];
      random.nextBytes(source);
      byte[] expected = new byte[length];
      int count = length / itemSize;
      for (int i = 0; i < length; i++) {
        boolean whole = i < count * itemSize;
        expected[whole ? i % itemSize * count + i / itemSize : i] = source[3 + i];
      }
      byte[] shuffled = new byte[length];
      ByteShuffle.shuffle(source, 3, length, itemSize, shuffled);
      assertThat(shuffled).describedAs("seed %d, %d bytes", SEED, length).isEqualTo(expected);

      byte[] back = new byte[length + 3];
      System.arraycopy(source, 0, back, 0, 3);
      ByteShuffle.unshuffle(shuffled, length, itemSize, back, 3);
      assertThat(back).describedAs("seed %d, %d bytes", SEED, length).isEqualTo(source);
    }
  }
}
