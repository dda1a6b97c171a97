package org.arcoforge.cli;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.arcoforge.config.Placeholders;
import org.arcoforge.dataflow.DataflowSettings;
import org.arcoforge.dataset.ByteText;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options that say where a recipe is run, and on what machines. */
final class RunnerArguments {
  static final String DEFAULT_REGION = "us-central1";

  /** What the system of a worker takes; Dataflow gives 25 GB or more. */
  private static final long LEAST_DISK = 10_000_000_000L;

  private static final int MOST_LABELS = 64;

  @Spec(Spec.Target.MIXEE)
  private @Nullable CommandSpec spec;

  @Option(
      names = "--runner",
      paramLabel = "direct|dataflow",
      description = "Run here, or on Google's Dataflow. Default: direct.")
  private String runner = "direct";

  @Option(
      names = "--work",
      paramLabel = "URI",
      description =
          "For Dataflow, a folder in a bucket, gs://bucket/folder, for what a job stages while it"
              + " runs.")
  private String work = "";

  @Option(
      names = "--project",
      paramLabel = "ID",
      description = "For Dataflow, the id of the Google Cloud project.")
  private String project = "";

  @Option(
      names = "--region",
      paramLabel = "NAME",
      description = "For Dataflow, the region. Default: " + DEFAULT_REGION + ".")
  private String region = DEFAULT_REGION;

  @Option(
      names = "--machine-type",
      paramLabel = "NAME",
      description = "For Dataflow, the machines of workers, such as n1-highmem-2.")
  private String machineType = "";

  @Option(
      names = "--disk",
      paramLabel = "SIZE",
      description = "For Dataflow, the disk of each worker, such as 50GB.")
  private String disk = "";

  @Option(
      names = "--max-workers",
      paramLabel = "N",
      description = "For Dataflow, the most workers at the same time.")
  private @Nullable Integer maxWorkers;

  @Option(
      names = "--service-account",
      paramLabel = "EMAIL",
      description = "For Dataflow, the account that workers act for. Default: the project's own.")
  private String serviceAccount = "";

  @Option(
      names = "--network",
      paramLabel = "NAME",
      description = "For Dataflow, the network of workers.")
  private String network = "";

  @Option(
      names = "--subnetwork",
      paramLabel = "PATH",
      description = "For Dataflow, the subnetwork of workers: regions/REGION/subnetworks/NAME.")
  private String subnetwork = "";

  @Option(
      names = "--public-ips",
      negatable = true,
      defaultValue = "true",
      fallbackValue = "true",
      description =
          "For Dataflow, whether workers have addresses of the internet, which they need to fetch"
              + " from it. Default: they have.")
  private boolean publicIps = true;

  @Option(
      names = "--label",
      paramLabel = "KEY=VALUE",
      description = "For Dataflow, a label of the job. May be given several times.")
  private List<String> labels = new ArrayList<>();

  @Option(
      names = "--dataflow-endpoint",
      paramLabel = "URL",
      description = "For Dataflow, ask this server.")
  private String endpoint = "";

  /** Returns the URL of the server to ask; empty for Google's. */
  String endpoint() {
    return endpoint;
  }

  /** Returns where the recipe is run. */
  Runner runner() {
    return switch (runner.toLowerCase(Locale.ROOT)) {
      case "direct" -> Runner.DIRECT;
      case "dataflow" -> Runner.DATAFLOW;
      default -> throw invalid("--runner", runner, "must be direct or dataflow");
    };
  }

  /** Returns the URI of the folder for what a job stages; empty if none is named. */
  String work() {
    return work;
  }

  /** Puts values in the places of placeholders, and checks everything that needs no server. */
  void expand(Placeholders names) {
    try {
      work = names.expand("--work", work);
      labels = labels.stream().map(label -> names.expand("--label", label)).toList();
    } catch (IllegalArgumentException e) {
      throw wrong(String.valueOf(e.getMessage()));
    }
    check();
    labels();
  }

  /**
   * Checks what can be checked before a recipe is loaded.
   *
   * @throws ParameterException if a value cannot be one
   */
  void check() {
    if (runner() == Runner.DATAFLOW) {
      requireGiven("--project", project, "the id of the project");
      requireGiven("--work", work, "a folder gs://bucket/folder");
      if (!work.matches("gs://[^/]+(/.*)?")) {
        throw invalid("--work", work, "must be gs://bucket/folder for Dataflow");
      }
    }
    if (project.matches("[0-9]+")) {
      throw invalid(
          "--project", project, "is the number of a project; give its id, such as leap-pangeo");
    }
    require("--project", project, "[a-z][-a-z0-9:.]*[a-z0-9]", "an id such as leap-pangeo");
    require("--region", region, "[a-z]+(-[a-z]+)+[0-9]+", "a region such as us-central1");
    require("--machine-type", machineType, "[a-z][a-z0-9]*(-[a-z0-9]+)+", "like n1-highmem-2");
    require(
        "--service-account",
        serviceAccount,
        "[^@\\s]+@[^@\\s]+\\.gserviceaccount\\.com",
        "like name@project.iam.gserviceaccount.com");
    require("--network", network, "[a-z]([-a-z0-9]*[a-z0-9])?", "the name of a network");
    checkSubnetwork();
    diskBytes();
    if (maxWorkers != null && maxWorkers < 1) {
      throw invalid("--max-workers", maxWorkers.toString(), "must be 1 or more");
    }
  }

  private void checkSubnetwork() {
    require(
        "--subnetwork",
        subnetwork,
        "(https://www\\.googleapis\\.com/compute/v1/projects/[^/]+/)?regions/[^/]+/subnetworks/[^/]+",
        "like regions/us-central1/subnetworks/name");
    if (!subnetwork.isEmpty() && !subnetwork.contains("regions/" + region + "/")) {
      throw invalid("--subnetwork", subnetwork, "must be in --region " + region);
    }
  }

  private void requireGiven(String option, String value, String what) {
    if (value.isBlank()) {
      throw wrong(
          "Missing option '%s': Dataflow needs %s. Give it, or run with --runner direct."
              .formatted(option, what));
    }
  }

  private void require(String option, String value, String legal, String what) {
    if (!value.isEmpty() && !value.matches(legal)) {
      throw invalid(option, value, "must be " + what);
    }
  }

  private long diskBytes() {
    if (disk.isEmpty()) {
      return 0;
    }
    try {
      long bytes = ByteText.parse(disk);
      if (bytes < LEAST_DISK) {
        throw invalid("--disk", disk, "must be 10GB or more: a worker's system takes as much");
      }
      return bytes;
    } catch (IllegalArgumentException e) {
      throw wrong("Invalid value for option '--disk': " + e.getMessage());
    }
  }

  /** Returns what a job of Dataflow runs on. */
  DataflowSettings settings() {
    return new DataflowSettings(
        project,
        region,
        machineType,
        diskBytes(),
        maxWorkers == null ? 0 : maxWorkers,
        serviceAccount,
        network,
        subnetwork,
        publicIps,
        labels());
  }

  private Map<String, String> labels() {
    Map<String, String> found = new LinkedHashMap<>();
    for (String label : labels) {
      int equals = label.indexOf('=');
      String key = label.substring(0, Math.max(equals, 0));
      if (!key.matches("[a-z][-_a-z0-9]{0,62}")) {
        throw invalid(
            "--label",
            label,
            "must be KEY=VALUE, with a key of at most 63 lower case letters, digits, '-' and '_' that starts with a letter");
      }
      if (!label.substring(equals + 1).matches("[-_a-z0-9]{0,63}")) {
        throw invalid(
            "--label",
            label,
            "must have a value of at most 63 lower case letters, digits, '-' and '_'");
      }
      if (found.put(key, label.substring(equals + 1)) != null) {
        throw invalid("--label", label, "is the second with key " + key);
      }
    }
    if (found.size() > MOST_LABELS) {
      throw wrong(
          "Cannot give a job %d labels: Dataflow takes at most %d. Give fewer."
              .formatted(found.size(), MOST_LABELS));
    }
    return found;
  }

  private ParameterException invalid(String option, String value, String rule) {
    return wrong("Invalid value for option '%s': '%s' (%s).".formatted(option, value, rule));
  }

  private ParameterException wrong(String message) {
    if (spec == null) {
      throw new IllegalArgumentException(message);
    }
    return new ParameterException(spec.commandLine(), message);
  }
}
