package org.arcoforge.pipeline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.arcoforge.dataset.Block;
import org.arcoforge.pattern.FilePattern;
import org.arcoforge.pattern.Keys;
import org.arcoforge.pipeline.VerifyStore.Findings;
import org.arcoforge.recipe.Target;
import org.arcoforge.store.LocalStore;
import org.arcoforge.store.StoreKey;
import org.arcoforge.zarr.ArrayMetadata;
import org.arcoforge.zarr.ChunkCodec;
import org.arcoforge.zarr.Compression;
import org.arcoforge.zarr.ZarrFormat;
import org.arcoforge.zarr.ZarrReader;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Sound stores, and stores to which something happened. */
final class VerifyStoreTest {
  @TempDir private Path folder;

  @BeforeEach
  void twoFiles() throws IOException {
    for (int key = 0; key < 2; key++) {
      float[] values = new float[3 * 40];
      for (int i = 0; i < values.length; i++) {
        values[i] = 1000 * key + i;
      }
      new Archive()
          .dimension("t", 3)
          .dimension("x", 40)
          .variable("t", List.of("t"), new int[] {3 * key, 3 * key + 1, 3 * key + 2})
          .variable("x", List.of("x"), new double[40])
          .variable("u", List.of("t", "x"), values)
          .attribute("u", "units", "m s-1")
          .attribute("", "title", "wind")
          .write(folder.resolve("w" + key + ".nc"));
    }
  }

  private Path store() {
    return folder.resolve("out.zarr");
  }

  private BakeJob job() {
    return GivenRecipe.job(folder, store(), null, 100_000_000);
  }

  private void bake(ZarrFormat format, Compression compression) throws IOException {
    GivenRecipe.give(
        FilePattern.of("w{t}.nc").concat("t", Keys.range(0, 1)),
        Target.named("wind").chunk("t", 2).compression(compression));
    Bake.run(GivenRecipe.job(folder, store(), format, 100_000_000), progress -> {});
  }

  private Findings decode() throws IOException, InterruptedException {
    return VerifyStore.decode(new LocalStore(store()), 2, values -> {});
  }

  private Findings compare() throws IOException, InterruptedException {
    return VerifyStore.compare(job(), new LocalStore(store()), values -> {});
  }

  private List<String> faults() throws IOException, InterruptedException {
    List<String> faults = new ArrayList<>(decode().faults());
    faults.addAll(compare().faults());
    return faults;
  }

  private void replace(String key, String old, String changed) throws IOException {
    Path path = store().resolve(key);
    String before = Files.readString(path);
    assertThat(before).contains(old);
    Files.writeString(path, before.replace(old, changed));
  }

  @ParameterizedTest
  @EnumSource(ZarrFormat.class)
  void everyValueOfASoundStoreIsDecodedAndCompared(ZarrFormat format) throws Exception {
    bake(format, Compression.blosc());
    assertThat(decode()).isEqualTo(new Findings(1 + 1 + 3, 6 + 40 + 240, List.of()));
    assertThat(compare().values()).isEqualTo(6 + 40 + 240);
    assertThat(compare().faults()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
  void aChangedByteOfAChunkIsFound(long seed) throws Exception {
    Random random = new Random(seed);
    bake(ZarrFormat.V3, Compression.blosc().withCrc32c());
    Path chunk = store().resolve("u/c/1/0");
    byte[] bytes = Files.readAllBytes(chunk);
    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
    Files.write(chunk, bytes);
    assertThat(decode().faults())
        .describedAs("seed %d", seed)
        .singleElement()
        .asString()
        .contains("u/c/1/0");
    assertThat(compare().faults()).describedAs("seed %d", seed).isNotEmpty();
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
  void aDamagedChunkWithoutChecksumIsAFaultNotAFailure(long seed) throws Exception {
    Random random = new Random(seed);
    List<Compression> all =
        List.of(Compression.none(), Compression.blosc(), Compression.zstd(1), Compression.gzip(1));
    bake(ZarrFormat.V2, all.get((int) (seed % all.size())));
    Path chunk = store().resolve("u/1.0");
    byte[] bytes = Files.readAllBytes(chunk);
    if (random.nextBoolean()) {
      bytes = java.util.Arrays.copyOf(bytes, random.nextInt(bytes.length));
    } else {
      for (int i = 0; i < 20; i++) {
        bytes[i] = (byte) random.nextInt();
      }
    }
    Files.write(chunk, bytes);
    assertThat(faults()).describedAs("seed %d", seed).isNotEmpty();
    assertThat(decode().chunks()).isEqualTo(5);
  }

  @Test
  void aMissingChunkIsFound() throws Exception {
    bake(ZarrFormat.V3, Compression.blosc());
    Files.delete(store().resolve("u/c/2/0"));
    assertThat(decode().faults()).containsExactly("Chunk u/c/2/0 is missing.");
    assertThat(decode().values()).isEqualTo(6 + 40 + 160);
    assertThat(compare().faults())
        .containsExactly("'u' at [4, 0] is 0.0 in the store, 1040.0 in w1.nc.");
  }

  @ParameterizedTest
  @EnumSource(ZarrFormat.class)
  void aChangedValueIsFoundAndBothAreNamed(ZarrFormat format) throws Exception {
    bake(format, Compression.zstd(1));
    LocalStore store = new LocalStore(store());
    ZarrReader reader = ZarrReader.open(store);
    ArrayMetadata array = reader.metadata().array("u");
    long[] index = {1, 0};
    Block chunk = reader.readChunk(array, index);
    chunk.setDouble(40 + 7, -1);
    try (ChunkCodec codec = new ChunkCodec(array, format)) {
      store.put(reader.metadata().chunkKey(array, index), codec.encode(chunk));
    }
    assertThat(decode().faults()).isEmpty();
    assertThat(compare().faults())
        .containsExactly("'u' at [3, 7] is -1.0 in the store, 1007.0 in w1.nc.");
    assertThat(compare().values()).isEqualTo(6 + 40 + 240);
  }

  @Test
  void aChangedCoordinateIsFound() throws Exception {
    bake(ZarrFormat.V3, Compression.none());
    LocalStore store = new LocalStore(store());
    byte[] bytes = store.get(new StoreKey("t/c/0")).orElseThrow();
    bytes[4 * 4] = 9;
    store.put(new StoreKey("t/c/0"), ByteBuffer.wrap(bytes));
    assertThat(compare().faults())
        .containsExactly("'t' at [4] is 9 in the store, 4 in the source files.");
  }

  @ParameterizedTest
  @CsvSource({
    "V3, u/zarr.json, /attributes/units",
    "V3, zarr.json, /consolidated_metadata/metadata/u/attributes/units",
    "V2, u/.zattrs, /units",
    "V2, .zmetadata, /metadata/u/.zattrs/units",
  })
  void lostUnitsAreFound(ZarrFormat format, String key, String path) throws Exception {
    bake(format, Compression.blosc());
    replace(key, "\"units\": \"m s-1\"", "\"remark\": \"none\"");
    assertThat(compare().faults())
        .contains(
            "Document %s has nothing at %s; the recipe gives \"m s-1\".".formatted(key, path));
    assertThat(compare().values()).isEqualTo(6 + 40 + 240);
  }

  @ParameterizedTest
  @CsvSource({"V3, zarr.json, /attributes/title", "V2, .zattrs, /title"})
  void aChangedGlobalAttributeIsFound(ZarrFormat format, String key, String path) throws Exception {
    bake(format, Compression.blosc());
    replace(key, "\"title\": \"wind\"", "\"title\": \"rain\"");
    assertThat(compare().faults())
        .contains(
            "Document %s has \"rain\" at %s; the recipe gives \"wind\".".formatted(key, path));
  }

  @Test
  void aLostOrDamagedDocumentIsFound() throws Exception {
    bake(ZarrFormat.V3, Compression.blosc());
    Files.delete(store().resolve("x/zarr.json"));
    Files.writeString(store().resolve("u/zarr.json"), "{");
    assertThat(compare().faults())
        .hasSize(2)
        .contains("Document x/zarr.json is missing.")
        .anyMatch(fault -> fault.startsWith("Document u/zarr.json is damaged: it is not JSON"));
  }

  @Test
  void aChangedShapeIsFound() throws Exception {
    bake(ZarrFormat.V2, Compression.blosc());
    replace(".zmetadata", "[ 6, 40 ]", "[ 8, 40 ]");
    assertThat(decode().faults()).containsExactly("Chunk u/3.0 is missing.");
    assertThat(compare().faults())
        .containsExactly(
            "'u' is float32 [t, x] [8, 40] in the store; the recipe gives float32 [t, x] [6, 40].");
  }

  @Test
  void aSourceThatIsGoneIsAFailureNotAFault() throws Exception {
    bake(ZarrFormat.V3, Compression.blosc());
    Files.delete(folder.resolve("w1.nc"));
    assertThatThrownBy(this::compare)
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("Cannot read 1 of 2 source files: Cannot find source file w1.nc: ");
  }
}
