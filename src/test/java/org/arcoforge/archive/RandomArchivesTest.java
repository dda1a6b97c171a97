package org.arcoforge.archive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.fail;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.Zip64Mode;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Archives that other programs write, whole and damaged. */
class RandomArchivesTest {
  /** How an archive is written. */
  private enum Form {
    ZIP_BY_JAVA,
    ZIP_STORED,
    ZIP_DEFLATED,
    ZIP_WIDE,
    TAR,
    TAR_GZIP,
    TAR_BZIP2,
    TAR_XZ;

    boolean isZip() {
      return this == ZIP_BY_JAVA || this == ZIP_STORED || this == ZIP_DEFLATED || this == ZIP_WIDE;
    }
  }

  @Test
  void randomArchivesGiveTheNamesAndBytesThatWentIn() throws IOException {
    for (long seed = 1; seed <= 200; seed++) {
      Random random = new Random(seed);
      Form form = Form.values()[random.nextInt(Form.values().length)];
      Map<String, byte[]> files = files(random, 1 + random.nextInt(12), 5000);
      byte[] archive = write(form, files, random);
      Map<String, byte[]> found = form.isZip() ? readZip(archive) : readTar(archive);
      String which = form + ", seed " + seed;
      assertThat(found.keySet()).as(which).containsExactlyElementsOf(files.keySet());
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        assertThat(found.get(file.getKey())).as(which).isEqualTo(file.getValue());
      }
    }
  }

  @ParameterizedTest
  @EnumSource
  void damagedArchivesGiveTheRightBytesOrAnError(Form form) throws IOException {
    long seed = form.name().length();
    Random random = new Random(seed);
    Map<String, byte[]> files = files(random, 4, 700);
    byte[] archive = write(form, files, random);
    int errors = 0;
    for (int length = 0; length < archive.length; length += 7) {
      String which = form + ", seed " + seed + ", cut to " + length;
      errors += check(form, Arrays.copyOf(archive, length), files, which, true);
    }
    assertThat(errors).as("%s, seed %d", form, seed).isGreaterThan(archive.length / 100);
    errors = 0;
    for (int trial = 0; trial < 1500; trial++) {
      byte[] damaged = archive.clone();
      int at = random.nextInt(damaged.length);
      damaged[at] ^= (byte) (1 + random.nextInt(255));
      String which = form + ", seed " + seed + ", trial " + trial + ", byte " + at;
      errors += check(form, damaged, files, which, form != Form.TAR);
    }
    assertThat(errors).as("%s, seed %d", form, seed).isPositive();
  }

  /** Returns the number of errors; fails at wrong bytes and at errors of other kinds. */
  private static int check(
      Form form, byte[] archive, Map<String, byte[]> files, String which, boolean bytesToo) {
    try {
      return form.isZip()
          ? checkZip(archive, files, which)
          : checkTar(archive, files, which, bytesToo);
    } catch (IOException e) {
      assertThat(e.getMessage()).as(which).startsWith("Cannot ").doesNotContain("null");
      return 1;
    } catch (RuntimeException e) {
      return fail(which, e);
    }
  }

  private static int checkZip(byte[] bytes, Map<String, byte[]> files, String which)
      throws IOException {
    int errors = 0;
    try (ZipArchive archive =
        ZipArchive.open(new CountingChannel(bytes), ReadAhead.NONE, "archive")) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        try {
          archive.extract(file.getKey(), target);
        } catch (IOException e) {
          assertThat(e.getMessage()).as(which).startsWith("Cannot take ").doesNotContain("null");
          errors++;
          continue;
        }
        assertThat(target.toByteArray()).as(which).isEqualTo(file.getValue());
      }
    }
    return errors;
  }

  /** Compares names and bytes only if {@code bytesToo}. */
  private static int checkTar(
      byte[] bytes, Map<String, byte[]> files, String which, boolean bytesToo) throws IOException {
    Map<String, byte[]> found = new LinkedHashMap<>();
    int errors = 0;
    try {
      TarStream.read(
          new ByteArrayInputStream(bytes),
          "archive",
          (member, data) -> found.put(member.name(), data.readAllBytes()));
    } catch (IOException e) {
      assertThat(e.getMessage()).as(which).startsWith("Cannot ").doesNotContain("null");
      errors = 1;
    }
    // What comes before the checksum of a packing is void after an error. Without a packing, long
    // names and data have no checksum.
    if (errors == 0 && bytesToo) {
      assertThat(files.keySet()).as(which).containsAll(found.keySet());
      found.forEach((name, content) -> assertThat(content).as(which).isEqualTo(files.get(name)));
    }
    return errors;
  }

  private static Map<String, byte[]> readZip(byte[] bytes) throws IOException {
    Map<String, byte[]> found = new LinkedHashMap<>();
    try (ZipArchive archive =
        ZipArchive.open(new CountingChannel(bytes), ReadAhead.NONE, "archive")) {
      for (Member member : archive.members()) {
        ByteArrayOutputStream target = new ByteArrayOutputStream();
        archive.extract(member.name(), target);
        assertThat(member.size()).isEqualTo(target.size());
        found.put(member.name(), target.toByteArray());
      }
    }
    return found;
  }

  private static Map<String, byte[]> readTar(byte[] bytes) throws IOException {
    Map<String, byte[]> found = new LinkedHashMap<>();
    TarStream.read(
        new ByteArrayInputStream(bytes),
        "archive",
        (member, data) -> found.put(member.name(), data.readAllBytes()));
    return found;
  }

  private static Map<String, byte[]> files(Random random, int count, int maxBytes) {
    Map<String, byte[]> files = new LinkedHashMap<>();
    for (int i = 0; i < count; i++) {
      StringBuilder name = new StringBuilder();
      for (int segment = random.nextInt(3); segment >= 0; segment--) {
        name.append(random.nextBoolean() ? "größe" : "x".repeat(1 + random.nextInt(120)));
        name.append(random.nextInt(5) == 0 ? "海" : "-").append(segment == 0 ? "" : "/");
      }
      byte[] content = new byte[random.nextInt(maxBytes)];
      random.nextBytes(content);
      Arrays.fill(content, 0, content.length / 2, (byte) 1);
      files.put(name.append(i).append(".nc").toString(), content);
    }
    return files;
  }

  private static byte[] write(Form form, Map<String, byte[]> files, Random random)
      throws IOException {
    return switch (form) {
      case ZIP_BY_JAVA -> javaZip(files);
      case ZIP_STORED -> zip(files, ZipEntry.STORED, Zip64Mode.AsNeeded);
      case ZIP_DEFLATED -> zip(files, ZipEntry.DEFLATED, Zip64Mode.Never);
      case ZIP_WIDE -> zip(files, ZipEntry.DEFLATED, Zip64Mode.Always);
      case TAR -> tar(files, random);
      case TAR_GZIP -> UnpackingTest.pack(Packing.GZIP, tar(files, random));
      case TAR_BZIP2 -> UnpackingTest.pack(Packing.BZIP2, tar(files, random));
      case TAR_XZ -> UnpackingTest.pack(Packing.XZ, tar(files, random));
    };
  }

  /** With data descriptors. */
  private static byte[] javaZip(Map<String, byte[]> files) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (ZipOutputStream zip = new ZipOutputStream(bytes)) {
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        zip.putNextEntry(new ZipEntry(file.getKey()));
        zip.write(file.getValue());
      }
    }
    return bytes.toByteArray();
  }

  private static byte[] zip(Map<String, byte[]> files, int method, Zip64Mode mode)
      throws IOException {
    SeekableInMemoryByteChannel channel = new SeekableInMemoryByteChannel();
    try (ZipArchiveOutputStream zip = new ZipArchiveOutputStream(channel)) {
      zip.setUseZip64(mode);
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        ZipArchiveEntry entry = new ZipArchiveEntry(file.getKey());
        entry.setMethod(method);
        entry.setUnixMode(0100644);
        zip.putArchiveEntry(entry);
        zip.write(file.getValue());
        zip.closeArchiveEntry();
      }
    }
    return Arrays.copyOf(channel.array(), (int) channel.size());
  }

  private static byte[] tar(Map<String, byte[]> files, Random random) throws IOException {
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    try (TarArchiveOutputStream tar = new TarArchiveOutputStream(bytes, "UTF-8")) {
      tar.setLongFileMode(
          random.nextBoolean()
              ? TarArchiveOutputStream.LONGFILE_GNU
              : TarArchiveOutputStream.LONGFILE_POSIX);
      for (Map.Entry<String, byte[]> file : files.entrySet()) {
        TarArchiveEntry entry = new TarArchiveEntry(file.getKey());
        entry.setSize(file.getValue().length);
        tar.putArchiveEntry(entry);
        tar.write(file.getValue());
        tar.closeArchiveEntry();
      }
    }
    return bytes.toByteArray();
  }
}
