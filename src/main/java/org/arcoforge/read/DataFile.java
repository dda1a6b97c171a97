package org.arcoforge.read;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.util.List;
import org.arcoforge.dataset.Dataset;
import org.jspecify.annotations.Nullable;

/**
 * An open local file. Close it.
 *
 * <p>Reads structure when opened, and values when asked. Not for several threads at once: open one
 * per thread.
 */
public final class DataFile implements AutoCloseable {
  private final FileBytes file;
  private final Container container;
  private final @Nullable ReadBuffers own;

  private DataFile(FileBytes file, Container container, @Nullable ReadBuffers own) {
    this.file = file;
    this.container = container;
    this.own = own;
  }

  /** Opens a file with buffers of its own; see {@link #open(Path, String, ReadBuffers)}. */
  public static DataFile open(Path path, String label) throws IOException {
    ReadBuffers own = new ReadBuffers();
    try {
      return open(path, label, own, own);
    } catch (IOException | RuntimeException e) {
      own.close();
      throw e;
    }
  }

  /**
   * Opens a netCDF-3 (classic, 64-bit offset), netCDF-4 or other HDF5 file.
   *
   * @param buffers shared with other files of the thread; it stays open when this is closed
   * @param label what messages call the file, such as its URL
   * @throws UnsupportedFileException if it is something else
   * @throws IOException if it cannot be read, or is damaged or cut short
   */
  public static DataFile open(Path path, String label, ReadBuffers buffers) throws IOException {
    return open(path, label, buffers, null);
  }

  /**
   * Opens a file by its bytes, wherever they are; see {@link #open(Path, String, ReadBuffers)}.
   *
   * @param channel closed when this is
   */
  public static DataFile open(FileChannel channel, String label) throws IOException {
    ReadBuffers own = new ReadBuffers();
    try {
      return open(FileBytes.of(channel, label), own, own);
    } catch (IOException | RuntimeException e) {
      own.close();
      throw e;
    }
  }

  private static DataFile open(
      Path path, String label, ReadBuffers buffers, @Nullable ReadBuffers own) throws IOException {
    return open(openBytes(path, label), buffers, own);
  }

  private static DataFile open(FileBytes file, ReadBuffers buffers, @Nullable ReadBuffers own)
      throws IOException {
    try {
      FileKind.Found found = FileKind.of(file);
      Container container =
          found.kind() == FileKind.HDF5
              ? Hdf5File.open(file, found.start(), buffers)
              : Netcdf3File.open(file, found.kind());
      return new DataFile(file, container, own);
    } catch (UnsupportedFileException e) {
      file.close();
      throw e;
    } catch (IOException | RuntimeException | StackOverflowError e) {
      file.close();
      throw Failures.cannot("open", file.label(), e);
    }
  }

  private static FileBytes openBytes(Path path, String label) throws IOException {
    try {
      return FileBytes.open(path, label);
    } catch (IOException e) {
      throw new IOException(
          "Cannot open %s: %s cannot be read (%s). Check that it exists and who may read it."
              .formatted(label, path, e.getClass().getSimpleName()),
          e);
    }
  }

  /** Returns the name of the format, for people, such as {@code netCDF-3 64-bit offset}. */
  public String format() {
    return container.format();
  }

  /** Returns the paths of all groups but the root, such as {@code science/grid}. */
  public List<String> groups() {
    return container.groups();
  }

  /**
   * Returns a group as a dataset; it can be read until this is closed.
   *
   * @param group its path; empty or {@code /} for the root
   * @throws IllegalArgumentException if there is no such group
   */
  public Dataset dataset(String group) {
    String path = group.replaceAll("^/+|/+$", "");
    if (!path.isEmpty() && !groups().contains(path)) {
      throw new IllegalArgumentException(
          "Cannot find group '%s' in %s: %s."
              .formatted(
                  group,
                  file.label(),
                  groups().isEmpty() ? "it has no groups" : "its groups are " + groups()));
    }
    return container.dataset(path);
  }

  /** Returns the file's length in bytes. */
  public long bytes() {
    return file.length();
  }

  @Override
  public void close() throws IOException {
    try {
      container.close();
    } finally {
      file.close();
      if (own != null) {
        own.close();
      }
    }
  }
}
