package org.arcoforge.fetch;

import java.io.BufferedInputStream;
import java.io.BufferedOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * A server of HTTP/1.1 on this machine that plays others, with their faults. It tells what it was
 * asked.
 */
public final class PlayedServer implements Closeable {
  private final ServerSocket listener;
  private final Map<String, Route> routes = new ConcurrentHashMap<>();
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final List<Long> requestTimes = new ArrayList<>();
  private final CountDownLatch closed = new CountDownLatch(1);
  private int open;
  private int mostOpen;

  /** The bytes of a file, of any size. */
  public interface Content {
    long size();

    byte at(long position);

    static Content of(byte[] bytes) {
      return new Content() {
        @Override
        public long size() {
          return bytes.length;
        }

        @Override
        public byte at(long position) {
          return bytes[(int) position];
        }
      };
    }

    /** Bytes that look random, and are the same for the same seed. */
    static Content generated(long size, long seed) {
      return new Content() {
        @Override
        public long size() {
          return size;
        }

        @Override
        public byte at(long position) {
          long mixed = (position + seed) * 0x9E3779B97F4A7C15L;
          return (byte) (mixed >>> 56);
        }
      };
    }

    default byte[] bytes() {
      byte[] bytes = new byte[(int) size()];
      for (int i = 0; i < bytes.length; i++) {
        bytes[i] = at(i);
      }
      return bytes;
    }
  }

  /** What one response does. A value; each method returns one that differs. */
  @SuppressWarnings("ArrayRecordComponent") // Plays are not compared.
  public record Play(
      int status,
      Map<String, String> headers,
      byte @Nullable [] body,
      long resetAt,
      long endAt,
      long stallAt,
      int dripMillis,
      boolean ignoresRange,
      long claimedLength) {
    private static final Play NORMAL = new Play(0, Map.of(), null, -1, -1, -1, 0, false, -1);

    /** Serves the file as a good server does. */
    public static Play normal() {
      return NORMAL;
    }

    /** Answers a status and a body of its own. */
    public static Play status(int status, String body) {
      return new Play(
          status, Map.of(), body.getBytes(StandardCharsets.UTF_8), -1, -1, -1, 0, false, -1);
    }

    public static Play page(String html) {
      return status(200, html).header("Content-Type", "text/html; charset=utf-8");
    }

    public static Play redirect(int status, String location) {
      return status(status, "").header("Location", location);
    }

    public Play header(String name, String value) {
      Map<String, String> all = new LinkedHashMap<>(headers);
      all.put(name, value);
      return new Play(
          status, all, body, resetAt, endAt, stallAt, dripMillis, ignoresRange, claimedLength);
    }

    /** Resets the connection after so many bytes of the body. */
    public Play resetAt(long bytes) {
      return new Play(
          status, headers, body, bytes, endAt, stallAt, dripMillis, ignoresRange, claimedLength);
    }

    /** Closes the connection after so many bytes of the body. */
    public Play endAt(long bytes) {
      return new Play(
          status, headers, body, resetAt, bytes, stallAt, dripMillis, ignoresRange, claimedLength);
    }

    /** Sends nothing more after so many bytes, and keeps the connection open. */
    public Play stallAt(long bytes) {
      return new Play(
          status, headers, body, resetAt, endAt, bytes, dripMillis, ignoresRange, claimedLength);
    }

    /** Waits so long before each 4 KiB. */
    public Play drip(int millis) {
      return new Play(
          status, headers, body, resetAt, endAt, stallAt, millis, ignoresRange, claimedLength);
    }

    /** Always serves the whole file. */
    public Play withoutRanges() {
      return new Play(
          status, headers, body, resetAt, endAt, stallAt, dripMillis, true, claimedLength);
    }

    /** Writes a Content-Length that is not true, and closes after the body. */
    public Play claimingLength(long length) {
      return new Play(
          status, headers, body, resetAt, endAt, stallAt, dripMillis, ignoresRange, length);
    }
  }

  /** What is at one path. */
  public static final class Route {
    private final Deque<Play> first = new ArrayDeque<>();
    private final List<Map<String, String>> requests = new ArrayList<>();
    private Content content;
    private String tag;
    private String changed = "Tue, 03 Mar 2020 10:00:00 GMT";
    private Play then = Play.normal();
    private long bodyBytes;

    private Route(Content content) {
      this.content = content;
      this.tag = "\"v1\"";
    }

    /** Plays these in turn, one for each request, before it goes on as before. */
    public synchronized Route first(Play... plays) {
      first.addAll(List.of(plays));
      return this;
    }

    /** Plays this for each request from now on. */
    public synchronized Route then(Play play) {
      then = play;
      return this;
    }

    /** Names the representation; an empty text for none. */
    public synchronized Route tag(String etag) {
      tag = etag;
      return this;
    }

    public synchronized Route changed(String lastModified) {
      changed = lastModified;
      return this;
    }

    /** Puts another file there. */
    public synchronized Route content(Content other, String etag) {
      content = other;
      tag = etag;
      return this;
    }

    /** How often it was asked for. */
    public synchronized int requests() {
      return requests.size();
    }

    /** The headers of the request {@code index}, names in lower case. */
    public synchronized Map<String, String> headers(int index) {
      return requests.get(index);
    }

    /** The bytes of bodies that were sent. */
    public synchronized long bodyBytes() {
      return bodyBytes;
    }
  }

  private PlayedServer(ServerSocket listener) {
    this.listener = listener;
  }

  /** Starts a server on a port that the system picks. */
  public static PlayedServer start() throws IOException {
    PlayedServer server =
        new PlayedServer(new ServerSocket(0, 200, InetAddress.getLoopbackAddress()));
    daemon(server::listen);
    return server;
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "played-server");
    thread.setDaemon(true);
    thread.start();
  }

  /** The URL of {@code path}, which starts with a slash. */
  public String url(String path) {
    return "http://127.0.0.1:" + listener.getLocalPort() + path;
  }

  public int port() {
    return listener.getLocalPort();
  }

  public Route serve(String path, byte[] bytes) {
    return serve(path, Content.of(bytes));
  }

  /** Puts a file at {@code path}, which may have a query. */
  public Route serve(String path, Content content) {
    Route route = new Route(content);
    routes.put(path, route);
    return route;
  }

  /** Returns the route at {@code path}; makes an empty file there if there is none. */
  public Route answer(String path) {
    return routes.computeIfAbsent(path, key -> new Route(Content.of(new byte[0])));
  }

  /** The greatest number of responses that were open at once. */
  public synchronized int mostOpen() {
    return mostOpen;
  }

  /** When requests came, in milliseconds since 1970. */
  public synchronized List<Long> requestTimes() {
    return List.copyOf(requestTimes);
  }

  private void listen() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        sockets.add(socket);
        daemon(() -> talk(socket));
      } catch (IOException e) {
        return;
      }
    }
  }

  private void talk(Socket socket) {
    try (socket) {
      socket.setTcpNoDelay(true);
      InputStream in = new BufferedInputStream(socket.getInputStream());
      OutputStream out = new BufferedOutputStream(socket.getOutputStream(), 1 << 16);
      while (true) {
        String line = line(in);
        if (line.isEmpty()) {
          return;
        }
        Map<String, String> headers = new LinkedHashMap<>();
        for (String header = line(in); !header.isEmpty(); header = line(in)) {
          int colon = header.indexOf(':');
          headers.put(
              header.substring(0, colon).toLowerCase(Locale.ROOT),
              header.substring(colon + 1).strip());
        }
        headers.put(":target", line.split(" ", -1)[1]);
        AtomicBoolean isOpen = opened();
        boolean more;
        try {
          more = respond(socket, out, headers, isOpen);
        } finally {
          ended(isOpen);
        }
        if (!more) {
          return;
        }
      }
    } catch (IOException | UncheckedIOException e) {
      // The client went away, which is its right.
    } finally {
      sockets.remove(socket);
    }
  }

  private synchronized AtomicBoolean opened() {
    requestTimes.add(System.currentTimeMillis());
    open++;
    mostOpen = Math.max(mostOpen, open);
    return new AtomicBoolean(true);
  }

  private synchronized void ended(AtomicBoolean isOpen) {
    if (isOpen.getAndSet(false)) {
      open--;
    }
  }

  private static String line(InputStream in) throws IOException {
    ByteArrayOutputStream text = new ByteArrayOutputStream();
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      if (c != '\r') {
        text.write(c);
      }
    }
    return text.toString(StandardCharsets.UTF_8);
  }

  /** Returns whether the connection goes on. */
  private boolean respond(
      Socket socket, OutputStream out, Map<String, String> headers, AtomicBoolean isOpen)
      throws IOException {
    // Through a proxy the target is a whole URL.
    String target = headers.getOrDefault(":target", "/").replaceFirst("^http://[^/]*", "");
    Route route = routes.get(target);
    if (route == null) {
      route =
          routes.getOrDefault(
              target.replaceFirst("\\?.*", ""),
              new Route(Content.of(new byte[0])).then(Play.status(404, "nothing here")));
    }
    Play play;
    Content content;
    Map<String, String> answer = new LinkedHashMap<>();
    synchronized (route) {
      route.requests.add(headers);
      play = route.first.isEmpty() ? route.then : route.first.remove();
      content = play.body == null ? route.content : Content.of(play.body);
      if (play.body == null) {
        if (!route.tag.isEmpty()) {
          answer.put("ETag", route.tag);
        }
        if (!route.changed.isEmpty()) {
          answer.put("Last-Modified", route.changed);
        }
        answer.put("Content-Type", "application/octet-stream");
      }
    }
    long from = 0;
    long to = content.size();
    int status = play.status == 0 ? 200 : play.status;
    String range = headers.getOrDefault("range", "");
    String condition = headers.getOrDefault("if-range", "");
    if (play.body == null && play.status == 0 && isKnown(headers, answer)) {
      out.write("HTTP/1.1 304 Played\r\n\r\n".getBytes(StandardCharsets.UTF_8));
      out.flush();
      return true;
    }
    boolean same =
        condition.isEmpty()
            || condition.equals(answer.get("ETag"))
            || condition.equals(answer.get("Last-Modified"));
    if (play.body == null && !play.ignoresRange && same && range.matches("bytes=\\d+-\\d*")) {
      String[] ends = range.substring("bytes=".length()).split("-", -1);
      from = Long.parseLong(ends[0]);
      to = ends[1].isEmpty() ? to : Math.min(to, Long.parseLong(ends[1]) + 1);
      boolean some = from < content.size();
      status = some ? 206 : 416;
      answer.put(
          "Content-Range",
          "bytes %s/%d".formatted(some ? from + "-" + (to - 1) : "*", content.size()));
      to = some ? to : from;
    }
    if (play.status == 0 && headers.getOrDefault("if-none-match", "-").equals(answer.get("ETag"))) {
      status = 304;
      answer.remove("Content-Range");
      to = from;
    }
    answer.put(
        "Content-Length", Long.toString(play.claimedLength >= 0 ? play.claimedLength : to - from));
    answer.putAll(play.headers);
    StringBuilder text = new StringBuilder("HTTP/1.1 " + status + " Played\r\n");
    answer.forEach((name, value) -> text.append(name).append(": ").append(value).append("\r\n"));
    out.write(text.append("\r\n").toString().getBytes(StandardCharsets.UTF_8));
    return send(socket, out, route, play, content, from, to, isOpen) && play.claimedLength < 0;
  }

  /** Whether the client has the version that is there. */
  private static boolean isKnown(Map<String, String> asked, Map<String, String> answer) {
    String tag = asked.getOrDefault("if-none-match", "");
    String changed = asked.getOrDefault("if-modified-since", "");
    return tag.isEmpty()
        ? !changed.isEmpty() && changed.equals(answer.get("Last-Modified"))
        : tag.equals(answer.get("ETag"));
  }

  private boolean send(
      Socket socket,
      OutputStream out,
      Route route,
      Play play,
      Content content,
      long from,
      long to,
      AtomicBoolean isOpen)
      throws IOException {
    byte[] buffer = new byte[4096];
    long sent = 0;
    long stop = to - from;
    for (long fault : new long[] {play.resetAt, play.endAt, play.stallAt}) {
      stop = fault >= 0 ? Math.min(stop, fault) : stop;
    }
    while (sent < stop) {
      int count = (int) Math.min(buffer.length, stop - sent);
      for (int i = 0; i < count; i++) {
        buffer[i] = content.at(from + sent + i);
      }
      if (play.dripMillis > 0) {
        out.flush();
        sleep(play.dripMillis);
      }
      out.write(buffer, 0, count);
      sent += count;
      synchronized (route) {
        route.bodyBytes += count;
      }
    }
    // Before the client can see the end, and ask for another.
    ended(isOpen);
    out.flush();
    if (play.resetAt >= 0 && sent == play.resetAt) {
      // What was sent must arrive before the reset, which would throw it away.
      sleep(50);
      socket.setSoLinger(true, 0);
      return false;
    }
    if (play.stallAt >= 0 && sent == play.stallAt) {
      sleep(60_000);
    }
    return play.endAt < 0;
  }

  private void sleep(int millis) throws IOException {
    try {
      if (closed.await(millis, TimeUnit.MILLISECONDS)) {
        throw new IOException("The server stops");
      }
    } catch (InterruptedException e) {
      throw new IOException(e);
    }
  }

  @Override
  public void close() throws IOException {
    closed.countDown();
    listener.close();
    for (Socket socket : sockets) {
      socket.close();
    }
  }
}
