package org.arcoforge.cli;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.arcoforge.catalog.CheckedFeedstock;
import org.arcoforge.catalog.CheckedFeedstock.ListedRecipe;
import org.arcoforge.catalog.Finding;
import org.arcoforge.catalog.Placeholders;
import org.arcoforge.pattern.FilePattern;
import org.arcoforge.recipe.Recipe;
import org.arcoforge.recipe.Recipes;

/** Loads the recipes that a feedstock lists, and sees whether they are what it says. */
final class ListedRecipes {
  private static final String CLASS_NAME =
      "\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*"
          + "(\\.\\p{javaJavaIdentifierStart}\\p{javaJavaIdentifierPart}*)*";

  private ListedRecipes() {}

  /** Returns what is wrong with them, if their source is on this machine. */
  static List<Finding> check(CheckedFeedstock feedstock) throws IOException {
    List<Finding> findings = new ArrayList<>();
    if (feedstock.folder().isPresent() && hasSource(feedstock.folder().get())) {
      for (ListedRecipe recipe : feedstock.recipes()) {
        check(recipe, feedstock.folder().get(), findings);
      }
    }
    return findings;
  }

  private static boolean hasSource(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.anyMatch(file -> file.getFileName().toString().endsWith(".java"));
    }
  }

  private static void check(ListedRecipe listed, Path folder, List<Finding> findings)
      throws IOException {
    String name = listed.object();
    Path source = folder.resolve(name.substring(name.lastIndexOf('.') + 1) + ".java");
    if (!name.matches(CLASS_NAME) || !Files.isRegularFile(source)) {
      findings.add(
          listed
              .objectPlace()
              .fault(
                  "'%s' is no class of a .java file in %s. Write the class's name, with its package."
                      .formatted(name, folder)));
      return;
    }
    Recipe recipe;
    try {
      recipe = Recipes.load(source.toString()).recipe();
    } catch (IllegalArgumentException e) {
      findings.add(listed.objectPlace().fault(String.valueOf(e.getMessage())));
      return;
    }
    if (!recipe.getClass().getName().equals(name)) {
      findings.add(
          listed
              .objectPlace()
              .fault(
                  "the class in %s is %s, not '%s'. Write that."
                      .formatted(source, recipe.getClass().getName(), name)));
    }
    FilePattern files = recipe.files();
    String url = files.globs().isEmpty() ? files.file(0).url() : String.join(" ", files.globs());
    Placeholders.find(url)
        .ifPresent(
            found ->
                findings.add(
                    listed
                        .objectPlace()
                        .fault(
                            "its files are '%s', and '%s' is from a template. Say in %s which files there are."
                                .formatted(url, found, source))));
    String target = recipe.target().name();
    if (!target.equals(listed.id())) {
      findings.add(
          listed
              .idPlace()
              .fault(
                  "the target of %s is named '%s', not '%s'. Give both one name."
                      .formatted(name, target, listed.id())));
    }
  }
}
