package org.arcoforge.zarr;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class BloscContainerTest {
  private static final long SEED = 3;

  @Test
  void decodesWhatNumcodecsWrote() throws IOException {
    int decoded = 0;
    for (JsonNode vector : Fixtures.json("blosc")) {
      String name = vector.get("name").asText();
      int itemSize = vector.get("itemSize").asInt();
      byte[] bytes = vector.get("bytes").binaryValue();
      byte[] expected = new byte[vector.get("items").asInt() * itemSize];
      for (int i = 0; i < expected.length / itemSize; i++) {
        expected[i * itemSize] = (byte) ((long) i * i % 251);
      }
      BloscContainer blosc = new BloscContainer(1, itemSize);
      if (name.startsWith("blosclz")) {
        assertThatThrownBy(() -> blosc.decode(bytes, bytes.length, expected.length))
            .isInstanceOf(IOException.class)
            .hasMessage("its blosc format is blosclz, which is not supported");
      } else if (name.contains("bitshuffle")) {
        assertThatThrownBy(() -> blosc.decode(bytes, bytes.length, expected.length))
            .isInstanceOf(IOException.class)
            .hasMessage("it is bit-shuffled, which is not supported");
      } else {
        assertThat(blosc.decode(bytes, bytes.length, expected.length))
            .describedAs(name)
            .isEqualTo(expected);
        decoded++;
      }
      blosc.close();
    }
    assertThat(decoded).isEqualTo(8);
  }

  @Test
  void damagedBuffersOfOthersAreErrorsOrOtherBytes() throws IOException {
    Random random = new Random(SEED);
    for (JsonNode vector : Fixtures.json("blosc")) {
      int size = vector.get("items").asInt() * vector.get("itemSize").asInt();
      BloscContainer blosc = new BloscContainer(1, 4);
      for (int i = 0; i < 300; i++) {
        byte[] bytes = vector.get("bytes").binaryValue();
        bytes[i < 32 ? Math.min(i, bytes.length - 1) : random.nextInt(bytes.length)] ^=
            (byte) (1 << random.nextInt(8));
        try {
          assertThat(blosc.decode(bytes, bytes.length, size)).hasSize(size);
        } catch (IOException e) {
          assertThat(e).describedAs("seed %d", SEED).hasMessageMatching("(?s).*\\S.*");
        }
      }
      blosc.close();
    }
  }

  @Test
  void headerSaysShuffledZstdInUnsplitBlocks() {
    byte[] plain = new byte[2 * BloscContainer.BLOCK + 8];
    byte[] encoded = encode(plain, 4);
    ByteBuffer header = ByteBuffer.wrap(encoded).order(ByteOrder.LITTLE_ENDIAN);
    assertThat(header.get(0)).isEqualTo((byte) 2);
    assertThat(header.get(1)).isEqualTo((byte) 1);
    assertThat(header.get(2)).describedAs("flags").isEqualTo((byte) 0x91);
    assertThat(header.get(3)).describedAs("item size").isEqualTo((byte) 4);
    assertThat(header.getInt(4)).isEqualTo(plain.length);
    assertThat(header.getInt(8)).isEqualTo(BloscContainer.BLOCK);
    assertThat(header.getInt(12)).isEqualTo(header.limit());
    assertThat(header.getInt(16)).describedAs("first block").isEqualTo(16 + 3 * 4);
    assertThat(header.getInt(20)).isEqualTo(28 + 4 + header.getInt(28));
    // The last block does not shrink: it stands as it is.
    assertThat(header.getInt(header.getInt(24))).isEqualTo(8);
  }

  @Test
  void bytesOfOneAreNotShuffled() {
    assertThat(encode(new byte[300], 1)[2]).isEqualTo((byte) 0x90);
    assertThat(encode(new byte[300], 0)[3]).isEqualTo((byte) 1);
  }

  @Test
  void bytesThatDoNotShrinkAreCopied() throws IOException {
    byte[] plain = new byte[BloscContainer.BLOCK + 1000];
    new Random(SEED).nextBytes(plain);
    byte[] encoded = encode(plain, 4);
    assertThat(encoded[2]).isEqualTo((byte) 0x93);
    assertThat(encoded.length).isEqualTo(16 + plain.length);
    assertThat(Arrays.copyOfRange(encoded, 16, encoded.length)).isEqualTo(plain);
    try (BloscContainer blosc = new BloscContainer(1, 4)) {
      assertThat(blosc.decode(encoded, encoded.length, plain.length)).isEqualTo(plain);
      assertThatThrownBy(() -> blosc.decode(encoded, encoded.length - 1, plain.length))
          .hasMessage("it has 525303 bytes, but its blosc header says 525304");
    }
  }

  private static byte[] encode(byte[] plain, int itemSize) {
    try (BloscContainer blosc = new BloscContainer(1, itemSize)) {
      byte[] target = new byte[blosc.bound(plain.length)];
      int length = blosc.encode(plain, plain.length, target);
      return Arrays.copyOf(target, length);
    }
  }
}
