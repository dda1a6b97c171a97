package org.arcoforge.zarr;

import static org.assertj.core.api.Assertions.assertThat;

import dev.zarr.zarrjava.ZarrException;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.arcoforge.dataset.Attributes;
import org.arcoforge.dataset.Block;
import org.arcoforge.dataset.DataType;
import org.arcoforge.store.LocalStore;
import org.arcoforge.store.Store;
import org.arcoforge.store.StoreKey;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** zarr-java, an independent reader, finds in our chunks what we put there. */
class ZarrJavaTest {
  private static final long SEED = 5;

  @TempDir private Path folder;

  /** Its native blosc exists for these only. */
  static boolean hasBlosc() {
    String system = System.getProperty("os.name", "") + " " + System.getProperty("os.arch", "");
    return system.matches("Linux (amd64|x86_64)|Mac.*");
  }

  @ParameterizedTest
  @EnumSource
  @EnabledIf("hasBlosc")
  void readsOurChunks(ZarrFormat format) throws IOException, ZarrException {
    List<ArrayMetadata> arrays = new ArrayList<>();
    for (Compression compression : RandomBlocks.compressions(format)) {
      Compression.Algorithm algorithm = compression.algorithm();
      // Version 0.0.9 has only blosc in Zarr 2, and fails on zstd before crc32c.
      boolean unsupported =
          format == ZarrFormat.V2
              ? algorithm == Compression.Algorithm.ZSTD || algorithm == Compression.Algorithm.GZIP
              : algorithm == Compression.Algorithm.ZSTD && compression.crc32c();
      if (unsupported) {
        continue;
      }
      for (DataType type : DataType.values()) {
        if (!type.isText() && type != DataType.FLOAT16) {
          String name = "a" + arrays.size();
          arrays.add(
              RandomBlocks.array(name, type, List.of(400L, 500L), List.of(400, 500), compression));
        }
      }
    }
    Store store = new LocalStore(folder);
    GroupMetadata group = new GroupMetadata(format, Attributes.NONE, arrays);
    for (Map.Entry<StoreKey, byte[]> e : group.arrayDocuments().entrySet()) {
      store.put(e.getKey(), ByteBuffer.wrap(e.getValue()));
    }
    Random random = new Random(SEED);
    for (ArrayMetadata array : arrays) {
      Block chunk = RandomBlocks.of(array.type(), random, 400, 500);
      try (ChunkCodec codec = new ChunkCodec(array, format)) {
        store.put(group.chunkKey(array, new long[] {0, 0}), codec.encode(chunk));
      }
      ucar.ma2.Array read = open(format, array.name()).readChunk(new long[] {0, 0});
      assertThat(read.getShape()).containsExactly(400, 500);
      assertThat(block(read, array.type()))
          .describedAs("seed %d, %s", SEED, array)
          .isEqualTo(chunk);
    }
    assertThat(arrays).hasSize(format == ZarrFormat.V2 ? 30 : 120);
  }

  private static Block block(ucar.ma2.Array read, DataType type) {
    Block block = Block.allocate(type, read.getShape());
    for (int i = 0; i < block.size(); i++) {
      switch (type) {
        case FLOAT32 -> block.setLong(i, Float.floatToRawIntBits(read.getFloat(i)));
        case FLOAT64 -> block.setLong(i, Double.doubleToRawLongBits(read.getDouble(i)));
        default -> block.setLong(i, read.getLong(i));
      }
    }
    return block;
  }

  private dev.zarr.zarrjava.core.Array open(ZarrFormat format, String name)
      throws IOException, ZarrException {
    Path path = folder.resolve(name);
    return format == ZarrFormat.V2
        ? dev.zarr.zarrjava.v2.Array.open(path)
        : dev.zarr.zarrjava.v3.Array.open(path);
  }
}
