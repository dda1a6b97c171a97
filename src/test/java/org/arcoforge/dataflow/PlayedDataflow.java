package org.arcoforge.dataflow;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.zip.GZIPInputStream;

/**
 * Dataflow, played on this machine: takes jobs, and lets each go through the states that a test
 * gives, one at each look.
 */
public final class PlayedDataflow implements AutoCloseable {
  static {
    System.setProperty("sun.net.httpserver.nodelay", "true"); // Else each answer waits 40 ms.
  }

  private static final ObjectMapper JSON = new ObjectMapper();
  private static final Pattern JOBS =
      Pattern.compile("/v1b3/projects/([^/]+)/locations/([^/]+)/jobs(?:/([^/]+)(?:/(\\w+))?)?");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final Map<String, JsonNode> jobs = new LinkedHashMap<>();
  private final List<String> authorizations = Collections.synchronizedList(new ArrayList<>());
  private final List<String> requests = Collections.synchronizedList(new ArrayList<>());
  private final ArrayNode messages = JSON.createArrayNode();
  private final ArrayNode metrics = JSON.createArrayNode();
  private List<String> states = List.of("JOB_STATE_DONE");
  private int looks;
  private int refusals;
  private int refusal;
  private String reason = "";

  public PlayedDataflow() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 100);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    server.start();
  }

  public String endpoint() {
    return "http://127.0.0.1:" + server.getAddress().getPort() + "/";
  }

  /** Lets jobs be in these states, one after another; the last one stays. */
  public synchronized PlayedDataflow states(String... names) {
    states = List.of(names);
    return this;
  }

  /** Answers the next requests with an error. */
  synchronized PlayedDataflow refuse(int times, int status, String message) {
    refusals = times;
    refusal = status;
    reason = message;
    return this;
  }

  /** Says something about all jobs. */
  public synchronized PlayedDataflow say(String importance, String text) {
    ObjectNode message = messages.addObject();
    message.put("id", "m" + messages.size());
    message.put("time", "2026-11-28T10:00:%02d.000Z".formatted(messages.size()));
    message.put("messageText", text);
    message.put("messageImportance", importance);
    return this;
  }

  /** Counts, as the service gives it: each counter as committed and as tentative. */
  synchronized PlayedDataflow count(String name, String step, long committed, long tentative) {
    metric(name, step, false).put("scalar", committed);
    metric(name, step, true).put("scalar", tentative);
    return this;
  }

  synchronized ObjectNode metric(String name, String step, boolean tentative) {
    ObjectNode update = metrics.addObject();
    ObjectNode structured = update.putObject("name");
    structured.put("origin", "user").put("name", name);
    ObjectNode context = structured.putObject("context");
    context.put("namespace", "arcoforge").put("step", step);
    if (tentative) {
      context.put("tentative", "true");
    }
    return update;
  }

  /** Returns the jobs that were submitted. */
  synchronized List<JsonNode> jobs() {
    return List.copyOf(jobs.values());
  }

  /** Returns how requests logged in. */
  List<String> authorizations() {
    return List.copyOf(authorizations);
  }

  /** Returns method and path of all requests. */
  List<String> requests() {
    return List.copyOf(requests);
  }

  private synchronized void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      authorizations.add(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
      requests.add(exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath());
      byte[] body = body(exchange);
      Matcher path = JOBS.matcher(exchange.getRequestURI().getPath());
      if (refusals > 0) {
        refusals--;
        error(exchange, refusal, reason);
      } else if (!path.matches()) {
        error(exchange, 404, "Not found.");
      } else if (path.group(3) == null) {
        create(exchange, (ObjectNode) JSON.readTree(body), path);
      } else if (!jobs.containsKey(path.group(3))) {
        error(
            exchange,
            404,
            "(8f5e): Information about job %s could not be found in our system."
                .formatted(path.group(3)));
      } else {
        answer(exchange, path.group(3), String.valueOf(path.group(4)), body);
      }
    }
  }

  private static byte[] body(HttpExchange exchange) throws IOException {
    boolean packed = "gzip".equals(exchange.getRequestHeaders().getFirst("Content-Encoding"));
    try (InputStream body =
        packed ? new GZIPInputStream(exchange.getRequestBody()) : exchange.getRequestBody()) {
      return body.readAllBytes();
    }
  }

  private void create(HttpExchange exchange, ObjectNode job, Matcher path) throws IOException {
    String id = "2026-11-28_00_00_00-%d".formatted(1000 + jobs.size());
    job.put("id", id);
    job.put("projectId", path.group(1));
    job.put("location", path.group(2));
    jobs.put(id, job.deepCopy());
    job.remove("steps");
    send(exchange, 200, job);
  }

  private void answer(HttpExchange exchange, String id, String what, byte[] body)
      throws IOException {
    switch (what) {
      case "messages" -> send(exchange, 200, JSON.createObjectNode().set("jobMessages", messages));
      case "metrics" -> send(exchange, 200, JSON.createObjectNode().set("metrics", metrics));
      default -> {
        if (exchange.getRequestMethod().equals("PUT")) {
          String wanted = JSON.readTree(body).path("requestedState").asText();
          states = List.of("JOB_STATE_CANCELLING", wanted);
          looks = 0;
        }
        ObjectNode job = JSON.createObjectNode();
        job.put("id", id);
        job.put("name", jobs.getOrDefault(id, JSON.createObjectNode()).path("name").asText());
        job.put("currentState", states.get(Math.min(looks++, states.size() - 1)));
        send(exchange, 200, job);
      }
    }
  }

  private static void error(HttpExchange exchange, int status, String message) throws IOException {
    ObjectNode error = JSON.createObjectNode();
    error.putObject("error").put("code", status).put("message", message).put("status", "ERROR");
    send(exchange, status, error);
  }

  private static void send(HttpExchange exchange, int status, JsonNode json) throws IOException {
    byte[] bytes = JSON.writeValueAsBytes(json);
    exchange.getResponseHeaders().set("Content-Type", "application/json; charset=UTF-8");
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
