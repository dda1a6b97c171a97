package org.arcoforge.pipeline;

import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.apache.beam.sdk.PipelineResult;
import org.apache.beam.sdk.metrics.Counter;
import org.apache.beam.sdk.metrics.Distribution;
import org.apache.beam.sdk.metrics.DistributionResult;
import org.apache.beam.sdk.metrics.MetricNameFilter;
import org.apache.beam.sdk.metrics.MetricQueryResults;
import org.apache.beam.sdk.metrics.MetricResult;
import org.apache.beam.sdk.metrics.Metrics;
import org.apache.beam.sdk.metrics.MetricsFilter;
import org.apache.beam.sdk.metrics.StringSet;
import org.apache.beam.sdk.metrics.StringSetResult;
import org.arcoforge.plan.TreatedFile;

/**
 * What workers count, and how the submitter reads it while they run. Every runner carries these.
 */
final class RunMetrics {
  private static final String NAMESPACE = "arcoforge";
  private static final char SEPARATOR = '\0';

  /** Things counted. */
  enum Count {
    FILES_INDEXED,
    BYTES_FETCHED,
    SOURCE_BYTES,
    UNITS_PLANNED,
    ARRAY_BYTES_PLANNED,
    MEMORY_PREDICTED,
    UNITS_WRITTEN,
    ARRAY_BYTES_WRITTEN,
    STORED_BYTES_WRITTEN;

    Counter counter() {
      return Metrics.counter(NAMESPACE, name());
    }

    void add(long number) {
      counter().inc(number);
    }
  }

  /** Stages of a run that are timed by the wall clock: the first start to the last end. */
  enum Phase {
    INDEX,
    PLAN,
    WRITE,
    COMMIT;

    /** Does the work and records when it started and ended. */
    <E extends Exception> void time(Work<E> work) throws E {
      Distribution times = Metrics.distribution(NAMESPACE, "PHASE_" + name());
      times.update(System.currentTimeMillis());
      work.run();
      times.update(System.currentTimeMillis());
    }
  }

  /** A piece of work that may fail with {@code E}. */
  interface Work<E extends Exception> {
    void run() throws E;
  }

  private RunMetrics() {}

  /** Returns the set of what the plan left out, converted or noted, as sentences. */
  static StringSet notices() {
    return Metrics.stringSet(NAMESPACE, "NOTICES");
  }

  /** Returns the set of files that cannot be read, each as {@link #text} gives it. */
  static StringSet failedFiles() {
    return Metrics.stringSet(NAMESPACE, "FAILED_FILES");
  }

  /** Returns URL and reason as one text. */
  static String text(TreatedFile file) {
    return file.url() + SEPARATOR + file.reason();
  }

  /** Returns the reasons why files cannot be read, by URL, of as many as metrics hold. */
  static Map<String, String> failedFiles(PipelineResult result) {
    Map<String, String> reasons = new LinkedHashMap<>();
    for (String text : strings(result, "FAILED_FILES")) {
      int end = text.indexOf(SEPARATOR);
      reasons.put(text.substring(0, end), text.substring(end + 1));
    }
    return reasons;
  }

  /** Returns all counts so far; what was not counted yet is 0. */
  static Map<Count, Long> counts(PipelineResult result) {
    Map<Count, Long> counts = new EnumMap<>(Count.class);
    for (Count count : Count.values()) {
      counts.put(count, 0L);
    }
    for (MetricResult<Long> counter : query(result).getCounters()) {
      counts.merge(Count.valueOf(counter.getName().getName()), counter.getAttempted(), Long::sum);
    }
    return counts;
  }

  /** Returns the seconds from the first start to the last end of each phase that ran. */
  static Map<String, Double> seconds(PipelineResult result) {
    Map<Phase, long[]> spans = new EnumMap<>(Phase.class);
    for (MetricResult<DistributionResult> times : query(result).getDistributions()) {
      Phase phase = Phase.valueOf(times.getName().getName().substring("PHASE_".length()));
      long[] span = spans.computeIfAbsent(phase, p -> new long[] {Long.MAX_VALUE, Long.MIN_VALUE});
      span[0] = Math.min(span[0], times.getAttempted().getMin());
      span[1] = Math.max(span[1], times.getAttempted().getMax());
    }
    Map<String, Double> seconds = new LinkedHashMap<>();
    spans.forEach(
        (phase, span) ->
            seconds.put(
                phase.name().toLowerCase(java.util.Locale.ROOT), (span[1] - span[0]) / 1e3));
    return seconds;
  }

  /** Returns what the plan left out, converted or noted, sorted. */
  static Set<String> notices(PipelineResult result) {
    return strings(result, "NOTICES");
  }

  private static Set<String> strings(PipelineResult result, String name) {
    Set<String> strings = new TreeSet<>();
    for (MetricResult<StringSetResult> set : query(result).getStringSets()) {
      if (set.getName().getName().equals(name)) {
        strings.addAll(set.getAttempted().getStringSet());
      }
    }
    return strings;
  }

  private static MetricQueryResults query(PipelineResult result) {
    return result
        .metrics()
        .queryMetrics(
            MetricsFilter.builder().addNameFilter(MetricNameFilter.inNamespace(NAMESPACE)).build());
  }
}
