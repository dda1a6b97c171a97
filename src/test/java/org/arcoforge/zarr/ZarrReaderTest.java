package org.arcoforge.zarr;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Random;
import org.arcoforge.dataset.AttributeValue;
import org.arcoforge.dataset.Attributes;
import org.arcoforge.dataset.Block;
import org.arcoforge.dataset.DataType;
import org.arcoforge.dataset.Region;
import org.arcoforge.store.MemoryStore;
import org.arcoforge.store.Store;
import org.arcoforge.store.StoreKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZarrReaderTest {
  private static final long SEED = 11;

  private static void put(Store store, String key, String text) throws IOException {
    store.put(new StoreKey(key), ByteBuffer.wrap(text.getBytes(UTF_8)));
  }

  private static String text(Store store, String key) throws IOException {
    return new String(store.get(new StoreKey(key)).orElseThrow(), UTF_8);
  }

  /** Writes {@code values} by array, chunk by chunk. */
  private static Store write(GroupMetadata group, Map<String, Block> values) throws IOException {
    Store store = new MemoryStore();
    for (Map.Entry<StoreKey, byte[]> e : group.arrayDocuments().entrySet()) {
      store.put(e.getKey(), ByteBuffer.wrap(e.getValue()));
    }
    for (ArrayMetadata array : group.arrays()) {
      Block all = Objects.requireNonNull(values.get(array.name()));
      ChunkGrid grid = array.grid();
      try (ChunkCodec codec = new ChunkCodec(array, group.format())) {
        for (long i = 0; i < grid.chunkCount(); i++) {
          Region region = grid.region(grid.index(i));
          int[] from = Block.shapeOf(Region.all(region.origin()));
          Block chunk = codec.fillBlock();
          chunk.paste(all, from, new int[from.length], Block.shapeOf(region));
          store.put(group.chunkKey(array, grid.index(i)), codec.encode(chunk));
        }
      }
    }
    for (Map.Entry<StoreKey, byte[]> e : group.rootDocuments().entrySet()) {
      store.put(e.getKey(), ByteBuffer.wrap(e.getValue()));
    }
    return store;
  }

  @ParameterizedTest
  @EnumSource
  void regionsOfRandomArraysAreReadAsTheyWereWritten(ZarrFormat format) throws IOException {
    Random random = new Random(SEED);
    List<ArrayMetadata> arrays = new ArrayList<>();
    Map<String, Block> values = new HashMap<>();
    List<DataType> types = List.of(DataType.values());
    List<Compression> compressions = RandomBlocks.compressions(format);
    for (int i = 0; i < 60; i++) {
      int rank = random.nextInt(4);
      DataType type = types.get(i % types.size());
      List<Long> shape = random.longs(rank, 0, 9).boxed().toList();
      List<Integer> chunk = random.ints(rank, 1, 6).boxed().toList();
      Compression compression = compressions.get(random.nextInt(compressions.size()));
      arrays.add(RandomBlocks.array("array " + i, type, shape, chunk, compression));
      int[] lengths = shape.stream().mapToInt(Long::intValue).toArray();
      values.put("array " + i, RandomBlocks.of(type, random, lengths));
    }
    GroupMetadata group = new GroupMetadata(format, Attributes.NONE, arrays);
    ZarrReader reader = ZarrReader.open(write(group, values));
    assertThat(reader.metadata()).isEqualTo(group);
    for (ArrayMetadata array : arrays) {
      long[] shape = array.shape().stream().mapToLong(Long::longValue).toArray();
      Block all = Objects.requireNonNull(values.get(array.name()));
      assertThat(reader.read(array.name(), Region.all(shape)))
          .describedAs("seed %d, %s", SEED, array)
          .isEqualTo(all);
      int[] from = new int[shape.length];
      int[] extent = new int[shape.length];
      long[] origin = new long[shape.length];
      long[] lengths = new long[shape.length];
      for (int d = 0; d < shape.length; d++) {
        origin[d] = from[d] = random.nextInt((int) shape[d] + 1);
        lengths[d] = extent[d] = random.nextInt((int) shape[d] + 1 - from[d]);
      }
      assertThat(reader.read(array.name(), Region.of(origin, lengths)))
          .describedAs("seed %d, %s", SEED, array)
          .isEqualTo(all.slice(from, extent));
    }
  }

  @ParameterizedTest
  @EnumSource
  void attributesAndFillValuesSurviveWithAndWithoutConsolidatedMetadata(ZarrFormat format)
      throws IOException {
    AttributeValue special =
        AttributeValue.numbers(DataType.FLOAT64, List.of(1.5, Double.NEGATIVE_INFINITY));
    Attributes attributes =
        Attributes.NONE
            .with("title", "ü \ud800")
            .with("count", 7L)
            .with("scale_factor", 0.5)
            .with("special", special)
            .with("largest", AttributeValue.numbers(DataType.UINT64, List.of(-1L)))
            .with("texts", new AttributeValue.Texts(List.of("a", "b")));
    List<ArrayMetadata> arrays = new ArrayList<>();
    Map<String, Block> values = new HashMap<>();
    for (DataType type : DataType.values()) {
      AttributeValue fill =
          type.isText()
              ? AttributeValue.text("x")
              : AttributeValue.numbers(type, List.of(type.isFloat() ? Double.NaN : 99));
      arrays.add(
          new ArrayMetadata(
              "a_" + type,
              type,
              List.of(3L),
              List.of(2),
              List.of("x"),
              attributes.with("_FillValue", fill),
              Compression.blosc()));
      values.put("a_" + type, Block.allocate(type, 3));
    }
    GroupMetadata group = new GroupMetadata(format, attributes, arrays);
    Store store = write(group, values);
    ZarrReader reader = ZarrReader.open(store);
    assertThat(reader.metadata()).isEqualTo(group);

    store.delete(new StoreKey(".zmetadata"));
    if (format == ZarrFormat.V3) {
      put(store, "zarr.json", "{\"zarr_format\":3,\"node_type\":\"group\",\"attributes\":{}}");
    }
    GroupMetadata listed = ZarrReader.open(store).metadata();
    assertThat(listed.arrays()).containsExactlyInAnyOrderElementsOf(arrays);

    ArrayMetadata array = group.array("a_int32");
    StoreKey key = group.chunkKey(array, new long[] {1});
    assertThat(reader.findChunk(array, new long[] {1})).isPresent();
    store.delete(key);
    assertThat(reader.findChunk(array, new long[] {1})).isEmpty();
    Block missing = reader.readChunk(array, new long[] {1});
    assertThat(missing.shape()).containsExactly(2);
    assertThat(missing.longAt(0)).isEqualTo(99);
    assertThat(missing.longAt(1)).isEqualTo(99);
  }

  @ParameterizedTest
  @ValueSource(strings = {"xarray-v2", "xarray-v2-plain", "xarray-v3", "xarray-v3-plain"})
  void readsWhatXarrayWrote(String name) throws IOException {
    ZarrReader reader = ZarrReader.open(Fixtures.store(name));
    GroupMetadata group = reader.metadata();
    assertThat(group.arrays().stream().map(ArrayMetadata::name))
        .containsExactlyInAnyOrder("sst", "wind", "scalar", "letters", "name", "time");
    assertThat(group.attributes().text("title")).contains("by xarray");
    ArrayMetadata sst = group.array("sst");
    assertThat(sst.dimensions()).containsExactly("time", "lat");
    assertThat(sst.chunk()).containsExactly(2, 4);
    assertThat(sst.attributes())
        .isEqualTo(
            Attributes.NONE
                .with("scale_factor", 0.01)
                .with("valid", AttributeValue.numbers(DataType.INT64, List.of(1, 2)))
                .with("_FillValue", (short) -999));
    assertNumbers(reader, "sst", DataType.INT16, 5, 7);
    assertNumbers(reader, "wind", DataType.FLOAT32, 5, 7);
    assertNumbers(reader, "time", DataType.INT64, 5);
    assertThat(group.array("wind").attributes().number("_FillValue")).hasValue(Double.NaN);
    assertThat(reader.read("scalar", Region.all()).doubleAt(0)).isEqualTo(37);
    assertThat(new String(reader.read("letters", Region.all(7)).bytes(), UTF_8))
        .isEqualTo("ab\0defg");
    assertThat(reader.read("name", Region.all(5)).strings())
        .containsExactly("a", "", "ü", "🌊", "e");
  }

  @Test
  void readsWhatZarrPythonWrote() throws IOException {
    ZarrReader v2 = ZarrReader.open(Fixtures.store("zarr-v2"));
    assertWrittenToRowFour(v2, "big", DataType.FLOAT64);
    assertWrittenToRowFour(v2, "gzip", DataType.UINT16);
    assertWrittenToRowFour(v2, "zstd", DataType.INT32);
    assertWrittenToRowFour(v2, "plain", DataType.INT8);
    assertWrittenToRowFour(v2, "blosc_zlib", DataType.UINT32);
    ZarrReader v3 = ZarrReader.open(Fixtures.store("zarr-v3"));
    assertWrittenToRowFour(v3, "big", DataType.FLOAT64);
    assertWrittenToRowFour(v3, "dots", DataType.INT32);
    assertWrittenToRowFour(v3, "old", DataType.UINT64);
    assertWrittenToRowFour(v3, "lz4", DataType.FLOAT32);
    assertWrittenToRowFour(v3, "half", DataType.FLOAT16);
    assertThat(v3.metadata().array("old").dimensions()).containsExactly("dim_0", "dim_1");
  }

  private static void assertNumbers(ZarrReader reader, String name, DataType type, long... shape)
      throws IOException {
    Block block = reader.read(name, Region.all(shape));
    assertThat(block.type()).isEqualTo(type);
    for (int i = 0; i < block.size(); i++) {
      assertThat(block.doubleAt(i)).describedAs("%s[%d]", name, i).isEqualTo(i * 37 % 101);
    }
  }

  private static void assertWrittenToRowFour(ZarrReader reader, String name, DataType type)
      throws IOException {
    Block block = reader.read(name, Region.all(5, 7));
    assertThat(block.type()).isEqualTo(type);
    for (int i = 0; i < block.size(); i++) {
      double expected = i < 28 ? i * 37 % 101 : 9;
      assertThat(block.doubleAt(i)).describedAs("%s[%d]", name, i).isEqualTo(expected);
    }
    ArrayMetadata array = reader.metadata().array(name);
    assertThat(reader.findChunk(array, new long[] {0, 0})).isPresent();
    assertThat(reader.findChunk(array, new long[] {2, 0})).isEmpty();
  }

  @Test
  void aDirectoryThatIsNoGroupIsAnError() throws IOException {
    Store store = Fixtures.store("xarray-v2");
    store.delete(new StoreKey(".zgroup"));
    assertOpenFails(
        store,
        "Cannot open memory: as Zarr: it has neither zarr.json nor .zgroup. Check its address;"
            + " a store that is still being written, or was given up, has none either.");
    Store array = new MemoryStore();
    put(array, "zarr.json", "{\"node_type\":\"array\"}");
    assertOpenFails(array, "Cannot read zarr.json of memory:: it is no group.");
    put(array, "zarr.json", "<html>");
    assertThatThrownBy(() -> ZarrReader.open(array))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("Cannot read zarr.json of memory:: it is not JSON, ");
  }

  private static void assertOpenFails(Store store, String message) {
    assertThatThrownBy(() -> ZarrReader.open(store))
        .isInstanceOf(IOException.class)
        .hasMessage(message);
  }

  @Test
  void whatIsNotSupportedIsNamedWithStoreAndKey() throws IOException {
    String[][] changes = {
      {"\"int32\"", "\"complex64\"", "data type \"complex64\" is not supported"},
      {"\"regular\"", "\"odd\"", "chunk_grid \"odd\" is not supported, only regular"},
      {"\"zstd\"", "\"lzma\"", "codec lzma is not supported"},
      {"\"fill_value\": 9", "\"fill_value\": \"x\"", "fill_value \"x\" is no int32"},
      {"\"fill_value\": 9", "\"fill_value\": 0.5", "fill_value 0.5 is no int32"},
      {"\"shape\"", "\"form\"", "shape is null, not a list of lengths"},
      {
        "\"separator\": \".\"",
        "\"separator\": \"-\"",
        "chunk separator '-' is not one of '/' and '.'"
      },
      {"\"codecs\"", "\"codex\"", "it names no codecs"},
      {
        "\"storage_transformers\": []",
        "\"storage_transformers\": [1]",
        "storage transformers are not supported"
      },
      {"\"default\"", "\"other\"", "chunk key encoding other is not supported"},
    };
    for (String[] change : changes) {
      Store store = Fixtures.store("zarr-v3");
      String document = text(store, "dots/zarr.json");
      assertThat(document).contains(change[0]);
      put(store, "dots/zarr.json", document.replace(change[0], change[1]));
      assertOpenFails(store, "Cannot read dots/zarr.json of memory:: " + change[2] + ".");
    }
    String[][] changesV2 = {
      {"\"<i4\"", "\"<M8[s]\"", "dtype <M8[s] is not supported"},
      {"\"zstd\"", "\"bz2\"", "compressor bz2 is not supported"},
      {"\"C\"", "\"F\"", "its chunks are in Fortran order, which is not supported"},
      {
        "\"filters\": null",
        "\"filters\": [{\"id\":\"delta\"}]",
        "filters [{\"id\":\"delta\"}] are not supported, only vlen-utf8"
      },
    };
    for (String[] change : changesV2) {
      Store store = Fixtures.store("zarr-v2");
      String document = text(store, "zstd/.zarray");
      assertThat(document).contains(change[0]);
      put(store, "zstd/.zarray", document.replace(change[0], change[1]));
      assertOpenFails(store, "Cannot read zstd/.zarray of memory:: " + change[2] + ".");
    }
  }

  @Test
  void documentsThatAreMissingAreErrorsThatNameStoreAndKey() throws IOException {
    Store store = new MemoryStore();
    put(store, ".zgroup", "{\"zarr_format\": 2}");
    put(store, ".zmetadata", "{\"metadata\": {\"a/.zarray\": 3}}");
    assertOpenFails(
        store,
        "Cannot read a/.zarray of memory:: the consolidated metadata have no object of that name.");
    put(store, ".zmetadata", "[]");
    assertOpenFails(store, "Cannot read .zmetadata of memory:: it is not a JSON object.");
  }

  @Test
  void attributesThatNetcdfDoesNotHaveAreReadAsTheirJson() throws IOException {
    Store store = new MemoryStore();
    String attributes =
        "{\"o\":{\"b\":[1]},\"t\":true,\"n\":null,\"m\":[1,\"x\"],\"i\":[1,2.5],\"e\":[],"
            + "\"nan\":NaN,\"s\":[\"NaN\",\"x\"],\"big\":123456789012345678901234567890}";
    put(store, "zarr.json", "{\"node_type\":\"group\",\"attributes\":" + attributes + "}");
    assertThat(ZarrReader.open(store).metadata().attributes())
        .isEqualTo(
            Attributes.NONE
                .with("o", "{\"b\":[1]}")
                .with("t", "true")
                .with("n", "null")
                .with("m", "[1,\"x\"]")
                .with("i", AttributeValue.numbers(DataType.FLOAT64, List.of(1, 2.5)))
                .with("e", new AttributeValue.Texts(List.of()))
                .with("nan", Double.NaN)
                .with("s", new AttributeValue.Texts(List.of("NaN", "x")))
                .with("big", new BigInteger("123456789012345678901234567890").doubleValue()));
  }

  @Test
  void damagedChunksAreErrorsThatNameStoreAndKey() throws IOException {
    Store store = Fixtures.store("zarr-v3");
    put(store, "half/c/1/0", "damaged");
    ZarrReader reader = ZarrReader.open(store);
    assertThatThrownBy(() -> reader.read("half", Region.all(5, 7)))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith(
            "Cannot read half/c/1/0 of memory:: Cannot decode chunk of 'half': its checksum is ");
    ArrayMetadata other =
        RandomBlocks.array("half", DataType.INT8, List.of(1L), List.of(1), Compression.none());
    assertThatThrownBy(() -> reader.readChunk(other, new long[] {0}))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("Cannot read array 'half' of memory:: it is not one of its arrays");
  }
}
