package org.arcoforge.pattern;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class StackTest {
  private static final FilePattern BASINS =
      FilePattern.of(List.of("d/basin_07.nc", "d/basin_01.nc", "d/basin_11.nc"));

  private static SourceFile file(String url) {
    return FilePattern.single(url).file(0);
  }

  @Test
  void matchReturnsTheFirstGroupOfTheFirstMatch() {
    assertThat(file("a_v2/b_v3.nc").match("_v([0-9])(.)")).isEqualTo("2");
    assertThat(file("a_v2/b_v3.nc").match("_v[0-9]")).isEqualTo("_v2");
    assertThat(file("a_v2/b_v3.nc").match("(?:b)_v(?<version>[0-9])")).isEqualTo("3");
  }

  @Test
  void matchNamesUrlAndRegexIfThereIsNoMatch() {
    assertThatThrownBy(() -> file("a.nc").match("_v([0-9])"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot match '_v([0-9])' in a.nc: it is not there. Correct the regex.");
    assertThatThrownBy(() -> file("a.nc").match("(b)|a"))
        .hasMessage("Cannot match '(b)|a' in a.nc: it is not there. Correct the regex.");
    assertThatThrownBy(() -> file("a.nc").match("x)"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot match 'x)' in a.nc: Unmatched closing ')' at 0. Correct the regex.");
  }

  @Test
  void stackTakesKeysAsConcatDoes() {
    FilePattern pattern =
        FilePattern.of("m{n:02d}_{day:yyyyMMdd}.nc")
            .stack("n", Keys.range(1, 3))
            .stack("day", Keys.daily("2020-01-01", "2020-01-04"));
    assertThat(pattern.file(5).url()).isEqualTo("m02_20200102.nc");
    assertThat(pattern.axes()).extracting(Axis::kind).containsOnly(Axis.Kind.STACK);
    assertThat(pattern.prune(2).count()).isEqualTo(4);
    assertThat(pattern.prune(2).axes()).extracting(Axis::kind).containsOnly(Axis.Kind.STACK);
    assertThatThrownBy(() -> pattern.stack("n", Keys.range(1, 3)))
        .hasMessageStartingWith("Cannot add axis 'n'");
  }

  @Test
  void aStackIsNoConcat() {
    FilePattern template = FilePattern.of("{n}.nc");
    assertThat(template.stack("n", Keys.range(1, 3)))
        .isEqualTo(template.stack("n", Keys.range(1, 3)))
        .isNotEqualTo(template.concat("n", Keys.range(1, 3)));
  }

  @Test
  void keysHaveValues() {
    assertThat(new Axis("n", Axis.Kind.STACK, Keys.range(5, 9, 2)).value(1)).isEqualTo(7L);
    assertThat(new Axis("n", Axis.Kind.STACK, Keys.of("07", "a")).value(0)).isEqualTo("07");
    assertThat(new Axis("n", Axis.Kind.STACK, Keys.monthly("1999-12", "2000-01")).value(1))
        .isEqualTo(LocalDateTime.of(2000, 1, 1, 0, 0));
  }

  @Test
  void mergedFilesDoNotFollowOneAnother() {
    assertThat(new Axis("n", Axis.Kind.MERGE, Keys.of("a")).isConcat()).isFalse();
    assertThat(new Axis("n", Axis.Kind.CONCAT, Keys.of("a")).isConcat()).isTrue();
    assertThat(new Axis("n", Axis.Kind.STACK, Keys.of("a")).isConcat()).isTrue();
  }

  @Test
  void aRegexFindsTheKeysInTheUrls() {
    FilePattern pattern = BASINS.stack("basin", "_([0-9]+)\\.nc$");
    assertThat(pattern.count()).isEqualTo(3);
    assertThat(pattern.file(1).key("basin")).isEqualTo("01");
    assertThat(pattern.file(1).url()).isEqualTo("d/basin_01.nc");
    assertThat(pattern.prune(2).file(1).key("basin")).isEqualTo("01");
    assertThat(pattern).isEqualTo(BASINS.stack("basin", Keys.of("07", "01", "11")));
  }

  @Test
  void aRegexMustFindAnotherKeyInEachUrl() {
    assertThatThrownBy(() -> BASINS.stack("basin", "1"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot match '1' in d/basin_07.nc: it is not there. Correct the regex.");
    assertThatThrownBy(() -> BASINS.stack("basin", "([0-9])\\.nc"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot stack d/basin_11.nc along 'basin': '([0-9])\\.nc' matches '1' there and in"
                + " d/basin_01.nc. Correct the regex.");
    assertThatThrownBy(() -> BASINS.stack("basin", "x*"))
        .hasMessage(
            "Cannot stack d/basin_07.nc along 'basin': 'x*' matches '' there. Correct the regex.");
  }

  @Test
  void aRegexNeedsAListWithoutAxes() {
    assertThatThrownBy(() -> FilePattern.of("{n}").stack("n", "."))
        .hasMessage(
            "Cannot stack {n} along 'n' by a regex: it is a template. Give the keys instead.");
    assertThatThrownBy(() -> BASINS.concat("t").stack("n", "."))
        .hasMessageContaining("it is on other axes too");
  }
}
