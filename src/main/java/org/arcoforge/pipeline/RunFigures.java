package org.arcoforge.pipeline;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import org.arcoforge.pipeline.RunMetrics.Count;
import org.arcoforge.pipeline.RunMetrics.Phase;

/**
 * What the workers of a run have counted, from whichever runner. Names are those of the metrics in
 * {@link #NAMESPACE}; others are kept and not used.
 */
public final class RunFigures {
  /** The namespace of the metrics that count here. */
  public static final String NAMESPACE = RunMetrics.NAMESPACE;

  private final Map<String, Long> counts = new HashMap<>();
  private final Map<String, long[]> spans = new HashMap<>();
  private final Map<String, Set<String>> texts = new HashMap<>();

  /** Adds to a counter. */
  public void count(String name, long number) {
    counts.merge(name, number, Long::sum);
  }

  /** Adds a step's smallest and largest value of a distribution. */
  public void span(String name, long least, long most) {
    long[] span = spans.computeIfAbsent(name, n -> new long[] {Long.MAX_VALUE, Long.MIN_VALUE});
    span[0] = Math.min(span[0], least);
    span[1] = Math.max(span[1], most);
  }

  /** Adds to a set of texts. */
  public void texts(String name, Collection<String> more) {
    texts.computeIfAbsent(name, n -> new TreeSet<>()).addAll(more);
  }

  /**
   * Returns how far the run is.
   *
   * @param files how many files the run reads
   */
  public Progress progress(long files) {
    return new Progress(
        files,
        of(Count.FILES_INDEXED),
        of(Count.BYTES_FETCHED),
        of(Count.UNITS_PLANNED),
        of(Count.UNITS_WRITTEN),
        of(Count.ARRAY_BYTES_PLANNED),
        of(Count.ARRAY_BYTES_WRITTEN),
        of(Count.STORED_BYTES_WRITTEN));
  }

  /** Returns a count; 0 if nothing was counted. */
  long of(Count count) {
    return counts.getOrDefault(count.name(), 0L);
  }

  /** Returns the seconds from the first start to the last end of each phase that ran. */
  Map<String, Double> seconds() {
    Map<String, Double> seconds = new LinkedHashMap<>();
    for (Phase phase : Phase.values()) {
      long[] span = spans.get(phase.metric());
      if (span != null) {
        seconds.put(phase.name().toLowerCase(Locale.ROOT), (span[1] - span[0]) / 1e3);
      }
    }
    return seconds;
  }

  /** Returns what the plan left out, converted or noted, sorted. */
  Set<String> notices() {
    return texts.getOrDefault(RunMetrics.NOTICES, Set.of());
  }

  /** Returns the reasons why files cannot be read, by URL, of as many as metrics hold. */
  Map<String, String> failedFiles() {
    Map<String, String> reasons = new LinkedHashMap<>();
    for (String text : texts.getOrDefault(RunMetrics.FAILED_FILES, Set.of())) {
      int end = text.indexOf(RunMetrics.SEPARATOR);
      reasons.put(text.substring(0, Math.max(0, end)), text.substring(end + 1));
    }
    return reasons;
  }

  @Override
  public String toString() {
    StringBuilder text = new StringBuilder();
    counts.forEach((name, count) -> text.append("%s=%d ".formatted(name, count)));
    spans.forEach(
        (name, span) -> text.append("%s=%s s ".formatted(name, (span[1] - span[0]) / 1e3)));
    return text.append(texts).toString();
  }
}
