package org.arcoforge.report;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * What a run that wrote a store knows of itself.
 *
 * @param recipe as it was named; empty if there was none
 * @param files how many source files there are
 * @param sourceBytes their size
 * @param fetchedBytes what came over the network
 * @param arrayBytes what was written, before compression
 * @param storedBytes what was written, compressed
 * @param phaseSeconds wall seconds by phase, in their order
 * @param seconds of the whole run
 * @param peakMemoryBytes of the process; 0 if others did the work
 * @param predictedPeakMemoryBytes what the plan said it would be at most
 * @param notices sentences
 * @param failedFiles source files that could not be read
 */
public record RunFacts(
    String recipe,
    long files,
    long sourceBytes,
    long fetchedBytes,
    long arrayBytes,
    long storedBytes,
    Map<String, Double> phaseSeconds,
    double seconds,
    long peakMemoryBytes,
    long predictedPeakMemoryBytes,
    List<String> notices,
    List<FailedFile> failedFiles) {

  /**
   * A source file that could not be read.
   *
   * @param treated what became of it: {@code skipped} or {@code filled}
   */
  public record FailedFile(String url, String reason, String treated) {}

  public RunFacts {
    phaseSeconds = Collections.unmodifiableMap(new LinkedHashMap<>(phaseSeconds));
    notices = List.copyOf(notices);
    failedFiles = List.copyOf(failedFiles);
  }
}
