package org.arcoforge.cli;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Buckets that delete objects after some days: no place for a store that is to stay.
 *
 * @param days by bucket, or by bucket and folder; 0 if it does not delete any
 */
record ExpiringBuckets(Map<String, Integer> days) {
  static final String DESCRIPTION =
      "Warn of a target in BUCKET, whose objects are deleted after so many DAYS; 0: do not warn."
          + " Default: gs://leap-scratch=7.";

  /**
   * Parses texts such as {@code gs://my-scratch=7}.
   *
   * @throws IllegalArgumentException if one is of another form
   */
  static ExpiringBuckets parse(List<String> texts) {
    Map<String, Integer> days = new LinkedHashMap<>();
    days.put("gs://leap-scratch", 7);
    for (String text : texts) {
      int equals = text.lastIndexOf('=');
      if (!text.matches("(gs|s3)://[^/=]+(/[^=]*[^/=])?=[0-9]{1,5}")) {
        throw new IllegalArgumentException(
            "Invalid value for option '--expiring': '%s' (write it like gs://my-scratch=7)."
                .formatted(text));
      }
      days.put(text.substring(0, equals), Integer.valueOf(text.substring(equals + 1)));
    }
    return new ExpiringBuckets(days);
  }

  /** Returns a warning if a store at {@code target} will not stay. */
  Optional<String> warning(String target) {
    return reason(target)
        .map(
            reason ->
                "warning: %s. Choose another target for a store that is to stay."
                    .formatted(reason));
  }

  /** Returns why a store at {@code target} will not stay, if so. */
  Optional<String> reason(String target) {
    return days.entrySet().stream()
        .filter(bucket -> bucket.getValue() > 0)
        .filter(
            bucket -> target.equals(bucket.getKey()) || target.startsWith(bucket.getKey() + "/"))
        .findFirst()
        .map(
            bucket ->
                "%s deletes objects after %s"
                    .formatted(bucket.getKey(), Count.of(bucket.getValue(), "day")));
  }
}
