package org.arcoforge.fetch;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.Map;

/** Sends one request over one protocol. Answers look like those of HTTP, whatever the protocol. */
interface Transport extends Closeable {
  /**
   * What came back.
   *
   * @param headers by name in lower case
   * @param body yet to be read; its end is checked against Content-Length
   * @param abort gives up the connection when the body is not read to its end
   */
  record Response(int status, Map<String, String> headers, InputStream body, Closeable abort) {}

  /**
   * Asks the server of {@code uri}.
   *
   * @param secrets headers to send besides
   * @throws IOException if the connection fails: it may go better the next time
   */
  Response send(URI uri, Ask ask, Map<String, String> secrets) throws IOException;

  @Override
  void close() throws IOException;

  /** Returns the headers that tell of {@code [from, to)} of a file, as HTTP does. */
  static Map<String, String> fileHeaders(long size, String changed, long from, long to) {
    return Map.of(
        "content-length", Long.toString(to - from),
        "content-range", "bytes %d-%d/%d".formatted(from, to - 1, size),
        "last-modified", changed);
  }
}
