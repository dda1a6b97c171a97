package org.arcoforge.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZipHostileTest {
  private static final String DAMAGED = " Fetch it anew, or tell its publisher that it is damaged.";
  private static final String HOSTILE = " Do not use this archive, and tell its publisher.";
  private static final byte[] CONTENT = "values, values".getBytes(StandardCharsets.US_ASCII);

  private final HandZip zip = new HandZip();

  private ZipArchive open() throws IOException {
    return ZipArchive.open(new CountingChannel(zip.bytes()), ReadAhead.NONE, "a.zip");
  }

  private byte[] extract(String name) throws IOException {
    try (ZipArchive archive = open()) {
      ByteArrayOutputStream target = new ByteArrayOutputStream();
      archive.extract(name, target);
      return target.toByteArray();
    }
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(
      ThrowingCallable call) {
    return assertThatThrownBy(call).isInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"/etc/passwd", "\\\\server\\x", "\\x", "C:\\x", "c:x", "/dir/"})
  void absoluteNamesAreRefused(String name) {
    zip.stored("good.nc", CONTENT);
    zip.stored(name, CONTENT).unix(0100644);
    assertRefused(this::open)
        .hasMessage(
            "Cannot read archive a.zip: its member '" + name + "' has an absolute name." + HOSTILE);
  }

  @ParameterizedTest
  @ValueSource(strings = {"../x", "a/../x", "a\\..\\x", "a/..", ".."})
  void climbingNamesAreRefused(String name) {
    zip.stored(name, CONTENT).unix(0100644);
    assertRefused(this::open)
        .hasMessage(
            "Cannot read archive a.zip: its member '" + name + "' has '..' in its name." + HOSTILE);
  }

  @Test
  void dotsThatDoNotClimbAreAllowed() throws IOException {
    zip.stored("a..b/..c/d...nc", CONTENT);
    assertThat(extract("a..b/..c/d...nc")).isEqualTo(CONTENT);
  }

  @ParameterizedTest
  @CsvSource({"0,\\u0000", "10,\\u000a", "127,\\u007f"})
  void controlCharactersInNamesAreRefused(int character, String shown) {
    zip.stored("a" + (char) character + "b", CONTENT);
    assertRefused(this::open)
        .hasMessage(
            "Cannot read archive a.zip: its member 'a"
                + shown
                + "b' has control characters in its name."
                + HOSTILE);
  }

  @Test
  void emptyAndLongNamesAreRefused() throws IOException {
    zip.stored("ä".repeat(2048), CONTENT);
    assertThat(extract("ä".repeat(2048))).isEqualTo(CONTENT);
    zip.stored("ä".repeat(2048) + "b", CONTENT);
    assertRefused(this::open)
        .hasMessage(
            "Cannot read archive a.zip: its member '"
                + "ä".repeat(120)
                + "…' has a name of 4097 bytes, more than 4096."
                + HOSTILE);
    zip.entries.clear();
    zip.stored("", CONTENT);
    assertRefused(this::open)
        .hasMessage("Cannot read archive a.zip: its member '' has an empty name." + HOSTILE);
  }

  @ParameterizedTest
  @CsvSource({"a/l,/etc/passwd", "l,../x", "a/l,b/../../../x", "a/l,C:\\x", "a/./l,../../x"})
  void linksThatPointOutsideAreRefused(String name, String target) {
    zip.stored(name, target.getBytes(StandardCharsets.UTF_8)).unix(0120777);
    assertRefused(this::open)
        .hasMessage(
            "Cannot read archive a.zip: its member '"
                + name
                + "' is a link to '"
                + target
                + "', outside the archive."
                + HOSTILE);
  }

  @Test
  void aHarmlessLinkIsNoMemberAndSaysSo() throws IOException {
    zip.deflated("a/l.nc", "../b.nc".getBytes(StandardCharsets.UTF_8)).unix(0120777);
    zip.stored("b.nc", CONTENT).unix(0100644);
    zip.stored("pipe", new byte[0]).unix(0010644);
    zip.stored("folder", new byte[0]).unix(0040755);
    try (ZipArchive archive = open()) {
      assertThat(archive.members()).extracting(Member::name).containsExactly("b.nc");
      assertRefused(() -> archive.find("a/l.nc"))
          .hasMessage(
              "Cannot take 'a/l.nc' from a.zip: it is a symbolic link, not a file."
                  + " Ask for the file itself.");
      assertRefused(() -> archive.extract("pipe", OutputStream.nullOutputStream()))
          .hasMessageContaining("it is a device, not a file");
      assertRefused(() -> archive.find("folder"))
          .hasMessageContaining("it is a directory, not a file");
    }
  }

  @Test
  void aLinkOfManyBytesIsRefused() {
    zip.stored("l", new byte[5000]).unix(0120777);
    assertRefused(this::open)
        .hasMessage("Cannot read archive a.zip: its link 'l' has 5000 bytes." + HOSTILE);
  }

  @Test
  void aNameThatIsThereTwiceIsRefusedWhenItIsAskedFor() throws IOException {
    zip.stored("a.nc", CONTENT);
    zip.stored("b.nc", CONTENT);
    zip.stored("a.nc", new byte[3]);
    assertThat(extract("b.nc")).isEqualTo(CONTENT);
    assertRefused(() -> extract("a.nc"))
        .hasMessage(
            "Cannot take 'a.nc' from a.zip: several of its entries have this name."
                + " Pack the archive anew.");
  }

  @Test
  void overlappingMembersAreRefused() {
    zip.stored("a.nc", CONTENT);
    HandZip.Entry second = zip.stored("b.nc", CONTENT);
    second.noLocalPart = true;
    second.offset = 0;
    assertRefused(this::open)
        .hasMessage("Cannot read archive a.zip: its member 'a.nc' overlaps 'b.nc'." + HOSTILE);
  }

  @Test
  void aMemberThatReachesIntoAnotherOrTheDirectoryIsRefused() {
    HandZip.Entry outer = zip.stored("a.nc", new byte[500]);
    zip.stored("b.nc", CONTENT);
    outer.packed = 520;
    outer.size = 520;
    assertRefused(this::open).hasMessageContaining("its member 'a.nc' overlaps 'b.nc'");
    outer.packed = 500;
    outer.size = 500;
    zip.entries.get(1).packed = 15;
    assertRefused(this::open).hasMessageContaining("its member 'b.nc' overlaps the directory");
  }

  @Test
  void dataThatOverlapByALocalExtraFieldAreRefused() {
    HandZip.Entry entry = zip.stored("a.nc", CONTENT);
    zip.stored("b.nc", CONTENT);
    entry.localExtra = new byte[10];
    byte[] bytes = zip.bytes();
    // The extra field grows by one byte, and with it the place of the data.
    bytes[28]++;
    assertRefused(
            () ->
                ZipArchive.open(new CountingChannel(bytes), ReadAhead.NONE, "a.zip")
                    .extract("a.nc", OutputStream.nullOutputStream()))
        .hasMessage("Cannot take 'a.nc' from a.zip: its data overlap what follows them." + HOSTILE);
  }

  @Test
  void aLocalHeaderThatDiffersIsRefused() {
    HandZip.Entry entry = zip.stored("a.nc", CONTENT);
    entry.localName = "b.nc".getBytes(StandardCharsets.US_ASCII);
    assertRefused(() -> extract("a.nc"))
        .hasMessage(
            "Cannot take 'a.nc' from a.zip: its local header has the name 'b.nc', but the directory"
                + " has 'a.nc'."
                + DAMAGED);
    entry.localName = null;
    entry.localSize = 13;
    assertRefused(() -> extract("a.nc")).hasMessageContaining("has the size 13, but");
    entry.localSize = -1;
    entry.localPacked = 12;
    assertRefused(() -> extract("a.nc")).hasMessageContaining("has the packed size 12, but");
    entry.localPacked = -1;
    entry.localCrc = 5;
    assertRefused(() -> extract("a.nc")).hasMessageContaining("has the CRC-32 5, but");
    entry.localCrc = -1;
    entry.localFlags = 1;
    assertRefused(() -> extract("a.nc")).hasMessageContaining("has the encryption 1, but");
    entry.localFlags = 8;
    assertRefused(() -> extract("a.nc"))
        .hasMessageContaining("has the flag of sizes behind the data set, but");
  }

  @Test
  void sizesThatALocalHeaderDefersAreNotCompared() throws IOException {
    HandZip.Entry entry = zip.deflated("a.nc", CONTENT);
    entry.flags = 8;
    entry.localSize = 0;
    entry.localCrc = 0;
    entry.localPacked = 0;
    assertThat(extract("a.nc")).isEqualTo(CONTENT);
  }

  @Test
  void aMissingLocalHeaderIsRefused() {
    zip.stored("a.nc", CONTENT).offset = 1;
    zip.before = new byte[10];
    assertRefused(() -> extract("a.nc"))
        .hasMessage(
            "Cannot take 'a.nc' from a.zip: no local header is where the directory says."
                + DAMAGED);
  }

  @Test
  void anOffsetOutsideTheArchiveIsRefused() {
    zip.stored("a.nc", CONTENT).offset = 1_000_000;
    assertRefused(this::open)
        .hasMessage(
            "Cannot read archive a.zip: its member 'a.nc' is placed outside the archive."
                + DAMAGED);
  }

  @Test
  void encryptedMembersAreRefused() throws IOException {
    zip.stored("a.nc", CONTENT).flags = 1;
    try (ZipArchive archive = open()) {
      assertThat(archive.members()).hasSize(1);
    }
    assertRefused(() -> extract("a.nc"))
        .hasMessage("Cannot take 'a.nc' from a.zip: it is encrypted. Decrypt the archive first.");
  }

  @ParameterizedTest
  @CsvSource({
    "1,shrink",
    "3,reduce",
    "6,implode",
    "14,LZMA",
    "93,Zstandard",
    "95,xz",
    "96,JPEG",
    "97,WavPack",
    "98,PPMd",
    "99,AES encryption",
    "77,the unknown method 77"
  })
  void methodsThatAreNotKnownAreNamed(int method, String name) {
    zip.stored("a.nc", CONTENT).method = method;
    assertRefused(() -> extract("a.nc"))
        .hasMessage(
            "Cannot take 'a.nc' from a.zip: it is packed by "
                + name
                + ". Pack the archive anew with deflate.");
  }

  @Test
  void aWrongChecksumIsRefused() {
    HandZip.Entry entry = zip.deflated("a.nc", CONTENT);
    long right = entry.crc;
    entry.crc ^= 1;
    assertRefused(() -> extract("a.nc"))
        .hasMessage(
            "Cannot take 'a.nc' from a.zip: its CRC-32 is "
                + Long.toHexString(right)
                + ", but the directory states "
                + Long.toHexString(right ^ 1)
                + "."
                + DAMAGED);
  }

  @Test
  void wrongSizesAreRefused() {
    HandZip.Entry entry = zip.deflated("a.nc", CONTENT);
    entry.size = 13;
    assertRefused(() -> extract("a.nc"))
        .hasMessage(
            "Cannot take 'a.nc' from a.zip: it gives more than the 13 bytes that the directory"
                + " states."
                + HOSTILE);
    entry.size = 15;
    assertRefused(() -> extract("a.nc"))
        .hasMessage(
            "Cannot take 'a.nc' from a.zip: it has 14 bytes, but the directory states 15."
                + DAMAGED);
    zip.entries.clear();
    zip.stored("b.nc", CONTENT).size = 13;
    assertRefused(() -> extract("b.nc"))
        .hasMessage(
            "Cannot take 'b.nc' from a.zip: it is stored, but has 13 bytes in 14." + DAMAGED);
  }

  @Test
  void damagedDataAreRefused() {
    zip.deflated("a.nc", CONTENT).data[0] = (byte) 0xff;
    assertRefused(() -> extract("a.nc"))
        .hasMessageStartingWith(
            "Cannot take 'a.nc' from a.zip: it is damaged after 0 of 14 bytes: ")
        .hasMessageEndingWith("." + DAMAGED);
    zip.entries.clear();
    zip.stored("b.nc", CONTENT).method = 12;
    assertRefused(() -> extract("b.nc")).hasMessageContaining("it is damaged after 0 of 14 bytes");
  }

  @Test
  void aStatedRatioBeyondDeflateIsRefused() {
    HandZip.Entry entry = zip.deflated("a.nc", CONTENT);
    entry.size = 100_000_001;
    assertRefused(() -> extract("a.nc"))
        .hasMessage(
            "Cannot take 'a.nc' from a.zip: it states that "
                + entry.packed
                + " bytes unpack to 100000001, over 1100 for each."
                + HOSTILE);
  }

  @Test
  void splitArchivesAreRefused() {
    String split = " of a split archive. Join the parts first, as by zip -s 0.";
    zip.stored("a.nc", CONTENT).disk = 2;
    assertRefused(this::open)
        .hasMessage("Cannot read archive a.zip: its member 'a.nc' is in part 2" + split);
    zip.disk = 3;
    assertRefused(this::open).hasMessage("Cannot read archive a.zip: it is a part" + split);
  }

  @Test
  void aWrongNumberOfEntriesIsRefused() {
    zip.stored("a.nc", CONTENT);
    zip.statedEntries = 2;
    assertRefused(this::open)
        .hasMessage(
            "Cannot read archive a.zip: its directory has 1 readable entries, but states 2."
                + DAMAGED);
  }

  @Test
  void whatIsNoZipArchiveIsRefused() {
    for (byte[] bytes :
        new byte[][] {
          {}, new byte[1000], "PK\3\4 and no end".getBytes(StandardCharsets.US_ASCII)
        }) {
      assertRefused(() -> ZipArchive.open(new CountingChannel(bytes), ReadAhead.NONE, "a.zip"))
          .hasMessage(
              "Cannot read archive a.zip: it has no zip end record in its last bytes, so it is cut"
                  + " or is no zip archive."
                  + DAMAGED);
    }
  }

  @Test
  void aDirectoryOutsideTheArchiveIsRefused() {
    byte[] bytes = zip.bytes();
    bytes[16] = 9;
    assertRefused(() -> ZipArchive.open(new CountingChannel(bytes), ReadAhead.NONE, "a.zip"))
        .hasMessage(
            "Cannot read archive a.zip: its end record places the directory at 9, outside the"
                + " archive or over the record at 0."
                + DAMAGED);
  }

  @Test
  void aDirectoryBeyondTheLimitIsRefusedBeforeItIsRead(@TempDir Path folder) throws IOException {
    byte[] end = zip.bytes();
    // The length of the directory is 2^28 + 1.
    end[12] = 1;
    end[15] = 0x10;
    try (FileChannel file =
        FileChannel.open(
            folder.resolve("a.zip"),
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.WRITE,
            StandardOpenOption.READ)) {
      file.write(ByteBuffer.wrap(end), 300L << 20);
      assertRefused(() -> ZipArchive.open(file, ReadAhead.NONE, "a.zip"))
          .hasMessage(
              "Cannot read archive a.zip: its directory has 268435457 bytes, the limit is"
                  + " 268435456. Split it into several archives.");
    }
  }

  @Test
  void aCutEntryOfTheDirectoryIsRefused() {
    zip.stored("a.nc", CONTENT);
    byte[] bytes = zip.bytes();
    // The comment of the entry is longer than the directory.
    bytes[30 + 4 + 14 + 32] = 9;
    assertRefused(() -> ZipArchive.open(new CountingChannel(bytes), ReadAhead.NONE, "a.zip"))
        .hasMessage("Cannot read archive a.zip: entry 0 of its directory is cut." + DAMAGED);
  }

  @Test
  void zip64RecordsThatAreMissingOrDifferAreRefused() throws IOException {
    // A zip64 end record, its locator and the end record of an archive without entries.
    byte[] wide =
        HandZip.filled(
            HandZip.buffer(98)
                .putInt(0x06064b50)
                .putLong(44)
                .put(new byte[44])
                .putInt(0x07064b50)
                .putInt(0)
                .putLong(0)
                .putInt(1)
                .put(zip.bytes()));
    assertThat(ZipArchive.open(new CountingChannel(wide), ReadAhead.NONE, "a.zip").members())
        .isEmpty();
    byte[] missing = wide.clone();
    missing[0] = 0;
    assertRefused(() -> ZipArchive.open(new CountingChannel(missing), ReadAhead.NONE, "a.zip"))
        .hasMessage("Cannot read archive a.zip: its zip64 end record is missing." + DAMAGED);
    byte[] different = Arrays.copyOf(wide, wide.length);
    different[24] = 1;
    different[32] = 1;
    assertRefused(() -> ZipArchive.open(new CountingChannel(different), ReadAhead.NONE, "a.zip"))
        .hasMessage(
            "Cannot read archive a.zip: its end record and its zip64 end record differ." + DAMAGED);
    byte[] split = wide.clone();
    split[16] = 1;
    assertRefused(() -> ZipArchive.open(new CountingChannel(split), ReadAhead.NONE, "a.zip"))
        .hasMessageContaining("it is a part of a split archive");
  }

  @Test
  void aMemberOf200MBOfZerosIsNoBomb() throws IOException {
    byte[] zeros = new byte[1 << 20];
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream out = new ZipOutputStream(bytes)) {
      out.putNextEntry(new ZipEntry("zeros"));
      for (int i = 0; i < 200; i++) {
        out.write(zeros);
      }
    }
    long[] count = new long[1];
    try (ZipArchive archive =
        ZipArchive.open(new CountingChannel(bytes.toByteArray()), ReadAhead.NONE, "a.zip")) {
      archive.extract(
          "zeros",
          new OutputStream() {
            @Override
            public void write(int value) {
              count[0]++;
            }

            @Override
            public void write(byte[] source, int offset, int length) {
              count[0] += length;
            }
          });
    }
    assertThat(count[0]).isEqualTo(200L << 20);
  }
}
