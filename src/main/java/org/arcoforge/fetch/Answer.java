package org.arcoforge.fetch;

import java.util.Arrays;

/** What a server answered to a request for a document. */
@SuppressWarnings("ArrayRecordComponent") // equals looks at what is in the array
public record Answer(int status, String url, String contentType, byte[] body) {

  /**
   * Makes an answer.
   *
   * @param status of HTTP: 2xx, 401, 403, 404 or 410
   * @param url where the body came from, after redirects
   * @param contentType as the server says; empty if it does not
   * @param body not copied
   */
  public Answer {}

  @Override
  public boolean equals(Object other) {
    return other instanceof Answer answer
        && status == answer.status
        && url.equals(answer.url)
        && contentType.equals(answer.contentType)
        && Arrays.equals(body, answer.body);
  }

  @Override
  public int hashCode() {
    return 31 * url.hashCode() + Arrays.hashCode(body);
  }

  @Override
  public String toString() {
    return "Answer[status=%d, url=%s, contentType=%s, body of %d bytes]"
        .formatted(status, Urls.shown(url), contentType, body.length);
  }
}
