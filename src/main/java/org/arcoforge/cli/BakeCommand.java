package org.arcoforge.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.arcoforge.pipeline.Bake;
import org.arcoforge.pipeline.BakeResult;
import org.arcoforge.pipeline.PeakMemory;
import org.arcoforge.pipeline.TargetMode;
import org.arcoforge.plan.SchemaMismatchException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(name = "bake", description = "Run a recipe: write its files as one Zarr store.")
final class BakeCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "RECIPE",
      description = "A folder with a recipe, a .java file, or a class name.")
  private String recipe;

  @Option(
      names = "--target",
      required = true,
      paramLabel = "URI",
      description = "The store to write.")
  private String target;

  @Option(names = "--overwrite", description = "Replace a store that is there.")
  private boolean overwrite;

  @Option(
      names = "--repair",
      description =
          "Take into the finished store what its skipped or filled source files give now.")
  private boolean repair;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  @Mixin private RunOptions options;

  BakeCommand() {
    this.spec = CommandSpec.create();
    this.recipe = "";
    this.target = "";
    this.options = new RunOptions();
  }

  @Override
  public Integer call() throws IOException {
    long start = System.nanoTime();
    PrintWriter out = spec.commandLine().getOut();
    if (repair && overwrite) {
      throw new ParameterException(
          spec.commandLine(), "--repair and --overwrite exclude each other: give one of them.");
    }
    TargetMode mode =
        repair ? TargetMode.REPAIR : overwrite ? TargetMode.OVERWRITE : TargetMode.NEW;
    BakeResult result;
    try (RecipeRun run = options.start(recipe, spec.commandLine().getErr());
        ProgressDisplay display = ProgressDisplay.start(spec.commandLine().getErr())) {
      result = Bake.run(run.job(target, mode), display::show);
    } catch (SchemaMismatchException e) {
      if (json) {
        out.println(ConflictJson.document(e.conflicts()));
      }
      throw e;
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    BakeSummary summary = new BakeSummary(target, repair, result, seconds, PeakMemory.bytes());
    if (json) {
      out.println(summary.json());
    } else {
      summary.print(out);
    }
    return 0;
  }
}
