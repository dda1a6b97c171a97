package org.arcoforge.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class ChunkShapeTest {
  private static final List<String> MAPS = List.of("time", "lat", "lon");
  private static final long[] SHAPE = {15_000, 720, 1440};

  private static List<Integer> choose(Map<String, Long> wanted, long goalBytes) {
    return ChunkShape.choose(MAPS, SHAPE, 4, wanted, List.of("time"), goalBytes);
  }

  @Test
  void wantedLengthsAreTakenAndMapsStayWhole() {
    assertThat(choose(Map.of("time", 20L), 100_000_000)).containsExactly(20, 720, 1440);
  }

  @Test
  void withoutAWishTheConcatenatedDimensionShrinksToTheGoal() {
    assertThat(choose(Map.of(), 100_000_000)).containsExactly(24, 720, 1440);
  }

  @Test
  void mapsLargerThanTheGoalAreCutAlongTheSlowestDimension() {
    assertThat(choose(Map.of(), 1_000_000)).containsExactly(1, 173, 1440);
    assertThat(choose(Map.of("time", 1L), 4)).containsExactly(1, 1, 1);
  }

  @Test
  void aWishLongerThanTheArrayIsTheWholeArray() {
    assertThat(choose(Map.of("lat", 9999L), Long.MAX_VALUE)).containsExactly(15_000, 720, 1440);
  }

  @Test
  void scalarsAndEmptyDimensionsHaveAChunk() {
    assertThat(ChunkShape.choose(List.of(), new long[0], 8, Map.of(), List.of(), 1)).isEmpty();
    assertThat(
            ChunkShape.choose(List.of("x"), new long[] {0}, 8, Map.of("x", 7L), List.of(), 1 << 20))
        .containsExactly(1);
  }
}
