package org.arcoforge.store;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

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

  /** How often a file is given its place. */
  private static final int PLACINGS = 20;

  /** A temporary file that nobody has written to for so long is of a process that died. */
  private static final Duration DEAD = Duration.ofHours(1);

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
    put(key, bytes, LocalStore::move);
  }

  @Override
  public boolean putNew(StoreKey key, ByteBuffer bytes) throws IOException {
    try {
      put(key, bytes, LocalStore::link);
      return true;
    } catch (IOException e) {
      if (e.getCause() instanceof FileAlreadyExistsException) {
        return false;
      }
      throw e;
    }
  }

  /** Gives a file its place. */
  private interface Placing {
    void place(Path temporary, Path path) throws IOException;
  }

  private void put(StoreKey key, ByteBuffer bytes, Placing placing) throws IOException {
    Path path = path(key);
    // All in one folder, so that those of a dead process are found without a walk.
    Path temporary = root.resolve("." + UUID.randomUUID() + TEMPORARY);
    try {
      write(temporary, bytes);
      place(placing, temporary, path);
    } catch (IOException e) {
      try {
        Files.deleteIfExists(temporary);
      } catch (IOException left) {
        e.addSuppressed(left);
      }
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

  /** Makes the folder if need be, again if others, who delete its last object, take it away. */
  private static void place(Placing placing, Path temporary, Path path) throws IOException {
    for (int attempt = 1; ; attempt++) {
      try {
        placing.place(temporary, path);
        return;
      } catch (NoSuchFileException e) {
        if (attempt == PLACINGS || !Files.exists(temporary)) {
          throw e;
        }
      }
      Files.createDirectories(path.getParent());
    }
  }

  private static void move(Path temporary, Path path) throws IOException {
    Files.move(
        temporary, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
  }

  /** As {@link #move}, but fails if the path is there. */
  private static void link(Path temporary, Path path) throws IOException {
    try {
      Files.createLink(path, temporary);
    } catch (UnsupportedOperationException e) {
      Files.move(temporary, path); // Two at once are not told apart.
    }
    Files.deleteIfExists(temporary);
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
  public List<StoredObject> objects(String prefix) throws IOException {
    requireFolder();
    if (!Files.isDirectory(root)) {
      return List.of();
    }
    int slash = prefix.lastIndexOf('/');
    Path start = slash < 0 ? root : path(new StoreKey(prefix.substring(0, slash)));
    if (!Files.isDirectory(start)) {
      return List.of();
    }
    List<StoredObject> objects = new ArrayList<>();
    Files.walkFileTree(
        start,
        EnumSet.of(FileVisitOption.FOLLOW_LINKS),
        Integer.MAX_VALUE,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path path, BasicFileAttributes attributes) {
            String name = root.relativize(path).toString().replace('\\', '/');
            if (name.startsWith(prefix)
                && !name.endsWith(TEMPORARY)
                && attributes.isRegularFile()) {
              objects.add(new StoredObject(new StoreKey(name), attributes.size(), "", ""));
            }
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult visitFileFailed(Path path, IOException e) throws IOException {
            if (e instanceof NoSuchFileException) {
              return FileVisitResult.CONTINUE; // Deleted or put in its place by another meanwhile.
            }
            throw e;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path path, @Nullable IOException e)
              throws IOException {
            if (e != null && !(e instanceof NoSuchFileException)) {
              throw e;
            }
            return FileVisitResult.CONTINUE;
          }
        });
    objects.sort(Comparator.comparing(StoredObject::key));
    return objects;
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

  private void removeTemporaries(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return;
    }
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.toList()) {
        if (file.getFileName().toString().endsWith(TEMPORARY) && isDead(file)) {
          Files.deleteIfExists(file);
        }
      }
    }
  }

  /** In the root are also the temporary files of others, who are about to move them. */
  private boolean isDead(Path temporary) {
    try {
      return !root.equals(temporary.getParent())
          || Files.getLastModifiedTime(temporary).toInstant().isBefore(Instant.now().minus(DEAD));
    } catch (IOException e) {
      return false;
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

  @Override
  public Identity identity() {
    return Identity.of("user " + System.getProperty("user.name"));
  }

  private Path path(StoreKey key) {
    return root.resolve(key.path());
  }

  @Override
  public String toString() {
    return root.toString();
  }
}
