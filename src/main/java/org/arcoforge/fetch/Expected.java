package org.arcoforge.fetch;

import org.jspecify.annotations.Nullable;

/**
 * What is known of a file before it is fetched.
 *
 * @param size in bytes; -1 = unknown
 * @param checksum of all bytes; null = unknown
 */
public record Expected(long size, @Nullable Checksum checksum) {
  /** Nothing is known. */
  public static final Expected NOTHING = new Expected(-1, null);
}
