package org.arcoforge.pipeline;

import java.util.List;
import java.util.Map;
import java.util.Set;
import org.arcoforge.plan.TreatedFile;
import org.arcoforge.zarr.GroupMetadata;

/**
 * What a finished run did.
 *
 * @param metadata of the store, as read back from it
 * @param progress the final counts
 * @param sourceBytes size of all source files
 * @param chunks how many chunks the store has
 * @param predictedPeakBytes the plan's forecast of the process's peak memory
 * @param phaseSeconds wall seconds by phase, in their order
 * @param notices what was left out, converted or filled because files differ, and what to know, as
 *     sentences
 * @param failedFiles the source files that the store lists as skipped or filled
 * @param repairedFiles how many such files the run took into the store that was there
 */
public record BakeResult(
    GroupMetadata metadata,
    Progress progress,
    long sourceBytes,
    long chunks,
    long predictedPeakBytes,
    Map<String, Double> phaseSeconds,
    Set<String> notices,
    List<TreatedFile> failedFiles,
    int repairedFiles) {}
