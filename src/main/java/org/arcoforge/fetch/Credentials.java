package org.arcoforge.fetch;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

/** The secrets that each host is told. They are looked up when needed, and never shown. */
final class Credentials {
  private final List<Entry> entries;
  private final Map<String, String> environment;

  enum Kind {
    BEARER,
    BASIC,
    HEADER,
    NETRC
  }

  /**
   * How to log in at a host.
   *
   * @param port -1 = the usual one of https or ftp, or any of this machine
   * @param header to put the secret into
   * @param variable that holds the secret
   */
  record Entry(String host, int port, Kind kind, String header, String variable) {
    /**
     * Returns whether {@code uri} may be told the secret.
     *
     * @param asked the URL that was asked for before redirects
     */
    boolean isFor(URI uri, URI asked) {
      if (!host.equals(Urls.host(uri))) {
        return false;
      }
      if (port >= 0) {
        return port == Urls.port(uri);
      }
      boolean usual =
          uri.getScheme() != null
              && switch (Urls.scheme(uri)) {
                case "https" -> Urls.port(uri) == 443;
                case "ftp" -> Urls.port(uri) == 21;
                default -> false;
              };
      return usual || (Urls.loopback(uri) && Urls.origin(uri).equals(Urls.origin(asked)));
    }

    /** Returns it as it is written. */
    @Override
    public String toString() {
      String place = port < 0 ? host : host + ":" + port;
      return switch (kind) {
        case BEARER -> place + "=bearer:" + variable;
        case BASIC -> place + "=basic:" + variable;
        case HEADER -> place + "=header:" + header + ":" + variable;
        case NETRC -> place + "=netrc";
      };
    }
  }

  Credentials(List<String> entries, Map<String, String> environment) {
    this.entries = parse(entries);
    this.environment = environment;
  }

  /** Reads what {@link FetchOptions#credentials} describes. */
  static List<Entry> parse(List<String> texts) {
    List<Entry> entries = new ArrayList<>();
    for (String text : texts) {
      entries.add(entry(text));
    }
    return entries;
  }

  private static Entry entry(String text) {
    int equals = text.indexOf('=');
    String place = text.substring(0, Math.max(equals, 0)).strip().toLowerCase(Locale.ROOT);
    String[] parts = text.substring(equals + 1).strip().split(":", -1);
    boolean port = place.matches("[^:/]+:\\d{1,5}|\\[.*]:\\d{1,5}");
    int colon = port ? place.lastIndexOf(':') : place.length();
    String host = place.substring(0, colon);
    int number = port ? Integer.parseInt(place.substring(colon + 1)) : -1;
    if (host.matches("[^:/\\s]+|\\[[0-9a-f:]+]")) {
      if (parts.length == 1 && parts[0].equals("netrc")) {
        return new Entry(host, number, Kind.NETRC, "authorization", "");
      }
      if (parts.length == 2 && parts[0].equals("bearer") && variable(parts[1])) {
        return new Entry(host, number, Kind.BEARER, "authorization", parts[1]);
      }
      if (parts.length == 2 && parts[0].equals("basic") && variable(parts[1])) {
        return new Entry(host, number, Kind.BASIC, "authorization", parts[1]);
      }
      if (parts.length == 3
          && parts[0].equals("header")
          && parts[1].matches("[A-Za-z0-9-]+")
          && variable(parts[2])) {
        return new Entry(host, number, Kind.HEADER, parts[1], parts[2]);
      }
    }
    throw new IllegalArgumentException(
        "Cannot use the login for '%s': write HOST=bearer:NAME, HOST=basic:NAME, HOST=header:HEADER:NAME or HOST=netrc, where NAME is an environment variable that holds the secret."
            .formatted(place));
  }

  private static boolean variable(String name) {
    return name.matches("[A-Za-z_][A-Za-z0-9_]*");
  }

  /**
   * Returns the headers to send to {@code uri}.
   *
   * @param asked the URL that was asked for before redirects
   */
  Map<String, String> of(URI uri, URI asked) throws IOException {
    Optional<Entry> entry = entry(uri, asked);
    return entry.isEmpty() ? Map.of() : Map.of(entry.get().header, value(entry.get(), uri));
  }

  /** Returns how to log in at {@code uri}, if so; see {@link #of}. */
  Optional<Entry> entry(URI uri, URI asked) {
    return entries.stream().filter(entry -> entry.isFor(uri, asked)).findFirst();
  }

  private String value(Entry entry, URI uri) throws IOException {
    return switch (entry.kind) {
      case BEARER -> "Bearer " + secret(entry, uri);
      case HEADER -> secret(entry, uri);
      case BASIC -> {
        String login = secret(entry, uri);
        if (login.indexOf(':') < 0) {
          throw FetchException.permanent(
              "Cannot log in at %s: the environment variable %s holds no colon. Set it to user:password."
                  .formatted(Urls.host(uri), entry.variable),
              0);
        }
        yield basic(login);
      }
      case NETRC -> basic(Netrc.login(netrc(), Urls.host(uri)));
    };
  }

  private String secret(Entry entry, URI uri) throws FetchException {
    String secret = environment.getOrDefault(entry.variable, "").strip();
    if (secret.isEmpty() || secret.chars().anyMatch(Character::isISOControl)) {
      throw FetchException.permanent(
          "Cannot log in at %s: the environment variable %s is %s. Set it to the secret."
              .formatted(
                  Urls.host(uri),
                  entry.variable,
                  secret.isEmpty() ? "not set" : "of more than one line"),
          0);
    }
    return secret;
  }

  private Path netrc() {
    String named = environment.getOrDefault("NETRC", "");
    return named.isEmpty()
        ? Path.of(environment.getOrDefault("HOME", "."), ".netrc")
        : Path.of(named);
  }

  private static String basic(String login) {
    return "Basic " + Base64.getEncoder().encodeToString(login.getBytes(StandardCharsets.UTF_8));
  }
}
