package org.arcoforge.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.arcoforge.dataset.Attributes;
import org.arcoforge.dataset.Block;
import org.arcoforge.dataset.Dataset;
import org.arcoforge.dataset.InMemoryDataset;
import org.arcoforge.recipe.Aspect;
import org.arcoforge.recipe.Duplicates;
import org.arcoforge.recipe.Order;
import org.arcoforge.recipe.Policy;
import org.arcoforge.recipe.Target;
import org.junit.jupiter.api.Test;

/**
 * The cases in which other tools write wrong numbers without a word: each is an error that says
 * what to do, and gives the right values under the policy that it names.
 */
final class MisplacementTest {
  private static final Target X = Target.named("x");

  private static InMemoryDataset times(double... values) {
    return InMemoryDataset.empty().withDoubles("time", "time", values);
  }

  private static void refuses(Target target, String message, Dataset... files) {
    assertThatThrownBy(() -> Combined.along("time", target, files))
        .isInstanceOf(SchemaMismatchException.class)
        .hasMessage("Cannot combine the source files: " + message);
  }

  @Test
  void aCoordinateThatOnlyALaterMemberHasIsWritten() throws IOException {
    Dataset u = times(0, 1).withDoubles("u", "time", 1, 2);
    Dataset v = times(0, 1).withDoubles("v", "time", 3, 4).withDoubles("height", "z", 10, 20, 30);
    Combined combined = Combined.merged(1, X, u, v);
    assertThat(combined.unpacked("height")).containsExactly(10, 20, 30);
    assertThat(combined.unpacked("v")).containsExactly(3, 4);
  }

  @Test
  void latitudesThatDifferALittleAreOneByChoice() throws IOException {
    Dataset a = times(0).withDoubles("lat", "lat", 10, 20).withDoubles("mask", "lat", 1, 2);
    Dataset b = times(1).withDoubles("lat", "lat", 10, 20.000001).withDoubles("mask", "lat", 1, 2);
    refuses(
        X,
        "values of 'lat': 20.0 at index 1 of [10.0, 20.0] in a.nc; 20.000001 at index 1 of [10.0,"
            + " 20.000001] in b.nc. In the target, choose tolerance(\"lat\", …) if they differ by"
            + " rounding, or outer(\"lat\") to join them with missing values; to take those of the"
            + " first file choose policy(Aspect.COORDINATES, Policy.FIRST) in the target.",
        a,
        b);
    for (Target target :
        List.of(X.tolerance("lat", 1e-5), X.policy(Aspect.COORDINATES, "lat", Policy.FIRST))) {
      assertThat(Combined.along("time", target, a, b).unpacked("lat")).containsExactly(10, 20);
    }
    assertThat(Combined.along("time", X.tolerance("lat", 1e-5), a, b).notices("lat"))
        .containsExactly(
            "of first file: values of 'lat': They differ by no more than the tolerance of 1.0E-5.");
    refuses(
        X.tolerance("lat", 1e-7),
        "coordinate values of 'lat': 20.0 at index 1 of 2 in a.nc; 20.000001 at index 1 of 2 in b.nc."
            + " In the target, choose outer(\"lat\") to join them with missing values, or"
            + " tolerance(\"lat\", …) if they differ by rounding.",
        a,
        b);
  }

  @Test
  void duplicateTimesAreKeptOnceByChoice() throws IOException {
    Dataset a = times(0, 1, 2).withDoubles("t", "time", 10, 11, 12);
    Dataset b = times(2, 3).withDoubles("t", "time", 99, 13);
    refuses(
        X,
        "duplicate values of 'time': 2.0 in a.nc; 2.0 again in b.nc. Choose duplicates(\"time\","
            + " Duplicates.FIRST) or LAST in the target to keep one, or correct the coordinate in"
            + " preprocess.",
        a,
        b);
    Combined first = Combined.along("time", X.duplicates("time", Duplicates.FIRST), a, b);
    assertThat(first.unpacked("time")).containsExactly(0, 1, 2, 3);
    assertThat(first.unpacked("t")).containsExactly(10, 11, 12, 13);
    Combined last = Combined.along("time", X.duplicates("time", Duplicates.LAST), a, b);
    assertThat(last.unpacked("t")).containsExactly(10, 11, 99, 13);
    assertThat(last.notices("time"))
        .containsExactly(
            "left out: duplicate values of 'time': 1 of them; the last of each is kept.");
  }

  @Test
  void unorderedTimesAreSortedByChoice() throws IOException {
    Dataset a = times(5, 6).withDoubles("t", "time", 15, 16);
    Dataset b = times(2, 1).withDoubles("t", "time", 12, 11);
    refuses(
        X,
        "order of values of 'time': 6.0 in a.nc; 2.0 in b.nc. Choose order(\"time\","
            + " Order.BY_VALUE) in the target to sort them, or Order.BY_KEY to keep this order.",
        a,
        b);
    Combined sorted = Combined.along("time", X.order("time", Order.BY_VALUE), a, b);
    assertThat(sorted.unpacked("time")).containsExactly(1, 2, 5, 6);
    assertThat(sorted.unpacked("t")).containsExactly(11, 12, 15, 16);
    assertThat(sorted.notices("time"))
        .contains("note: order of values of 'time': Sorted, ascending.");
    Combined kept = Combined.along("time", X.order("time", Order.BY_KEY), a, b);
    assertThat(kept.unpacked("t")).containsExactly(15, 16, 12, 11);
  }

  @Test
  void aCoordinateThatSomeFilesLackIsNotMadeUp() {
    Dataset a = times(0, 1).withDoubles("t", "time", 10, 11);
    Dataset b = InMemoryDataset.empty().withDoubles("t", "time", 12);
    refuses(
        X.policy(Aspect.PRESENCE, Policy.FILL),
        "presence of 'time': present in a.nc; missing in b.nc. Its values cannot be made up: drop it"
            + " in preprocess where it is, or choose policy(Aspect.PRESENCE, Policy.DROP) in the"
            + " target.",
        a,
        b);
  }

  @Test
  void aMemberWithoutCoordinateMustBeAsLongAsTheOthers() throws IOException {
    Dataset u = times(0, 1, 2).withDoubles("u", "time", 10, 11, 12);
    Dataset v = InMemoryDataset.empty().withDoubles("v", "time", 20, 21, 22);
    assertThat(Combined.merged(1, X, u, v).unpacked("v")).containsExactly(20, 21, 22);
    Dataset longer = InMemoryDataset.empty().withDoubles("v", "time", 20, 21, 22, 23);
    assertThatThrownBy(() -> Combined.merged(1, X, u, longer))
        .hasMessage(
            "Cannot combine the source files: length of axis 'time' at its key number 0 of 'time': 3 in"
                + " a.nc; 4 in b.nc. Some files have no coordinate variable: set one in preprocess,"
                + " or make them as long as the others.");
  }

  @Test
  void membersMayBeSplitDifferentlyInTimeIfTheirTimesAreTheSame() throws IOException {
    Dataset u1 = times(0, 1, 2).withDoubles("u", "time", 10, 11, 12);
    Dataset u2 = times(3).withDoubles("u", "time", 13);
    Dataset v1 = times(0).withDoubles("v", "time", 20);
    Dataset v2 = times(1, 2, 3).withDoubles("v", "time", 21, 22, 23);
    Combined combined = Combined.merged(2, X.chunk("time", 3), u1, u2, v1, v2);
    assertThat(combined.unpacked("time")).containsExactly(0, 1, 2, 3);
    assertThat(combined.unpacked("u")).containsExactly(10, 11, 12, 13);
    assertThat(combined.unpacked("v")).containsExactly(20, 21, 22, 23);
  }

  @Test
  void membersOfOtherTimesAreJoinedByChoice() throws IOException {
    Dataset u = times(0, 1, 2).withDoubles("u", "time", 10, 11, 12);
    Dataset v = times(1, 3).withDoubles("v", "time", 21, 23);
    assertThatThrownBy(() -> Combined.merged(1, X, u, v))
        .hasMessage(
            "Cannot combine the source files: coordinate values of 'time': 0.0 at index 0 of 3 in"
                + " a.nc; 1.0 at index 0 of 2 in b.nc. In the target, choose outer(\"time\") to join"
                + " them with missing values, or tolerance(\"time\", …) if they differ by rounding.");
    Combined joined = Combined.merged(1, X.outer("time"), u, v);
    assertThat(joined.unpacked("time")).containsExactly(0, 1, 2, 3);
    assertThat(joined.unpacked("u")).containsExactly(10, 11, 12, Double.NaN);
    assertThat(joined.unpacked("v")).containsExactly(Double.NaN, 21, Double.NaN, 23);
    assertThat(joined.notices("time"))
        .containsExactly("filled: join of 'time': 4 values, of which files have from 2 to 3.");
  }

  @Test
  void raggedCollectionsAreJoinedByChoice() throws IOException {
    Dataset a = basin("a", 3, 4, 5);
    Dataset b = basin("b", 1, 2, 3, 4);
    Combined joined = Combined.along("basin", X.outer("time").chunk("time", 2), a, b);
    assertThat(joined.array("basin").strings()).containsExactly("a", "b");
    assertThat(joined.unpacked("time")).containsExactly(1, 2, 3, 4, 5);
    assertThat(joined.unpacked("q"))
        .containsExactly(Double.NaN, Double.NaN, 300, 400, 500, 100, 200, 300, 400, Double.NaN);
  }

  private static Dataset basin(String name, double... times) {
    double[] q = java.util.Arrays.stream(times).map(t -> 100 * t).toArray();
    return InMemoryDataset.empty()
        .with("basin", List.of("basin"), Attributes.NONE, Block.ofStrings(new String[] {name}, 1))
        .withDoubles("time", "time", times)
        .with(
            "q",
            List.of("basin", "time"),
            Attributes.NONE,
            InMemoryDataset.doubles(q).reshape(1, q.length));
  }

  @Test
  void aVariableOfOneFileOnlyWhereDimensionsAreJoinedIsRefused() {
    Dataset a = basinWithLevels("a", 3, 4);
    Dataset b = basinWithLevels("b", 4, 5);
    assertThatThrownBy(() -> Combined.along("basin", X.outer("time"), a, b))
        .hasMessage(
            "Cannot combine the source files: dimension 'time', which is joined over 'basin', of"
                + " 'level': Give it that dimension too with expand, or drop it in preprocess.");
  }

  private static Dataset basinWithLevels(String name, double... times) {
    return ((InMemoryDataset) basin(name, times)).withDoubles("level", "time", 1, 1);
  }

  @Test
  void gapsAreNoted() throws IOException {
    Combined daily = Combined.along("time", X, times(0, 1, 2, 3), times(6, 7, 8, 9));
    assertThat(daily.notices("time"))
        .containsExactly("note: gap of 'time': Nothing between 3.0 and 6.0; the usual step is 1.");
    Combined monthly =
        Combined.along(
            "time",
            X,
            Combined.times("days since 2001-01-01", "standard", 0, 31, 59),
            Combined.times("days since 2001-01-01", "standard", 120, 151, 181));
    assertThat(monthly.notices("time"))
        .containsExactly(
            "note: gap of 'time': Nothing between 2001-03-01 and 2001-05-01; the usual step is 1"
                + " month.");
  }

  @Test
  void transposedDimensionsAreTurnedByChoice() throws IOException {
    Dataset a = layered(0, List.of("time", "y", "x"), 1, 2, 3, 4, 5, 6);
    Dataset b = layered(1, List.of("x", "time", "y"), 7, 10, 8, 11, 9, 12);
    refuses(
        X,
        "dimensions of 't': [time, y, x] in a.nc; [x, time, y] in b.nc. Use transpose in preprocess,"
            + " or choose policy(Aspect.DIMENSIONS, Policy.CONVERT) in the target.",
        a,
        b);
    Combined combined = Combined.along("time", X.policy(Aspect.DIMENSIONS, Policy.CONVERT), a, b);
    assertThat(combined.unpacked("t")).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
  }

  private static Dataset layered(double time, List<String> dimensions, double... values) {
    int[] shape =
        dimensions.stream().mapToInt(d -> d.equals("time") ? 1 : d.equals("y") ? 2 : 3).toArray();
    return times(time)
        .with("t", dimensions, Attributes.NONE, InMemoryDataset.doubles(values).reshape(shape));
  }

  @Test
  void theSameVariableOfTwoMembersIsTakenOnceIfItIsTheSame() throws IOException {
    Dataset a = times(0).withDoubles("u", "time", 1).withDoubles("mask", "time", 7);
    Dataset b = times(0).withDoubles("v", "time", 2).withDoubles("mask", "time", 7);
    Dataset c = times(0).withDoubles("v", "time", 2).withDoubles("mask", "time", 8);
    Target first = X.policy(Aspect.MEMBERS, "mask", Policy.FIRST);
    assertThat(Combined.merged(1, first, a, b).unpacked("mask")).containsExactly(7);
    assertThatThrownBy(() -> Combined.merged(1, first, a, c))
        .hasMessage(
            "Cannot combine the source files: values at key number [0] of 'mask': 7.0 at index 0 of"
                + " [7.0] in a.nc; 8.0 at index 0 of [8.0] in b.nc. Its values differ from member to"
                + " member: drop or rename it in preprocess.");
  }
}
