package org.arcoforge.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CheckFeedstockTest {
  @TempDir private Path folder = Path.of("");

  private List<String> found(String from, String to) throws IOException {
    Written.write(folder, from, to.replace("\\n", "\n"));
    return found(folder);
  }

  private List<String> found(Path path) {
    return Written.check(path).findings().stream()
        .map(finding -> finding.toString().replace(folder + "/", ""))
        .toList();
  }

  @Test
  void aGoodFeedstockHasNoFault() throws IOException {
    assertThat(found("PMEL", "PMEL")).isEmpty();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "title: \"Winds, 1982-1985\" | title: 1982 | meta.yaml:1: fault: title: is the number '1982', not text. Put it in quotes.",
        "title: \"Winds, 1982-1985\" | title: 1982-01-01 | meta.yaml:1: fault: title: is '1982-01-01', which YAML takes for a date, not text. Put it in quotes.",
        "title: \"Winds, 1982-1985\" | title: no | meta.yaml:1: fault: title: is 'no', which YAML takes for true or false, not text. Put it in quotes.",
        "title: \"Winds, 1982-1985\" | title: 1e3 | meta.yaml:1: fault: title: is '1e3', which LEAP's tools take for a number. Put it in quotes.",
        "title: \"Winds, 1982-1985\" | title: 0o17 | meta.yaml:1: fault: title: is '0o17', which LEAP's tools take for a number. Put it in quotes.",
        "title: \"Winds, 1982-1985\" | title: [a] | meta.yaml:1: fault: title: is a list, not text. Write one text.",
        "title: \"Winds, 1982-1985\" | title: \" \" | meta.yaml:1: fault: title: is empty. Write the title of the page.",
        "title: \"Winds, 1982-1985\" | title: null | meta.yaml:1: fault: title: has no value. Write the title of the page.",
        "title: \"Winds, 1982-1985\" | title: !mine Winds | meta.yaml:1: fault: title: has a tag, which LEAP's tools do not read. Write text, true, a list or keys and values.",
        "license: \"CC-BY-4.0\" | license: \"cc-by-4.0\" | meta.yaml:13: fault: provenance.license: 'cc-by-4.0' is no identifier of spdx.org. Is CC-BY-4.0 meant?",
        "license: \"CC-BY-4.0\" | license: \"CC BY\" | meta.yaml:13: fault: provenance.license: 'CC BY' is no identifier of spdx.org. Is CC-BY-4.0 meant?",
        "license: \"CC-BY-4.0\" | license: \"Apache Version 2.0\" | meta.yaml:13: fault: provenance.license: 'Apache Version 2.0' is no identifier of spdx.org. Is Apache-2.0 meant?",
        "license: \"CC-BY-4.0\" | license: \"Open Data\" | meta.yaml:13: fault: provenance.license: 'Open Data' is no identifier of spdx.org. Write one of spdx.org/licenses, or proprietary or LicenseRef-… with license_link.url.",
        "license: \"CC-BY-4.0\" | license: \"MIT OR Apache-2.0\" | meta.yaml:13: fault: provenance.license: 'MIT OR Apache-2.0' is no identifier of spdx.org. Write one identifier; the catalog links to the page of one.",
        "license: \"CC-BY-4.0\" | license: \"Proprietary\" | meta.yaml:13: fault: provenance.license: 'Proprietary' is no identifier of spdx.org. Write proprietary.",
        "license: \"CC-BY-4.0\" | license: \"GPL-3.0\" | meta.yaml:13: warning: provenance.license: 'GPL-3.0' is deprecated at spdx.org. Write the identifier that its page there names.",
        "license: \"CC-BY-4.0\" | licence: \"CC-BY-4.0\" | meta.yaml:8: fault: provenance.license: is missing. Write the license's identifier at spdx.org/licenses.; meta.yaml:13: warning: provenance.licence: LEAP's catalog ignores this key. Is 'license' meant?",
        "roles: [producer, host] | roles: producer | meta.yaml:11: fault: provenance.providers[0].roles: is the text 'producer'. Write a list there.",
        "roles: [producer, host] | roles: [producer, 5] | meta.yaml:11: fault: provenance.providers[0].roles[1]: is the number '5', not text. Put it in quotes.",
        "roles: [producer, host] | roles: [producer, null] | meta.yaml:11: fault: provenance.providers[0].roles[1]: is null, not text. Write one, or leave the key out.",
        "roles: [producer, host] | roles: [producr, curator] | meta.yaml:11: warning: provenance.providers[0].roles[0]: 'producr' is none of producer, licensor, processor, host. Is 'producer' meant?",
        "https://pmel.noaa.gov/winds\" | pmel.noaa.gov/winds\" | meta.yaml:12: fault: provenance.providers[0].url: 'pmel.noaa.gov/winds' is no URL of the web. Write it like https://host/path.",
        "https://pmel.noaa.gov/winds.png | ftp://pmel.noaa.gov/winds.png | catalog.yaml:2: fault: thumbnail: 'ftp://pmel.noaa.gov/winds.png' is no URL of the web. Write it like https://host/path.",
        "https://pmel.noaa.gov/winds.png | https://pmel.noaa.gov/my winds.png | catalog.yaml:2: fault: thumbnail: 'https://pmel.noaa.gov/my winds.png' is no URL of the web. Write it like https://host/path, with %20 for a space.",
        "- name: \"A. Wind\" | - name: null | meta.yaml:18: fault: maintainers[0].name: has no value. Write who it is.",
        "- name: \"A. Wind\" | - email: a | meta.yaml:18: fault: maintainers[0].name: is missing. Write who it is.; meta.yaml:18: warning: maintainers[0].email: LEAP's catalog ignores this key.",
        "github: \"a-wind\" | github: null | meta.yaml:18: warning: maintainers[0].github: is missing: LEAP's catalog shows a broken picture without it. Write the name at GitHub.",
        "github: \"a-wind\" | github: \"https://github.com/a\" | meta.yaml:19: fault: maintainers[0].github: 'https://github.com/a' is no name at GitHub. Write it without @ and address.",
        "github: \"a-wind\" | github: \"a\"\\n    orcid: \"0000-0001-8571-865X\" | meta.yaml:20: warning: maintainers[0].orcid: LEAP's catalog ignores this key, which does no harm.",
        "tags: [zarr, wind] | tags: [zarr, 2020] | catalog.yaml:3: fault: tags[1]: is the number '2020', not text. Put it in quotes.",
        "tags: [zarr, wind] | tags: zarr | catalog.yaml:3: fault: tags: is the text 'zarr'. Write a list there.",
        "label: \"Zenodo\" | text: \"Zenodo\" | catalog.yaml:5: fault: links[0].label: is missing. Write what the link is called.; catalog.yaml:5: warning: links[0].text: LEAP's catalog ignores this key.",
        "name: \"Winds\" | name: null | catalog.yaml:9: fault: stores[0].name: is null, which LEAP's catalog does not take. Write a name, or leave the key out.",
        "engine: zarr | engine: netcdf4 | catalog.yaml:12: fault: stores[0].xarray_open_kwargs.engine: is 'netcdf4'. Write zarr or kerchunk.",
        "engine: zarr | chunks: {} | catalog.yaml:12: fault: stores[0].xarray_open_kwargs.engine: is missing. Write zarr or kerchunk.; catalog.yaml:12: warning: stores[0].xarray_open_kwargs.chunks: LEAP's catalog ignores this key: its lines always say chunks={}.",
        "public: true | public: maybe | catalog.yaml:13: fault: stores[0].public: is the text 'maybe'. Write true or false.",
        "public: true | public: 2 | catalog.yaml:13: fault: stores[0].public: is the number '2'. Write true or false.",
        "last_updated: \"2024-11-19T21:19:44Z\" | last_updated: 2024-11-19 | catalog.yaml:15: fault: stores[0].last_updated: is '2024-11-19', which YAML takes for a date, not text. Put it in quotes.",
        "last_updated: \"2024-11-19T21:19:44Z\" | \"ncviewjs:rechunking\": [] | catalog.yaml:15: warning: stores[0][\"ncviewjs:rechunking\"]: LEAP's catalog ignores this key: it reads 'rechunking', without ncviewjs:.",
        "last_updated: \"2024-11-19T21:19:44Z\" | rechunking: [{path: \"gs://b/a.zarr\", use_case: other}] | catalog.yaml:15: warning: stores[0].rechunking[0].use_case: LEAP's catalog knows no use case but 'multiscales'.",
        "last_updated: \"2024-11-19T21:19:44Z\" | geospatail: true | catalog.yaml:15: warning: stores[0].geospatail: LEAP's catalog ignores this key. Is 'geospatial' meant?",
        "\"ncviewjs:meta_yaml_url\": | meta_yaml_url: | catalog.yaml:1: warning: meta_yaml_url: LEAP's catalog shows no link to the repository. Call the key ncviewjs:meta_yaml_url.",
        "\"ncviewjs:meta_yaml_url\": | other: | catalog.yaml:1: fault: ncviewjs:meta_yaml_url: is missing, so LEAP's catalog does not find meta.yaml. Write where GitHub shows it: https://github.com/OWNER/NAME/blob/main/feedstock/meta.yaml.; catalog.yaml:1: warning: other: LEAP's catalog ignores this key.",
        "id: \"winds\"\\n    object | id: \"wind\"\\n    object | catalog.yaml:8: fault: stores[0].id: 'winds' is the id of no recipe: meta.yaml has wind. Write one of these.; meta.yaml:5: warning: recipes[0].id: no store of catalog.yaml has this id: the catalog does not show the recipe's store. Add what arcoforge catalog entry prints of it.",
        "object: \"winds.Winds\" | description: x | meta.yaml:5: fault: recipes[0].object: is missing. Write the name of the recipe's class, with its package.",
        "object: \"winds.Winds\" | object: \"winds.Winds\"\\n  - id: winds\\n    object: x | meta.yaml:7: fault: recipes[1].id: 'winds' is the id of another recipe already, in line 5. Give each its own.",
        "tags: [zarr, wind] | title: \"Winds\" | catalog.yaml:3: warning: title: is not read: meta.yaml has this key, too. Remove one of them.",
      })
  void whatIsWrongIsFoundWhereItIs(String from, String to, String expected) throws IOException {
    assertThat(found(from.replace("\\n", "\n"), to))
        .containsExactly(expected.split("; (?=[a-z]+\\.yaml)", -1));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "s3://leap-pangeo-pipeline/winds/winds.zarr | fault: stores[0].url: 's3://leap-pangeo-pipeline/winds/winds.zarr' is on the Open Storage Network, which the catalog's lines do not find by s3. Write https://nyu1.osn.mghpcc.org/leap-pangeo-pipeline/winds/winds.zarr.",
        "s3://other/winds.zarr/ | warning: stores[0].url: the catalog's lines need credentials of Amazon for s3. If the store is public, write https://other.s3.amazonaws.com/winds.zarr.",
        "gs://leap-scratch/me/winds.zarr | fault: stores[0].url: 'gs://leap-scratch/me/winds.zarr' will not stay: it is scratch. Copy the store to where it stays, and write that.",
        "https://storage.googleapis.com/leap-scratch/winds.zarr | fault: stores[0].url: 'https://storage.googleapis.com/leap-scratch/winds.zarr' will not stay: it is scratch. Copy the store to where it stays, and write that.",
        "out/winds.zarr | fault: stores[0].url: 'out/winds.zarr' is no URL by which others find a store. Write one that starts with https:// or gs://.",
        "https:///winds.zarr | fault: stores[0].url: 'https:///winds.zarr' is no URL of the web. Write it like https://host/path.",
        "https://example.org/winds.zarr | fault: stores[0].url: 'https://example.org/winds.zarr' is from a template. Write what is true of this dataset, or leave it out.",
        "gs://leap-persistent/winds.zarr |",
      })
  void urlsOfStoresAreSuchThatOthersFindThemForLong(String url, String expected)
      throws IOException {
    List<String> found =
        found("https://nyu1.osn.mghpcc.org/leap-pangeo-pipeline/winds/winds.zarr", url);
    assertThat(found)
        .isEqualTo(expected == null ? List.of() : List.of("catalog.yaml:10: " + expected));
  }

  @Test
  void allFaultsAreFoundAtOnce() throws IOException {
    Files.writeString(folder.resolve("meta.yaml"), "title: 5\nprovenance: {providers: []}\n");
    assertThat(found(folder))
        .containsExactly(
            "meta.yaml:1: fault: title: is the number '5', not text. Put it in quotes.",
            "meta.yaml:1: fault: description: is missing. Say what the data are.",
            "meta.yaml:1: fault: maintainers: is missing. Name who takes care of the feedstock.",
            "meta.yaml:2: fault: provenance.providers: is an empty list. List who made the data, and who hosts them.",
            "meta.yaml:2: fault: provenance.license: is missing. Write the license's identifier at spdx.org/licenses.");
  }

  @Test
  void ownLicensesNeedALink() throws IOException {
    String link =
        "  license_link:\n    title: \"Attribution\"\n    url: \"https://creativecommons.org/licenses/by/4.0/\"\n";
    for (String license : List.of("proprietary", "LicenseRef-of-pmel")) {
      String linked = "  license: \"%s\"\n%s".formatted(license, link);
      assertThat(found("  license: \"CC-BY-4.0\"\n" + link, linked)).isEmpty();
      String alone = "  license: \"%s\"\n".formatted(license);
      assertThat(found("  license: \"CC-BY-4.0\"\n" + link, alone))
          .containsExactly(
              "meta.yaml:13: fault: provenance.license: '%s' needs license_link.url. Write where its terms are."
                  .formatted(license));
    }
  }

  @Test
  void idsAndUrlsOfStoresDiffer() throws IOException {
    assertThat(
            found(
                "    public: true",
                "  - id: winds\n    url: https://nyu1.osn.mghpcc.org/leap-pangeo-pipeline/winds/winds.zarr\n    public: true"))
        .containsExactly(
            "catalog.yaml:13: fault: stores[1].id: 'winds' is the id of another one already, in line 8. Give each its own.",
            "catalog.yaml:14: fault: stores[1].url: 'https://nyu1.osn.mghpcc.org/leap-pangeo-pipeline/winds/winds.zarr' is the URL of another one already, in line 10. Give each its own.");
  }

  @Test
  void aFeedstockWithoutRecipesLinksStoresOfOthers() throws IOException {
    assertThat(found("recipes:\n  - id: \"winds\"\n    object: \"winds.Winds\"\n", "")).isEmpty();
    assertThat(
            found("recipes:\n  - id: \"winds\"\n    object: \"winds.Winds\"\n", "recipes: null\n"))
        .isEmpty();
  }

  @Test
  void nothingMoreIsSaidOfWhatIsFromATemplate() throws IOException {
    assertThat(found("license: \"CC-BY-4.0\"", "license: \"<SPDX identifier>\""))
        .containsExactly(
            "meta.yaml:13: fault: provenance.license: '<SPDX identifier>' is from a template. Write what is true of this dataset, or leave it out.");
  }

  @Test
  void findingsAreOneHarmlessLineEach() throws IOException {
    Written.write(folder, "tags: [zarr, wind]", "\"a\\e[2J\\nb\": 5\ntags: \"c\\e[2J\\nd\"");
    assertThat(found(folder))
        .containsExactly(
            "catalog.yaml:3: warning: [\"a [2J b\"]: LEAP's catalog ignores this key.",
            "catalog.yaml:4: fault: tags: is the text 'c [2J d'. Write a list there.");
  }

  @Test
  void documentsMayBeInTheFolderFeedstockOrAlone() throws IOException {
    Written.write(folder.resolve("feedstock"), "PMEL", "TODO");
    assertThat(found(folder)).hasSize(1);
    assertThat(found(folder.resolve("feedstock/meta.yaml"))).hasSize(1);
    assertThat(found(folder.resolve("feedstock/catalog.yaml"))).isEmpty();
    Files.delete(folder.resolve("feedstock/catalog.yaml"));
    assertThat(found(folder)).hasSize(1);
  }

  @Test
  void aCatalogMaySayAllItself() throws IOException {
    Files.writeString(
        folder.resolve("catalog.yaml"),
        Written.META.replaceFirst("(?s)recipes:.*(?=provenance)", ""));
    assertThat(found(folder)).isEmpty();
  }

  @Test
  void documentsThatAreNoneAreSaidToBe() throws IOException {
    assertThat(found(folder))
        .containsExactly(
            folder
                + ": fault: Cannot find a feedstock: neither the folder nor feedstock/ in it has meta.yaml or catalog.yaml. Name the folder that has.");
    assertThat(found(folder.resolve("none.yaml")))
        .containsExactly("none.yaml: fault: Cannot read it: there is no such file.");
    Path meta = folder.resolve("meta.yaml");
    Files.writeString(meta, "- a\n- b\n");
    assertThat(found(folder))
        .containsExactly("meta.yaml:1: fault: the document is a list. Write keys and values.");
    Files.writeString(meta, "");
    assertThat(found(folder))
        .containsExactly("meta.yaml:1: fault: the document is null. Write keys and values.");
    Files.writeString(meta, "a: [\n");
    assertThat(found(folder)).hasSize(1);
    assertThat(found(folder).get(0))
        .startsWith("meta.yaml: fault: Cannot read it: line 2, column 1: ");
    Files.write(meta, new byte[] {'a', ':', ' ', (byte) 0xff});
    assertThat(found(folder).get(0)).contains("bytes are not UTF-8 text");
    Files.writeString(meta, "title: \"" + "x".repeat(5 << 20) + "\"");
    assertThat(found(folder).get(0)).contains("it has more than 4,194,304 bytes");
    assertThat(found(Path.of("gs:", "bucket").resolve("x"))).hasSize(1);
  }

  @Test
  void documentsOfTheWebAreFetchedAsLeapDoes() {
    String raw = "https://raw.githubusercontent.com/leap-stc/winds_feedstock/main/feedstock/";
    Web web =
        url ->
            Optional.ofNullable(
                    url.equals(raw + "meta.yaml")
                        ? Written.META.replace("PMEL", "Julius")
                        : url.equals(raw + "catalog.yaml")
                            ? Written.CATALOG.replaceFirst("(?s)stores:.*", "")
                            : null)
                .map(text -> text.getBytes(StandardCharsets.UTF_8));
    String shown = "https://github.com/leap-stc/winds_feedstock/blob/main/feedstock/catalog.yaml";
    CheckedFeedstock checked = CheckFeedstock.run(shown, Optional.of(web), Written::scratch);
    assertThat(checked.findings())
        .extracting(Finding::toString)
        .containsExactly(
            raw
                + "meta.yaml:5: warning: recipes[0].id: no store of catalog.yaml has this id: the catalog does not show the recipe's store. Add what arcoforge catalog entry prints of it.",
            raw
                + "meta.yaml:9: fault: provenance.providers[0].name: 'Julius' is from a template. Write what is true of this dataset, or leave it out.");
    assertThat(CheckFeedstock.run(shown, Optional.empty(), Written::scratch).findings())
        .extracting(Finding::toString)
        .containsExactly(
            raw + "catalog.yaml: fault: Cannot fetch it with --offline. Give a folder or a file.");
    assertThat(
            CheckFeedstock.run("https://a.org/none.yaml", Optional.of(web), Written::scratch)
                .findings())
        .extracting(Finding::toString)
        .containsExactly(
            "https://a.org/none.yaml: fault: Cannot fetch it: the server has no such document.");
  }
}
