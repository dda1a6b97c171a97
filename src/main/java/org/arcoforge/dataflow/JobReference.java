package org.arcoforge.dataflow;

/**
 * A job of Dataflow.
 *
 * @param project the id of its project
 * @param region where it runs, such as {@code us-central1}
 */
public record JobReference(String project, String region, String id) {

  /** Returns the page of the job in Google's console. */
  public String link() {
    return "https://console.cloud.google.com/dataflow/jobs/%s/%s?project=%s"
        .formatted(region, id, project);
  }

  @Override
  public String toString() {
    return "job %s in %s of project %s".formatted(id, region, project);
  }
}
