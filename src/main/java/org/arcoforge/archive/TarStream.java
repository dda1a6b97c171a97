package org.arcoforge.archive;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;

/**
 * Reads tar archives, plain or packed by gzip, bzip2 or xz, from their first byte to their last.
 */
public final class TarStream {
  private static final int BUFFER_BYTES = 1 << 16;

  private TarStream() {}

  /** Is given the members of an archive, one after another. */
  @FunctionalInterface
  public interface Visitor {
    /**
     * Is called for each regular file, in the order of the archive. A name can come more than once;
     * tar says that the last is valid.
     *
     * @param bytes ends with the member, and is closed after this call; need not be read
     * @throws IOException to end the reading
     */
    void visit(Member member, InputStream bytes) throws IOException;

    /**
     * Is called for each entry that is no regular file. Does nothing unless it is overridden.
     *
     * @param what what it is, such as {@code a symbolic link to 'a.nc'}
     * @throws IOException to end the reading
     */
    default void skipped(String name, String what) throws IOException {}
  }

  /**
   * Visits the members of the archive {@code stream}, and reads it to its very end, so that a
   * checksum over it is whole. Does not close it. How it is packed is found by its first bytes.
   *
   * <p>A plain tar archive has checksums of its headers only. It need not have an end mark.
   *
   * @param label what messages call the archive
   * @throws IOException if it is no tar archive, or is cut or damaged; if it holds sparse files, or
   *     names or links that lead outside, names of more than 4096 bytes, pax headers of more than 1
   *     MiB, or members behind its end mark; if it unpacks to more than a file of its size can
   */
  public static void read(InputStream stream, String label, Visitor visitor) throws IOException {
    BufferedInputStream buffered = new BufferedInputStream(stream, BUFFER_BYTES);
    buffered.mark(TarHeader.BLOCK_BYTES);
    byte[] head = buffered.readNBytes(TarHeader.BLOCK_BYTES);
    buffered.reset();
    if (ArchiveKind.of(head) == ArchiveKind.COMPRESSED) {
      try (InputStream tar = Unpacking.of(buffered, label, false, Packing.FLOOR_BYTES)) {
        new TarReader(tar, label, true).read(visitor);
        drain(tar);
      }
    } else {
      new TarReader(buffered, label, false).read(visitor);
    }
    drain(buffered);
  }

  private static void drain(InputStream stream) throws IOException {
    byte[] passed = new byte[BUFFER_BYTES];
    while (stream.read(passed) >= 0) {}
  }
}
