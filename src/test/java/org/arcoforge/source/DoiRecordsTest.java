package org.arcoforge.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DoiRecordsTest {
  private static final String DATACITE = "https://api.datacite.org/dois/";
  private static final String DOI = "https://doi.org/";
  private static final String FIGSHARE = "https://api.figshare.com/v2/";
  private static final String ZENODO = "https://zenodo.org/api/records/";
  private static final String JSON = "application/json";

  private final RecordedApi api = new RecordedApi();
  private final Records records = new Records(api);

  private void landing(String doi, String url) {
    api.answers(
        DATACITE + doi,
        200,
        JSON,
        "{\"data\": {\"attributes\": {\"url\": \"%s\", \"publisher\": {}}}}".formatted(url));
  }

  @Test
  void doiOfZenodoNeedsNoQuestionOfItsOwn() throws IOException {
    api.has(ZENODO + "7072512", "zenodo/legacy.json");
    Records.Located located = records.locate("doi:10.5281/zenodo.7072512/dir/a b.nc");
    assertThat(located.record().reference()).isEqualTo("zenodo:7072512");
    assertThat(located.file()).isEqualTo("dir/a b.nc");
    assertThat(api.calls()).hasSize(1);
    api.has("https://sandbox.zenodo.org/api/records/5", "zenodo/odd-names.json");
    assertThat(records.resolve("doi:10.5072/zenodo.5").reference()).isEqualTo("zenodo-sandbox:5");
  }

  @Test
  void doiOfFigshareNeedsNoQuestionOfItsOwn() throws IOException {
    api.has(FIGSHARE + "articles/123", "figshare/article.json")
        .has(FIGSHARE + "articles/123/versions/2", "figshare/article.json")
        .answers(FIGSHARE + "articles/123/versions", 200, JSON, "[{\"version\": 2}]");
    assertThat(records.resolve("doi:10.6084/m9.figshare.123").reference())
        .isEqualTo("figshare:123.v2");
    Records.Located located = records.locate("doi:10.6084/m9.figshare.123.v2/a.nc");
    assertThat(located.record().reference()).isEqualTo("figshare:123.v2");
    assertThat(located.file()).isEqualTo("a.nc");
    assertThat(api.calls()).hasSize(3);
  }

  @Test
  void doiOfAFigshareCollectionIsKnown() {
    api.has(FIGSHARE + "collections/4568555", "figshare/collection.json")
        .answers(FIGSHARE + "collections/4568555/articles?page=1&page_size=100", 200, JSON, "[]");
    assertThatThrownBy(() -> records.resolve("doi:10.6084/m9.figshare.c.4568555.v3"))
        .hasMessageEndingWith("collection 4568555 has no files. Check the identifier.");
  }

  @ParameterizedTest
  @CsvSource({
    "https://zenodo.org/records/7632643",
    "http://www.zenodo.org/record/7632643/",
    "https://zenodo.org/doi/10.5281/zenodo.7632643"
  })
  void journalsDoiOnZenodoIsFoundByItsPage(String page) throws IOException {
    landing("10.1234/journal.6", page);
    api.has(ZENODO + "7632643", "zenodo/filename.json");
    ResolvedRecord record = records.resolve("doi:10.1234/journal.6");
    assertThat(record.reference()).isEqualTo("zenodo:7632643");
    assertThat(record.doi()).isEqualTo("10.1234/journal.5");
    assertThat(record.conceptDoi()).as("what was asked for").isEqualTo("10.1234/journal.6");
  }

  @Test
  void doiThatDataCiteDoesNotKnowIsFollowed() throws IOException {
    api.answers(DATACITE + "10.1234/journal.5", 404, JSON, "{\"errors\": []}")
        .answers(
            DOI + "10.1234/journal.5", "https://zenodo.org/records/7632643", 403, "text/html", "")
        .has(ZENODO + "7632643", "zenodo/filename.json");
    ResolvedRecord record = records.resolve("doi:10.1234/journal.5");
    assertThat(record.reference()).isEqualTo("zenodo:7632643");
    assertThat(record.conceptDoi()).isEmpty();
    assertThat(api.calls()).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({"<html>", "'{\"data\": {}}'", "'{\"data\": {\"attributes\": {\"url\": 1}}}'"})
  void doiIsFollowedWhenDataCiteFails(String body) throws IOException {
    api.answers(DATACITE + "10.1234/journal.5", 200, "text/html", body)
        .answers(
            DOI + "10.1234/journal.5", "https://zenodo.org/records/7632643", 200, "text/html", "")
        .has(ZENODO + "7632643", "zenodo/filename.json");
    assertThat(records.resolve("doi:10.1234/journal.5").id()).isEqualTo("7632643");
  }

  @Test
  void failureOfBothIsReported() {
    assertThatThrownBy(() -> records.resolve("doi:10.1234/x"))
        .hasMessage(
            "Cannot resolve doi:10.1234/x: nothing was recorded for https://doi.org/10.1234/x")
        .satisfies(
            e ->
                assertThat(e.getSuppressed()[0])
                    .hasMessageContaining("https://api.datacite.org/dois/10.1234/x"));
    api.answers(DOI + "10.1234/x", 200, "text/html", "");
    assertThatThrownBy(() -> records.resolve("doi:10.1234/x"))
        .hasMessage(
            "Cannot resolve doi:10.1234/x: https://doi.org/10.1234/x answered 200, and leads nowhere. Try again later.");
  }

  @Test
  void doiThatNobodyRegisteredIsReported() {
    api.answers(DATACITE + "10.1234/x", 404, JSON, "{}")
        .answers(DOI + "10.1234/x", 404, "text/html", "");
    assertThatThrownBy(() -> records.resolve("doi:10.1234/x"))
        .hasMessage("Cannot resolve doi:10.1234/x: no repository knows this identifier. Check it.");
    api.answers(DATACITE + "10.1234/x/a.nc", 404, JSON, "{}")
        .answers(DOI + "10.1234/x/a.nc", 404, "text/html", "");
    assertThatThrownBy(() -> records.locate("doi:10.1234/x/a.nc"))
        .hasMessage(
            "Cannot resolve doi:10.1234/x/a.nc: no repository knows this identifier, nor 1 shorter. Check it.");
  }

  @Test
  void doiWithSlashesIsFoundFromShortToLong() throws IOException {
    api.answers(DATACITE + "10.1184/R1", 404, JSON, "{}")
        .answers(DOI + "10.1184/R1", 404, "text/html", "");
    landing("10.1184/R1/journal.5", "https://zenodo.org/records/7632643");
    api.has(ZENODO + "7632643", "zenodo/filename.json");
    Records.Located located = records.locate("doi:10.1184/R1/journal.5/store.zip");
    assertThat(located.record().id()).isEqualTo("7632643");
    assertThat(located.file()).isEqualTo("store.zip");
    records.locate("doi:10.1184/R1/journal.5/README");
    assertThat(api.calls()).hasSize(4);
  }

  @Test
  void articleOnAPortalOfFigshareIsFoundByItsPage() throws IOException {
    landing("10.25384/sage.124", "https://sage.figshare.com/articles/dataset/2020/124");
    api.has(FIGSHARE + "articles/124", "figshare/other-article.json");
    assertThat(records.resolve("doi:10.25384/sage.124").reference()).isEqualTo("figshare:124.v1");
    landing("10.25384/sage.124.v1", "https://sage.figshare.com/articles/dataset/2020/124/1");
    api.has(FIGSHARE + "articles/124/versions/1", "figshare/other-article.json")
        .answers(FIGSHARE + "articles/124/versions", 200, JSON, "[{\"version\": 4}]");
    assertThat(records.resolve("doi:10.25384/sage.124.v1").newer()).isEqualTo("figshare:124.v4");
    landing("10.25384/other", "https://sage.figshare.com/articles/dataset/2020/124");
    assertThatThrownBy(() -> records.resolve("doi:10.25384/other"))
        .hasMessage(
            "Cannot resolve doi:10.25384/other: it leads to https://sage.figshare.com/articles/dataset/2020/124, whose DOI is 10.25384/sage.124.v1. Check the DOI.");
  }

  @Test
  void articleOnAnInstitutionsOwnHostIsFoundByItsDoi() throws IOException {
    landing("10.25384/sage.124", "https://kilthub.example.edu/articles/dataset/Winds/999");
    api.answers(
            FIGSHARE + "articles?doi=10.25384/sage.124",
            200,
            JSON,
            "[{\"id\": 1, \"doi\": \"10.1/x\"}, {\"id\": 124, \"doi\": \"10.25384/SAGE.124.v1\"}]")
        .has(FIGSHARE + "articles/124", "figshare/other-article.json");
    assertThat(records.resolve("doi:10.25384/sage.124").reference()).isEqualTo("figshare:124.v1");
    assertThat(api.calls()).hasSize(3);
  }

  @ParameterizedTest
  @CsvSource({
    "https://dataverse.harvard.edu/citation?persistentId=doi:10.7910/DVN/ABCDEF, 2",
    "https://dataverse.harvard.edu/dataset/5, 3"
  })
  void datasetOfDataverseIsFoundByItsHost(String page, int calls) throws IOException {
    landing("10.7910/DVN/ABCDEF", page);
    api.has(
        "https://dataverse.harvard.edu/api/datasets/:persistentId/?persistentId=doi:10.7910/DVN/ABCDEF",
        "dataverse/dataset.json");
    Records.Located located = records.locate("doi:10.7910/DVN/ABCDEF/data/2001/plain.nc");
    assertThat(located.record().reference())
        .isEqualTo("dataverse:dataverse.harvard.edu/doi:10.7910/DVN/ABCDEF.v2.1");
    assertThat(located.file()).isEqualTo("data/2001/plain.nc");
    assertThat(api.calls()).hasSize(calls);
  }

  @Test
  void hostThatDoesNotKnowItsDatasetIsReported() {
    landing("10.7910/DVN/X", "https://d.org/dataset.xhtml?persistentId=doi:10.7910/DVN/X");
    api.answers(
        "https://d.org/api/datasets/:persistentId/?persistentId=doi:10.7910/DVN/X", 404, JSON, "");
    assertThatThrownBy(() -> records.resolve("doi:10.7910/DVN/X"))
        .hasMessage(
            "Cannot resolve doi:10.7910/DVN/X: it leads to d.org, which does not know it. Check the DOI.");
  }

  @Test
  void otherRepositoriesAreRefused() {
    String page = "https://doi.pangaea.de/10.1594/PANGAEA.1";
    landing("10.1594/PANGAEA.1", page);
    api.answers(FIGSHARE + "articles?doi=10.1594/PANGAEA.1", 200, JSON, "[]");
    assertThatThrownBy(() -> records.resolve("doi:10.1594/PANGAEA.1"))
        .hasMessage(
            "Cannot resolve doi:10.1594/PANGAEA.1: it leads to %s, which is no repository that is known. Known are Zenodo, Figshare and Dataverse; for others, give the URLs of the files.",
            page);
    landing("10.1594/ftp", "ftp://example.org");
    assertThatThrownBy(() -> records.resolve("doi:10.1594/ftp"))
        .hasMessageContaining("it leads to ftp://example.org, which is no repository");
  }
}
