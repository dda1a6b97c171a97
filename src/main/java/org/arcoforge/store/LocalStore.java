package org.arcoforge.store;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * A store in a directory: the object under {@code a/b} is the file {@code a/b}. A put writes a
 * temporary file in the directory and moves it to its place. Temporary files of a process that died
 * are not objects, are not listed and are removed with the last object of a folder. Symbolic links
 * are followed.
 */
public final class LocalStore implements Store {
  /** No object's name ends so. */
  private static final String TEMPORARY = ".partial";

  /** The JDK copies what it writes at once to memory outside the heap, and keeps that memory. */
  private static final int PIECE_BYTES = 1 << 20;

  private final Path root;

  /** Makes a store in {@code root}, which need not exist yet. Touches nothing. */
  public LocalStore(Path root) {
    this.root = root.toAbsolutePath().normalize();
  }

  @Override
  public Optional<byte[]> get(StoreKey key) throws IOException {
    Path path = path(key);
    try {
      return Optional.of(Files.readAllBytes(path));
    } catch (NoSuchFileException | NotDirectoryException e) {
      return Optional.empty();
    } catch (IOException e) {
      if (!Files.isRegularFile(path)) {
        return Optional.empty();
      }
      throw e;
    }
  }

  @Override
  public Optional<byte[]> get(StoreKey key, long offset, int length) throws IOException {
    Path path = path(key);
    if (!Files.isRegularFile(path)) {
      return Optional.empty();
    }
    try (FileChannel channel = FileChannel.open(path, StandardOpenOption.READ)) {
      int count = (int) Math.max(0, Math.min(length, channel.size() - offset));
      ByteBuffer buffer = ByteBuffer.allocate(count);
      while (buffer.hasRemaining() && channel.read(buffer, offset + buffer.position()) >= 0) {}
      return Optional.of(buffer.array());
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public void put(StoreKey key, ByteBuffer bytes) throws IOException {
    Path path = path(key);
    // All in one folder, so that those of a dead process are found without a walk.
    Path temporary = root.resolve("." + UUID.randomUUID() + TEMPORARY);
    try {
      write(temporary, bytes);
      move(temporary, path);
    } catch (IOException e) {
      Files.deleteIfExists(temporary);
      throw new IOException(
          "Cannot write to %s: %s. Check its permissions and the free space of its disk."
              .formatted(path, reason(e)),
          e);
    }
  }

  private static void write(Path path, ByteBuffer bytes) throws IOException {
    int start = bytes.position();
    try {
      writeNew(path, bytes);
    } catch (NoSuchFileException e) {
      Files.createDirectories(path.getParent());
      bytes.position(start);
      writeNew(path, bytes);
    }
  }

  private static void move(Path temporary, Path path) throws IOException {
    try {
      Files.move(
          temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } catch (NoSuchFileException e) {
      Files.createDirectories(path.getParent());
      Files.move(
          temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
  }

  private static void writeNew(Path path, ByteBuffer bytes) throws IOException {
    try (FileChannel channel =
        FileChannel.open(path, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      int end = bytes.limit();
      while (bytes.position() < end) {
        bytes.limit(Math.min(end, bytes.position() + PIECE_BYTES));
        channel.write(bytes);
      }
    }
  }

  @Override
  public List<StoreKey> list(String prefix) throws IOException {
    requireFolder();
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    int slash = prefix.lastIndexOf('/');
    Path start = slash < 0 ? root : path(new StoreKey(prefix.substring(0, slash)));
    if (!Files.isDirectory(start)) {
      return List.of();
    }
    try (Stream<Path> paths = Files.walk(start, FileVisitOption.FOLLOW_LINKS)) {
      return paths
          .filter(path -> !path.getFileName().toString().endsWith(TEMPORARY))
          .filter(Files::isRegularFile)
          .map(path -> root.relativize(path).toString().replace('\\', '/'))
          .filter(path -> path.startsWith(prefix))
          .map(StoreKey::new)
          .sorted()
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Checks that the nearest path that exists, of the root and all above it, is a directory. */
  private void requireFolder() throws IOException {
    Path there = root;
    while (there.getParent() != null && !Files.exists(there)) {
      there = there.getParent();
    }
    if (!Files.isDirectory(there)) {
      throw new IOException(
          "Cannot open store %s: %s is not a directory. Choose another path."
              .formatted(root, there.equals(root) ? "it" : there));
    }
  }

  @Override
  public void delete(StoreKey key) throws IOException {
    Path path = path(key);
    if (!Files.isRegularFile(path)) {
      return;
    }
    Files.deleteIfExists(path);
    for (Path folder = path.getParent();
        folder != null && !folder.equals(root);
        folder = folder.getParent()) {
      removeTemporaries(folder);
      try {
        Files.deleteIfExists(folder);
      } catch (IOException e) {
        return; // Not empty: other objects are in it.
      }
    }
    removeTemporaries(root);
  }

  private static void removeTemporaries(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        if (file.getFileName().toString().endsWith(TEMPORARY)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  private static String reason(IOException e) {
    if (e instanceof FileSystemException f && f.getReason() != null) {
      return f.getReason();
    }
    return e.getMessage() == null || e instanceof FileSystemException
        ? e.getClass().getSimpleName().replace("Exception", "").replaceAll("(?<=.)([A-Z])", " $1")
        : e.getMessage();
  }

  private Path path(StoreKey key) {
    return root.resolve(key.path());
  }

  @Override
  public String toString() {
    return root.toString();
  }
}
