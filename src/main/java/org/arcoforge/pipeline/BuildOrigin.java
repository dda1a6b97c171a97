package org.arcoforge.pipeline;

import java.io.Serializable;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What made a store, and when.
 *
 * @param version of this program
 * @param commit URL of the commit of the recipe's repository, or its hash; {@code none} if it is in
 *     no repository
 * @param actionsRun URL of the run of GitHub Actions; {@code none} outside of one
 * @param time when the run started, in UTC, in ISO 8601
 */
public record BuildOrigin(String version, String commit, String actionsRun, String time)
    implements Serializable {
  private static final String NONE = "none";

  /**
   * Returns the origin of a run that starts now.
   *
   * @param environment that of the process: {@code GITHUB_…} tell of a run of GitHub Actions,
   *     {@code SOURCE_DATE_EPOCH} replaces the time, in seconds of Unix time, for runs that are to
   *     give the same bytes
   * @param localCommit the commit that the recipe's folder is of, if it is in a repository
   */
  public static BuildOrigin of(
      String version, Map<String, String> environment, Optional<String> localCommit, Instant now) {
    String repository = url(environment, "GITHUB_SERVER_URL", "GITHUB_REPOSITORY");
    @Nullable String hash = environment.get("GITHUB_SHA");
    @Nullable String run = environment.get("GITHUB_RUN_ID");
    return new BuildOrigin(
        version,
        repository.isEmpty() || hash == null
            ? localCommit.orElse(NONE)
            : repository + "/commit/" + hash,
        repository.isEmpty() || run == null ? NONE : repository + "/actions/runs/" + run,
        DateTimeFormatter.ISO_OFFSET_DATE_TIME.format(
            time(environment, now).truncatedTo(ChronoUnit.SECONDS).atOffset(ZoneOffset.UTC)));
  }

  private static String url(Map<String, String> environment, String server, String repository) {
    String first = environment.getOrDefault(server, "");
    String second = environment.getOrDefault(repository, "");
    return first.isEmpty() || second.isEmpty() ? "" : first + "/" + second;
  }

  private static Instant time(Map<String, String> environment, Instant now) {
    String epoch = environment.getOrDefault("SOURCE_DATE_EPOCH", "");
    return epoch.matches("[0-9]{1,11}") ? Instant.ofEpochSecond(Long.parseLong(epoch)) : now;
  }
}
