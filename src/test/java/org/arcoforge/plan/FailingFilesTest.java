package org.arcoforge.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.arcoforge.dataset.AttributeValue;
import org.arcoforge.dataset.Attributes;
import org.arcoforge.dataset.Block;
import org.arcoforge.dataset.DataType;
import org.arcoforge.dataset.InMemoryDataset;
import org.arcoforge.plan.PatternShape.AxisShape;
import org.arcoforge.recipe.OnFailure;
import org.arcoforge.recipe.Target;
import org.junit.jupiter.api.Test;

/** Archives of which some files cannot be read, left out or filled. */
final class FailingFilesTest {
  private static final Target SKIP = Target.named("x").onFailure(OnFailure.SKIP);
  private static final Target FILL = Target.named("x").onFailure(OnFailure.FILL);
  private static final InMemoryDataset NOTHING = InMemoryDataset.empty();
  private static final double GAP = Double.NaN;

  /** Returns a file of times and of u, which is ten times the time. */
  private static InMemoryDataset file(double... times) {
    return named("u", times);
  }

  private static InMemoryDataset named(String name, double... times) {
    double[] values = java.util.Arrays.stream(times).map(t -> 10 * t).toArray();
    return NOTHING.withDoubles("time", "time", times).withDoubles(name, "time", values);
  }

  private static InMemoryDataset days(long... days) {
    return NOTHING.with(
        "time",
        List.of("time"),
        Attributes.NONE.with("units", "days since 2001-01-01"),
        InMemoryDataset.integers(DataType.INT32, days));
  }

  private static Combined along(Target target, Set<Integer> failing, InMemoryDataset... files)
      throws IOException {
    return Combined.failing(
        target, Combined.concat("time", files.length), List.of(files), failing, NOTHING);
  }

  private static Combined members(
      Target target, int keys, Set<Integer> failing, InMemoryDataset... files) throws IOException {
    PatternShape pattern =
        new PatternShape(
            List.of(
                new AxisShape("member", false, files.length / keys),
                new AxisShape("time", true, keys)));
    return Combined.failing(target, pattern, List.of(files), failing, NOTHING);
  }

  private static double[] values(Combined store, String name) throws IOException {
    Block block = store.array(name);
    return IntStream.range(0, block.size()).mapToDouble(block::doubleAt).toArray();
  }

  private static void assertRefused(ThrowingCombination combination, String... parts) {
    assertThatThrownBy(combination::combine)
        .isInstanceOf(SchemaMismatchException.class)
        .hasMessageContainingAll(parts);
  }

  private interface ThrowingCombination {
    void combine() throws IOException;
  }

  @Test
  void aSkippedKeyIsNotThere() throws IOException {
    Combined store = along(SKIP, Set.of(1), file(0, 1), file(2, 3), file(4, 5));
    assertThat(values(store, "time")).containsExactly(0, 1, 4, 5);
    assertThat(values(store, "u")).containsExactly(0, 10, 40, 50);
    assertThat(store.plan().failedFiles())
        .containsExactly(new TreatedFile(1, "b.nc", "Cannot open b.nc.", OnFailure.SKIP));
    assertThat(store.plan().metadata().attributes())
        .isEqualTo(
            Attributes.NONE.with(
                "skipped_source_files", new AttributeValue.Texts(List.of("b.nc"))));
    assertThat(store.notices("")).contains("left out: source files: 1 of 3 cannot be read: b.nc.");
  }

  @Test
  void aKeyWithoutACoordinateIsSkippedToo() throws IOException {
    InMemoryDataset one = NOTHING.withDoubles("u", "time", 1, 2);
    InMemoryDataset other = NOTHING.withDoubles("u", "time", 3);
    Combined store = along(SKIP, Set.of(0, 2), one, other, one, one);
    assertThat(values(store, "u")).containsExactly(3, 1, 2);
  }

  @Test
  void aKeyIsSkippedInAllMembers() throws IOException {
    Combined store =
        members(
            SKIP,
            3,
            Set.of(1),
            named("u", 0),
            named("u", 1),
            named("u", 2),
            named("v", 0),
            named("v", 1),
            named("v", 2));
    assertThat(values(store, "time")).containsExactly(0, 2);
    assertThat(values(store, "v")).containsExactly(0, 20);
    assertThat(store.notices(""))
        .contains(
            "left out: source files: 1 of 6 cannot be read: b.nc. With them, 1 more of the same keys.");
  }

  /** Returns the file of key t and tile x. */
  private static InMemoryDataset tile(int t, int x) {
    return NOTHING
        .withDoubles("time", "time", t)
        .withDoubles("x", "x", 2 * x, 2 * x + 1)
        .withDoubles("area", "x", 7 + x, 8 + x)
        .with(
            "u",
            List.of("time", "x"),
            Attributes.NONE,
            InMemoryDataset.doubles(100 * t + 2 * x, 100 * t + 2 * x + 1).reshape(1, 2));
  }

  private static Combined grid(Target target, Set<Integer> failing) throws IOException {
    List<InMemoryDataset> files = new ArrayList<>();
    for (int t = 0; t < 4; t++) {
      for (int x = 0; x < 3; x++) {
        files.add(tile(t, x));
      }
    }
    PatternShape pattern =
        new PatternShape(List.of(new AxisShape("time", true, 4), new AxisShape("x", true, 3)));
    return Combined.failing(target, pattern, files, failing, NOTHING);
  }

  @Test
  void wholeKeysOfAGridAreSkipped() throws IOException {
    Combined store = grid(SKIP, Set.of(3, 4, 5));
    assertThat(values(store, "time")).containsExactly(0, 2, 3);
    assertThat(values(store, "u"))
        .containsExactly(
            0, 1, 2, 3, 4, 5, 200, 201, 202, 203, 204, 205, 300, 301, 302, 303, 304, 305);
    Combined column = grid(SKIP, Set.of(0, 3, 6, 9, 1, 2));
    assertThat(values(column, "time")).containsExactly(1, 2, 3);
    assertThat(values(column, "x")).containsExactly(2, 3, 4, 5);
    assertThat(values(column, "area")).containsExactly(8, 9, 9, 10);
  }

  @Test
  void aHoleInAGridIsNotSkipped() {
    assertRefused(
        () -> grid(SKIP, Set.of(3, 4)),
        "source files: cannot be read in d.nc, e.nc.",
        "Other files of the same keys on axes ['time', 'x'] can be read, so to leave these out would be a hole: choose onFailure(OnFailure.FILL) in the target.");
  }

  @Test
  void aHoleInAGridIsFilled() throws IOException {
    Combined store = grid(FILL, Set.of(0, 4));
    assertThat(values(store, "time")).containsExactly(0, 1, 2, 3);
    assertThat(values(store, "x")).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(values(store, "area")).containsExactly(7, 8, 8, 9, 9, 10);
    assertThat(values(store, "u"))
        .startsWith(GAP, GAP, 2, 3, 4, 5, 100, 101, GAP, GAP, 104, 105, 200);
    assertThat(store.plan().metadata().attributes())
        .isEqualTo(
            Attributes.NONE.with(
                "filled_source_files", new AttributeValue.Texts(List.of("a.nc", "e.nc"))));
    assertThat(store.notices(""))
        .contains("filled: source files: 2 of 12 cannot be read: a.nc, e.nc.");
    assertThat(store.metadata("u").attributes().number("_FillValue")).hasValue(GAP);
    assertThat(grid(FILL, Set.of()).metadata("u")).isEqualTo(store.metadata("u"));
    assertThat(grid(SKIP, Set.of()).metadata("u").attributes().isEmpty()).isTrue();
  }

  @Test
  void aWholeKeyOfAGridIsFilled() throws IOException {
    Combined store = grid(FILL, Set.of(3, 4, 5, 1, 7, 10));
    assertThat(values(store, "time")).containsExactly(0, 1, 2, 3);
    assertThat(values(store, "x")).containsExactly(0, 1, 2, 3, 4, 5);
    assertThat(values(store, "u"))
        .startsWith(0, 1, GAP, GAP, 4, 5, GAP, GAP, GAP, GAP, GAP, GAP, 200);
  }

  @Test
  void valuesBetweenFilesAreInferredFromTheirSteps() throws IOException {
    Combined store =
        along(FILL, Set.of(1, 2), file(0, 0.1), file(0.2), file(9), file(0.5, 0.6, 0.7), file(0.8));
    double[] time = values(store, "time");
    assertThat(time).hasSize(9);
    for (int i = 0; i < 9; i++) {
      assertThat(time[i]).isCloseTo(0.1 * i, org.assertj.core.data.Offset.offset(1e-12));
    }
    assertThat(values(store, "u")).containsExactly(0, 1, GAP, GAP, GAP, 5, 6, 7, 8);
  }

  @Test
  void valuesBeforeTheFirstAndBehindTheLastGoOnInSteps() throws IOException {
    Combined store = along(FILL, Set.of(0, 3), days(1, 2), days(7, 9), days(11, 13), days(1));
    assertThat(values(store, "time")).containsExactly(3, 5, 7, 9, 11, 13, 15, 17);
    Combined descending = along(FILL, Set.of(2), file(9, 8), file(7, 6), file(0));
    assertThat(values(descending, "time")).containsExactly(9, 8, 7, 6, 5, 4);
  }

  @Test
  void monthsAreInferredThoughTheyDiffer() throws IOException {
    // The first of months from January 2001: 31, 28, 31, 30, 31 and 30 days long.
    Combined store =
        along(
            FILL,
            Set.of(2, 6),
            days(0),
            days(31),
            days(1),
            days(90),
            days(120),
            days(151),
            days(1));
    assertThat(values(store, "time")).containsExactly(0, 31, 59, 90, 120, 151, 181);
  }

  @Test
  void middlesOfMonthsAreNotInferred() {
    InMemoryDataset[] files = {days(15), days(45), days(1), days(105), days(135), days(166)};
    assertRefused(
        () -> along(FILL, Set.of(2), files),
        "coordinate of a source file that cannot be read of 'time': unknown in c.nc.",
        "It cannot be inferred: no whole number of even steps lies between the values before and after it. Correct the file, or choose onFailure(OnFailure.SKIP) in the target.");
  }

  @Test
  void monthsAreNotTakenForStepsOfOneLength() {
    // December 1, January 1 and what may be 31 days or a month behind it, or two.
    assertRefused(
        () -> along(FILL, Set.of(1, 2), days(334, 365), days(0, 0), days(0, 0)),
        "its steps may be months or of one length, which makes a difference");
  }

  @Test
  void whatCannotBeInferredIsRefused() {
    assertRefused(
        () -> along(FILL, Set.of(1), file(0, 1, 3), file(0), file(9, 10)),
        "no whole number of even steps");
    assertRefused(
        () -> along(FILL, Set.of(1), file(0, 1), file(0), file(2, 3)),
        "no whole number of even steps");
    assertRefused(() -> along(FILL, Set.of(0), file(0), file(1, 2), file(3)), "no common length");
    assertRefused(
        () -> along(FILL, Set.of(2), file(0, 1), file(5, 6), file(0)), "not evenly spaced");
    assertRefused(
        () -> along(FILL, Set.of(1), file(0), file(0), file(9)), "no whole number of even steps");
    assertRefused(
        () ->
            along(
                FILL.order("time", org.arcoforge.recipe.Order.BY_VALUE),
                Set.of(1, 3),
                file(0, 1),
                file(9),
                file(8, 9),
                file(9),
                file(4, 5)),
        "other files have values there");
    assertRefused(
        () -> along(FILL, Set.of(3), file(4, 5), file(0, 1), file(2, 3), file(9)),
        "the values of the others do not follow the keys");
  }

  @Test
  void otherMembersGiveTheCoordinateWhereTheyHaveIt() throws IOException {
    Combined store =
        members(
            FILL,
            3,
            Set.of(0, 4),
            named("u", 0, 7),
            named("u", 8),
            named("u", 11, 20),
            named("v", 0, 7),
            named("v", 8),
            named("v", 11, 20));
    assertThat(values(store, "time")).containsExactly(0, 7, 8, 11, 20);
    assertThat(values(store, "u")).containsExactly(GAP, GAP, 80, 110, 200);
    assertThat(values(store, "v")).containsExactly(0, 70, GAP, 110, 200);
  }

  @Test
  void aMemberWithoutCoordinateGivesTheLength() throws IOException {
    InMemoryDataset[] v = {
      NOTHING.withDoubles("v", "time", 1, 2), NOTHING.withDoubles("v", "time", 3, 4),
      NOTHING.withDoubles("v", "time", 5, 6, 7), NOTHING.withDoubles("v", "time", 8, 9)
    };
    InMemoryDataset[] files = {
      named("u", 0), named("u", 2, 3), named("u", 0), named("u", 7, 8), v[0], v[1], v[2], v[3]
    };
    Combined store = members(FILL, 4, Set.of(0, 2), files);
    assertThat(values(store, "time")).containsExactly(0, 1, 2, 3, 4, 5, 6, 7, 8);
    assertThat(values(store, "u")).containsExactly(GAP, GAP, 20, 30, GAP, GAP, GAP, 70, 80);
    assertThat(values(store, "v")).containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9);
    files[3] = named("u", 6, 7);
    assertRefused(
        () -> members(FILL, 4, Set.of(0, 2), files),
        "there is room for 2 values, not for as many as its keys have");
  }

  @Test
  void theKeyIsTheCoordinateOfAStackedFile() throws IOException {
    InMemoryDataset[] files = new InMemoryDataset[3];
    for (int i = 0; i < 3; i++) {
      files[i] = file(7 + i * i);
    }
    InMemoryDataset key = NOTHING.withDoubles("time", "time", 8);
    Combined store =
        Combined.failing(FILL, Combined.concat("time", 3), List.of(files), Set.of(1), key);
    assertThat(values(store, "time")).containsExactly(7, 8, 11);
    assertThat(values(store, "u")).containsExactly(70, GAP, 110);
    Combined first =
        Combined.failing(
            FILL,
            Combined.concat("time", 3),
            List.of(files),
            Set.of(0),
            NOTHING.withDoubles("time", "time", 3));
    assertThat(values(first, "time")).containsExactly(3, 8, 11);
  }

  @Test
  void withoutACoordinateTheOneLengthOfOthersIsTaken() throws IOException {
    InMemoryDataset two = NOTHING.withDoubles("u", "time", 1, 2);
    Combined store = along(FILL, Set.of(1), two, two, two);
    assertThat(values(store, "u")).containsExactly(1, 2, GAP, GAP, 1, 2);
    assertRefused(
        () -> along(FILL, Set.of(1), two, two, NOTHING.withDoubles("u", "time", 3)),
        "length of a source file that cannot be read of 'time': unknown in b.nc. There is no coordinate variable to infer it from, and other files have different lengths: correct the file, or choose onFailure(OnFailure.SKIP) in the target.");
  }

  @Test
  void sharedThingsComeFromTheOtherFiles() throws IOException {
    InMemoryDataset[] files = new InMemoryDataset[4];
    for (int i = 0; i < files.length; i++) {
      files[i] =
          file(i)
              .withDoubles("height", "z", i == 0 ? 9 : 1, 2)
              .withAttributes(Attributes.NONE.with("title", i == 0 ? "other" : "one"));
    }
    Combined store = along(FILL, Set.of(0), files);
    assertThat(values(store, "height")).containsExactly(1, 2);
    assertThat(values(store, "u")).containsExactly(GAP, 10, 20, 30);
    assertThat(store.plan().metadata().attributes().text("title")).hasValue("one");
    assertThat(store.plan().notices()).hasSize(1);
  }

  @Test
  void aVariableThatCannotHoldMissingValuesIsRefused() throws IOException {
    InMemoryDataset[] files = new InMemoryDataset[3];
    for (int i = 0; i < 3; i++) {
      files[i] =
          NOTHING
              .withDoubles("time", "time", 2 * i, 2 * i + 1)
              .with(
                  "n",
                  List.of("time"),
                  Attributes.NONE,
                  InMemoryDataset.integers(DataType.INT16, i, i));
    }
    assertRefused(
        () -> along(FILL, Set.of(1), files),
        "missing values of 'n': Not all files can be read, and no value of int16 stands for that: give it one with variable(\"n\", Encoding.asInFiles().fill(…)) in the target.");
    Combined store =
        along(
            FILL.variable("n", org.arcoforge.recipe.Encoding.asInFiles().fill(-9)),
            Set.of(1),
            files);
    assertThat(values(store, "n")).containsExactly(0, 0, -9, -9, 2, 2);
  }

  @Test
  void aMemberThatFailsAsAWholeIsRefused() {
    assertRefused(
        () ->
            members(
                FILL, 2, Set.of(2, 3), named("u", 0), named("u", 1), named("v", 0), named("v", 1)),
        "source files: cannot be read in c.nc, d.nc.",
        "They are all of their merge member, so its variables are not known and cannot be filled: correct the files, or leave the member out of the pattern.");
  }

  @Test
  void nothingIsPlannedOfNoFile() {
    for (Target target : List.of(SKIP, FILL)) {
      assertThatThrownBy(() -> along(target, Set.of(0, 1), file(0), file(1)))
          .isInstanceOf(IOException.class)
          .hasMessage(
              "Cannot read 2 of 2 source files: Cannot open a.nc. Cannot open b.nc. Without them no file is left: correct the files or the pattern.");
    }
  }

  @Test
  void withoutAChoiceAllFailingFilesAreNamed() {
    InMemoryDataset[] files = new InMemoryDataset[30];
    java.util.Arrays.setAll(files, FailingFilesTest::file);
    Set<Integer> failing = Set.copyOf(IntStream.range(0, 22).boxed().toList());
    assertThatThrownBy(() -> along(Target.named("x"), failing, files))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(
            "Cannot read 22 of 30 source files: Cannot open a.nc. Cannot open b.nc. ")
        .hasMessageEndingWith(
            "Cannot open t.nc. And 2 more. Correct the files or the pattern, or choose onFailure(OnFailure.SKIP) or OnFailure.FILL in the target.");
  }

  @Test
  void whatAFileSaysOfAnotherRunIsNotKept() throws IOException {
    InMemoryDataset old =
        file(0).withAttributes(Attributes.NONE.with("skipped_source_files", "z.nc"));
    assertThat(along(SKIP, Set.of(), old).plan().metadata().attributes().isEmpty()).isTrue();
  }

  @Test
  void filesOfAllMembersStandTogetherByCell() {
    PatternShape pattern =
        new PatternShape(
            List.of(
                new AxisShape("member", false, 2),
                new AxisShape("time", true, 3),
                new AxisShape("x", true, 2)));
    assertThat(pattern.memberCount()).isEqualTo(2);
    assertThat(IntStream.range(0, 12).mapToLong(pattern::byCell).toArray())
        .containsExactly(0, 6, 1, 7, 2, 8, 3, 9, 4, 10, 5, 11);
  }

  @Test
  void aFileFailsTheRunUnlessTheTargetSaysElse() {
    assertThat(Target.named("x").combination().onFailure()).isEqualTo(OnFailure.FAIL);
    assertThat(SKIP).isNotEqualTo(FILL).isEqualTo(Target.named("x").onFailure(OnFailure.SKIP));
  }
}
