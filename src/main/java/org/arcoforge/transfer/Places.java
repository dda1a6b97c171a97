package org.arcoforge.transfer;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;
import org.arcoforge.store.Store;

/** Where stores are, to find out whether two are one. */
final class Places {
  private Places() {}

  /**
   * Checks that neither store is the other or inside it.
   *
   * @throws IllegalArgumentException if one is
   */
  static void requireApart(Store source, Store destination) {
    Optional<String> from = place(source);
    Optional<String> to = place(destination);
    boolean same = source == destination || (from.isPresent() && from.equals(to));
    boolean inside = false;
    if (from.isPresent() && to.isPresent()) {
      inside = from.get().startsWith(to.get()) || to.get().startsWith(from.get());
    }
    if (same || inside) {
      throw new IllegalArgumentException(
          "Cannot copy %s to %s: %s. Choose another target."
              .formatted(
                  source, destination, same ? "they are the same" : "one is inside the other"));
    }
  }

  /** Returns where a store is, ended by a slash; empty if it is in memory. */
  private static Optional<String> place(Store store) {
    String uri = store.toString();
    if (uri.contains("://")) {
      return Optional.of(uri.endsWith("/") ? uri : uri + "/");
    }
    try {
      Path path = Path.of(uri);
      return path.isAbsolute()
          ? Optional.of(real(path).toString().replaceFirst("/?$", "/"))
          : Optional.empty();
    } catch (InvalidPathException e) {
      return Optional.empty();
    }
  }

  /** Returns the path without symbolic links, as far as it exists. */
  private static Path real(Path path) {
    Path there = path;
    while (there.getParent() != null && !Files.exists(there)) {
      there = there.getParent();
    }
    try {
      return there.toRealPath().resolve(there.relativize(path)).normalize();
    } catch (IOException e) {
      return path;
    }
  }
}
