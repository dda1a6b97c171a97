package org.arcoforge.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.arcoforge.dataset.ByteText;
import org.arcoforge.recipe.LoadedRecipe;
import org.arcoforge.recipe.Recipes;
import org.arcoforge.source.LockedFile;
import org.arcoforge.source.ResolveSources;
import org.arcoforge.source.ResolvedRecord;
import org.arcoforge.source.SourceLock;
import org.arcoforge.source.SourceRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "resolve",
    description =
        "Find out which files a recipe means and write sources.lock.json beside it: versions, sizes,"
            + " checksums, URLs.")
final class ResolveCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "RECIPE",
      description = "A folder with a recipe, a .java file, or a class name.")
  private String recipe;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  @Mixin private SourceArguments sources;

  ResolveCommand() {
    this.spec = CommandSpec.create();
    this.recipe = "";
    this.sources = new SourceArguments();
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    LoadedRecipe loaded = Recipes.load(recipe);
    Thread.currentThread().setContextClassLoader(loaded.loader());
    Path path = loaded.folder().resolve(RecipeRun.LOCK);
    SourceLock lock;
    List<String> notices;
    ResolveProgress progress = new ResolveProgress(err);
    try (SourceRun run = SourceRun.start(sources.options(loaded.folder().toString()));
        ResolveSources resolve = new ResolveSources(run.options(), progress::received)) {
      lock = resolve.everything(loaded.recipe().files(), progress::resolved);
      notices = resolve.notices();
      lock.write(path);
    }
    if (json) {
      out.println(json(path, lock, notices).toPrettyString());
    } else {
      print(out, path, lock, notices);
    }
    return 0;
  }

  private static void print(PrintWriter out, Path path, SourceLock lock, List<String> notices) {
    for (ResolvedRecord record : lock.records()) {
      out.printf("%s  %s%n", record.reference(), record.title());
      out.printf(
          "  version %s, DOI %s, licence %s%n",
          orNone(record.version()), orNone(record.doi()), orNone(record.license()));
    }
    notices.forEach(notice -> out.println("note: " + notice));
    long bytes =
        lock.files().stream()
            .filter(file -> file.member().isEmpty())
            .mapToLong(file -> Math.max(0, file.size()))
            .sum();
    long checked = lock.files().stream().filter(file -> file.checksum() != null).count();
    out.printf(
        "%s: %s%s; %,d with a checksum%n",
        path,
        Count.of(lock.files().size(), "file"),
        bytes > 0 ? ", " + ByteText.of(bytes) : "",
        checked);
  }

  private static String orNone(String text) {
    return text.isEmpty() ? "not given" : text;
  }

  private static ObjectNode json(Path path, SourceLock lock, List<String> notices) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("lock", path.toString());
    root.put("files", lock.files().size());
    root.put(
        "withChecksum",
        lock.files().stream().map(LockedFile::checksum).filter(java.util.Objects::nonNull).count());
    notices.forEach(root.putArray("notices")::add);
    return root;
  }
}
