package org.arcoforge.cli;

import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
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
    out.printf("%nOpen it in Python:%n");
    of(store, access).forEach(line -> out.printf("  %s%n", line));
  }

  /** Returns the lines. */
  static List<String> of(String store, StoreAccess access) {
    return List.of(
        "import xarray as xr",
        "ds = xr.open_dataset(\"%s\", engine=\"zarr\", chunks={}%s)"
            .formatted(store, options(store, access)));
  }

  /** Returns the lines that LEAP's catalog shows, if they open a store; else those of this tool. */
  static List<String> ofCatalog(String store, StoreAccess access) {
    boolean plain = store.matches("(?i)(https?|gs)://.*") && options(store, access).isEmpty();
    return plain
        ? List.of(
            "import xarray as xr",
            "",
            "store = '%s'".formatted(store.replace("\\", "\\\\").replace("'", "\\'")),
            "ds = xr.open_dataset(store, engine='zarr', chunks={})")
        : of(store, access);
  }

  /** Returns the server of a store in a bucket, if it is another than usual. */
  static Optional<String> endpoint(String store, StoreAccess access) {
    return access.find(
        store.startsWith("s3://") ? Option.S3_ENDPOINT : Option.GCS_ENDPOINT, bucket(store));
  }

  private static String bucket(String store) {
    return store.replaceFirst("^([a-z0-9]+://[^/]*).*$", "$1");
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
    access.find(option, bucket(store)).ifPresent(value -> options.add(format.formatted(value)));
  }
}
