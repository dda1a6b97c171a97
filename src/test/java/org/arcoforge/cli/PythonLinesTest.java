package org.arcoforge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.arcoforge.store.StoreAccess;
import org.arcoforge.store.StoreAccess.Option;
import org.arcoforge.store.StoreAccess.Setting;
import org.junit.jupiter.api.Test;

final class PythonLinesTest {
  private static String last(String store, StoreAccess access) {
    StringWriter out = new StringWriter();
    PythonLines.print(new PrintWriter(out, true), store, access);
    String[] lines = out.toString().split("\n", -1);
    return lines[lines.length - 2].strip();
  }

  @Test
  void aUsualStoreNeedsNoOptions() {
    assertThat(last("gs://b/a.zarr", StoreAccess.USUAL))
        .isEqualTo("ds = xr.open_dataset(\"gs://b/a.zarr\", engine=\"zarr\", chunks={})");
  }

  @Test
  void anotherServerIsNamedIfItIsThatOfTheBucket() {
    StoreAccess access =
        StoreAccess.USUAL
            .with(new Setting(Option.S3_ENDPOINT, "s3://pubs", "https://nyu1.osn.mghpcc.org"))
            .with(new Setting(Option.ANONYMOUS, "", ""));
    assertThat(last("s3://pubs/x/a.zarr", access))
        .endsWith(
            "chunks={}, storage_options={\"endpoint_url\": \"https://nyu1.osn.mghpcc.org\", \"anon\": True})");
    assertThat(last("s3://other/x/a.zarr", access))
        .endsWith("chunks={}, storage_options={\"anon\": True})");
    assertThat(last("gs://b/a.zarr", access))
        .endsWith("chunks={}, storage_options={\"token\": \"anon\"})");
  }
}
