package org.arcoforge.store;

import java.net.URI;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;

/** Finds the store of a URI. */
public final class Stores {
  private Stores() {}

  /**
   * Returns the store at {@code uri}: a path, or {@code file:}. Touches nothing.
   *
   * @throws IllegalArgumentException if no store has its scheme
   */
  public static Store open(String uri) {
    if (uri.isBlank()) {
      throw new IllegalArgumentException(
          "Cannot open store '%s': it has no name. Use a path or a file: URI.".formatted(uri));
    }
    if (uri.startsWith("file:")) {
      return new LocalStore(pathOfUri(uri));
    }
    int colon = uri.indexOf(':');
    if (colon > 1 && uri.substring(0, colon).matches("[A-Za-z][A-Za-z0-9+.-]*")) {
      throw new IllegalArgumentException(
          "Cannot open store %s: scheme '%s' is not one of file. Use a path or a file: URI."
              .formatted(uri, uri.substring(0, colon)));
    }
    try {
      return new LocalStore(Path.of(uri));
    } catch (InvalidPathException e) {
      throw new IllegalArgumentException(
          "Cannot open store %s: %s. Use a path or a file: URI.".formatted(uri, e.getReason()), e);
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
