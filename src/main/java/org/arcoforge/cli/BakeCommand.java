package org.arcoforge.cli;

import java.io.IOException;
import java.io.PrintWriter;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.arcoforge.config.Placeholders;
import org.arcoforge.dataflow.JobReference;
import org.arcoforge.dataflow.Submission;
import org.arcoforge.pipeline.Bake;
import org.arcoforge.pipeline.BakeJob;
import org.arcoforge.pipeline.BakeResult;
import org.arcoforge.pipeline.PeakMemory;
import org.arcoforge.pipeline.RunFigures;
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

  @Option(names = "--no-wait", description = "On Dataflow, print the job's id and leave it alone.")
  private boolean noWait;

  @Mixin private TargetArguments target;

  @Mixin private RunOptions options;

  @Mixin private RunnerArguments runner;

  @Mixin private ReportArguments report;

  BakeCommand() {
    this.spec = CommandSpec.create();
    this.recipe = "";
    this.target = new TargetArguments();
    this.options = new RunOptions();
    this.runner = new RunnerArguments();
    this.report = new ReportArguments();
  }

  @Override
  public Integer call() throws IOException {
    long start = System.nanoTime();
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    TargetMode mode = target.mode(repair);
    runner.check();
    NamedRecipe named = options.load(recipe);
    target.expand(named.names());
    runner.expand(named.names());
    report.expand(named.names());
    report.require(target.uri());
    target.warn(options.isPruned(), err);
    BakeResult result;
    try (RecipeRun run = options.start(named, err)) {
      BakeJob job = run.job(target.uri(), mode);
      if (runner.runner() == Runner.DATAFLOW) {
        Optional<BakeResult> done = onDataflow(named, job, out, err);
        if (done.isEmpty()) {
          return 0;
        }
        result = done.get();
      } else {
        result = here(job, err);
      }
    } catch (SchemaMismatchException e) {
      if (json) {
        out.println(ConflictJson.document(e.conflicts()));
      }
      throw e;
    }
    double seconds = (System.nanoTime() - start) / 1e9;
    BakeSummary summary =
        new BakeSummary(
            target.uri(),
            repair,
            result,
            seconds,
            runner.runner() == Runner.DATAFLOW ? 0 : PeakMemory.bytes());
    if (json) {
      out.println(summary.json());
    } else {
      summary.print(out, options.access());
    }
    report.write(recipe, summary, options.access(), json ? err : out);
    return 0;
  }

  private BakeResult here(BakeJob job, PrintWriter err) throws IOException {
    try (BakeDisplay display = BakeDisplay.start(target.uri(), options.access(), err)) {
      return Bake.run(job, display::show);
    }
  }

  /** Returns what came out; empty if nobody waits for it. */
  private Optional<BakeResult> onDataflow(
      NamedRecipe named, BakeJob job, PrintWriter out, PrintWriter err) throws IOException {
    Submission submission =
        new Submission(
            runner.settings(),
            named.names().find(Placeholders.JOB_NAME).orElseThrow(),
            runner.work(),
            runner.endpoint(),
            options.memory());
    DataflowRun run = DataflowRun.prepare(submission, job, err);
    if (!run.ready().hasWork()) {
      return Optional.of(run.ready().result(new RunFigures()));
    }
    JobReference submitted = run.submit(named.loaded().jar());
    if (noWait) {
      out.println(json ? DataflowRun.json(submitted).toPrettyString() : submitted.id());
      return Optional.empty();
    }
    return Optional.of(run.ready().result(run.finish(submitted)));
  }
}
