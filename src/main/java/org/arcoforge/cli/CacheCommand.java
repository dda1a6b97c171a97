package org.arcoforge.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.arcoforge.dataset.ByteText;
import org.arcoforge.source.CachedFiles;
import org.arcoforge.source.CachedFiles.CachedFile;
import org.arcoforge.source.CachedFiles.Removal;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "cache", description = "List or clean the cache of fetched files.")
final class CacheCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  /** What to do. */
  enum Action {
    LIST,
    CLEAN
  }

  @Parameters(
      paramLabel = "list|clean",
      description = "Show the files, or remove those that no run needs.")
  private @Nullable Action action;

  @Option(
      names = "--keep",
      paramLabel = "SIZE",
      description = "With clean: leave the files used last, up to this size, such as 10GB.")
  private @Nullable String keep;

  @Option(names = "--json", description = "Print JSON.")
  private boolean json;

  @Mixin private SourceArguments sources;

  CacheCommand() {
    this.spec = CommandSpec.create();
    this.sources = new SourceArguments();
  }

  @Override
  public Integer call() throws IOException {
    CachedFiles files = new CachedFiles(sources.localFolder());
    PrintWriter out = spec.commandLine().getOut();
    if (action == Action.CLEAN) {
      clean(out, files);
      return 0;
    }
    if (keep != null) {
      throw new ParameterException(
          spec.commandLine(), "Option '--keep' goes with clean, not with list.");
    }
    if (json) {
      out.println(json(files.list()).toPrettyString());
    } else {
      print(out, files.list());
    }
    return 0;
  }

  private void clean(PrintWriter out, CachedFiles files) throws IOException {
    Removal removal = keep == null ? files.clean() : files.shrink(bytes(keep));
    if (json) {
      ObjectNode root = JsonNodeFactory.instance.objectNode();
      root.put("cache", sources.folder().toString());
      root.put("filesRemoved", removal.files());
      root.put("bytesRemoved", removal.bytes());
      root.put("bytesLeft", removal.left());
      out.println(root.toPrettyString());
      return;
    }
    out.printf(
        "%s: removed %s, %s; %s left%n",
        sources.folder(),
        Count.of(removal.files(), "file"),
        ByteText.of(removal.bytes()),
        ByteText.of(removal.left()));
  }

  private long bytes(String text) {
    try {
      return ByteText.parse(text);
    } catch (IllegalArgumentException e) {
      throw new ParameterException(
          spec.commandLine(), "Invalid value for option '--keep': " + e.getMessage());
    }
  }

  private void print(PrintWriter out, List<CachedFile> files) {
    List<List<String>> rows = new ArrayList<>();
    rows.add(List.of("size", "last used", "in use", "from"));
    for (CachedFile file : files) {
      rows.add(
          List.of(
              ByteText.of(file.bytes()),
              file.used().truncatedTo(ChronoUnit.SECONDS).toString(),
              file.inUse() ? "yes" : "no",
              file.source()));
    }
    if (!files.isEmpty()) {
      ArrayTable.print(out, "", rows);
    }
    out.printf(
        "%s: %s, %s%n",
        sources.folder(),
        Count.of(files.size(), "file"),
        ByteText.of(files.stream().mapToLong(CachedFile::bytes).sum()));
  }

  private ObjectNode json(List<CachedFile> files) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("cache", sources.folder().toString());
    ArrayNode array = root.putArray("files");
    for (CachedFile file : files) {
      array
          .addObject()
          .put("key", file.key())
          .put("source", file.source())
          .put("bytes", file.bytes())
          .put("used", file.used().toString())
          .put("inUse", file.inUse());
    }
    return root;
  }
}
