package org.arcoforge.catalog;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;
import org.arcoforge.catalog.CheckedFeedstock.ListedRecipe;
import org.arcoforge.yaml.YamlNode;
import org.arcoforge.yaml.YamlNode.Kind;

/**
 * Checks a feedstock's documents. What LEAP's tools refuse is a fault, and so is what they take but
 * would show wrongly. Nothing that the documents name is run.
 */
public final class CheckFeedstock {
  private static final List<String> KEYS =
      List.of(
          "title",
          "description",
          "recipes",
          "provenance",
          "maintainers",
          "thumbnail",
          "tags",
          "links",
          "stores",
          "ncviewjs:meta_yaml_url",
          "meta_yaml_url");

  private final FeedstockFiles files;
  private final List<Fields> documents;
  private final Findings findings;

  private CheckFeedstock(FeedstockFiles files, Findings findings) {
    this.files = files;
    this.findings = findings;
    this.documents =
        files.roots().stream().flatMap(root -> Fields.of(root, findings).stream()).toList();
  }

  /**
   * Checks what is at a path: a feedstock's folder, one of its documents, or the http or https URL
   * of one.
   *
   * @param web with which stores are opened, and documents fetched; empty if none are to be
   * @param expiring tells why a store at a URL, {@code gs:} or {@code s3:} if it is in a bucket,
   *     will not stay, if so
   */
  public static CheckedFeedstock run(
      String path, Optional<Web> web, Function<String, Optional<String>> expiring) {
    Findings findings = new Findings();
    Optional<FeedstockFiles> files = FeedstockFiles.load(path, web, findings);
    return files.isEmpty()
        ? new CheckedFeedstock(findings.sorted(), List.of(), Optional.empty(), 0, 0)
        : new CheckFeedstock(files.get(), findings).check(web, expiring);
  }

  private CheckedFeedstock check(Optional<Web> web, Function<String, Optional<String>> expiring) {
    files.roots().forEach(root -> Placeholders.check(root, findings));
    documents.forEach(document -> document.know(KEYS));
    checkText("title", "Write the title of the page");
    checkText("description", "Say what the data are");
    checkMaintainers();
    if (isWanted("provenance")) {
      with("provenance")
          .required("provenance", "Say who made the data, and their license")
          .ifPresent(new CheckProvenance(SpdxLicenses.load(), findings)::check);
    }
    with("thumbnail").url("thumbnail");
    with("tags").texts("tags");
    checkLinks();
    List<StoreField> stores =
        new CheckStores(expiring, findings).check(with("stores").list("stores"));
    CheckRecipes checkRecipes = new CheckRecipes(findings);
    List<ListedRecipe> recipes = checkRecipes.check(with("recipes"));
    if (files.catalog().isPresent()) {
      checkRecipes.checkStores(recipes, stores);
      checkMetaUrl(files.catalog().get());
    }
    checkKeys();
    int opened = web.map(each -> new OpenStores(each, findings).open(stores)).orElse(0);
    return new CheckedFeedstock(findings.sorted(), recipes, files.folder(), stores.size(), opened);
  }

  /** Returns the document whose value of a key counts, or that the key is missing in. */
  private Fields with(String key) {
    Fields last = documents.get(documents.size() - 1);
    return documents.stream()
        .filter(document -> document.node().find(key).isPresent())
        .reduce((catalog, meta) -> meta)
        .orElse(last);
  }

  /** A key that must be there may be in a document that was not read. */
  private boolean isWanted(String key) {
    return !files.metaIsElsewhere() || files.find(key).isPresent();
  }

  private void checkText(String key, String remedy) {
    if (isWanted(key)) {
      with(key).requiredText(key, remedy);
    }
  }

  private void checkMaintainers() {
    if (!isWanted("maintainers")) {
      return;
    }
    for (YamlNode item :
        with("maintainers").requiredList("maintainers", "Name who takes care of the feedstock")) {
      Fields.of(item, findings).ifPresent(this::checkMaintainer);
    }
  }

  private void checkMaintainer(Fields maintainer) {
    maintainer.requiredText("name", "Write who it is");
    Optional<YamlNode> github = maintainer.text("github");
    if (maintainer.present("github").isEmpty()) {
      findings.warning(
          maintainer.node(),
          maintainer.path("github"),
          "is missing: LEAP's catalog shows a broken picture without it. Write the name at GitHub.");
    }
    github
        .filter(name -> !name.text().matches("[A-Za-z0-9](-?[A-Za-z0-9])*"))
        .ifPresent(
            name ->
                findings.fault(
                    name,
                    "%s is no name at GitHub. Write it without @ and address."
                        .formatted(Quoted.of(name.text()))));
    maintainer.warnOfOthers(
        Map.of("orcid", "LEAP's catalog ignores this key, which does no harm."));
  }

  private void checkLinks() {
    for (YamlNode item : with("links").list("links")) {
      Optional<Fields> link = Fields.of(item, findings);
      if (link.isPresent()) {
        link.get().requiredText("label", "Write what the link is called");
        link.get()
            .requiredText("url", "Write where the link leads")
            .ifPresent(url -> Fields.isUrl(url, findings));
        link.get().warnOfOthers(Map.of());
      }
    }
  }

  /** LEAP's tools find meta.yaml by this, also where it is beside the catalog. */
  private void checkMetaUrl(YamlNode catalog) {
    String key = FeedstockFiles.META_URL;
    Optional<YamlNode> url = catalog.find(key);
    Optional<YamlNode> plain = catalog.find(FeedstockFiles.PLAIN_META_URL);
    if (url.isEmpty() && plain.isEmpty()) {
      if (files.meta().isPresent()) {
        findings.fault(
            catalog,
            key,
            "is missing, so LEAP's catalog does not find meta.yaml. Write where GitHub shows it: https://github.com/OWNER/NAME/blob/main/feedstock/meta.yaml.");
      }
      return;
    }
    plain.ifPresent(
        value ->
            findings.warning(
                value,
                "LEAP's catalog shows no link to the repository. Call the key " + key + "."));
    Stream.concat(url.stream(), plain.stream())
        .forEach(
            value -> {
              if (value.kind() == Kind.NULL) {
                findings.fault(value, "is null. Write where GitHub shows meta.yaml.");
              } else if (Fields.isText(value, findings)) {
                Fields.isUrl(value, findings);
              }
            });
  }

  private void checkKeys() {
    if (documents.size() == 2) {
      for (Map.Entry<String, YamlNode> entry : documents.get(0).node().entries().entrySet()) {
        documents
            .get(1)
            .node()
            .find(entry.getKey())
            .ifPresent(
                other ->
                    findings.warning(
                        entry.getValue(),
                        "is not read: meta.yaml has this key, too. Remove one of them."));
      }
    }
    documents.forEach(document -> document.warnOfOthers(Map.of()));
  }
}
