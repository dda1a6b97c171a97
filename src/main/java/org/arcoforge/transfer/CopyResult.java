package org.arcoforge.transfer;

/**
 * What a copy did.
 *
 * @param objects of the store that is there now
 * @param bytes of these
 * @param objectsThere how many of them were there before, equal
 * @param bytesThere of these
 * @param missingChunks how many chunks the source lacks of those that its arrays have room for,
 *     which is allowed; known only of a source that cannot list, else 0
 * @param objectsDeleted how many objects of an old store were removed that the new one lacks
 */
public record CopyResult(
    long objects,
    long bytes,
    long objectsThere,
    long bytesThere,
    long missingChunks,
    long objectsDeleted) {

  /** Returns whether the whole store was there before. */
  public boolean wasThere() {
    return objects == objectsThere && objectsDeleted == 0;
  }
}
