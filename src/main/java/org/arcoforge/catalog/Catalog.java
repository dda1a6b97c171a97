package org.arcoforge.catalog;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.arcoforge.yaml.YamlNode;
import org.arcoforge.yaml.YamlNode.Kind;

/** The pages of LEAP's catalog, or of one feedstock. */
public record Catalog(List<CatalogPage> pages) {
  /** Where LEAP's own is. */
  public static final String LEAP =
      "https://raw.githubusercontent.com/leap-stc/data-management/main/catalog/output/consolidated-web-catalog.json";

  public Catalog {
    pages = List.copyOf(pages);
  }

  /**
   * Reads a catalog.
   *
   * @param source the path or URL of {@code consolidated-web-catalog.json}, of {@code
   *     single-feedstock-web-catalog.json}, or what {@link CheckFeedstock} takes
   * @throws IllegalArgumentException if it is no catalog
   */
  public static Catalog read(String source, Web web) throws IOException {
    if (!source.matches("(?i).*\\.json(\\?.*)?")) {
      return feedstock(source, web);
    }
    Optional<byte[]> bytes = FeedstockFiles.bytes(source, web);
    if (bytes.isEmpty()) {
      throw new IOException(
          "Cannot read catalog %s: there is no such document. Check its address."
              .formatted(source));
    }
    return parse(source, bytes.get());
  }

  private static Catalog feedstock(String source, Web web) {
    Findings findings = new Findings();
    Optional<FeedstockFiles> files = FeedstockFiles.load(source, Optional.of(web), findings);
    if (files.isEmpty() || !findings.sorted().isEmpty()) {
      throw new IllegalArgumentException(
          "Cannot read catalog %s: %s"
              .formatted(
                  source,
                  findings.sorted().stream()
                      .map(finding -> finding.source() + ": " + finding.text())
                      .collect(Collectors.joining(" "))));
    }
    ObjectNode merged = JsonNodeFactory.instance.objectNode();
    for (YamlNode root : files.get().roots()) {
      root.entries().forEach((key, value) -> merged.set(key, json(value)));
    }
    return new Catalog(List.of(page(merged)));
  }

  private static JsonNode json(YamlNode node) {
    return switch (node.kind()) {
      case MAPPING -> {
        ObjectNode object = JsonNodeFactory.instance.objectNode();
        node.entries().forEach((key, value) -> object.set(key, json(value)));
        yield object;
      }
      case SEQUENCE -> {
        ArrayNode array = JsonNodeFactory.instance.arrayNode();
        node.items().forEach(item -> array.add(json(item)));
        yield array;
      }
      default ->
          node.kind() == Kind.NULL
              ? JsonNodeFactory.instance.nullNode()
              : TextNode.valueOf(node.text());
    };
  }

  private static Catalog parse(String source, byte[] bytes) throws IOException {
    JsonNode root;
    try {
      root = JsonMapper.builder().build().readTree(FeedstockFiles.utf8(bytes));
    } catch (JsonProcessingException | CharacterCodingException e) {
      throw new IllegalArgumentException(
          "Cannot read catalog %s: it is not JSON. Check its address.".formatted(source), e);
    }
    List<CatalogPage> pages = new ArrayList<>();
    for (JsonNode page : root.isArray() ? root : JsonNodeFactory.instance.arrayNode().add(root)) {
      if (!page.path("title").isTextual()) {
        throw new IllegalArgumentException(
            "Cannot read catalog %s: its page %d has no title. Name a catalog, such as %s."
                .formatted(source, pages.size() + 1, LEAP));
      }
      pages.add(page(page));
    }
    return new Catalog(pages);
  }

  private static CatalogPage page(JsonNode page) {
    List<String> tags = new ArrayList<>();
    page.path("tags").forEach(tag -> tags.add(text(tag)));
    List<CatalogPage.PageStore> stores = new ArrayList<>();
    for (JsonNode store : page.path("stores")) {
      stores.add(
          new CatalogPage.PageStore(
              text(store.path("id")), text(store.path("name")), text(store.path("url"))));
    }
    return new CatalogPage(
        text(page.path("title")),
        text(page.path("description")),
        tags,
        text(page.path("provenance").path("license")),
        text(page.path(FeedstockFiles.META_URL)),
        stores);
  }

  private static String text(JsonNode node) {
    return node.isNull() ? "" : Quoted.plain(node.asText());
  }

  /** Returns the pages that have all words. */
  public List<CatalogPage> search(List<String> words) {
    return pages.stream().filter(page -> page.hasAll(words)).toList();
  }
}
