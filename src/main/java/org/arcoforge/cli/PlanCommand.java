package org.arcoforge.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.arcoforge.dataset.ByteText;
import org.arcoforge.pipeline.BakeJob;
import org.arcoforge.pipeline.PlanJob;
import org.arcoforge.pipeline.TargetMode;
import org.arcoforge.plan.Plan;
import org.arcoforge.plan.SchemaMismatchException;
import org.arcoforge.plan.VariablePlan;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "plan",
    description = "Show what bake would write: schema, chunks, units, memory, conflicts.")
final class PlanCommand implements Callable<Integer> {
  @Spec private CommandSpec spec;

  @Parameters(
      paramLabel = "RECIPE",
      description = "A folder with a recipe, a .java file, or a class name.")
  private String recipe;

  @Option(names = "--json", description = "Print the plan as JSON.")
  private boolean json;

  @Mixin private RunOptions options;

  @Mixin private RunnerArguments runner;

  private final GivenArguments given;

  PlanCommand(GivenArguments given) {
    this.given = given;
    this.spec = CommandSpec.create();
    this.recipe = "";
    this.options = new RunOptions();
    this.runner = new RunnerArguments();
  }

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    Plan plan;
    runner.check();
    NamedRecipe named = options.load(recipe);
    runner.expand(named.names());
    SettingsTable settings =
        SettingsTable.of(
            spec.commandLine().getParseResult(), given, named.names(), runner.runner());
    try (RecipeRun run = options.start(named, spec.commandLine().getErr());
        ProgressDisplay display = ProgressDisplay.start(spec.commandLine().getErr())) {
      BakeJob job = run.job("", TargetMode.NEW);
      plan = PlanJob.plan(job, display::show);
    } catch (SchemaMismatchException e) {
      if (json) {
        out.println(ConflictJson.document(e.conflicts()));
      }
      throw e;
    }
    if (json) {
      out.println(json(plan).set("settings", settings.json()).toPrettyString());
    } else {
      print(plan, out);
      out.println();
      settings.print(out);
    }
    return 0;
  }

  private static void print(Plan plan, PrintWriter out) {
    ArrayTable.print(out, plan.metadata().arrays());
    out.println();
    if (!plan.variables().isEmpty()) {
      List<List<String>> rows = new ArrayList<>();
      rows.add(
          List.of("units of", "count", "block", "memory of a unit", "reads of a native chunk"));
      for (VariablePlan variable : plan.variables()) {
        rows.add(
            List.of(
                variable.array().name(),
                String.format(Locale.ROOT, "%,d", variable.unitCount()),
                variable.block().stream()
                    .map(String::valueOf)
                    .collect(Collectors.joining(" × ", "(", ")")),
                ByteText.of(variable.unitMemoryBytes()),
                String.format(Locale.ROOT, "%.2f", variable.readAmplification())));
      }
      ArrayTable.print(out, "", rows);
      out.println();
    }
    out.printf(
        "read     %s in %s%n", ByteText.of(plan.sourceBytes()), Count.of(plan.fileCount(), "file"));
    out.printf(
        "write    %s of arrays in %s, by %s%n",
        ByteText.of(plan.arrayBytes()),
        Count.of(plan.chunkCount(), "chunk"),
        Count.of(plan.unitCount(), "unit"));
    out.printf(
        "memory   predicted at most %s: %s for units (%s at once), %s beside them%n",
        ByteText.of(plan.memory().peak()),
        ByteText.of(plan.memory().units()),
        plan.memory().threads(),
        ByteText.of(plan.memory().peak() - plan.memory().units()));
    BakeSummary.print(plan.failedFiles(), out);
    plan.notices().forEach(notice -> out.println(notice.line()));
  }

  private static ObjectNode json(Plan plan) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    ArrayNode arrays = root.putArray("arrays");
    plan.metadata().arrays().forEach(array -> arrays.add(ArrayTable.json(array)));
    ArrayNode variables = root.putArray("variables");
    for (VariablePlan variable : plan.variables()) {
      ObjectNode node = variables.addObject();
      node.put("name", variable.array().name());
      node.put("units", variable.unitCount());
      ArrayNode block = node.putArray("block");
      variable.block().forEach(block::add);
      node.put("unitMemoryBytes", variable.unitMemoryBytes());
      node.put("readAmplification", variable.readAmplification());
    }
    root.put("files", plan.fileCount());
    root.put("sourceBytes", plan.sourceBytes());
    root.put("arrayBytes", plan.arrayBytes());
    root.put("chunks", plan.chunkCount());
    root.put("units", plan.unitCount());
    root.put("predictedPeakMemoryBytes", plan.memory().peak());
    root.put("memoryBudgetBytes", plan.memory().budget());
    root.put("threads", plan.memory().threads());
    root.set("failedFiles", FailedFilesJson.array(plan.failedFiles()));
    root.set("conflicts", ConflictJson.array(plan.notices()));
    return root;
  }
}
