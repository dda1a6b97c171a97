package org.arcoforge.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;

class ArchiveKindTest {
  @Test
  void kindsAreFoundByTheFirstBytes() throws IOException {
    ByteArrayOutputStream zip = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(zip)) {
      out.putNextEntry(new ZipEntry("a.nc"));
    }
    assertThat(ArchiveKind.of(zip.toByteArray())).isEqualTo(ArchiveKind.ZIP);
    assertThat(ArchiveKind.of(new HandZip().bytes())).as("empty").isEqualTo(ArchiveKind.ZIP);
    assertThat(ArchiveKind.of(new byte[] {'P', 'K', 7, 8})).isEqualTo(ArchiveKind.ZIP);
    for (Packing packing : Packing.values()) {
      assertThat(ArchiveKind.of(UnpackingTest.pack(packing, new byte[9])))
          .isEqualTo(ArchiveKind.COMPRESSED);
    }
  }

  @Test
  void tarIsFoundByTheChecksumOfItsHeader() {
    for (String magic : new String[] {"ustar\u000000", "ustar  \u0000", ""}) {
      byte[] tar = new HandTar().header("BZh.nc", '0', "", HandTar.octal(0), magic).end().bytes();
      assertThat(ArchiveKind.of(tar)).as(magic).isEqualTo(ArchiveKind.TAR);
      assertThat(ArchiveKind.of(Arrays.copyOf(tar, 511))).isEqualTo(ArchiveKind.COMPRESSED);
      tar[0] = 'X';
      assertThat(ArchiveKind.of(tar)).isEqualTo(ArchiveKind.OTHER);
    }
  }

  @Test
  void theSumOfAnOldTarMayBeOfSignedBytes() {
    byte[] tar = new HandTar().file("é.nc", new byte[0]).bytes();
    int sum = Integer.parseInt(new String(tar, 148, 6, StandardCharsets.US_ASCII), 8);
    // The two bytes of the letter count 256 less each.
    System.arraycopy(HandTar.octal(sum - 512), 5, tar, 148, 6);
    assertThat(ArchiveKind.of(tar)).isEqualTo(ArchiveKind.TAR);
  }

  @Test
  void otherFilesAreOther() {
    assertThat(ArchiveKind.of(new byte[0])).isEqualTo(ArchiveKind.OTHER);
    assertThat(ArchiveKind.of(new byte[1024])).isEqualTo(ArchiveKind.OTHER);
    assertThat(ArchiveKind.of("CDF\1".getBytes(StandardCharsets.US_ASCII)))
        .isEqualTo(ArchiveKind.OTHER);
    assertThat(ArchiveKind.of(new byte[] {'P', 'K', 1, 2})).isEqualTo(ArchiveKind.OTHER);
  }
}
