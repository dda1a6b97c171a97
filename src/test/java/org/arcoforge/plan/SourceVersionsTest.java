package org.arcoforge.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Random;
import org.junit.jupiter.api.Test;

class SourceVersionsTest {
  private static SourceVersions of(long from, long to) {
    SourceVersions versions = new SourceVersions();
    for (long i = from; i < to; i++) {
      versions.add(i, "version " + i);
    }
    return versions;
  }

  @Test
  void itKnowsTheVersionOfEachFile() {
    SourceVersions versions = of(1000, 1100);
    for (long i = 1000; i < 1100; i++) {
      assertThat(versions.isOf(i, "version " + i)).isTrue();
      assertThat(versions.isOf(i, "version " + (i + 1))).isFalse();
    }
  }

  @Test
  void aFileThatWasNotAddedIsOfAnyVersion() {
    SourceVersions versions = of(10, 20);
    versions.add(30, "version 30");
    assertThat(versions.isOf(25, "x")).isTrue();
    assertThat(versions.isOf(9, "x")).isTrue();
    assertThat(versions.isOf(1 << 20, "x")).isTrue();
    assertThat(versions.isOf(30, "x")).isFalse();
  }

  @Test
  void theOrderOfMergingDoesNotMatter() {
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int round = 0; round < 50; round++) {
      SourceVersions all = of(0, 300);
      SourceVersions merged = new SourceVersions();
      int[] cuts = {0, 1 + random.nextInt(150), 150 + random.nextInt(149), 300};
      int first = random.nextInt(3);
      for (int i = 0; i < 3; i++) {
        int part = (first + i) % 3;
        merged.merge(of(cuts[part], cuts[part + 1]));
      }
      assertThat(merged.toString()).describedAs("seed %d", seed).isEqualTo(all.toString());
      assertThat(merged.texts()).describedAs("seed %d", seed).isEqualTo(all.texts()).hasSize(100);
      for (long i = 0; i < 300; i++) {
        assertThat(merged.isOf(i, "version " + i)).describedAs("seed %d", seed).isTrue();
        assertThat(merged.isOf(i, "other")).describedAs("seed %d", seed).isFalse();
      }
    }
  }
}
