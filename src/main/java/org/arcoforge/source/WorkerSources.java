package org.arcoforge.source;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import org.arcoforge.fetch.FileLocks;
import org.arcoforge.store.Store;
import org.arcoforge.store.StoreAccess;
import org.arcoforge.store.StoreKey;
import org.arcoforge.store.Stores;

/**
 * Source files on machines other than that which starts a run. Each has a cache of its own on its
 * disk, of which half is used at most, and reads the lock file from where the run has put it.
 */
public final class WorkerSources {
  private static final StoreKey LOCK = new StoreKey("sources.lock.json");

  /** What a process has set up, by run: its threads share one cache. */
  private static final ConcurrentMap<String, SettledRun> OF_THIS_PROCESS =
      new ConcurrentHashMap<>();

  /** A run on this machine, and the lock by which others know that it lasts. */
  private record SettledRun(SourceOptions options, FileLocks.Held held) {}

  private WorkerSources() {}

  /**
   * Returns options that mean the same on every machine, after putting the lock file of {@code
   * options} where all can read it.
   *
   * @param work URI of a folder in a bucket, of this run only
   * @param access how workers reach servers and buckets
   * @param sharedCache URI of a folder in a bucket where workers share what they fetched
   * @param hosts where the files come from
   * @param machines how many may fetch at the same time
   */
  public static SourceOptions travelling(
      SourceOptions options,
      String work,
      StoreAccess access,
      String sharedCache,
      SourceHosts hosts,
      int machines)
      throws IOException {
    String lock = "";
    if (!options.lock().isEmpty()) {
      byte[] document = Files.readAllBytes(Path.of(options.lock()));
      Stores.open(work, options.access()).put(LOCK, ByteBuffer.wrap(document));
      lock = work;
    }
    return new SourceOptions(
        "",
        "",
        options.run(),
        lock,
        options.cacheBytes(),
        access,
        hosts.each(machines),
        sharedCache,
        true);
  }

  /**
   * Returns {@code travelled} for this machine. The first call in a process makes a cache in the
   * folder for temporary files, and fetches the lock file; later ones return the same.
   */
  public static SourceOptions settled(SourceOptions travelled) throws IOException {
    try {
      return OF_THIS_PROCESS
          .computeIfAbsent(
              travelled.run(),
              run -> {
                try {
                  return settle(travelled);
                } catch (IOException e) {
                  throw new UncheckedIOException(e);
                }
              })
          .options();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static SettledRun settle(SourceOptions travelled) throws IOException {
    Path folder = Files.createTempDirectory("arcoforge-");
    long disk = Files.getFileStore(folder).getUsableSpace() / 2;
    long bytes = travelled.cacheBytes() == 0 ? disk : Math.min(disk, travelled.cacheBytes());
    SourceOptions options = travelled.withOwnCache(folder.toString(), bytes);
    if (!travelled.lock().isEmpty()) {
      Store work = Stores.open(travelled.lock(), travelled.access());
      byte[] document =
          work.get(LOCK)
              .orElseThrow(
                  () ->
                      new IOException(
                          "Cannot find the source files: %s is not in %s any more. Run it again."
                              .formatted(LOCK, work)));
      Path lock = folder.resolve(LOCK.path());
      Files.write(lock, document);
      options = options.withLock(lock.toString());
    }
    Path runs = Files.createDirectories(new SourceCache(folder, travelled.run()).runs());
    return new SettledRun(options, FileLocks.lock(runs.resolve(travelled.run() + ".lock")));
  }
}
