package org.arcoforge.dataflow;

import com.google.auth.Credentials;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.apache.beam.runners.dataflow.DataflowPipelineJob;
import org.apache.beam.runners.dataflow.DataflowRunner;
import org.apache.beam.runners.dataflow.options.DataflowPipelineOptions;
import org.apache.beam.sdk.Pipeline;
import org.apache.beam.sdk.options.PipelineOptionsFactory;
import org.arcoforge.pipeline.Bake;
import org.arcoforge.pipeline.BakeJob;
import org.arcoforge.pipeline.ReadyJob;
import org.arcoforge.store.StoreAccess;
import org.arcoforge.store.StoreAccess.Option;

/**
 * What is needed to submit a job.
 *
 * @param name of the job, as {@link JobName} makes it
 * @param work URI of a folder in a bucket of gs, for what is staged and what workers share
 * @param endpoint the URL of the service; empty for Google's
 * @param memory what units of each worker may take together, in bytes; 0 for what it has
 */
public record Submission(
    DataflowSettings settings, String name, String work, String endpoint, long memory) {
  /** Into how many groups units are divided at most: a machine does those of a group in turn. */
  private static final int MOST_GROUPS = 10_000;

  private static final long GIB = 1L << 30;

  /**
   * Checks that workers can do {@code job}, as far as that can be known without asking a server.
   *
   * @throws IllegalArgumentException if they cannot
   * @throws IOException if the lock file cannot be read
   */
  public void check(BakeJob job) throws IOException {
    if (settings.project().isEmpty()) {
      throw new IllegalArgumentException(
          "Cannot run on Dataflow: no project is named. Give --project.");
    }
    if (!work.matches("gs://[^/]+(/.*)?")) {
      throw new IllegalArgumentException(
          "Cannot run on Dataflow: '%s' is no folder in a bucket of gs://. Give --work gs://bucket/folder, for what is staged."
              .formatted(work));
    }
    WorkerJob.checked(job);
  }

  /**
   * Stages the code, submits the job and returns without waiting for it.
   *
   * @param code jars and folders of all classes that workers need
   * @throws IOException if the job was not taken
   */
  public JobReference submit(ReadyJob ready, List<Path> code) throws IOException {
    WorkerJob worker = WorkerJob.checked(ready.job());
    StoreAccess access = ready.job().sources().access();
    DataflowPipelineOptions options = options(code, access);
    try {
      Pipeline pipeline = Pipeline.create(options); // Asks whether the bucket is there.
      BakeJob travelling = worker.travelling(folder(), name, memory);
      Bake.build(pipeline, travelling, worker.ranges(), MOST_GROUPS);
      DataflowPipelineJob job = (DataflowPipelineJob) pipeline.run();
      return new JobReference(job.getProjectId(), job.getRegion(), job.getJobId());
    } catch (RuntimeException e) {
      throw DataflowFault.of(
          "submit job %s to Dataflow in project %s".formatted(name, settings.project()), e);
    }
  }

  /** Returns what asks the service with the credentials of the submitter. */
  public DataflowService service(StoreAccess access) throws IOException {
    return new DataflowService(endpoint, credentials(access));
  }

  private Credentials credentials(StoreAccess access) throws IOException {
    return DataflowService.credentials(work, access);
  }

  private String folder() {
    return work.replaceFirst("/+$", "");
  }

  private DataflowPipelineOptions options(List<Path> code, StoreAccess access) throws IOException {
    DataflowPipelineOptions options = PipelineOptionsFactory.as(DataflowPipelineOptions.class);
    options.setRunner(DataflowRunner.class);
    options.setGcpCredential(credentials(access));
    options.setProject(settings.project());
    options.setRegion(settings.region());
    options.setJobName(name);
    options.setAppName("arcoforge");
    options.setTempLocation(folder() + "/temp");
    options.setGcpTempLocation(folder() + "/temp");
    options.setStagingLocation(folder() + "/staging");
    options.setFilesToStage(code.stream().map(Path::toString).toList());
    options.setLabels(settings.labels());
    if (!endpoint.isEmpty()) {
      options.setDataflowEndpoint(endpoint);
    }
    access
        .find(Option.GCS_ENDPOINT, work.replaceFirst("^(gs://[^/]*).*$", "$1"))
        .ifPresent(url -> options.setGcsEndpoint(url.replaceFirst("/+$", "") + "/storage/v1/"));
    setWorkers(options);
    return options;
  }

  private void setWorkers(DataflowPipelineOptions options) {
    if (!settings.machineType().isEmpty()) {
      options.setWorkerMachineType(settings.machineType());
    }
    if (settings.diskBytes() > 0) {
      options.setDiskSizeGb(Math.toIntExact((settings.diskBytes() + GIB - 1) / GIB));
    }
    if (settings.maxWorkers() > 0) {
      options.setMaxNumWorkers(settings.maxWorkers());
    }
    if (!settings.serviceAccount().isEmpty()) {
      options.setServiceAccount(settings.serviceAccount());
    }
    if (!settings.network().isEmpty()) {
      options.setNetwork(settings.network());
    }
    if (!settings.subnetwork().isEmpty()) {
      options.setSubnetwork(settings.subnetwork());
    }
    if (!settings.publicIps()) {
      options.setUsePublicIps(false);
    }
  }
}
