package org.arcoforge.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class MatchingTest {
  private static final FilePattern TARS =
      FilePattern.matching("zenodo:1/*.tar!/**.nc", "zenodo:2/*.tar!/**.nc");

  private static List<String> files(String glob) {
    String record = glob.substring(0, glob.indexOf('/'));
    return List.of(record + "/a.tar!/m10.nc", record + "/a.tar!/m9.nc");
  }

  @Test
  void filesAreInTheOrderOfTheGlobsThenOfTheirNames() {
    FilePattern pattern = TARS.concat("time").group("surface").resolved(MatchingTest::files);
    assertThat(pattern)
        .isEqualTo(
            FilePattern.of(
                    List.of(
                        "zenodo:1/a.tar!/m9.nc",
                        "zenodo:1/a.tar!/m10.nc",
                        "zenodo:2/a.tar!/m9.nc",
                        "zenodo:2/a.tar!/m10.nc"))
                .concat("time")
                .group("surface"));
  }

  @Test
  void axesAreThoseOfTheListThatComesOut() {
    assertThat(TARS.stack("id", "^zenodo:(.*)").resolved(MatchingTest::files).axes().get(0).key(3))
        .isEqualTo("2/a.tar!/m10.nc");
    FilePattern grid =
        TARS.merge("record", List.of("u", "v")).concat("n", Keys.range(9, 10)).prune(1);
    assertThat(grid.resolved(MatchingTest::files).axes())
        .containsExactly(
            new Axis("record", Axis.Kind.MERGE, Keys.of("u", "v")),
            new Axis("n", Axis.Kind.CONCAT, Keys.range(9, 10).first(1)));
    assertThat(TARS.stack("n", Keys.range(1, 4)).resolved(MatchingTest::files).axes())
        .extracting(Axis::kind)
        .containsExactly(Axis.Kind.STACK);
  }

  @Test
  void pruningComesAfterMatching() {
    assertThat(TARS.concat("time").prune(3).prune(4).resolved(MatchingTest::files).count())
        .isEqualTo(3);
  }

  @Test
  void nothingIsKnownOfTheFilesBefore() {
    assertThat(TARS.validated()).isSameAs(TARS);
    assertThat(TARS.globs()).containsExactly("zenodo:1/*.tar!/**.nc", "zenodo:2/*.tar!/**.nc");
    assertThat(TARS).hasToString("zenodo:1/*.tar!/**.nc and 1 more");
    assertThatThrownBy(TARS::count)
        .hasMessage(
            "Cannot list the files of zenodo:1/*.tar!/**.nc and 1 more: nobody has matched it yet. Use resolved first.");
  }

  @Test
  void aPatternWithoutGlobsIsResolved() {
    FilePattern one = FilePattern.single("a*.nc");
    assertThat(one.globs()).isEmpty();
    assertThat(one.resolved(glob -> List.of())).isSameAs(one);
  }

  @Test
  void whatMatchesNothingIsAnError() {
    assertThatThrownBy(() -> FilePattern.matching("d/*.nc").resolved(glob -> List.of()))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot match d/*.nc: there is no such file. Correct the glob.");
    assertThatThrownBy(FilePattern::matching)
        .hasMessage("Cannot match files of no glob. Give one or more.");
    assertThatThrownBy(() -> FilePattern.matching(" "))
        .hasMessage("Cannot use URL ' ': it is blank, or starts or ends with a space.");
  }

  @Test
  void anAxisIsAddedOnce() {
    assertThatThrownBy(() -> TARS.concat("time").stack("time", "x"))
        .hasMessage(
            "Cannot add axis 'time' to zenodo:1/*.tar!/**.nc and 1 more: it is there already.");
  }

  @Test
  void matchingPatternsAreEqualIfMadeAlike() {
    assertThat(TARS.concat("time").prune(2)).isEqualTo(TARS.concat("time").prune(2));
    assertThat(TARS.concat("time"))
        .hasSameHashCodeAs(TARS.concat("time"))
        .isNotEqualTo(TARS.concat("time").prune(2))
        .isNotEqualTo(TARS);
  }

  @Test
  void naturalOrderCountsAsPeopleDo() {
    List<String> ordered =
        List.of(
            "",
            "1",
            "01",
            "001",
            "2",
            "10",
            "a",
            "a1",
            "a1b",
            "a2",
            "a09",
            "a9b",
            "a10",
            "b",
            "m99999999999999999998",
            "m99999999999999999999");
    long seed = System.nanoTime();
    List<String> shuffled = new ArrayList<>(ordered);
    Collections.shuffle(shuffled, new Random(seed));
    shuffled.sort(new NaturalOrder());
    assertThat(shuffled).as("seed %d", seed).isNotEmpty();
    for (int i = 1; i < shuffled.size(); i++) {
      assertThat(new NaturalOrder().compare(shuffled.get(i - 1), shuffled.get(i))).isNegative();
      assertThat(new NaturalOrder().compare(shuffled.get(i), shuffled.get(i - 1))).isPositive();
    }
    assertThat(shuffled.subList(4, 6)).containsExactly("2", "10");
    assertThat(shuffled).containsSubsequence("a1", "a1b", "a2", "a9b", "a10", "b");
    assertThat(shuffled.get(0)).isEmpty();
  }
}
