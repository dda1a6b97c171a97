package org.arcoforge.fetch;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.function.LongConsumer;

/** One download of one file. For one thread. */
final class Download {
  private final Requests requests;
  private final Tries tries;
  private final String url;
  private final Path partial;
  private final Path sidecar;
  private final Expected expected;
  private final LongConsumer received;
  private final Checksum.Algorithm algorithm;

  /** Of all bytes that are at {@code partial}. */
  private MessageDigest digest;

  /** How many bytes are at {@code partial}. */
  private long have;

  /** Of the representation that {@code partial} is a part of; size -1 = unknown. */
  private String validator = "";

  private long size = -1;
  private String name = "";

  /** Whether bytes of an earlier process are among those at {@code partial}. */
  private boolean continued;

  Download(
      Requests requests,
      Tries tries,
      String url,
      Path partial,
      Expected expected,
      LongConsumer received) {
    this.requests = requests;
    this.tries = tries;
    this.url = url;
    this.partial = partial;
    this.sidecar = partial.resolveSibling(partial.getFileName() + ".validator");
    this.expected = expected;
    this.received = received;
    Checksum checksum = expected.checksum();
    this.algorithm = checksum == null ? Checksum.Algorithm.SHA256 : checksum.algorithm();
    this.digest = algorithm.digest();
  }

  Checked run() throws IOException {
    try (FileChannel file =
        FileChannel.open(
            partial,
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      continueEarlier(file);
      while (true) {
        tries.run(() -> fill(file));
        Checksum found = algorithm.of(digest);
        boolean right =
            (expected.size() < 0 || expected.size() == have)
                && (expected.checksum() == null || expected.checksum().equals(found));
        if (right) {
          file.force(true);
          Files.deleteIfExists(sidecar);
          return new Checked(have, found, validator, name);
        }
        if (!continued) {
          throw wrong(found);
        }
        startOver(file);
      }
    }
  }

  private FetchException wrong(Checksum found) throws IOException {
    long bytes = have;
    Files.deleteIfExists(sidecar);
    Files.deleteIfExists(partial);
    if (expected.size() >= 0 && expected.size() != bytes) {
      return wrongSize(bytes);
    }
    return FetchException.permanent(
        "Cannot use %s: its checksum is %s, not %s as expected. The file changed on the server, or the expected checksum is wrong."
            .formatted(Urls.shown(url), found, expected.checksum()),
        0);
  }

  private FetchException wrongSize(long bytes) {
    return FetchException.permanent(
        "Cannot use %s: the server has %d bytes of it, not %d as expected. The file changed on the server, or the expected size is wrong."
            .formatted(Urls.shown(url), bytes, expected.size()),
        0);
  }

  /** Takes the bytes that an earlier process left, if it left word of what they are. */
  private void continueEarlier(FileChannel file) throws IOException {
    String[] word =
        Files.exists(sidecar) ? Files.readString(sidecar).split("\n", -1) : new String[0];
    boolean known = word.length == 3 && !word[0].isEmpty() && word[1].matches("-1|\\d{1,18}");
    if (!known || file.size() == 0) {
      startOver(file);
      return;
    }
    validator = word[0];
    size = Long.parseLong(word[1]);
    if (size >= 0 && file.size() > size) {
      startOver(file);
      return;
    }
    ByteBuffer buffer = ByteBuffer.allocate(Fetcher.BUFFER);
    file.position(0);
    while (file.read(buffer.clear()) >= 0) {
      digest.update(buffer.flip());
      have += buffer.limit();
    }
    continued = true;
  }

  private void startOver(FileChannel file) throws IOException {
    Files.deleteIfExists(sidecar);
    file.truncate(0);
    file.position(0);
    digest = algorithm.digest();
    have = 0;
    size = -1;
    validator = "";
    continued = false;
  }

  /** Asks once for what is missing, and takes what comes. Returns how much is there. */
  private long fill(FileChannel file) throws IOException {
    if (have > 0 && validator.isEmpty()) {
      startOver(file);
    }
    boolean rest = have > 0;
    try (Reply reply =
        requests.send(rest ? Ask.part(url, have, -1, validator) : Ask.whole(url, "*/*"))) {
      name = FileNames.of(reply);
      if (rest && isComplete(reply)) {
        return have;
      }
      if (rest && reply.status() != 200 && !isRest(reply)) {
        if (reply.status() != 206 && reply.status() != 416) {
          throw Verdict.status(url, reply);
        }
        startOver(file);
        throw notTheRest(reply);
      }
      if (reply.status() != 200 && reply.status() != 206) {
        throw Verdict.status(url, reply);
      }
      Body body = reply.body(received);
      Verdict.checkNoPage(url, reply, body);
      if (reply.status() == 200) {
        begin(file, reply);
      } else if (!rest) {
        throw notTheRest(reply);
      }
      copy(body, file);
    }
    return have;
  }

  /** Whether the reply says that nothing is missing. */
  private boolean isComplete(Reply reply) {
    Reply.Part part = reply.part();
    boolean same = reply.validator().isEmpty() || reply.validator().equals(validator);
    return reply.status() == 416 && part != null && part.size() == have && size == have && same;
  }

  private boolean isRest(Reply reply) {
    Reply.Part part = reply.part();
    return reply.status() == 206
        && !reply.encoded()
        && part != null
        && part.from() == have
        && (size < 0 || part.size() < 0 || (part.size() == size && part.to() == size))
        && (reply.validator().isEmpty() || reply.validator().equals(validator));
  }

  private FetchException notTheRest(Reply reply) {
    return new FetchException(
        "Cannot fetch %s: the server sent '%s' of '%s', which is not what was asked for. Try again later."
            .formatted(Urls.shown(url), reply.header("content-range"), reply.validator()),
        reply.status(),
        FetchException.Kind.TRANSIENT,
        null);
  }

  /** Prepares for a whole file: says beside it what it is, before its first byte. */
  private void begin(FileChannel file, Reply reply) throws IOException {
    if (reply.size() == 0
        && expected.size() != 0
        && (expected.size() > 0 || !reply.header("x-amzn-waf-action").isEmpty())) {
      throw Verdict.challenge(url, reply);
    }
    if (expected.size() >= 0 && reply.size() >= 0 && reply.size() != expected.size()) {
      Files.deleteIfExists(sidecar);
      Files.deleteIfExists(partial);
      throw wrongSize(reply.size());
    }
    startOver(file);
    size = reply.size();
    // What is squeezed for the way cannot be continued: its ranges count other bytes.
    validator = reply.encoded() ? "" : reply.validator();
    if (!validator.isEmpty()) {
      Files.writeString(sidecar, validator + "\n" + size + "\n");
    }
  }

  private void copy(Body body, FileChannel file) throws IOException {
    byte[] buffer = new byte[Fetcher.BUFFER];
    long most = size >= 0 ? size : Long.MAX_VALUE;
    while (have < most) {
      int count = body.read(buffer, 0, (int) Math.min(buffer.length, most - have));
      if (count < 0) {
        break;
      }
      ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, count);
      long at = have;
      while (bytes.hasRemaining()) {
        at += file.write(bytes, at);
      }
      digest.update(buffer, 0, count);
      have += count;
      tries.reached(have);
    }
    body.close();
    if (size >= 0 && have < size) {
      throw new FetchException(
          "Cannot fetch %s: the body ends at byte %d of %d. Try again later."
              .formatted(Urls.shown(url), have, size),
          0,
          FetchException.Kind.TRANSIENT,
          null);
    }
  }
}
