package org.arcoforge.catalog;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import org.arcoforge.yaml.YamlNode;
import org.arcoforge.yaml.YamlNode.Kind;

/**
 * Checks what a catalog says of its stores.
 *
 * @param expiring tells why a store at a URL will not stay; null if it will
 */
record CheckStores(Function<String, Optional<String>> expiring, Findings findings) {
  private static final Map<String, String> HINTS =
      Map.of(
          "ncviewjs:rechunking",
          "LEAP's catalog ignores this key: it reads 'rechunking', without ncviewjs:.",
          "description",
          "LEAP's catalog ignores this key. Say it in 'description' of meta.yaml.");

  List<StoreField> check(List<YamlNode> stores) {
    List<StoreField> checked = new ArrayList<>();
    for (YamlNode store : stores) {
      Fields.of(store, findings).ifPresent(fields -> checked.add(check(fields)));
    }
    requireDistinct("id", checked.stream().flatMap(store -> store.id().stream()).toList());
    requireDistinct("URL", checked.stream().flatMap(store -> store.url().stream()).toList());
    return checked;
  }

  private StoreField check(Fields store) {
    Optional<YamlNode> id = store.requiredText("id", "Write that of the recipe");
    Optional<YamlNode> name = store.node().find("name");
    name.filter(value -> value.kind() == Kind.NULL)
        .ifPresent(
            value ->
                findings.fault(
                    value,
                    "is null, which LEAP's catalog does not take. Write a name, or leave the key out."));
    store.text("name");
    Optional<YamlNode> url = store.requiredText("url", "Write that by which everybody reads it");
    Optional<YamlNode> good = url.filter(value -> checkUrl(value, store.path("url")));
    String engine = engine(store);
    Optional<Boolean> isPublic = store.bool("public");
    store.bool("geospatial");
    store.text("last_updated");
    List<YamlNode> rechunked = rechunked(store);
    store.warnOfOthers(HINTS);
    return new StoreField(
        store.node(), id, good, engine, isPublic.isPresent() && !isPublic.get(), rechunked);
  }

  private String engine(Fields store) {
    Optional<Fields> options =
        store.present("xarray_open_kwargs").flatMap(node -> Fields.of(node, findings));
    if (options.isEmpty()) {
      return "zarr";
    }
    Optional<YamlNode> engine = options.get().requiredText("engine", "Write zarr or kerchunk");
    engine
        .filter(value -> !Set.of("zarr", "kerchunk").contains(value.text()))
        .ifPresent(
            value ->
                findings.fault(
                    value, "is %s. Write zarr or kerchunk.".formatted(Quoted.of(value.text()))));
    options
        .get()
        .warnOfOthers(
            Map.of(
                "chunks",
                "LEAP's catalog ignores this key: its lines always say chunks={}.",
                "consolidated",
                "LEAP's catalog ignores this key: a store must open without it."));
    return engine.map(YamlNode::text).filter("kerchunk"::equals).orElse("zarr");
  }

  private List<YamlNode> rechunked(Fields store) {
    List<YamlNode> paths = new ArrayList<>();
    for (YamlNode item : store.list("rechunking")) {
      Fields.of(item, findings)
          .ifPresent(
              fields -> {
                fields
                    .requiredText("path", "Write the URL of the other form of the store")
                    .filter(path -> checkUrl(path, path.path()))
                    .ifPresent(paths::add);
                fields
                    .requiredText("use_case", "Write multiscales")
                    .filter(use -> !use.text().equals("multiscales"))
                    .ifPresent(
                        use ->
                            findings.warning(
                                use, "LEAP's catalog knows no use case but 'multiscales'."));
                fields.warnOfOthers(Map.of());
              });
    }
    return paths;
  }

  private boolean checkUrl(YamlNode value, String path) {
    if (findings.isReplaced(value)) {
      return false;
    }
    String url = value.text();
    Optional<String> osn = StoreUrls.osn(url);
    if (osn.isPresent()) {
      findings.fault(
          value,
          path,
          "%s is on the Open Storage Network, which the catalog's lines do not find by s3. Write %s."
              .formatted(Quoted.of(url), osn.get()));
      return false;
    }
    Optional<String> leaves = expiring.apply(StoreUrls.bucket(url));
    if (leaves.isPresent()) {
      findings.fault(
          value,
          path,
          "%s will not stay: %s. Copy the store to where it stays, and write that."
              .formatted(Quoted.of(url), leaves.get()));
      return false;
    }
    if (url.matches("(gs|s3)://[^/\\s]+/\\S+")) {
      if (url.startsWith("s3://")) {
        findings.warning(
            value,
            path,
            "the catalog's lines need credentials of Amazon for s3. If the store is public, write %s."
                .formatted(StoreUrls.http(url)));
      }
      return true;
    }
    if (!url.matches("(?is)https?://.*")) {
      findings.fault(
          value,
          path,
          "%s is no URL by which others find a store. Write one that starts with https:// or gs://."
              .formatted(Quoted.of(url)));
      return false;
    }
    return Fields.isUrl(value, findings);
  }

  private void requireDistinct(String what, List<YamlNode> values) {
    Map<String, YamlNode> first = new HashMap<>();
    Set<YamlNode> told = new HashSet<>();
    for (YamlNode value : values) {
      YamlNode before = first.putIfAbsent(value.text(), value);
      if (before != null && told.add(value)) {
        findings.fault(
            value,
            "%s is the %s of another one already, in line %d. Give each its own."
                .formatted(Quoted.of(value.text()), what, before.line()));
      }
    }
  }
}
