package org.arcoforge.source;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** An article of Figshare, or of a portal that Figshare runs for an institution. */
final class FigshareArticle {
  private static final String HOST = "figshare.com";

  private final Calls calls;
  private final String id;
  private final JsonValue article;
  private final long version;

  private FigshareArticle(Calls calls, String id, JsonValue article, long version) {
    this.calls = calls;
    this.id = id;
    this.article = article;
    this.version = version;
  }

  /**
   * Asks for an article.
   *
   * @param version 0 for the latest
   */
  static FigshareArticle ask(Calls calls, String id, long version) throws IOException {
    String path = "articles/" + id + (version == 0 ? "" : "/versions/" + version);
    JsonValue article = calls.json(FigshareApi.url(path)).object();
    String found = article.get("id").id();
    boolean given = version != 0 && article.get("version").isAbsent();
    long foundVersion = given ? version : article.get("version").size();
    if (!found.equals(id) || (version != 0 && version != foundVersion)) {
      throw calls.failure(
          "%s answered with version %d of article %s. Check the identifier."
              .formatted(FigshareApi.url(path), foundVersion, found));
    }
    return new FigshareArticle(calls, id, article, foundVersion);
  }

  /** Returns the article as a record, with its files. */
  ResolvedRecord resolve(boolean isLatest) throws IOException {
    long latest = isLatest ? version : FigshareApi.latestVersion(calls, id).orElse(version);
    List<ResolvedFile> files = files();
    if (files.isEmpty()) {
      throw calls.failure(
          "article %s has no files, only metadata. Check the identifier.".formatted(id));
    }
    String doi = article.get("doi").textOrNone();
    return new ResolvedRecord(
        reference(version),
        HOST,
        id,
        Long.toString(version),
        doi,
        FigshareApi.withoutVersion(doi),
        article.get("title").textOrNone(),
        license(),
        latest > version ? reference(latest) : "",
        files);
  }

  private String reference(long ofVersion) {
    return "figshare:" + id + ".v" + ofVersion;
  }

  String license() throws IOException {
    JsonValue license = article.get("license");
    return License.spdx(license.get("name").textOrNone(), license.get("url").textOrNone());
  }

  /** Returns the files; none if the article is of metadata only. */
  List<ResolvedFile> files() throws IOException {
    JsonValue embedded = article.get("files");
    List<JsonValue> files = embedded.isAbsent() ? List.of() : embedded.items();
    if (files.isEmpty()) {
      requirePublic();
    }
    long size = article.get("size").sizeOrUnknown();
    if (size < 0 || size != sum(files)) {
      files = listed(size);
    }
    List<ResolvedFile> found = new ArrayList<>(files.size());
    for (JsonValue file : files) {
      found.add(file(file));
    }
    return found;
  }

  private void requirePublic() throws IOException {
    if (article.get("is_embargoed").flag(false)) {
      String date = article.get("embargo_date").textOrNone();
      throw calls.failure(
          "article %s is under embargo%s, and shows no files. Ask its authors for access."
              .formatted(id, date.isEmpty() ? "" : " until " + date));
    }
    if (article.get("is_confidential").flag(false)) {
      throw calls.failure(
          "article %s is confidential, and shows no files. Ask its authors for access."
              .formatted(id));
    }
  }

  /** Returns the files by a list of their own, which there is of the latest version only. */
  private List<JsonValue> listed(long size) throws IOException {
    long latest = FigshareApi.latestVersion(calls, id).orElse(version);
    if (latest != version) {
      throw calls.failure(
          "the files of version %d do not add up to its size, %d bytes, and Figshare lists those of version %d only. Use %s, or give the URLs of the files."
              .formatted(version, size, latest, reference(latest)));
    }
    String path = "articles/" + id + "/files";
    List<JsonValue> files = FigshareApi.list(calls, path);
    long sum = sum(files);
    if (size > sum) {
      throw calls.failure(
          "%s lists files of %d bytes, and the article has %d. Try again later, or give the URLs of the files."
              .formatted(FigshareApi.url(path), sum, size));
    }
    return files;
  }

  private static long sum(List<JsonValue> files) throws IOException {
    long sum = 0;
    for (JsonValue file : files) {
      sum += Math.max(0, file.get("size").sizeOrUnknown());
    }
    return sum;
  }

  private static ResolvedFile file(JsonValue file) throws IOException {
    String name = file.get("name").fileName();
    if (file.get("is_link_only").flag(false)) {
      String url = file.get("download_url").name();
      return new ResolvedFile(name, -1, null, url, ResolvedFile.Access.LINK);
    }
    JsonValue computed = file.get("computed_md5");
    JsonValue md5 = computed.textOrNone().isEmpty() ? file.get("supplied_md5") : computed;
    return new ResolvedFile(
        name,
        file.get("size").sizeOrUnknown(),
        Calls.checksum(md5, md5.textOrNone()),
        DownloadHosts.figshare(file.get("id").id()));
  }

  /** Returns the file as one of several articles. */
  ResolvedFile within(ResolvedFile file) {
    return new ResolvedFile(
        id + "/" + file.name(), file.size(), file.checksum(), file.url(), file.access());
  }
}
