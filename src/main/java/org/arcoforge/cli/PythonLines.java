package org.arcoforge.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import org.arcoforge.store.StoreAccess;
import org.arcoforge.store.StoreAccess.Option;

/** The lines by which a user opens a finished store in Python. */
final class PythonLines {
  private PythonLines() {}

  /**
   * Prints them.
   *
   * @param access how the store was reached: another server than usual must be named in Python, too
   */
  static void print(PrintWriter out, String store, StoreAccess access) {
    out.printf(
        "%nOpen it in Python:%n  import xarray as xr%n  ds = xr.open_dataset(\"%s\", engine=\"zarr\", chunks={}%s)%n",
        store, options(store, access));
  }

  private static String options(String store, StoreAccess access) {
    List<String> options = new ArrayList<>();
    if (store.startsWith("s3://")) {
      add("\"endpoint_url\": \"%s\"", Option.S3_ENDPOINT, store, access, options);
      add("\"anon\": True", Option.ANONYMOUS, store, access, options);
    } else if (store.startsWith("gs://")) {
      add("\"endpoint_url\": \"%s\"", Option.GCS_ENDPOINT, store, access, options);
      add("\"token\": \"anon\"", Option.ANONYMOUS, store, access, options);
    }
    return options.isEmpty() ? "" : ", storage_options={%s}".formatted(String.join(", ", options));
  }

  private static void add(
      String format, Option option, String store, StoreAccess access, List<String> options) {
    String bucket = store.replaceFirst("^([a-z0-9]+://[^/]*).*$", "$1");
    access.find(option, bucket).ifPresent(value -> options.add(format.formatted(value)));
  }
}
