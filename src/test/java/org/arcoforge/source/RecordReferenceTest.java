package org.arcoforge.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordReferenceTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          zenodo:7072512                      | CASM_SM_2002.nc
          zenodo:7072512                      | a/b+c #1?x%25 é.nc
          zenodo-sandbox:5                    | a.nc
          figshare:38534591                   | file.nc
          figshare:38534591.v2                | file.nc
          figshare:c.4568555                  | 8/file.tar.gz
          figshare:c.4568555.v3               | 8/file.tar.gz!/a.nc
          doi:10.5281/zenodo.7072512          | a/b.nc
          doi:10.5281/ZENODO.7072512          | b.nc
          doi:10.6084/m9.figshare.123.v2      | f.nc
          doi:10.6084/m9.figshare.c.123       | 5/f.nc
          doi:10.1234/figshare.123            | f.nc
          doi:10.7910/DVN/ABCDEF              | dir/file.nc
          doi:10.5683/SP3/ABCDEF              | dir/file.nc
          dataverse:dataverse.harvard.edu/doi:10.7910/DVN/ABCDEF      | dir/file.nc
          dataverse:dataverse.harvard.edu/doi:10.7910/DVN/ABCDEF.v1.2 | dir/file.nc
          """)
  void knownShapesAreSplitInOneWay(String record, String file) {
    assertThat(RecordReference.isRecord(record)).isTrue();
    assertThat(RecordReference.parse(record + "/" + file).splits())
        .containsExactly(new RecordReference.Split(record, file));
    assertThat(RecordReference.parse(record).splits())
        .containsExactly(new RecordReference.Split(record, ""));
  }

  @Test
  void otherDoisAreSplitFromShortToLong() {
    assertThat(RecordReference.parse("doi:10.1234/a/b/c.nc").splits())
        .containsExactly(
            new RecordReference.Split("doi:10.1234/a", "b/c.nc"),
            new RecordReference.Split("doi:10.1234/a/b", "c.nc"),
            new RecordReference.Split("doi:10.1234/a/b/c.nc", ""));
    assertThat(RecordReference.parse("dataverse:x.org:8443/hdl:1902.1/a/b").splits())
        .containsExactly(
            new RecordReference.Split("dataverse:x.org:8443/hdl:1902.1/a", "b"),
            new RecordReference.Split("dataverse:x.org:8443/hdl:1902.1/a/b", ""));
    assertThat(RecordReference.parse("dataverse:x.org/doi:10.1/a/b.v1.0/c").splits())
        .first()
        .isEqualTo(new RecordReference.Split("dataverse:x.org/doi:10.1/a/b.v1.0", "c"));
    assertThat(RecordReference.parse("doi:10.1234/a" + "/b".repeat(50)).splits()).hasSize(4);
    assertThat(RecordReference.parse("doi:10.1234/a//b").splits())
        .containsExactly(new RecordReference.Split("doi:10.1234/a", "/b"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "zenodo:", "zenodo:abc/x", "zenodo:12x/y", "zenodo:0", "figshare:1.v0/a", "figshare:c./a",
        "doi:", "doi:11.5/a", "doi:10.1234", "doi:10.1234//a", "dataverse:host",
            "dataverse:/doi:10.1/a",
        "dataverse:host/10.1/a", "zenodo:1234567890123456789", "https://zenodo.org/records/1"
      })
  void otherTextIsRefused(String url) {
    assertThatThrownBy(() -> RecordReference.parse(url))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage(
            "Cannot read '%s': it names no record. Write it like zenodo:7072512/file.nc, figshare:123.v2/file.nc, doi:10.5281/zenodo.7072512/file.nc or dataverse:dataverse.harvard.edu/doi:10.7910/DVN/ABCDEF/file.nc.",
            url);
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://zenodo.org/records/1", "/a/zenodo:1", "zenodo", "ftp://x/doi:1"})
  void otherUrlsAreNoRecords(String url) {
    assertThat(RecordReference.isRecord(url)).isFalse();
  }

  @Test
  void recordAloneIsAskedFor() {
    assertThatThrownBy(() -> new Records(new RecordedApi()).resolve("zenodo:5/a.nc"))
        .isExactlyInstanceOf(IllegalArgumentException.class)
        .hasMessage("Cannot resolve zenodo:5/a.nc: it names a file. Give the record alone.");
  }

  private static ResolvedRecord record(List<String> names) {
    return new ResolvedRecord(
        "zenodo:5",
        "zenodo.org",
        "5",
        "",
        "",
        "",
        "",
        "",
        "",
        names.stream().map(RecordReferenceTest::file).toList());
  }

  private static ResolvedFile file(String name) {
    return new ResolvedFile(name, -1, null, "https://x.org/" + name);
  }

  @Test
  void fileThatIsNotThereIsReportedWithNamesLikeIt() {
    ResolvedRecord record =
        record(List.of("README.txt", "sm_2003.nc", "CASM_SM_2002.nc", "CASM_SM_2012.nc"));
    assertThat(record.find("casm_sm_2002.nc")).isEmpty();
    assertThat(record.find("sm_2003.nc")).contains(file("sm_2003.nc"));
    assertThatThrownBy(() -> record.get("casm_sm_2002.nc"))
        .hasMessage(
            "Cannot find casm_sm_2002.nc in zenodo:5: it has 4 files, such as CASM_SM_2002.nc, CASM_SM_2012.nc, sm_2003.nc. Check the name.");
    assertThat(record(List.of("a")).notFound(""))
        .hasMessage("Cannot find  in zenodo:5: it has 1 file, such as a. Check the name.");
    assertThat(record(List.of()).notFound("a"))
        .hasMessage("Cannot find a in zenodo:5: it has no files. Check the record.");
  }

  @Test
  void everyFileIsFound() {
    List<String> names = IntStream.range(0, 1000).mapToObj(i -> "f" + i * 7 % 1000).toList();
    ResolvedRecord record = record(names);
    assertThat(names).allSatisfy(name -> assertThat(record.find(name)).contains(file(name)));
    assertThat(record.find("f1000")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "cc-by-4.0, '', CC-BY-4.0",
    "CC BY-NC-SA 3.0, '', CC-BY-NC-SA-3.0",
    "CC0, '', CC0-1.0",
    "CC0 1.0, '', CC0-1.0",
    "Apache 2.0, '', Apache-2.0",
    "GPL 3.0+, '', GPL-3.0-or-later",
    "MIT, '', MIT",
    "Attribution, https://creativecommons.org/licenses/by/4.0/legalcode, CC-BY-4.0",
    "Zero, http://creativecommons.org/publicdomain/zero/1.0/, CC0-1.0",
    "My own, https://x.org, My own",
    "'', '', ''"
  })
  void licensesAreNamedBySpdx(String name, String url, String spdx) {
    assertThat(License.spdx(name, url)).isEqualTo(spdx);
  }
}
