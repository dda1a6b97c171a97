package org.arcoforge.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class SelectionTest {
  private static final Dataset OCEAN =
      InMemoryDataset.empty()
          .with(new Dimension("time", 2, true))
          .with(
              "time",
              List.of("time"),
              Attributes.NONE.with("bounds", "time_bnds"),
              InMemoryDataset.doubles(1, 2))
          .with("time_bnds", List.of("time", "nv"), Attributes.NONE, block(2, 2))
          .with("lat", List.of("lat"), Attributes.NONE, block(3))
          .with("area", List.of("lat"), Attributes.NONE, block(3))
          .with("quality", List.of("time", "lat"), Attributes.NONE, block(2, 3))
          .with("crs", List.of(), Attributes.NONE, block())
          .with("place", List.of("lat"), Attributes.NONE, block(3))
          .with("run", List.of(), Attributes.NONE, block())
          .with(
              "sst",
              List.of("time", "lat"),
              Attributes.NONE
                  .with("coordinates", "lat  time")
                  .with("ancillary_variables", "quality time_quality")
                  .with("grid_mapping", "crs: lat lon")
                  .with("cell_measures", "area: area")
                  .with("cell_methods", "time: mean (time: of day) lat: point")
                  .with("long_name", "time"),
              block(2, 3))
          .with("depth", List.of("z"), Attributes.NONE, block(4))
          .withAttributes(Attributes.NONE.with("coordinates", "place run depth"))
          .withUnreadable("blob", "compound");

  private static Block block(int... shape) {
    Block block = Block.allocate(DataType.FLOAT64, shape);
    for (int i = 0; i < block.size(); i++) {
      block.setDouble(i, i + 0.5);
    }
    return block;
  }

  private static List<String> variables(Dataset dataset) {
    return dataset.schema().variables().stream().map(Variable::name).toList();
  }

  private static List<String> dimensions(Dataset dataset) {
    return dataset.schema().dimensions().stream().map(Dimension::name).toList();
  }

  @Test
  void renameChangesVariableDimensionAndReferences() throws IOException {
    Dataset renamed = OCEAN.rename("time", "t");
    assertThat(renamed.schema().dimension("t")).isEqualTo(new Dimension("t", 2, true));
    Variable sst = renamed.schema().variable("sst");
    assertThat(sst.dimensions()).containsExactly("t", "lat");
    assertThat(sst.attributes().text("coordinates")).hasValue("lat  t");
    assertThat(sst.attributes().text("ancillary_variables")).hasValue("quality time_quality");
    assertThat(sst.attributes().text("cell_methods")).hasValue("t: mean (time: of day) lat: point");
    assertThat(sst.attributes().text("long_name")).hasValue("time");
    assertThat(renamed.read("t")).isEqualTo(OCEAN.read("time"));
    assertThat(renamed.read("sst")).isEqualTo(OCEAN.read("sst"));
    assertThatThrownBy(() -> renamed.read("time"))
        .hasMessageStartingWith("Cannot find variable 'time': there are [t, time_bnds");
  }

  @Test
  void renameTellsNamesFromKeysInReferences() {
    Attributes area = OCEAN.rename("area", "cell_area").schema().variable("sst").attributes();
    assertThat(area.text("cell_measures")).hasValue("area: cell_area");
    Attributes crs = OCEAN.rename("crs", "grid").schema().variable("sst").attributes();
    assertThat(crs.text("grid_mapping")).hasValue("grid: lat lon");
    Dataset place = OCEAN.rename("place", "where");
    assertThat(place.schema().attributes().text("coordinates")).hasValue("where run depth");
    Dataset bounds = OCEAN.rename("time_bnds", "b");
    assertThat(bounds.schema().variable("time").attributes().text("bounds")).hasValue("b");
  }

  @Test
  void renameCanMakeAVariableTheCoordinateOfItsDimension() throws IOException {
    Dataset dataset = InMemoryDataset.empty().withDoubles("lon", "x", 1, 2);
    Dataset renamed = dataset.rename("x", "lon");
    assertThat(renamed.schema().variable("lon").isDimensionCoordinate()).isTrue();
    assertThat(renamed.read("lon")).isEqualTo(dataset.read("lon"));
  }

  @Test
  void renameRefusesUnknownAndTakenNames() {
    assertThatThrownBy(() -> OCEAN.rename("nope", "x"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot rename 'nope' to 'x': there are variables [time, time_bnds, lat, area, quality,"
                + " crs, place, run, sst, depth] and dimensions [time, nv, lat, z].");
    assertThatThrownBy(() -> OCEAN.rename("sst", "lat"))
        .hasMessage("Cannot rename 'sst' to 'lat': it is there already. Choose another name.");
    assertThatThrownBy(() -> OCEAN.rename("z", "lat")).hasMessageContaining("it is there already");
    assertThatThrownBy(() -> OCEAN.rename("sst", "blob"))
        .hasMessageContaining("it is there already");
    assertThatThrownBy(() -> OCEAN.rename("sst", " ")).hasMessageContaining("it is blank");
  }

  @Test
  void dropLeavesOutVariablesAndTheirOwnDimensions() {
    Dataset dropped = OCEAN.drop("depth", "blob");
    assertThat(variables(dropped)).doesNotContain("depth").contains("sst", "time");
    assertThat(dimensions(dropped)).containsExactly("time", "nv", "lat");
    assertThat(dropped.schema().unreadable()).isEmpty();
    assertThat(OCEAN.drop("sst").schema().unreadable()).containsKey("blob");
  }

  @Test
  void keepHasWhatTheVariablesNeed() throws IOException {
    Dataset kept = OCEAN.keep("sst");
    assertThat(variables(kept))
        .containsExactlyInAnyOrder(
            "sst", "time", "time_bnds", "lat", "area", "crs", "place", "run");
    assertThat(dimensions(kept)).containsExactly("time", "nv", "lat");
    assertThat(kept.schema().unreadable()).isEmpty();
    assertThat(kept.read("sst")).isEqualTo(OCEAN.read("sst"));
    assertThat(variables(OCEAN.keep("quality"))).contains("time_bnds").doesNotContain("crs");
  }

  @Test
  void keepDoesNotHideThatAVariableIsUnreadable() {
    assertThat(OCEAN.keep("blob").schema().unreadable()).containsKey("blob");
    Dataset dataset =
        InMemoryDataset.empty().withDoubles("sst", "x", 1).withUnreadable("x", "szip");
    assertThat(dataset.keep("sst").schema().unreadable()).containsKey("x");
  }

  @Test
  void unknownNamesAreRefused() {
    assertThatThrownBy(() -> OCEAN.drop("sst", "nope"))
        .hasMessage(
            "Cannot drop variable 'nope': there are [time, time_bnds, lat, area, quality, crs,"
                + " place, run, sst, depth, blob].");
    assertThatThrownBy(() -> OCEAN.keep("nope"))
        .hasMessageStartingWith("Cannot keep variable 'nope': there are [time,");
    assertThatThrownBy(() -> OCEAN.keep()).hasMessageStartingWith("Cannot keep no variables.");
  }
}
