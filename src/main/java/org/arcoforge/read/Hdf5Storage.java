package org.arcoforge.read;

import io.jhdf.Superblock;
import io.jhdf.storage.HdfBackingStorage;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;

/**
 * An HDF5 file's bytes by HDF5 address, as jHDF asks for them, too.
 *
 * <p>Counts what is read as metadata: a structure that runs in circles ends in an error.
 */
final class Hdf5Storage implements HdfBackingStorage {
  /** No more than this may be read of a structure: many times of what it can hold. */
  private static final long SLACK = 64L << 20;

  private final FileBytes file;
  private final Superblock superblock;
  private long budget;

  Hdf5Storage(FileBytes file, Superblock superblock) {
    this.file = file;
    this.superblock = superblock;
    this.budget = SLACK + 8 * file.length();
  }

  FileBytes file() {
    return file;
  }

  /** Allows for the reading of another structure. */
  void startStructure() {
    budget = SLACK + 8 * file.length();
  }

  /** Returns the position in the file of an HDF5 address. */
  long position(long address) {
    return address + superblock.getBaseAddressByte();
  }

  /** Returns {@code count} bytes of metadata at {@code address}, little-endian. */
  ByteBuffer read(long address, long count) throws IOException {
    budget -= count + 512;
    if (budget < 0) {
      throw new IOException("its structure runs in circles");
    }
    return file.read(position(address), count);
  }

  @Override
  public ByteBuffer readBufferFromAddress(long address, int length) {
    try {
      return read(address, length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public ByteBuffer map(long address, long length) {
    return readBufferFromAddress(address, Math.toIntExact(length));
  }

  @Override
  public ByteBuffer mapNoOffset(long address, long length) {
    return map(address - superblock.getBaseAddressByte(), length);
  }

  @Override
  public long getUserBlockSize() {
    return superblock.getBaseAddressByte();
  }

  @Override
  public Superblock getSuperblock() {
    return superblock;
  }

  @Override
  public FileChannel getFileChannel() {
    return file.channel();
  }

  @Override
  public int getSizeOfOffsets() {
    return superblock.getSizeOfOffsets();
  }

  @Override
  public int getSizeOfLengths() {
    return superblock.getSizeOfLengths();
  }

  @Override
  public void close() {}

  @Override
  public long size() {
    return file.length();
  }

  @Override
  public boolean inMemory() {
    return false;
  }
}
