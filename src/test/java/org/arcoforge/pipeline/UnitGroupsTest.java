package org.arcoforge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class UnitGroupsTest {
  private static int[] groups(int units, int groups, boolean together) {
    UnitGroups division = new UnitGroups(units, groups, together);
    return IntStream.range(0, units).map(i -> division.next()).toArray();
  }

  @Test
  void inOneProcessNeighboursGoToDifferentGroups() {
    assertThat(groups(7, 3, false)).containsExactly(0, 1, 2, 0, 1, 2, 0);
  }

  @Test
  void onSeveralMachinesNeighboursStayTogether() {
    assertThat(groups(7, 3, true)).containsExactly(0, 0, 0, 1, 1, 2, 2);
  }

  @Test
  void fewUnitsAreAGroupEach() {
    assertThat(groups(3, 100, true)).containsExactly(0, 1, 2);
    assertThat(groups(3, 100, false)).containsExactly(0, 1, 2);
  }
}
