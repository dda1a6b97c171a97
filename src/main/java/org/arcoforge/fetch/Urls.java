package org.arcoforge.fetch;

import java.net.URI;
import java.net.URISyntaxException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What URLs say, and what of them may be shown. */
public final class Urls {
  private static final Pattern USER = Pattern.compile("^([A-Za-z][A-Za-z0-9+.-]*://)[^/?#]*@");
  private static final Pattern PARAMETER = Pattern.compile("([?&;])([^=&;#]*)=([^&;#]*)");
  private static final Set<String> SECRET =
      Set.of(
          "token",
          "access_token",
          "signature",
          "key",
          "private_link",
          "sig",
          "password",
          "api_key",
          "apikey",
          "api-key",
          "secret",
          "auth",
          "awsaccesskeyid",
          "policy",
          "code");
  private static final Pattern BAD_PERCENT = Pattern.compile("%(?![0-9A-Fa-f]{2})");

  private Urls() {}

  /** Returns {@code url} with … for what may be secret. */
  public static String shown(String url) {
    Matcher parameters = PARAMETER.matcher(USER.matcher(url).replaceFirst("$1…@"));
    return parameters.replaceAll(
        match ->
            Matcher.quoteReplacement(
                match.group(1)
                    + match.group(2)
                    + "="
                    + (secret(match.group(2)) ? "…" : match.group(3))));
  }

  private static boolean secret(String parameter) {
    String name = parameter.toLowerCase(Locale.ROOT);
    return SECRET.contains(name) || name.startsWith("x-amz-") || name.startsWith("x-goog-");
  }

  /**
   * Reads a URL. What must not stand in one, such as a space, is written with percent signs.
   *
   * @throws FetchException if it is none, or names a user
   */
  static URI parse(String url) throws FetchException {
    if (USER.matcher(url).find()) {
      throw FetchException.permanent(
          "Cannot fetch %s: a login in a URL ends up in logs and stores. Remove it, put it into a variable of the environment, and name that with --auth HOST=basic:NAME."
              .formatted(shown(url)),
          0);
    }
    try {
      URI uri = new URI(encoded(url));
      if (uri.getScheme() == null) {
        throw FetchException.permanent(
            "Cannot fetch %s: it is not a URL. Write it like https://host/path.".formatted(url), 0);
      }
      return uri;
    } catch (URISyntaxException e) {
      // The exception's message holds the whole URL, so it must not become the cause.
      throw FetchException.permanent(
          "Cannot fetch %s: it is not a URL (%s). Correct it.".formatted(shown(url), e.getReason()),
          0);
    }
  }

  private static String encoded(String url) {
    int slashes = url.indexOf("://");
    int path = slashes < 0 ? -1 : url.indexOf('/', slashes + 3);
    StringBuilder text = new StringBuilder();
    for (byte each : BAD_PERCENT.matcher(url).replaceAll("%25").getBytes(StandardCharsets.UTF_8)) {
      char c = (char) (each & 0xff);
      boolean bracket = (c == '[' || c == ']') && path >= 0 && text.length() > path;
      if (c <= ' ' || c > '~' || "\"<>\\^`{|}".indexOf(c) >= 0 || bracket) {
        text.append("%%%02X".formatted((int) c));
      } else {
        text.append(c);
      }
    }
    return text.toString();
  }

  /** Returns the host in lower case; empty if there is none, as in {@code file:} URLs. */
  static String host(URI uri) {
    String host = uri.getHost() != null ? uri.getHost() : uri.getAuthority();
    return host == null ? "" : host.toLowerCase(Locale.ROOT);
  }

  static String scheme(URI uri) {
    return uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
  }

  /** Returns the port that is meant, also when it is not written. */
  static int port(URI uri) {
    if (uri.getPort() >= 0) {
      return uri.getPort();
    }
    return switch (scheme(uri)) {
      case "https" -> 443;
      case "http" -> 80;
      case "ftp" -> 21;
      default -> -1;
    };
  }

  /** Returns scheme, host and port: what a secret is for. */
  static String origin(URI uri) {
    return scheme(uri) + "://" + host(uri) + ":" + port(uri);
  }

  static boolean loopback(URI uri) {
    String host = host(uri);
    return host.equals("localhost")
        || host.equals("[::1]")
        || host.matches("127\\.\\d+\\.\\d+\\.\\d+");
  }

  /** Returns the last segment of the path, decoded; empty if there is none. */
  static String lastSegment(String url) {
    String path =
        url.replaceFirst("[?#].*$", "").replaceFirst("^[A-Za-z][A-Za-z0-9+.-]*://[^/]*", "");
    return decoded(path.substring(path.lastIndexOf('/') + 1));
  }

  /** Returns {@code text} without percent signs; a plus stays a plus. */
  static String decoded(String text) {
    try {
      return URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      return text;
    }
  }

  /** Returns whether the file at {@code url} is meant to be a page. */
  static boolean namesPage(String url) {
    String name = lastSegment(url).toLowerCase(Locale.ROOT);
    return name.endsWith(".html") || name.endsWith(".htm");
  }
}
