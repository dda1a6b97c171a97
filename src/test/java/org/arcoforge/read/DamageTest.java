package org.arcoforge.read;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import io.jhdf.HdfFile;
import io.jhdf.api.dataset.ChunkedDataset;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.arcoforge.dataset.Block;
import org.arcoforge.dataset.Dataset;
import org.arcoforge.dataset.Variable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Files that are cut short, or whose bytes changed, are errors of one kind. */
final class DamageTest {
  private static final int CUTS = 30;
  private static final int FLIPS = 60;
  private static final long MOST_ELEMENTS = 1 << 20;

  @TempDir Path folder;

  static List<String> names() throws IOException {
    return Corpus.names();
  }

  private Map<String, Block> readAll(byte[] bytes) throws IOException {
    Path path = Files.write(folder.resolve("damaged.nc"), bytes);
    Map<String, Block> blocks = new LinkedHashMap<>();
    try (DataFile file = DataFile.open(path, "damaged.nc")) {
      for (String group : file.groups()) {
        readAll(group, file.dataset(group), blocks);
      }
      readAll("", file.dataset(""), blocks);
    }
    return blocks;
  }

  private static void readAll(String group, Dataset dataset, Map<String, Block> blocks)
      throws IOException {
    IOException last = null;
    for (Variable variable : dataset.schema().variables()) {
      try {
        long count = 1;
        for (long length : dataset.schema().shape(variable)) {
          count = Math.multiplyHigh(count, length) == 0 ? count * length : Long.MAX_VALUE;
        }
        if (count >= 0 && count < MOST_ELEMENTS) {
          blocks.put(group + "/" + variable.name(), dataset.read(variable.name()));
        }
      } catch (IOException e) {
        last = e;
      }
    }
    if (last != null) {
      throw last;
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void aFileCutShortIsAnErrorUnlessNothingIsMissing(String name) throws IOException {
    byte[] whole = Files.readAllBytes(Corpus.path(name));
    Map<String, Block> blocks = readAll(whole);
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < CUTS; i++) {
      int length = i < 4 ? whole.length - 1 - i : random.nextInt(whole.length);
      byte[] cut = Arrays.copyOf(whole, length);
      String what = "seed %d: %s cut to %d of %d bytes".formatted(seed, name, length, whole.length);
      try {
        assertThat(readAll(cut)).as(what).isEqualTo(blocks);
        assertThat(whole.length - length).as(what).isLessThan(4);
      } catch (IOException e) {
        assertThat(e).as(what).hasMessageStartingWith("Cannot ").hasMessageContaining("damaged.nc");
      } catch (RuntimeException | Error e) {
        fail(what, e);
      }
    }
  }

  @ParameterizedTest
  @MethodSource("names")
  void changedBytesAreAnErrorOrOtherValues(String name) throws IOException {
    byte[] whole = Files.readAllBytes(Corpus.path(name));
    long seed = new Random().nextLong();
    Random random = new Random(seed);
    for (int i = 0; i < FLIPS; i++) {
      byte[] changed = whole.clone();
      StringBuilder what = new StringBuilder("seed " + seed + ": " + name);
      for (int n = random.nextInt(4); n >= 0; n--) {
        int at = random.nextInt(i % 2 == 0 ? Math.min(2048, whole.length) : whole.length);
        changed[at] = (byte) random.nextInt(256);
        what.append(" byte ").append(at).append(" = ").append(changed[at]);
      }
      try {
        readAll(changed);
      } catch (IOException e) {
        assertThat(e)
            .as(what.toString())
            .hasMessageStartingWith("Cannot ")
            .hasMessageContaining("damaged.nc");
      } catch (RuntimeException | Error e) {
        fail(what.toString(), e);
      }
    }
  }

  @Test
  void aLengthThatNoArrayCanHaveIsAnErrorThatNamesTheFile() throws IOException {
    byte[] changed = Files.readAllBytes(Corpus.path("types.h5"));
    changed[13503] = 32;
    changed[9475] = -86;
    changed[2958] = -102;
    assertThatThrownBy(() -> readAll(changed))
        .isInstanceOf(IOException.class)
        .hasMessageStartingWith("Cannot ")
        .hasMessageContaining("damaged.nc");
  }

  @Test
  void anHdf5FileCutShortSaysBothLengths() throws IOException {
    byte[] whole = Files.readAllBytes(Corpus.path("cf.nc"));
    Path path = folder.resolve("short.nc");
    Files.write(path, Arrays.copyOf(whole, whole.length - 100));
    assertThatThrownBy(() -> DataFile.open(path, "https://example.org/short.nc"))
        .isExactlyInstanceOf(IOException.class)
        .hasMessage(
            "Cannot open https://example.org/short.nc: it is cut short: it should have %d bytes,"
                    .formatted(whole.length)
                + " but has %d. Fetch the file again; if it stays so, it was damaged where it"
                    .formatted(whole.length - 100)
                + " comes from.");
  }

  @Test
  void aNetcdf3FileCutShortSaysBothLengths() throws IOException {
    byte[] whole = Files.readAllBytes(Corpus.path("classic.nc"));
    Path path = folder.resolve("short.nc");
    Files.write(path, Arrays.copyOf(whole, whole.length - 100));
    assertThatThrownBy(() -> DataFile.open(path, "short.nc"))
        .isExactlyInstanceOf(IOException.class)
        .hasMessageStartingWith(
            "Cannot open short.nc: it is cut short: it should have %d bytes, but has %d."
                .formatted(whole.length, whole.length - 100));
  }

  @ParameterizedTest
  @MethodSource("damagedChunks")
  void aDamagedChunkNamesVariableAndFile(String name, String variable, String reason)
      throws IOException {
    byte[] bytes = Files.readAllBytes(Corpus.path(name));
    int at = firstChunk(Corpus.path(name), variable);
    bytes[at] ^= 0x55;
    Path path = Files.write(folder.resolve("damaged.nc"), bytes);
    try (DataFile file = DataFile.open(path, "http://x/damaged.nc")) {
      Dataset dataset = file.dataset("");
      assertThatThrownBy(() -> dataset.read(variable))
          .isExactlyInstanceOf(IOException.class)
          .hasMessageMatching(
              "Cannot read '%s' of http://x/damaged.nc: %s\\. Fetch the file again; .*"
                  .formatted(variable, reason));
    }
  }

  /** Returns where the data of the first chunk are, as jHDF tells. */
  private static int firstChunk(Path path, String variable) {
    try (HdfFile file = new HdfFile(path)) {
      ChunkedDataset dataset = (ChunkedDataset) file.getDatasetByPath(variable);
      ByteBuffer chunk = dataset.getRawChunkBuffer(new int[dataset.getDimensions().length]);
      byte[] stored = new byte[chunk.remaining()];
      chunk.get(stored);
      byte[] all = Files.readAllBytes(path);
      for (int at = 0; at < all.length - stored.length; at++) {
        if (Arrays.equals(all, at, at + stored.length, stored, 0, stored.length)) {
          return at;
        }
      }
      throw new IllegalStateException("No chunk of " + variable);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static List<Arguments> damagedChunks() {
    return List.of(
        Arguments.of(
            "filters.h5",
            "fletcher_i2",
            "the checksum of a chunk is [0-9a-f]{8}, but its bytes have [0-9a-f]{8}"),
        Arguments.of(
            "filters.nc",
            "fletcher_f8",
            "the checksum of a chunk is [0-9a-f]{8}, but its bytes have [0-9a-f]{8}"),
        Arguments.of("filters.nc", "deflate_f8", "a deflated chunk .*"),
        Arguments.of("filters.nc", "zstd_f8", "a zstd chunk is damaged: .*"));
  }
}
