package org.arcoforge.config;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;

/** What a feedstock is called if nobody says it. */
public final class FeedstockName {
  /** Folders in a feedstock that have recipes in them. */
  private static final Set<String> OF_RECIPES = Set.of("recipes", "feedstock");

  private FeedstockName() {}

  /**
   * Returns the name of the repository that a workflow of GitHub runs for; else that of the folder
   * of the git work tree that {@code folder} is in; else that of {@code folder} itself or, if
   * recipes lie in {@code recipes} or {@code feedstock}, of the folder that has it.
   *
   * @param environment variables of the process
   * @param folder of the recipe
   */
  public static String of(Map<String, String> environment, Path folder) {
    String repository = environment.getOrDefault("GITHUB_REPOSITORY", "");
    if (repository.matches("[^/]+/[^/]+")) {
      return repository.substring(repository.indexOf('/') + 1);
    }
    Path start = folder.toAbsolutePath().normalize();
    for (Path above = start; above != null; above = above.getParent()) {
      if (Files.exists(above.resolve(".git"))) {
        return name(above);
      }
    }
    Path parent = start.getParent();
    if (OF_RECIPES.contains(name(start)) && parent != null) {
      return name(parent);
    }
    Path next = parent == null ? null : parent.getParent();
    return parent != null && next != null && OF_RECIPES.contains(name(parent))
        ? name(next)
        : name(start);
  }

  private static String name(Path folder) {
    Path name = folder.getFileName();
    return name == null ? "feedstock" : name.toString();
  }
}
