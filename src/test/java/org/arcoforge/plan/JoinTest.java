package org.arcoforge.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import org.arcoforge.dataset.Attributes;
import org.arcoforge.dataset.Block;
import org.arcoforge.dataset.DataType;
import org.arcoforge.dataset.Dataset;
import org.arcoforge.dataset.InMemoryDataset;
import org.arcoforge.recipe.Aspect;
import org.arcoforge.recipe.Duplicates;
import org.arcoforge.recipe.Order;
import org.arcoforge.recipe.Policy;
import org.arcoforge.recipe.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Dimensions whose coordinate differs from file to file: joined, ordered, without duplicates. */
final class JoinTest {
  private static final Target X = Target.named("x");
  private static final double NONE = Double.NaN;

  /** Values that tell where they come from: 1000 time + y. */
  private static InMemoryDataset field(double time, double... y) {
    return InMemoryDataset.empty()
        .withDoubles("time", "time", time)
        .withDoubles("y", "y", y)
        .with(
            "t",
            List.of("time", "y"),
            Attributes.NONE,
            InMemoryDataset.doubles(Arrays.stream(y).map(v -> 1000 * time + v).toArray())
                .reshape(1, y.length));
  }

  private static InMemoryDataset series(double... times) {
    return InMemoryDataset.empty()
        .withDoubles("time", "time", times)
        .withDoubles("t", "time", Arrays.stream(times).map(t -> 10 * t).toArray());
  }

  private static InMemoryDataset named(double first, double[] times) {
    double[] values = new double[times.length];
    Arrays.setAll(values, i -> first + i);
    return InMemoryDataset.empty()
        .withDoubles("time", "time", times)
        .withDoubles("t", "time", values);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 4})
  void descendingCoordinatesAreJoinedAscending(int chunk) throws IOException {
    Dataset a = field(1, 30, 20, 10);
    Dataset b = field(2, 40, 20);
    Combined joined = Combined.along("time", X.outer("y").chunk("y", chunk), a, b);
    assertThat(joined.unpacked("y")).containsExactly(10, 20, 30, 40);
    assertThat(joined.unpacked("t"))
        .containsExactly(1010, 1020, 1030, NONE, NONE, 2020, NONE, 2040);
  }

  @ParameterizedTest
  @ValueSource(ints = {1, 2, 3, 5})
  void coordinatesInNoOrderAreJoinedAscending(int chunk) throws IOException {
    Dataset a = field(1, 20, 40, 10);
    Dataset b = field(2, 30, 20);
    Target byKey = X.outer("y").order("y", Order.BY_KEY).chunk("y", chunk);
    Combined joined = Combined.along("time", byKey, a, b);
    assertThat(joined.unpacked("y")).containsExactly(10, 20, 30, 40);
    assertThat(joined.unpacked("t"))
        .containsExactly(1010, 1020, NONE, 1040, NONE, 2020, 2030, NONE);
  }

  @Test
  void coordinatesOfEqualDescentStayAsTheyAre() throws IOException {
    Combined joined = Combined.along("time", X.outer("y"), field(1, 30, 10), field(2, 30, 10));
    assertThat(joined.unpacked("y")).containsExactly(30, 10);
    assertThat(joined.unpacked("t")).containsExactly(1030, 1010, 2030, 2010);
  }

  @Test
  void textsAreJoinedInTheirOrder() throws IOException {
    Dataset a = stations(1, "oslo", "bern");
    Dataset b = stations(2, "rome", "bern");
    for (long chunk : new long[] {1, 3}) {
      Combined joined = Combined.along("time", X.outer("station").chunk("station", chunk), a, b);
      assertThat(joined.array("station").strings()).containsExactly("bern", "oslo", "rome");
      assertThat(joined.unpacked("t")).containsExactly(11, 10, NONE, 21, NONE, 20);
    }
  }

  private static Dataset stations(double time, String... names) {
    double[] values = new double[names.length];
    Arrays.setAll(values, i -> 10 * time + i);
    return InMemoryDataset.empty()
        .withDoubles("time", "time", time)
        .with("station", List.of("station"), Attributes.NONE, Block.ofStrings(names, names.length))
        .with(
            "t",
            List.of("time", "station"),
            Attributes.NONE,
            InMemoryDataset.doubles(values).reshape(1, names.length));
  }

  @Test
  void textsThatStandTwiceAreKeptOnceByChoice() throws IOException {
    Dataset a = names("oslo", "bern");
    Dataset b = names("bern", "rome");
    assertThatThrownBy(() -> Combined.along("station", X, a, b))
        .hasMessage(
            "Cannot combine the source files: duplicate values of 'station': \"bern\" in a.nc; \"bern\" again"
                + " in b.nc. Choose duplicates(\"station\", Duplicates.FIRST) or LAST in the target to"
                + " keep one, or correct the coordinate in preprocess.");
    Combined last = Combined.along("station", X.duplicates("station", Duplicates.LAST), a, b);
    assertThat(last.array("station").strings()).containsExactly("oslo", "bern", "rome");
    assertThat(last.unpacked("n")).containsExactly(4, 4, 4);
    Target sorted = X.duplicates("station", Duplicates.FIRST).order("station", Order.BY_VALUE);
    assertThat(Combined.along("station", sorted, a, b).array("station").strings())
        .containsExactly("bern", "oslo", "rome");
  }

  private static Dataset names(String... names) {
    double[] lengths = Arrays.stream(names).mapToDouble(String::length).toArray();
    return InMemoryDataset.empty()
        .with("station", List.of("station"), Attributes.NONE, Block.ofStrings(names, names.length))
        .withDoubles("n", "station", lengths);
  }

  @Test
  void joinedValuesWithinTheToleranceAreOne() throws IOException {
    Dataset a = field(1, 10, 20);
    Dataset b = field(2, 10, 20.000001);
    Dataset c = field(3, 10, 20, 30);
    Combined joined = Combined.along("time", X.outer("y").tolerance("y", 1e-5), a, b, c);
    assertThat(joined.unpacked("y")).containsExactly(10, 20, 30);
    assertThat(joined.unpacked("t"))
        .containsExactly(1010, 1020, NONE, 2010, 2020.000001, NONE, 3010, 3020, 3030);
  }

  @Test
  void theToleranceDoesNotAddUpOverManyFiles() throws IOException {
    Dataset[] files = new Dataset[5];
    Arrays.setAll(files, i -> field(i, 10 + 0.25 * i));
    assertThat(Combined.along("time", X.tolerance("y", 1), files).unpacked("y"))
        .containsExactly(10);
    assertThatThrownBy(() -> Combined.along("time", X.tolerance("y", 0.9), files))
        .hasMessageContaining("coordinate values of 'y': 10.0 at index 0 of 1 in a.nc; 11.0 at");
  }

  @Test
  void withoutAToleranceLongIntegersMustBeTheSame() {
    long nanos = 1_700_000_000_000_000_000L;
    assertThatThrownBy(() -> Combined.merged(1, X, exact("u", nanos), exact("v", nanos + 1)))
        .hasMessageContaining(
            "coordinate values of 'time': 1700000000000000000 at index 0 of 1 in a.nc;"
                + " 1700000000000000001 at index 0 of 1 in b.nc.");
  }

  private static Dataset exact(String name, long time) {
    return InMemoryDataset.empty()
        .with(
            "time",
            List.of("time"),
            Attributes.NONE,
            InMemoryDataset.integers(DataType.INT64, time))
        .withDoubles(name, "time", 1);
  }

  @Test
  void membersOfAConcatAxisAreJoinedWithTheirDuplicatesAndInOrder() throws IOException {
    Dataset u1 = series(4, 5).withDoubles("u", "time", 40, 50);
    Dataset u2 = series(1, 4).withDoubles("u", "time", 10, 41);
    Target target =
        X.outer("time")
            .order("time", Order.BY_VALUE)
            .duplicates("time", Duplicates.FIRST)
            .chunk("time", 2);
    Dataset v1 = InMemoryDataset.empty().withDoubles("time", "time", 2).withDoubles("v", "time", 2);
    Dataset v2 = InMemoryDataset.empty().withDoubles("time", "time", 5).withDoubles("v", "time", 5);
    Combined joined = Combined.merged(2, target, u1, u2, v1, v2);
    assertThat(joined.unpacked("time")).containsExactly(1, 2, 4, 5);
    assertThat(joined.unpacked("u")).containsExactly(10, NONE, 40, 50);
    assertThat(joined.unpacked("v")).containsExactly(NONE, 2, NONE, 5);
  }

  @Test
  void membersThatDescendAreJoinedAscending() throws IOException {
    Dataset u =
        InMemoryDataset.empty().withDoubles("time", "time", 3, 2).withDoubles("u", "time", 3, 2);
    Dataset v =
        InMemoryDataset.empty().withDoubles("time", "time", 3, 1).withDoubles("v", "time", 3, 1);
    Combined joined = Combined.merged(1, X.outer("time").chunk("time", 1), u, v);
    assertThat(joined.unpacked("time")).containsExactly(1, 2, 3);
    assertThat(joined.unpacked("u")).containsExactly(NONE, 2, 3);
    assertThat(joined.unpacked("v")).containsExactly(1, NONE, 3);
  }

  @Test
  void valuesKeptSeveralTimesCannotBeJoined() {
    Dataset u = named(10, new double[] {1, 1});
    Dataset v =
        InMemoryDataset.empty().withDoubles("time", "time", 1, 2).withDoubles("v", "time", 7, 8);
    Target target = X.outer("time").order("time", Order.BY_KEY).duplicates("time", Duplicates.KEEP);
    assertThatThrownBy(() -> Combined.merged(1, target, u, v))
        .isInstanceOf(SchemaMismatchException.class)
        .hasMessageContaining("'time'");
  }

  @Test
  void theKeyOrderKeepsDuplicatesIfAsked() throws IOException {
    Target keep = X.order("time", Order.BY_KEY).duplicates("time", Duplicates.KEEP);
    Combined kept =
        Combined.along(
            "time", keep, named(10, new double[] {2, 1}), named(20, new double[] {1, 3}));
    assertThat(kept.unpacked("time")).containsExactly(2, 1, 1, 3);
    assertThat(kept.unpacked("t")).containsExactly(10, 11, 20, 21);
    Target sorted = X.order("time", Order.BY_VALUE).duplicates("time", Duplicates.KEEP);
    Combined both =
        Combined.along(
            "time", sorted, named(10, new double[] {2, 1}), named(20, new double[] {1, 3}));
    assertThat(both.unpacked("time")).containsExactly(1, 1, 2, 3);
    assertThat(both.unpacked("t")).containsExactly(11, 20, 10, 21);
  }

  @Test
  void sortedDuplicatesAreKeptByTheOrderOfKeys() throws IOException {
    Dataset a = named(10, new double[] {5, 4});
    Dataset b = named(20, new double[] {4, 5, 3});
    Target first = X.order("time", Order.BY_VALUE).duplicates("time", Duplicates.FIRST);
    assertThat(Combined.along("time", first, a, b).unpacked("t")).containsExactly(22, 11, 10);
    Target last = X.order("time", Order.BY_VALUE).duplicates("time", Duplicates.LAST);
    assertThat(Combined.along("time", last, a, b).unpacked("t")).containsExactly(22, 20, 21);
  }

  @Test
  void filesWithoutValuesAddNothing() throws IOException {
    Dataset empty = named(0, new double[0]);
    for (Dataset[] files :
        new Dataset[][] {
          {empty, series(1, 2)}, {series(1, 2), empty}, {series(1), empty, series(2)}
        }) {
      Combined combined = Combined.along("time", X, files);
      assertThat(combined.unpacked("time")).containsExactly(1, 2);
      assertThat(combined.unpacked("t")).containsExactly(10, 20);
    }
  }

  @Test
  void rowsOfFilesWithoutTheCoordinateAreNotLost() {
    Dataset a = series(1, 2);
    Dataset b = InMemoryDataset.empty().withDoubles("t", "time", 30, 40);
    assertThatThrownBy(() -> Combined.along("time", X.policy(Aspect.PRESENCE, Policy.FILL), a, b))
        .isInstanceOf(SchemaMismatchException.class)
        .hasMessageContaining("presence of 'time'")
        .hasMessageContaining("drop it in preprocess where it is");
  }

  @Test
  void membersWithoutTheCoordinateMustHaveTheSameLength() throws IOException {
    Dataset u = series(1, 2);
    Dataset v = InMemoryDataset.empty().withDoubles("v", "time", 7, 8);
    assertThat(Combined.merged(1, X, u, v).unpacked("v")).containsExactly(7, 8);
    Dataset longer = InMemoryDataset.empty().withDoubles("v", "time", 7, 8, 9);
    assertThatThrownBy(() -> Combined.merged(1, X, u, longer))
        .isInstanceOf(SchemaMismatchException.class)
        .hasMessageContaining("length of axis 'time' at its key number 0");
  }

  @Test
  void anOuterDimensionWithoutTheCoordinateInSomeFilesMustHaveItsLength() {
    Dataset a = field(1, 10, 20);
    Dataset b =
        InMemoryDataset.empty()
            .withDoubles("time", "time", 2)
            .with(
                "t",
                List.of("time", "y"),
                Attributes.NONE,
                InMemoryDataset.doubles(1, 2, 3).reshape(1, 3));
    Target target = X.outer("y").policy(Aspect.PRESENCE, Policy.FILL);
    assertThatThrownBy(() -> Combined.along("time", target, a, b))
        .isInstanceOf(SchemaMismatchException.class)
        .hasMessageContaining("'y'");
  }

  @Test
  void severalAxesOfIrregularLengthsTileTheArray() throws IOException {
    PatternShape pattern =
        new PatternShape(
            List.of(
                new PatternShape.AxisShape("time", true, 2),
                new PatternShape.AxisShape("y", true, 3)));
    double[][] times = {{1, 2, 3}, {4}};
    double[][] ys = {{10}, {20, 30}, {40, 50, 60}};
    Dataset[] files = new Dataset[6];
    for (int i = 0; i < 6; i++) {
      files[i] = tile(times[i / 3], ys[i % 3]);
    }
    Combined combined = Combined.of(X.chunk("time", 2).chunk("y", 4), pattern, List.of(files));
    double[] expected = new double[24];
    Arrays.setAll(expected, i -> 1000 * (i / 6 + 1) + 10 * (i % 6 + 1));
    assertThat(combined.unpacked("t")).containsExactly(expected);
  }

  private static Dataset tile(double[] times, double[] ys) {
    double[] values = new double[times.length * ys.length];
    Arrays.setAll(values, i -> 1000 * times[i / ys.length] + ys[i % ys.length]);
    return InMemoryDataset.empty()
        .withDoubles("time", "time", times)
        .withDoubles("y", "y", ys)
        .with(
            "t",
            List.of("time", "y"),
            Attributes.NONE,
            InMemoryDataset.doubles(values).reshape(times.length, ys.length));
  }

  @Test
  void aToleranceThatConfusesValuesIsRefused() {
    Dataset a =
        InMemoryDataset.empty().withDoubles("time", "time", 0).withDoubles("y", "y", 10, 20);
    Dataset b =
        InMemoryDataset.empty().withDoubles("time", "time", 1).withDoubles("y", "y", 20, 10);
    assertThatThrownBy(() -> Combined.along("time", X.tolerance("y", 20), a, b))
        .hasMessage(
            "Cannot combine the source files: tolerance of 'y': A tolerance of 20.0 confuses values of one"
                + " file, which are 10.0 apart: choose one below half of that.");
  }

  @Test
  void timesOfWholeNumbersGetAFillValueWhereTheyAreJoined() throws IOException {
    Dataset a = seen("a", 1, 2);
    Dataset b = seen("b", 2, 3);
    Combined joined = Combined.along("basin", X.outer("time"), a, b);
    assertThat(joined.array("seen").longAt(2)).isEqualTo(Integer.MIN_VALUE);
    assertThat(joined.array("seen").longAt(3)).isEqualTo(Integer.MIN_VALUE);
    assertThat(joined.array("seen").longAt(1)).isEqualTo(2);
    assertThat(joined.metadata("time").attributes().names()).doesNotContain("_FillValue");
  }

  private static Dataset seen(String basin, long... days) {
    Attributes since = Attributes.NONE.with("units", "days since 2000-01-01");
    Block values = InMemoryDataset.integers(DataType.INT32, days);
    return InMemoryDataset.empty()
        .with("basin", List.of("basin"), Attributes.NONE, Block.ofStrings(new String[] {basin}, 1))
        .with("time", List.of("time"), since, values)
        .with("seen", List.of("basin", "time"), since, values.reshape(1, days.length));
  }

  @Test
  void aCoordinateThatIsNotANumberIsRefused() {
    Dataset a = series(0, 1);
    Dataset b = series(2, Double.NaN);
    assertThatThrownBy(() -> Combined.along("time", X, a, b))
        .hasMessage(
            "Cannot combine the source files: missing values of 'time': NaN in b.nc. A coordinate must"
                + " have a value everywhere: correct it in preprocess, or choose order(\"time\","
                + " Order.BY_KEY) in the target to take it as it is.");
  }

  @Test
  void valuesWithinTheToleranceAreDuplicatesToo() throws IOException {
    Dataset a = series(0, 1, 2);
    Dataset b = series(1.9999999, 3);
    Target tolerant = X.tolerance("time", 1e-6);
    assertThatThrownBy(() -> Combined.along("time", tolerant, a, b))
        .hasMessageContaining("duplicate values of 'time': 2.0 in a.nc; 1.9999999 again in b.nc.");
    Combined first = Combined.along("time", tolerant.duplicates("time", Duplicates.FIRST), a, b);
    assertThat(first.unpacked("time")).containsExactly(0, 1, 2, 3);
    Combined last = Combined.along("time", tolerant.duplicates("time", Duplicates.LAST), a, b);
    assertThat(last.unpacked("time")).containsExactly(0, 1, 1.9999999, 3);
  }
}
