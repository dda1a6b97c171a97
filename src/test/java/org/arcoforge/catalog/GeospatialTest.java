package org.arcoforge.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.arcoforge.dataset.Attributes;
import org.arcoforge.zarr.StoreOutline;
import org.arcoforge.zarr.StoreOutline.ArrayOutline;
import org.arcoforge.zarr.ZarrFormat;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The same cases are put to LEAP's own code in .ci/catalog/check.py. */
class GeospatialTest {
  private static ArrayOutline array(String name, List<String> dimensions, Attributes attributes) {
    return new ArrayOutline(
        name, dimensions.stream().map(d -> 2L).toList(), dimensions, attributes);
  }

  @ParameterizedTest
  @CsvSource({
    "lat, lon, none, none, true",
    "nav_LAT, Longitude, none, none, true",
    "lat, lonx, none, none, false",
    "latitudes, longitude, none, none, false",
    "y, x, none, none, false",
    "y, x, axis=Y, axis=X, true",
    "y, x, axis=Y, none, false",
    "y, x, axis=y, axis=x, false",
    "y, x, standard_name=projection_y_coordinate, long_name=cell index along first dimension, true",
    "y, x, standard_name=latitude, units=degrees_east, false",
    "y, x, _CoordinateAxisType=GeoY, grads_dim=x, true",
    "y, x, cartesian_axis=Y, long_name=grid_longitude, true",
  })
  void axesOrNamesDecide(String y, String x, String ofY, String ofX, boolean geospatial) {
    StoreOutline store =
        new StoreOutline(
            ZarrFormat.V3,
            Attributes.NONE,
            List.of(
                array(y, List.of(y), attribute(ofY)),
                array(x, List.of(x), attribute(ofX)),
                array("v", List.of(y, x), Attributes.NONE)));
    assertThat(Geospatial.is(store)).isEqualTo(geospatial);
  }

  @ParameterizedTest
  @CsvSource({"axis=Y, axis=X"})
  void onlyArraysThatIndexDimensionsCount(String ofY, String ofX) {
    StoreOutline store =
        new StoreOutline(
            ZarrFormat.V2,
            Attributes.NONE,
            List.of(
                array("v", List.of("y", "x"), Attributes.NONE),
                array("b", List.of("y", "x"), attribute(ofY)),
                array("a", List.of("y", "x"), attribute(ofX))));
    assertThat(Geospatial.is(store)).isFalse();
  }

  private static Attributes attribute(String text) {
    String[] parts = text.split("=", 2);
    return parts.length == 1 ? Attributes.NONE : Attributes.NONE.with(parts[0], parts[1]);
  }
}
