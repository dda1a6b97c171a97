package org.arcoforge.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import org.arcoforge.fetch.FileLocks;
import org.jspecify.annotations.Nullable;

/** What is in a cache, and its removal. */
public final class CachedFiles {
  private final Path folder;
  private final String run;
  private final SourceCache cache;

  /**
   * A file of the cache.
   *
   * @param source where it came from
   * @param used when it was asked for last
   * @param inUse whether a run that has not ended needs it
   */
  public record CachedFile(String key, String source, long bytes, Instant used, boolean inUse) {}

  /**
   * What was removed.
   *
   * @param left the size of what is still there, in bytes
   */
  public record Removal(int files, long bytes, long left) {}

  /** Looks at the cache in {@code folder}, which need not exist. */
  public CachedFiles(Path folder) {
    this(folder, "");
  }

  /**
   * Looks at the cache as {@code run} does, which can spare what it needs itself: it fetches that
   * again.
   */
  CachedFiles(Path folder, String run) {
    this.folder = folder;
    this.run = run;
    this.cache = new SourceCache(folder, run);
  }

  /** Returns all files, the one used last first. */
  public List<CachedFile> list() throws IOException {
    Set<String> inUse = inUse();
    List<CachedFile> found = new ArrayList<>();
    for (Path path : children(cache.files())) {
      String key = path.getFileName().toString();
      if (!key.endsWith(".json")) {
        @Nullable CachedFile file = describe(path, key, inUse.contains(key));
        if (file != null) {
          found.add(file);
        }
      }
    }
    found.sort(Comparator.comparing(CachedFile::used).reversed());
    return found;
  }

  private @Nullable CachedFile describe(Path path, String key, boolean inUse) throws IOException {
    try {
      Path sidecar = path.resolveSibling(key + ".json");
      Instant used = Files.getLastModifiedTime(Files.exists(sidecar) ? sidecar : path).toInstant();
      String source = cache.facts(key).map(SourceCache.Facts::source).orElse("");
      return new CachedFile(key, source, Files.size(path), used, inUse);
    } catch (NoSuchFileException e) {
      return null;
    }
  }

  /**
   * Removes the files used least recently until the rest takes no more than {@code most} bytes.
   * What a run that has not ended needs stays, also beyond that.
   */
  public Removal shrink(long most) throws IOException {
    if (!Files.isDirectory(folder)) {
      return new Removal(0, 0, 0);
    }
    try (FileLocks.Held held = cache.lockRemoval()) {
      return remove(most);
    }
  }

  private Removal remove(long most) throws IOException {
    int files = 0;
    long bytes = 0;
    List<CachedFile> all = list();
    long left = all.stream().mapToLong(CachedFile::bytes).sum();
    int newest = run.isEmpty() ? 0 : 1; // Who asks may not have opened it yet.
    for (int i = all.size() - 1; i >= newest && left > most; i--) {
      CachedFile file = all.get(i);
      if (!file.inUse()) {
        cache.remove(file.key());
        left -= file.bytes();
        bytes += file.bytes();
        files++;
      }
    }
    return new Removal(files, bytes, left);
  }

  /** Removes what no run needs: files, parts of files, and what runs that died have left. */
  public Removal clean() throws IOException {
    if (!Files.isDirectory(folder)) {
      return new Removal(0, 0, 0);
    }
    try (FileLocks.Held removal = cache.lockRemoval()) {
      Removal removed = remove(0);
      for (Path part : children(folder.resolve("partial"))) {
        String key = part.getFileName().toString().replaceAll("\\..*$", "");
        try (FileLocks.@Nullable Held held = FileLocks.tryLock(lockOf(key))) {
          if (held != null) {
            Files.deleteIfExists(part);
          }
        }
      }
      return removed;
    }
  }

  private Path lockOf(String key) throws IOException {
    return Files.createDirectories(folder.resolve("locks")).resolve(key);
  }

  /** Returns the keys that runs need; forgets runs whose process is gone. */
  private Set<String> inUse() throws IOException {
    Set<String> keys = new HashSet<>();
    for (Path path : children(cache.runs())) {
      if (!Files.isDirectory(path) || path.getFileName().toString().equals(run)) {
        continue;
      }
      Path lock = path.resolveSibling(path.getFileName() + ".lock");
      try (FileLocks.@Nullable Held gone = FileLocks.tryLock(lock)) {
        if (gone != null) {
          deleteFolder(path);
          Files.deleteIfExists(lock);
        } else {
          children(path).forEach(mark -> keys.add(mark.getFileName().toString()));
        }
      }
    }
    return keys;
  }

  private static List<Path> children(Path folder) throws IOException {
    try (Stream<Path> children = Files.list(folder)) {
      return children.toList();
    } catch (NoSuchFileException e) {
      return List.of();
    }
  }

  /** Deletes a folder of files, if it is there. */
  static void deleteFolder(Path folder) throws IOException {
    for (Path child : children(folder)) {
      Files.deleteIfExists(child);
    }
    Files.deleteIfExists(folder);
  }
}
