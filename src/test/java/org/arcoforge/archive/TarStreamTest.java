package org.arcoforge.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.CheckedInputStream;
import java.util.zip.GZIPOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.assertj.core.api.AbstractThrowableAssert;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TarStreamTest {
  private static final String DAMAGED = " Fetch it anew, or tell its publisher that it is damaged.";
  private static final String HOSTILE = " Do not use this archive, and tell its publisher.";
  private static final byte[] CONTENT = "values, values".getBytes(StandardCharsets.US_ASCII);
  private static final byte[] LONGER = new byte[1300];

  private final HandTar tar = new HandTar();

  /** Keeps all that it is given. */
  private static final class Kept implements TarStream.Visitor {
    final Map<String, byte[]> files = new LinkedHashMap<>();
    final List<Member> members = new ArrayList<>();
    final List<String> skipped = new ArrayList<>();

    @Override
    public void visit(Member member, InputStream bytes) throws IOException {
      files.put(member.name(), bytes.readAllBytes());
      members.add(member);
    }

    @Override
    public void skipped(String name, String what) {
      skipped.add(name + " is " + what);
    }
  }

  private static Kept read(byte[] bytes) throws IOException {
    Kept kept = new Kept();
    TarStream.read(new ByteArrayInputStream(bytes), "a.tar", kept);
    return kept;
  }

  private static AbstractThrowableAssert<?, ? extends Throwable> assertRefused(byte[] bytes) {
    return assertThatThrownBy(() -> read(bytes)).isInstanceOf(IOException.class);
  }

  private static byte[] gzip(byte[] bytes) throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    try (GZIPOutputStream gzip = new GZIPOutputStream(out)) {
      gzip.write(bytes);
    }
    return out.toByteArray();
  }

  @Test
  void regularFilesAreVisitedInOrder() throws IOException {
    tar.entry("dir/", '5', "", new byte[0]).file("dir/b.nc", LONGER).file("a.nc", CONTENT);
    Kept kept = read(tar.file("empty", new byte[0]).end().bytes());
    assertThat(kept.members)
        .containsExactly(
            new Member("dir/b.nc", 1300, 1300),
            new Member("a.nc", 14, 14),
            new Member("empty", 0, 0));
    assertThat(kept.files.get("dir/b.nc")).isEqualTo(LONGER);
    assertThat(kept.files.get("a.nc")).isEqualTo(CONTENT);
    assertThat(kept.skipped).containsExactly("dir/ is a directory");
  }

  @Test
  void aPackedArchiveHasMembersWithoutPackedSizes() throws IOException {
    Kept kept = read(gzip(tar.file("a.nc", CONTENT).end().bytes()));
    assertThat(kept.members).containsExactly(new Member("a.nc", 14, -1));
    assertThat(kept.files.get("a.nc")).isEqualTo(CONTENT);
  }

  @Test
  void membersNeedNotBeReadAndTheStreamIsReadToItsEnd() throws IOException {
    byte[] plain = tar.file("b.nc", LONGER).file("a.nc", CONTENT).end().end().bytes();
    for (byte[] bytes : new byte[][] {plain, gzip(plain)}) {
      CheckedInputStream checked =
          new CheckedInputStream(new ByteArrayInputStream(bytes), new CRC32());
      List<String> names = new ArrayList<>();
      TarStream.read(checked, "a.tar", (member, data) -> names.add(member.name() + data.read()));
      assertThat(names).containsExactly("b.nc0", "a.nc" + (int) 'v');
      CRC32 whole = new CRC32();
      whole.update(bytes);
      assertThat(checked.getChecksum().getValue()).isEqualTo(whole.getValue());
    }
  }

  @Test
  void aStreamThatIsKeptEndsAfterItsVisit() throws IOException {
    List<InputStream> kept = new ArrayList<>();
    byte[] bytes = tar.file("b.nc", LONGER).file("a.nc", CONTENT).end().bytes();
    TarStream.read(new ByteArrayInputStream(bytes), "a.tar", (member, data) -> kept.add(data));
    assertThat(kept.get(0).read()).isEqualTo(-1);
  }

  @Test
  void theErrorOfAVisitorEndsTheReading() {
    byte[] bytes = tar.file("b.nc", LONGER).end().bytes();
    assertThatThrownBy(
            () ->
                TarStream.read(
                    new ByteArrayInputStream(bytes),
                    "a.tar",
                    (member, data) -> {
                      throw new IOException("the disk is full");
                    }))
        .isInstanceOf(IOException.class)
        .hasMessage("the disk is full");
  }

  @ParameterizedTest
  @ValueSource(ints = {TarArchiveOutputStream.LONGFILE_GNU, TarArchiveOutputStream.LONGFILE_POSIX})
  void longAndForeignNamesAreWhole(int mode) throws IOException {
    String name = "größe/" + "x".repeat(200) + "/海.nc";
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream out = new TarArchiveOutputStream(bytes, "UTF-8")) {
      out.setLongFileMode(mode);
      out.setAddPaxHeadersForNonAsciiNames(true);
      TarArchiveEntry entry = new TarArchiveEntry(name);
      entry.setSize(CONTENT.length);
      out.putArchiveEntry(entry);
      out.write(CONTENT);
      out.closeArchiveEntry();
    }
    assertThat(read(bytes.toByteArray()).files).containsOnlyKeys(name);
  }

  @Test
  void namesThatAreNoUtf8AreLatin1() throws IOException {
    byte[] bytes = tar.file("größe.nc", CONTENT).end().bytes();
    byte[] latin = new HandTar().file("gr__e.nc", CONTENT).end().bytes();
    latin[2] = (byte) 0xf6;
    latin[3] = (byte) 0xdf;
    // The checksum grows by the two letters, 0xf6 + 0xdf - 2 * '_'.
    int sum = Integer.parseInt(new String(latin, 148, 6, StandardCharsets.US_ASCII), 8);
    byte[] octal = HandTar.octal(sum + 0xf6 + 0xdf - 2 * '_');
    System.arraycopy(octal, 5, latin, 148, 6);
    assertThat(read(bytes).files).containsOnlyKeys("größe.nc");
    assertThat(read(latin).files).containsOnlyKeys("größe.nc");
  }

  @Test
  void thePrefixOfUstarIsAPartOfTheNameButNotThatOfGnu() throws IOException {
    for (String magic : List.of("ustar\u000000", "ustar  \u0000", "")) {
      HandTar hand = new HandTar();
      String rest = magic + "\u0000".repeat(345 - 257 - magic.length()) + "prefix";
      hand.header("a.nc", '0', "", HandTar.octal(0), rest);
      assertThat(read(hand.bytes()).files)
          .containsOnlyKeys(magic.equals("ustar\u000000") ? "prefix/a.nc" : "a.nc");
    }
  }

  @Test
  void paxRecordsReplaceNameAndSize() throws IOException {
    String name = "é".repeat(300);
    tar.pax('g', "comment", "made by hand").pax('x', "path", name, "size", "14", "mtime", "1.5");
    tar.header("short", '0', "", HandTar.octal(0), "ustar\u000000").data(CONTENT);
    Kept kept = read(tar.end().bytes());
    assertThat(kept.files).containsOnlyKeys(name);
    assertThat(kept.files.get(name)).isEqualTo(CONTENT);
  }

  @Test
  void sizesInBase256AreRead() throws IOException {
    byte[] size = new byte[12];
    size[0] = (byte) 0x80;
    size[11] = 14;
    tar.header("a.nc", '0', "", size, "ustar  \u0000").data(CONTENT);
    assertThat(read(tar.end().bytes()).files.get("a.nc")).isEqualTo(CONTENT);
  }

  @Test
  void impossibleSizesAreRefused() {
    byte[] negative = new byte[12];
    Arrays.fill(negative, (byte) 0xff);
    byte[] huge = new byte[12];
    huge[0] = (byte) 0x80;
    huge[4] = (byte) 0x80;
    for (byte[] size : new byte[][] {negative, huge}) {
      assertRefused(new HandTar().header("a.nc", '0', "", size, "ustar  \u0000").bytes())
          .hasMessage(
              "Cannot read archive a.tar: the header at byte 0 states an impossible size."
                  + DAMAGED);
    }
    byte[] none = "12x".getBytes(StandardCharsets.US_ASCII);
    assertRefused(new HandTar().header("a.nc", '0', "", none, "ustar  \u0000").bytes())
        .hasMessage("Cannot read archive a.tar: the header at byte 0 states no size." + DAMAGED);
    tar.pax('x', "size", "-14").file("a.nc", CONTENT);
    assertRefused(tar.bytes())
        .hasMessage(
            "Cannot read archive a.tar: the member at byte 1024 states the impossible size '-14'."
                + DAMAGED);
  }

  @Test
  void aHugeSizeEndsWithTheArchive() {
    byte[] huge = new byte[12];
    huge[0] = (byte) 0x80;
    huge[4] = 0x7f;
    tar.header("a.nc", '0', "", huge, "ustar  \u0000").data(CONTENT);
    assertRefused(tar.bytes())
        .hasMessage(
            "Cannot take 'a.nc' from a.tar: the archive ends after 512 of its 9151314442816847872"
                + " bytes."
                + DAMAGED);
  }

  @Test
  void linksAndDevicesAreSkippedAndSaySo() throws IOException {
    tar.file("a/b.nc", CONTENT).entry("a/l.nc", '2', "../c.nc", new byte[0]);
    tar.entry("h.nc", '1', "a/b.nc", new byte[0]).entry("dev", '3', "", new byte[0]);
    tar.entry("label", 'V', "", new byte[0]).file("c.nc", CONTENT);
    Kept kept = read(tar.end().bytes());
    assertThat(kept.files).containsOnlyKeys("a/b.nc", "c.nc");
    assertThat(kept.skipped)
        .containsExactly(
            "a/l.nc is a symbolic link to '../c.nc'",
            "h.nc is a hard link to 'a/b.nc'",
            "dev is a device",
            "label is an entry of type 'V'");
  }

  @ParameterizedTest
  @CsvSource({"2,l,/etc/passwd", "2,l,../x", "2,a/l,../../x", "1,a/l,../x", "1,l,/x"})
  void linksThatPointOutsideAreRefused(char type, String name, String target) {
    assertRefused(tar.entry(name, type, target, new byte[0]).end().bytes())
        .hasMessage(
            "Cannot read archive a.tar: its member '"
                + name
                + "' is a link to '"
                + target
                + "', outside the archive."
                + HOSTILE);
  }

  @Test
  void aPaxRecordCanMakeALinkHostile() {
    tar.pax('x', "linkpath", "/etc/passwd").entry("l", '2', "a.nc", new byte[0]);
    assertRefused(tar.end().bytes()).hasMessageContaining("is a link to '/etc/passwd', outside");
  }

  @Test
  void namesThatLeadOutsideAreRefused() {
    assertRefused(tar.file("/etc/passwd", CONTENT).end().bytes())
        .hasMessage(
            "Cannot read archive a.tar: its member '/etc/passwd' has an absolute name." + HOSTILE);
    assertRefused(new HandTar().pax('x', "path", "a/../../b").file("a", CONTENT).bytes())
        .hasMessageContaining("its member 'a/../../b' has '..' in its name");
    assertRefused(new HandTar().pax('x', "path", "a\u0000b").file("a", CONTENT).bytes())
        .hasMessageContaining("its member 'a\\u0000b' has control characters in its name");
    byte[] name = ("x".repeat(5000) + "\u0000").getBytes(StandardCharsets.US_ASCII);
    assertRefused(new HandTar().entry("L", 'L', "", name).file("a", CONTENT).bytes())
        .hasMessageContaining("has a name of 5000 bytes, more than 4096");
  }

  @ParameterizedTest
  @ValueSource(chars = {'x', 'g', 'L', 'K'})
  void headersOfMoreThan1MiBAreRefused(char type) {
    tar.header("pax", type, "", HandTar.octal((1 << 20) + 1), "ustar\u000000");
    assertRefused(tar.bytes())
        .hasMessage(
            "Cannot read archive a.tar: the header at byte 0 has 1048577 bytes, more than 1 MiB."
                + HOSTILE);
  }

  @Test
  void damagedPaxRecordsAreRefused() {
    for (String records :
        List.of("9 path=a", "path=a\n", "0 path=a\n", "99 path=a\n", "7 path=a\n")) {
      byte[] bytes = records.getBytes(StandardCharsets.US_ASCII);
      assertRefused(new HandTar().entry("pax", 'x', "", bytes).file("a", CONTENT).bytes())
          .hasMessage(
              "Cannot read archive a.tar: the header at byte 0 has a damaged pax record at byte 0 of"
                  + " its pax header."
                  + DAMAGED);
    }
    byte[] noKey = "6 abc\n".getBytes(StandardCharsets.US_ASCII);
    assertRefused(new HandTar().entry("pax", 'x', "", noKey).file("a", CONTENT).bytes())
        .hasMessageContaining("has a pax record without a key at byte 0");
    assertRefused(new HandTar().pax('g', "size", "3").file("a", CONTENT).bytes())
        .hasMessageContaining("the header at byte 0 gives all members one size");
  }

  @Test
  void sparseFilesAndVolumesAreRefused() {
    assertRefused(tar.entry("a.nc", 'S', "", CONTENT).end().bytes())
        .hasMessage(
            "Cannot read archive a.tar: its member 'a.nc' is sparse."
                + " Pack it anew by tar without --sparse.");
    HandTar pax = new HandTar().pax('x', "GNU.sparse.major", "1").file("a.nc", CONTENT).end();
    assertRefused(pax.bytes()).hasMessageContaining("its member 'a.nc' is sparse");
    assertRefused(new HandTar().entry("a.nc", 'M', "", CONTENT).end().bytes())
        .hasMessage(
            "Cannot read archive a.tar: its member 'a.nc' has the type 'M'."
                + " Join the volumes and pack it anew, in the format pax.");
  }

  @Test
  void aCutArchiveIsRefusedUnlessItIsCutBetweenMembers() throws IOException {
    byte[] bytes = tar.file("b.nc", LONGER).file("a.nc", CONTENT).end().bytes();
    assertThat(read(Arrays.copyOf(bytes, 512 + 1536)).files).containsOnlyKeys("b.nc");
    assertRefused(Arrays.copyOf(bytes, 512 + 1299))
        .hasMessage(
            "Cannot take 'b.nc' from a.tar: the archive ends after 1299 of its 1300 bytes."
                + DAMAGED);
    assertRefused(Arrays.copyOf(bytes, 512 + 1536 + 100))
        .hasMessage(
            "Cannot read archive a.tar: it is cut: it ends within the header at byte 2048."
                + DAMAGED);
    byte[] pax = new HandTar().pax('x', "path", "c.nc").bytes();
    assertRefused(pax)
        .hasMessage(
            "Cannot read archive a.tar: it is cut: the header before byte 1024 announces a member"
                + " that is not there."
                + DAMAGED);
    assertRefused(Arrays.copyOf(pax, 520))
        .hasMessage(
            "Cannot read archive a.tar: it is cut: it ends within the header at byte 0." + DAMAGED);
  }

  @Test
  void aWrongChecksumIsRefused() {
    byte[] bytes = tar.file("b.nc", LONGER).file("a.nc", CONTENT).end().bytes();
    bytes[2048] = 'c';
    assertRefused(bytes)
        .hasMessage(
            "Cannot read archive a.tar: the header at byte 2048 has a wrong checksum." + DAMAGED);
  }

  @Test
  void membersBehindTheEndMarkAreRefused() {
    byte[] bytes = tar.file("b.nc", CONTENT).end().file("a.nc", CONTENT).end().bytes();
    assertRefused(bytes)
        .hasMessage(
            "Cannot read archive a.tar: a member follows the end mark, at byte 2048. Take apart"
                + " archives that were joined, as by tar --ignore-zeros, and pack them anew.");
  }

  @Test
  void anArchiveWithoutMembersIsAllowed() throws IOException {
    assertThat(read(tar.end().bytes()).members).isEmpty();
  }

  @Test
  void whatIsNoTarArchiveIsRefused() throws IOException {
    assertRefused(gzip(new byte[] {'C', 'D', 'F', 1}))
        .hasMessage(
            "Cannot read archive a.tar: it is not a tar archive after unpacking."
                + " Use the file itself.");
    byte[] noise = new byte[5000];
    Arrays.fill(noise, (byte) 7);
    for (byte[] bytes : new byte[][] {noise, {}, {1, 2}}) {
      assertRefused(bytes)
          .hasMessage("Cannot read archive a.tar: it is not a tar archive. Use the file itself.");
    }
  }

  @Test
  void aWrongChecksumOfThePackingIsRefusedThoughItFollowsTheEndMark() throws IOException {
    byte[] bytes = gzip(tar.file("a.nc", CONTENT).end().bytes());
    bytes[bytes.length - 8] ^= 1;
    assertRefused(bytes)
        .hasMessageContaining("it is damaged or cut")
        .hasMessageContaining("CRC-32");
  }
}
