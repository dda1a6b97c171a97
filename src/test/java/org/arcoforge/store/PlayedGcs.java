package org.arcoforge.store;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Google Cloud Storage, played on this machine: the part of its JSON API that {@link GcsStore}
 * uses, with Google's words. Can be told to fail.
 */
public final class PlayedGcs implements AutoCloseable {
  static {
    System.setProperty("sun.net.httpserver.nodelay", "true"); // Else each answer waits 40 ms.
  }

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern PATH =
      Pattern.compile("/(?:(upload|download)/)?storage/v1/b/([^/]+)/o(?:/([^/]+))?");

  /** So much of an upload has its name. */
  private static final int START_BYTES = 4096;

  private static final Pattern RANGE = Pattern.compile("bytes=(\\d+)-(\\d+)");

  private final Map<String, TreeMap<String, Blob>> buckets = new TreeMap<>();
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final List<String> logins = new CopyOnWriteArrayList<>();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final HttpServer server;
  private volatile Function<Request, Answer> hook = request -> Answer.USUAL;
  private volatile Set<String> tokens = Set.of();
  private volatile int pageLimit = 1000;
  private long generation = 1;

  private final PlayedUploads resumable = new PlayedUploads(this);

  private static final class Blob {
    private final byte[] bytes;
    private final long generation;
    private final boolean gzip;

    Blob(byte[] bytes, long generation, boolean gzip) {
      this.bytes = bytes;
      this.generation = generation;
      this.gzip = gzip;
    }
  }

  /**
   * A request that came.
   *
   * @param verb {@code put}, {@code get}, {@code metadata}, {@code list} or {@code delete}
   * @param name of the object, or the prefix of a list
   * @param number of requests of this verb and name so far, with this one
   */
  public record Request(String verb, String bucket, String name, int number) {}

  /**
   * What to answer.
   *
   * @param status if none of the constants
   */
  public record Answer(int status, String reason, String message) {
    /** As the real server would. */
    public static final Answer USUAL = new Answer(0, "usual", "");

    /** Closes the connection in the middle of the upload or the download. */
    public static final Answer CUT = new Answer(0, "cut", "");

    /** Does what it was asked, and closes the connection without an answer. */
    public static final Answer LOST = new Answer(0, "lost", "");

    /** A download arrives with one bit changed, an upload is taken for changed. */
    public static final Answer CHANGED = new Answer(0, "changed", "");

    /** Answers a range with the whole object. */
    public static final Answer WHOLE = new Answer(0, "whole", "");

    /** As a gateway that wants a login of its own: with a page, doing nothing. */
    public static final Answer PAGE = new Answer(0, "page", "");

    /** Lists with the name of the next page that this page has. */
    public static final Answer REPEAT = new Answer(0, "repeat", "");

    /** Answers a range with one that begins a byte later. */
    public static final Answer SHIFTED = new Answer(0, "shifted", "");

    /** An error. */
    public static Answer error(int status, String message) {
      return new Answer(status, "error", message);
    }
  }

  /** Starts, with a bucket. */
  public PlayedGcs(String bucket) throws IOException {
    buckets.put(bucket, new TreeMap<>());
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  /** The URL for {@link StoreAccess.Option#GCS_ENDPOINT}. */
  public String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Decides how each request is answered, from now on. */
  public void answer(Function<Request, Answer> how) {
    hook = how;
  }

  /** Takes only requests with one of these bearer tokens, from now on; with none, all. */
  public void requireTokens(String... accepted) {
    tokens = Set.of(accepted);
  }

  /** Lists at most so many objects on a page. */
  public void limitPages(int objects) {
    pageLimit = objects;
  }

  /** Returns the names of all objects of a bucket. */
  public synchronized List<String> names(String bucket) {
    return List.copyOf(objects(bucket).keySet());
  }

  /** Returns whether there is such a bucket. */
  synchronized boolean has(String bucket) {
    return buckets.containsKey(bucket);
  }

  /** Returns all requests so far, but for logins. */
  public List<Request> requests() {
    return List.copyOf(requests);
  }

  /** Returns the bodies of requests for a token, at {@code /token}, which gives {@code played}. */
  public List<String> logins() {
    return List.copyOf(logins);
  }

  /** Returns the object of that name in the bucket. */
  public synchronized byte @Nullable [] bytes(String bucket, String name) {
    Blob blob = objects(bucket).get(name);
    return blob == null ? null : blob.bytes;
  }

  /** Puts an object, of any name. */
  public synchronized void put(String bucket, String name, byte[] bytes) {
    objects(bucket).put(name, new Blob(bytes, generation++, false));
  }

  /** Puts an object that was encoded before it was sent. */
  public synchronized void putEncoded(String bucket, String name, byte[] gzip) {
    objects(bucket).put(name, new Blob(gzip, generation++, true));
  }

  private Map<String, Blob> objects(String bucket) {
    return Objects.requireNonNull(buckets.get(bucket));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      if (exchange.getRequestURI().getPath().equals("/token")) {
        login(exchange);
        return;
      }
      if (resumable.handle(exchange)) {
        return;
      }
      Matcher path = PATH.matcher(exchange.getRequestURI().getRawPath());
      if (!path.matches()) {
        error(exchange, 404, "Not Found");
        return;
      }
      Map<String, String> query = query(exchange);
      String verb = verb(exchange, path);
      boolean put = verb.equals("put");
      byte[] start = put ? exchange.getRequestBody().readNBytes(START_BYTES) : new byte[0];
      String name = put ? nameIn(start) : path.group(3) == null ? "" : decode(path.group(3));
      serve(exchange, note(verb, decode(path.group(2)), name, query), query, start);
    }
  }

  private static String verb(HttpExchange exchange, Matcher path) {
    return switch (exchange.getRequestMethod()) {
      case "POST" -> "put";
      case "DELETE" -> "delete";
      default ->
          path.group(3) == null ? "list" : "download".equals(path.group(1)) ? "get" : "metadata";
    };
  }

  /** Uploads have the name in their first part. */
  private static String nameIn(byte[] start) throws IOException {
    String text = new String(start, UTF_8);
    int json = text.indexOf("\r\n\r\n") + 4;
    return JSON.readTree(text.substring(json, text.indexOf("\r\n--", json))).path("name").asText();
  }

  private synchronized Request note(
      String verb, String bucket, String name, Map<String, String> query) {
    String what = verb.equals("list") ? query.getOrDefault("prefix", "") : name;
    int number =
        1
            + (int)
                requests.stream()
                    .filter(r -> r.verb().equals(verb) && r.name().equals(what))
                    .count();
    Request request = new Request(verb, bucket, what, number);
    requests.add(request);
    return request;
  }

  private void serve(
      HttpExchange exchange, Request request, Map<String, String> query, byte[] start)
      throws IOException {
    Answer answer = hook.apply(request);
    if (answer.equals(Answer.CUT) && !request.verb().equals("get")) {
      return; // The connection is closed, with most of an upload unread.
    }
    byte[] body = concat(start, exchange.getRequestBody().readAllBytes());
    if (answer.status() != 0) {
      error(exchange, answer.status(), answer.message());
      return;
    }
    if (answer.equals(Answer.PAGE)) {
      send(exchange, 200, "text/html", text("<html><body>Log in</body></html>"));
      return;
    }
    String authorization = exchange.getRequestHeaders().getFirst("Authorization");
    Set<String> accepted = tokens;
    if (!accepted.isEmpty()
        && (authorization == null || !accepted.contains(authorization.replace("Bearer ", "")))) {
      error(exchange, 401, authorization == null ? ANONYMOUS : "Invalid Credentials");
      return;
    }
    if (!buckets.containsKey(request.bucket())) {
      error(exchange, 404, "The specified bucket does not exist.");
      return;
    }
    switch (request.verb()) {
      case "put" -> insert(exchange, request, query, body, answer);
      case "get" -> download(exchange, request, answer);
      case "list" -> list(exchange, request, query, answer);
      case "delete" -> delete(exchange, request);
      default -> metadata(exchange, request);
    }
  }

  private static final String ANONYMOUS =
      "Anonymous caller does not have storage.objects.get access to the Google Cloud Storage object. Permission 'storage.objects.get' denied on resource (or it may not exist).";

  private void insert(
      HttpExchange exchange, Request request, Map<String, String> query, byte[] body, Answer how)
      throws IOException {
    List<byte[]> parts = parts(exchange, body);
    JsonNode object = JSON.readTree(parts.get(0));
    byte[] bytes = parts.get(1);
    String crc = object.path("crc32c").asText("");
    if (how.equals(Answer.CHANGED) || (!crc.isEmpty() && !crc.equals(GcsChecksum.of(bytes)))) {
      error(
          exchange,
          400,
          "Provided CRC32C \"%s\" doesn't match calculated CRC32C \"AAAAAA==\".".formatted(crc));
      return;
    }
    String name = object.path("name").asText();
    Blob blob;
    synchronized (this) {
      Map<String, Blob> bucket = objects(request.bucket());
      if ("0".equals(query.get("ifGenerationMatch")) && bucket.containsKey(name)) {
        blob = null;
      } else {
        blob = new Blob(bytes, generation++, false);
        bucket.put(name, blob);
      }
    }
    if (how.equals(Answer.LOST)) {
      return;
    }
    if (blob == null) {
      error(exchange, 412, "At least one of the pre-conditions you specified did not hold.");
    } else {
      json(exchange, 200, fields(name, blob));
    }
  }

  private static List<byte[]> parts(HttpExchange exchange, byte[] body) {
    String type = exchange.getRequestHeaders().getFirst("Content-Type");
    String boundary = "--" + type.replaceFirst(".*boundary=\"?([^\";]+)\"?.*", "$1");
    String text = new String(body, ISO_8859_1);
    List<byte[]> parts = new ArrayList<>();
    int start = text.indexOf(boundary);
    while (true) {
      int content = text.indexOf("\r\n\r\n", start) + 4;
      int end = text.indexOf("\r\n" + boundary, start + 1);
      if (end < 0) {
        return parts;
      }
      parts.add(Arrays.copyOfRange(body, content, end));
      start = end + 2;
    }
  }

  private void download(HttpExchange exchange, Request request, Answer how) throws IOException {
    Blob blob = blob(request);
    if (blob == null) {
      send(
          exchange,
          404,
          "text/html",
          text("No such object: " + request.bucket() + "/" + request.name()));
      return;
    }
    byte[] bytes = blob.bytes;
    exchange
        .getResponseHeaders()
        .set("x-goog-hash", "crc32c=" + GcsChecksum.of(bytes) + ",md5=" + md5(bytes));
    if (blob.gzip) {
      exchange.getResponseHeaders().set("Content-Encoding", "gzip");
    }
    String header = exchange.getRequestHeaders().getFirst("Range");
    Matcher range = RANGE.matcher(header == null ? "" : header);
    int status = 200;
    if (range.matches() && !how.equals(Answer.WHOLE)) {
      long first = Long.parseLong(range.group(1)) + (how.equals(Answer.SHIFTED) ? 1 : 0);
      if (first >= bytes.length) {
        error(exchange, 416, "Requested range not satisfiable");
        return;
      }
      long end = Math.min(bytes.length, Long.parseLong(range.group(2)) + 1);
      bytes = Arrays.copyOfRange(bytes, (int) first, (int) end);
      status = 206;
      exchange
          .getResponseHeaders()
          .set("Content-Range", "bytes %d-%d/%d".formatted(first, end - 1, blob.bytes.length));
    }
    if (how.equals(Answer.CUT)) {
      exchange.sendResponseHeaders(status, bytes.length);
      exchange.getResponseBody().write(bytes, 0, bytes.length / 2);
      exchange.getResponseBody().flush();
      return;
    }
    if (how.equals(Answer.CHANGED)) {
      bytes = bytes.clone();
      bytes[0] ^= 1;
    }
    send(exchange, status, "application/octet-stream", bytes);
  }

  private synchronized @Nullable Blob blob(Request request) {
    return objects(request.bucket()).get(request.name());
  }

  private void metadata(HttpExchange exchange, Request request) throws IOException {
    Blob blob = blob(request);
    if (blob == null) {
      error(exchange, 404, "No such object: " + request.bucket() + "/" + request.name());
    } else {
      json(exchange, 200, fields(request.name(), blob));
    }
  }

  private void delete(HttpExchange exchange, Request request) throws IOException {
    Blob gone;
    synchronized (this) {
      gone = objects(request.bucket()).remove(request.name());
    }
    if (gone == null) {
      error(exchange, 404, "No such object: " + request.bucket() + "/" + request.name());
    } else {
      exchange.sendResponseHeaders(204, -1);
    }
  }

  private void list(HttpExchange exchange, Request request, Map<String, String> query, Answer how)
      throws IOException {
    int most = Math.min(pageLimit, Integer.parseInt(query.getOrDefault("maxResults", "1000")));
    String after = query.getOrDefault("pageToken", "");
    List<Map<String, Object>> items = new ArrayList<>();
    Map<String, Object> page = new LinkedHashMap<>();
    synchronized (this) {
      for (Map.Entry<String, Blob> entry : objects(request.bucket()).entrySet()) {
        String name = entry.getKey();
        if (!name.startsWith(request.name()) || name.compareTo(after) <= 0) {
          continue;
        }
        if (items.size() == most) {
          page.put("nextPageToken", items.get(most - 1).get("name"));
          break;
        }
        items.add(fields(name, entry.getValue()));
      }
    }
    if (how.equals(Answer.REPEAT)) {
      page.put("nextPageToken", "the same");
    }
    if (!items.isEmpty()) {
      page.put("items", items);
    }
    json(exchange, 200, page);
  }

  private static Map<String, Object> fields(String name, Blob blob) {
    return Map.of(
        "name", name,
        "contentEncoding", blob.gzip ? "gzip" : "",
        "size", Integer.toString(blob.bytes.length),
        "generation", Long.toString(blob.generation),
        "md5Hash", md5(blob.bytes),
        "crc32c", GcsChecksum.of(blob.bytes));
  }

  private void login(HttpExchange exchange) throws IOException {
    logins.add(new String(exchange.getRequestBody().readAllBytes(), UTF_8));
    Answer answer = hook.apply(new Request("login", "", "", logins.size()));
    if (answer.status() != 0) {
      send(exchange, answer.status(), "application/json", text(answer.message()));
    } else {
      json(
          exchange,
          200,
          Map.of("access_token", "played", "expires_in", 3600, "token_type", "Bearer"));
    }
  }

  private static void error(HttpExchange exchange, int status, String message) throws IOException {
    Map<String, Object> error =
        Map.of(
            "code", status,
            "message", message,
            "errors", List.of(Map.of("message", message, "domain", "global", "reason", message)));
    if (status == 401) {
      exchange
          .getResponseHeaders()
          .set("WWW-Authenticate", "Bearer realm=\"https://accounts.google.com/\"");
    }
    json(exchange, status, Map.of("error", error));
  }

  private static void json(HttpExchange exchange, int status, Object body) throws IOException {
    send(exchange, status, "application/json; charset=UTF-8", JSON.writeValueAsBytes(body));
  }

  private static void send(HttpExchange exchange, int status, String type, byte[] body)
      throws IOException {
    exchange.getResponseHeaders().set("Content-Type", type);
    exchange.sendResponseHeaders(status, body.length == 0 ? -1 : body.length);
    exchange.getResponseBody().write(body);
  }

  private static Map<String, String> query(HttpExchange exchange) {
    Map<String, String> query = new LinkedHashMap<>();
    String raw = exchange.getRequestURI().getRawQuery();
    for (String pair : raw == null ? new String[0] : raw.split("&", -1)) {
      int equals = pair.indexOf('=');
      query.put(pair.substring(0, equals), decode(pair.substring(equals + 1)));
    }
    return query;
  }

  private static String decode(String text) {
    return URLDecoder.decode(text.replace("+", "%2B"), UTF_8);
  }

  private static byte[] text(String text) {
    return text.getBytes(UTF_8);
  }

  private static String md5(byte[] bytes) {
    try {
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("MD5").digest(bytes));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private static byte[] concat(byte[] first, byte[] second) {
    byte[] both = Arrays.copyOf(first, first.length + second.length);
    System.arraycopy(second, 0, both, first.length, second.length);
    return both;
  }
}
