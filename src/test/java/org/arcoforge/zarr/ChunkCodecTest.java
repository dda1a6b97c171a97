package org.arcoforge.zarr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.stream.Stream;
import java.util.zip.GZIPInputStream;
import org.arcoforge.dataset.Block;
import org.arcoforge.dataset.DataType;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class ChunkCodecTest {
  private static final ZarrFormat V3 = ZarrFormat.V3;
  private static final long SEED = 20261122;

  static Stream<Arguments> everyTypeAndCodec() {
    List<Arguments> cases = new ArrayList<>();
    for (ZarrFormat format : ZarrFormat.values()) {
      for (Compression compression : RandomBlocks.compressions(format)) {
        for (DataType type : DataType.values()) {
          cases.add(Arguments.of(format, compression, type));
        }
      }
    }
    return cases.stream();
  }

  /** Chunk shapes below, at and beyond the limits of a blosc block and of its smallest buffer. */
  private static List<int[]> shapes(DataType type, Compression compression) {
    List<int[]> shapes = new ArrayList<>();
    shapes.addAll(List.of(new int[] {}, new int[] {1}, new int[] {3, 7}, new int[] {30, 50}));
    if (type.isFixedSize() && compression.algorithm() == Compression.Algorithm.BLOSC) {
      int block = BloscContainer.BLOCK / type.byteSize();
      shapes.addAll(List.of(new int[] {block}, new int[] {2, block + 5}));
    }
    return shapes;
  }

  private static ChunkCodec codec(
      DataType type, int[] shape, Compression compression, ZarrFormat format) {
    List<Long> lengths = Arrays.stream(shape).asLongStream().boxed().toList();
    List<Integer> chunk = Arrays.stream(shape).boxed().toList();
    return new ChunkCodec(RandomBlocks.array("sst", type, lengths, chunk, compression), format);
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  @ParameterizedTest
  @MethodSource("everyTypeAndCodec")
  void decodeReturnsWhatEncodeWasGiven(ZarrFormat format, Compression compression, DataType type)
      throws IOException {
    Random random = new Random(SEED);
    for (int[] shape : shapes(type, compression)) {
      try (ChunkCodec codec = codec(type, shape, compression, format)) {
        for (int repeat = 0; repeat < 2; repeat++) {
          Block chunk = RandomBlocks.of(type, random, shape);
          byte[] encoded = bytes(codec.encode(chunk));
          assertThat(codec.decode(encoded.clone()))
              .describedAs("seed %d, shape %s", SEED, Arrays.toString(shape))
              .isEqualTo(chunk);
          if (type != DataType.STRING) {
            assertThat((long) encoded.length).isLessThanOrEqualTo(codec.maximumEncodedBytes());
          }
        }
      }
    }
  }

  @ParameterizedTest
  @MethodSource("everyTypeAndCodec")
  void equalChunksAreEncodedToEqualBytes(
      ZarrFormat format, Compression compression, DataType type) {
    int[] shape = {60, 70};
    Block chunk = RandomBlocks.of(type, new Random(SEED), shape);
    Block other = RandomBlocks.of(type, new Random(SEED + 1), shape);
    try (ChunkCodec used = codec(type, shape, compression, format);
        ChunkCodec fresh = codec(type, shape, compression, format)) {
      used.encode(other);
      assertThat(bytes(used.encode(chunk)))
          .describedAs("seed %d", SEED)
          .isEqualTo(bytes(fresh.encode(chunk)));
    }
  }

  @ParameterizedTest
  @MethodSource("everyTypeAndCodec")
  void damagedBytesAreAnErrorOrOtherValuesButNothingElse(
      ZarrFormat format, Compression compression, DataType type) throws IOException {
    Random random = new Random(SEED);
    int[] shape = {10, 30};
    try (ChunkCodec codec = codec(type, shape, compression, format)) {
      byte[] encoded = bytes(codec.encode(RandomBlocks.of(type, random, shape)));
      for (int i = 0; i < 200; i++) {
        byte[] damaged = encoded.clone();
        int at = i < 24 ? Math.min(i, damaged.length - 1) : random.nextInt(damaged.length);
        damaged[at] ^= (byte) (1 + random.nextInt(255));
        try {
          assertThat(codec.decode(damaged).shape()).isEqualTo(shape);
          assertThat(compression.crc32c()).describedAs("seed %d, byte %d", SEED, at).isFalse();
        } catch (IOException e) {
          assertThat(e).hasMessageStartingWith("Cannot decode chunk of 'sst': ");
        }
      }
      for (int length : new int[] {0, 1, 3, 15, encoded.length / 2, encoded.length - 1}) {
        assertThatThrownBy(() -> codec.decode(Arrays.copyOf(encoded, length)))
            .describedAs("%d of %d bytes", length, encoded.length)
            .isInstanceOf(IOException.class)
            .hasMessageStartingWith("Cannot decode chunk of 'sst': ")
            .hasMessageEndingWith(". The chunk is damaged; write it anew.");
      }
    }
  }

  @Test
  void sizesThatNoChunkCanHaveAreRefusedBeforeMemoryIsTaken() {
    try (ChunkCodec blosc = codec(DataType.STRING, new int[] {4}, Compression.blosc(), V3);
        ChunkCodec zstd = codec(DataType.STRING, new int[] {4}, Compression.zstd(1), V3);
        ChunkCodec none = codec(DataType.STRING, new int[] {4}, Compression.none(), V3);
        ChunkCodec wide = codec(DataType.STRING, new int[] {1 << 27}, Compression.none(), V3)) {
      assertThatThrownBy(() -> blosc.decode(hex("02019101ffffff7f0000010016000000000000000000")))
          .hasMessageContaining("it says that it decodes to 2147483647 bytes, expected at most");
      // A zstd frame that says 2^40 bytes.
      assertThatThrownBy(() -> zstd.decode(hex("28b52ffde0000000000001000001000000")))
          .hasMessageContaining("it says that it decodes to 1099511627776 bytes");
      assertThatThrownBy(() -> none.decode(hex("04000000" + "ffffff7f" + "61".repeat(20))))
          .hasMessageContaining("text 0 of 4 is cut short");
      assertThatThrownBy(() -> wide.decode(hex("00000008" + "0000000000")))
          .hasMessageContaining("it is cut short: 9 bytes of text");
    }
  }

  @Test
  void checksumIsTheCastagnoliCrcInLittleEndian() {
    // RFC 3720, B.4: 32 bytes of zeros.
    try (ChunkCodec codec =
        codec(DataType.INT8, new int[] {32}, Compression.none().withCrc32c(), V3)) {
      byte[] encoded = bytes(codec.encode(Block.allocate(DataType.INT8, 32)));
      assertThat(encoded).hasSize(36).endsWith(hex("aa36918a"));
      encoded[35] ^= 1;
      assertThatThrownBy(() -> codec.decode(encoded))
          .isInstanceOf(IOException.class)
          .hasMessage(
              "Cannot decode chunk of 'sst': its checksum is 8a9136aa, expected 8b9136aa."
                  + " The chunk is damaged; write it anew.");
    }
  }

  @Test
  void gzipIsOfTheWantedLevelAndNamesNoTime() throws IOException {
    Block chunk = RandomBlocks.of(DataType.INT32, new Random(SEED), 4000);
    int last = Integer.MAX_VALUE;
    for (int level : new int[] {0, 1, 9}) {
      try (ChunkCodec codec =
          codec(DataType.INT32, new int[] {4000}, Compression.gzip(level), V3)) {
        byte[] encoded = bytes(codec.encode(chunk));
        assertThat(encoded).startsWith(hex("1f8b08000000000000ff"));
        assertThat(encoded.length).describedAs("level %d", level).isLessThan(last);
        last = encoded.length;
        assertThat(new GZIPInputStream(new ByteArrayInputStream(encoded)).readAllBytes())
            .isEqualTo(chunk.bytes());
      }
    }
  }

  @Test
  void textIsCountAndLengthsAndUtf8() throws IOException {
    // As numcodecs.VLenUTF8().encode(["a", "", "ü", "d"]) has it.
    byte[] expected = hex("04000000" + "0100000061" + "00000000" + "02000000c3bc" + "0100000064");
    try (ChunkCodec codec = codec(DataType.STRING, new int[] {4}, Compression.none(), V3)) {
      Block chunk = Block.ofStrings(new String[] {"a", "", "ü", "d"}, 4);
      assertThat(bytes(codec.encode(chunk))).isEqualTo(expected);
      assertThat(codec.decode(expected)).isEqualTo(chunk);
      byte[] notUtf8 = expected.clone();
      notUtf8[17] = 0x20;
      assertThatThrownBy(() -> codec.decode(notUtf8))
          .hasMessageContaining("text 2 of 4 is not UTF-8");
      assertThatThrownBy(() -> codec.decode(Arrays.copyOf(expected, expected.length + 1)))
          .hasMessageContaining("1 bytes follow its texts");
      assertThatThrownBy(() -> codec.decode(hex("03000000000000000000000000000000")))
          .hasMessageContaining("it holds 3 texts, expected 4");
      Block half = Block.ofStrings(new String[] {"a", "\ud800", "", ""}, 4);
      assertThatThrownBy(() -> codec.encode(half))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage(
              "Cannot encode a chunk of 'sst': Cannot encode text 1 of 4:"
                  + " half a surrogate pair is in it. Correct the text.");
    }
  }

  @Test
  void encodeRefusesAnotherTypeOrShape() {
    try (ChunkCodec codec = codec(DataType.INT16, new int[] {4}, Compression.none(), V3)) {
      assertThatThrownBy(() -> codec.encode(Block.allocate(DataType.INT16, 3)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("Cannot encode a chunk of 'sst': it is int16 [3], expected int16 [4].");
      assertThatThrownBy(() -> codec.encode(Block.allocate(DataType.UINT16, 4)))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessage("Cannot encode a chunk of 'sst': it is uint16 [4], expected int16 [4].");
    }
  }

  @Test
  void uncompressedChunksAreTheirOwnBytes() {
    try (ChunkCodec codec = codec(DataType.INT16, new int[] {2}, Compression.none(), V3)) {
      Block chunk = Block.allocate(DataType.INT16, 2);
      chunk.setLong(0, 0x0102);
      chunk.setLong(1, -2);
      assertThat(bytes(codec.encode(chunk))).isEqualTo(hex("0201feff"));
    }
  }

  private static byte[] hex(String digits) {
    return HexFormat.of().parseHex(digits);
  }
}
