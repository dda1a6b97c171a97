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
      names = "--repair",
      description =
          "Take into the finished store what its skipped or filled source files give now.")
  private boolean repair;

  @Option(names = "--json", description = "Print the result as JSON.")
  private boolean json;

  @Mixin private TargetArguments target;

  @Mixin private RunOptions options;

  @Mixin private ReportArguments report;

  BakeCommand() {
    this.spec = CommandSpec.create();
    this.recipe = "";
    this.target = new TargetArguments();
    this.options = new RunOptions();
    this.report = new ReportArguments();
  }

  @Override
  public Integer call() throws IOException {
    long start = System.nanoTime();
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    TargetMode mode = target.mode(repair);
    report.require(target.uri());
    target.warn(options.isPruned(), err);
    BakeResult result;
    try (RecipeRun run = options.start(recipe, err);
        BakeDisplay display = BakeDisplay.start(target.uri(), options.access(), err)) {
      result = Bake.run(run.job(target.uri(), mode), display::show);
    } catch (SchemaMismatchException e) {
      if (json) {
        out.println(ConflictJson.document(e.conflicts()));
      }
      throw e;
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    BakeSummary summary =
        new BakeSummary(target.uri(), repair, result, seconds, PeakMemory.bytes());
    if (json) {
      out.println(summary.json());
    } else {
      summary.print(out, options.access());
    }
    report.write(recipe, summary, options.access(), json ? err : out);
    return 0;
  }
}
