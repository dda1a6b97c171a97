package org.arcoforge.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.groups.Tuple.tuple;

import java.io.IOException;
import java.util.List;
import org.arcoforge.fetch.Checksum;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ZenodoRecordsTest {
  private static final String BASE = "https://zenodo.org/api/records/";
  private static final Checksum MD5 = Checksum.parse("md5:9e107d9d372bb6826bd81d3542a419d6");

  private final RecordedApi api = new RecordedApi();
  private final Records records = new Records(api);

  @Test
  void recordInLegacyJsonIsResolvedByOneCall() throws IOException {
    api.has(BASE + "7072512", "zenodo/legacy.json");
    assertThat(records.resolve("zenodo:7072512"))
        .isEqualTo(
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
                        "CASM_SM_2002.nc",
                        100,
                        Checksum.parse("md5:e4d909c290d0fb1ca068ffaddf22cbd0"),
                        "https://zenodo.org/records/7072512/files/CASM_SM_2002.nc"),
                    new ResolvedFile(
                        "CASM_SM_2003.nc",
                        200,
                        MD5,
                        "https://zenodo.org/records/7072512/files/CASM_SM_2003.nc"))));
    assertThat(api.calls()).containsExactly(BASE + "7072512");
  }

  @Test
  void recordInNativeJsonIsResolved() throws IOException {
    api.has(BASE + "8000002", "zenodo/native.json");
    ResolvedRecord record = records.resolve("zenodo:8000002");
    assertThat(record.withoutFiles())
        .isEqualTo(
            new ResolvedRecord(
                "zenodo:8000002",
                "zenodo.org",
                "8000002",
                "2.0",
                "10.5281/zenodo.8000002",
                "10.5281/zenodo.8000000",
                "Fluxes",
                "CC0-1.0",
                "",
                List.of()));
    assertThat(record.files())
        .containsExactly(
            new ResolvedFile("a.nc", 10, null, "https://zenodo.org/records/8000002/files/a.nc"),
            new ResolvedFile("b.nc", 20, MD5, "https://zenodo.org/records/8000002/files/b.nc"));
    assertThat(api.calls()).hasSize(1);
  }

  @ParameterizedTest
  @ValueSource(strings = {"\"count\": 2, \"total_bytes\": 30}", "\"count\": 2, \"entries\": []}"})
  void filesThatTheRecordLeavesOutAreAskedFor(String files) throws IOException {
    String whole = RecordedApi.resource("zenodo/native.json");
    String cut = whole.substring(0, whole.indexOf("\"count\"")) + files + "}";
    api.answers(BASE + "8000002", 200, "application/vnd.inveniordm.v1+json", cut)
        .has(BASE + "8000002/files", "zenodo/native-files.json");
    assertThat(records.resolve("zenodo:8000002").files())
        .containsExactly(
            new ResolvedFile("a.nc", 10, MD5, "https://zenodo.org/records/8000002/files/a.nc"),
            new ResolvedFile("b.nc", 20, null, "https://zenodo.org/records/8000002/files/b.nc"));
    assertThat(api.calls()).containsExactly(BASE + "8000002", BASE + "8000002/files");
  }

  @Test
  void listOfFilesThatStaysShortIsAnError() {
    String whole =
        RecordedApi.resource("zenodo/native.json").replace("\"count\": 2", "\"count\": 3");
    api.answers(BASE + "8000002", 200, "application/json", whole)
        .has(BASE + "8000002/files", "zenodo/native-files.json");
    assertThatThrownBy(() -> records.resolve("zenodo:8000002"))
        .hasMessage(
            "Cannot resolve zenodo:8000002: https://zenodo.org/api/records/8000002/files lists 2 files of 3. Try again later.");
  }

  @Test
  void filesNamedByFilenameAreRead() throws IOException {
    api.has(BASE + "7632643", "zenodo/filename.json");
    ResolvedRecord record = records.resolve("zenodo:7632643");
    assertThat(record.files())
        .containsExactly(
            new ResolvedFile("README", -1, null, "https://zenodo.org/records/7632643/files/README"),
            new ResolvedFile(
                "store.zip", 4, MD5, "https://zenodo.org/records/7632643/files/store.zip"));
    assertThat(record.title()).isEqualTo("Of the outer title");
    assertThat(record.license()).isEqualTo("CC-BY-4.0");
    assertThat(record.version()).isEmpty();
    assertThat(record.conceptDoi()).isEmpty();
  }

  @Test
  void namesAreEncodedBySegmentInUrls() throws IOException {
    api.has(BASE + "5", "zenodo/odd-names.json");
    String files = "https://zenodo.org/records/5/files/";
    ResolvedRecord record = records.resolve("zenodo:5");
    assertThat(record.files())
        .extracting(ResolvedFile::name, ResolvedFile::url)
        .containsExactlyInAnyOrder(
            tuple("dir/a+b.nc", files + "dir/a+b.nc"),
            tuple("50%25 #1?.nc", files + "50%2525%20%231%3F.nc"),
            tuple("Zürich 日本.nc", files + "Z%C3%BCrich%20%E6%97%A5%E6%9C%AC.nc"),
            tuple("!$&'()*,;=:@~.nc", files + "!$&'()*,;=:@~.nc"),
            tuple("../[x]|\"y\".nc", files + "%2E%2E/%5Bx%5D%7C%22y%22.nc"));
    assertThat(record.conceptDoi()).isEqualTo("10.5281/zenodo.4");
    assertThat(records.locate("zenodo:5/50%25 #1?.nc").file()).isEqualTo("50%25 #1?.nc");
    assertThat(api.calls()).as("a record is asked for once").hasSize(1);
  }

  @Test
  void sandboxIsAnotherHost() throws IOException {
    String sandbox = "https://sandbox.zenodo.org/api/records/5";
    api.has(sandbox, "zenodo/odd-names.json");
    ResolvedRecord record = records.resolve("zenodo-sandbox:5");
    assertThat(record.reference()).isEqualTo("zenodo-sandbox:5");
    assertThat(record.repository()).isEqualTo("sandbox.zenodo.org");
    assertThat(record.files().get(0).url())
        .startsWith("https://sandbox.zenodo.org/records/5/files/");
  }

  @Test
  void identifierOfAllVersionsIsPinnedWhenTheServiceRedirects() throws IOException {
    api.redirects(BASE + "7072511", BASE + "7072512", "zenodo/legacy.json");
    assertThat(records.resolve("zenodo:7072511").reference()).isEqualTo("zenodo:7072512");
    assertThat(api.calls()).hasSize(1);
  }

  @Test
  void identifierOfAllVersionsIsPinnedWhenTheServiceDoesNotKnowIt() throws IOException {
    api.answers(BASE + "7072511", 404, "application/json", "{\"status\": 404}")
        .redirects(BASE + "7072511/versions/latest", BASE + "7072512", "zenodo/legacy.json");
    assertThat(records.resolve("zenodo:7072511").reference()).isEqualTo("zenodo:7072512");
    assertThat(api.calls()).hasSize(2);
  }

  @Test
  void identifierOfAllVersionsIsPinnedWhenARecordCallsItselfThat() throws IOException {
    String concept =
        RecordedApi.resource("zenodo/legacy.json").replace("\"id\": 7072512", "\"id\": 7072511");
    api.answers(BASE + "7072511", 200, "application/json", concept)
        .has(BASE + "7072511/versions/latest", "zenodo/legacy.json");
    assertThat(records.resolve("zenodo:7072511").reference()).isEqualTo("zenodo:7072512");
  }

  @Test
  void identifierOfAllVersionsIsPinnedByItsDoiAtLast() throws IOException {
    api.answers(BASE + "7072511", 404, "application/json", "{}")
        .answers(BASE + "7072511/versions/latest", 404, "application/json", "{}")
        .answers(
            "https://doi.org/10.5281/zenodo.7072511",
            "https://zenodo.org/records/7072512?x",
            200,
            "text/html",
            "<html>")
        .has(BASE + "7072512", "zenodo/legacy.json");
    assertThat(records.resolve("zenodo:7072511").reference()).isEqualTo("zenodo:7072512");
    assertThat(api.calls()).hasSize(4);
  }

  @Test
  void recordThatIsNotThereIsReported() {
    api.answers(
            BASE + "1", 404, "application/json", "{\"status\": 404, \"message\": \"No such PID.\"}")
        .answers(BASE + "1/versions/latest", 404, "application/json", "{}")
        .answers("https://doi.org/10.5281/zenodo.1", 404, "text/html", "<html>");
    assertThatThrownBy(() -> records.resolve("zenodo:1"))
        .hasMessage(
            "Cannot resolve zenodo:1: there is no such record; https://zenodo.org/api/records/1 answered 404, 'No such PID.'. Check the identifier.");
    assertThat(api.calls()).hasSize(3);
  }

  @Test
  void anotherRecordThanTheOneAskedForIsAnError() {
    api.has(BASE + "12", "zenodo/legacy.json");
    assertThatThrownBy(() -> records.resolve("zenodo:12"))
        .hasMessage(
            "Cannot resolve zenodo:12: https://zenodo.org/api/records/12 answered with record 7072512, which is no version of it. Check the identifier.");
  }

  @ParameterizedTest
  @CsvSource({
    "zenodo/legacy.json, '\"is_last\": true', '\"is_last\": false', 7072512",
    "zenodo/native.json, '\"is_latest\": true', '\"is_latest\": false', 8000002",
  })
  void newerVersionIsFoundByOneCall(String fixture, String last, String old, String id)
      throws IOException {
    api.answers(
            BASE + id, 200, "application/json", RecordedApi.resource(fixture).replace(last, old))
        .has(BASE + id + "/versions/latest", "zenodo/odd-names.json");
    assertThat(records.resolve("zenodo:" + id).newer()).isEqualTo("zenodo:5");
    assertThat(api.calls()).hasSize(2);
  }

  @Test
  void newerVersionThatCannotBeNamedIsStillSaid() throws IOException {
    String old =
        RecordedApi.resource("zenodo/legacy.json")
            .replace("\"is_last\": true", "\"is_last\": false");
    api.answers(BASE + "7072512", 200, "application/json", old)
        .answers(BASE + "7072512/versions/latest", 404, "text/html", "");
    assertThat(records.resolve("zenodo:7072512").newer()).isEqualTo("zenodo:7072511");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "metadata": {"access_right": "restricted"}                                 | the access right of record 9 is 'restricted', and it shows no files. Ask its authors for access.
          "metadata": {"access_right": "closed"}, "files": []                        | the access right of record 9 is 'closed', and it shows no files. Ask its authors for access.
          "metadata": {"access_right": "embargoed", "embargo_date": "2030-01-01"}     | the access right of record 9 is 'embargoed' until 2030-01-01, and it shows no files. Ask its authors for access.
          "access": {"status": "embargoed", "embargo": {"until": "2031-05-01"}}, "files": {"enabled": true} | the access right of record 9 is 'embargoed' until 2031-05-01, and it shows no files. Ask its authors for access.
          "access": {"files": "restricted"}, "files": {"enabled": true, "count": 0}  | the access right of record 9 is 'restricted', and it shows no files. Ask its authors for access.
          "access": {"status": "metadata-only"}, "files": {"enabled": false}         | the access right of record 9 is 'metadata-only', and it shows no files. Ask its authors for access.
          "metadata": {"access_right": "open"}, "files": {"enabled": false}          | record 9 has no files, only metadata. Check the identifier.
          """)
  void recordWithoutFilesIsRefusedByOneCall(String rest, String reason) {
    api.answers(BASE + "9", 200, "application/json", "{\"id\": 9, %s}".formatted(rest));
    assertThatThrownBy(() -> records.resolve("zenodo:9"))
        .hasMessage("Cannot resolve zenodo:9: " + reason);
    assertThat(api.calls()).hasSize(1);
  }

  @Test
  void openRecordWithAnEmptyListIsAskedAgain() {
    api.answers(BASE + "9", 200, "application/json", "{\"id\": 9, \"files\": []}")
        .answers(
            BASE + "9/files", 200, "application/json", "{\"enabled\": false, \"entries\": []}");
    assertThatThrownBy(() -> records.resolve("zenodo:9"))
        .hasMessage(
            "Cannot resolve zenodo:9: record 9 has no files, only metadata. Check the identifier.");
    assertThat(api.calls()).hasSize(2);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          410 | application/json | {"status": 410, "message": "The record has been deleted."} | the record was deleted; https://zenodo.org/api/records/9 answered 410, 'The record has been deleted.'. Ask its authors for the files.
          403 | application/json | {"message": "Permission denied."} | the record is not public; https://zenodo.org/api/records/9 answered 403, 'Permission denied.'. Ask for access, and give a token.
          401 | application/json | {}              | the record is not public; https://zenodo.org/api/records/9 answered 401. Ask for access, and give a token.
          403 | text/html        | <html>Blocked   | the server turned the request down; https://zenodo.org/api/records/9 answered 403, '<html>Blocked'. It may block programs; try again later.
          403 | application/json | {"mess          | the record is not public; https://zenodo.org/api/records/9 answered 403, '{"mess'. Ask for access, and give a token.
          202 | text/html        | ''              | https://zenodo.org/api/records/9 answered 202.
          """)
  void otherStatusIsReported(int status, String type, String body, String reason) {
    api.answers(BASE + "9", status, type, body);
    assertThatThrownBy(() -> records.resolve("zenodo:9"))
        .hasMessage("Cannot resolve zenodo:9: " + reason);
  }

  @Test
  void whatIsThrownKeepsItsReason() {
    assertThatThrownBy(() -> records.resolve("zenodo:9"))
        .hasMessage(
            "Cannot resolve zenodo:9: nothing was recorded for https://zenodo.org/api/records/9")
        .hasCauseInstanceOf(IOException.class);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          <!DOCTYPE html> <p>Wait  | not whole JSON (Unexpected character ('<' (code 60)): expected a valid value (JSON String, Number, Array, Object or token 'null', 'true' or 'false')) but '<!DOCTYPE html> <p>Wait'
          {"id": 9, "files": [     | not whole JSON (Unexpected end-of-input: expected close marker for Array) but '{"id": 9, "files": ['
          ''                       | JSON where the whole is missing, not an object
          null                     | JSON where the whole is 'null', not an object
          [1]                      | JSON where the whole is '[1]', not an object
          {}                       | JSON where id is missing, not an identifier
          {"id": "9/../1"}         | JSON where id is '"9/../1"', not an identifier
          {"id": 9.5}              | JSON where id is '9.5', not an identifier
          {"id": 9, "files": "a"}  | JSON where files is '"a"', not a list
          {"id": 9, "files": [3]}  | JSON where files[0].filename is missing, not text
          {"id": 9, "files": [{"key": ""}]} | JSON where files[0].key is '""', not a name
          {"id": 9, "files": [{"key": "a\\u0000"}]} | JSON where files[0].key is '"a\\u0000"', not named like a file, with character 1 of the name being U+0000
          {"id": 9, "files": {"entries": {"\\ud800": {}}}} | JSON where files.entries.\ud800 is '{}', not named like a file, with character 0 of the name being U+D800
          {"id": 9, "files": [{"key": "a", "size": "10"}]} | JSON where files[0].size is '"10"', not a size
          {"id": 9, "files": [{"key": "a", "size": -1}]}   | JSON where files[0].size is '-1', not a size
          {"id": 9, "files": [{"key": "a", "checksum": 5}]}       | JSON where files[0].checksum is '5', not text
          {"id": 9, "files": [{"key": "a", "checksum": "md5:5"}]} | JSON where files[0].checksum is '"md5:5"', not a checksum
          {"id": 9, "files": {"entries": {"a": 1}}}               | JSON where files.entries.a is '1', not an object
          {"id": 9, "title": {}, "files": [{"key": "a"}]}         | JSON where title is '{}', not text
          {"id": 9, "metadata": {"relations": {"version": [{"is_last": 0}]}}} | JSON where metadata.relations.version[0].is_last is '0', not true or false
          """)
  void bodyOfAnotherShapeIsReported(String body, String reason) {
    api.answers(BASE + "9", 200, "text/x", body);
    assertThatThrownBy(() -> records.resolve("zenodo:9"))
        .isExactlyInstanceOf(IOException.class)
        .hasMessage(
            "Cannot resolve zenodo:9: https://zenodo.org/api/records/9 answered (text/x) with %s. Try again later; the service may be overloaded or may have changed.",
            reason);
  }

  @Test
  void recordCutAtAnyByteIsAnError() {
    String whole = RecordedApi.resource("zenodo/legacy.json").strip();
    for (int length = 0; length < whole.length(); length++) {
      String cut = whole.substring(0, length);
      RecordedApi damaged =
          new RecordedApi().answers(BASE + "7072512", 200, "application/json", cut);
      assertThatThrownBy(() -> new Records(damaged).resolve("zenodo:7072512"))
          .as("cut to %d characters", length)
          .isExactlyInstanceOf(IOException.class)
          .hasMessageStartingWith("Cannot resolve zenodo:7072512: " + BASE + "7072512 answered");
    }
  }

  @Test
  void twoFilesOfOneNameAreAnError() {
    api.answers(
        BASE + "9", 200, "", "{\"id\": 9, \"files\": [{\"key\": \"a\"}, {\"key\": \"a\"}]}");
    assertThatThrownBy(() -> records.resolve("zenodo:9"))
        .hasMessage(
            "Cannot resolve zenodo:9: it has two files named a. Give the URLs of its files instead.");
  }

  @Test
  void longListsAreRead() throws IOException {
    StringBuilder body = new StringBuilder("{\"id\": 9, \"files\": [");
    for (int i = 0; i < 50_000; i++) {
      body.append(i == 0 ? "" : ",").append("{\"key\": \"%05d.nc\"}".formatted(i));
    }
    api.answers(BASE + "9", 200, "application/json", body + "]}");
    ResolvedRecord record = records.resolve("zenodo:9");
    assertThat(record.files()).hasSize(50_000);
    assertThat(record.get("49999.nc").url())
        .isEqualTo("https://zenodo.org/records/9/files/49999.nc");
  }
}
