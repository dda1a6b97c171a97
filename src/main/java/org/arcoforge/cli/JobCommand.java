package org.arcoforge.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.arcoforge.dataflow.DataflowService;
import org.arcoforge.dataflow.JobReference;
import org.arcoforge.dataflow.JobState;
import org.arcoforge.dataflow.WatchJob;
import org.arcoforge.pipeline.Progress;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "job",
    description =
        "Show how a job of Dataflow is, wait for it, or cancel it. Exit code 1: it failed or was"
            + " cancelled.")
final class JobCommand implements Callable<Integer> {
  private static final String ANY_BUCKET = "gs://any";

  @Spec private CommandSpec spec;

  @Parameters(paramLabel = "ID", description = "The id of the job, as bake printed it.")
  private String id;

  @Option(
      names = "--project",
      required = true,
      paramLabel = "ID",
      description = "The id of the job's project.")
  private String project;

  @Option(
      names = "--region",
      paramLabel = "NAME",
      description = "The job's region. Default: us-central1.")
  private String region;

  @Option(names = "--wait", description = "Wait until the job has ended.")
  private boolean wait;

  @Option(names = "--cancel", description = "Cancel the job; with --wait, until it is.")
  private boolean cancel;

  @Option(names = "--dataflow-endpoint", paramLabel = "URL", description = "Ask this server.")
  private String endpoint;

  @Option(names = "--json", description = "Print how the job is as JSON.")
  private boolean json;

  @Mixin private AccessArguments access;

  JobCommand() {
    this.spec = CommandSpec.create();
    this.id = "";
    this.project = "";
    this.region = "us-central1";
    this.endpoint = "";
    this.access = new AccessArguments();
  }

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    PrintWriter err = spec.commandLine().getErr();
    JobReference job = new JobReference(project, region, id);
    DataflowService service =
        new DataflowService(endpoint, DataflowService.credentials(ANY_BUCKET, access.access()));
    if (cancel) {
      service.cancel(job);
    }
    WatchJob.Outcome outcome;
    try (ProgressDisplay display = ProgressDisplay.start(err)) {
      WatchJob watch =
          new WatchJob(
              service, job, endpoint.isEmpty() ? Duration.ofSeconds(10) : Duration.ofMillis(500));
      DataflowRun.Display shown = new DataflowRun.Display(display, 0);
      outcome = wait ? watch.untilEnd(shown) : watch.look(shown);
    }
    if (json) {
      out.println(json(job, outcome).toPrettyString());
    } else {
      print(job, outcome, out);
    }
    return switch (outcome.state()) {
      case FAILED -> 1;
      case CANCELLED -> cancel ? 0 : 1;
      default -> 0;
    };
  }

  private static void print(JobReference job, WatchJob.Outcome outcome, PrintWriter out) {
    Progress progress = outcome.figures().progress(0);
    out.printf("%s is %s%n", outcome.name(), outcome.state().words());
    out.printf(Locale.ROOT, "indexed  %,d files%n", progress.filesIndexed());
    out.printf(
        Locale.ROOT, "wrote    %,d of %,d units%n", progress.unitsWritten(), progress.units());
    outcome.errors().forEach(error -> out.println("error    " + error));
    out.println("page     " + job.link());
  }

  private static ObjectNode json(JobReference job, WatchJob.Outcome outcome) {
    Progress progress = outcome.figures().progress(0);
    ObjectNode root = DataflowRun.json(job);
    root.put("name", outcome.name());
    root.put("state", outcome.state() == JobState.UNKNOWN ? "UNKNOWN" : outcome.state().name());
    root.put("filesIndexed", progress.filesIndexed());
    root.put("units", progress.units());
    root.put("unitsWritten", progress.unitsWritten());
    outcome.errors().forEach(root.putArray("errors")::add);
    return root;
  }
}
