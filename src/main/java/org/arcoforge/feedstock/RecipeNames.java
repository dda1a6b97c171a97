package org.arcoforge.feedstock;

import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * What a feedstock and the recipe in it are called.
 *
 * @param repository the name of the folder, as far as it can be one of a repository: {@code
 *     noaa-oisst_feedstock}
 * @param id of the recipe: {@code noaa-oisst}
 */
public record RecipeNames(String repository, String id) {
  private static final String ID = "[a-z][a-z0-9]*(-[a-z0-9]+)*";

  /** Names that the recipe's source or its language needs for something else. */
  private static final Set<String> TAKEN =
      Set.of("Dataset", "FilePattern", "Keys", "Override", "Recipe", "SourceFile", "Target");

  public RecipeNames {
    if (!id.matches(ID)) {
      throw new IllegalArgumentException(
          "Cannot name a recipe '%s': it is not of lower case letters, digits and single hyphens, with a letter first. Write it like noaa-oisst."
              .formatted(id));
    }
  }

  /**
   * Returns the names that follow from a folder's.
   *
   * @throws IllegalArgumentException if no id of a recipe can be made of it
   */
  public static RecipeNames ofFolder(String folder) {
    String id =
        folder
            .toLowerCase(Locale.ROOT)
            .replaceFirst("[_-]?feedstock$", "")
            .replaceAll("[^a-z0-9]+", "-")
            .replaceAll("^-|-$", "");
    if (!id.matches(ID)) {
      throw new IllegalArgumentException(
          "Cannot name a recipe after folder '%s': '%s' does not start with a letter. Give it a name with --name."
              .formatted(folder, id));
    }
    return ofFolder(folder, id);
  }

  /**
   * Returns the names for a recipe {@code id} in a folder.
   *
   * @throws IllegalArgumentException if it cannot be an id
   */
  public static RecipeNames ofFolder(String folder, String id) {
    return new RecipeNames(folder.matches("[A-Za-z0-9._-]+") ? folder : id + "_feedstock", id);
  }

  /** Returns the simple name of the recipe's class: {@code NoaaOisst}. */
  public String className() {
    String words =
        Stream.of(id.split("-"))
            .map(word -> word.substring(0, 1).toUpperCase(Locale.ROOT) + word.substring(1))
            .collect(Collectors.joining());
    // Files of tests are not taken for recipes.
    return TAKEN.contains(words) || words.endsWith("Test") ? words + "Recipe" : words;
  }
}
