package org.arcoforge.dataflow;

import java.io.Serializable;
import java.util.Map;

/**
 * What a job of Dataflow runs on. Empty text and 0 mean Dataflow's own default.
 *
 * @param project the id of the project, never its number
 * @param region such as {@code us-central1}
 * @param machineType of workers, such as {@code n1-highmem-2}
 * @param diskBytes of each worker
 * @param maxWorkers the most workers at a time
 * @param serviceAccount the e-mail address of whom workers act for
 * @param network the name of the network
 * @param subnetwork such as {@code regions/us-central1/subnetworks/x}
 * @param publicIps whether workers have addresses of the internet
 * @param labels of the job
 */
public record DataflowSettings(
    String project,
    String region,
    String machineType,
    long diskBytes,
    int maxWorkers,
    String serviceAccount,
    String network,
    String subnetwork,
    boolean publicIps,
    Map<String, String> labels)
    implements Serializable {
  public DataflowSettings {
    labels = Map.copyOf(labels);
  }
}
