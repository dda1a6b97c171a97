package org.arcoforge.source;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.arcoforge.fetch.Checksum;
import org.arcoforge.fetch.Mirrors;
import org.arcoforge.store.StoreAccess;
import org.jspecify.annotations.Nullable;

/** Asks for source files as runs do, and looks into the cache behind its back. */
final class FoundFiles {
  private FoundFiles() {}

  static SourceOptions options(Path folder, String... mirrors) {
    return new SourceOptions(
        folder.toString(),
        folder.resolve("cache").toString(),
        "",
        "",
        0,
        new StoreAccess(List.of(), "", List.of(mirrors), List.of()),
        List.of("127.0.0.1=4", "zenodo.org=4"));
  }

  static BucketFiles noBuckets() {
    return new BucketFiles(
        uri -> {
          throw new IllegalArgumentException(uri);
        },
        Mirrors.NONE,
        bytes -> {},
        1);
  }

  static SourceOptions bounded(SourceOptions o, long cacheBytes) {
    return new SourceOptions(
        o.folder(), o.cache(), o.run(), o.lock(), cacheBytes, o.access(), o.limits());
  }

  /** Returns the bytes of {@code sources}, asked for in a run of their own. */
  static List<byte[]> inOneRun(SourceOptions options, String... sources) throws IOException {
    try (SourceRun run = SourceRun.start(options)) {
      return in(run, sources);
    }
  }

  static List<byte[]> in(SourceRun run, String... sources) throws IOException {
    List<byte[]> found = new ArrayList<>();
    try (SourceFiles files = new SourceFiles(run.options(), List.of(sources), bytes -> {})) {
      for (String source : sources) {
        found.add(Files.readAllBytes(files.find(source)));
      }
    }
    return found;
  }

  /** Does {@code work} in so many threads that start together; returns what each made. */
  static <T> List<T> inThreads(int threads, Callable<T> work) throws Exception {
    ExecutorService pool = Executors.newFixedThreadPool(threads);
    try {
      CyclicBarrier start = new CyclicBarrier(threads);
      List<Future<T>> futures = new ArrayList<>();
      for (int i = 0; i < threads; i++) {
        futures.add(
            pool.submit(
                () -> {
                  start.await(20, TimeUnit.SECONDS);
                  return work.call();
                }));
      }
      List<T> made = new ArrayList<>();
      for (Future<T> future : futures) {
        made.add(future.get(60, TimeUnit.SECONDS));
      }
      return made;
    } catch (ExecutionException e) {
      throw e.getCause() instanceof Exception cause ? cause : e;
    } finally {
      pool.shutdownNow();
    }
  }

  /** Locks single files: those of {@code url} with this size and checksum. */
  static SourceOptions locked(
      SourceOptions options, String url, long size, @Nullable Checksum checksum)
      throws IOException {
    int members = url.indexOf("!/");
    return locked(
        options,
        new LockedFile(
            url,
            "",
            "",
            members < 0 ? "" : url.substring(members + 2),
            size,
            checksum,
            members < 0 ? url : url.substring(0, members)));
  }

  static SourceOptions locked(SourceOptions options, LockedFile... files) throws IOException {
    Path lock = Files.createTempFile(Path.of(options.folder()), "sources", ".lock.json");
    SourceLock.of(List.of(), java.util.Map.of(), List.of(files)).write(lock);
    return options.withLock(lock.toString());
  }

  /** Returns the names in a folder of the cache, none if it is not there. */
  static List<String> names(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      return List.of();
    }
    try (Stream<Path> paths = Files.list(folder)) {
      return paths.map(path -> path.getFileName().toString()).sorted().toList();
    }
  }

  /** Returns the only file of the cache whose name starts with {@code start}; not its sidecar. */
  static Path entry(Path folder, String start) throws IOException {
    Path files = folder.resolve("cache/files");
    List<String> names =
        names(files).stream().filter(n -> n.startsWith(start) && !n.endsWith(".json")).toList();
    if (names.size() != 1) {
      throw new IOException("There is not one entry of " + start + " in " + names(files));
    }
    return files.resolve(names.get(0));
  }
}
