package org.arcoforge.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.arcoforge.fetch.Checksum;
import org.arcoforge.source.ResolvedFile.Access;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FigshareRecordsTest {
  private static final String BASE = "https://api.figshare.com/v2/";
  private static final Checksum MD5 = Checksum.parse("md5:9e107d9d372bb6826bd81d3542a419d6");
  private static final String JSON = "application/json";

  private final RecordedApi api = new RecordedApi();
  private final Records records = new Records(api);

  @Test
  void articleIsPinnedToItsLatestVersionByOneCall() throws IOException {
    api.has(BASE + "articles/123", "figshare/article.json");
    assertThat(records.resolve("figshare:123"))
        .isEqualTo(
            new ResolvedRecord(
                "figshare:123.v2",
                "figshare.com",
                "123",
                "2",
                "10.6084/m9.figshare.123.v2",
                "10.6084/m9.figshare.123",
                "Gridded winds",
                "CC-BY-4.0",
                "",
                List.of(
                    new ResolvedFile(
                        "a.nc",
                        10,
                        Checksum.parse("md5:e4d909c290d0fb1ca068ffaddf22cbd0"),
                        "https://ndownloader.figshare.com/files/9001"),
                    new ResolvedFile(
                        "b.nc", 20, MD5, "https://ndownloader.figshare.com/files/9002"),
                    new ResolvedFile(
                        "empty.txt", 0, null, "https://ndownloader.figshare.com/files/9003"),
                    new ResolvedFile(
                        "linked.nc", -1, null, "https://example.org/linked.nc", Access.LINK))));
    assertThat(api.calls()).hasSize(1);
  }

  @ParameterizedTest
  @CsvSource({
    "'[{\"version\": 1}, {\"version\": 3}, {\"version\": 2}]', figshare:123.v3",
    "'[{\"version\": 1}, {\"version\": 2}]', ''",
    "'[]', ''"
  })
  void namedVersionSaysWhetherThereIsANewerOne(String versions, String newer) throws IOException {
    api.has(BASE + "articles/123/versions/2", "figshare/article.json")
        .answers(BASE + "articles/123/versions", 200, JSON, versions);
    ResolvedRecord record = records.resolve("figshare:123.v2");
    assertThat(record.reference()).isEqualTo("figshare:123.v2");
    assertThat(record.newer()).isEqualTo(newer);
    assertThat(api.calls()).hasSize(2);
  }

  @Test
  void linkIsTakenOnlyIfItIsNamed() throws IOException {
    api.has(BASE + "articles/123", "figshare/article.json");
    ResolvedRecord record = records.resolve("figshare:123");
    assertThat(record.get("linked.nc").url()).isEqualTo("https://example.org/linked.nc");
    assertThat(record.matching(name -> name.length() == 4))
        .extracting(ResolvedFile::name)
        .containsExactly("a.nc", "b.nc");
    assertThatThrownBy(() -> record.matching(name -> name.endsWith(".nc")))
        .hasMessage(
            "Cannot read linked.nc of figshare:123.v2: figshare.com has only a link, to https://example.org/linked.nc, and no checksum. Name this file alone, or leave it out.");
  }

  private static String files(int from, int to) {
    return IntStream.range(from, to)
        .mapToObj(i -> "{\"id\": %d, \"name\": \"%02d.nc\", \"size\": 10}".formatted(9000 + i, i))
        .collect(Collectors.joining(", ", "[", "]"));
  }

  private static String article(long size, String files) {
    return "{\"id\": 123, \"version\": 2, \"size\": %d, \"files\": %s}".formatted(size, files);
  }

  private static String page(int page) {
    return BASE + "articles/123/files?page=" + page + "&page_size=100";
  }

  @Test
  void filesThatTheArticleLeavesOutAreListedPageByPage() throws IOException {
    api.answers(BASE + "articles/123", 200, JSON, article(250, files(0, 10)))
        .answers(BASE + "articles/123/versions", 200, JSON, "[{\"version\": 2}]")
        .answers(page(1), 200, JSON, files(0, 10))
        .answers(page(2), 200, JSON, files(10, 20))
        .answers(page(3), 200, JSON, files(20, 25));
    ResolvedRecord record = records.resolve("figshare:123");
    assertThat(record.files()).hasSize(25);
    assertThat(record.get("24.nc").url()).isEqualTo("https://ndownloader.figshare.com/files/9024");
    assertThat(api.calls()).hasSize(5);
  }

  @Test
  void pagesEndAtAnEmptyOne() throws IOException {
    api.answers(BASE + "articles/123", 200, JSON, article(110, files(0, 10)))
        .answers(BASE + "articles/123/versions", 404, JSON, "{}")
        .answers(page(1), 200, JSON, files(0, 11))
        .answers(page(2), 200, JSON, "[]");
    assertThat(records.resolve("figshare:123").files()).hasSize(11);
  }

  @Test
  void pagesThatRepeatAreAnError() {
    api.answers(BASE + "articles/123", 200, JSON, article(200, files(0, 10)))
        .answers(BASE + "articles/123/versions", 404, JSON, "{}")
        .answers(page(1), 200, JSON, files(0, 10))
        .answers(page(2), 200, JSON, files(0, 10));
    assertThatThrownBy(() -> records.resolve("figshare:123"))
        .hasMessage(
            "Cannot resolve figshare:123: %s repeats the page before. Try again later.", page(2));
  }

  @Test
  void listThatStaysShortIsAnError() {
    api.answers(BASE + "articles/123", 200, JSON, article(200, files(0, 10)))
        .answers(BASE + "articles/123/versions", 404, JSON, "{}")
        .answers(page(1), 200, JSON, files(0, 10))
        .answers(page(2), 200, JSON, "[]");
    assertThatThrownBy(() -> records.resolve("figshare:123"))
        .hasMessage(
            "Cannot resolve figshare:123: https://api.figshare.com/v2/articles/123/files lists files of 100 bytes, and the article has 200. Try again later, or give the URLs of the files.");
  }

  @Test
  void oldVersionWhoseFilesAreLeftOutIsAnError() {
    api.answers(BASE + "articles/123/versions/2", 200, JSON, article(200, files(0, 10)))
        .answers(BASE + "articles/123/versions", 200, JSON, "[{\"version\": 5}]");
    assertThatThrownBy(() -> records.resolve("figshare:123.v2"))
        .hasMessage(
            "Cannot resolve figshare:123.v2: the files of version 2 do not add up to its size, 200 bytes, and Figshare lists those of version 5 only. Use figshare:123.v5, or give the URLs of the files.");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          "is_embargoed": true, "embargo_type": "file", "embargo_date": "2030-01-01" | article 123 is under embargo until 2030-01-01, and shows no files. Ask its authors for access.
          "is_embargoed": true, "embargo_date": null, "files": []  | article 123 is under embargo, and shows no files. Ask its authors for access.
          "is_confidential": true                                  | article 123 is confidential, and shows no files. Ask its authors for access.
          "size": 0, "files": []                                   | article 123 has no files, only metadata. Check the identifier.
          """)
  void articleWithoutFilesIsRefused(String rest, String reason) {
    api.answers(BASE + "articles/123", 200, JSON, "{\"id\": 123, \"version\": 1, " + rest + "}");
    assertThatThrownBy(() -> records.resolve("figshare:123"))
        .hasMessage("Cannot resolve figshare:123: " + reason);
    assertThat(api.calls()).hasSize(1);
  }

  @Test
  void collectionHasTheFilesOfItsArticles() throws IOException {
    String articles = BASE + "collections/4568555/articles?page=";
    api.has(BASE + "collections/4568555", "figshare/collection.json")
        .has(articles + "1&page_size=100", "figshare/collection-articles.json")
        .answers(articles + "2&page_size=100", 200, JSON, "[]")
        .has(BASE + "articles/123/versions/2", "figshare/article.json")
        .has(BASE + "articles/124", "figshare/other-article.json");
    Records.Located located = records.locate("figshare:c.4568555/124/a.nc");
    ResolvedRecord record = located.record();
    assertThat(located.file()).isEqualTo("124/a.nc");
    assertThat(record.withoutFiles())
        .isEqualTo(
            new ResolvedRecord(
                "figshare:c.4568555.v3",
                "figshare.com",
                "4568555",
                "3",
                "10.6084/m9.figshare.c.4568555.v3",
                "10.6084/m9.figshare.c.4568555",
                "Many winds",
                "",
                "",
                List.of()));
    assertThat(record.files())
        .extracting(ResolvedFile::name)
        .containsExactly("123/a.nc", "123/b.nc", "123/empty.txt", "123/linked.nc", "124/a.nc");
    assertThat(record.get("124/a.nc"))
        .isEqualTo(
            new ResolvedFile("124/a.nc", 5, MD5, "https://ndownloader.figshare.com/files/9101"));
    assertThat(record.get("123/linked.nc").access()).isEqualTo(Access.LINK);
    assertThat(api.calls()).hasSize(5);
    assertThat(records.resolve("figshare:c.4568555.v3")).isEqualTo(record);
    assertThatThrownBy(() -> records.resolve("figshare:c.4568555.v2"))
        .hasMessage(
            "Cannot resolve figshare:c.4568555.v2: Figshare lists the articles of the latest version only, which is 3. Use figshare:c.4568555.v3, or the articles themselves.");
  }

  @Test
  void collectionWithoutFilesIsRefused() {
    api.has(BASE + "collections/4568555", "figshare/collection.json")
        .answers(BASE + "collections/4568555/articles?page=1&page_size=100", 200, JSON, "[]");
    assertThatThrownBy(() -> records.resolve("figshare:c.4568555"))
        .hasMessage(
            "Cannot resolve figshare:c.4568555: collection 4568555 has no files. Check the identifier.");
  }

  @Test
  void anotherArticleThanTheOneAskedForIsAnError() {
    api.has(BASE + "articles/5", "figshare/article.json")
        .has(BASE + "articles/123/versions/1", "figshare/article.json");
    assertThatThrownBy(() -> records.resolve("figshare:5"))
        .hasMessage(
            "Cannot resolve figshare:5: https://api.figshare.com/v2/articles/5 answered with version 2 of article 123. Check the identifier.");
    assertThatThrownBy(() -> records.resolve("figshare:123.v1"))
        .hasMessageContaining("answered with version 2 of article 123");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          {"id": 123}                                             | JSON where version is missing, not a size
          {"id": 123, "version": 1, "files": {}}                  | JSON where files is '{}', not a list
          {"id": 123, "version": 1, "size": 0, "files": [{"id": 1}]} | JSON where files[0].name is missing, not text
          {"id": 123, "version": 1, "size": 1, "files": [{"id": 1, "name": "a", "size": "1"}]} | JSON where files[0].size is '"1"', not a size
          {"id": 123, "version": 1, "size": 1, "files": [{"name": "a", "size": 1}]} | JSON where files[0].id is missing, not an identifier
          {"id": 123, "version": 1, "size": 0, "files": [{"id": 1, "name": "a", "computed_md5": "x"}]} | JSON where files[0].computed_md5 is '"x"', not a checksum
          {"id": 123, "version": 1, "size": 0, "files": [{"id": 1, "name": "a", "is_link_only": true}]} | JSON where files[0].download_url is missing, not text
          """)
  void bodyOfAnotherShapeIsReported(String body, String reason) {
    api.answers(BASE + "articles/123", 200, JSON, body);
    assertThatThrownBy(() -> records.resolve("figshare:123"))
        .isExactlyInstanceOf(IOException.class)
        .hasMessageStartingWith(
            "Cannot resolve figshare:123: https://api.figshare.com/v2/articles/123 answered (application/json) with %s."
                .formatted(reason));
  }

  @ParameterizedTest
  @CsvSource({
    "https://figshare.com/ndownloader/files/42, https://ndownloader.figshare.com/files/42",
    "http://www.figshare.com/ndownloader/files/42?private_link=x, https://ndownloader.figshare.com/files/42?private_link=x",
    "https://sage.figshare.com/ndownloader/files/42, https://ndownloader.figshare.com/files/42",
    "https://ndownloader.figshare.com/files/42, https://ndownloader.figshare.com/files/42",
    "https://figshare.com/ndownloader/articles/42, https://figshare.com/ndownloader/articles/42",
    "https://evilfigshare.com/ndownloader/files/42, https://evilfigshare.com/ndownloader/files/42",
  })
  void urlsOfFilesAreRewrittenToTheHostForPrograms(String url, String rewritten) {
    assertThat(DownloadHosts.rewrite(url)).isEqualTo(rewritten);
  }
}
