package org.arcoforge.store;

import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.Closeable;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URLDecoder;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A server of S3 on this machine: objects of buckets, in path style. It knows one key, says what it
 * was asked, and fails as it is told.
 */
public final class PlayedS3 implements Closeable {
  /** The id of the key that it knows. */
  public static final String KEY_ID = "AKIAPLAYEDSERVER0001";

  /** The secret of the key that it knows. */
  public static final String SECRET = "played/secret+of40letters0123456789ABCDE";

  private final HttpServer server;
  private final ExecutorService executor = Executors.newCachedThreadPool();
  private final Map<String, Map<String, byte[]>> buckets = new ConcurrentHashMap<>();
  private final Set<String> publicBuckets = ConcurrentHashMap.newKeySet();
  private final List<Asked> asked = new CopyOnWriteArrayList<>();
  private volatile Fault fault = request -> Answer.usual();
  private volatile boolean knowsConditions = true;
  private volatile boolean knowsEncoding = true;
  private volatile boolean encrypts;
  private volatile int page = 1000;

  /**
   * A request that came.
   *
   * @param key decoded; empty if it is about the bucket
   * @param query as it came
   */
  public record Asked(
      String method, String bucket, String key, String query, Map<String, List<String>> headers) {
    /** Returns the value of a header; empty if it did not come. */
    public String header(String name) {
      return headers.entrySet().stream()
          .filter(entry -> entry.getKey().equalsIgnoreCase(name))
          .map(entry -> entry.getValue().get(0))
          .findFirst()
          .orElse("");
    }
  }

  /** How to answer a request. */
  public enum Doing {
    /** As a good server does. */
    USUAL,
    /** With a status, doing nothing. */
    REFUSE,
    /** Closes the connection after half of what came, doing nothing. */
    CUT_UPLOAD,
    /** Closes the connection after half of the answer. */
    CUT_DOWNLOAD,
    /** Does it, and closes the connection without an answer. */
    LOSE_ANSWER,
    /** Changes a byte of what came. */
    DAMAGE_UPLOAD,
    /** Does what was asked without the condition, the checksum and the range. */
    IGNORE_HEADERS,
    /** Sends the bytes behind those that were asked for. */
    SHIFT_RANGE,
    /** Says that a list goes on, but not where. */
    FORGET_TOKEN
  }

  /**
   * An answer.
   *
   * @param code the name of an error; empty for an answer without a body
   */
  public record Answer(
      Doing doing, int status, String code, String message, Map<String, String> headers) {
    /** Does as a good server. */
    public static Answer usual() {
      return of(Doing.USUAL);
    }

    /** Does something else. */
    public static Answer of(Doing doing) {
      return new Answer(doing, 0, "", "", Map.of());
    }

    /** Refuses. */
    public static Answer refuse(int status, String code, String message) {
      return new Answer(Doing.REFUSE, status, code, message, Map.of());
    }

    /** Returns this answer with one more header. */
    public Answer header(String name, String value) {
      Map<String, String> more = new LinkedHashMap<>(headers);
      more.put(name, value);
      return new Answer(doing, status, code, message, more);
    }
  }

  /** Chooses the answers. */
  public interface Fault {
    /** Called for each request, by any thread. */
    Answer answer(Asked request);
  }

  /** Starts a server with one empty bucket. */
  public PlayedS3(String bucket) throws IOException {
    // Else each answer waits for the other side to say that its first part came.
    System.setProperty("sun.net.httpserver.nodelay", "true");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(executor);
    server.createContext("/", this::handle);
    server.start();
    makeBucket(bucket);
  }

  /** Returns the URL of the server. */
  public String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  /** Makes an empty bucket. */
  public void makeBucket(String bucket) {
    buckets.put(bucket, new TreeMap<>(PlayedS3::byUtf8));
  }

  /** Lets everybody read and list a bucket. */
  public void publish(String bucket) {
    publicBuckets.add(bucket);
  }

  /** Chooses the answers from now on. */
  public void fail(Fault chosen) {
    fault = chosen;
  }

  /** Takes conditions of puts as old servers do: it does not read them. */
  public void forgetConditions() {
    knowsConditions = false;
  }

  /** Lists keys as they are, as servers do that do not know encoding-type. */
  public void forgetEncoding() {
    knowsEncoding = false;
  }

  /** Encrypts from now on, by which tags are no checksums, though they look so. */
  public void encrypt() {
    encrypts = true;
  }

  /** Sets how many objects a list shows at once. */
  public void page(int objects) {
    page = objects;
  }

  /** Returns the objects of a bucket: change them only while nobody asks. */
  public Map<String, byte[]> objects(String bucket) {
    return buckets.getOrDefault(bucket, Map.of());
  }

  /** Returns the requests that came. */
  public List<Asked> asked() {
    return List.copyOf(asked);
  }

  /** Returns how many requests of a method came. */
  public long count(String method) {
    return asked.stream().filter(request -> request.method().equals(method)).count();
  }

  private static int byUtf8(String a, String b) {
    return Arrays.compareUnsigned(
        a.getBytes(StandardCharsets.UTF_8), b.getBytes(StandardCharsets.UTF_8));
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      String path = exchange.getRequestURI().getRawPath().substring(1);
      int slash = path.indexOf('/');
      String bucket = slash < 0 ? path : path.substring(0, slash);
      String key = slash < 0 ? "" : decoded(path.substring(slash + 1).replace("+", "%2B"));
      String query = Optional.ofNullable(exchange.getRequestURI().getRawQuery()).orElse("");
      Map<String, List<String>> headers = new LinkedHashMap<>(exchange.getRequestHeaders());
      Asked request = new Asked(exchange.getRequestMethod(), bucket, key, query, headers);
      asked.add(request);
      answer(exchange, request, fault.answer(request));
    }
  }

  private static String decoded(String text) {
    return URLDecoder.decode(text, StandardCharsets.UTF_8);
  }

  private void answer(HttpExchange exchange, Asked request, Answer answer) throws IOException {
    if (answer.doing() == Doing.CUT_UPLOAD) {
      long length = Long.parseLong(request.header("Content-Length"));
      exchange.getRequestBody().readNBytes((int) (length / 2));
      return;
    }
    byte[] body = exchange.getRequestBody().readAllBytes();
    if (answer.doing() == Doing.REFUSE) {
      answer.headers().forEach(exchange.getResponseHeaders()::set);
      send(exchange, answer.status(), error(answer.code(), answer.message()), answer);
      return;
    }
    if (answer.doing() == Doing.DAMAGE_UPLOAD && body.length > 0) {
      body[0] ^= 1;
    }
    Optional<Answer> refusal = PlayedSignature.refusal(exchange, request, body, isPublic(request));
    if (refusal.isPresent()) {
      refuse(exchange, refusal.get());
      return;
    }
    Map<String, byte[]> bucket = buckets.get(request.bucket());
    if (bucket == null) {
      refuse(exchange, Answer.refuse(404, "NoSuchBucket", "The bucket does not exist"));
      return;
    }
    synchronized (bucket) {
      if (request.method().equals("PUT")) {
        put(exchange, bucket, request, body, answer);
        return;
      }
    }
    if (request.method().equals("DELETE")) {
      synchronized (bucket) {
        bucket.remove(request.key());
      }
      send(exchange, 204, new byte[0], answer);
    } else if (request.key().isEmpty()) {
      send(exchange, 200, list(bucket, request, answer).getBytes(StandardCharsets.UTF_8), answer);
    } else {
      get(exchange, bucket, request, answer);
    }
  }

  private boolean isPublic(Asked request) {
    return publicBuckets.contains(request.bucket())
        && (request.method().equals("GET") || request.method().equals("HEAD"));
  }

  private static void refuse(HttpExchange exchange, Answer refusal) throws IOException {
    send(exchange, refusal.status(), error(refusal.code(), refusal.message()), Answer.usual());
  }

  private void put(
      HttpExchange exchange, Map<String, byte[]> bucket, Asked request, byte[] body, Answer answer)
      throws IOException {
    boolean reads = answer.doing() != Doing.IGNORE_HEADERS;
    String md5 = request.header("Content-MD5");
    if (reads && !md5.isEmpty() && !md5.equals(Base64.getEncoder().encodeToString(md5(body)))) {
      refuse(exchange, Answer.refuse(400, "BadDigest", "The Content-MD5 did not match"));
      return;
    }
    if (reads
        && knowsConditions
        && request.header("If-None-Match").equals("*")
        && bucket.containsKey(request.key())) {
      refuse(exchange, Answer.refuse(412, "PreconditionFailed", "It is there"));
      return;
    }
    bucket.put(request.key(), body);
    exchange.getResponseHeaders().set("ETag", tag(body));
    send(exchange, 200, new byte[0], answer);
  }

  private void get(HttpExchange exchange, Map<String, byte[]> bucket, Asked request, Answer answer)
      throws IOException {
    byte[] bytes;
    synchronized (bucket) {
      bytes = bucket.get(request.key());
    }
    if (bytes == null) {
      refuse(exchange, Answer.refuse(404, "NoSuchKey", "The key does not exist"));
      return;
    }
    exchange.getResponseHeaders().set("ETag", tag(bytes));
    if (encrypts) {
      exchange.getResponseHeaders().set("x-amz-server-side-encryption", "aws:kms");
    }
    String range = request.header("Range");
    if (range.isEmpty() || answer.doing() == Doing.IGNORE_HEADERS) {
      send(exchange, 200, bytes, answer);
      return;
    }
    String[] ends = range.substring("bytes=".length()).split("-", -1);
    long from = Long.parseLong(ends[0]) + (answer.doing() == Doing.SHIFT_RANGE ? 1 : 0);
    if (from >= bytes.length) {
      refuse(exchange, Answer.refuse(416, "InvalidRange", "The range is behind the end"));
      return;
    }
    int to = (int) Math.min(Long.parseLong(ends[1]), bytes.length - 1);
    exchange
        .getResponseHeaders()
        .set("Content-Range", "bytes %d-%d/%d".formatted(from, to, bytes.length));
    send(exchange, 206, Arrays.copyOfRange(bytes, (int) from, to + 1), answer);
  }

  private String list(Map<String, byte[]> bucket, Asked request, Answer answer) {
    Map<String, String> query = query(request.query());
    String prefix = query.getOrDefault("prefix", "");
    String after = query.getOrDefault("continuation-token", "");
    boolean encodes = knowsEncoding && query.getOrDefault("encoding-type", "").equals("url");
    List<String> keys;
    Map<String, byte[]> objects;
    synchronized (bucket) {
      objects = new LinkedHashMap<>(bucket);
    }
    keys =
        objects.keySet().stream()
            .filter(key -> key.startsWith(prefix))
            .filter(key -> after.isEmpty() || byUtf8(key, after) > 0)
            .limit(page + 1L)
            .toList();
    boolean isTruncated = keys.size() > page;
    StringBuilder xml = new StringBuilder("<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n");
    xml.append("<ListBucketResult xmlns=\"http://s3.amazonaws.com/doc/2006-03-01/\">");
    xml.append(encodes ? "<EncodingType>url</EncodingType>" : "");
    xml.append("<IsTruncated>").append(isTruncated).append("</IsTruncated>");
    for (String key : keys.subList(0, Math.min(page, keys.size()))) {
      byte[] bytes = Objects.requireNonNull(objects.get(key));
      String shown = encodes ? URLEncoder.encode(key, StandardCharsets.UTF_8) : escaped(key);
      xml.append("<Contents><Key>").append(shown).append("</Key><ETag>");
      xml.append(escaped(tag(bytes))).append("</ETag><Size>").append(bytes.length);
      xml.append("</Size></Contents>");
    }
    if (isTruncated && answer.doing() != Doing.FORGET_TOKEN) {
      String token = escaped(keys.get(page - 1));
      xml.append("<NextContinuationToken>").append(token).append("</NextContinuationToken>");
    }
    return xml.append("</ListBucketResult>").toString();
  }

  /** Returns the decoded parameters of a query, sorted. */
  static Map<String, String> query(String raw) {
    Map<String, String> parameters = new TreeMap<>(Comparator.naturalOrder());
    for (String part : raw.isEmpty() ? new String[0] : raw.split("&", -1)) {
      int equals = part.indexOf('=');
      parameters.put(
          decoded(equals < 0 ? part : part.substring(0, equals)),
          equals < 0 ? "" : decoded(part.substring(equals + 1)));
    }
    return parameters;
  }

  private static String escaped(String text) {
    return text.replace("&", "&amp;").replace("<", "&lt;").replace("\"", "&quot;");
  }

  private static byte[] error(String code, String message) {
    if (code.isEmpty()) {
      return message.getBytes(StandardCharsets.UTF_8);
    }
    return "<?xml version=\"1.0\"?><Error><Code>%s</Code><Message>%s</Message></Error>"
        .formatted(escaped(code), escaped(message))
        .getBytes(StandardCharsets.UTF_8);
  }

  private static void send(HttpExchange exchange, int status, byte[] body, Answer answer)
      throws IOException {
    if (answer.doing() == Doing.LOSE_ANSWER) {
      return;
    }
    Headers headers = exchange.getResponseHeaders();
    headers.set("x-amz-request-id", "REQUEST1");
    boolean isHead = exchange.getRequestMethod().equals("HEAD");
    if (isHead) {
      headers.set("Content-Length", Integer.toString(status == 200 ? body.length : 0));
    }
    exchange.sendResponseHeaders(status, isHead || body.length == 0 ? -1 : body.length);
    if (isHead || body.length == 0) {
      return;
    }
    OutputStream out = exchange.getResponseBody();
    boolean cut = answer.doing() == Doing.CUT_DOWNLOAD;
    out.write(body, 0, cut ? body.length / 2 : body.length);
    out.flush();
    if (!cut) {
      out.close();
    }
  }

  private String tag(byte[] bytes) {
    byte[] sum = md5(bytes);
    return '"' + HexFormat.of().formatHex(encrypts ? md5(sum) : sum) + '"';
  }

  private static byte[] md5(byte[] bytes) {
    try {
      return MessageDigest.getInstance("MD5").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.stop(0);
    executor.shutdownNow();
  }
}
