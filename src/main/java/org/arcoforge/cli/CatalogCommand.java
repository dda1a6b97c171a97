package org.arcoforge.cli;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "catalog",
    description =
        "Check a feedstock's entry in LEAP's catalog, make the entry of a store, or search a catalog.",
    synopsisSubcommandLabel = "validate|recipes|entry|snippet|search",
    subcommands = {
      CatalogValidateCommand.class,
      CatalogRecipesCommand.class,
      CatalogEntryCommand.class,
      CatalogSnippetCommand.class,
      CatalogSearchCommand.class
    })
final class CatalogCommand implements Runnable {
  @Spec private CommandSpec spec;

  CatalogCommand() {
    this.spec = CommandSpec.create();
  }

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Missing validate, recipes, entry, snippet or search.");
  }
}
