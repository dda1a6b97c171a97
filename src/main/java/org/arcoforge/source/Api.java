package org.arcoforge.source;

import java.io.IOException;

/** Asks the web services of repositories. */
interface Api {
  /**
   * What came.
   *
   * @param status 200, 401, 403, 404 or 410
   * @param url where it came from, after redirects
   */
  @SuppressWarnings("ArrayRecordComponent") // never compared
  record Answer(int status, String url, String contentType, byte[] body) {}

  /**
   * Returns what the service says of {@code url}.
   *
   * @param accept the media type to ask for
   * @throws IOException if nothing came, or a status that {@link Answer} does not have
   */
  Answer get(String url, String accept) throws IOException;
}
