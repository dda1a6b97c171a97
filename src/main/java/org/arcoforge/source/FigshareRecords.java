package org.arcoforge.source;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** Articles and collections of Figshare. */
final class FigshareRecords {
  private FigshareRecords() {}

  /**
   * Returns an article.
   *
   * @param version 0 for the latest
   */
  static ResolvedRecord article(Calls calls, String id, long version) throws IOException {
    return FigshareArticle.ask(calls, id, version).resolve(version == 0);
  }

  /**
   * Returns a collection, with the files of all its articles, each named {@code ARTICLE_ID/name}.
   *
   * @param version 0 for the latest
   */
  static ResolvedRecord collection(Calls calls, String id, long version) throws IOException {
    JsonValue collection = calls.json(FigshareApi.url("collections/" + id)).object();
    if (!collection.get("id").id().equals(id)) {
      throw collection.get("id").wrong(id);
    }
    long latest = collection.get("version").size();
    if (version != 0 && version != latest) {
      throw calls.failure(
          "Figshare lists the articles of the latest version only, which is %d. Use figshare:c.%s.v%d, or the articles themselves."
              .formatted(latest, id, latest));
    }
    List<ResolvedFile> files = new ArrayList<>();
    Set<String> licenses = new TreeSet<>();
    for (JsonValue item : FigshareApi.list(calls, "collections/" + id + "/articles")) {
      FigshareArticle article =
          FigshareArticle.ask(
              calls, item.get("id").id(), FigshareApi.version(item.get("doi").textOrNone()));
      licenses.add(article.license());
      for (ResolvedFile file : article.files()) {
        files.add(article.within(file));
      }
    }
    if (files.isEmpty()) {
      throw calls.failure("collection %s has no files. Check the identifier.".formatted(id));
    }
    String doi = collection.get("doi").textOrNone();
    return new ResolvedRecord(
        "figshare:c." + id + ".v" + latest,
        "figshare.com",
        id,
        Long.toString(latest),
        doi,
        FigshareApi.withoutVersion(doi),
        collection.get("title").textOrNone(),
        licenses.size() == 1 ? licenses.iterator().next() : "",
        "",
        files);
  }
}
