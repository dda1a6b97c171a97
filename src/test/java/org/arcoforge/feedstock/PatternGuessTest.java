package org.arcoforge.feedstock;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.arcoforge.source.ResolvedFile;
import org.arcoforge.source.ResolvedRecord;
import org.junit.jupiter.api.Test;

class PatternGuessTest {
  static ResolvedRecord record(String title, String license, String... names) {
    List<ResolvedFile> files =
        Stream.of(names).map(name -> new ResolvedFile(name, 1, null, "https://x/" + name)).toList();
    return new ResolvedRecord(
        "zenodo:71", "zenodo.org", "71", "v1", "10.5281/zenodo.71", "", title, license, "", files);
  }

  private static String guess(String... names) {
    return PatternGuess.of(record("T", "", names)).orElse("none");
  }

  @Test
  void aFileAYearIsConcatenatedAlongTime() {
    assertThat(guess("SM_2004.nc", "SM_2002.nc", "SM_2003.nc", "README.txt"))
        .isEqualTo(
            """
            FilePattern.of("zenodo:71/SM_{time:yyyy}.nc")
            .concat("time", Keys.yearly(2002, 2004))""");
  }

  @Test
  void ofSeveralYearsInANameItIsTheOneThatDiffers() {
    assertThat(guess("v2020/SM_2002_2020.nc", "v2020/SM_2003_2020.nc"))
        .startsWith("FilePattern.of(\"zenodo:71/v2020/SM_{time:yyyy}_2020.nc\")");
  }

  @Test
  void bracesInNamesAreNoPlaceholders() {
    assertThat(guess("{a}2002.nc", "{a}2003.nc"))
        .startsWith("FilePattern.of(\"zenodo:71/{{a}}{time:yyyy}.nc\")");
  }

  @Test
  void whereAYearIsMissingFilesAreTakenInTheOrderOfTheirNames() {
    assertThat(guess("SM_2002.nc", "SM_2004.nc"))
        .isEqualTo(
            """
            FilePattern.matching("zenodo:71/*.nc")
            .concat("time")""");
    assertThat(guess("SM_2002.nc", "SM_2003.nc", "mask.nc")).contains("matching");
    assertThat(guess("a19901.nc", "a19902.nc")).contains("matching");
  }

  @Test
  void theEndingIsTheOneOfMostFiles() {
    assertThat(guess("a.nc.gz", "b.nc.gz", "c.nc")).contains("\"zenodo:71/*.nc.gz\"");
    assertThat(guess("a.v1.H5", "b.v1.H5")).contains("\"zenodo:71/*.H5\"");
    assertThat(guess("d/a.nc", "b.nc")).contains("\"zenodo:71/**/*.nc\"");
  }

  @Test
  void oneFileIsNamed() {
    assertThat(guess("all \"data\".nc", "a.pdf", "code.zip"))
        .isEqualTo("FilePattern.single(\"zenodo:71/all \\\"data\\\".nc\")");
  }

  @Test
  void archivesAreLookedInto() {
    assertThat(guess("a.tar.gz"))
        .isEqualTo("FilePattern.matching(\"zenodo:71/a.tar.gz!/**/*.nc\")\n.concat(\"time\")");
    assertThat(guess("a.zip", "b.zip")).contains("\"zenodo:71/*.zip!/**/*.nc\"");
    assertThat(guess("[a].zip")).contains("\"zenodo:71/*.zip!/**/*.nc\"");
  }

  @Test
  void whatCannotBeReadIsNotGuessedAt() {
    assertThat(guess("a.csv", "b.tif")).isEqualTo("none");
    assertThat(guess()).isEqualTo("none");
  }
}
