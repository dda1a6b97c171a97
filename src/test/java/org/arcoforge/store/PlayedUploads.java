package org.arcoforge.store;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.URI;
import java.net.URLDecoder;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What Beam's client of Google Cloud Storage asks besides: a bucket, and uploads in parts. */
final class PlayedUploads {
  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern BUCKET = Pattern.compile("/storage/v1/b/([^/]+)");
  private static final Pattern START = Pattern.compile("/upload/storage/v1/b/([^/]+)/o");
  private static final Pattern PART = Pattern.compile("/upload/session/(\\d+)");
  private static final Pattern CONTENT = Pattern.compile("bytes (?:\\*|(\\d+)-(\\d+))/(\\*|\\d+)");

  private final PlayedGcs objects;
  private final Map<String, Upload> uploads = new ConcurrentHashMap<>();
  private final AtomicInteger sessions = new AtomicInteger();

  private record Upload(String bucket, String name, ByteArrayOutputStream bytes) {}

  PlayedUploads(PlayedGcs objects) {
    this.objects = objects;
  }

  /** Answers what is of this kind; returns whether it was. */
  boolean handle(HttpExchange exchange) throws IOException {
    URI uri = exchange.getRequestURI();
    String path = uri.getRawPath();
    Matcher bucket = BUCKET.matcher(path);
    if (bucket.matches()) {
      bucket(exchange, bucket.group(1));
      return true;
    }
    Matcher start = START.matcher(path);
    if (start.matches() && String.valueOf(uri.getRawQuery()).contains("uploadType=resumable")) {
      start(exchange, start.group(1));
      return true;
    }
    Matcher part = PART.matcher(path);
    if (part.matches()) {
      part(exchange, part.group(1));
      return true;
    }
    return false;
  }

  private void bucket(HttpExchange exchange, String name) throws IOException {
    boolean there = objects.has(name);
    send(
        exchange,
        there ? 200 : 404,
        there
            ? Map.of("kind", "storage#bucket", "name", name, "projectNumber", "1")
            : Map.of(
                "error", Map.of("code", 404, "message", "The specified bucket does not exist.")));
  }

  private void start(HttpExchange exchange, String bucket) throws IOException {
    byte[] body = exchange.getRequestBody().readAllBytes();
    String query = exchange.getRequestURI().getRawQuery();
    Matcher named = Pattern.compile("(?:^|&)name=([^&]*)").matcher(query);
    String name =
        named.find()
            ? URLDecoder.decode(named.group(1), UTF_8)
            : JSON.readTree(body).path("name").asText();
    String session = String.valueOf(sessions.incrementAndGet());
    uploads.put(session, new Upload(bucket, name, new ByteArrayOutputStream()));
    exchange
        .getResponseHeaders()
        .set("Location", objects.endpoint() + "/upload/session/" + session);
    exchange.sendResponseHeaders(200, -1);
  }

  private void part(HttpExchange exchange, String session) throws IOException {
    Upload upload = java.util.Objects.requireNonNull(uploads.get(session));
    upload.bytes().write(exchange.getRequestBody().readAllBytes());
    @Nullable String header = exchange.getRequestHeaders().getFirst("Content-Range");
    Matcher content = CONTENT.matcher(header == null ? "" : header);
    if (content.matches() && content.group(3).equals("*")) {
      exchange
          .getResponseHeaders()
          .set("Range", "bytes=0-%d".formatted(Math.max(0, upload.bytes().size() - 1)));
      exchange.sendResponseHeaders(308, -1);
      return;
    }
    byte[] bytes = upload.bytes().toByteArray();
    objects.put(upload.bucket(), upload.name(), bytes);
    send(
        exchange,
        200,
        Map.of(
            "kind",
            "storage#object",
            "bucket",
            upload.bucket(),
            "name",
            upload.name(),
            "size",
            String.valueOf(bytes.length)));
  }

  private static void send(HttpExchange exchange, int status, Object json) throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(json);
    exchange.getResponseHeaders().set("Content-Type", "application/json");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }
}
