package org.arcoforge.fetch;

/**
 * A file that was downloaded whole and checked.
 *
 * @param size in bytes
 * @param checksum of all bytes, by the algorithm that was expected, else SHA-256
 * @param validator of the representation, as in {@link RemoteFile}
 * @param name as in {@link RemoteFile}
 */
public record Checked(long size, Checksum checksum, String validator, String name) {}
