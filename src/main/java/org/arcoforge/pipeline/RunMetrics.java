package org.arcoforge.pipeline;

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
  static final String NAMESPACE = "arcoforge";
  static final String NOTICES = "NOTICES";
  static final String FAILED_FILES = "FAILED_FILES";
  static final char SEPARATOR = '\0';

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

    /** Returns the name of its metric. */
    String metric() {
      return "PHASE_" + name();
    }

    /** Does the work and records when it started and ended. */
    <E extends Exception> void time(Work<E> work) throws E {
      Distribution times = Metrics.distribution(NAMESPACE, metric());
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
    return Metrics.stringSet(NAMESPACE, NOTICES);
  }

  /** Returns the set of files that cannot be read, each as {@link #text} gives it. */
  static StringSet failedFiles() {
    return Metrics.stringSet(NAMESPACE, FAILED_FILES);
  }

  /** Returns URL and reason as one text. */
  static String text(TreatedFile file) {
    return file.url() + SEPARATOR + file.reason();
  }

  /** Returns what {@code result} has counted so far. */
  static RunFigures figures(PipelineResult result) {
    MetricQueryResults found =
        result
            .metrics()
            .queryMetrics(
                MetricsFilter.builder()
                    .addNameFilter(MetricNameFilter.inNamespace(NAMESPACE))
                    .build());
    RunFigures figures = new RunFigures();
    for (MetricResult<Long> counter : found.getCounters()) {
      figures.count(counter.getName().getName(), counter.getAttempted());
    }
    for (MetricResult<DistributionResult> times : found.getDistributions()) {
      DistributionResult span = times.getAttempted();
      figures.span(times.getName().getName(), span.getMin(), span.getMax());
    }
    for (MetricResult<StringSetResult> texts : found.getStringSets()) {
      figures.texts(texts.getName().getName(), texts.getAttempted().getStringSet());
    }
    return figures;
  }
}
