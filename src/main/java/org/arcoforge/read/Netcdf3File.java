package org.arcoforge.read;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.arcoforge.dataset.AttributeValue;
import org.arcoforge.dataset.Attributes;
import org.arcoforge.dataset.Block;
import org.arcoforge.dataset.DataType;
import org.arcoforge.dataset.Dataset;
import org.arcoforge.dataset.Dimension;
import org.arcoforge.dataset.Region;
import org.arcoforge.dataset.Schema;
import org.arcoforge.dataset.Variable;
import ucar.ma2.Array;
import ucar.ma2.InvalidRangeException;
import ucar.nc2.Attribute;
import ucar.nc2.AttributeContainer;
import ucar.nc2.NetcdfFile;
import ucar.nc2.NetcdfFiles;
import ucar.unidata.io.RandomAccessFile;

/** An open netCDF-3 file, read by cdm-core. */
final class Netcdf3File implements Container, Dataset {
  private final NetcdfFile netcdf;
  private final String label;
  private final FileKind kind;
  private final Schema schema;
  private final Map<String, ucar.nc2.Variable> sources = new HashMap<>();

  private Netcdf3File(NetcdfFile netcdf, String label, FileKind kind, Schema schema) {
    this.netcdf = netcdf;
    this.label = label;
    this.kind = kind;
    this.schema = schema;
    for (int v = 0; v < schema.variables().size(); v++) {
      sources.put(schema.variables().get(v).name(), netcdf.getVariables().get(v));
    }
  }

  static Netcdf3File open(FileBytes file, FileKind kind) throws IOException {
    Netcdf3Header header = Netcdf3Header.read(file, kind == FileKind.NETCDF3_64BIT_OFFSET);
    if (file.length() < header.promisedLength()) {
      throw new IOException(
          "it is cut short: it should have %d bytes, but has %d"
              .formatted(header.promisedLength(), file.length()));
    }
    // Not by its name: cdm-core would unpack what is called .gz or .zip, beside the file.
    RandomAccessFile bytes = new ChannelFile(file);
    try {
      NetcdfFile netcdf = NetcdfFiles.open(bytes, file.label(), null, null);
      return new Netcdf3File(netcdf, file.label(), kind, schemaOf(netcdf, header));
    } catch (IOException | RuntimeException e) {
      bytes.close();
      throw e;
    }
  }

  @Override
  public String format() {
    return kind.toString();
  }

  @Override
  public List<String> groups() {
    return List.of();
  }

  @Override
  public Dataset dataset(String path) {
    return this;
  }

  @Override
  public Schema schema() {
    return schema;
  }

  private static Schema schemaOf(NetcdfFile netcdf, Netcdf3Header header) throws IOException {
    List<ucar.nc2.Dimension> of = netcdf.getRootGroup().getDimensions();
    checkCount("dimensions", of.size(), header.dimensions().size());
    List<Dimension> dimensions = new ArrayList<>();
    for (int d = 0; d < of.size(); d++) {
      ucar.nc2.Dimension dimension = of.get(d);
      dimensions.add(
          new Dimension(
              header.dimensions().get(d), dimension.getLength(), dimension.isUnlimited()));
    }
    checkCount("variables", netcdf.getVariables().size(), header.variables().size() - 1);
    List<Variable> variables = new ArrayList<>();
    for (int v = 0; v < netcdf.getVariables().size(); v++) {
      ucar.nc2.Variable variable = netcdf.getVariables().get(v);
      Netcdf3Header.Names names = header.variables().get(v + 1);
      variables.add(
          Variable.of(
              names.name(),
              typeOf(variable.getDataType()),
              names.dimensions(),
              attributesOf(variable.attributes(), names.attributes())));
    }
    Attributes global =
        attributesOf(netcdf.getRootGroup().attributes(), header.variables().get(0).attributes());
    return Schema.of(dimensions, variables, global);
  }

  /** What cdm-core leaves out must not be missed. */
  private static void checkCount(String what, int found, int expected) throws IOException {
    if (found != expected) {
      throw new IOException("its header has %d %s instead of %d".formatted(found, what, expected));
    }
  }

  private static DataType typeOf(ucar.ma2.DataType type) {
    return switch (type) {
      case BYTE, UBYTE -> DataType.INT8;
      case CHAR, STRING -> DataType.CHAR;
      case SHORT, USHORT -> DataType.INT16;
      case INT, UINT -> DataType.INT32;
      case FLOAT -> DataType.FLOAT32;
      case DOUBLE -> DataType.FLOAT64;
      default -> throw new IllegalStateException("netCDF-3 has no type " + type);
    };
  }

  private static Attributes attributesOf(AttributeContainer attributes, List<String> names)
      throws IOException {
    Map<String, AttributeValue> values = new LinkedHashMap<>();
    Iterator<String> name = names.iterator();
    int count = 0;
    for (Attribute attribute : attributes) {
      count++;
      if (name.hasNext()) {
        values.put(name.next(), valueOf(attribute));
      }
    }
    checkCount("attributes of a variable", count, names.size());
    return Attributes.of(values);
  }

  private static AttributeValue valueOf(Attribute attribute) {
    DataType type = typeOf(attribute.getDataType());
    if (type == DataType.CHAR) {
      String text = attribute.getLength() == 0 ? "" : attribute.getStringValue();
      return AttributeValue.text(text == null ? "" : text.replace("\0", ""));
    }
    List<Number> numbers = new ArrayList<>();
    for (int i = 0; i < attribute.getLength(); i++) {
      Number number = attribute.getNumericValue(i);
      numbers.add(number == null ? 0 : number);
    }
    return AttributeValue.numbers(type, numbers);
  }

  @Override
  public Block read(String variable, Region region) throws IOException {
    Variable of = schema.variable(variable);
    Regions.check(schema, of, region, label);
    int[] shape = Block.shapeOf(region);
    if (region.size() == 0) {
      return Block.allocate(of.type(), shape);
    }
    ucar.nc2.Variable source = sources.get(variable);
    if (source == null) {
      throw new IllegalStateException("No variable " + variable);
    }
    try {
      int[] origin = new int[shape.length];
      for (int d = 0; d < origin.length; d++) {
        origin[d] = Math.toIntExact(region.origin(d));
      }
      Array array = shape.length == 0 ? source.read() : source.read(origin, shape);
      return Block.of(of.type(), bytesOf(array), shape);
    } catch (IOException | RuntimeException | InvalidRangeException e) {
      throw Failures.cannot("read '" + variable + "' of", label, e);
    }
  }

  private static byte[] bytesOf(Array array) {
    Object values = array.getStorage();
    if (values instanceof byte[] bytes) {
      return bytes;
    }
    if (values instanceof char[] chars) {
      return new String(chars).getBytes(StandardCharsets.ISO_8859_1);
    }
    int width = array.getDataType().getSize();
    ByteBuffer bytes =
        ByteBuffer.allocate(Math.toIntExact(array.getSize() * width))
            .order(ByteOrder.LITTLE_ENDIAN);
    if (values instanceof short[] shorts) {
      bytes.asShortBuffer().put(shorts);
    } else if (values instanceof int[] ints) {
      bytes.asIntBuffer().put(ints);
    } else if (values instanceof float[] floats) {
      bytes.asFloatBuffer().put(floats);
    } else {
      bytes.asDoubleBuffer().put((double[]) values);
    }
    return bytes.array();
  }

  @Override
  public void close() throws IOException {
    netcdf.close();
  }
}
