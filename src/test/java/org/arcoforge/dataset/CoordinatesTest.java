package org.arcoforge.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class CoordinatesTest {
  private static Dataset on(String dimension, Attributes attributes, Block values) {
    Block data = Block.allocate(DataType.INT32, 2, values.size());
    for (int i = 0; i < data.size(); i++) {
      data.setLong(i, i);
    }
    return InMemoryDataset.empty()
        .with(dimension, List.of(dimension), attributes, values)
        .with("v", List.of("t", dimension), Attributes.NONE, data);
  }

  private static Dataset on(double... values) {
    return on("lon", Attributes.NONE, InMemoryDataset.doubles(values));
  }

  @Test
  void subsetByValueIncludesBothEnds() throws IOException {
    Dataset view = on(10, 20, 30, 40).subsetByValue("lon", 20, 30);
    assertThat(view.read("lon")).isEqualTo(InMemoryDataset.doubles(20, 30));
    assertThat(view.read("v").longAt(2)).isEqualTo(5);
    assertThat(on(40, 30, 20, 10).subsetByValue("lon", 15, 30).read("lon"))
        .isEqualTo(InMemoryDataset.doubles(30, 20));
    assertThat(on(10).subsetByValue("lon", 0, 10).schema().dimension("lon").length()).isOne();
  }

  @Test
  void subsetByValueComparesAsTheCoordinateIsStored() throws IOException {
    Block floats = InMemoryDataset.floats(DataType.FLOAT32, 0.1, 0.2, 0.3, 0.4);
    assertThat(on("x", Attributes.NONE, floats).subsetByValue("x", 0.1, 0.3).read("x").size())
        .isEqualTo(3);
    Attributes packing = Attributes.NONE.with("scale_factor", 0.5).with("add_offset", 100.0);
    Block packed = InMemoryDataset.integers(DataType.INT16, 0, 2, 4);
    assertThat(on("x", packing, packed).subsetByValue("x", 101, 102).read("x"))
        .isEqualTo(InMemoryDataset.integers(DataType.INT16, 2, 4));
  }

  @Test
  void subsetByValueRefusesWhatIsNotThere() {
    assertThatThrownBy(() -> on(10, 20).subsetByValue("lon", 11, 19))
        .hasMessage(
            "Cannot subset 'lon' from 11.0 to 19.0: no value is within; they go from 10.0 to 20.0.");
    assertThatThrownBy(() -> on(10, 30, 20).subsetByValue("lon", 11, 19))
        .hasMessage(
            "Cannot subset 'lon' by its values: element 2 is 20.0 and the one before it 30.0."
                + " Values must ascend.");
    assertThatThrownBy(() -> on(30, 20, 20).subsetByValue("lon", 11, 19))
        .hasMessageEndingWith("Values must descend.");
    assertThatThrownBy(() -> on(Double.NaN, 2).subsetByValue("lon", 11, 19))
        .hasMessageContaining("element 0 is NaN. ");
    assertThatThrownBy(() -> on(1, 2).subsetByValue("t", 0, 1))
        .hasMessage(
            "Cannot subset dimension 't' by its values: no coordinate variable is named as it."
                + " Use indices.");
    Block text = Block.ofStrings(new String[] {"a"}, 1);
    assertThatThrownBy(() -> on("x", Attributes.NONE, text).subsetByValue("x", 0, 1))
        .hasMessageContaining("its coordinate is text");
    Attributes fill = Attributes.NONE.with("_FillValue", 5.0);
    assertThatThrownBy(() -> on("x", fill, InMemoryDataset.doubles(4, 5)).subsetByValue("x", 0, 9))
        .hasMessageContaining("element 1 is NaN and the one before it 4.0");
  }

  @Test
  void aCoordinateThatCannotBeReadIsAnError() {
    Dataset source = on(1, 2);
    Dataset broken =
        new View(
            source.schema(),
            (variable, region) -> {
              throw new IOException("Cannot read a.nc.");
            });
    assertThatThrownBy(() -> broken.subsetByValue("lon", 0, 1))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage("Cannot subset 'lon': its values cannot be read.")
        .hasRootCauseMessage("Cannot read a.nc.");
  }

  @Test
  void wrapLongitudeRotatesEverythingOnIt() throws IOException {
    Dataset view = on(0, 90, 180, 270).wrapLongitude("lon");
    assertThat(view.read("lon")).isEqualTo(InMemoryDataset.doubles(-180, -90, 0, 90));
    assertThat(view.read("v").reshape(8))
        .isEqualTo(InMemoryDataset.integers(DataType.INT32, 2, 3, 0, 1, 6, 7, 4, 5));
    Block part = view.read("v", Region.of(new long[] {1, 1}, new long[] {1, 2}));
    assertThat(part.reshape(2)).isEqualTo(InMemoryDataset.integers(DataType.INT32, 7, 4));
  }

  @Test
  void wrapLongitudeStartsAnywhereAndKeepsWhatIsInRange() throws IOException {
    assertThat(on(20, 100, 200, 377.5).wrapLongitude("lon").read("lon"))
        .isEqualTo(InMemoryDataset.doubles(-160, 17.5, 20, 100));
    assertThat(on(-180, -90, 0, 90).wrapLongitude("lon").read("lon"))
        .isEqualTo(InMemoryDataset.doubles(-180, -90, 0, 90));
    assertThat(on(-90, 0, 90, 180).wrapLongitude("lon").read("lon"))
        .isEqualTo(InMemoryDataset.doubles(-180, -90, 0, 90));
  }

  @Test
  void wrapLongitudeShiftsBoundsWithTheirCells() throws IOException {
    Attributes attributes =
        Attributes.NONE
            .with("bounds", "lon_bnds")
            .with("valid_max", 360.0)
            .with("units", "degrees_east");
    Dataset source =
        InMemoryDataset.empty()
            .with(
                "lon",
                List.of("lon"),
                attributes,
                InMemoryDataset.floats(DataType.FLOAT32, 60, 180, 300))
            .with(
                "lon_bnds",
                List.of("lon", "nv"),
                Attributes.NONE,
                InMemoryDataset.floats(DataType.FLOAT32, 0, 120, 120, 240, 240, 360).reshape(3, 2));
    Dataset view = source.wrapLongitude("lon");
    assertThat(view.read("lon_bnds").reshape(6))
        .isEqualTo(InMemoryDataset.floats(DataType.FLOAT32, -240, -120, -120, 0, 0, 120));
    assertThat(view.read("lon_bnds", Region.of(new long[] {1, 1}, new long[] {2, 1})).reshape(2))
        .isEqualTo(InMemoryDataset.floats(DataType.FLOAT32, 0, 120));
    assertThat(view.schema().variable("lon").attributes().names())
        .containsExactly("bounds", "units");
    Dataset turned =
        InMemoryDataset.empty()
            .with("lon", List.of("lon"), attributes, InMemoryDataset.doubles(60, 180))
            .with(
                "lon_bnds",
                List.of("nv", "lon"),
                Attributes.NONE,
                Block.allocate(DataType.FLOAT64, 2, 2));
    assertThatThrownBy(() -> turned.wrapLongitude("lon"))
        .hasMessage(
            "Cannot wrap longitude 'lon': it is not the first dimension of its bounds 'lon_bnds',"
                + " [nv, lon]. Drop them.");
  }

  @Test
  void wrapLongitudeRefusesWhatItCannotWrap() {
    assertThatThrownBy(() -> on(0, 180, 360).wrapLongitude("lon"))
        .hasMessage(
            "Cannot wrap longitude 'lon': its values must span less than 360 degrees, but are"
                + " from 0.0 to 360.0. Use subset first.");
    assertThatThrownBy(() -> on(20, 10).wrapLongitude("lon"))
        .hasMessageContaining("element 1 is 10.0 and the one before it 20.0. Values must ascend.");
    Attributes packing = Attributes.NONE.with("scale_factor", 0.5);
    assertThatThrownBy(
            () ->
                on("lon", packing, InMemoryDataset.integers(DataType.INT16, 1, 2))
                    .wrapLongitude("lon"))
        .hasMessage(
            "Cannot wrap longitude 'lon': it is packed, with scale_factor 0.5 and add_offset 0.0."
                + " Drop or replace it.");
    Dataset unsigned =
        on("lon", Attributes.NONE, InMemoryDataset.integers(DataType.UINT16, 0, 190));
    assertThatThrownBy(() -> unsigned.wrapLongitude("lon").read("lon"))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "Cannot wrap longitude 190.0 of variable 'lon': uint16 has no value -170.0."
                + " Cast it first.");
  }

  @Test
  void wrapLongitudeRefusesAVariableThatHasItTwice() {
    Dataset twice =
        InMemoryDataset.empty()
            .withDoubles("lon", "lon", 0, 190)
            .with(
                "cov",
                List.of("lon", "lon"),
                Attributes.NONE,
                Block.allocate(DataType.FLOAT64, 2, 2));
    assertThatThrownBy(() -> twice.wrapLongitude("lon").read("cov"))
        .hasMessage(
            "Cannot wrap longitude 'lon' of variable 'cov': it has that dimension twice. Drop it.");
  }
}
