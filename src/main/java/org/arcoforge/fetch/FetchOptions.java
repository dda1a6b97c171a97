package org.arcoforge.fetch;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** How to fetch. A value: each method returns options that differ in one thing. */
public final class FetchOptions {
  private final Path stateFolder;
  private final Limits limits;
  private final Mirrors mirrors;
  private final List<String> credentials;
  private final Map<String, String> environment;
  private final Timeouts timeouts;
  private final Retries retries;
  private final String userAgent;
  private final Pause pause;

  record Timeouts(Duration connect, Duration idle) {}

  record Retries(int attempts, Duration firstDelay, Duration longestDelay) {}

  private FetchOptions(
      Path stateFolder,
      Limits limits,
      Mirrors mirrors,
      List<String> credentials,
      Map<String, String> environment,
      Timeouts timeouts,
      Retries retries,
      String userAgent,
      Pause pause) {
    this.stateFolder = stateFolder;
    this.limits = limits;
    this.mirrors = mirrors;
    this.credentials = List.copyOf(credentials);
    this.environment = Map.copyOf(environment);
    this.timeouts = timeouts;
    this.retries = retries;
    this.userAgent = userAgent;
    this.pause = pause;
  }

  /**
   * Returns the usual options.
   *
   * @param stateFolder for what processes share: locks and counts of requests. Made when needed.
   */
  public static FetchOptions in(Path stateFolder) {
    return new FetchOptions(
        stateFolder,
        Limits.USUAL,
        Mirrors.NONE,
        List.of(),
        System.getenv(),
        new Timeouts(Duration.ofSeconds(30), Duration.ofSeconds(120)),
        new Retries(6, Duration.ofSeconds(1), Duration.ofSeconds(120)),
        "arcoforge/0.1.0 (+https://github.com/arco-forge/arcoforge)",
        time -> Thread.sleep(time.toMillis()));
  }

  /**
   * Limits one host.
   *
   * @param host a name, or {@code .suffix} for a domain and all hosts in it, each by itself
   */
  public FetchOptions limit(String host, HostLimit limit) {
    return new FetchOptions(
        stateFolder,
        limits.with(host, limit),
        mirrors,
        credentials,
        environment,
        timeouts,
        retries,
        userAgent,
        pause);
  }

  /** Limits each host that has no limit of its own. At first 4 streams. */
  public FetchOptions defaultLimit(HostLimit limit) {
    return new FetchOptions(
        stateFolder,
        limits.withDefault(limit),
        mirrors,
        credentials,
        environment,
        timeouts,
        retries,
        userAgent,
        pause);
  }

  /** Asks other places instead. */
  public FetchOptions mirrors(Mirrors mirrors) {
    return new FetchOptions(
        stateFolder,
        limits,
        mirrors,
        credentials,
        environment,
        timeouts,
        retries,
        userAgent,
        pause);
  }

  /**
   * Logs in at hosts. Each entry is {@code HOST=bearer:NAME}, {@code HOST=basic:NAME} (of {@code
   * user:password}), {@code HOST=header:HeaderName:NAME} or {@code HOST=netrc}, where NAME is a
   * variable of the environment. HOST means https, ftp, or this machine; write {@code HOST:PORT}
   * for plain http elsewhere, or another port.
   *
   * @throws IllegalArgumentException if an entry is none of these
   */
  public FetchOptions credentials(List<String> credentials) {
    Credentials.parse(credentials);
    return new FetchOptions(
        stateFolder,
        limits,
        mirrors,
        credentials,
        environment,
        timeouts,
        retries,
        userAgent,
        pause);
  }

  /** Takes proxies, secrets, {@code NETRC} and {@code HOME} from here, not from the process. */
  public FetchOptions environment(Map<String, String> environment) {
    return new FetchOptions(
        stateFolder,
        limits,
        mirrors,
        credentials,
        environment,
        timeouts,
        retries,
        userAgent,
        pause);
  }

  /**
   * Gives up a connection that does not come about in time, or is silent for too long.
   *
   * @param connect at first 30 s
   * @param idle the time in which no byte arrives; at first 120 s
   */
  public FetchOptions timeouts(Duration connect, Duration idle) {
    return new FetchOptions(
        stateFolder,
        limits,
        mirrors,
        credentials,
        environment,
        new Timeouts(connect, idle),
        retries,
        userAgent,
        pause);
  }

  /**
   * Asks again after faults that may pass. The pause before it is random, up to a delay that
   * doubles each time.
   *
   * @param attempts at least 1; at first 6
   * @param firstDelay at first 1 s
   * @param longestDelay at first 120 s
   */
  public FetchOptions retries(int attempts, Duration firstDelay, Duration longestDelay) {
    if (attempts < 1) {
      throw new IllegalArgumentException(
          "Cannot fetch with %d attempts. Give at least 1.".formatted(attempts));
    }
    return new FetchOptions(
        stateFolder,
        limits,
        mirrors,
        credentials,
        environment,
        timeouts,
        new Retries(attempts, firstDelay, longestDelay),
        userAgent,
        pause);
  }

  /** Says to servers who asks. */
  public FetchOptions userAgent(String userAgent) {
    return new FetchOptions(
        stateFolder,
        limits,
        mirrors,
        credentials,
        environment,
        timeouts,
        retries,
        userAgent,
        pause);
  }

  /** Waits in another way: before attempts, and for the turn at a host. */
  public FetchOptions pause(Pause pause) {
    return new FetchOptions(
        stateFolder,
        limits,
        mirrors,
        credentials,
        environment,
        timeouts,
        retries,
        userAgent,
        pause);
  }

  Path stateFolder() {
    return stateFolder;
  }

  Limits limits() {
    return limits;
  }

  /** Returns the limit of {@code host}. */
  public HostLimit limitOf(String host) {
    return limits.of(host);
  }

  Mirrors mirrors() {
    return mirrors;
  }

  List<String> credentials() {
    return credentials;
  }

  Map<String, String> environment() {
    return environment;
  }

  Timeouts timeouts() {
    return timeouts;
  }

  Retries retries() {
    return retries;
  }

  String userAgent() {
    return userAgent;
  }

  Pause pause() {
    return pause;
  }
}
