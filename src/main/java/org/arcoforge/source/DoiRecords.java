package org.arcoforge.source;

import java.io.IOException;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Records that are known by a DOI alone. */
final class DoiRecords {
  private static final Pattern ZENODO =
      Pattern.compile("10\\.(5281|5072)/zenodo\\.([0-9]+)", Pattern.CASE_INSENSITIVE);
  private static final Pattern FIGSHARE =
      Pattern.compile(
          "10\\.[0-9.]+/(?:[^/]*\\.)?figshare\\.(c\\.)?([0-9]+)(?:\\.v([0-9]{1,9}))?",
          Pattern.CASE_INSENSITIVE);
  private static final Pattern URL = Pattern.compile("https?://(?:www\\.)?([^/?#]+)([^?#]*)(.*)");
  private static final Pattern ZENODO_PAGE =
      Pattern.compile("/(?:records?/|doi/10\\.[0-9]+/zenodo\\.)([0-9]+)(?:/.*)?");
  private static final Pattern FIGSHARE_PAGE =
      Pattern.compile("/(?:articles/[^/]*/[^/]*|(collections)/[^/]*)/([0-9]+)(?:/([0-9]{1,9}))?/?");

  private final Calls calls;
  private final String doi;

  /**
   * A DOI.
   *
   * @param doi without a scheme
   */
  DoiRecords(Calls calls, String doi) {
    this.calls = calls;
    this.doi = doi;
  }

  /** Returns the record of the DOI; nothing if nobody registered it. */
  Optional<ResolvedRecord> find() throws IOException {
    Matcher zenodo = ZENODO.matcher(doi);
    if (zenodo.matches()) {
      String host = zenodo.group(1).equals("5072") ? "sandbox.zenodo.org" : "zenodo.org";
      return Optional.of(new ZenodoRecords(calls, host, zenodo.group(2)).resolve());
    }
    Matcher figshare = FIGSHARE.matcher(doi);
    if (figshare.matches()) {
      return Optional.of(
          figshare(figshare.group(1) != null, figshare.group(2), FigshareApi.version(doi)));
    }
    Optional<String> landing = landing();
    return landing.isEmpty()
        ? Optional.empty()
        : Optional.of(record(landing.get()).orConceptDoi(doi));
  }

  private ResolvedRecord figshare(boolean isCollection, String id, long version)
      throws IOException {
    return isCollection
        ? FigshareRecords.collection(calls, id, version)
        : FigshareRecords.article(calls, id, version);
  }

  /** Returns the page to which the DOI leads. */
  private Optional<String> landing() throws IOException {
    String path = UrlPath.encode(doi);
    IOException failed;
    try {
      Optional<JsonValue> known = calls.find("https://api.datacite.org/dois/" + path);
      if (known.isPresent()) {
        return Optional.of(known.get().get("data").get("attributes").get("url").name());
      }
      failed = calls.failure("DataCite does not know it.");
    } catch (IOException e) {
      failed = e;
    }
    try {
      Api.Answer page = calls.ask("https://doi.org/" + path, "text/html");
      if (!page.url().startsWith("https://doi.org/")) {
        return Optional.of(page.url());
      }
      if (page.status() == 404) {
        return Optional.empty();
      }
      throw calls.failure(
          "%s answered %d, and leads nowhere. Try again later."
              .formatted(page.url(), page.status()));
    } catch (IOException e) {
      e.addSuppressed(failed);
      throw e;
    }
  }

  private ResolvedRecord record(String landing) throws IOException {
    Matcher url = URL.matcher(landing);
    if (!url.matches()) {
      throw unknown(landing);
    }
    String host = url.group(1).toLowerCase(Locale.ROOT);
    Matcher zenodo = ZENODO_PAGE.matcher(url.group(2));
    if ((host.equals("zenodo.org") || host.equals("sandbox.zenodo.org")) && zenodo.matches()) {
      return new ZenodoRecords(calls, host, zenodo.group(1)).resolve();
    }
    Matcher figshare = FIGSHARE_PAGE.matcher(url.group(2));
    boolean isFigshare = host.equals("figshare.com") || host.endsWith(".figshare.com");
    if (isFigshare && figshare.matches()) {
      return ofFigshare(figshare, landing);
    }
    if (!isFigshare && !figshare.matches()) {
      Optional<ResolvedRecord> dataset = ofDataverse(host, url.group(3));
      if (dataset.isPresent()) {
        return dataset.get();
      }
    }
    Optional<String> article = FigshareApi.article(calls, doi);
    if (article.isEmpty()) {
      throw unknown(landing);
    }
    return FigshareRecords.article(calls, article.get(), FigshareApi.version(doi));
  }

  private ResolvedRecord ofFigshare(Matcher page, String landing) throws IOException {
    String version = page.group(3);
    ResolvedRecord record =
        figshare(
            page.group(1) != null,
            page.group(2),
            FigshareApi.version(version == null ? doi : ".v" + version));
    if (!record.doi().isEmpty() && !FigshareApi.isOf(record.doi(), doi)) {
      throw calls.failure(
          "it leads to %s, whose DOI is %s. Check the DOI.".formatted(landing, record.doi()));
    }
    return record;
  }

  private Optional<ResolvedRecord> ofDataverse(String host, String query) throws IOException {
    DataverseRecords dataset = new DataverseRecords(calls, host, "doi:" + doi);
    if (!query.contains("persistentId=")) {
      return dataset.isThere() ? dataset.find("") : Optional.empty();
    }
    Optional<ResolvedRecord> found = dataset.find("");
    if (found.isEmpty()) {
      throw calls.failure("it leads to %s, which does not know it. Check the DOI.".formatted(host));
    }
    return found;
  }

  private IOException unknown(String landing) {
    return calls.failure(
        "it leads to %s, which is no repository that is known. Known are Zenodo, Figshare and Dataverse; for others, give the URLs of the files."
            .formatted(landing));
  }
}
