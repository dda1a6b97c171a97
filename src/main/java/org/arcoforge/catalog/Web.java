package org.arcoforge.catalog;

import java.io.IOException;
import java.util.Optional;

/** Fetches documents of web servers. */
public interface Web {
  /**
   * Returns the document at an {@code http:} or {@code https:} URL; empty if the server says that
   * there is none.
   *
   * @throws java.nio.file.AccessDeniedException if the server wants another login
   * @throws IOException if no document can be had for other reasons
   */
  Optional<byte[]> get(String url) throws IOException;
}
