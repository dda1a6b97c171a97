package org.arcoforge.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class AgreementTest {

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6})
  void orderAndGroupingOfFilesDoNotMatter(long seed) {
    Random random = new Random(seed);
    List<Integer> files = new ArrayList<>();
    for (int file = 0; file < 40; file++) {
      files.add(file);
    }
    Agreement<String> inOrder = new Agreement<>();
    files.forEach(file -> inOrder.add("value " + value(seed, file), file));
    Collections.shuffle(files, random);
    Agreement<String> shuffled = new Agreement<>();
    Agreement<String> part = new Agreement<>();
    for (int file : files) {
      part.add("value " + value(seed, file), file);
      if (random.nextInt(4) == 0) {
        shuffled.merge(part);
        part = new Agreement<>();
      }
    }
    shuffled.merge(part);
    assertThat(shuffled.values())
        .describedAs("seed %d", seed)
        .extracting(Agreement.Said::value, Agreement.Said::file)
        .isEqualTo(
            inOrder.values().stream()
                .map(s -> org.assertj.core.groups.Tuple.tuple(s.value(), s.file()))
                .toList());
    assertThat(shuffled.total()).isEqualTo(40);
  }

  private static int value(long seed, int file) {
    return (int) ((file * 7L + seed) % (seed + 2));
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 3, 4, 9})
  void atMostFourValuesAreKeptThoseOfTheLowestFiles(int distinct) {
    Agreement<Integer> agreement = new Agreement<>();
    for (int file = 99; file >= 0; file--) {
      agreement.add(file % distinct, file);
    }
    assertThat(agreement.values()).hasSize(Math.min(4, distinct));
    assertThat(agreement.first()).isZero();
    assertThat(agreement.isUnanimous()).isEqualTo(distinct == 1);
    assertThat(agreement.values()).extracting(Agreement.Said::file).startsWith(0L).isSorted();
  }
}
