package org.arcoforge.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.arcoforge.fetch.Checksum;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SourceLockTest {
  private static final String MD5 = "md5:9e107d9d372bb6826bd81d3542a419d6";
  private static final ResolvedRecord RECORD =
      new ResolvedRecord(
          "zenodo:7072512",
          "zenodo.org",
          "7072512",
          "v1",
          "10.5281/zenodo.7072512",
          "10.5281/zenodo.7072511",
          "Soil moisture",
          "CC-BY-4.0",
          "",
          List.of(
              new ResolvedFile(
                  "a.zip", 5, null, "https://zenodo.org/records/7072512/files/a.zip")));
  private static final LockedFile MEMBER =
      new LockedFile(
          "zenodo:7072512/a.zip!/b/ü.nc",
          "zenodo:7072512",
          "a.zip",
          "b/ü.nc",
          5,
          Checksum.parse(MD5),
          "https://zenodo.org/records/7072512/files/a.zip");
  private static final LockedFile PLAIN =
      new LockedFile("https://x.org/a.nc", "", "", "", -1, null, "https://x.org/a.nc");
  private static final SourceLock LOCK =
      SourceLock.of(
          List.of(RECORD),
          Map.of("zenodo:7072512/a.zip!/b/*.nc", List.of("zenodo:7072512/a.zip!/b/ü.nc")),
          List.of(MEMBER, PLAIN));

  @TempDir Path folder;

  @Test
  void isWrittenInThisForm() {
    assertThat(LOCK.toJson())
        .isEqualTo(
            """
            {
              "lockVersion": 1,
              "records": [
                {
                  "reference": "zenodo:7072512",
                  "repository": "zenodo.org",
                  "id": "7072512",
                  "version": "v1",
                  "doi": "10.5281/zenodo.7072512",
                  "conceptDoi": "10.5281/zenodo.7072511",
                  "title": "Soil moisture",
                  "license": "CC-BY-4.0"
                }
              ],
              "globs": {
                "zenodo:7072512/a.zip!/b/*.nc": [
                  "zenodo:7072512/a.zip!/b/\\u00FC.nc"
                ]
              },
              "files": [
                {
                  "source": "https://x.org/a.nc",
                  "url": "https://x.org/a.nc"
                },
                {
                  "source": "zenodo:7072512/a.zip!/b/\\u00FC.nc",
                  "record": "zenodo:7072512",
                  "name": "a.zip",
                  "member": "b/\\u00FC.nc",
                  "size": 5,
                  "checksum": "md5:9e107d9d372bb6826bd81d3542a419d6",
                  "url": "https://zenodo.org/records/7072512/files/a.zip"
                }
              ]
            }
            """);
  }

  @Test
  void isReadAsItWasWritten() throws IOException {
    Path path = folder.resolve("sources.lock.json");
    LOCK.write(path);
    LOCK.write(path);
    SourceLock read = SourceLock.read(path);
    assertThat(read).isEqualTo(LOCK).hasSameHashCodeAs(LOCK).hasToString("2 files of 1 records");
    assertThat(read.records()).containsExactly(RECORD.withoutFiles());
    assertThat(read.globs())
        .isEqualTo(Map.of("zenodo:7072512/a.zip!/b/*.nc", List.of(MEMBER.source())));
    assertThat(read.files()).containsExactly(PLAIN, MEMBER);
    assertThat(read.find(MEMBER.source())).contains(MEMBER);
    assertThat(read.find("b/ü.nc")).isEmpty();
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(path);
    }
  }

  @Test
  void emptyLockIsReadAsItWasWritten() throws IOException {
    SourceLock empty = SourceLock.of(List.of(), Map.of(), List.of());
    assertThat(SourceLock.parse(empty.toJson(), "lock")).isEqualTo(empty).isNotEqualTo(LOCK);
  }

  @Test
  void orderOfFilesDoesNotMatter() {
    SourceLock other =
        SourceLock.of(List.of(RECORD.withoutFiles()), LOCK.globs(), List.of(PLAIN, MEMBER));
    assertThat(other.toJson()).isEqualTo(LOCK.toJson());
  }

  @Test
  void everyNameSurvives() throws IOException {
    List<LockedFile> files = new ArrayList<>();
    for (String source : List.of("\ud800", "\"\\\n\u0000", "😀/ +#?%20", " ")) {
      files.add(new LockedFile(source, "", "", source, 0, null, source));
    }
    SourceLock lock = SourceLock.of(List.of(), Map.of("*", List.of(" ", "\ud800")), files);
    Path path = folder.resolve("lock");
    lock.write(path);
    assertThat(SourceLock.read(path)).isEqualTo(lock);
  }

  @Test
  void truncatedAtAnyByteIsAnErrorOrWhole() throws IOException {
    String text = LOCK.toJson();
    for (int length = 0; length < text.length(); length++) {
      String cut = text.substring(0, length);
      if (length == text.length() - 1) {
        assertThat(SourceLock.parse(cut, "lock")).isEqualTo(LOCK);
      } else {
        assertThatThrownBy(() -> SourceLock.parse(cut, "the lock"))
            .as("cut to %d bytes", length)
            .isExactlyInstanceOf(IOException.class)
            .hasMessageStartingWith("Cannot read lock file the lock: it is ")
            .hasMessageEndingWith(" Run `arcoforge resolve` again.");
      }
    }
  }

  @Test
  void changedBytesAreAnErrorOrALock() {
    long seed = 20260901;
    Random random = new Random(seed);
    String text = LOCK.toJson();
    for (int i = 0; i < 5_000; i++) {
      StringBuilder changed = new StringBuilder(text);
      for (int j = random.nextInt(3); j >= 0; j--) {
        changed.setCharAt(random.nextInt(text.length()), (char) (' ' + random.nextInt(95)));
      }
      try {
        SourceLock lock = SourceLock.parse(changed.toString(), "lock");
        assertThat(SourceLock.parse(lock.toJson(), "lock")).isEqualTo(lock);
      } catch (IOException e) {
        assertThat(e)
            .as("seed %d, change %d", seed, i)
            .hasMessageStartingWith("Cannot read lock file lock: ")
            .hasMessageEndingWith(" Run `arcoforge resolve` again.");
      }
    }
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      textBlock =
          """
          "lockVersion": 1   | "lockVersion": 2    | its version is 2, and only version 1 is known.
          "lockVersion": 1   | "lockVersion": "1"  | it is JSON where lockVersion is '"1"', not a size.
          "lockVersion": 1   | "lockVersion": 1e400 | it is JSON where lockVersion is
          "lockVersion": 1,  | ``                  | it is JSON where lockVersion is missing, not a size.
          "globs":           | "more": 1, "globs": | it is JSON where more is '1', not known.
          "size": 5          | "bytes": 5          | it is JSON where files[1].bytes is '5', not known.
          "size": 5          | "size": -5          | it is JSON where files[1].size is '-5', not a size.
          "size": 5          | "size": 99999999999999999999 | it is JSON where files[1].size is '99999999999999999999', not a size.
          "size": 5          | "size": 5, "size": 6 | Duplicate field 'size'
          md5:               | md4:                | Cannot read checksum 'md4:9e107d9d372bb6826bd81d3542a419d6'
          "name": "a.zip",   | ``                  | its record is 'zenodo:7072512' and its name ''.
          "reference": "zenodo:7072512" | "reference": "zenodo:8" | source file zenodo:7072512/a.zip!/b/ü.nc is of record zenodo:7072512, which is not there.
          "https://x.org/a.nc" | ""                | it is JSON where files[0].source is '""', not a name.
          "files": [         | "files": [ 1,       | it is JSON where files[0] is '1', not an object.
          """)
  void damageIsReported(String whole, String damaged, String message) {
    String text = LOCK.toJson();
    assertThat(text).contains(whole);
    String changed = text.replace(whole, damaged == null ? "" : damaged);
    assertThatThrownBy(() -> SourceLock.parse(changed, "lock"))
        .isExactlyInstanceOf(IOException.class)
        .hasMessageContaining(message)
        .hasMessageEndingWith(" Run `arcoforge resolve` again.");
  }

  @Test
  void sourceThatIsThereTwiceIsReported() {
    String text = LOCK.toJson().replace("https://x.org/a.nc", MEMBER.source());
    assertThatThrownBy(() -> SourceLock.parse(text, "lock"))
        .hasMessage(
            "Cannot read lock file lock: it does not agree with itself: Cannot lock source files: source file zenodo:7072512/a.zip!/b/ü.nc is there twice. Run `arcoforge resolve` again.");
    assertThatThrownBy(() -> SourceLock.of(List.of(RECORD, RECORD), Map.of(), List.of()))
        .hasMessage("Cannot lock source files: record zenodo:7072512 is there twice.");
    assertThatThrownBy(
            () ->
                SourceLock.of(List.of(RECORD), Map.of("*", List.of("zenodo:1/a")), List.of(MEMBER)))
        .hasMessage(
            "Cannot lock source files: glob * has source file zenodo:1/a, which is not there.");
  }

  @Test
  void filesOfThisMachineThatAGlobMatchesAreNotLocked() throws IOException {
    Map<String, List<String>> globs =
        Map.of("d/*", List.of("d/a.nc", "d/b.zip!/c.nc"), "file:///d/*", List.of("file:///d/a.nc"));
    SourceLock lock = SourceLock.of(List.of(), globs, List.of());
    assertThat(SourceLock.parse(lock.toJson(), "lock").globs()).isEqualTo(globs);
  }

  @Test
  void lockedFileWithoutNeededPartsIsRefused() {
    assertThatThrownBy(() -> new LockedFile("", "", "", "", -1, null, "u"))
        .hasMessage("Cannot lock source file '': it has no source.");
    assertThatThrownBy(() -> new LockedFile("s", "", "", "", -1, null, ""))
        .hasMessage("Cannot lock source file 's': it has no URL.");
    assertThatThrownBy(() -> new LockedFile("s", "", "", "", -2, null, "u"))
        .hasMessage("Cannot lock source file 's': its size is -2.");
    assertThatThrownBy(() -> new LockedFile("s", "zenodo:1", "", "", -1, null, "u"))
        .hasMessage("Cannot lock source file 's': its record is 'zenodo:1' and its name ''.");
  }

  @Test
  void fileThatCannotBeReadIsReported() throws IOException {
    Path none = folder.resolve("none");
    assertThatThrownBy(() -> SourceLock.read(none))
        .hasMessage(
            "Cannot read lock file %s: it is not there. Run `arcoforge resolve` again.", none);
    Path binary = Files.write(folder.resolve("binary"), new byte[] {(byte) 0xFF, (byte) 0xC0});
    assertThatThrownBy(() -> SourceLock.read(binary))
        .hasMessage(
            "Cannot read lock file %s: it is not UTF-8 text. Run `arcoforge resolve` again.",
            binary);
    assertThatThrownBy(() -> SourceLock.read(folder))
        .hasMessageStartingWith("Cannot read lock file " + folder + ": java.io.IOException: ");
  }

  @Test
  void lockThatCannotBeWrittenLeavesTheOldOne() throws IOException {
    Path taken = folder.resolve("taken");
    Files.createDirectories(taken.resolve("full"));
    assertThatThrownBy(() -> LOCK.write(taken))
        .isExactlyInstanceOf(IOException.class)
        .hasMessageStartingWith("Cannot write lock file " + taken + ": ")
        .hasMessageEndingWith(". Check its folder and the free space of its disk.");
    try (var files = Files.list(folder)) {
      assertThat(files).containsExactly(taken);
    }
  }

  @Test
  void deepAndEmptyDocumentsAreErrors() {
    for (String text : List.of("", " ", "null", "[]", "1", "[".repeat(100_000), "{}")) {
      assertThatThrownBy(() -> SourceLock.parse(text, "lock"))
          .isExactlyInstanceOf(IOException.class)
          .hasMessageStartingWith("Cannot read lock file lock: it is ")
          .hasMessageEndingWith(" Run `arcoforge resolve` again.");
    }
  }

  @Test
  void holdsManyFiles() throws IOException {
    List<LockedFile> files = new ArrayList<>();
    for (int i = 0; i < 100_000; i++) {
      String name = "%06d.nc".formatted(i);
      files.add(
          new LockedFile(
              "zenodo:7072512/" + name,
              "zenodo:7072512",
              name,
              "",
              i,
              Checksum.parse(MD5),
              "https://zenodo.org/records/7072512/files/" + name));
    }
    List<LockedFile> shuffled = new ArrayList<>(files);
    Collections.shuffle(shuffled, new Random(1));
    SourceLock lock = SourceLock.of(List.of(RECORD), Map.of(), shuffled);
    assertThat(SourceLock.parse(lock.toJson(), "lock").files()).isEqualTo(files);
  }
}
