package org.arcoforge.archive;

/** What a file is by its first bytes. Its name is never asked. */
public enum ArchiveKind {
  /** A zip archive, perhaps an empty one. One with a program in front of it is {@link #OTHER}. */
  ZIP,
  /** A tar archive that is not packed. */
  TAR,
  /** Packed by gzip, bzip2 or xz: one file or a tar archive. */
  COMPRESSED,
  /** None of these. */
  OTHER;

  /**
   * Returns what the file is that begins with {@code head}.
   *
   * @param head the first bytes; fewer than 512 only if the file is shorter
   */
  public static ArchiveKind of(byte[] head) {
    if (TarHeader.isOne(head)) {
      return TAR;
    }
    if (Packing.of(head).isPresent()) {
      return COMPRESSED;
    }
    return startsLikeZip(head) ? ZIP : OTHER;
  }

  private static boolean startsLikeZip(byte[] head) {
    if (head.length < 4 || head[0] != 'P' || head[1] != 'K') {
      return false;
    }
    int which = (head[2] << 8) | head[3];
    return which == 0x0304 || which == 0x0506 || which == 0x0708;
  }
}
