import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.TreeMap;
import org.apache.beam.model.jobmanagement.v1.JobApi;
import org.apache.beam.model.jobmanagement.v1.JobServiceGrpc;
import org.apache.beam.model.pipeline.v1.MetricsApi.MonitoringInfo;
import org.apache.beam.model.pipeline.v1.RunnerApi;
import org.apache.beam.vendor.grpc.v1p69p0.com.google.protobuf.CodedInputStream;
import org.apache.beam.vendor.grpc.v1p69p0.com.google.protobuf.Struct;
import org.apache.beam.vendor.grpc.v1p69p0.io.grpc.ManagedChannel;
import org.apache.beam.vendor.grpc.v1p69p0.io.grpc.ManagedChannelBuilder;

/**
 * Has a pipeline, as it was translated and staged for Dataflow, run by another runner, whose workers
 * are processes that a command starts. Keeps its state and counters in a file.
 *
 * <p>Arguments: the pipeline, the runner's address, the command, the file.
 */
public final class RunStaged {
  private RunStaged() {}

  public static void main(String[] arguments) throws IOException, InterruptedException {
    RunnerApi.Pipeline pipeline;
    try (InputStream in = Files.newInputStream(Path.of(arguments[0]))) {
      pipeline = withWorkers(RunnerApi.Pipeline.parseFrom(in), arguments[2]);
    }
    ManagedChannel channel =
        ManagedChannelBuilder.forTarget(arguments[1])
            .usePlaintext()
            .maxInboundMessageSize(1 << 28)
            .build();
    try {
      run(JobServiceGrpc.newBlockingStub(channel), pipeline, Path.of(arguments[3]));
    } finally {
      channel.shutdownNow();
    }
  }

  /** Returns the pipeline without what a container would fetch: workers have it already. */
  private static RunnerApi.Pipeline withWorkers(RunnerApi.Pipeline pipeline, String command) {
    RunnerApi.Pipeline.Builder changed = pipeline.toBuilder();
    RunnerApi.ProcessPayload process =
        RunnerApi.ProcessPayload.newBuilder().setCommand(command).build();
    pipeline
        .getComponents()
        .getEnvironmentsMap()
        .forEach(
            (name, environment) ->
                changed
                    .getComponentsBuilder()
                    .putEnvironments(
                        name,
                        environment.toBuilder()
                            .setUrn("beam:env:process:v1")
                            .setPayload(process.toByteString())
                            .clearDependencies()
                            .build()));
    return changed.build();
  }

  private static void run(
      JobServiceGrpc.JobServiceBlockingStub jobs, RunnerApi.Pipeline pipeline, Path file)
      throws IOException, InterruptedException {
    String prepared =
        jobs.prepare(
                JobApi.PrepareJobRequest.newBuilder()
                    .setJobName("staged")
                    .setPipeline(pipeline)
                    .setPipelineOptions(Struct.getDefaultInstance())
                    .build())
            .getPreparationId();
    String job =
        jobs.run(JobApi.RunJobRequest.newBuilder().setPreparationId(prepared).build()).getJobId();
    JobApi.JobState.Enum state;
    do {
      Thread.sleep(200);
      state =
          jobs.getState(JobApi.GetJobStateRequest.newBuilder().setJobId(job).build()).getState();
      write(file, state, counters(jobs, job));
    } while (state != JobApi.JobState.Enum.DONE
        && state != JobApi.JobState.Enum.FAILED
        && state != JobApi.JobState.Enum.CANCELLED);
  }

  /** Returns the counters of all steps, each by step and name. */
  private static Map<String, Long> counters(
      JobServiceGrpc.JobServiceBlockingStub jobs, String job) throws IOException {
    Map<String, Long> counters = new TreeMap<>();
    for (MonitoringInfo info :
        jobs.getJobMetrics(JobApi.GetJobMetricsRequest.newBuilder().setJobId(job).build())
            .getMetrics()
            .getAttemptedList()) {
      if (info.getUrn().equals("beam:metric:user:sum_int64:v1")) {
        counters.merge(
            info.getLabelsOrDefault("PTRANSFORM", "") + " " + info.getLabelsOrDefault("NAME", ""),
            CodedInputStream.newInstance(info.getPayload().toByteArray()).readInt64(),
            Long::sum);
      }
    }
    return counters;
  }

  private static void write(Path file, JobApi.JobState.Enum state, Map<String, Long> counters)
      throws IOException {
    StringBuilder lines = new StringBuilder("state " + state + "\n");
    counters.forEach((name, count) -> lines.append(name).append(' ').append(count).append('\n'));
    Path whole = file.resolveSibling(file.getFileName() + ".new");
    Files.writeString(whole, lines);
    Files.move(
        whole, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }
}
