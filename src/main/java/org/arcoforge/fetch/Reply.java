package org.arcoforge.fetch;

import java.io.Closeable;
import java.io.IOException;
import java.util.Locale;
import java.util.function.LongConsumer;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/**
 * The answer to one request, after redirects. It holds a stream of its host until it is closed or
 * its body was read to the end. Errors of the body are {@link FetchException}s that may pass.
 */
final class Reply implements Closeable {
  private static final Pattern CONTENT_RANGE =
      Pattern.compile("bytes\\s+(?:(\\d{1,18})-(\\d{1,18})|\\*)/(\\d{1,18}|\\*)");

  private final String url;
  private final Transport.Response response;
  private final FileLocks.Held slot;
  private boolean closed;

  /** What Content-Range says; the end is exclusive, a size of -1 unknown. */
  record Part(long from, long to, long size) {}

  Reply(String url, Transport.Response response, FileLocks.Held slot) {
    this.url = url;
    this.response = response;
    this.slot = slot;
  }

  /** Where the answer came from. */
  String url() {
    return url;
  }

  int status() {
    return response.status();
  }

  /** Returns a header; empty if there is none. */
  String header(String name) {
    return response.headers().getOrDefault(name, "").strip();
  }

  /** Returns the length of what travels; -1 = not said. */
  long length() {
    String length = header("content-length");
    return length.matches("\\d{1,18}") ? Long.parseLong(length) : -1;
  }

  /** Returns the part that this is, or that could not be given; null = not said, or nonsense. */
  @Nullable Part part() {
    Matcher matcher = CONTENT_RANGE.matcher(header("content-range"));
    if (!matcher.matches()) {
      return null;
    }
    long size = matcher.group(3).equals("*") ? -1 : Long.parseLong(matcher.group(3));
    if (matcher.group(1) == null) {
      return new Part(-1, -1, size);
    }
    return new Part(Long.parseLong(matcher.group(1)), Long.parseLong(matcher.group(2)) + 1, size);
  }

  /** Returns the strong ETag, else Last-Modified, else an empty text. */
  String validator() {
    String tag = header("etag");
    return tag.startsWith("\"") ? tag : header("last-modified");
  }

  /** Returns whether the body is squeezed for the way; a file that is a gzip itself is not. */
  boolean encoded() {
    String encoding = header("content-encoding").toLowerCase(Locale.ROOT);
    boolean plain = encoding.isEmpty() || encoding.equals("identity");
    boolean gzip = encoding.equals("gzip") || encoding.equals("x-gzip");
    return !plain && !(gzip && FileNames.of(this).matches("(?i).*\\.(gz|tgz)"));
  }

  /** Returns the size of the whole file; -1 = not said. */
  long size() {
    Part part = part();
    if (status() == 206 || status() == 416) {
      return part == null ? -1 : part.size;
    }
    return encoded() ? -1 : length();
  }

  /**
   * Returns the bytes of the file that this brings.
   *
   * @param received told the bytes as they arrive
   */
  Body body(LongConsumer received) throws IOException {
    Body counted = new Body(this, response.body(), received);
    if (!encoded()) {
      return counted;
    }
    String encoding = header("content-encoding");
    if (status() != 200 || !encoding.matches("(?i)(x-)?gzip")) {
      throw FetchException.permanent(
          "Cannot fetch %s: the server sent it with the Content-Encoding %s, though it was asked for plain bytes. Fetch it from another place."
              .formatted(Urls.shown(url), encoding),
          status());
    }
    try {
      return new Body(this, new GZIPInputStream(counted, Fetcher.BUFFER), bytes -> {});
    } catch (FetchException e) {
      throw e;
    } catch (IOException e) {
      throw FetchException.lost(url, e);
    }
  }

  boolean closed() {
    return closed;
  }

  /** Gives the stream of the host back. */
  @Override
  public void close() throws IOException {
    if (closed) {
      return;
    }
    closed = true;
    try {
      response.abort().close();
    } catch (IOException e) {
      // The connection is given up, so it does not matter how it ends.
    } finally {
      slot.close();
    }
  }

  /** Closes; keeps the connection for others if little of the body is left. */
  void finish() throws IOException {
    try {
      if (length() <= 65536) {
        response.body().readNBytes(65536);
      }
    } catch (IOException e) {
      // It is closed anyhow.
    } finally {
      close();
    }
  }
}
