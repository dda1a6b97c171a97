package org.arcoforge.catalog;

import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.arcoforge.dataset.Attributes;
import org.arcoforge.zarr.StoreOutline;
import org.arcoforge.zarr.StoreOutline.ArrayOutline;

/**
 * Whether LEAP's catalog takes a store for geospatial: it opens it in xarray without decoding, so
 * that coordinates are the arrays that index dimensions, and asks for axes X and Y by cf_xarray, or
 * for names.
 *
 * @see <a href="https://cf-xarray.readthedocs.io/en/latest/coord_axes.html">axes of cf_xarray</a>
 */
final class Geospatial {
  private static final Map<String, Set<String>> X =
      criteria(
          "X",
          "x",
          Set.of("projection_x_coordinate", "grid_longitude", "projection_x_angular_coordinate"),
          "GeoX",
          "cell index along first dimension");
  private static final Map<String, Set<String>> Y =
      criteria(
          "Y",
          "y",
          Set.of("projection_y_coordinate", "grid_latitude", "projection_y_angular_coordinate"),
          "GeoY",
          "cell index along second dimension");

  private Geospatial() {}

  private static Map<String, Set<String>> criteria(
      String axis, String grads, Set<String> standardNames, String type, String cells) {
    Set<String> longNames = new TreeSet<>(standardNames);
    longNames.add(cells);
    return Map.of(
        "axis", Set.of(axis),
        "cartesian_axis", Set.of(axis),
        "grads_dim", Set.of(grads),
        "standard_name", standardNames,
        "long_name", longNames,
        "_CoordinateAxisType", Set.of(type));
  }

  static boolean is(StoreOutline store) {
    List<ArrayOutline> coordinates = store.arrays().stream().filter(ArrayOutline::isIndex).toList();
    Set<String> dimensions = new TreeSet<>();
    store.arrays().forEach(array -> dimensions.addAll(array.dimensions()));
    boolean axes = any(coordinates, X) && any(coordinates, Y);
    boolean named =
        any(dimensions, "(?is).*(lat|latitude)") && any(dimensions, "(?is).*(lon|longitude)");
    return axes || named;
  }

  private static boolean any(Set<String> names, String pattern) {
    return names.stream().anyMatch(name -> name.matches(pattern));
  }

  private static boolean any(List<ArrayOutline> coordinates, Map<String, Set<String>> criteria) {
    return coordinates.stream().anyMatch(coordinate -> matches(coordinate.attributes(), criteria));
  }

  private static boolean matches(Attributes attributes, Map<String, Set<String>> criteria) {
    return criteria.entrySet().stream()
        .anyMatch(
            criterion ->
                attributes
                    .text(criterion.getKey())
                    .filter(criterion.getValue()::contains)
                    .isPresent());
  }
}
