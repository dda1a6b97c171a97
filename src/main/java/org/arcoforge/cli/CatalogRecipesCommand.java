package org.arcoforge.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.arcoforge.catalog.CheckFeedstock;
import org.arcoforge.catalog.CheckedFeedstock;
import org.arcoforge.catalog.CheckedFeedstock.ListedRecipe;
import org.arcoforge.catalog.Finding;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "recipes",
    description =
        "List the recipes of a feedstock, for scripts: of each its id, a tab and its source file.")
final class CatalogRecipesCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      arity = "0..1",
      paramLabel = "PATH",
      defaultValue = ".",
      description = "A feedstock's folder. Default: the working directory.")
  private String path;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  CatalogRecipesCommand() {
    this.spec = CommandSpec.create();
    this.path = "";
  }

  @Override
  public Integer call() {
    CheckedFeedstock feedstock =
        CheckFeedstock.run(path, Optional.empty(), bucket -> Optional.empty());
    String faults =
        feedstock.findings().stream()
            .filter(CatalogRecipesCommand::hidesRecipes)
            .map(Finding::toString)
            .collect(Collectors.joining(System.lineSeparator()));
    if (!faults.isEmpty()) {
      throw new IllegalArgumentException(
          "Cannot list the recipes of %s:%n%s".formatted(path, faults));
    }
    Path folder =
        feedstock
            .folder()
            .orElseThrow(
                () ->
                    new IllegalArgumentException(
                        "Cannot list the recipes of %s: it has no meta.yaml on this machine. Name a feedstock's folder."
                            .formatted(path)));
    PrintWriter out = spec.commandLine().getOut();
    ArrayNode list = JsonNodeFactory.instance.arrayNode();
    for (ListedRecipe recipe : feedstock.recipes()) {
      String source = source(recipe, folder);
      list.addObject().put("id", recipe.id()).put("source", source);
      if (!json) {
        out.printf("%s\t%s%n", recipe.id(), source);
      }
    }
    if (json) {
      ObjectNode root = JsonNodeFactory.instance.objectNode();
      root.set("recipes", list);
      out.println(root.toPrettyString());
    }
    return 0;
  }

  /** Whether it is about what the list is made of. */
  private static boolean hidesRecipes(Finding finding) {
    return finding.severity() == Finding.Severity.FAULT
        && (finding.path().isEmpty() || finding.path().startsWith("recipes"));
  }

  /** Takes only names that need no quotes in a script. */
  private String source(ListedRecipe recipe, Path folder) {
    String name = recipe.object().substring(recipe.object().lastIndexOf('.') + 1);
    if (!recipe.id().matches("[a-z0-9][a-z0-9._-]*")
        || !name.matches("[\\p{L}_][\\p{L}\\p{N}_]*")) {
      throw new IllegalArgumentException(
          "Cannot list the recipes of %s: '%s' with object '%s' is no name of a target and a class. Let catalog validate tell what is wrong."
              .formatted(path, recipe.id(), recipe.object()));
    }
    return folder.resolve(name + ".java").normalize().toString();
  }
}
