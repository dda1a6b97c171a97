package org.arcoforge.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Random;
import org.arcoforge.dataset.Attributes;
import org.arcoforge.dataset.Block;
import org.arcoforge.dataset.DataType;
import org.arcoforge.dataset.InMemoryDataset;
import org.arcoforge.plan.PatternShape.AxisShape;
import org.arcoforge.recipe.Combination;
import org.arcoforge.recipe.Target;
import org.arcoforge.zarr.ArrayMetadata;
import org.junit.jupiter.api.Test;

final class PlannerTest {
  private static final Combination STRICT = Target.named("x").combination();
  private static final Attributes KELVIN = Attributes.NONE.with("units", "K");

  /** One file of {@code steps} maps of 2 by 3, whose times start at {@code start}. */
  private static InMemoryDataset maps(int start, int steps) {
    double[] times = new double[steps];
    for (int i = 0; i < steps; i++) {
      times[i] = start + i;
    }
    return InMemoryDataset.empty()
        .withDoubles("time", "time", times)
        .withDoubles("lat", "lat", -10, 10)
        .with(
            "sst",
            List.of("time", "lat", "lon"),
            KELVIN,
            Block.allocate(DataType.FLOAT32, steps, 2, 3));
  }

  private static PatternShape along(String dimension, int files) {
    return new PatternShape(List.of(new AxisShape(dimension, true, files)));
  }

  private static MergedIndex index(
      PatternShape pattern, Combination combination, List<InMemoryDataset> files)
      throws IOException {
    MergedIndex index = new MergedIndex(pattern, combination);
    for (int i = 0; i < files.size(); i++) {
      index.add(IndexDataset.of(pattern, combination, i, url(i), files.get(i), 100));
    }
    return index;
  }

  private static String url(long file) {
    return (char) ('a' + file) + ".nc";
  }

  private static Plan plan(PatternShape pattern, Target target, InMemoryDataset... files)
      throws IOException {
    return Planner.plan(
        index(pattern, target.combination(), List.of(files)),
        target,
        PlannerTest::url,
        1_000_000_000L,
        2);
  }

  private static List<Conflict> conflicts(PatternShape pattern, InMemoryDataset... files)
      throws IOException {
    try {
      return plan(pattern, Target.named("x"), files).notices();
    } catch (SchemaMismatchException e) {
      return e.conflicts();
    }
  }

  @Test
  void filesOfUnequalLengthFollowOneAnother() throws IOException {
    Plan plan =
        plan(
            along("time", 3),
            Target.named("x").chunk("time", 2),
            maps(0, 3),
            maps(3, 1),
            maps(4, 4));
    ArrayMetadata sst = plan.metadata().array("sst");
    assertThat(sst.shape()).containsExactly(8L, 2L, 3L);
    assertThat(sst.chunk()).containsExactly(2, 2, 3);
    Block time = plan.coordinate("time");
    for (int i = 0; i < 8; i++) {
      assertThat(time.doubleAt(i)).isEqualTo(i);
    }
    assertThat(plan.metadata().array("time").chunk()).containsExactly(8);
    assertThat(plan.metadata().array("lat").chunk()).containsExactly(2);
  }

  @Test
  void anArrayWithoutElementsHasMetadataAndNoUnit() throws IOException {
    InMemoryDataset file =
        InMemoryDataset.empty()
            .with(
                "nothing",
                List.of("none", "x"),
                Attributes.NONE,
                Block.allocate(DataType.FLOAT32, 0, 3));
    Plan plan = plan(new PatternShape(List.of()), Target.named("x"), file);
    assertThat(plan.metadata().array("nothing").shape()).containsExactly(0L, 3L);
    assertThat(plan.unitCount()).isZero();
  }

  @Test
  void theOrderInWhichFilesAreMergedDoesNotMatter() throws IOException {
    PatternShape pattern = along("time", 12);
    List<FileIndex> files = new ArrayList<>();
    for (int i = 0; i < 12; i++) {
      InMemoryDataset file =
          maps(i, 1)
              .withAttributes(
                  Attributes.NONE.with("id", "file " + i).with("title", "t").with("era", i / 5));
      files.add(IndexDataset.of(pattern, STRICT, i, url(i), file, 100));
    }
    List<String> texts = new ArrayList<>();
    for (long seed = 0; seed < 5; seed++) {
      Random random = new Random(seed);
      Collections.shuffle(files, random);
      MergedIndex all = new MergedIndex(pattern, STRICT);
      MergedIndex part = new MergedIndex(pattern, STRICT);
      for (FileIndex file : files) {
        part.add(file);
        if (random.nextInt(3) == 0) {
          all.merge(part);
          part = new MergedIndex(pattern, STRICT);
        }
      }
      all.merge(part);
      Plan plan = Planner.plan(all, Target.named("x"), PlannerTest::url, 1_000_000_000L, 2);
      texts.add(plan.metadata() + " " + plan.notices());
    }
    assertThat(texts).containsOnly(texts.get(0));
    assertThat(texts.get(0)).contains("title").contains("file 0").doesNotContain("file 5");
  }

  @Test
  void everyConflictOfAllFilesIsReportedAtOnceWithBothValues() throws IOException {
    InMemoryDataset celsius =
        InMemoryDataset.empty()
            .withDoubles("time", "time", 1)
            .withDoubles("lat", "lat", -10, 10.000001)
            .with(
                "sst",
                List.of("time", "lat", "lon"),
                Attributes.NONE.with("units", "degC"),
                Block.allocate(DataType.FLOAT64, 1, 2, 3));
    PatternShape pattern = along("time", 3);
    assertThatThrownBy(() -> plan(pattern, Target.named("x"), maps(0, 1), celsius, maps(2, 1)))
        .isInstanceOf(SchemaMismatchException.class)
        .hasMessage(
            """
            Cannot combine the source files: 3 conflicts.
              values of 'lat': 10.0 at index 1 of [-10.0, 10.0] in a.nc, c.nc; 10.000001 at index 1 of [-10.0, 10.000001] in b.nc. In the target, choose tolerance("lat", …) if they differ by rounding, or outer("lat") to join them with missing values; to take those of the first file choose policy(Aspect.COORDINATES, Policy.FIRST) in the target.
              attribute units of 'sst': "K" in a.nc, c.nc; "degC" in b.nc. Correct them in preprocess (with mapFloats or mapDoubles where the values differ, with setAttribute where only the attribute does), or choose policy(Aspect.UNITS, Policy.CONVERT) in the target.
              data type of 'sst': float32 in a.nc, c.nc; float64 in b.nc. Use cast in preprocess, or choose policy(Aspect.TYPE, Policy.CONVERT) in the target.""");
  }

  @Test
  void attributesWithoutMeaningForTheValuesAreDroppedAndListed() throws IOException {
    InMemoryDataset first = maps(0, 1).withAttributes(Attributes.NONE.with("id", "1"));
    InMemoryDataset second = maps(1, 1).withAttributes(Attributes.NONE.with("id", "2"));
    Plan plan = plan(along("time", 2), Target.named("x"), first, second);
    assertThat(plan.metadata().attributes()).isEqualTo(Attributes.NONE);
    assertThat(plan.notices())
        .singleElement()
        .hasToString("attribute id: \"1\" in a.nc; \"2\" in b.nc.");
  }

  @Test
  void anAttributeThatSomeFilesLackIsAConflictToo() throws IOException {
    InMemoryDataset without =
        InMemoryDataset.empty()
            .withDoubles("time", "time", 1)
            .withDoubles("lat", "lat", -10, 10)
            .with(
                "sst",
                List.of("time", "lat", "lon"),
                Attributes.NONE,
                Block.allocate(DataType.FLOAT32, 1, 2, 3));
    assertThat(conflicts(along("time", 2), maps(0, 1), without))
        .singleElement()
        .hasToString(
            "attribute units of 'sst': \"K\" in a.nc; none in other files. Correct them in preprocess (with mapFloats or mapDoubles where the values differ, with setAttribute where only the attribute does), or choose policy(Aspect.UNITS, Policy.CONVERT) in the target.");
  }

  @Test
  void timesThatCountFromDifferentDaysAreConvertedAndListed() throws IOException {
    List<InMemoryDataset> files = new java.util.ArrayList<>();
    for (String day : List.of("hours since 2000-01-01", "hours since 2000-01-02")) {
      files.add(
          InMemoryDataset.empty()
              .with(
                  "time",
                  List.of("time"),
                  Attributes.NONE.with("units", day),
                  Block.allocate(DataType.FLOAT64, 1)));
    }
    assertThat(conflicts(along("time", 2), files.get(0), files.get(1)))
        .singleElement()
        .hasToString(
            "time units of 'time': \"hours since 2000-01-01\" in a.nc; \"hours since 2000-01-02\" in b.nc. Stored exactly, as int64 in 'days since 2000-01-01'.");
  }

  @Test
  void dimensionsMustBeOfEqualLengthAndOrder() throws IOException {
    InMemoryDataset longer =
        InMemoryDataset.empty()
            .withDoubles("time", "time", 1)
            .withDoubles("lat", "lat", -10, 10)
            .with(
                "sst",
                List.of("time", "lon", "lat"),
                KELVIN,
                Block.allocate(DataType.FLOAT32, 1, 4, 2));
    assertThat(conflicts(along("time", 2), maps(0, 1), longer))
        .extracting(Conflict::toString)
        .containsExactly(
            "length of 'lon': 3 in a.nc; 4 in b.nc. Concatenate along 'lon', join it with outer(\"lon\") in the target, or make the files equal with subset in preprocess.",
            "dimensions of 'sst': [time, lat, lon] in a.nc; [time, lon, lat] in b.nc. Use transpose in preprocess, or choose policy(Aspect.DIMENSIONS, Policy.CONVERT) in the target.");
  }

  @Test
  void aVariableMissingFromSomeFilesIsAConflict() throws IOException {
    InMemoryDataset without =
        InMemoryDataset.empty().withDoubles("time", "time", 1).withDoubles("lat", "lat", -10, 10);
    assertThat(conflicts(along("time", 2), maps(0, 1), without))
        .singleElement()
        .hasToString(
            "presence of 'sst': present in a.nc; missing in b.nc. Drop it in preprocess, or choose policy(Aspect.PRESENCE, Policy.FILL or Policy.DROP) in the target.");
  }

  @Test
  void theSameVariableInTwoMembersIsAConflictUnlessItsValuesAreCompared() throws IOException {
    PatternShape pattern =
        new PatternShape(
            List.of(new AxisShape("variable", false, 2), new AxisShape("time", true, 1)));
    assertThat(conflicts(pattern, maps(0, 1), maps(0, 1)))
        .singleElement()
        .hasToString(
            "values in two merge members of 'sst': values in a.nc; values in b.nc. Keep it in one member: drop it from the others in preprocess, or rename it by member. If the values are the same choose policy(Aspect.MEMBERS, Policy.FIRST) in the target.");
  }

  @Test
  void membersMustAgreeOnTheirCoordinates() throws IOException {
    PatternShape pattern =
        new PatternShape(
            List.of(new AxisShape("variable", false, 2), new AxisShape("time", true, 1)));
    InMemoryDataset other = InMemoryDataset.empty().withDoubles("time", "time", 5);
    assertThat(conflicts(pattern, maps(0, 1), other))
        .singleElement()
        .hasToString(
            "coordinate values of 'time': 0.0 at index 0 of 1 in a.nc; 5.0 at index 0 of 1 in b.nc. In the target, choose outer(\"time\") to join them with missing values, or tolerance(\"time\", …) if they differ by rounding.");
  }

  @Test
  void aVariableThatLacksOneOfTwoAxesIsComparedAlongIt() throws IOException {
    PatternShape pattern =
        new PatternShape(List.of(new AxisShape("time", true, 1), new AxisShape("tile", true, 2)));
    InMemoryDataset first =
        InMemoryDataset.empty().withDoubles("tile", "tile", 0).withDoubles("mean", "time", 7);
    InMemoryDataset second =
        InMemoryDataset.empty().withDoubles("tile", "tile", 1).withDoubles("mean", "time", 8);
    assertThat(conflicts(pattern, first, second))
        .singleElement()
        .satisfies(
            conflict ->
                assertThat(conflict.toString())
                    .startsWith(
                        "values at key number [0] of 'mean': 7.0 at index 0 of [7.0] in a.nc; 8.0 at index 0 of [8.0] in b.nc."));
  }

  @Test
  void aChunkAlongAnUnknownDimensionIsRefused() {
    assertThatThrownBy(() -> plan(along("time", 1), Target.named("x").chunk("tme", 4), maps(0, 1)))
        .hasMessage(
            "Cannot chunk 'x' along 'tme': its dimensions are [time, lat, lon]. Name one of them in chunk.");
  }

  @Test
  void aUnitLargerThanTheBudgetIsRefusedWithTheNumbers() {
    assertThatThrownBy(
            () ->
                Planner.plan(
                    index(along("time", 1), STRICT, List.of(maps(0, 1000))),
                    Target.named("x").chunk("time", 1000),
                    PlannerTest::url,
                    500_000,
                    2))
        .hasMessageMatching(
            "Cannot write 'lat' within the memory budget: a unit of \\[2\\] elements in chunks of \\[2\\] takes 1.05 MB, the budget is 500 kB. Choose smaller chunks, or a larger budget with --memory.");
  }

  @Test
  void anUnreadableVariableIsRefusedByName() {
    InMemoryDataset file = maps(0, 1).withUnreadable("particles", "compound type");
    assertThatThrownBy(() -> IndexDataset.of(along("time", 1), STRICT, 0, "a.nc", file, 1))
        .hasMessage(
            "Cannot read ['particles' (compound type)] of a.nc. Drop it in preprocess if it is not needed.");
  }

  @Test
  void aConcatDimensionThatAFileLacksIsRefused() {
    assertThatThrownBy(() -> IndexDataset.of(along("day", 1), STRICT, 0, "a.nc", maps(0, 1), 1))
        .hasMessage(
            "Cannot concatenate a.nc along 'day': its dimensions are [time, lat, lon]. Name one of them, or add 'day' with stack or, in preprocess, expand.");
  }

  @Test
  void aPlanOfFilesNotIndexedIsRefused() {
    assertThatThrownBy(() -> plan(along("time", 3), Target.named("x"), maps(0, 1), maps(1, 1)))
        .hasMessage("Cannot plan: 2 of 3 files are indexed; the first missing is c.nc.");
  }

  @Test
  void largeStaticVariablesAreComparedByDigest() throws IOException {
    Block grid = Block.allocate(DataType.FLOAT64, 3000, 10);
    Block other = Block.allocate(DataType.FLOAT64, 3000, 10);
    other.setDouble(29_999, 1e-9);
    List<String> dimensions = List.of("y", "x");
    InMemoryDataset first = maps(0, 1).with("area", dimensions, Attributes.NONE, grid);
    InMemoryDataset same = maps(1, 1).with("area", dimensions, Attributes.NONE, grid);
    InMemoryDataset second = maps(1, 1).with("area", dimensions, Attributes.NONE, other);
    assertThat(conflicts(along("time", 2), first, same)).isEmpty();
    assertThat(conflicts(along("time", 2), first, second))
        .singleElement()
        .satisfies(
            conflict ->
                assertThat(conflict.toString())
                    .startsWith("values of 'area': values with SHA-256 "));
  }

  @Test
  void memoryIsPredictedFromTheLargestUnitAndTheThreads() throws IOException {
    Plan plan = plan(along("time", 1), Target.named("x").chunk("time", 100), maps(0, 100));
    long chunk = 4 * 100 * 2 * 3;
    assertThat(plan.memory().largestUnit()).isBetween(2 * chunk, 2 * chunk + (2 << 20));
    assertThat(plan.memory().units()).isEqualTo(2 * plan.memory().largestUnit());
    assertThat(plan.memory().peak())
        .isEqualTo(MemoryForecast.PROCESS_BYTES + 2 * plan.memory().largestUnit());
  }
}
