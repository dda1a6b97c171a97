package org.arcoforge.fetch;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Lets requests pass to hosts, as many as their limits allow, over all processes that share a
 * folder. For each host there is a file to lock for each response that may be open, and one with
 * the times of its last requests.
 */
final class HostGate {
  /** The longest time that a server may make us wait. */
  static final Duration LONGEST_WAIT = Duration.ofMinutes(10);

  /** A minute, and what a request may take to arrive. */
  private static final long WINDOW_MILLIS = 61_000;

  private final Path folder;
  private final Limits limits;
  private final Pause pause;

  /**
   * What a host's file says, in milliseconds since 1970.
   *
   * @param closedUntil when the host takes requests again
   * @param requests times of the last requests, also of those to come; the oldest first
   */
  private record Times(long closedUntil, List<Long> requests) {}

  HostGate(Path stateFolder, Limits limits, Pause pause) {
    this.folder = stateFolder.resolve("hosts");
    this.limits = limits;
    this.pause = pause;
  }

  /**
   * Waits until a request may be sent to {@code host}. Its response may be open until what is
   * returned is closed.
   *
   * @param url to name in errors
   */
  FileLocks.Held enter(String host, String url) throws IOException {
    HostLimit limit = limits.of(host);
    List<Path> slots =
        IntStream.range(0, limit.streams()).mapToObj(i -> file(host, "stream-" + i)).toList();
    FileLocks.Held slot = FileLocks.lockAny(slots);
    boolean entered = false;
    try {
      long wait = takeTurn(host, limit, url);
      if (wait > 0) {
        pause.of(Duration.ofMillis(wait));
      }
      entered = true;
      return slot;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException(
          "Cannot go on: interrupted while waiting for a turn at %s.".formatted(host));
    } finally {
      if (!entered) {
        slot.close();
      }
    }
  }

  /** Returns in how many milliseconds the request may be sent, and counts it. */
  private long takeTurn(String host, HostLimit limit, String url) throws IOException {
    FileLocks.Held lock = FileLocks.lock(file(host, "requests.lock"));
    try {
      long now = System.currentTimeMillis();
      Times times = read(host);
      if (times.closedUntil - now > LONGEST_WAIT.toMillis()) {
        throw tooLong(url, host, Duration.ofMillis(times.closedUntil - now), 429);
      }
      long at = Math.max(now, times.closedUntil);
      if (limit.requestsPerMinute() == 0) {
        return at - now;
      }
      List<Long> requests = new ArrayList<>(times.requests);
      requests.removeIf(time -> time <= now - WINDOW_MILLIS);
      if (requests.size() >= limit.requestsPerMinute()) {
        long earlier = requests.get(requests.size() - limit.requestsPerMinute());
        at = Math.max(at, earlier + WINDOW_MILLIS);
      }
      if (!requests.isEmpty()) {
        at = Math.max(at, requests.get(requests.size() - 1));
      }
      requests.add(at);
      write(host, new Times(times.closedUntil, requests));
      return at - now;
    } finally {
      lock.close();
    }
  }

  /** Lets no request pass to {@code host} for {@code time}. */
  void close(String host, Duration time) throws IOException {
    FileLocks.Held lock = FileLocks.lock(file(host, "requests.lock"));
    try {
      Times times = read(host);
      long until = System.currentTimeMillis() + time.toMillis();
      write(host, new Times(Math.max(until, times.closedUntil), times.requests));
    } finally {
      lock.close();
    }
  }

  static FetchException tooLong(String url, String host, Duration wait, int status) {
    return FetchException.permanent(
        "Cannot fetch %s: %s wants no request for %d s, and we wait at most %d s. Try again after that."
            .formatted(Urls.shown(url), host, wait.toSeconds(), LONGEST_WAIT.toSeconds()),
        status);
  }

  private Path file(String host, String name) {
    String safe = host.isEmpty() ? "_" : host.replaceAll("[^A-Za-z0-9.-]", "_");
    return folder.resolve(safe.startsWith(".") ? "_" + safe : safe).resolve(name);
  }

  /** Reads the file of {@code host}. Lines that a crash left half written are skipped. */
  private Times read(String host) throws IOException {
    Path file = file(host, "requests");
    if (!Files.exists(file)) {
      return new Times(0, List.of());
    }
    long closedUntil = 0;
    List<Long> requests = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      if (line.matches("closed \\d{1,18}")) {
        closedUntil = Long.parseLong(line.substring("closed ".length()));
      } else if (line.matches("\\d{13,18}")) {
        requests.add(Long.parseLong(line));
      }
    }
    return new Times(closedUntil, requests);
  }

  private void write(String host, Times times) throws IOException {
    List<String> lines = new ArrayList<>();
    lines.add("closed " + times.closedUntil);
    times.requests.forEach(time -> lines.add(Long.toString(time)));
    Files.write(file(host, "requests"), lines);
  }
}
