package org.arcoforge.fetch;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.security.cert.CertificateException;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Sends one request and follows its redirects, each through the gate of its host. */
final class Requests implements Closeable {
  private static final int MOST_REDIRECTS = 10;
  private static final Set<Integer> REDIRECTS = Set.of(301, 302, 303, 307, 308);

  private final FetchOptions options;
  private final HostGate gate;
  private final Credentials credentials;
  private final Transport files = new FileTransport();
  private final Transport ftp;
  private @Nullable Transport http;

  /**
   * One step to the file.
   *
   * @param uri to contact, of a mirror if there is one
   * @param host whose limit holds: the one that the mirror stands for
   */
  private record Hop(URI uri, String host, boolean mirrored) {}

  Requests(FetchOptions options) {
    this.options = options;
    this.gate = new HostGate(options.stateFolder(), options.limits(), options.pause());
    this.credentials = new Credentials(options.credentials(), options.environment());
    this.ftp = new FtpTransport(options.timeouts());
  }

  /**
   * Returns the answer, whatever its status, except a redirect.
   *
   * @throws FetchException if none came, or the way to it is not allowed
   */
  Reply send(Ask ask) throws IOException {
    Hop hop = first(ask.url());
    URI asked = hop.uri;
    for (int redirects = 0; redirects <= MOST_REDIRECTS; redirects++) {
      Reply reply = send(ask, hop, asked);
      if (!REDIRECTS.contains(reply.status())) {
        return reply;
      }
      String location = reply.header("location");
      reply.finish();
      hop = next(ask.url(), hop, location, reply.status());
    }
    throw FetchException.permanent(
        "Cannot fetch %s: the server redirects more than %d times, the last to %s. Check the URL in a browser."
            .formatted(Urls.shown(ask.url()), MOST_REDIRECTS, Urls.shown(hop.uri.toString())),
        0);
  }

  private Hop first(String url) throws FetchException {
    URI original = Urls.parse(url);
    String mirror = options.mirrors().apply(url);
    return new Hop(Urls.parse(mirror), Urls.host(original), !mirror.equals(url));
  }

  /** Returns which login is sent to where {@code url} is asked for first, if it can be had. */
  Optional<String> login(String url) throws IOException {
    Hop hop = first(url);
    credentials.of(hop.uri, hop.uri);
    return credentials.entry(hop.uri, hop.uri).map(Credentials.Entry::toString);
  }

  private Hop next(String url, Hop hop, String location, int status) throws FetchException {
    if (location.isEmpty()) {
      throw FetchException.permanent(
          "Cannot fetch %s: the server answers %d, but does not say where to. Check the URL in a browser."
              .formatted(Urls.shown(url), status),
          status);
    }
    String target = resolve(hop.uri, location);
    String mirror = options.mirrors().apply(target);
    boolean mirrored = !mirror.equals(target);
    URI original = Urls.parse(target);
    URI uri = Urls.parse(mirror);
    String scheme = Urls.scheme(uri);
    if (!mirrored && !scheme.equals("https") && !scheme.equals("http")) {
      throw FetchException.permanent(
          "Cannot fetch %s: the server redirects to %s, which is not of http or https. Check the URL in a browser."
              .formatted(Urls.shown(url), Urls.shown(target)),
          status);
    }
    if (!mirrored
        && scheme.equals("http")
        && Urls.scheme(hop.uri).equals("https")
        && !Urls.loopback(uri)) {
      throw FetchException.permanent(
          "Cannot fetch %s: the server redirects from https to %s, where others could change the bytes. Use that URL itself if you trust it."
              .formatted(Urls.shown(url), Urls.shown(target)),
          status);
    }
    boolean stays = Urls.origin(uri).equals(Urls.origin(hop.uri)) && !mirrored;
    return stays
        ? new Hop(uri, hop.host, hop.mirrored)
        : new Hop(uri, Urls.host(original), mirrored);
  }

  private static String resolve(URI base, String location) throws FetchException {
    if (location.matches("[A-Za-z][A-Za-z0-9+.-]*:.*")) {
      return location;
    }
    if (location.startsWith("//")) {
      return base.getScheme() + ":" + location;
    }
    String root = base.getScheme() + "://" + base.getRawAuthority();
    if (location.startsWith("/")) {
      return root + location;
    }
    String path = base.getRawPath() == null ? "/" : base.getRawPath();
    return location.startsWith("?")
        ? root + path + location
        : Urls.parse(root + path.substring(0, path.lastIndexOf('/') + 1) + location)
            .normalize()
            .toString();
  }

  private Reply send(Ask ask, Hop hop, URI asked) throws IOException {
    Transport transport = transport(hop.uri, ask.url());
    Map<String, String> secrets = credentials.of(hop.uri, asked);
    if (transport == files) {
      return new Reply(hop.uri.toString(), files.send(hop.uri, ask, secrets), () -> {});
    }
    FileLocks.Held slot = gate.enter(hop.host, ask.url());
    Transport.Response response = null;
    try {
      response = transport.send(hop.uri, ask, secrets);
      heed(ask.url(), hop.host, response);
      Reply reply = new Reply(hop.uri.toString(), response, slot);
      slot = () -> {};
      response = null;
      return reply;
    } catch (FetchException e) {
      throw e;
    } catch (IOException | IllegalArgumentException e) {
      throw fault(ask.url(), hop, e);
    } finally {
      if (response != null) {
        response.abort().close();
      }
      slot.close();
    }
  }

  private static IOException fault(String url, Hop hop, Exception e) {
    if (e instanceof InterruptedIOException interrupted
        && !(e instanceof SocketTimeoutException)
        && Thread.currentThread().isInterrupted()) {
      return interrupted;
    }
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof CertificateException || cause instanceof IllegalArgumentException) {
        return FetchException.permanent(
            "Cannot fetch %s: %s cannot be asked: %s. Correct it, or fetch from another place."
                .formatted(Urls.shown(url), Urls.host(hop.uri), cause.getMessage()),
            0);
      }
    }
    return FetchException.lost(url, (IOException) e);
  }

  /** Keeps away from the host as long as it says. */
  private void heed(String url, String host, Transport.Response response) throws IOException {
    Instant now = Instant.now();
    Map<String, String> headers = response.headers();
    int status = response.status();
    Duration wait = Duration.ZERO;
    if (status == 429 || status == 503) {
      wait = RetryAfter.parse(headers.getOrDefault("retry-after", "").strip(), now);
      if (wait.compareTo(HostGate.LONGEST_WAIT) > 0) {
        throw HostGate.tooLong(url, host, wait, status);
      }
    }
    if (wait.isZero() && headers.getOrDefault("x-ratelimit-remaining", "").strip().equals("0")) {
      wait = RetryAfter.reset(headers.getOrDefault("x-ratelimit-reset", "").strip(), now);
    }
    if (!wait.isZero()) {
      gate.close(host, wait);
    }
  }

  private Transport transport(URI uri, String url) throws FetchException {
    String scheme = Urls.scheme(uri);
    if (scheme.equals("file")) {
      return files;
    }
    boolean web = scheme.equals("http") || scheme.equals("https");
    if ((!web && !scheme.equals("ftp")) || uri.getHost() == null) {
      throw FetchException.permanent(
          "Cannot fetch %s: %s. Give a URL of http, https, ftp or file."
              .formatted(
                  Urls.shown(url),
                  uri.getHost() == null
                      ? "it names no host"
                      : "'" + scheme + ":' is not supported"),
          0);
    }
    return web ? http() : ftp;
  }

  private synchronized Transport http() {
    if (http == null) {
      http = new HttpTransport(options);
    }
    return http;
  }

  @Override
  public synchronized void close() throws IOException {
    if (http != null) {
      http.close();
    }
  }
}
