package org.arcoforge.read;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

final class Fletcher32Test {
  @Test
  void wordsOfAllOnesDoNotVanish() {
    byte[] ones = new byte[800];
    Arrays.fill(ones, (byte) 0xff);
    assertThat(Fletcher32.of(ones, ones.length)).isEqualTo(0xffffffff);
    assertThat(Fletcher32.of(new byte[800], 800)).isZero();
  }

  @Test
  void wordsAreBigEndianAndAnOddByteIsTheirUpperHalf() {
    // Words 0x0102, 0x0304, then 0x0500: sums 0x0906, and 0x0102 + 0x0406 + 0x0906 = 0x0e0e.
    assertThat(Fletcher32.of(new byte[] {1, 2, 3, 4, 5}, 5)).isEqualTo(0x0e0e0906);
  }

  @Test
  void checksumsAsOldHdf5StoredThemMatchToo() {
    assertThat(Fletcher32.matches(0x0e0f0906, 0x0e0f0906)).isTrue();
    assertThat(Fletcher32.matches(0x0f0e0609, 0x0e0f0906)).isTrue();
    assertThat(Fletcher32.matches(0x09060e0f, 0x0e0f0906)).isFalse();
  }
}
