package org.arcoforge.read;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.arcoforge.dataset.Attributes;
import org.arcoforge.dataset.Block;
import org.arcoforge.dataset.DataType;
import org.arcoforge.dataset.Dataset;
import org.arcoforge.dataset.Dimension;
import org.arcoforge.dataset.Region;
import org.arcoforge.dataset.Schema;
import org.arcoforge.dataset.Variable;
import org.jspecify.annotations.Nullable;

/** One group of an HDF5 file as a dataset. */
final class Hdf5Dataset implements Dataset {
  private final Hdf5Storage storage;
  private final Text text;
  private final ChunkDecoder decoder;
  private final Hdf5Array.LastChunk last;
  private final Map<String, ArrayInfo> infos;
  private final Map<String, Hdf5Array> arrays = new HashMap<>();
  private final Schema schema;

  private Hdf5Dataset(
      Hdf5Storage storage,
      Text text,
      ChunkDecoder decoder,
      Hdf5Array.LastChunk last,
      Map<String, ArrayInfo> infos,
      Schema schema) {
    this.storage = storage;
    this.text = text;
    this.decoder = decoder;
    this.last = last;
    this.infos = infos;
    this.schema = schema;
  }

  /** Returns a group as a dataset; {@code decoder} and {@code last} serve all groups of a file. */
  static Hdf5Dataset of(
      Hdf5Storage storage,
      Text text,
      ChunkDecoder decoder,
      Hdf5Array.LastChunk last,
      Hdf5Group group) {
    Map<String, ArrayInfo> infos = new HashMap<>();
    Schema schema = schemaOf(storage, group, infos);
    return new Hdf5Dataset(storage, text, decoder, last, infos, schema);
  }

  @Override
  public Schema schema() {
    return schema;
  }

  /** Returns the schema of a group; {@code infos} gets what is needed to read its variables. */
  private static Schema schemaOf(
      Hdf5Storage storage, Hdf5Group group, Map<String, ArrayInfo> infos) {
    Map<String, String> unreadable = new LinkedHashMap<>(group.unreadable);
    List<Variable> variables = new ArrayList<>();
    Set<Hdf5Group.Dim> dims = new LinkedHashSet<>(group.dimensions);
    Map<String, Hdf5Group.Dim> names = new LinkedHashMap<>();
    dims.forEach(dim -> names.putIfAbsent(dim.name, dim));
    for (Hdf5Group.Member member : group.variables.values()) {
      try {
        checkDimensions(member, names);
        ArrayInfo info = ArrayInfo.of(storage, member.object.header(), member.space);
        Map<String, String> problems = new TreeMap<>();
        Attributes attributes = member.object.attributes(problems);
        problems.forEach((name, why) -> unreadable.put(member.name + "@" + name, why));
        List<String> of = member.dimensions.stream().map(Hdf5Dataset::nameOf).toList();
        variables.add(
            new Variable(member.name, info.type().type(), of, attributes, info.nativeStorage()));
        infos.put(member.name, info);
      } catch (StoredType.Unreadable e) {
        unreadable.put(member.name, String.valueOf(e.getMessage()));
      } catch (IOException | RuntimeException e) {
        unreadable.put(member.name, Failures.reason(e));
      }
    }
    Map<String, String> problems = new TreeMap<>();
    Attributes attributes = group.object.attributes(problems);
    problems.forEach((name, why) -> unreadable.put("@" + name, why));
    List<Dimension> dimensions =
        names.values().stream().map(d -> new Dimension(d.name, d.length, d.unlimited)).toList();
    return new Schema(dimensions, variables, attributes, unreadable);
  }

  private static String nameOf(Hdf5Group.@Nullable Dim dimension) {
    return dimension == null ? "" : dimension.name;
  }

  /** Checks that the dimensions of a variable can be told apart and have its shape. */
  private static void checkDimensions(Hdf5Group.Member member, Map<String, Hdf5Group.Dim> names)
      throws StoredType.Unreadable {
    long[] shape = member.space.getDimensionsAsLong();
    for (int d = 0; d < shape.length; d++) {
      Hdf5Group.Dim dim = member.dimensions.get(d);
      if (dim == null) {
        throw new StoredType.Unreadable("dimension %d is unknown".formatted(d));
      }
      if (shape[d] != dim.length && !dim.unlimited) {
        throw new StoredType.Unreadable(
            "it has length %d in dimension '%s', whose length is %d"
                .formatted(shape[d], dim.name, dim.length));
      }
      Hdf5Group.Dim other = names.putIfAbsent(dim.name, dim);
      if (other != null && other != dim) {
        throw new StoredType.Unreadable(
            "its dimension '%s' of an outer group is hidden by another".formatted(dim.name));
      }
    }
  }

  @Override
  public Block read(String variable, Region region) throws IOException {
    ArrayInfo info = info(variable, region);
    DataType type = schema.variable(variable).type();
    try {
      int[] shape = Block.shapeOf(region);
      byte[] bytes = new byte[bytesOf(region, info)];
      Hyperslab target = new Hyperslab(bytes, region.shape(), info.type().width());
      array(variable, info).read(region, target, region.origin(), decoder, last);
      if (type == DataType.STRING) {
        return Block.ofStrings(text.decode(info.type(), bytes), shape);
      }
      ByteOrders.toLittleEndian(info.type(), bytes);
      return Block.of(type, bytes, shape);
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw Failures.cannot("read '" + variable + "' of", storage.file().label(), e);
    }
  }

  /** Decodes straight into {@code target} what is stored as memory holds it. */
  @Override
  public void read(String variable, Region region, Block target, int... at) throws IOException {
    ArrayInfo info = info(variable, region);
    DataType type = schema.variable(variable).type();
    if (type == DataType.STRING || info.type().bigEndian()) {
      Dataset.super.read(variable, region, target, at);
      return;
    }
    target.checkPaste(type, Block.shapeOf(region), at);
    long[] base = region.origin();
    Arrays.setAll(base, d -> base[d] - at[d]);
    long[] shape = Arrays.stream(target.shape()).asLongStream().toArray();
    try {
      Hyperslab all = new Hyperslab(target.bytes(), shape, info.type().width());
      array(variable, info).read(region, all, base, decoder, last);
    } catch (IOException | RuntimeException | StackOverflowError e) {
      throw Failures.cannot("read '" + variable + "' of", storage.file().label(), e);
    }
  }

  private Hdf5Array array(String variable, ArrayInfo info) {
    return arrays.computeIfAbsent(variable, name -> new Hdf5Array(storage, info));
  }

  private static int bytesOf(Region region, ArrayInfo info) {
    long size = Math.multiplyExact(region.size(), (long) info.type().width());
    if (size > Integer.MAX_VALUE - 8) {
      throw new IllegalArgumentException(
          "Cannot read a region of %d bytes: at most %d.".formatted(size, Integer.MAX_VALUE - 8));
    }
    return (int) size;
  }

  private ArrayInfo info(String variable, Region region) throws IOException {
    String label = storage.file().label();
    String why = schema.unreadable().get(variable);
    if (why != null) {
      throw new IOException(
          "Cannot read '%s' of %s: %s. Drop the variable.".formatted(variable, label, why));
    }
    Variable of = schema.variable(variable);
    Regions.check(schema, of, region, label);
    ArrayInfo info = infos.get(variable);
    if (info == null) {
      throw new IllegalStateException("No array for " + variable);
    }
    return info;
  }

  @Override
  public String toString() {
    return "%s %s".formatted(storage.file().label(), Arrays.toString(infos.keySet().toArray()));
  }
}
