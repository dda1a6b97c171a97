package org.arcoforge.catalog;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StoreUrlsTest {
  @ParameterizedTest
  @CsvSource({
    "s3://b/k/a.zarr, https://b.s3.amazonaws.com/k/a.zarr",
    "gs://b/k/a.zarr/, https://storage.googleapis.com/b/k/a.zarr",
    "https://host/a.zarr//, https://host/a.zarr",
    "s3://leap-pubs/a.zarr, https://leap-pubs.s3.amazonaws.com/a.zarr",
  })
  void bucketsAreMappedAsLeapDoes(String url, String http) {
    assertThat(StoreUrls.http(url)).isEqualTo(http);
  }

  @ParameterizedTest
  @CsvSource({
    "s3://leap-pubs/a.zarr/, https://nyu1.osn.mghpcc.org/leap-pubs/a.zarr",
    "s3://leap-pangeo-manual/a/b.zarr, https://nyu1.osn.mghpcc.org/leap-pangeo-manual/a/b.zarr",
    "s3://leap-pangeo-other/a.zarr, https://leap-pangeo-other.s3.amazonaws.com/a.zarr",
    "gs://b/a.zarr, https://storage.googleapis.com/b/a.zarr",
  })
  void everybodyReadsTheOpenStorageNetworkByHttps(String url, String http) {
    assertThat(StoreUrls.everybodys(url)).isEqualTo(http);
  }

  @ParameterizedTest
  @CsvSource({
    "https://storage.googleapis.com/b/a.zarr, gs://b/a.zarr",
    "https://storage.cloud.google.com/b/a.zarr, gs://b/a.zarr",
    "https://b.storage.googleapis.com/a.zarr, gs://b/a.zarr",
    "https://b.s3.amazonaws.com/a.zarr, s3://b/a.zarr",
    "https://b.s3.us-west-2.amazonaws.com/a.zarr, s3://b/a.zarr",
    "https://s3.us-west-2.amazonaws.com/b/a.zarr, s3://b/a.zarr",
    "https://nyu1.osn.mghpcc.org/b/a.zarr, https://nyu1.osn.mghpcc.org/b/a.zarr",
    "gs://b/a.zarr, gs://b/a.zarr",
  })
  void httpsUrlsOfBucketsAreKnown(String url, String bucket) {
    assertThat(StoreUrls.bucket(url)).isEqualTo(bucket);
  }

  @ParameterizedTest
  @CsvSource({
    "https://github.com/o/n/blob/main/meta.yaml, https://raw.githubusercontent.com/o/n/main/meta.yaml",
    "https://raw.githubusercontent.com/o/n/main/meta.yaml, https://raw.githubusercontent.com/o/n/main/meta.yaml",
    "https://host/blob.yaml, https://host.yaml",
  })
  void pagesOfGitHubAreMappedAsLeapDoes(String url, String raw) {
    assertThat(StoreUrls.raw(url)).isEqualTo(raw);
  }
}
