package org.arcoforge.fetch;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * The proxies that the environment names, as most tools understand it: {@code http_proxy}, {@code
 * https_proxy}, {@code all_proxy} and {@code no_proxy}, in lower case or else in upper case.
 */
final class Proxies {
  private final Map<String, Proxy> byScheme;
  private final List<String> direct;

  /**
   * A proxy.
   *
   * @param user to log in as; empty = no login
   */
  record Proxy(String host, int port, String user, String password) {
    @Override
    public String toString() {
      return host + ":" + port;
    }
  }

  private Proxies(Map<String, Proxy> byScheme, List<String> direct) {
    this.byScheme = byScheme;
    this.direct = direct;
  }

  /**
   * Reads the environment.
   *
   * @throws IllegalArgumentException if a variable names what is not a proxy of HTTP
   */
  static Proxies of(Map<String, String> environment) {
    Map<String, Proxy> byScheme = new HashMap<>();
    for (String scheme : List.of("http", "https")) {
      String variable = variable(environment, scheme + "_proxy") ? scheme + "_proxy" : "all_proxy";
      String url = value(environment, variable);
      if (!url.isEmpty()) {
        byScheme.put(scheme, proxy(variable, url));
      }
    }
    String direct = value(environment, "no_proxy").toLowerCase(Locale.ROOT);
    return new Proxies(
        byScheme, direct.isBlank() ? List.of() : List.of(direct.strip().split("[,\\s]+", -1)));
  }

  private static boolean variable(Map<String, String> environment, String name) {
    return environment.containsKey(name) || environment.containsKey(name.toUpperCase(Locale.ROOT));
  }

  private static String value(Map<String, String> environment, String name) {
    String upper = environment.getOrDefault(name.toUpperCase(Locale.ROOT), "");
    return environment.getOrDefault(name, upper).strip();
  }

  private static Proxy proxy(String variable, String text) {
    try {
      URI uri = new URI(text.contains("://") ? text : "http://" + text);
      if (uri.getHost() != null && "http".equalsIgnoreCase(uri.getScheme())) {
        String user = uri.getRawUserInfo() == null ? "" : uri.getRawUserInfo();
        int colon = user.indexOf(':');
        return new Proxy(
            uri.getHost(),
            uri.getPort() < 0 ? 80 : uri.getPort(),
            Urls.decoded(colon < 0 ? user : user.substring(0, colon)),
            colon < 0 ? "" : Urls.decoded(user.substring(colon + 1)));
      }
    } catch (URISyntaxException e) {
      // Told below, without the URL, for it may hold a password.
    }
    throw new IllegalArgumentException(
        "Cannot use the proxy of the environment variable %s: it is not the URL of a proxy of http. Write it like http://host:8080."
            .formatted(variable));
  }

  List<Proxy> withLogins() {
    return byScheme.values().stream().filter(proxy -> !proxy.user.isEmpty()).toList();
  }

  /** Returns the proxy to ask for a URL; null = ask its host. */
  @Nullable Proxy of(String scheme, String host, int port) {
    String name = host.toLowerCase(Locale.ROOT);
    boolean around = direct.stream().anyMatch(entry -> matches(entry, name, port));
    return around ? null : byScheme.get(scheme.toLowerCase(Locale.ROOT));
  }

  private static boolean matches(String entry, String host, int port) {
    if (entry.isEmpty() || entry.equals("*")) {
      return !entry.isEmpty();
    }
    String name = entry.replaceFirst("^\\*?\\.", "").replaceFirst(":\\d+$", "");
    boolean ofPort = !entry.matches(".*[^:]:\\d+") || entry.endsWith(":" + port);
    return ofPort && (host.equals(name) || host.endsWith("." + name));
  }
}
