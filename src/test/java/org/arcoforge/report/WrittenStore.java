package org.arcoforge.report;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.arcoforge.dataset.Attributes;
import org.arcoforge.dataset.Block;
import org.arcoforge.dataset.DataType;
import org.arcoforge.dataset.Region;
import org.arcoforge.store.MemoryStore;
import org.arcoforge.store.StoreKey;
import org.arcoforge.zarr.ArrayMetadata;
import org.arcoforge.zarr.ChunkCodec;
import org.arcoforge.zarr.ChunkGrid;
import org.arcoforge.zarr.Compression;
import org.arcoforge.zarr.GroupMetadata;
import org.arcoforge.zarr.ZarrFormat;

/** A store of a few arrays in memory. */
final class WrittenStore {
  private final Map<String, ArrayMetadata> arrays = new LinkedHashMap<>();
  private final Map<String, Block> values = new LinkedHashMap<>();
  private Attributes attributes = Attributes.NONE;

  /** Adds a numeric array in one chunk. */
  WrittenStore with(
      String name, DataType type, String dimensions, Attributes own, double... numbers) {
    int[] shape = shape(dimensions, numbers.length);
    Block block = Block.allocate(type, shape);
    for (int i = 0; i < numbers.length; i++) {
      if (type.isFloat()) {
        block.setDouble(i, numbers[i]);
      } else {
        block.setLong(i, (long) numbers[i]);
      }
    }
    return with(name, block, dimensions, own, shape);
  }

  WrittenStore withTexts(String name, String dimensions, String... texts) {
    int[] shape = shape(dimensions, texts.length);
    return with(name, Block.ofStrings(texts, shape), dimensions, Attributes.NONE, shape);
  }

  /**
   * Adds an array.
   *
   * @param dimensions such as {@code y=2 x=3}
   */
  WrittenStore with(String name, Block block, String dimensions, Attributes own, int... chunk) {
    values.put(name, block);
    arrays.put(
        name,
        new ArrayMetadata(
            name,
            block.type(),
            Arrays.stream(block.shape()).mapToObj(Long::valueOf).toList(),
            Arrays.stream(chunk).map(length -> Math.max(1, length)).boxed().toList(),
            names(dimensions),
            own,
            Compression.zstd(1)));
    return this;
  }

  WrittenStore attribute(String name, String text) {
    attributes = attributes.with(name, text);
    return this;
  }

  private static List<String> names(String dimensions) {
    return dimensions.isEmpty()
        ? List.of()
        : Arrays.stream(dimensions.split(" ")).map(d -> d.replaceFirst("=.*", "")).toList();
  }

  private static int[] shape(String dimensions, int count) {
    int[] shape =
        dimensions.isEmpty()
            ? new int[0]
            : Arrays.stream(dimensions.split(" "))
                .mapToInt(d -> Integer.parseInt(d.replaceFirst(".*=", "")))
                .toArray();
    int size = Arrays.stream(shape).reduce(1, (a, b) -> a * b);
    if (size != count) {
      throw new IllegalArgumentException(dimensions + " has " + size + " values, not " + count);
    }
    return shape;
  }

  GroupMetadata group(ZarrFormat format) {
    return new GroupMetadata(format, attributes, List.copyOf(arrays.values()));
  }

  ArrayMetadata array(String name) {
    return Objects.requireNonNull(arrays.get(name));
  }

  MemoryStore write() throws IOException {
    return write(ZarrFormat.V3);
  }

  MemoryStore write(ZarrFormat format) throws IOException {
    GroupMetadata group = group(format);
    MemoryStore store = new MemoryStore();
    put(store, group.arrayDocuments());
    for (ArrayMetadata array : group.arrays()) {
      Block all = Objects.requireNonNull(values.get(array.name()));
      ChunkGrid grid = array.grid();
      try (ChunkCodec codec = new ChunkCodec(array, format)) {
        for (long i = 0; i < grid.chunkCount(); i++) {
          Region region = grid.region(grid.index(i));
          int[] from = Block.shapeOf(Region.all(region.origin()));
          Block chunk = codec.fillBlock();
          chunk.paste(all, from, new int[from.length], Block.shapeOf(region));
          store.put(group.chunkKey(array, grid.index(i)), codec.encode(chunk));
        }
      }
    }
    put(store, group.rootDocuments());
    return store;
  }

  private static void put(MemoryStore store, Map<StoreKey, byte[]> documents) {
    documents.forEach((key, bytes) -> store.put(key, ByteBuffer.wrap(bytes)));
  }

  /** Returns what a report of the store says. */
  ReportContent report() throws IOException {
    return ReportContent.read(write(), "out/a.zarr", "ARCO Forge test", null, ReadLimits.usual());
  }

  /** Returns the values of a coordinate, read back. */
  static CoordinateValues coordinate(Attributes own, double... numbers) {
    return coordinate(DataType.FLOAT64, own, numbers);
  }

  static CoordinateValues coordinate(DataType type, Attributes own, double... numbers) {
    WrittenStore written = new WrittenStore().with("c", type, "c=" + numbers.length, own, numbers);
    Decoding decoding = Decoding.of(written.group(ZarrFormat.V3));
    ArrayMetadata array = written.array("c");
    return new CoordinateValues(
        array, Objects.requireNonNull(written.values.get("c")), decoding.coding(array));
  }

  /** Returns the attributes of times in days of a calendar. */
  static Attributes days(String calendar) {
    return Attributes.NONE.with("units", "days since 2000-01-01").with("calendar", calendar);
  }
}
