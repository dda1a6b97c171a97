package org.arcoforge.fetch;

import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Arrays;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/**
 * The bytes of a part of a file. After a fault it asks for the rest; where the server has no
 * ranges, it asks for all, skips what it had and checks that those bytes are the same.
 */
final class ResumingStream extends InputStream {
  private final Requests requests;
  private final Tries tries;
  private final RemoteFile file;
  private final long from;
  private final LongConsumer received;

  /** Of the bytes before {@code position}, where there are no ranges. */
  private MessageDigest digest = Checksum.Algorithm.SHA256.digest();

  /** The next byte to give; before {@code from} while the start of the file is skipped. */
  private long position;

  /** Exclusive; -1 = where the server ends. */
  private long end;

  private @Nullable Body body;
  private boolean closed;

  ResumingStream(
      Requests requests, Tries tries, RemoteFile file, long from, long end, LongConsumer received) {
    this.requests = requests;
    this.tries = tries;
    this.file = file;
    this.from = from;
    this.end = end;
    this.received = received;
    this.position = file.ranges() ? from : 0;
  }

  /** Opens the connection, so that what cannot be had fails at once. */
  void connect() throws IOException {
    if (body == null && !(end >= 0 && from == end)) {
      body = tries.run(this::ask);
    }
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] buffer, int offset, int length) throws IOException {
    if (length == 0) {
      return 0;
    }
    byte[] skipped = position < from ? new byte[Fetcher.BUFFER] : buffer;
    while (position < from) {
      if (take(skipped, 0, (int) Math.min(skipped.length, from - position)) < 0) {
        return -1;
      }
    }
    return take(buffer, offset, length);
  }

  private int take(byte[] buffer, int offset, int length) throws IOException {
    while (true) {
      if (closed) {
        throw new IOException("Cannot read %s: it is closed.".formatted(Urls.shown(file.url())));
      }
      if (end >= 0 && position >= Math.max(end, from)) {
        release();
        return -1;
      }
      try {
        if (body == null) {
          body = ask();
        }
        int most = end < 0 ? length : (int) Math.min(length, end - position);
        int count = body.read(buffer, offset, most);
        if (count > 0) {
          advance(buffer, offset, count);
          return count;
        }
        if (end < 0 && position >= from) {
          end = position;
        } else {
          throw shortBody();
        }
      } catch (FetchException e) {
        release();
        tries.failed(e);
      }
    }
  }

  private void advance(byte[] buffer, int offset, int count) throws IOException {
    if (!file.ranges()) {
      digest.update(buffer, offset, count);
    }
    position += count;
    tries.reached(position);
    if (position == end) {
      release();
    }
  }

  private FetchException shortBody() {
    return new FetchException(
        "Cannot fetch %s: the body ends at byte %d of %d. Try again later."
            .formatted(Urls.shown(file.url()), position, end < 0 ? file.size() : end),
        0,
        FetchException.Kind.TRANSIENT,
        null);
  }

  /** Asks for what is left. */
  private Body ask() throws IOException {
    boolean part = file.ranges() && (position > 0 || (end >= 0 && end < file.size()));
    Reply reply =
        requests.send(
            part
                ? Ask.part(file.url(), position, end, file.validator())
                : Ask.whole(file.url(), "*/*"));
    boolean good = false;
    try {
      Body bytes = part ? rest(reply) : whole(reply);
      good = true;
      return bytes;
    } finally {
      if (!good) {
        reply.close();
      }
    }
  }

  private Body rest(Reply reply) throws IOException {
    Reply.Part part = reply.part();
    if (reply.status() == 200 && !file.validator().isEmpty()) {
      checkSame(reply);
      Body bytes = reply.body(received);
      Verdict.checkNoPage(file.url(), reply, bytes);
      bytes.skipNBytes(position);
      return bytes;
    }
    if (reply.status() == 416) {
      throw changed(reply);
    }
    if (reply.status() != 206) {
      throw reply.status() == 200 ? changed(reply) : Verdict.status(file.url(), reply);
    }
    if (part == null || part.from() != position || (end >= 0 && part.to() != end)) {
      throw new FetchException(
          "Cannot fetch %s: asked for bytes from %d to %d, the server sent '%s'. Try again later."
              .formatted(Urls.shown(file.url()), position, end - 1, reply.header("content-range")),
          206,
          FetchException.Kind.TRANSIENT,
          null);
    }
    checkSame(reply);
    Body bytes = reply.body(received);
    Verdict.checkNoPage(file.url(), reply, bytes);
    return bytes;
  }

  private Body whole(Reply reply) throws IOException {
    if (reply.status() != 200) {
      throw Verdict.status(file.url(), reply);
    }
    Body bytes = reply.body(received);
    Verdict.checkNoPage(file.url(), reply, bytes);
    if (reply.length() == 0 && file.size() > 0) {
      throw Verdict.challenge(file.url(), reply);
    }
    checkSame(reply);
    if (position > 0) {
      repeat(bytes);
    }
    return bytes;
  }

  /** Reads what was read before, and checks that it is the same. */
  private void repeat(Body bytes) throws IOException {
    MessageDigest again = Checksum.Algorithm.SHA256.digest();
    byte[] buffer = new byte[Fetcher.BUFFER];
    long left = position;
    while (left > 0) {
      int count = bytes.read(buffer, 0, (int) Math.min(buffer.length, left));
      if (count < 0) {
        throw shortBody();
      }
      again.update(buffer, 0, count);
      left -= count;
    }
    byte[] before = digest.digest();
    digest = Checksum.Algorithm.SHA256.digest();
    byte[] now;
    try {
      now = ((MessageDigest) again.clone()).digest();
    } catch (CloneNotSupportedException e) {
      throw new IllegalStateException("Every Java platform can copy a SHA-256 digest", e);
    }
    if (!Arrays.equals(before, now)) {
      throw FetchException.permanent(
          "Cannot go on with %s: its first %d bytes are not those that were read before. It changes on the server; fetch it again from the start."
              .formatted(Urls.shown(file.url()), position),
          200);
    }
    digest = again;
  }

  private void checkSame(Reply reply) throws FetchException {
    boolean sameTag =
        file.validator().isEmpty()
            || reply.validator().isEmpty()
            || file.validator().equals(reply.validator());
    boolean sameSize = file.size() < 0 || reply.size() < 0 || file.size() == reply.size();
    if (!sameTag || !sameSize) {
      throw changed(reply);
    }
  }

  private FetchException changed(Reply reply) {
    return FetchException.permanent(
        "Cannot go on with %s: it was '%s' of %d bytes, now it is '%s' of %d bytes. It changed on the server; fetch it again from the start."
            .formatted(
                Urls.shown(file.url()),
                file.validator(),
                file.size(),
                reply.validator(),
                reply.size()),
        reply.status());
  }

  private void release() throws IOException {
    Body open = body;
    body = null;
    if (open != null) {
      open.close();
    }
  }

  @Override
  public void close() throws IOException {
    closed = true;
    release();
  }
}
