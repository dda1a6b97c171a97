package org.arcoforge.dataset;

import java.util.List;

/**
 * The daily dataset with which pangeo-forge-recipes is tested: foo and bar on a grid of 18 by 36,
 * with coordinates. Each value tells its place.
 */
public final class FooBar {
  public static final int LATS = 18;
  public static final int LONS = 36;

  /** The variables that are coordinates of dimensions. */
  public static final List<String> COORDINATES = List.of("time", "lat", "lon");

  /** The variables that are neither data nor coordinates of dimensions. */
  public static final List<String> AUXILIARY = List.of("timestep", "baz");

  private FooBar() {}

  /** Returns {@code days} whole maps from day {@code from} on. */
  public static Region days(long from, long days) {
    return Region.of(new long[] {from, 0, 0}, new long[] {days, LATS, LONS});
  }

  /** Returns the global attributes. */
  public static Attributes attributes() {
    return Attributes.NONE.with("conventions", "CF 1.6");
  }

  /** Returns variable {@code name}. */
  public static Variable variable(String name) {
    return switch (name) {
      case "time" ->
          variable(
              name,
              DataType.INT32,
              Attributes.NONE
                  .with("units", "days since 2010-01-01")
                  .with("calendar", "proleptic_gregorian"),
              "time");
      case "lat" -> variable(name, DataType.FLOAT64, units("degrees_north", "latitude"), "lat");
      case "lon" -> variable(name, DataType.FLOAT64, units("degrees_east", "longitude"), "lon");
      case "timestep" -> variable(name, DataType.INT32, Attributes.NONE, "time");
      case "baz" -> variable(name, DataType.FLOAT64, Attributes.NONE, "lat", "lon");
      case "bar" -> variable(name, DataType.INT32, named("Beautiful Bar"), "time", "lat", "lon");
      case "foo" -> variable(name, DataType.FLOAT64, named("Fantastic Foo"), "time", "lat", "lon");
      default -> throw new IllegalArgumentException(name);
    };
  }

  private static Variable variable(
      String name, DataType type, Attributes attributes, String... dimensions) {
    return Variable.of(name, type, List.of(dimensions), attributes);
  }

  private static Attributes named(String longName) {
    return Attributes.NONE.with("long_name", longName);
  }

  private static Attributes units(String units, String longName) {
    return named(longName).with("units", units);
  }

  /** Returns the value of variable {@code name} where time, lat and lon have these numbers. */
  public static double value(String name, long time, long lat, long lon) {
    return switch (name) {
      case "time" -> time;
      case "lat" -> (lat + 0.5) * 180 / LATS;
      case "lon" -> (lon + 0.5) * 360 / LONS;
      case "timestep" -> 5 * time + 3;
      case "baz" -> lat / 64.0 - lon;
      case "bar" -> 10_000 * time + 100 * lat + lon;
      case "foo" -> time + lat / 32.0 + lon / 2048.0;
      default -> throw new IllegalArgumentException(name);
    };
  }

  /**
   * Returns the values of variable {@code name}.
   *
   * @param part the numbers of times, lats and lons
   */
  public static Block block(String name, Region part) {
    Variable variable = variable(name);
    Region own = own(variable, part);
    Block block = Block.allocate(variable.type(), own);
    for (int i = 0; i < block.size(); i++) {
      long[] index = own.index(i);
      long[] place = new long[COORDINATES.size()];
      for (int d = 0; d < index.length; d++) {
        place[COORDINATES.indexOf(variable.dimensions().get(d))] = index[d];
      }
      double value = value(name, place[0], place[1], place[2]);
      if (block.type().isInteger()) {
        block.setLong(i, (long) value);
      } else {
        block.setDouble(i, value);
      }
    }
    return block;
  }

  /** Returns the dimensions of {@code variable} of {@code part}. */
  private static Region own(Variable variable, Region part) {
    int[] of = variable.dimensions().stream().mapToInt(COORDINATES::indexOf).toArray();
    long[] origin = new long[of.length];
    long[] lengths = new long[of.length];
    for (int d = 0; d < of.length; d++) {
      origin[d] = part.origin(of[d]);
      lengths[d] = part.length(of[d]);
    }
    return Region.of(origin, lengths);
  }

  /** Returns the three coordinates and {@code variables} of {@code part}. */
  public static InMemoryDataset part(Region part, String... variables) {
    InMemoryDataset dataset = InMemoryDataset.empty().withAttributes(attributes());
    for (String coordinate : COORDINATES) {
      dataset = dataset.with(variable(coordinate), block(coordinate, part));
    }
    for (String variable : variables) {
      dataset = dataset.with(variable(variable), block(variable, part));
    }
    return dataset;
  }
}
