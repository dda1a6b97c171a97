package org.arcoforge.catalog;

import java.util.List;
import java.util.Locale;

/**
 * A page of the catalog: a dataset.
 *
 * @param repository the URL of its meta.yaml; this and all texts are empty if they are not given
 */
public record CatalogPage(
    String title,
    String description,
    List<String> tags,
    String license,
    String repository,
    List<PageStore> stores) {

  /** A store of a page. */
  public record PageStore(String id, String name, String url) {}

  public CatalogPage {
    tags = List.copyOf(tags);
    stores = List.copyOf(stores);
  }

  /**
   * Returns whether all words occur in title, description, tags and stores, whatever their case.
   */
  public boolean hasAll(List<String> words) {
    StringBuilder text = new StringBuilder();
    text.append(title).append('\n').append(description);
    tags.forEach(tag -> text.append('\n').append(tag));
    stores.forEach(store -> text.append('\n').append(store.name()).append('\n').append(store.id()));
    String lower = text.toString().toLowerCase(Locale.ROOT);
    return words.stream().allMatch(word -> lower.contains(word.toLowerCase(Locale.ROOT)));
  }
}
