package org.arcoforge.source;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever a service answers, the record is resolved or the error says which one it is. */
class DamagedAnswersTest {
  private static final long SEED = 20260915;

  @ParameterizedTest
  @CsvSource({
    "zenodo:7072512, https://zenodo.org/api/records/7072512, zenodo/legacy.json",
    "zenodo:8000002, https://zenodo.org/api/records/8000002, zenodo/native.json",
    "figshare:123, https://api.figshare.com/v2/articles/123, figshare/article.json",
    "figshare:c.4568555, https://api.figshare.com/v2/collections/4568555/articles?page=1&page_size=100, figshare/collection-articles.json",
    "dataverse:x.org/doi:10.7910/DVN/ABCDEF, https://x.org/api/datasets/:persistentId/?persistentId=doi:10.7910/DVN/ABCDEF, dataverse/dataset.json",
  })
  void changedAnswersAreErrorsOrRecords(String reference, String url, String fixture) {
    Random random = new Random(SEED);
    String whole = RecordedApi.resource(fixture);
    String collection = "https://api.figshare.com/v2/collections/4568555";
    int errors = 0;
    for (int i = 0; i < 3000; i++) {
      String body = changed(whole, random);
      RecordedApi api =
          new RecordedApi()
              .has(collection, "figshare/collection.json")
              .answers(url, 200, "application/json", body);
      try {
        assertThat(new Records(api).resolve(reference).files()).isNotEmpty();
      } catch (IOException e) {
        errors++;
        assertThat(e)
            .as("seed %d, change %d: %s", SEED, i, body)
            .hasMessageStartingWith("Cannot resolve " + reference + ": ");
      }
    }
    assertThat(errors).as("seed %d", SEED).isGreaterThan(300);
  }

  /** Cuts, changes a character, or puts another value in the place of a whole one. */
  private static String changed(String whole, Random random) {
    int at = random.nextInt(whole.length());
    int way = random.nextInt(3);
    if (way == 0) {
      return whole.substring(0, at);
    }
    if (way == 1) {
      return whole.substring(0, at) + (char) (' ' + random.nextInt(95)) + whole.substring(at + 1);
    }
    String[] values = {"null", "1", "-1", "1e999", "''", "'x'", "[]", "{}", "[null]", "true"};
    String value = values[random.nextInt(values.length)].replace('\'', '"');
    int start = whole.indexOf(": ", at) + 2;
    return start < 2
        ? whole
        : whole.substring(0, start)
            + whole.substring(start).replaceFirst("^(\"[^\"]*\"|[0-9a-z]+|\\[\\]|\\{\\})", value);
  }
}
