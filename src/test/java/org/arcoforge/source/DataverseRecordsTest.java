package org.arcoforge.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import org.arcoforge.fetch.Checksum;
import org.arcoforge.source.ResolvedFile.Access;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DataverseRecordsTest {
  private static final String HOST = "https://dataverse.harvard.edu";
  private static final String API = HOST + "/api/datasets/:persistentId/";
  private static final String ID = "?persistentId=doi:10.7910/DVN/ABCDEF";
  private static final String REFERENCE = "dataverse:dataverse.harvard.edu/doi:10.7910/DVN/ABCDEF";
  private static final String JSON = "application/json";

  private final RecordedApi api = new RecordedApi();
  private final Records records = new Records(api);

  @Test
  void latestVersionIsResolvedByOneCall() throws IOException {
    api.has(API + ID, "dataverse/dataset.json");
    ResolvedRecord record = records.resolve(REFERENCE);
    assertThat(record.withoutFiles())
        .isEqualTo(
            new ResolvedRecord(
                REFERENCE + ".v2.1",
                "dataverse.harvard.edu",
                "doi:10.7910/DVN/ABCDEF",
                "2.1",
                "10.7910/DVN/ABCDEF",
                "",
                "Rivers",
                "CC0-1.0",
                "",
                List.of()));
    Checksum md5 = Checksum.parse("md5:9e107d9d372bb6826bd81d3542a419d6");
    assertThat(record.files())
        .containsExactly(
            new ResolvedFile("data/2001/plain.nc", 100, md5, HOST + "/api/access/datafile/11"),
            new ResolvedFile(
                "nameless.tab", -1, md5, HOST + "/api/access/datafile/13?format=original"),
            new ResolvedFile(
                "secret.nc",
                1,
                null,
                HOST + "/api/access/datafile/:persistentId/?persistentId=doi:10.7910/DVN/ABCDEF/T2",
                Access.RESTRICTED),
            new ResolvedFile(
                "table.csv",
                70,
                Checksum.parse("sha1:2fd4e1c67a2d28fced849ee1bb76e7391b93eb12"),
                HOST
                    + "/api/access/datafile/:persistentId/?persistentId=doi:10.7910/DVN/ABCDEF/T1&format=original"));
    assertThat(api.calls()).hasSize(1);
  }

  @Test
  void restrictedFileIsAnErrorOnlyWhenItIsAskedFor() throws IOException {
    api.has(API + ID, "dataverse/dataset.json");
    ResolvedRecord record = records.resolve(REFERENCE);
    assertThat(record.matching(name -> name.startsWith("data/"))).hasSize(1);
    String message =
        "Cannot read secret.nc of %s.v2.1: dataverse.harvard.edu restricts who may download it. Ask its authors for access."
            .formatted(REFERENCE);
    assertThatThrownBy(() -> record.get("secret.nc")).hasMessage(message);
    assertThatThrownBy(() -> record.matching(name -> true)).hasMessage(message);
  }

  @Test
  void namedVersionSaysThatThereIsANewerOne() throws IOException {
    api.has(API + ID, "dataverse/dataset.json")
        .has(API + "versions/1.0" + ID, "dataverse/old-version.json");
    ResolvedRecord record = records.resolve(REFERENCE + ".v1.0");
    assertThat(record.reference()).isEqualTo(REFERENCE + ".v1.0");
    assertThat(record.newer()).isEqualTo(REFERENCE + ".v2.1");
    assertThat(record.license()).isEqualTo("Ask first.");
    assertThat(record.files())
        .extracting(file -> String.valueOf(file.checksum()).replaceFirst(":.*", ""))
        .containsExactly("sha512", "sha256");
    assertThat(records.locate(REFERENCE + ".v2.1/data/2001/plain.nc").file())
        .isEqualTo("data/2001/plain.nc");
    assertThat(api.calls()).hasSize(3);
  }

  @Test
  void draftGivesWayToWhatIsPublished() throws IOException {
    api.answers(
            API + ID,
            200,
            JSON,
            "{\"data\": {\"latestVersion\": {\"versionState\": \"DRAFT\", \"files\": []}}}")
        .has(API + "versions/:latest-published" + ID, "dataverse/old-version.json");
    assertThat(records.resolve(REFERENCE).version()).isEqualTo("1.0");
  }

  @Test
  void datasetThatIsNotThereIsReported() {
    api.answers(API + ID, 404, JSON, "{\"status\": \"ERROR\", \"message\": \"not found\"}");
    assertThatThrownBy(() -> records.resolve(REFERENCE))
        .hasMessage("Cannot resolve %s: no repository knows this identifier. Check it.", REFERENCE);
  }

  @Test
  void versionThatIsNotThereIsReported() {
    api.has(API + ID, "dataverse/dataset.json")
        .answers(API + "versions/9.0" + ID, 404, JSON, "{\"message\": \"no version 9.0\"}")
        .has(API + "versions/8.0" + ID, "dataverse/old-version.json");
    assertThatThrownBy(() -> records.resolve(REFERENCE + ".v9.0"))
        .hasMessageContaining("/versions/9.0" + ID + " answered 404, 'no version 9.0'.");
    assertThatThrownBy(() -> records.resolve(REFERENCE + ".v8.0"))
        .hasMessageContaining("has version 1.0 in place of 8.0. Check the version.");
  }

  @Test
  void identifierWithSlashesIsFoundFromShortToLong() throws IOException {
    String other = "https://data.example.org/api/datasets/:persistentId/?persistentId=";
    api.answers(other + "doi:10.1234/A", 404, JSON, "{}")
        .answers(other + "doi:10.1234/A/B", 404, JSON, "{}")
        .answers(
            other + "doi:10.1234/A/B/C",
            200,
            JSON,
            RecordedApi.resource("dataverse/dataset.json")
                .replace("\"doi:10.7910/DVN/ABCDEF\"", "\"doi:10.1234/A/B/C\""));
    Records.Located located =
        records.locate("dataverse:data.example.org/doi:10.1234/A/B/C/data/2001/plain.nc");
    assertThat(located.record().reference())
        .isEqualTo("dataverse:data.example.org/doi:10.1234/A/B/C.v2.1");
    assertThat(located.file()).isEqualTo("data/2001/plain.nc");
    assertThat(records.locate("dataverse:data.example.org/doi:10.1234/A/B/C/table.csv").record())
        .isEqualTo(located.record());
    assertThat(api.calls()).as("what is not there is remembered, too").hasSize(3);
    assertThat(records.locate(located.record().reference() + "/table.csv").record())
        .isEqualTo(located.record());
    assertThat(api.calls()).as("a version in the reference ends the identifier").hasSize(4);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"status": "OK"}        | JSON where data is missing, not an object
          {"data": {}}            | JSON where data.latestVersion is missing, not an object
          {"data": {"latestVersion": {}}} | JSON where data.latestVersion.versionNumber is missing, not a size
          {"data": {"latestVersion": {"versionNumber": 1, "versionMinorNumber": 0}}} | JSON where data.latestVersion.files is missing, not a list
          {"data": {"latestVersion": {"versionNumber": 1, "versionMinorNumber": 0, "files": [{}]}}} | JSON where data.latestVersion.files[0].dataFile is missing, not an object
          """)
  void bodyOfAnotherShapeIsReported(String body, String reason) {
    api.answers(API + ID, 200, JSON, body);
    assertThatThrownBy(() -> records.resolve(REFERENCE))
        .isExactlyInstanceOf(IOException.class)
        .hasMessageContaining(API + ID + " answered (application/json) with " + reason);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "files": []                                 | version 1.0 has no files, only metadata. Check the identifier.
          "files": [], "versionState": "DEACCESSIONED" | version 1.0 was withdrawn from dataverse.harvard.edu. Use another version.
          "datasetPersistentId": "doi:10.1/A"         | answered with dataset doi:10.1/A. Check the identifier.
          """)
  void datasetWithoutUseIsRefused(String rest, String reason) {
    api.answers(
        API + ID,
        200,
        JSON,
        "{\"data\": {\"latestVersion\": {\"versionNumber\": 1, \"versionMinorNumber\": 0, %s}}}"
            .formatted(rest));
    assertThatThrownBy(() -> records.resolve(REFERENCE)).hasMessageEndingWith(reason);
  }
}
