package org.arcoforge.fetch;

import java.io.IOException;
import java.util.Optional;

/**
 * One attempt to get an object of a web server, or a part of it, by one request. Takes nothing but
 * the bytes of the object: no page, nothing squeezed, nothing cut.
 *
 * @param from the first byte
 * @param length the most bytes that are wanted; -1 = all
 */
record ObjectRequest(String url, long from, long length) {
  /** The longest array that every JVM can make. */
  private static final int LONGEST = Integer.MAX_VALUE - 8;

  private static final int FORBIDDEN = 403;
  private static final int NOT_FOUND = 404;
  private static final int GONE = 410;
  private static final int UNSATISFIABLE = 416;

  Optional<byte[]> send(Requests requests) throws IOException {
    // No server is asked for no bytes: a range cannot say that.
    long end = from + Math.max(1, length);
    Ask ask = length < 0 ? Ask.whole(url, "*/*") : Ask.part(url, from, end, "");
    try (Reply reply = requests.send(ask)) {
      int status = reply.status();
      if (status == NOT_FOUND || status == GONE) {
        reply.finish();
        return Optional.empty();
      }
      if (status == UNSATISFIABLE && length >= 0 && isBehindEnd(reply)) {
        reply.finish();
        return Optional.of(new byte[0]);
      }
      if (status == FORBIDDEN) {
        throw denied(reply);
      }
      if (status != 200 && (status != 206 || length < 0)) {
        throw Verdict.status(url, reply);
      }
      if (!reply.header("x-amzn-waf-action").isEmpty()) {
        throw Verdict.challenge(url, reply);
      }
      requirePlain(reply);
      Body body = reply.body(bytes -> {});
      Verdict.requireNoPage(url, reply, body);
      byte[] bytes = length < 0 ? all(reply, body) : part(reply, body, end);
      return Optional.of(length == 0 ? new byte[0] : bytes);
    }
  }

  private boolean isBehindEnd(Reply reply) {
    Reply.Part part = reply.part();
    return part == null || part.size() <= from;
  }

  private FetchException denied(Reply reply) {
    return FetchException.permanent(
        Verdict.status(url, reply).getMessage()
            + " Some servers answer so, too, where there is no such object: check the address.",
        FORBIDDEN);
  }

  private void requirePlain(Reply reply) throws FetchException {
    String encoding = reply.header("content-encoding");
    if (!encoding.isEmpty() && !encoding.equalsIgnoreCase("identity")) {
      throw FetchException.permanent(
          "Cannot fetch %s: the server sent it with the Content-Encoding %s, though it was asked for plain bytes. Fetch it from another place."
              .formatted(Urls.shown(url), encoding),
          reply.status());
    }
  }

  private byte[] all(Reply reply, Body body) throws IOException {
    long size = reply.length();
    if (size > LONGEST) {
      throw tooLong(size, reply.status());
    }
    byte[] bytes = size < 0 ? body.readNBytes(LONGEST) : exactly((int) size, body);
    if (body.read() >= 0) {
      throw size < 0 ? tooLong(LONGEST + 1L, reply.status()) : cut(bytes.length + 1L, size);
    }
    body.close();
    return bytes;
  }

  private FetchException tooLong(long size, int status) {
    return FetchException.permanent(
        "Cannot fetch %s: it has %d bytes or more, an object of a store has %d at most. Check the address."
            .formatted(Urls.shown(url), size, LONGEST),
        status);
  }

  private byte[] part(Reply reply, Body body, long end) throws IOException {
    if (reply.status() == 200) {
      return cutOut(reply, body, end);
    }
    Reply.Part part = reply.part();
    if (part == null || !isWanted(part, reply.length(), end)) {
      throw new FetchException(
          "Cannot fetch %s: asked for bytes from %d to %d, the server sent %d bytes as '%s'. Try again later."
              .formatted(
                  Urls.shown(url), from, end - 1, reply.length(), reply.header("content-range")),
          reply.status(),
          FetchException.Kind.TRANSIENT,
          null);
    }
    byte[] bytes = exactly((int) (part.to() - from), body);
    if (body.read() >= 0) {
      throw cut(bytes.length + 1L, bytes.length);
    }
    body.close();
    return bytes;
  }

  private boolean isWanted(Reply.Part part, long bytes, long end) {
    boolean whole = part.to() == end || (part.to() < end && part.to() == part.size());
    return part.from() == from
        && part.to() > from
        && whole
        && (bytes < 0 || bytes == part.to() - from);
  }

  /** Returns the part of an object that came whole; what is behind it need not travel. */
  private byte[] cutOut(Reply reply, Body body, long end) throws IOException {
    byte[] skipped = new byte[Fetcher.BUFFER];
    long left = from;
    int count = 0;
    while (left > 0 && count >= 0) {
      count = body.read(skipped, 0, (int) Math.min(skipped.length, left));
      left -= Math.max(0, count);
    }
    byte[] bytes = left > 0 ? new byte[0] : body.readNBytes((int) (end - from));
    long reached = from - left + bytes.length;
    if (reply.length() >= 0 && reached < Math.min(end, reply.length())) {
      throw cut(reached, reply.length());
    }
    return bytes;
  }

  private byte[] exactly(int size, Body body) throws IOException {
    byte[] bytes = new byte[size];
    int count = body.readNBytes(bytes, 0, size);
    if (count < size) {
      throw cut(count, size);
    }
    return bytes;
  }

  private FetchException cut(long bytes, long size) {
    return new FetchException(
        "Cannot fetch %s: the body has %d bytes of %d. Try again later."
            .formatted(Urls.shown(url), bytes, size),
        0,
        FetchException.Kind.TRANSIENT,
        null);
  }
}
