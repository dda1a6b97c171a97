package org.arcoforge.source;

import org.arcoforge.fetch.Checksum;
import org.jspecify.annotations.Nullable;

/**
 * A file of a record.
 *
 * @param name as the repository has it, not percent-encoded; may hold slashes
 * @param size in bytes; -1 if it is not known
 * @param checksum null if the repository gives none
 * @param url where its bytes are, percent-encoded
 * @param access who may download it from there
 */
public record ResolvedFile(
    String name, long size, @Nullable Checksum checksum, String url, Access access) {

  /** Whether the repository hands a file out. */
  public enum Access {
    OPEN,
    /** The repository has only a link to another server, and vouches for nothing. */
    LINK,
    /** Only with permission. */
    RESTRICTED
  }

  /** A file that everybody may download. */
  public ResolvedFile(String name, long size, @Nullable Checksum checksum, String url) {
    this(name, size, checksum, url, Access.OPEN);
  }
}
