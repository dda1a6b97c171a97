package org.arcoforge.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipCompressorOutputStream;
import org.apache.commons.compress.compressors.gzip.GzipParameters;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

class UnpackingTest {
  private static final byte[] CONTENT = content();

  private static byte[] content() {
    byte[] content = new byte[200_000];
    new Random(3).nextBytes(content);
    Arrays.fill(content, 50_000, 150_000, (byte) 7);
    return content;
  }

  static byte[] pack(Packing packing, byte[] content) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out =
        switch (packing) {
          case GZIP -> new GZIPOutputStream(bytes);
          case BZIP2 -> new BZip2CompressorOutputStream(bytes);
          case XZ -> new XZOutputStream(bytes, new LZMA2Options(1));
        }) {
      out.write(content);
    }
    return bytes.toByteArray();
  }

  static byte[] unpack(byte[] packed) throws IOException {
    try (InputStream in = Unpacking.of(new ByteArrayInputStream(packed), "a.gz")) {
      return in.readAllBytes();
    }
  }

  private static byte[] join(byte[]... parts) {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    for (byte[] part : parts) {
      out.writeBytes(part);
    }
    return out.toByteArray();
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(byte[] packed) {
    return assertThatThrownBy(() -> unpack(packed)).isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @EnumSource
  void aPackedFileIsUnpacked(Packing packing) throws IOException {
    assertThat(unpack(pack(packing, CONTENT))).isEqualTo(CONTENT);
    assertThat(unpack(pack(packing, new byte[0]))).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void filesPackedOneAfterAnotherAreOne(Packing packing) throws IOException {
    byte[] packed =
        join(pack(packing, CONTENT), pack(packing, new byte[0]), pack(packing, CONTENT));
    assertThat(unpack(packed)).isEqualTo(join(CONTENT, CONTENT));
  }

  @Test
  void allFieldsOfAGzipHeaderArePassed() throws IOException {
    GzipParameters parameters = new GzipParameters();
    parameters.setFileName("a.nc");
    parameters.setComment("made by hand");
    parameters.setHeaderCRC(true);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (OutputStream out = new GzipCompressorOutputStream(bytes, parameters)) {
      out.write(CONTENT);
    }
    byte[] packed = bytes.toByteArray();
    assertThat(packed[3] & 0x1a).isEqualTo(0x1a);
    assertThat(unpack(packed)).isEqualTo(CONTENT);
    byte[] plain = pack(Packing.GZIP, CONTENT);
    byte[] extra =
        join(
            Arrays.copyOf(plain, 10),
            new byte[] {3, 0, 1, 2, 3},
            Arrays.copyOfRange(plain, 10, plain.length));
    extra[3] = 4;
    assertThat(unpack(extra)).isEqualTo(CONTENT);
  }

  @Test
  void zerosAfterGzipAreAllowed() throws IOException {
    assertThat(unpack(join(pack(Packing.GZIP, CONTENT), new byte[100_000]))).isEqualTo(CONTENT);
    assertRefused(join(pack(Packing.GZIP, CONTENT), new byte[100_000], new byte[] {1}))
        .hasMessage(
            "Cannot read archive a.gz: it is damaged or cut: after 200000 unpacked bytes, gzip"
                + " finds: bytes that are not gzip follow the data."
                + " Fetch it anew, or tell its publisher that it is damaged.");
  }

  @ParameterizedTest
  @EnumSource
  void garbageBehindIsRefused(Packing packing) throws IOException {
    assertRefused(join(pack(packing, CONTENT), "more".getBytes(StandardCharsets.US_ASCII)))
        .hasMessageStartingWith("Cannot read archive a.gz: it is damaged or cut: after ")
        .hasMessageContaining(" unpacked bytes, " + packing + " finds: ");
  }

  @ParameterizedTest
  @EnumSource
  void aCutFileIsRefused(Packing packing) throws IOException {
    byte[] packed = pack(packing, CONTENT);
    for (int length : new int[] {6, 11, packed.length / 2, packed.length - 5, packed.length - 1}) {
      assertRefused(Arrays.copyOf(packed, length))
          .hasMessageStartingWith("Cannot read archive a.gz: it is damaged or cut: after ");
    }
  }

  @Test
  void wrongTrailersOfGzipAreRefused() throws IOException {
    byte[] packed = pack(Packing.GZIP, CONTENT);
    packed[packed.length - 1] ^= 1;
    assertRefused(packed).hasMessageContaining("there are 200000 bytes, but 16977216 are stated");
    packed[packed.length - 5] ^= 1;
    assertRefused(packed).hasMessageContaining("the CRC-32 is ");
    packed[3] = 0x20;
    assertRefused(packed).hasMessageContaining("the gzip header has method 8 and flags 32");
  }

  @Test
  void whatIsNotPackedIsRefused() {
    assertRefused(new byte[0])
        .hasMessage(
            "Cannot read archive a.gz: it is empty. Use the file itself, or check the URL.");
    assertRefused("CDF\1\0\0\0\0".getBytes(StandardCharsets.US_ASCII))
        .hasMessage(
            "Cannot read archive a.gz: it begins with the bytes 434446010000 and is packed by none"
                + " of gzip, bzip2, xz. Use the file itself, or check the URL.");
  }

  @Test
  void aBombIsStopped() throws IOException {
    // Bzip2 packs 40 MB of zeros to some 50 bytes.
    byte[] bomb = pack(Packing.BZIP2, new byte[40_000_000]);
    assertThat(bomb.length).isLessThan(200);
    assertThatThrownBy(
            () ->
                Unpacking.of(new ByteArrayInputStream(bomb), "a.bz2", true, 20_000_000)
                    .transferTo(OutputStream.nullOutputStream()))
        .isInstanceOf(IOException.class)
        .hasMessageMatching(
            "Cannot read archive a.bz2: "
                + bomb.length
                + " bytes of bzip2 unpack to 2\\d{7} bytes and more, over 20000 for each."
                + " Do not use this archive, and tell its publisher\\.");
    assertThat(unpack(bomb)).hasSize(40_000_000);
  }

  @Test
  void growthIsExceededOnlyBeyondBothLimits() {
    Growth growth = new Growth(100, 5000);
    assertThat(growth.isExceeded(1, 5000)).isFalse();
    assertThat(growth.isExceeded(1, 5001)).isTrue();
    assertThat(growth.isExceeded(60, 6099)).isFalse();
    assertThat(growth.isExceeded(60, 6100)).isTrue();
  }

  @Test
  void xzThatNeedsTooMuchMemoryIsRefused() throws IOException {
    byte[] packed = pack(Packing.XZ, CONTENT);
    // The dictionary size of the block header: code 36 is 1 GiB. Then its CRC-32.
    int at = 12;
    int length = (packed[at] + 1) * 4;
    int property = 0;
    for (int i = at + 2; i < at + length - 4; i++) {
      if (packed[i] == 0x21 && packed[i + 1] == 1) {
        property = i + 2;
      }
    }
    packed[property] = 36;
    CRC32 crc = new CRC32();
    crc.update(packed, at, length - 4);
    for (int i = 0; i < 4; i++) {
      packed[at + length - 4 + i] = (byte) (crc.getValue() >> (8 * i));
    }
    assertRefused(packed)
        .hasMessageMatching(
            "Cannot read archive a\\.gz: unpacking this xz file needs 10\\d\\d MiB of memory, the"
                + " limit is 256 MiB\\. Pack it anew with a smaller dictionary, such as by xz -9\\.");
  }

  @Test
  void anErrorOfTheInputStaysWhatItIs() throws IOException {
    InputStream broken =
        new InputStream() {
          private final InputStream first =
              new ByteArrayInputStream(pack(Packing.GZIP, CONTENT), 0, 50_000);

          @Override
          public int read() throws IOException {
            throw new IOException("single bytes are not asked for");
          }

          @Override
          public int read(byte[] target, int offset, int length) throws IOException {
            int count = first.read(target, offset, length);
            if (count < 0) {
              throw new IOException("the network is gone");
            }
            return count;
          }
        };
    assertThatThrownBy(
            () -> Unpacking.of(broken, "a.gz").transferTo(OutputStream.nullOutputStream()))
        .isInstanceOf(IOException.class)
        .hasMessage("the network is gone");
  }
}
