package org.arcoforge.dataflow;

import java.io.IOException;
import java.util.List;
import java.util.Set;
import org.arcoforge.pattern.FilePattern;
import org.arcoforge.pipeline.BakeJob;
import org.arcoforge.source.SourceHosts;
import org.arcoforge.source.SourceOptions;
import org.arcoforge.source.WorkerSources;
import org.arcoforge.store.StoreAccess;
import org.arcoforge.store.StoreAccess.Option;
import org.arcoforge.store.StoreAccess.Setting;

/**
 * A job as workers get it. They act for their own service account, so that whatever names a secret
 * of the submitter is left out; what cannot be done without is an error here.
 *
 * @param hosts where its source files come from
 */
record WorkerJob(BakeJob job, SourceHosts hosts) {
  /** Settings that say where a bucket is. All others say who asks. */
  private static final Set<Option> PLACES =
      Set.of(Option.GCS_ENDPOINT, Option.S3_ENDPOINT, Option.S3_REGION, Option.ANONYMOUS);

  /** Into how many ranges files are divided at most: the merged index of each is in memory. */
  private static final int MOST_RANGES = 500;

  /**
   * Checks a job as far as this machine can.
   *
   * @throws IllegalArgumentException if workers could not do it
   * @throws IOException if the lock file cannot be read
   */
  static WorkerJob checked(BakeJob job) throws IOException {
    if (!job.target().startsWith("gs://")) {
      throw cannot(
          "bake %s".formatted(job.target()),
          job.target().startsWith("s3://")
              ? "workers have no key for it, and yours does not travel with the job. Bake to gs://, then publish the store with arcoforge copy"
              : "workers do not share the disk of this machine. Bake to gs://");
    }
    StoreAccess access = job.sources().access();
    for (String credential : access.credentials()) {
      throw cannot(
          "log in at %s".formatted(credential.replaceFirst("=.*", "")),
          "the secret of --auth is on this machine, and does not travel with the job. Put the files into a bucket first");
    }
    for (String mirror : access.mirrors()) {
      String to = mirror.substring(mirror.lastIndexOf('=') + 1);
      if (!to.matches("(https?|ftp|gs|s3|zenodo|figshare|dataverse|doi):.*")) {
        throw cannot(
            "take files from %s".formatted(to),
            "it is a folder of this machine. Give a URL to --mirror");
      }
    }
    FilePattern files = job.files();
    for (long i = 0; i < files.count(); i++) {
      requireReadable(files.file(i).url(), access);
    }
    return new WorkerJob(job, SourceHosts.of(files, job.sources()));
  }

  private static void requireReadable(String url, StoreAccess access) {
    String bucket = url.replaceFirst("^(s3://[^/]*).*$", "$1");
    if (url.startsWith("s3://") && access.find(Option.ANONYMOUS, bucket).isEmpty()) {
      throw cannot(
          "read %s".formatted(url),
          "workers have no key for it, and yours does not travel with the job. If everybody may read it, give --anonymous=%s"
              .formatted(bucket));
    }
  }

  private static IllegalArgumentException cannot(String what, String reason) {
    return new IllegalArgumentException("Cannot %s on Dataflow: %s.".formatted(what, reason));
  }

  /** Returns into how many ranges files are divided, each read by one worker at a time. */
  int ranges() {
    return hosts.machines(MOST_RANGES);
  }

  /**
   * Returns the job that travels, after putting what workers need below {@code work}.
   *
   * @param work URI of a folder in a bucket
   * @param name of the job
   * @param memory what units of each worker may take together, in bytes; 0 for what it has
   */
  BakeJob travelling(String work, String name, long memory) throws IOException {
    SourceOptions sources = job.sources();
    String shared = sources.sharedCache().isEmpty() ? work + "/cache" : sources.sharedCache();
    return job.onWorkers(
        WorkerSources.travelling(
            sources, work + "/jobs/" + name, ofWorkers(sources.access()), shared, hosts, ranges()),
        memory);
  }

  static StoreAccess ofWorkers(StoreAccess access) {
    List<Setting> places =
        access.settings().stream().filter(setting -> PLACES.contains(setting.option())).toList();
    return new StoreAccess(places, "", access.mirrors(), List.of());
  }
}
