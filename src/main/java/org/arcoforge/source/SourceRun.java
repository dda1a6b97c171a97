package org.arcoforge.source;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.UUID;
import org.arcoforge.fetch.FileLocks;

/**
 * A run that uses the cache. While it lasts, the cache keeps what the run uses; when it is over, or
 * its process has died, that may be removed.
 */
public final class SourceRun implements Closeable {
  private final SourceOptions options;
  private final Path lock;
  private final FileLocks.Held held;

  private SourceRun(SourceOptions options, Path lock, FileLocks.Held held) {
    this.options = options;
    this.lock = lock;
    this.held = held;
  }

  /** Starts a run with these options. */
  public static SourceRun start(SourceOptions options) throws IOException {
    String run = UUID.randomUUID().toString();
    Path lock = new SourceCache(Path.of(options.cache()), run).runs().resolve(run + ".lock");
    try {
      return new SourceRun(options.withRun(run), lock, FileLocks.lock(lock));
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      throw new IOException(
          "Cannot use cache %s: %s. Choose another with --cache."
              .formatted(options.cache(), reason(e)),
          e);
    }
  }

  private static String reason(IOException e) {
    return e instanceof FileSystemException f && f.getReason() != null
        ? f.getReason()
        : e.getClass().getSimpleName();
  }

  /** Returns the options with which to find files in this run. */
  public SourceOptions options() {
    return options;
  }

  /** Returns a file that lasts as long as the run, for what its workers must know. */
  public Path file(String name) throws IOException {
    return Files.createDirectories(folder(lock)).resolve(name);
  }

  private static Path folder(Path lock) {
    String name = lock.getFileName().toString();
    return lock.resolveSibling(name.substring(0, name.length() - ".lock".length()));
  }

  @Override
  public void close() throws IOException {
    try {
      CachedFiles.deleteFolder(folder(lock));
      Files.deleteIfExists(lock);
    } finally {
      held.close();
    }
  }
}
