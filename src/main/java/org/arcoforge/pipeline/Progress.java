package org.arcoforge.pipeline;

/**
 * How far a run is.
 *
 * @param files how many files there are
 * @param bytesFetched bytes that came over the network so far
 * @param units how many units there are; 0 until the plan stands
 * @param arrayBytes bytes of all arrays before compression; 0 until the plan stands
 * @param storedBytesWritten bytes of all chunks in the store so far
 */
public record Progress(
    long files,
    long filesIndexed,
    long bytesFetched,
    long units,
    long unitsWritten,
    long arrayBytes,
    long arrayBytesWritten,
    long storedBytesWritten) {}
