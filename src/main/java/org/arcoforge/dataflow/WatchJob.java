package org.arcoforge.dataflow;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import org.arcoforge.pipeline.RunFigures;

/** Follows a job until it has ended. */
public final class WatchJob {
  private final DataflowService service;
  private final JobReference reference;
  private final Duration pause;
  private final JobMessages messages;

  /** Told how a job goes on. */
  public interface Watcher {
    /** The job has come to another state. */
    void state(JobState state);

    /** The service said something of importance. */
    void message(String text);

    /** Workers have counted more. */
    void figures(RunFigures figures);
  }

  /**
   * How a job is, or ended.
   *
   * @param errors what the service said went wrong, oldest first
   */
  public record Outcome(String name, JobState state, RunFigures figures, List<String> errors) {}

  /** Watches a job; asks for nothing yet. */
  public WatchJob(DataflowService service, JobReference reference) {
    this(service, reference, Duration.ofSeconds(10));
  }

  /**
   * Watches a job.
   *
   * @param pause between two looks
   */
  public WatchJob(DataflowService service, JobReference reference, Duration pause) {
    this.service = service;
    this.reference = reference;
    this.pause = pause;
    this.messages = new JobMessages(service, reference);
  }

  /** Looks once. */
  public Outcome look(Watcher watcher) throws IOException {
    var job = service.job(reference);
    JobState state = JobState.of(String.valueOf(job.getCurrentState()));
    messages.news().forEach(watcher::message);
    RunFigures figures = JobFigures.of(service.metrics(reference));
    watcher.figures(figures);
    return new Outcome(String.valueOf(job.getName()), state, figures, messages.errors());
  }

  /**
   * Waits until the job has ended. The thread may be interrupted, which does nothing to the job.
   *
   * @throws IOException if the service cannot be asked for a long time; the job goes on then
   */
  public Outcome untilEnd(Watcher watcher) throws IOException {
    JobState last = JobState.UNKNOWN;
    while (true) {
      Outcome outcome = look(watcher);
      if (outcome.state() != last) {
        last = outcome.state();
        watcher.state(last);
      }
      if (last.isFinal()) {
        return outcome;
      }
      DataflowService.sleep(pause);
    }
  }
}
