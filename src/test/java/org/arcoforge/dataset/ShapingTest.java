package org.arcoforge.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.time.LocalDateTime;
import java.util.List;
import org.junit.jupiter.api.Test;

class ShapingTest {
  private static final List<String> DEFLATE = List.of("deflate");

  private static InMemoryDataset winds() {
    Block values = Block.allocate(DataType.FLOAT32, 1, 3, 2);
    for (int i = 0; i < 6; i++) {
      values.setDouble(i, 10 + i);
    }
    return InMemoryDataset.empty()
        .with(new Dimension("time", 1, true))
        .withDoubles("time", "time", 7)
        .withDoubles("lat", "lat", -1, 0, 1)
        .with("crs", List.of(), Attributes.NONE, Block.allocate(DataType.INT32))
        .with(
            new Variable(
                "u",
                DataType.FLOAT32,
                List.of("time", "lat", "lon"),
                Attributes.NONE.with("grid_mapping", "crs"),
                new NativeStorage(List.of(512L, 2L, 2L), DEFLATE)),
            values)
        .with("static", List.of("lat"), Attributes.NONE, InMemoryDataset.doubles(4, 5, 6));
  }

  @Test
  void squeezeRemovesTheDimensionAndListsTheScalar() throws IOException {
    Dataset view = winds().squeeze("time");
    assertThat(view.schema().findDimension("time")).isEmpty();
    assertThat(view.schema().variable("time").dimensions()).isEmpty();
    assertThat(view.schema().attributes().text("coordinates")).hasValue("time");
    assertThat(view.schema().variable("u").dimensions()).containsExactly("lat", "lon");
    assertThat(view.schema().variable("u").storage())
        .isEqualTo(new NativeStorage(List.of(2L, 2L), DEFLATE));
    assertThat(view.read("time").doubleAt(0)).isEqualTo(7);
    assertThat(view.read("time").rank()).isZero();
    Block part = view.read("u", Region.of(new long[] {1, 1}, new long[] {2, 1}));
    assertThat(part.shape()).containsExactly(2, 1);
    assertThat(part.doubleAt(0)).isEqualTo(13);
    assertThat(part.doubleAt(1)).isEqualTo(15);
  }

  @Test
  void pickTakesOneIndexOfOneVariable() throws IOException {
    InMemoryDataset grid =
        winds()
            .with(
                "TLAT",
                List.of("lat", "lon"),
                Attributes.NONE,
                InMemoryDataset.doubles(1, 2, 3, 4, 5, 6).reshape(3, 2));
    Dataset view = grid.pick("TLAT", "lon", 1);
    assertThat(view.schema().variable("TLAT").dimensions()).containsExactly("lat");
    assertThat(view.read("TLAT")).isEqualTo(InMemoryDataset.doubles(2, 4, 6));
    assertThat(view.read("TLAT", Region.of(new long[] {1}, new long[] {2})))
        .isEqualTo(InMemoryDataset.doubles(4, 6));
    assertThat(view.schema().variable("u").dimensions()).containsExactly("time", "lat", "lon");
    Dataset other = grid.pick("u", "lat", 2);
    assertThat(other.schema().variable("u").storage().chunk()).containsExactly(512L, 2L);
    assertThat(other.read("u"))
        .isEqualTo(InMemoryDataset.floats(DataType.FLOAT32, 14, 15).reshape(1, 2));
  }

  @Test
  void pickRefusesWhatIsNotThere() {
    assertThatThrownBy(() -> winds().pick("static", "lon", 0))
        .hasMessage("Cannot pick from variable 'static' along 'lon': its dimensions are [lat].");
    assertThatThrownBy(() -> winds().pick("u", "lat", 3))
        .hasMessage("Cannot pick index 3 of dimension 'lat' from variable 'u': its length is 3.");
    assertThatThrownBy(() -> winds().pick("v", "lat", 3))
        .hasMessage("Cannot find variable 'v': there are [time, lat, crs, u, static].");
  }

  @Test
  void squeezeRefusesOtherLengths() {
    assertThatThrownBy(() -> winds().squeeze("lat"))
        .hasMessage("Cannot squeeze dimension 'lat': its length is 3, not 1. Use subset first.");
    assertThatThrownBy(() -> winds().squeeze("z"))
        .hasMessage("Cannot find dimension 'z': there are [time, lat, lon].");
  }

  @Test
  void expandGivesDataVariablesADimension() throws IOException {
    Dataset view = winds().expand("member");
    assertThat(view.schema().variable("u").dimensions())
        .containsExactly("member", "time", "lat", "lon");
    assertThat(view.schema().variable("u").storage().chunk()).containsExactly(1L, 512L, 2L, 2L);
    assertThat(view.schema().variable("static").dimensions()).containsExactly("member", "lat");
    assertThat(view.schema().variable("crs").dimensions()).isEmpty();
    assertThat(view.schema().variable("lat").dimensions()).containsExactly("lat");
    assertThat(view.schema().dimension("member")).isEqualTo(Dimension.of("member", 1));
    assertThat(view.read("static").shape()).containsExactly(1, 3);
    assertThat(view.read("static", Region.of(new long[] {0, 1}, new long[] {1, 1})).doubleAt(0))
        .isEqualTo(5);
    assertThat(view.read("static", Region.of(new long[] {1, 1}, new long[] {0, 1})).size())
        .isZero();
  }

  @Test
  void expandTakesNamedVariablesAndADimensionOfLengthOne() {
    Dataset view = winds().expand("time", "static");
    assertThat(view.schema().variable("static").dimensions()).containsExactly("time", "lat");
    assertThat(view.schema().dimension("time").unlimited()).isTrue();
    assertThat(winds().expand("time").schema().variable("u").dimensions())
        .containsExactly("time", "lat", "lon");
  }

  @Test
  void expandUndoesSqueeze() throws IOException {
    Dataset view = winds().squeeze("time").expand("time", "u");
    assertThat(view.schema().variable("time").isDimensionCoordinate()).isTrue();
    assertThat(view.read("u")).isEqualTo(winds().read("u"));
    assertThat(view.read("time")).isEqualTo(winds().read("time"));
  }

  @Test
  void expandRefusesWhatIsThere() {
    assertThatThrownBy(() -> winds().expand("lat"))
        .hasMessage(
            "Cannot expand dimension 'lat': it is there already, of length 3. Choose another name.");
    assertThatThrownBy(() -> winds().expand("time", "u"))
        .hasMessage(
            "Cannot expand variable 'u' by dimension 'time': its dimensions are [time, lat, lon].");
    assertThatThrownBy(() -> winds().expand("member", "v"))
        .hasMessageStartingWith("Cannot find variable 'v'");
    assertThatThrownBy(() -> winds().expandWith("time", 3))
        .hasMessage(
            "Cannot expand by dimension 'time' and its coordinate: it is there already."
                + " Drop or rename it first.");
  }

  @Test
  void expandWithAddsACoordinate() throws IOException {
    Dataset text = winds().expandWith("basin", "camels_01");
    assertThat(text.schema().variable("basin").isDimensionCoordinate()).isTrue();
    assertThat(text.read("basin").strings()).containsExactly("camels_01");
    assertThat(text.schema().variable("u").dimensions()).startsWith("basin");
    Dataset number = winds().expandWith("id", 6000L);
    assertThat(number.read("id")).isEqualTo(InMemoryDataset.integers(DataType.INT64, 6000));
    Dataset time = winds().expandWith("day", LocalDateTime.of(1970, 1, 2, 0, 1));
    assertThat(time.read("day").longAt(0)).isEqualTo(86_460);
    assertThat(time.schema().variable("day").attributes().text("units"))
        .hasValue("seconds since 1970-01-01");
    assertThat(time.read("day", Region.of(new long[] {1}, new long[] {0})).size()).isZero();
  }

  @Test
  void subsetShiftsWhatIsRead() throws IOException {
    InMemoryDataset source = winds();
    Dataset view = source.subset("lat", 1, 3);
    assertThat(view.schema().dimension("lat").length()).isEqualTo(2);
    assertThat(view.schema().variable("u").storage().chunk()).containsExactly(512L, 2L, 2L);
    assertThat(view.read("lat")).isEqualTo(InMemoryDataset.doubles(0, 1));
    view.read("u", Region.of(new long[] {0, 1, 0}, new long[] {1, 1, 1}));
    assertThat(source.reads()).endsWith(Region.of(new long[] {0, 2, 0}, new long[] {1, 1, 1}));
    assertThat(source.subset("time", 0, 1).schema().dimension("time").unlimited()).isTrue();
  }

  @Test
  void subsetRefusesWhatIsNotThere() {
    assertThatThrownBy(() -> winds().subset("lat", 0, 4))
        .hasMessage(
            "Cannot subset dimension 'lat' from 0 to 4: its length is 3, and the end is not"
                + " included.");
    assertThatThrownBy(() -> winds().subset("lat", -1, 2)).hasMessageContaining("from -1 to 2");
    assertThatThrownBy(() -> winds().subset("lat", 1, 1)).hasMessageContaining("from 1 to 1");
  }

  @Test
  void aRegionOutsideAViewIsRefused() {
    Dataset view = winds().subset("lat", 1, 3);
    assertThatThrownBy(() -> view.read("lat", Region.of(new long[] {1}, new long[] {2})))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot read [1:3] of variable 'lat': it spans [0:2].");
    assertThatThrownBy(() -> view.read("lat", Region.all()))
        .hasMessage("Cannot read [] of variable 'lat': it spans [0:2].");
  }
}
