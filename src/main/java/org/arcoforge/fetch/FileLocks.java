package org.arcoforge.fetch;

import java.io.Closeable;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Exclusive locks on files, between the threads of this process and between processes. The system
 * releases them when a process ends, however it ends. Lock files stay.
 */
public final class FileLocks {
  /**
   * The one thing that all threads of a process must share: the system drops all locks that a
   * process has on a file as soon as the process closes any channel on it, so a file that is locked
   * here must not be opened again.
   */
  private static final FileLocks OF_THIS_PROCESS = new FileLocks();

  /** How often to look whether another process has released a lock. */
  private static final long LOOK_AGAIN_MILLIS = 20;

  private final Set<Path> taken = new HashSet<>();

  private FileLocks() {}

  /** A lock that is held until it is closed. Closing it again does nothing. */
  public interface Held extends Closeable {
    @Override
    void close() throws IOException;
  }

  /**
   * Waits until nobody else holds the lock {@code file}, which is made if needed, and takes it. Not
   * reentrant.
   *
   * @throws InterruptedIOException if the thread is interrupted while it waits
   */
  public static Held lock(Path file) throws IOException {
    return lockAny(List.of(file));
  }

  /** Takes the lock {@code file} if nobody holds it; else returns null. */
  public static @Nullable Held tryLock(Path file) throws IOException {
    return OF_THIS_PROCESS.tryTake(real(file));
  }

  /** Waits for the first of {@code files} that is free, and takes it. */
  static Held lockAny(List<Path> files) throws IOException {
    List<Path> reals = new ArrayList<>();
    for (Path file : files) {
      reals.add(real(file));
    }
    return OF_THIS_PROCESS.take(reals);
  }

  private static Path real(Path file) throws IOException {
    Path absolute = file.toAbsolutePath().normalize();
    Path folder = absolute.getParent();
    if (folder == null) {
      throw new IOException("Cannot lock %s: it is not a file.".formatted(file));
    }
    Files.createDirectories(folder);
    return folder.toRealPath().resolve(absolute.getFileName());
  }

  private synchronized Held take(List<Path> files) throws IOException {
    while (true) {
      for (Path file : files) {
        Held held = tryTake(file);
        if (held != null) {
          return held;
        }
      }
      try {
        wait(LOOK_AGAIN_MILLIS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new InterruptedIOException("Cannot go on: interrupted while waiting for a lock.");
      }
    }
  }

  private synchronized @Nullable Held tryTake(Path file) throws IOException {
    if (!taken.add(file)) {
      return null;
    }
    boolean locked = false;
    FileChannel channel = null;
    try {
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      FileLock lock = channel.tryLock();
      locked = lock != null;
      return lock == null ? null : held(file, channel);
    } catch (OverlappingFileLockException e) {
      return null;
    } finally {
      if (!locked) {
        taken.remove(file);
        if (channel != null) {
          channel.close();
        }
      }
    }
  }

  private Held held(Path file, FileChannel channel) {
    return () -> {
      synchronized (FileLocks.this) {
        if (channel.isOpen()) {
          try {
            channel.close();
          } finally {
            taken.remove(file);
            notifyAll();
          }
        }
      }
    };
  }
}
