package org.arcoforge.archive;

/**
 * An entry of the central directory.
 *
 * @param rawName its name as bytes of the directory, for comparison with the local header
 * @param offset where in the channel its local header starts
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
record ZipEntryRecord(
    String name,
    byte[] rawName,
    int flags,
    int method,
    long crc,
    long size,
    long packedSize,
    long offset,
    Kind kind) {
  /** What an entry is. */
  enum Kind {
    FILE("a file"),
    DIRECTORY("a directory"),
    LINK("a symbolic link"),
    DEVICE("a device");

    private final String text;

    Kind(String text) {
      this.text = text;
    }

    @Override
    public String toString() {
      return text;
    }
  }

  private static final int LOCAL_BYTES = 30;

  boolean isEncrypted() {
    return (flags & 1) != 0;
  }

  /** Returns whether the local header leaves sizes and checksum to a record behind the data. */
  boolean isDeferred() {
    return (flags & 8) != 0;
  }

  /** Returns the least end of its data in the channel (exclusive): local extra fields add to it. */
  long leastEnd() {
    return offset + LOCAL_BYTES + rawName.length + packedSize;
  }

  Member member() {
    return new Member(name, size, packedSize);
  }
}
