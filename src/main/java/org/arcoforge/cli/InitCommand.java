package org.arcoforge.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.arcoforge.feedstock.NewFeedstock;
import org.arcoforge.feedstock.RecipeNames;
import org.arcoforge.source.ResolveSources;
import org.arcoforge.source.ResolvedRecord;
import org.arcoforge.source.SourceRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "init",
    description =
        "Make a new feedstock: a project with a recipe, its catalog entry, configurations and"
            + " workflows.")
final class InitCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "DIR",
      description = "The new folder, such as noaa-oisst_feedstock; nothing but .git may be in it.")
  private String folder;

  @Option(
      names = "--name",
      paramLabel = "ID",
      description = "The recipe's id, such as noaa-oisst. Default: from the name of the folder.")
  private String name;

  @Option(
      names = "--from",
      paramLabel = "RECORD",
      description =
          "A record such as zenodo:7072512, of which to take title, license, DOI and names of"
              + " files.")
  private String from;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  @Mixin private SourceArguments sources;

  InitCommand() {
    this.spec = CommandSpec.create();
    this.folder = "";
    this.name = "";
    this.from = "";
    this.sources = new SourceArguments();
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Path path;
    RecipeNames names;
    try {
      path = Path.of(folder);
      Path last = path.toAbsolutePath().normalize().getFileName();
      String label = last == null ? "" : last.toString();
      names = name.isEmpty() ? RecipeNames.ofFolder(label) : RecipeNames.ofFolder(label, name);
    } catch (InvalidPathException e) {
      throw wrong("Cannot make feedstock %s: %s.".formatted(folder, e.getReason()));
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
    if (!from.isEmpty() && !isRecord()) {
      throw wrong(
          "Cannot make a feedstock from '%s': it is no record. Write it like zenodo:7072512, figshare:123.v2 or doi:10.5281/zenodo.7072512."
              .formatted(from));
    }
    NewFeedstock.checkFolder(path);
    NewFeedstock feedstock =
        from.isEmpty() ? NewFeedstock.of(names) : NewFeedstock.of(names, record());
    feedstock.write(path);
    if (json) {
      ObjectNode root = JsonNodeFactory.instance.objectNode();
      root.put("feedstock", folder).put("recipe", names.id());
      root.put("class", "feedstock." + names.className());
      feedstock.files().keySet().forEach(root.putArray("files")::add);
      out.println(root.toPrettyString());
    } else {
      print(out, path, names, feedstock.files().size());
    }
    return 0;
  }

  private boolean isRecord() {
    try {
      return ResolveSources.isWholeRecord(from);
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  private ResolvedRecord record() throws IOException {
    try (SourceRun run = SourceRun.start(sources.options(""));
        ResolveSources resolve = new ResolveSources(run.options(), bytes -> {})) {
      return resolve.record(from);
    }
  }

  private static void print(PrintWriter out, Path folder, RecipeNames names, int files) {
    Path recipes = folder.resolve("feedstock");
    out.printf("Made feedstock %s: recipe %s, %s%n", folder, names.id(), Count.of(files, "file"));
    out.printf(
        """

        Next
          1. Say in %s which files there are and how they combine, until this shows what you want:
             arcoforge plan %s
          2. Replace what is in <angle brackets> in %s and catalog.yaml, until this finds no fault:
             arcoforge catalog validate %s --offline
          3. Bake a part of it here:
             arcoforge bake %s --config %s --prune
        Its README.md says how it goes on.
        """
            .replace("\n", System.lineSeparator()),
        recipes.resolve(names.className() + ".java"),
        recipes,
        recipes.resolve("meta.yaml"),
        folder,
        recipes,
        folder.resolve("configs").resolve("local.yaml"));
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
