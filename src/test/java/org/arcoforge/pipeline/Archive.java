package org.arcoforge.pipeline;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import ucar.ma2.Array;
import ucar.ma2.DataType;
import ucar.ma2.InvalidRangeException;
import ucar.nc2.Attribute;
import ucar.nc2.Variable;
import ucar.nc2.write.NetcdfFormatWriter;

/** Writes small netCDF-3 files for tests. */
public final class Archive {
  private final Map<String, Integer> dimensions = new LinkedHashMap<>();
  private final Map<String, Array> values = new LinkedHashMap<>();
  private final Map<String, List<String>> shapes = new LinkedHashMap<>();
  private final Map<String, List<Attribute>> attributes = new LinkedHashMap<>();
  private String unlimited = "";

  /** Makes the dimension {@code name} of this file unlimited. It must be the slowest. */
  public Archive unlimited(String name) {
    unlimited = name;
    return this;
  }

  public Archive dimension(String name, int length) {
    dimensions.put(name, length);
    return this;
  }

  /** Adds a variable whose values are {@code data}: a Java array, in C order. */
  public Archive variable(String name, List<String> dimensionNames, Object data) {
    shapes.put(name, dimensionNames);
    int[] shape = dimensionNames.stream().mapToInt(d -> dimensions.getOrDefault(d, 0)).toArray();
    values.put(
        name,
        Array.factory(DataType.getType(data.getClass().getComponentType(), false), shape, data));
    return this;
  }

  public Archive attribute(String variable, String name, Object value) {
    attributes
        .computeIfAbsent(variable, v -> new ArrayList<>())
        .add(
            value instanceof Number number
                ? new Attribute(name, number)
                : new Attribute(name, value.toString()));
    return this;
  }

  public void write(Path path) throws IOException {
    NetcdfFormatWriter.Builder builder = NetcdfFormatWriter.createNewNetcdf3(path.toString());
    dimensions.forEach(
        (name, length) -> {
          if (name.equals(unlimited)) {
            builder.addUnlimitedDimension(name);
          } else {
            builder.addDimension(name, length);
          }
        });
    values.forEach(
        (name, array) -> {
          Variable.Builder<?> variable =
              builder.addVariable(
                  name,
                  array.getDataType(),
                  String.join(" ", shapes.getOrDefault(name, List.of())));
          attributes.getOrDefault(name, List.of()).forEach(variable::addAttribute);
        });
    attributes.getOrDefault("", List.of()).forEach(builder::addAttribute);
    try (NetcdfFormatWriter writer = builder.build()) {
      for (Map.Entry<String, Array> entry : values.entrySet()) {
        writer.write(entry.getKey(), entry.getValue());
      }
    } catch (InvalidRangeException e) {
      throw new IOException(e);
    }
  }
}
