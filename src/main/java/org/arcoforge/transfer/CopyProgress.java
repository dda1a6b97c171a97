package org.arcoforge.transfer;

/**
 * How far a copy is.
 *
 * @param objects how many are copied, or found to be there
 * @param totalObjects how many there are, chunks that may be missing included
 * @param bytes those of {@code objects}
 * @param totalBytes -1 if the source cannot say
 */
public record CopyProgress(long objects, long totalObjects, long bytes, long totalBytes) {}
