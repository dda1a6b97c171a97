package org.arcoforge.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.arcoforge.dataset.Attributes;
import org.arcoforge.dataset.Block;
import org.arcoforge.dataset.DataType;
import org.arcoforge.dataset.Dataset;
import org.arcoforge.dataset.FooBar;
import org.arcoforge.dataset.InMemoryDataset;
import org.arcoforge.dataset.Variable;
import org.arcoforge.plan.PatternShape.AxisShape;
import org.arcoforge.recipe.Encoding;
import org.arcoforge.recipe.Target;
import org.arcoforge.zarr.ArrayMetadata;
import org.arcoforge.zarr.Compression;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a store says of its arrays, from what files say of their variables. */
final class TargetSchemaTest {
  private static final Target X = Target.named("x");

  @ParameterizedTest
  @CsvSource({"0,0", "1,0", "2,0", "2,9", "3,0", "3,7"})
  void arraysAreAsInTheFilesInTheChunksWanted(int time, int lon) throws IOException {
    Target target = time == 0 ? X : X.chunk("time", time);
    target = lon == 0 ? target : target.chunk("lon", lon);
    Combined combined =
        Combined.along("time", target, FooBar.part(FooBar.days(0, 3), "bar", "foo"));
    List<Integer> chunk = List.of(time == 0 ? 3 : time, FooBar.LATS, lon == 0 ? FooBar.LONS : lon);
    for (String name : List.of("bar", "foo")) {
      assertThat(combined.metadata(name).shape()).containsExactly(3L, 18L, 36L);
      assertThat(combined.metadata(name).chunk()).isEqualTo(chunk);
    }
    assertThat(combined.metadata("time").chunk()).containsExactly(3);
    assertThat(combined.metadata("lon").chunk()).containsExactly(FooBar.LONS);
    for (ArrayMetadata array : combined.plan().metadata().arrays()) {
      Variable variable = FooBar.variable(array.name());
      assertThat(array.type()).isEqualTo(variable.type());
      assertThat(array.dimensions()).isEqualTo(variable.dimensions());
      assertThat(array.attributes()).isEqualTo(variable.attributes());
    }
    assertThat(combined.plan().metadata().attributes()).isEqualTo(FooBar.attributes());
    assertThat(combined.plan().notices()).isEmpty();
  }

  @Test
  void unitsAndCalendarOfNoleapTimesAreKept() throws IOException {
    Attributes noleap =
        Attributes.NONE.with("units", "days since 1850-01-01 00:00:00").with("calendar", "noleap");
    InMemoryDataset file =
        InMemoryDataset.empty()
            .with("time", List.of("time"), noleap, InMemoryDataset.integers(DataType.INT64, 1))
            .withDoubles("tas", "time", 1);
    Combined combined = Combined.along("time", X, file);
    assertThat(combined.metadata("time").attributes()).isEqualTo(noleap);
    assertThat(combined.array("time").longAt(0)).isEqualTo(1);
  }

  @Test
  void attributesOfTheTargetStandBesideThoseOfTheFiles() throws IOException {
    Target target = X.attribute("title", "Foo and bar").attribute("conventions", "CF-1.11");
    Dataset file = FooBar.part(FooBar.days(0, 1), "foo");
    assertThat(Combined.along("time", target, file).plan().metadata().attributes())
        .isEqualTo(Attributes.NONE.with("conventions", "CF-1.11").with("title", "Foo and bar"));
  }

  @Test
  void lengthsOfFilesAddUpAndAttributesThatDifferAreLeftOut() throws IOException {
    int[] lengths = {3, 3, 3, 4, 2, 1};
    List<Dataset> files = new ArrayList<>();
    int from = 0;
    for (int length : lengths) {
      files.add(FooBar.part(FooBar.days(from, length), "bar", "foo"));
      from += length;
    }
    files.set(
        3,
        files
            .get(3)
            .setAttribute("conventions", "wack conventions")
            .setAttribute("bar", "long_name", "nonsense name"));
    Combined combined =
        Combined.of(X, Combined.concat("time", 6), files, List.of(0, 1, 2, 3, 5, 4));
    assertThat(combined.metadata("bar").shape()).containsExactly(16L, 18L, 36L);
    assertThat(combined.metadata("bar").attributes()).isEqualTo(Attributes.NONE);
    assertThat(combined.metadata("foo").attributes().text("long_name")).hasValue("Fantastic Foo");
    assertThat(combined.plan().metadata().attributes()).isEqualTo(Attributes.NONE);
    assertThat(combined.array("bar")).isEqualTo(FooBar.block("bar", FooBar.days(0, 16)));
  }

  @Test
  void indexesThatShareAFileAreNotMerged() throws IOException {
    PatternShape pattern = Combined.concat("time", 3);
    MergedIndex one = new MergedIndex(pattern, X.combination());
    MergedIndex other = new MergedIndex(pattern, X.combination());
    for (int file = 0; file < 2; file++) {
      Dataset part = FooBar.part(FooBar.days(file, 1), "foo");
      one.add(IndexDataset.of(pattern, X.combination(), file, Combined.url(file), part, 1));
      part = FooBar.part(FooBar.days(file + 1, 1), "foo");
      other.add(
          IndexDataset.of(pattern, X.combination(), file + 1, Combined.url(file + 1), part, 1));
    }
    assertThatThrownBy(() -> one.merge(other))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot merge indexes: both have {1}.");
  }

  @Test
  void theOrderOfAxesChangesNothing() throws IOException {
    AxisShape members = new AxisShape("variable", false, 2);
    AxisShape days = new AxisShape("time", true, 5);
    List<Dataset> byMember = new ArrayList<>();
    List<Dataset> byDay = new ArrayList<>();
    for (String variable : List.of("bar", "foo")) {
      for (int day = 0; day < 5; day++) {
        byMember.add(FooBar.part(FooBar.days(2L * day, 2), variable));
      }
    }
    for (int day = 0; day < 5; day++) {
      byDay.add(byMember.get(day));
      byDay.add(byMember.get(5 + day));
    }
    Target target = X.chunk("time", 3);
    Combined one = Combined.of(target, new PatternShape(List.of(members, days)), byMember);
    Combined other = Combined.of(target, new PatternShape(List.of(days, members)), byDay);
    assertThat(one.plan().metadata().arrays())
        .containsExactlyInAnyOrderElementsOf(other.plan().metadata().arrays());
    for (String name : List.of("time", "lat", "lon", "foo", "bar")) {
      Block expected = FooBar.block(name, FooBar.days(0, 10));
      assertThat(one.array(name)).isEqualTo(expected);
      assertThat(other.array(name)).isEqualTo(expected);
    }
  }

  @Test
  void planningReadsCoordinatesOnly() throws IOException {
    List<InMemoryDataset> files =
        IntStream.range(0, 3)
            .mapToObj(day -> FooBar.part(FooBar.days(day, 1), "foo", "bar", "timestep"))
            .toList();
    PatternShape pattern = Combined.concat("time", 3);
    Combined.of(X, pattern, files);
    for (InMemoryDataset file : files) {
      assertThat(file.reads())
          .isNotEmpty()
          .allSatisfy(region -> assertThat(region.rank()).isEqualTo(1));
    }
  }

  @Test
  void textsOfAnyLengthFollowOneAnother() throws IOException {
    Combined combined =
        Combined.along("id", X.chunk("id", 2), texts("a", "Ærø"), texts("", "bcdé"));
    assertThat(combined.array("id").strings()).containsExactly("a", "Ærø", "", "bcdé");
    assertThat(combined.array("name").strings())
        .containsExactly("name of a", "name of Ærø", "name of ", "name of bcdé");
    assertThat(combined.metadata("name").type()).isEqualTo(DataType.STRING);
  }

  private static Dataset texts(String... ids) {
    String[] names = java.util.Arrays.stream(ids).map(id -> "name of " + id).toArray(String[]::new);
    return InMemoryDataset.empty()
        .with("id", List.of("id"), Attributes.NONE, Block.ofStrings(ids, ids.length))
        .with("name", List.of("id"), Attributes.NONE, Block.ofStrings(names, ids.length));
  }

  @Test
  void anEncodingIsThatOfItsVariableOnly() throws IOException {
    Target target = X.variable("foo", Encoding.asInFiles().compression(Compression.gzip(3)));
    Combined combined =
        Combined.along("time", target, FooBar.part(FooBar.days(0, 1), "bar", "foo"));
    assertThat(
            Map.of(
                "foo", combined.metadata("foo").compression(),
                "bar", combined.metadata("bar").compression()))
        .isEqualTo(Map.of("foo", Compression.gzip(3), "bar", Compression.blosc()));
  }
}
