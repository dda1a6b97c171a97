package org.arcoforge.archive;

/**
 * A regular file in an archive.
 *
 * @param name its name as the archive says it, with {@code /} between segments
 * @param size its bytes when unpacked; -1 if unknown
 * @param packedSize the bytes that it takes in the archive, without headers; -1 if unknown
 */
public record Member(String name, long size, long packedSize) {}
