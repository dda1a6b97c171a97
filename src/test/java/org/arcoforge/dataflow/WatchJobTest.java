package org.arcoforge.dataflow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.arcoforge.pipeline.Progress;
import org.arcoforge.pipeline.RunFigures;
import org.arcoforge.store.StoreAccess;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WatchJobTest {
  @TempDir private Path folder = Path.of("");
  private Submitted played;
  private final Seen seen = new Seen();

  /** What a watcher was told. */
  private static final class Seen implements WatchJob.Watcher {
    private final List<JobState> states = new ArrayList<>();
    private final List<String> messages = new ArrayList<>();
    private Progress last = new RunFigures().progress(0);

    @Override
    public void state(JobState state) {
      states.add(state);
    }

    @Override
    public void message(String text) {
      messages.add(text);
    }

    @Override
    public void figures(RunFigures figures) {
      last = figures.progress(4);
    }
  }

  @BeforeEach
  void start() throws IOException {
    played = new Submitted(folder);
  }

  @AfterEach
  void stop() {
    played.close();
  }

  private DataflowService service() throws IOException {
    StoreAccess access = played.access();
    return new DataflowService(
        played.dataflow.endpoint(),
        DataflowService.credentials("gs://forge", access),
        Duration.ofMillis(1));
  }

  private WatchJob watch() throws IOException {
    JobReference job = played.submit(played.job(Submitted.Many.class, played.access()));
    return new WatchJob(service(), job, Duration.ofMillis(1));
  }

  @Test
  void aJobThatIsDoneEndsWithWhatWorkersCounted() throws IOException {
    played.dataflow.states(
        "JOB_STATE_PENDING", "JOB_STATE_RUNNING", "JOB_STATE_RUNNING", "JOB_STATE_DONE");
    played
        .dataflow
        .count("FILES_INDEXED", "s3", 3, 4)
        .count("FILES_INDEXED", "s5", 1, 1)
        .count("UNITS_PLANNED", "s6", 20, 20)
        .count("UNITS_WRITTEN", "s9", 7, 9);
    WatchJob.Outcome outcome = watch().untilEnd(seen);

    assertThat(outcome.state()).isEqualTo(JobState.DONE);
    assertThat(outcome.name()).isEqualTo("many-20261128");
    assertThat(outcome.errors()).isEmpty();
    assertThat(seen.states).containsExactly(JobState.PENDING, JobState.RUNNING, JobState.DONE);
    assertThat(seen.last.files()).isEqualTo(4);
    assertThat(seen.last.filesIndexed()).isEqualTo(4);
    assertThat(seen.last.units()).isEqualTo(20);
    assertThat(seen.last.unitsWritten()).isEqualTo(7);
  }

  @Test
  void whatFailedAJobIsSaidOnceAndWithoutItsTrace() throws IOException {
    played.dataflow.states("JOB_STATE_RUNNING", "JOB_STATE_RUNNING", "JOB_STATE_FAILED");
    String trace =
        """
        java.lang.RuntimeException: org.apache.beam.sdk.util.UserCodeException: java.io.IOException: Cannot read a.nc: x
        \tat org.apache.beam.Foo.bar(Foo.java:1)
        Caused by: java.io.IOException: Cannot read a.nc: it is cut short.
        \tat org.arcoforge.Read.read(Read.java:2)
        \t... 12 more
        """;
    played
        .dataflow
        .say("JOB_MESSAGE_BASIC", "Worker configuration: n2-highmem-4 in us-central1-b.")
        .say("JOB_MESSAGE_WARNING", "The network is slow.")
        .say("JOB_MESSAGE_ERROR", trace);
    WatchJob.Outcome outcome = watch().untilEnd(seen);

    assertThat(outcome.state()).isEqualTo(JobState.FAILED);
    assertThat(outcome.errors()).containsExactly("Cannot read a.nc: it is cut short.");
    assertThat(seen.messages)
        .containsExactly(
            "warning: The network is slow.", "error: Cannot read a.nc: it is cut short.");
  }

  @Test
  void aJobThatIsCancelledEndsSo() throws IOException {
    played.dataflow.states("JOB_STATE_RUNNING");
    JobReference job = played.submit(played.job(Submitted.Many.class, played.access()));
    service().cancel(job);
    assertThat(new WatchJob(service(), job, Duration.ofMillis(1)).untilEnd(seen).state())
        .isEqualTo(JobState.CANCELLED);
    assertThat(seen.states).endsWith(JobState.CANCELLED);
  }

  @Test
  void aServiceThatFailsForAWhileIsAskedAgain() throws IOException {
    WatchJob watch = watch();
    played.dataflow.refuse(3, 503, "The service is currently unavailable.");
    assertThat(watch.untilEnd(seen).state()).isEqualTo(JobState.DONE);
  }

  @Test
  void aServiceThatStaysAwayIsAnError() throws IOException {
    WatchJob watch = watch();
    played.dataflow.refuse(100, 503, "The service is currently unavailable.");
    assertThatThrownBy(() -> watch.untilEnd(seen))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "Cannot find job 2026-11-28_00_00_00-1000 in us-central1 of project my-project: The service is currently unavailable. Try again later.");
  }

  @Test
  void aJobThatIsNotThereIsSaid() throws IOException {
    WatchJob watch =
        new WatchJob(service(), new JobReference("my-project", "us-central1", "nothing"));
    assertThatThrownBy(() -> watch.look(seen))
        .isInstanceOf(IOException.class)
        .hasMessage(
            "Cannot find job nothing in us-central1 of project my-project: (8f5e): Information about job nothing could not be found in our system. Check the id, --project and --region.");
  }

  @Test
  void distributionsAndSetsAreRead() throws IOException {
    played
        .dataflow
        .metric("PHASE_WRITE", "s9", false)
        .putObject("distribution")
        .put("min", 1000)
        .put("max", 3500);
    played.dataflow.metric("NOTICES", "s6", false).putArray("set").add("a was left out");
    RunFigures figures = watch().look(seen).figures();
    assertThat(figures.progress(0).units()).isZero();
    assertThat(JobMessages.brief("plain words")).isEqualTo("plain words");
    assertThat(figures.toString()).contains("PHASE_WRITE=2.5 s", "a was left out");
  }
}
