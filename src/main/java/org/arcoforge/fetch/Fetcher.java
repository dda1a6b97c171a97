package org.arcoforge.fetch;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import java.util.function.LongConsumer;

/**
 * Brings bytes from servers, by http, https and ftp, and from this machine, by {@code file:} URLs.
 * Faults that may pass are tried again; all others are {@link FetchException}s. Requests wait for
 * the limits of their hosts. A thread that holds an open stream must not ask for another: it could
 * wait for itself.
 *
 * <p>Safe for use by several threads at once.
 */
public final class Fetcher implements Closeable {
  /** The bytes that travel through memory at once. */
  static final int BUFFER = 256 << 10;

  private static final int LONGEST_DOCUMENT = 64 << 20;
  private static final Set<Integer> FOR_THE_CALLER = Set.of(401, 403, 404, 410);

  private final FetchOptions options;
  private final Requests requests;

  /** Makes a fetcher. Nothing is read, written or asked for yet. */
  public Fetcher(FetchOptions options) {
    this.options = options;
    this.requests = new Requests(options);
  }

  /**
   * Returns a document of at most 64 MiB. Answers of 401, 403, 404 and 410 are returned too.
   *
   * @param accept the media types that are wanted
   * @throws FetchException if it cannot be had, or is longer
   */
  public Answer document(String url, String accept) throws IOException {
    return new Tries(url, options).run(() -> answer(url, accept));
  }

  private Answer answer(String url, String accept) throws IOException {
    try (Reply reply = requests.send(Ask.whole(url, accept))) {
      int status = reply.status();
      boolean success = status >= 200 && status < 300;
      if (success && !reply.header("x-amzn-waf-action").isEmpty()) {
        throw Verdict.challenge(url, reply);
      }
      if (!success && !FOR_THE_CALLER.contains(status)) {
        throw Verdict.status(url, reply);
      }
      Body body = reply.body(bytes -> {});
      byte[] bytes = body.readNBytes(LONGEST_DOCUMENT);
      if (body.read() >= 0) {
        throw FetchException.permanent(
            "Cannot fetch %s: the document is longer than %d bytes. Check the URL."
                .formatted(Urls.shown(url), LONGEST_DOCUMENT),
            status);
      }
      return new Answer(status, reply.url(), reply.header("content-type"), bytes);
    }
  }

  /**
   * Returns an object of a web server, or a part of it, by one request. Nothing else is taken for
   * it: no page, nothing that is squeezed for the way, no body of another length than the server
   * says.
   *
   * @param from the first byte
   * @param length how many bytes to return, fewer where the object ends before; -1 = all
   * @return empty if the server answers 404 or 410
   * @throws FetchException if it cannot be had, or has more bytes than an array
   */
  public Optional<byte[]> bytes(String url, long from, int length) throws IOException {
    ObjectRequest request = new ObjectRequest(url, from, length);
    return new Tries(url, options).run(() -> request.send(requests));
  }

  /**
   * Returns which of the options' credentials a request for {@code url} sends, as {@link
   * FetchOptions#credentials} has it; empty if none.
   *
   * @throws IOException if {@code url} is none, or the secret cannot be read
   */
  public Optional<String> login(String url) throws IOException {
    return requests.login(url);
  }

  /**
   * Looks what a file is: asks for its first byte, for no server refuses that, and sees whether
   * that is what comes.
   *
   * @throws FetchException if it cannot be had, or a page comes instead
   */
  public RemoteFile probe(String url) throws IOException {
    return new Tries(url, options).run(() -> look(url));
  }

  private RemoteFile look(String url) throws IOException {
    try (Reply reply = requests.send(Ask.part(url, 0, 1, ""))) {
      Reply.Part part = reply.part();
      int status = reply.status();
      if (status == 416 && part != null && part.size() == 0) {
        return new RemoteFile(url, 0, reply.validator(), false, FileNames.of(reply));
      }
      if (status != 200 && status != 206) {
        throw Verdict.status(url, reply);
      }
      boolean right =
          status == 206 && part != null && part.from() == 0 && part.to() == 1 && !reply.encoded();
      RemoteFile file =
          new RemoteFile(
              url,
              right || status == 200 ? reply.size() : -1,
              reply.validator(),
              right && reply.size() >= 0,
              FileNames.of(reply));
      if (!reply.encoded()) {
        Verdict.checkNoPage(url, reply, reply.body(bytes -> {}));
      }
      reply.finish();
      return file;
    }
  }

  /**
   * Returns whether the server still has the version of a file that {@code validator}, which is not
   * empty, names. If it has, nothing of the file travels.
   *
   * @throws FetchException if it cannot be had
   */
  public boolean isCurrent(String url, String validator) throws IOException {
    return new Tries(url, options)
        .run(
            () -> {
              try (Reply reply = requests.send(Ask.change(url, validator))) {
                int status = reply.status();
                if (status != 200 && status != 206 && status != 304) {
                  throw Verdict.status(url, reply);
                }
                return status == 304 || reply.validator().equals(validator);
              }
            });
  }

  /**
   * Opens {@code [from, to)} of a file. The stream goes on by itself after a fault that may pass.
   * It holds one stream of its host until it is closed or has come to its end.
   *
   * @param to exclusive; -1 = the end of the file
   * @param received told the bytes that travel, as they arrive, those that are thrown away too
   * @throws FetchException if the bytes cannot be had, or the file is not the one that was probed;
   *     so throws the stream
   */
  public InputStream open(RemoteFile file, long from, long to, LongConsumer received)
      throws IOException {
    if (from < 0
        || (to >= 0 && to < from)
        || (file.size() >= 0 && Math.max(from, to) > file.size())) {
      throw new IllegalArgumentException(
          "Cannot open bytes %d to %d of %s: it has %d."
              .formatted(from, to, Urls.shown(file.url()), file.size()));
    }
    long end = to >= 0 ? to : file.size();
    ResumingStream stream =
        new ResumingStream(requests, new Tries(file.url(), options), file, from, end, received);
    stream.connect();
    return stream;
  }

  /**
   * Downloads a whole file and checks it. Bytes that an earlier process left at {@code partial} are
   * kept if they are of the same representation.
   *
   * @param partial where the file is when this returns; one thread of one process at a time may
   *     download to it. Beside it is {@code partial.validator} until then.
   * @param received told the bytes that travel, as they arrive
   * @throws FetchException if it cannot be had, or is not what is expected
   */
  public Checked download(String url, Path partial, Expected expected, LongConsumer received)
      throws IOException {
    return new Download(requests, new Tries(url, options), url, partial, expected, received).run();
  }

  @Override
  public void close() throws IOException {
    requests.close();
  }
}
