package org.arcoforge.source;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The questions that Figshare answers. */
final class FigshareApi {
  private static final String BASE = "https://api.figshare.com/v2/";

  /** The most that every list gives at once. Some give fewer, whatever one asks. */
  private static final int PAGE_SIZE = 100;

  private static final int MAX_PAGES = 5000;

  private FigshareApi() {}

  /** Returns the URL of {@code path}. */
  static String url(String path) {
    return BASE + path;
  }

  /** Returns all items of the list at {@code path}, each of which has an {@code id}. */
  static List<JsonValue> list(Calls calls, String path) throws IOException {
    List<JsonValue> items = new ArrayList<>();
    Set<String> ids = new HashSet<>();
    int longest = 0;
    for (int page = 1; page <= MAX_PAGES; page++) {
      String url = url(path) + "?page=" + page + "&page_size=" + PAGE_SIZE;
      List<JsonValue> found = calls.json(url).items();
      int before = items.size();
      for (JsonValue item : found) {
        if (ids.add(item.get("id").id())) {
          items.add(item);
        }
      }
      // A page that is shorter than asked may be all that the service ever gives at once.
      if (found.size() < longest || found.isEmpty()) {
        return items;
      }
      if (items.size() == before) {
        throw calls.failure("%s repeats the page before. Try again later.".formatted(url));
      }
      longest = found.size();
    }
    throw calls.failure("%s has more than %d pages.".formatted(url(path), MAX_PAGES));
  }

  /** Returns the latest version of an article; nothing if its versions are not listed. */
  static Optional<Long> latestVersion(Calls calls, String article) throws IOException {
    Optional<JsonValue> versions = calls.find(url("articles/" + article + "/versions"));
    Optional<Long> latest = Optional.empty();
    if (versions.isPresent()) {
      for (JsonValue version : versions.get().items()) {
        long number = version.get("version").size();
        latest = Optional.of(Math.max(number, latest.orElse(0L)));
      }
    }
    return latest;
  }

  /** Returns the article that has {@code doi}, of any version. */
  static Optional<String> article(Calls calls, String doi) throws IOException {
    Optional<JsonValue> found = calls.find(url("articles?doi=" + UrlPath.encodeQuery(doi)));
    if (found.isPresent()) {
      for (JsonValue article : found.get().items()) {
        if (isOf(article.get("doi").textOrNone(), doi)) {
          return Optional.of(article.get("id").id());
        }
      }
    }
    return Optional.empty();
  }

  /** Whether two DOIs are of the same article. */
  static boolean isOf(String doi, String other) {
    return withoutVersion(doi).equalsIgnoreCase(withoutVersion(other));
  }

  /** Returns the DOI of all versions together. */
  static String withoutVersion(String doi) {
    return doi.replaceFirst("(?i)\\.v[0-9]+$", "");
  }

  /** Returns the version that {@code doi} names, or 0. */
  static long version(String doi) {
    return doi.matches("(?is).*\\.v[0-9]{1,9}")
        ? Long.parseLong(doi.substring(doi.lastIndexOf('.') + 2))
        : 0;
  }
}
