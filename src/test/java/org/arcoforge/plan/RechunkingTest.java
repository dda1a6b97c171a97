package org.arcoforge.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;
import org.arcoforge.dataset.Attributes;
import org.arcoforge.dataset.Block;
import org.arcoforge.dataset.Dataset;
import org.arcoforge.dataset.FooBar;
import org.arcoforge.dataset.InMemoryDataset;
import org.arcoforge.dataset.Region;
import org.arcoforge.plan.PatternShape.AxisShape;
import org.arcoforge.recipe.Target;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files whose boundaries are not those of chunks, in one dimension, in two and in members. */
final class RechunkingTest {
  private static final AxisShape MEMBERS = new AxisShape("variable", false, 2);

  private static Target target(long time, long lat, long lon) {
    Target target = Target.named("x");
    target = time == 0 ? target : target.chunk("time", time);
    target = lat == 0 ? target : target.chunk("lat", lat);
    return lon == 0 ? target : target.chunk("lon", lon);
  }

  private static List<Unit> units(Plan plan, String variable) {
    List<Unit> units = new ArrayList<>();
    for (long number = 0; number < plan.unitCount(); number++) {
      Unit unit = plan.unit(number);
      if (unit.array().name().equals(variable)) {
        units.add(unit);
      }
    }
    return units;
  }

  private static PatternShape membersOfDays(int files) {
    return new PatternShape(List.of(MEMBERS, new AxisShape("time", true, files)));
  }

  /** Returns files of foo, then files of bar, that hold {@code lengths} days each. */
  private static List<Dataset> members(int... lengths) {
    List<Dataset> files = new ArrayList<>();
    for (String variable : List.of("foo", "bar")) {
      long from = 0;
      for (int length : lengths) {
        files.add(FooBar.part(FooBar.days(from, length), variable));
        from += length;
      }
    }
    return files;
  }

  @ParameterizedTest
  @CsvSource({"1,0", "3,0", "5,0", "10,0", "11,0", "1,5", "3,5", "5,5", "10,5", "11,5"})
  void aFileIsCutWhereChunksEnd(int chunk, int offset) throws IOException {
    int[] lengths = offset == 0 ? new int[] {10, 10} : new int[] {offset, 10, 10 - offset};
    int file = offset == 0 ? 0 : 1;
    Plan plan =
        Combined.of(target(chunk, 0, 0), membersOfDays(lengths.length), members(lengths)).plan();
    for (String variable : List.of("foo", "bar")) {
      long ordinal = variable.equals("foo") ? file : lengths.length + file;
      List<String> expected = new ArrayList<>();
      for (int start = offset, stop; start < offset + 10; start = stop) {
        stop = Math.min((start / chunk + 1) * chunk, offset + 10);
        expected.add(
            "chunk %d: %s of %s"
                .formatted(
                    start / chunk,
                    FooBar.days(start, stop - start),
                    FooBar.days(start - offset, stop - start)));
      }
      List<String> found = new ArrayList<>();
      for (Unit unit : units(plan, variable)) {
        assertThat(unit.chunks()).hasSize(1);
        for (ReadPiece piece : unit.reads()) {
          if (piece.file() == ordinal) {
            found.add(
                "chunk %d: %s of %s"
                    .formatted(unit.chunks().get(0)[0], piece.inArray(), piece.inFile()));
          }
        }
      }
      assertThat(found).isEqualTo(expected);
    }
  }

  @Test
  void chunksOfOneFileRunInCOrder() throws IOException {
    Plan plan =
        Combined.along("time", target(1, 9, 0), FooBar.part(FooBar.days(0, 2), "foo")).plan();
    assertThat(units(plan, "foo"))
        .extracting(unit -> unit.region().toString())
        .containsExactly(
            "[0:1, 0:9, 0:36]", "[0:1, 9:18, 0:36]", "[1:2, 0:9, 0:36]", "[1:2, 9:18, 0:36]");
  }

  @ParameterizedTest
  @CsvSource({
    "5,1,1,0,0", "5,1,2,0,0", "5,1,5,0,0", "10,2,1,0,0", "10,2,2,0,0", "10,2,5,0,0",
    "5,1,1,5,0", "5,1,2,5,0", "5,1,5,5,0", "10,2,1,5,0", "10,2,2,5,0", "10,2,5,5,0",
    "5,1,1,5,5", "5,1,2,5,5", "5,1,5,5,5", "10,2,1,5,5", "10,2,2,5,5", "10,2,5,5,5",
  })
  void aChunkHasOneVariableFromItsOwnMember(int days, int perFile, int time, int lat, int lon)
      throws IOException {
    int files = days / perFile;
    Combined combined =
        Combined.of(
            target(time, lat, lon),
            membersOfDays(files),
            members(IntStream.range(0, files).map(i -> perFile).toArray()));
    for (String variable : List.of("foo", "bar")) {
      Set<Long> read = new HashSet<>();
      for (Unit unit : units(combined.plan(), variable)) {
        long start = unit.region().origin(0);
        assertThat(unit.region().length(0)).isEqualTo(Math.min(time, days - start));
        unit.reads().forEach(piece -> read.add(piece.file()));
      }
      long first = variable.equals("foo") ? 0 : files;
      assertThat(read)
          .containsExactlyInAnyOrderElementsOf(
              IntStream.range(0, files).mapToObj(i -> first + i).toList());
      assertThat(combined.array(variable)).isEqualTo(FooBar.block(variable, FooBar.days(0, days)));
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1,8", "2,8", "3,8", "5,8", "10,8", "1,9", "2,9", "3,9", "5,9", "10,9",
    "1,17", "2,17", "3,17", "5,17", "10,17", "1,18", "2,18", "3,18", "5,18", "10,18",
  })
  void partsOfAGridMeetWhateverTheirOrder(int days, int rows) throws IOException {
    List<Dataset> files = new ArrayList<>();
    for (int t = 0; t < 10; t += days) {
      for (int y = 0; y < FooBar.LATS; y += rows) {
        Region part =
            Region.of(
                new long[] {t, y, 0},
                new long[] {Math.min(days, 10 - t), Math.min(rows, FooBar.LATS - y), FooBar.LONS});
        files.add(FooBar.part(part, "foo", "bar", "timestep", "baz"));
      }
    }
    int columns = (FooBar.LATS + rows - 1) / rows;
    PatternShape pattern =
        new PatternShape(
            List.of(
                new AxisShape("time", true, files.size() / columns),
                new AxisShape("lat", true, columns)));
    long seed = 100L * days + rows;
    List<Integer> order = new ArrayList<>(IntStream.range(0, files.size()).boxed().toList());
    Collections.shuffle(order, new Random(seed));
    Combined combined = Combined.of(Target.named("x"), pattern, files, order);
    for (String variable : List.of("time", "lat", "lon", "foo", "bar", "timestep", "baz")) {
      assertThat(combined.array(variable))
          .as("seed %d, %s", seed, variable)
          .isEqualTo(FooBar.block(variable, FooBar.days(0, 10)));
    }
  }

  private static InMemoryDataset tile(int times, int lats) {
    return InMemoryDataset.empty()
        .with(
            "foo",
            List.of("time", "lat"),
            Attributes.NONE,
            InMemoryDataset.doubles(new double[times * lats]).reshape(times, lats));
  }

  @Test
  void partsThatLeaveAHoleInAGridAreRefused() {
    PatternShape pattern =
        new PatternShape(List.of(new AxisShape("time", true, 2), new AxisShape("lat", true, 2)));
    assertThatThrownBy(
            () ->
                Combined.of(
                    Target.named("x"),
                    pattern,
                    List.of(tile(1, 2), tile(1, 3), tile(2, 2), tile(2, 4))))
        .isInstanceOf(SchemaMismatchException.class)
        .hasMessage(
            "Cannot combine the source files: length of axis 'lat' at its key number 1 of 'lat': 3 in"
                + " b.nc; 4 in d.nc. Files of the same key must have the same length along it, unless"
                + " it has a coordinate variable.");
  }

  @Test
  void partsWhoseCoordinatesLeaveAHoleInAGridAreJoinedByChoice() throws IOException {
    PatternShape pattern =
        new PatternShape(List.of(new AxisShape("time", true, 2), new AxisShape("lat", true, 2)));
    List<Dataset> files = new ArrayList<>();
    for (long[] extent : new long[][] {{0, 0, 9}, {0, 9, 9}, {1, 0, 9}, {1, 9, 8}}) {
      files.add(
          FooBar.part(
              Region.of(
                  new long[] {extent[0], extent[1], 0}, new long[] {1, extent[2], FooBar.LONS}),
              "foo"));
    }
    assertThatThrownBy(() -> Combined.of(Target.named("x"), pattern, files))
        .isInstanceOf(SchemaMismatchException.class)
        .hasMessage(
            "Cannot combine the source files: coordinate values of 'lat': 175.0 at index 17 of 18 in"
                + " b.nc; 165.0 at index 16 of 17 in d.nc. In the target, choose outer(\"lat\") to join"
                + " them with missing values, or tolerance(\"lat\", …) if they differ by rounding.");
    Block joined = Combined.of(Target.named("x").outer("lat"), pattern, files).array("foo");
    int missing = (2 * FooBar.LATS - 1) * FooBar.LONS;
    for (int i = 0; i < missing; i++) {
      int row = i / FooBar.LONS;
      assertThat(joined.doubleAt(i))
          .as("element %d", i)
          .isEqualTo(FooBar.value("foo", row / FooBar.LATS, row % FooBar.LATS, i % FooBar.LONS));
    }
    for (int i = missing; i < joined.size(); i++) {
      assertThat(joined.doubleAt(i)).as("element %d", i).isNaN();
    }
  }

  @ParameterizedTest
  @CsvSource({"1,0", "2,0", "3,0", "10,0", "10,3", "7,5"})
  void everyChunkIsAsLongAsWantedButTheLast(int time, int lat) throws IOException {
    Dataset[] files = new Dataset[10];
    for (int day = 0; day < files.length; day++) {
      files[day] = FooBar.part(FooBar.days(day, 1), "foo", "bar");
    }
    Combined combined = Combined.along("time", target(time, lat, 0), files);
    int rows = lat == 0 ? FooBar.LATS : lat;
    for (String variable : List.of("foo", "bar")) {
      assertThat(combined.metadata(variable).chunk()).containsExactly(time, rows, FooBar.LONS);
      List<Unit> units = units(combined.plan(), variable);
      assertThat(units).hasSize((10 + time - 1) / time * ((FooBar.LATS + rows - 1) / rows));
      for (Unit unit : units) {
        Region region = unit.region();
        assertThat(region.length(0)).isEqualTo(Math.min(time, 10 - region.origin(0)));
        assertThat(region.length(1)).isEqualTo(Math.min(rows, FooBar.LATS - region.origin(1)));
        assertThat(region.length(2)).isEqualTo(FooBar.LONS);
      }
      assertThat(combined.array(variable)).isEqualTo(FooBar.block(variable, FooBar.days(0, 10)));
    }
  }
}
