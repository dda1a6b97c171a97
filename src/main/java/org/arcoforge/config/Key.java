package org.arcoforge.config;

import java.util.Arrays;
import java.util.Optional;

/** The settings of a file, in the order in which they are shown. */
enum Key {
  RUNNER("runner", Kind.RUNNER),
  TARGET("target", Kind.PLACE),
  CACHE("cache", Kind.PLACE),
  CACHE_SIZE("cache_size", Kind.SIZE),
  WORK("work", Kind.PLACE),
  REPORT("report", Kind.PLACE),
  FEEDSTOCK("feedstock", Kind.TEXT),
  JOB_NAME("job_name", Kind.NAME),
  PRUNE("prune", Kind.PRUNE),
  ZARR("zarr", Kind.ZARR),
  MEMORY("memory", Kind.SIZE),
  THREADS("threads", Kind.COUNT),
  OVERWRITE("overwrite", Kind.SWITCH),
  RESUME("resume", Kind.SWITCH),
  EXPIRING("expiring", Kind.TEXTS),
  MIRRORS("mirrors", "--mirror", Kind.PAIRS),
  LIMITS("limits", "--limit", Kind.PAIRS),
  AUTH("auth", Kind.TEXTS),
  GCS_CREDENTIALS("gcs_credentials", Kind.TEXTS),
  GCS_TOKEN_FILE("gcs_token_file", Kind.TEXTS),
  GCS_ENDPOINT("gcs_endpoint", Kind.TEXTS),
  S3_ENDPOINT("s3_endpoint", Kind.TEXTS),
  S3_REGION("s3_region", Kind.TEXTS),
  S3_PROFILE("s3_profile", Kind.TEXTS),
  S3_KEYS("s3_keys", Kind.TEXTS),
  ANONYMOUS("anonymous", Kind.SWITCH_OR_TEXTS),
  PROJECT("dataflow.project", Kind.TEXT),
  REGION("dataflow.region", Kind.TEXT),
  MACHINE_TYPE("dataflow.machine_type", Kind.TEXT),
  DISK("dataflow.disk", Kind.SIZE),
  MAX_WORKERS("dataflow.max_workers", Kind.COUNT),
  SERVICE_ACCOUNT("dataflow.service_account", Kind.TEXT),
  NETWORK("dataflow.network", Kind.TEXT),
  SUBNETWORK("dataflow.subnetwork", Kind.TEXT),
  PUBLIC_IPS("dataflow.public_ips", Kind.SWITCH),
  LABELS("dataflow.labels", "--label", Kind.PAIRS_WITH_PLACEHOLDERS);

  /** What a value may be, as it is said to who writes another. */
  enum Kind {
    TEXT("a text"),
    /** A text with placeholders. */
    PLACE("a text"),
    /** A text with the placeholders that do not stand for itself. */
    NAME("a text"),
    RUNNER("direct or dataflow"),
    SIZE("a size such as 4GB"),
    COUNT("a whole number of 1 or more"),
    ZARR("2 or 3"),
    PRUNE("a whole number of 1 or more, true or false"),
    SWITCH("true or false"),
    TEXTS("a text or a list of texts"),
    SWITCH_OR_TEXTS("true, false or a list of buckets"),
    PAIRS("pairs of texts such as {from: to}"),
    PAIRS_WITH_PLACEHOLDERS("pairs of texts such as {key: value}");

    private final String words;

    Kind(String words) {
      this.words = words;
    }

    String words() {
      return words;
    }
  }

  /** The name of the part of a file that is about Dataflow. */
  static final String DATAFLOW = "dataflow";

  private final String path;
  private final String option;
  private final Kind kind;

  Key(String path, Kind kind) {
    this(path, "--" + path.substring(path.indexOf('.') + 1).replace('_', '-'), kind);
  }

  Key(String path, String option, Kind kind) {
    this.path = path;
    this.option = option;
    this.kind = kind;
  }

  String path() {
    return path;
  }

  /** Returns the name in its part of the file. */
  String shortName() {
    return path.substring(path.indexOf('.') + 1);
  }

  String option() {
    return option;
  }

  Kind kind() {
    return kind;
  }

  static Optional<Key> at(String path) {
    return Arrays.stream(values()).filter(key -> key.path.equals(path)).findFirst();
  }
}
