package org.arcoforge.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.arcoforge.fetch.FetchOptions;
import org.arcoforge.fetch.Fetcher;
import org.arcoforge.fetch.HostLimit;
import org.arcoforge.fetch.Mirrors;
import org.arcoforge.fetch.Urls;

/**
 * A store on a web server, to read only. Each key is the path of an object below the store's URL; a
 * query of that, such as a token, goes with each request. A server has no list of its objects, and
 * where it answers 404 or 410 there is none.
 */
final class HttpStore implements Store {
  private static final int STREAMS = 16;
  private static final PerProcess<Settings, Fetcher> FETCHERS = new PerProcess<>(Settings::fetcher);

  /** What requests differ by. Stores of the same settings share connections and limits. */
  private record Settings(String hosts, List<String> mirrors, List<String> credentials) {
    Fetcher fetcher() {
      return new Fetcher(options());
    }

    private FetchOptions options() {
      Path folder =
          hosts.isEmpty()
              ? Path.of(
                  System.getProperty("java.io.tmpdir"),
                  "arcoforge-hosts-" + System.getProperty("user.name"))
              : Path.of(hosts);
      return FetchOptions.in(folder)
          .mirrors(Mirrors.parse(mirrors))
          .credentials(credentials)
          .defaultLimit(new HostLimit(STREAMS, 0));
    }
  }

  /** The URL before keys, without a slash at its end. */
  private final String folder;

  /** What follows keys: empty, or from a question mark on. */
  private final String query;

  private final Fetcher fetcher;

  HttpStore(String uri, Fetcher fetcher) {
    String url = uri.replaceFirst("(?s)#.*$", "");
    int question = url.indexOf('?');
    this.folder = (question < 0 ? url : url.substring(0, question)).replaceFirst("/+$", "");
    this.query = question < 0 ? "" : url.substring(question);
    this.fetcher = fetcher;
  }

  /**
   * Returns the store at {@code uri}, of http or https. Asks no server.
   *
   * @throws IllegalArgumentException if a mirror or a credential is not one
   */
  static Store open(String uri, StoreAccess access) {
    return new HttpStore(
        uri, FETCHERS.of(new Settings(access.hosts(), access.mirrors(), access.credentials())));
  }

  @Override
  public Optional<byte[]> get(StoreKey key) throws IOException {
    return fetcher.bytes(url(key), 0, -1);
  }

  @Override
  public Optional<byte[]> get(StoreKey key, long offset, int length) throws IOException {
    return fetcher.bytes(url(key), offset, length);
  }

  @Override
  public void put(StoreKey key, ByteBuffer bytes) throws IOException {
    throw readOnly(key);
  }

  @Override
  public boolean putNew(StoreKey key, ByteBuffer bytes) throws IOException {
    throw readOnly(key);
  }

  @Override
  public List<StoredObject> objects(String prefix) throws IOException {
    throw new IOException(
        "Cannot list %s: a web server has no list of its objects. A Zarr store on one needs consolidated metadata; else give its gs://, s3:// or path."
            .formatted(this));
  }

  @Override
  public void delete(StoreKey key) throws IOException {
    throw readOnly(key);
  }

  private IOException readOnly(StoreKey key) {
    return new IOException(
        "Cannot write to %s: a web server's store can only be read. Choose gs://, s3:// or a path as target."
            .formatted(Urls.shown(url(key))));
  }

  @Override
  public boolean isListable() {
    return false;
  }

  @Override
  public int concurrency() {
    return STREAMS;
  }

  @Override
  public Identity identity() throws IOException {
    return Identity.of(
        fetcher.login(folder).map(login -> "--auth " + login).orElse("nobody (anonymous)"));
  }

  private String url(StoreKey key) {
    return folder + "/" + encoded(key.path()) + query;
  }

  /** Returns a path as it stands in a URL: all but unreserved characters and slashes encoded. */
  private static String encoded(String path) {
    StringBuilder text = new StringBuilder();
    for (byte each : path.getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (each & 0xff);
      boolean plain =
          (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || "0123456789-._~/".indexOf(c) >= 0;
      if (plain) {
        text.append(c);
      } else {
        text.append("%%%02X".formatted((int) c));
      }
    }
    return text.toString();
  }

  /** Returns the URL, with … for what may be secret. */
  @Override
  public String toString() {
    return Urls.shown(folder + query);
  }
}
