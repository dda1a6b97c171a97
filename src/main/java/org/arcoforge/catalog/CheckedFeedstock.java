package org.arcoforge.catalog;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * What the check of a feedstock found.
 *
 * @param findings by document and line
 * @param recipes those that {@code meta.yaml} lists
 * @param folder that of {@code meta.yaml}, if it is on this machine
 * @param stores how many stores the documents name
 * @param opened how many of them were opened, with success or not
 */
public record CheckedFeedstock(
    List<Finding> findings,
    List<ListedRecipe> recipes,
    Optional<Path> folder,
    int stores,
    int opened) {

  /** A recipe of {@code meta.yaml}. */
  public record ListedRecipe(String id, String object, Place idPlace, Place objectPlace) {}

  /** Where a value stands, to tell of what else is wrong with it. */
  public record Place(String source, int line, String path) {
    /** Returns a fault of what stands there. */
    public Finding fault(String text) {
      return new Finding(Finding.Severity.FAULT, source, line, path, text);
    }
  }

  public CheckedFeedstock {
    findings = List.copyOf(findings);
    recipes = List.copyOf(recipes);
  }
}
