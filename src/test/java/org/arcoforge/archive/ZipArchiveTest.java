package org.arcoforge.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ZipArchiveTest {
  private static final String LABEL = "https://example.org/a.zip";
  private static final byte[] CONTENT =
      "values, values, values, values".getBytes(StandardCharsets.US_ASCII);

  private static ZipArchive open(byte[] bytes) throws IOException {
    return ZipArchive.open(new CountingChannel(bytes), ReadAhead.NONE, LABEL);
  }

  private static byte[] extract(byte[] bytes, String name) throws IOException {
    try (ZipArchive archive = open(bytes)) {
      ByteArrayOutputStream target = new ByteArrayOutputStream();
      archive.extract(name, target);
      return target.toByteArray();
    }
  }

  private static List<String> names(ZipArchive archive) {
    return archive.members().stream().map(Member::name).toList();
  }

  private static byte[] javaZip(Object... namesAndBytes) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      zip.setComment("PK of 1999");
      for (int i = 0; i < namesAndBytes.length; i += 2) {
        zip.putNextEntry(new ZipEntry((String) namesAndBytes[i]));
        zip.write((byte[]) namesAndBytes[i + 1]);
      }
    }
    return bytes.toByteArray();
  }

  @Test
  void membersAreTheFilesInTheOrderOfTheDirectory() throws IOException {
    byte[] bytes = javaZip("b.nc", CONTENT, "dir/", new byte[0], "dir/a.nc", new byte[5]);
    try (ZipArchive archive = open(bytes)) {
      assertThat(names(archive)).containsExactly("b.nc", "dir/a.nc");
      assertThat(archive.members().get(0).size()).isEqualTo(CONTENT.length);
      assertThat(archive.members().get(0).packedSize()).isPositive().isLessThan(CONTENT.length);
      assertThat(archive.find("dir/a.nc")).map(Member::size).contains(5L);
      assertThat(archive.find("a.nc")).isEmpty();
    }
    assertThat(extract(bytes, "b.nc")).isEqualTo(CONTENT);
  }

  @Test
  void anEmptyArchiveHasNoMembers() throws IOException {
    try (ZipArchive archive = open(new HandZip().bytes())) {
      assertThat(archive.members()).isEmpty();
      assertThatThrownBy(() -> archive.extract("a.nc", OutputStream.nullOutputStream()))
          .isInstanceOf(IOException.class)
          .hasMessage(
              "Cannot take 'a.nc' from https://example.org/a.zip: the archive has no members."
                  + " Check the URL.");
    }
  }

  @Test
  void closingClosesTheChannel() throws IOException {
    CountingChannel channel = new CountingChannel(new HandZip().bytes());
    ZipArchive.open(channel, ReadAhead.NONE, LABEL).close();
    assertThat(channel.isOpen()).isFalse();
  }

  @Test
  void twoOf256MembersTakeAFewRequestsAndFewBytes() throws IOException {
    HandZip zip = new HandZip();
    Random random = new Random(1);
    byte[][] contents = new byte[256][40_000];
    for (int i = 0; i < 256; i++) {
      random.nextBytes(contents[i]);
      zip.deflated("dir/file-" + i + ".nc", contents[i]);
    }
    byte[] bytes = zip.bytes();
    CountingChannel channel = new CountingChannel(bytes);
    try (ZipArchive archive = ZipArchive.open(channel, channel, LABEL)) {
      for (int i : new int[] {7, 200}) {
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        archive.extract("dir/file-" + i + ".nc", target);
        assertThat(target.toByteArray()).isEqualTo(contents[i]);
      }
    }
    assertThat(channel.read).isLessThan(bytes.length / 20);
    assertThat(channel.expected).hasSize(3);
    assertThat(channel.unexpected).isEmpty();
    assertThat(channel.expected.get(0))
        .containsExactly(bytes.length - (65_536 + 22 + 20 + 56), bytes.length);
  }

  @Test
  void aDirectoryLongerThanTheTailIsExpectedOnceMore() throws IOException {
    HandZip zip = new HandZip();
    for (int i = 0; i < 70_000; i++) {
      zip.stored("file-" + i, new byte[0]);
    }
    zip.statedEntries = 70_000 & 0xffff;
    CountingChannel channel = new CountingChannel(zip.bytes());
    try (ZipArchive archive = ZipArchive.open(channel, channel, LABEL)) {
      assertThat(archive.members()).hasSize(70_000);
      assertThat(archive.members().get(69_999).name()).isEqualTo("file-69999");
    }
    assertThat(channel.expected).hasSize(2);
    assertThat(channel.unexpected).isEmpty();
    assertThat(channel.expected.get(1)[1]).isEqualTo(channel.expected.get(0)[0]);
  }

  @Test
  void zip64OfManyMembersIsRead(@TempDir Path folder) throws IOException {
    Path file = folder.resolve("a.zip");
    try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(file)) {
      zip.setUseZip64(Zip64Mode.Always);
      for (int i = 0; i < 66_000; i++) {
        zip.putArchiveEntry(new ZipArchiveEntry("f" + i));
        zip.write(i);
        zip.closeArchiveEntry();
      }
    }
    byte[] bytes = Files.readAllBytes(file);
    assertThat(extract(bytes, "f65999")).containsExactly((byte) 65_999);
    try (ZipArchive archive = open(bytes)) {
      assertThat(archive.members()).hasSize(66_000);
    }
    byte[] shifted = new byte[bytes.length + 1000];
    System.arraycopy(bytes, 0, shifted, 1000, bytes.length);
    assertThat(extract(shifted, "f300")).as("with a prefix").containsExactly((byte) 300);
  }

  @Test
  void sizesOfMoreThan4GiBAreReadFromZip64Fields() throws IOException {
    HandZip zip = new HandZip();
    HandZip.Entry entry = zip.stored("a.nc", CONTENT);
    entry.size = 0xffffffffL;
    entry.method = 12;
    entry.extra = HandZip.wide(5_000_000_000L);
    try (ZipArchive archive = open(zip.bytes())) {
      assertThat(archive.members())
          .containsExactly(new Member("a.nc", 5_000_000_000L, CONTENT.length));
    }
  }

  @Test
  void zip64FieldsOfSmallMembersAreRead() throws IOException {
    HandZip zip = new HandZip();
    HandZip.Entry entry = zip.stored("a.nc", CONTENT);
    entry.size = 0xffffffffL;
    entry.packed = 0xffffffffL;
    entry.extra = HandZip.wide(CONTENT.length, CONTENT.length);
    entry.localExtra = entry.extra;
    assertThat(extract(zip.bytes(), "a.nc")).isEqualTo(CONTENT);
  }

  @Test
  void aSelfExtractingPrefixAndACommentAreAllowed() throws IOException {
    HandZip zip = new HandZip();
    zip.deflated("a.nc", CONTENT);
    zip.prefix = new byte[12_345];
    zip.comment = "made by hand".getBytes(StandardCharsets.US_ASCII);
    assertThat(extract(zip.bytes(), "a.nc")).isEqualTo(CONTENT);
  }

  @Test
  void namesAreUtf8OrElseCp437() throws IOException {
    HandZip zip = new HandZip();
    zip.stored("größe/海.nc", CONTENT);
    zip.add("größe.nc".getBytes(Charset.forName("IBM437")), CONTENT, CONTENT, 0);
    zip.stored("folder\\windows.nc", CONTENT).madeBy = 20;
    try (ZipArchive archive = open(zip.bytes())) {
      assertThat(names(archive)).containsExactly("größe/海.nc", "größe.nc", "folder/windows.nc");
    }
    assertThat(extract(zip.bytes(), "größe.nc")).isEqualTo(CONTENT);
    assertThat(extract(zip.bytes(), "folder/windows.nc")).isEqualTo(CONTENT);
  }

  @Test
  void aUnicodeNameFieldIsTakenIfItBelongsToTheName() throws IOException {
    for (boolean belongs : new boolean[] {true, false}) {
      HandZip zip = new HandZip();
      HandZip.Entry entry = zip.stored("gr_sse.nc", CONTENT);
      CRC32 crc = new CRC32();
      crc.update(entry.name);
      byte[] name = "grösse.nc".getBytes(StandardCharsets.UTF_8);
      ByteBuffer extra = HandZip.buffer(9 + name.length).putShort((short) 0x7075);
      extra.putShort((short) (5 + name.length)).put((byte) 1);
      extra.putInt((int) crc.getValue() + (belongs ? 0 : 1)).put(name);
      entry.extra = HandZip.filled(extra);
      try (ZipArchive archive = open(zip.bytes())) {
        assertThat(names(archive)).containsExactly(belongs ? "grösse.nc" : "gr_sse.nc");
      }
    }
  }

  @Test
  void bzip2IsUnpacked() throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (BZip2CompressorOutputStream bzip2 = new BZip2CompressorOutputStream(packed)) {
      bzip2.write(CONTENT);
    }
    HandZip zip = new HandZip();
    zip.add("a.nc".getBytes(StandardCharsets.UTF_8), CONTENT, packed.toByteArray(), 12);
    assertThat(extract(zip.bytes(), "a.nc")).isEqualTo(CONTENT);
  }

  @Test
  void deflate64IsUnpacked() throws IOException {
    // One stored block: final, type 0, then length and its complement.
    byte[] packed =
        HandZip.filled(
            HandZip.buffer(5 + CONTENT.length)
                .put((byte) 1)
                .putShort((short) CONTENT.length)
                .putShort((short) ~CONTENT.length)
                .put(CONTENT));
    HandZip zip = new HandZip();
    zip.add("a.nc".getBytes(StandardCharsets.UTF_8), CONTENT, packed, 9);
    assertThat(extract(zip.bytes(), "a.nc")).isEqualTo(CONTENT);
  }

  @Test
  void aLongerLocalExtraFieldThanTheDirectoryHasIsPassed() throws IOException {
    HandZip zip = new HandZip();
    HandZip.Entry entry = zip.deflated("a.nc", CONTENT);
    entry.localExtra = new byte[5000];
    zip.stored("b.nc", CONTENT);
    assertThat(extract(zip.bytes(), "a.nc")).isEqualTo(CONTENT);
    assertThat(extract(zip.bytes(), "b.nc")).isEqualTo(CONTENT);
  }

  @Test
  void aMemberThatIsNotThereIsToldWithSimilarOnes() throws IOException {
    HandZip zip = new HandZip();
    for (String name : List.of("x/sst_1.nc", "x/sst_2.nc", "y/SST_1.NC", "readme", "notes")) {
      zip.stored(name, CONTENT);
    }
    byte[] bytes = zip.bytes();
    assertThatThrownBy(() -> extract(bytes, "sst_1.nc"))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "Cannot take 'sst_1.nc' from https://example.org/a.zip: it is none of the 5 members."
                + " Similar are 'x/sst_1.nc', 'y/SST_1.NC'.");
    assertThatThrownBy(() -> extract(bytes, "sst_7.nc"))
        .hasMessageEndingWith("Similar are 'x/sst_1.nc', 'x/sst_2.nc', 'y/SST_1.NC'.");
    assertThatThrownBy(() -> extract(bytes, "tas.nc"))
        .hasMessageEndingWith("The first are 'x/sst_1.nc', 'x/sst_2.nc', 'y/SST_1.NC'.");
  }

  @Test
  void anErrorOfTheChannelStaysWhatItIs() throws IOException {
    HandZip zip = new HandZip();
    zip.deflated("a.nc", CONTENT);
    CountingChannel channel = new CountingChannel(zip.bytes());
    try (ZipArchive archive = ZipArchive.open(channel, ReadAhead.NONE, LABEL)) {
      channel.failing = true;
      assertThatThrownBy(() -> archive.extract("a.nc", OutputStream.nullOutputStream()))
          .isInstanceOf(IOException.class)
          .hasMessage("the network is gone");
    }
  }
}
