package org.arcoforge.plan;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import org.arcoforge.dataset.Attributes;
import org.arcoforge.dataset.DataType;
import org.arcoforge.dataset.Recoding;
import org.arcoforge.dataset.Region;
import org.arcoforge.dataset.ValueCoding;
import org.arcoforge.dataset.Variable;
import org.arcoforge.plan.PatternShape.AxisShape;
import org.arcoforge.zarr.ArrayMetadata;
import org.arcoforge.zarr.Compression;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class VariablePlanTest {

  /** Element (t, x, y) of the array is this file, and these coordinates in it. */
  private record Place(long file, long t, long x, long y) {}

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void readsOfAllUnitsCoverEveryElementOnceAndFindItsFile(long seed) {
    Random random = new Random(seed);
    int times = 1 + random.nextInt(6);
    int tiles = 1 + random.nextInt(3);
    boolean tilesFirst = random.nextBoolean();
    AxisShape time = new AxisShape("t", true, times);
    AxisShape tile = new AxisShape("x", true, tiles);
    AxisShape member = new AxisShape("member", false, 2);
    PatternShape pattern =
        new PatternShape(tilesFirst ? List.of(tile, member, time) : List.of(time, tile, member));
    List<Long> timeLengths = lengths(random, times);
    List<Long> tileLengths = lengths(random, tiles);
    Layout alongTime = layout(tilesFirst ? 2 : 0, timeLengths);
    Layout alongTiles = layout(tilesFirst ? 0 : 1, tileLengths);
    Map<String, Layout> layouts = Map.of("t", alongTime, "x", alongTiles);
    long[] shape = {alongTime.length(), alongTiles.length(), 5};
    List<Integer> chunk =
        List.of(1 + random.nextInt(5), 1 + random.nextInt(4), 1 + random.nextInt(6));
    List<Long> block = chunk.stream().map(c -> c * (1L + random.nextInt(3))).toList();
    VariablePlan plan =
        new VariablePlan(
            new ArrayMetadata(
                "v",
                DataType.FLOAT64,
                List.of(shape[0], shape[1], shape[2]),
                chunk,
                List.of("t", "x", "y"),
                Attributes.NONE,
                Compression.none()),
            target(List.of("t", "x", "y")),
            List.of(0, 1, 2),
            null,
            false,
            block,
            List.of(1L, 1L, 1L),
            tilesFirst ? List.of(0, 1, 0) : List.of(0, 0, 1),
            7,
            0);

    Map<List<Long>, Place> expected = expected(timeLengths, tileLengths, pattern, tilesFirst);
    Map<List<Long>, Place> found = new HashMap<>();
    List<String> chunks = new ArrayList<>();
    for (long unit = 7; unit < 7 + plan.unitCount(); unit++) {
      Unit work = plan.unit(unit, pattern, layouts);
      work.chunks().forEach(index -> chunks.add(java.util.Arrays.toString(index)));
      long covered = 0;
      for (ReadPiece piece : work.reads()) {
        assertThat(work.region().contains(piece.inArray())).isTrue();
        covered += piece.inArray().size();
        collect(piece, found);
      }
      assertThat(covered).describedAs("seed %d", seed).isEqualTo(work.region().size());
    }
    assertThat(found).describedAs("seed %d", seed).isEqualTo(expected);
    assertThat(chunks)
        .describedAs("seed %d", seed)
        .doesNotHaveDuplicates()
        .hasSize((int) plan.array().grid().chunkCount());
  }

  private static List<Long> lengths(Random random, int keys) {
    List<Long> lengths = new ArrayList<>();
    for (int key = 0; key < keys; key++) {
      lengths.add((long) random.nextInt(5));
    }
    return lengths;
  }

  private static Layout layout(int axis, List<Long> lengths) {
    TreeMap<Integer, Long> byKey = new TreeMap<>();
    lengths.forEach(length -> byKey.put(byKey.size(), length));
    return Layout.concatenated(axis, byKey);
  }

  private static TargetVariable target(List<String> dimensions) {
    Variable variable = Variable.of("v", DataType.FLOAT64, dimensions, Attributes.NONE);
    return new TargetVariable(
        variable, ValueCoding.of(variable), Recoding.Bound.EXACT, false, false);
  }

  private static Map<List<Long>, Place> expected(
      List<Long> times, List<Long> tiles, PatternShape pattern, boolean tilesFirst) {
    Map<List<Long>, Place> expected = new HashMap<>();
    long startT = 0;
    for (int i = 0; i < times.size(); i++) {
      long startX = 0;
      for (int j = 0; j < tiles.size(); j++) {
        long file = pattern.ordinal(tilesFirst ? new int[] {j, 1, i} : new int[] {i, j, 1});
        for (long t = 0; t < times.get(i); t++) {
          for (long x = 0; x < tiles.get(j); x++) {
            for (long y = 0; y < 5; y++) {
              expected.put(List.of(startT + t, startX + x, y), new Place(file, t, x, y));
            }
          }
        }
        startX += tiles.get(j);
      }
      startT += times.get(i);
    }
    return expected;
  }

  private static void collect(ReadPiece piece, Map<List<Long>, Place> found) {
    Region array = piece.inArray();
    Region file = piece.inFile();
    assertThat(file.shape()).isEqualTo(array.shape());
    for (long t = 0; t < array.length(0); t++) {
      for (long x = 0; x < array.length(1); x++) {
        for (long y = 0; y < array.length(2); y++) {
          Place before =
              found.put(
                  List.of(array.origin(0) + t, array.origin(1) + x, array.origin(2) + y),
                  new Place(
                      piece.file(), file.origin(0) + t, file.origin(1) + x, file.origin(2) + y));
          assertThat(before).isNull();
        }
      }
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 3, 7, 100})
  void largeReadsAreCutIntoPiecesOfWholeNativeChunks(long nativeRows) {
    long rows = 4000;
    VariablePlan plan =
        new VariablePlan(
            new ArrayMetadata(
                "v",
                DataType.FLOAT64,
                List.of(rows, 1000L),
                List.of(4000, 1000),
                List.of("y", "x"),
                Attributes.NONE,
                Compression.none()),
            target(List.of("y", "x")),
            List.of(0, 1),
            null,
            false,
            List.of(rows, 1000L),
            List.of(nativeRows, 1000L),
            List.of(),
            0,
            0);
    List<ReadPiece> reads = plan.unit(0, new PatternShape(List.of()), Map.of()).reads();
    assertThat(reads.size()).isGreaterThan(1);
    for (ReadPiece read : reads) {
      assertThat(read.inFile().size() * 8)
          .isLessThanOrEqualTo(
              VariablePlan.largestPieceBytes(
                  new long[] {rows, 1000}, List.of(nativeRows, 1000L), 8));
      assertThat(read.inFile().origin(0) % nativeRows).isZero();
    }
  }
}
