package org.arcoforge.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.junit.jupiter.api.Test;

class AnnotationTest {
  private static final Dataset DATA =
      InMemoryDataset.empty()
          .withDoubles("x", "x", 1, 2)
          .withDoubles("lat", "x", 3, 4)
          .withDoubles("lon", "x", 3, 4)
          .with("a b", List.of(), Attributes.NONE, Block.allocate(DataType.INT8))
          .with(
              "n",
              List.of("x"),
              Attributes.NONE.with("units", "K").with("coordinates", "lat"),
              InMemoryDataset.integers(DataType.INT16, 5, 6))
          .withAttributes(Attributes.NONE.with("title", "t"));

  @Test
  void attributesAreSetAndRemoved() throws IOException {
    Dataset view =
        DATA.setAttribute("title", "u")
            .setAttribute("n", "units", "degC")
            .setAttribute("n", "valid_min", 3)
            .setAttribute("version", 2.5);
    assertThat(view.schema().attributes())
        .isEqualTo(Attributes.NONE.with("title", "u").with("version", 2.5));
    assertThat(view.schema().variable("n").attributes().text("units")).hasValue("degC");
    assertThat(view.schema().variable("n").attributes().number("valid_min")).hasValue(3);
    assertThat(view.removeAttribute("title").schema().attributes().names())
        .containsExactly("version");
    assertThat(view.removeAttribute("n", "units").schema().variable("n").attributes().names())
        .containsExactly("coordinates", "valid_min");
    assertThat(view.read("n")).isEqualTo(DATA.read("n"));
    assertThat(DATA.schema().attributes().text("title")).hasValue("t");
  }

  @Test
  void aFillValueTakesTheTypeOfTheVariable() {
    assertThat(
            DATA.setAttribute("n", "_FillValue", -999)
                .schema()
                .variable("n")
                .attributes()
                .find("_FillValue"))
        .hasValue(AttributeValue.numbers(DataType.INT16, List.of(-999)));
    assertThatThrownBy(() -> DATA.setAttribute("n", "_FillValue", 40_000))
        .hasMessage(
            "Cannot set attribute '_FillValue' of variable 'n' to 40000: int16 has no such value.");
  }

  @Test
  void removingWhatIsNotThereIsRefused() {
    assertThatThrownBy(() -> DATA.removeAttribute("nope"))
        .hasMessage("Cannot remove attribute 'nope' of the dataset: there are [title].");
    assertThatThrownBy(() -> DATA.removeAttribute("n", "nope"))
        .hasMessage(
            "Cannot remove attribute 'nope' of variable 'n': there are [units, coordinates].");
    assertThatThrownBy(() -> DATA.setAttribute("m", "units", "K"))
        .hasMessage("Cannot find variable 'm': there are [x, lat, lon, a b, n].");
  }

  @Test
  void coordinatesAreListedInTheGlobalAttribute() {
    Dataset view = DATA.setCoordinates("lon", "x").setCoordinates("lat", "lon");
    assertThat(view.schema().attributes().text("coordinates")).hasValue("lon lat");
    Dataset reset = view.resetCoordinates("lat");
    assertThat(reset.schema().attributes().text("coordinates")).hasValue("lon");
    assertThat(reset.schema().variable("n").attributes().find("coordinates")).isEmpty();
    assertThat(reset.resetCoordinates("lon").schema().attributes().find("coordinates")).isEmpty();
  }

  @Test
  void whatCannotBeACoordinateIsRefused() {
    assertThatThrownBy(() -> DATA.setCoordinates("a b"))
        .hasMessage(
            "Cannot make variable 'a b' a coordinate: its name has a space. Rename it first.");
    assertThatThrownBy(() -> DATA.setCoordinates("nope"))
        .hasMessageStartingWith("Cannot find variable 'nope'");
    assertThatThrownBy(() -> DATA.resetCoordinates("lon"))
        .hasMessage(
            "Cannot make variable 'lon' data: it is data already;"
                + " 'coordinates' attributes list [lat].");
    assertThatThrownBy(() -> DATA.resetCoordinates("x"))
        .hasMessageContaining("it is the coordinate of its dimension");
  }
}
