package org.arcoforge.store;

import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Locale;

/** Finds the store of a URI. */
public final class Stores {
  private Stores() {}

  private static final String FORMS = "Use a path, or a file:, gs://, s3://, http: or https: URI.";

  /**
   * Returns the store at {@code uri}: a path, {@code file:}, {@code gs://bucket/path}, {@code
   * s3://bucket/path}, or, to read only, {@code http:} or {@code https:}. Touches nothing, and asks
   * no server.
   *
   * @throws IllegalArgumentException if no store has its scheme, or {@code access} is contradictory
   */
  public static Store open(String uri, StoreAccess access) {
    if (uri.isBlank()) {
      throw new IllegalArgumentException(
          "Cannot open store '%s': it has no name. %s".formatted(uri, FORMS));
    }
    int colon = uri.indexOf(':');
    String scheme = colon > 1 ? uri.substring(0, colon).toLowerCase(Locale.ROOT) : "";
    return switch (scheme) {
      case "file" -> new LocalStore(pathOfUri(uri));
      case "gs" -> GcsStore.open(BucketUri.parse(uri), access);
      case "s3" -> S3Store.open(BucketUri.parse(uri), access);
      case "http", "https" -> HttpStore.open(uri, access);
      default -> new LocalStore(path(uri, scheme));
    };
  }

  /** Returns whether {@code uri} is of a store that is not on this machine. */
  public static boolean isRemote(String uri) {
    return uri.matches("(?is)(gs|s3|https?):.*");
  }

  private static Path path(String uri, String scheme) {
    if (scheme.matches("[a-z][a-z0-9+.-]*")) {
      throw new IllegalArgumentException(
          "Cannot open store %s: scheme '%s' is not known. %s".formatted(uri, scheme, FORMS));
    }
    try {
      return Path.of(uri);
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(
          "Cannot open store %s: %s. %s".formatted(uri, e.getReason(), FORMS), e);
    }
  }

  private static Path pathOfUri(String uri) {
    try {
      return Path.of(URI.create(uri));
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(
          "Cannot open store %s: %s. Write it like file:///absolute/path, with %%20 for a space, or give the path."
              .formatted(uri, e.getMessage()),
          e);
    }
  }
}
