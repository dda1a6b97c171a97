package org.arcoforge.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import org.arcoforge.config.Placeholders;
import org.arcoforge.pipeline.Bake;
import org.arcoforge.pipeline.BakeResult;
import org.arcoforge.pipeline.PeakMemory;
import org.arcoforge.pipeline.PlanJob;
import org.arcoforge.pipeline.TargetCheck;
import org.arcoforge.pipeline.TargetMode;
import org.arcoforge.plan.Plan;
import org.arcoforge.plan.SchemaMismatchException;
import org.arcoforge.source.SourceOptions;
import org.arcoforge.source.SourceRun;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "push",
    description = "Write files of your own as one Zarr store, by a recipe that is made for them.")
final class PushCommand implements Callable<Integer> {
  /** Of no more files than these, a summary is shown first, which takes indexing them twice. */
  private static final int MOST_INDEXED_TWICE = 1000;

  @Spec private CommandSpec spec;

  @Parameters(
      arity = "1..*",
      paramLabel = "FILE",
      description =
          "Paths, URLs, members of archives (data.zip!/a.nc), files of records, or globs of these in"
              + " quotes ('data/**/*.nc'). Files are taken in the order of their names, numbers in"
              + " names by value.")
  private List<String> arguments = new ArrayList<>();

  @Option(
      names = "--concat",
      paramLabel = "DIM",
      defaultValue = "",
      description = "The dimension along which the files follow one another.")
  private String concat;

  @Option(
      names = "--chunk",
      paramLabel = "DIM=N",
      description =
          "Make chunks N elements long along DIM. May be given several times. Default: chunks of"
              + " about 100 MB.")
  private List<String> chunks = new ArrayList<>();

  @Option(
      names = "--group",
      paramLabel = "PATH",
      defaultValue = "",
      description = "The group of the files to read. Default: the root.")
  private String group;

  @Option(
      names = "--save-recipe",
      paramLabel = "DIR",
      defaultValue = "",
      description = "Keep the recipe in this new folder, to bake it again.")
  private String saved;

  @Option(
      names = "--dry-run",
      description = "Only show what would be written, and the recipe; write no store.")
  private boolean dryRun;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  @Mixin private TargetArguments target;

  @Mixin private RunOptions options;

  @Mixin private ReportArguments report;

  PushCommand() {
    this.spec = CommandSpec.create();
    this.target = new TargetArguments();
    this.concat = "";
    this.group = "";
    this.saved = "";
    this.options = new RunOptions();
    this.report = new ReportArguments();
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    long start = System.nanoTime();
    Map<String, Long> lengths = chunkLengths();
    Placeholders names = options.expand("", Path.of(""));
    target.expand(names);
    report.expand(names);
    SourceOptions sources = options.sources();
    Path folder = Path.of(sources.folder());
    if (!saved.isEmpty()) {
      requireNew(folder);
    }
    TargetMode mode = target.mode(false);
    if (!dryRun) {
      report.require(target.uri());
      target.warn(options.isPruned(), spec.commandLine().getErr());
      TargetCheck.requireFree(target.uri(), options.access(), mode);
    }
    List<PushFile> files = files(sources, lengths);
    PushRecipe recipe =
        new PushRecipe(
            PushRecipe.name(target.uri()),
            files.stream().map(PushFile::url).toList(),
            concat,
            group,
            lengths,
            options.format());
    Path temporary = Files.createTempDirectory("arcoforge-push-");
    try {
      Path written = write(recipe, temporary);
      run(written, recipe, new PushSummary(files, concat, folder), mode, start);
    } finally {
      delete(temporary);
    }
    return 0;
  }

  private List<PushFile> files(SourceOptions sources, Map<String, Long> lengths)
      throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    try (SourceRun run = SourceRun.start(sources)) {
      List<PushFile> files = PushFiles.find(arguments, run, err);
      FirstFile first = FirstFile.read(files.get(0), group, run, err);
      first.requireConcat(concat, files.size());
      first.requireDimensions(lengths.keySet());
      return files;
    }
  }

  private void run(
      Path written, PushRecipe recipe, PushSummary summary, TargetMode mode, long start)
      throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    try (RecipeRun run = options.start(written.toString(), spec.commandLine().getErr())) {
      if (!saved.isEmpty()) {
        write(recipe, Files.createDirectories(summary.folder().resolve(saved)));
      }
      if (dryRun) {
        show(plan(run, mode), recipe, summary, out);
        return;
      }
      boolean first = !json && run.job(target.uri(), mode).fileCount() <= MOST_INDEXED_TWICE;
      if (first) {
        summary.print(plan(run, mode), out);
        out.println();
        out.flush();
      }
      BakeResult result = bake(run, mode);
      double seconds = (System.nanoTime() - start) / 1e9;
      BakeSummary baked = new BakeSummary(target.uri(), false, result, seconds, PeakMemory.bytes());
      if (json) {
        out.println(baked.json());
      } else {
        baked.print(out, options.access());
      }
      if (!first) {
        PrintWriter notes = json ? spec.commandLine().getErr() : out;
        summary.notes(result.metadata()).forEach(notes::println);
      }
      report.write("", baked, options.access(), json ? spec.commandLine().getErr() : out);
    } catch (SchemaMismatchException e) {
      if (json) {
        out.println(ConflictJson.document(e.conflicts()));
      }
      throw e;
    }
  }

  private void show(Plan plan, PushRecipe recipe, PushSummary summary, PrintWriter out) {
    if (json) {
      out.println(summary.json(plan, recipe.source()));
      return;
    }
    summary.print(plan, out);
    out.printf("%n%s.java%n%n%s", recipe.className(), recipe.source());
    out.flush();
  }

  private Plan plan(RecipeRun run, TargetMode mode) throws IOException, InterruptedException {
    try (ProgressDisplay display = ProgressDisplay.start(spec.commandLine().getErr())) {
      return PlanJob.plan(run.job(target.uri(), mode), display::show);
    }
  }

  private BakeResult bake(RecipeRun run, TargetMode mode) throws IOException {
    PrintWriter err = spec.commandLine().getErr();
    try (BakeDisplay display = BakeDisplay.start(target.uri(), options.access(), err)) {
      return Bake.run(run.job(target.uri(), mode), display::show);
    }
  }

  private Map<String, Long> chunkLengths() {
    Map<String, Long> lengths = new LinkedHashMap<>();
    for (String chunk : chunks) {
      int equals = chunk.indexOf('=');
      String number = chunk.substring(equals + 1);
      if (equals < 1 || !number.matches("[0-9]{1,18}") || Long.parseLong(number) < 1) {
        throw wrong(
            "Invalid value for option '--chunk': '%s' (must be a dimension, '=' and a length of 1 or more, such as time=24)."
                .formatted(chunk));
      }
      Long before = lengths.put(chunk.substring(0, equals), Long.valueOf(number));
      if (before != null) {
        throw wrong(
            "Invalid value for option '--chunk': '%s' (there is %s=%d already)."
                .formatted(chunk, chunk.substring(0, equals), before));
      }
    }
    return lengths;
  }

  private void requireNew(Path folder) {
    try {
      if (Files.exists(folder.resolve(saved), LinkOption.NOFOLLOW_LINKS)) {
        throw new IllegalArgumentException(
            "Cannot save the recipe in %s: it is there already. Name a new folder."
                .formatted(saved));
      }
    } catch (InvalidPathException e) {
      throw wrong("Invalid value for option '--save-recipe': %s.".formatted(e.getMessage()));
    }
  }

  private static Path write(PushRecipe recipe, Path folder) throws IOException {
    return Files.writeString(
        folder.resolve(recipe.className() + ".java"),
        recipe.source(),
        StandardOpenOption.CREATE_NEW,
        StandardOpenOption.WRITE);
  }

  private static void delete(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        Files.delete(file);
      }
    }
    Files.delete(folder);
  }

  private ParameterException wrong(String message) {
    return new ParameterException(spec.commandLine(), message);
  }
}
