package org.arcoforge.fetch;

import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Places to ask instead of others. */
public final class Mirrors {
  /** Asks nowhere else. */
  public static final Mirrors NONE = new Mirrors(List.of());

  /** Longest {@code from} first. */
  private final List<Mirror> mirrors;

  private record Mirror(String from, String to) {
    boolean matches(String url) {
      return url.startsWith(from)
          && (url.length() == from.length()
              || from.endsWith("/")
              || "/?#".indexOf(url.charAt(from.length())) >= 0);
    }

    String replace(String url) {
      String rest = url.substring(from.length());
      String start = to.endsWith("/") ? to.substring(0, to.length() - 1) : to;
      return from.endsWith("/") ? start + "/" + rest : start + rest;
    }
  }

  private Mirrors(List<Mirror> mirrors) {
    this.mirrors = mirrors;
  }

  /**
   * Reads entries {@code FROM=TO}. FROM is the start of URLs, or of other names such as {@code
   * zenodo:1/}, up to the end of a path segment or of the host; TO a URL, or the path of a folder
   * on this machine.
   *
   * @throws IllegalArgumentException if an entry is not that, or two have the same FROM
   */
  public static Mirrors parse(List<String> entries) {
    List<Mirror> mirrors =
        entries.stream()
            .map(Mirrors::mirror)
            .sorted(Comparator.comparingInt((Mirror mirror) -> mirror.from.length()).reversed())
            .toList();
    Set<String> seen = new HashSet<>();
    for (Mirror mirror : mirrors) {
      if (!seen.add(mirror.from)) {
        throw new IllegalArgumentException(
            "Cannot use two mirrors of '%s'. Give one.".formatted(mirror.from));
      }
    }
    return new Mirrors(mirrors);
  }

  private static Mirror mirror(String entry) {
    int equals = entry.indexOf('=');
    String from = entry.substring(0, Math.max(equals, 0)).strip();
    String to = entry.substring(equals + 1).strip();
    if (!from.matches("(?i)((https?|ftp|file):/|(?!(https?|ftp|file):)[a-z][a-z0-9-]*:).+")
        || to.isEmpty()) {
      throw new IllegalArgumentException(
          "Cannot use mirror '%s'. Write it like https://zenodo.org=https://mirror.example.org/zenodo or https://zenodo.org=/data/zenodo."
              .formatted(entry));
    }
    boolean fetched = from.matches("(?i)(https?|ftp|file):.*");
    boolean url =
        to.matches(fetched ? "(?i)(https?|ftp|file):.*" : "(?i)(https?|ftp|file|gs|s3):.*");
    return new Mirror(from, url ? to : local(entry, from, to));
  }

  /** Returns the URL of a path; the path if {@code from} is no URL but a name, not encoded. */
  private static String local(String entry, String from, String path) {
    if (path.matches("[A-Za-z][A-Za-z0-9+.-]+://.*")) {
      throw new IllegalArgumentException(
          "Cannot use mirror '%s': '%s' cannot be fetched from. Give a URL of http, https, ftp or file, or a path."
              .formatted(entry, path.substring(0, path.indexOf(':') + 1)));
    }
    try {
      String absolute = Path.of(path).toAbsolutePath().normalize().toString();
      if (!from.matches("(?i)(https?|ftp|file):/.+")) {
        return absolute;
      }
      return new URI("file", "", absolute, null).toString();
    } catch (InvalidPathException | URISyntaxException e) {
      throw new IllegalArgumentException(
          "Cannot use mirror '%s': '%s' is not a path.".formatted(entry, path), e);
    }
  }

  /** Returns where to ask instead of {@code url}: {@code url} itself if there is no mirror. */
  public String apply(String url) {
    Stream<Mirror> matching = mirrors.stream().filter(mirror -> mirror.matches(url));
    return matching.findFirst().map(mirror -> mirror.replace(url)).orElse(url);
  }
}
