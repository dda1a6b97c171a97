package org.arcoforge.source;

import org.arcoforge.fetch.Checksum;
import org.jspecify.annotations.Nullable;

/**
 * A source file, and the download that brings it.
 *
 * @param source what the recipe calls it, whole, with members
 * @param record the pinned reference of the record that it is from; empty if it is from none
 * @param name of the downloaded file in the record; empty if it is from none
 * @param member the path in the downloaded archive; empty if the file itself is meant; those of
 *     archives in archives are joined by {@code !/}
 * @param size of the downloaded file in bytes; -1 if it is not known
 * @param checksum of the downloaded file; null if it is not known
 * @param url of the download, without secrets
 */
public record LockedFile(
    String source,
    String record,
    String name,
    String member,
    long size,
    @Nullable Checksum checksum,
    String url) {
  /** Checks that the parts are there and agree. */
  public LockedFile {
    require(!source.isEmpty(), source, "it has no source");
    require(!url.isEmpty(), source, "it has no URL");
    require(size >= -1, source, "its size is " + size);
    require(
        record.isEmpty() == name.isEmpty(),
        source,
        "its record is '%s' and its name '%s'".formatted(record, name));
  }

  private static void require(boolean legal, String source, String reason) {
    if (!legal) {
      throw new IllegalArgumentException(
          "Cannot lock source file '%s': %s.".formatted(source, reason));
    }
  }
}
