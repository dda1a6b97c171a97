package org.arcoforge.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.File;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.arcoforge.dataflow.DataflowService;
import org.arcoforge.dataflow.JobReference;
import org.arcoforge.dataflow.JobState;
import org.arcoforge.dataflow.Submission;
import org.arcoforge.dataflow.WatchJob;
import org.arcoforge.pipeline.BakeJob;
import org.arcoforge.pipeline.ReadyJob;
import org.arcoforge.pipeline.RunFigures;
import org.arcoforge.store.StoreAccess;

/** Runs a job on Dataflow: submits it, and shows how far it is until it has ended. */
final class DataflowRun {
  private final Submission submission;
  private final ReadyJob ready;
  private final PrintWriter err;

  private DataflowRun(Submission submission, ReadyJob ready, PrintWriter err) {
    this.submission = submission;
    this.ready = ready;
    this.err = err;
  }

  /**
   * Checks a job, and its target.
   *
   * @throws IllegalArgumentException if it cannot be done as it is
   */
  static DataflowRun prepare(Submission submission, BakeJob job, PrintWriter err)
      throws IOException {
    submission.check(job);
    return new DataflowRun(submission, ReadyJob.of(job), err);
  }

  ReadyJob ready() {
    return ready;
  }

  /** Submits the job with the code of this program, and of the recipe if it is not part of it. */
  JobReference submit(Optional<Path> recipe) throws IOException {
    err.printf("staging code in %s …%n", submission.work());
    JobReference job = submission.submit(ready, code(recipe));
    err.printf("submitted %s: %s%n", job, job.link());
    err.printf(
        "cancel it with: arcoforge job %s --project %s --region %s --cancel%n",
        job.id(), job.project(), job.region());
    err.flush();
    return job;
  }

  private static List<Path> code(Optional<Path> recipe) {
    List<Path> code = new ArrayList<>();
    recipe.ifPresent(code::add);
    for (String entry : System.getProperty("java.class.path", "").split(File.pathSeparator, -1)) {
      if (!entry.isEmpty() && Files.exists(Path.of(entry))) {
        code.add(Path.of(entry));
      }
    }
    return code;
  }

  /**
   * Waits until the job is done.
   *
   * @throws IOException if it failed or was cancelled
   */
  RunFigures finish(JobReference job) throws IOException {
    StoreAccess access = ready.job().sources().access();
    DataflowService service = submission.service(access);
    try (ProgressDisplay display = ProgressDisplay.start(err)) {
      WatchJob.Outcome outcome =
          new WatchJob(service, job, pause())
              .untilEnd(new Display(display, ready.job().fileCount()));
      if (outcome.state() != JobState.DONE) {
        throw new IOException(
            "Cannot bake %s: %s %s.%s What it wrote is kept: repair the cause, then go on with --resume. Its page: %s"
                .formatted(
                    ready.job().target(),
                    job,
                    ended(outcome.state()),
                    reasons(outcome),
                    job.link()));
      }
      return outcome.figures();
    }
  }

  private static String reasons(WatchJob.Outcome outcome) {
    StringBuilder reasons = new StringBuilder();
    for (String error : outcome.errors()) {
      reasons.append(' ').append(error.matches(".*[.!?]") ? error : error + ".");
    }
    return reasons.toString();
  }

  private static String ended(JobState state) {
    return switch (state) {
      case FAILED -> "failed";
      case CANCELLED -> "was cancelled";
      default -> "ended as " + state.words();
    };
  }

  /** Returns how long to wait between two looks. Tests ask servers of their own, more often. */
  private java.time.Duration pause() {
    return submission.endpoint().isEmpty()
        ? java.time.Duration.ofSeconds(10)
        : java.time.Duration.ofMillis(500);
  }

  /** Shows how a job goes on. */
  record Display(ProgressDisplay display, long files) implements WatchJob.Watcher {
    @Override
    public void state(JobState state) {
      display.say("job is " + state.words());
    }

    @Override
    public void message(String text) {
      display.say(text);
    }

    @Override
    public void figures(RunFigures figures) {
      display.show(figures.progress(files));
    }
  }

  /** Returns a job as JSON. */
  static ObjectNode json(JobReference job) {
    ObjectNode root = JsonNodeFactory.instance.objectNode();
    root.put("job", job.id());
    root.put("project", job.project());
    root.put("region", job.region());
    root.put("link", job.link());
    return root;
  }
}
