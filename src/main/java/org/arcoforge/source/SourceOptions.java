package org.arcoforge.source;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;
import org.arcoforge.store.StoreAccess;
import org.arcoforge.store.Stores;

/**
 * How source files are found. Holds names of secrets, never secrets.
 *
 * @param folder what relative paths are relative to; absolute
 * @param cache the folder of the cache; absolute, or empty where each machine chooses its own
 * @param run the name of the run that uses the cache; see {@link SourceRun}
 * @param lock the path of the lock file, or its URI where other machines read it; empty if there is
 *     none
 * @param cacheBytes how large the cache may grow by what no run needs; 0 for any size
 * @param access how servers and buckets are reached; its mirrors may begin with anything that a
 *     recipe calls a file
 * @param limits {@code HOST=STREAMS[/REQUESTS]}: at most so many downloads at a time, and requests
 *     a minute
 * @param sharedCache the URL of a folder in a bucket, of gs or s3, where machines share what they
 *     fetched; empty if there is none
 * @param refetches whether the cache may also lose what the run itself needs, and fetch it again:
 *     on a machine that is there for one run only
 */
public record SourceOptions(
    String folder,
    String cache,
    String run,
    String lock,
    long cacheBytes,
    StoreAccess access,
    List<String> limits,
    String sharedCache,
    boolean refetches)
    implements Serializable {
  public SourceOptions {
    limits = List.copyOf(limits);
  }

  /** Makes options without a shared cache. */
  public SourceOptions(
      String folder,
      String cache,
      String run,
      String lock,
      long cacheBytes,
      StoreAccess access,
      List<String> limits) {
    this(folder, cache, run, lock, cacheBytes, access, limits, "", false);
  }

  /** Returns options for files relative to {@code folder}, with nothing but a cache. */
  public static SourceOptions in(String folder, String cache) {
    return new SourceOptions(folder, cache, "", "", 0, StoreAccess.USUAL, List.of());
  }

  /**
   * Returns this.
   *
   * @throws IllegalArgumentException if a mirror, a credential, a limit or a cache is not one
   */
  public SourceOptions checked() {
    if (!sharedCache.isEmpty()) {
      Stores.open(sharedCache, access);
    }
    FetchSettings.of(this, Path.of(cache));
    return this;
  }

  /** Returns this for another folder. */
  public SourceOptions withFolder(String other) {
    return new SourceOptions(
        other, cache, run, lock, cacheBytes, access, limits, sharedCache, refetches);
  }

  /** Returns this with another lock file. */
  public SourceOptions withLock(String other) {
    return new SourceOptions(
        folder, cache, run, other, cacheBytes, access, limits, sharedCache, refetches);
  }

  /**
   * Returns this with a shared cache.
   *
   * @param url of a folder in a bucket
   */
  public SourceOptions withSharedCache(String url) {
    return new SourceOptions(folder, cache, run, lock, cacheBytes, access, limits, url, refetches);
  }

  SourceOptions withRun(String other) {
    return new SourceOptions(
        folder, cache, other, lock, cacheBytes, access, limits, sharedCache, refetches);
  }

  /** Returns this with another way to reach servers and buckets. */
  public SourceOptions withAccess(StoreAccess other) {
    return new SourceOptions(
        folder, cache, run, lock, cacheBytes, other, limits, sharedCache, refetches);
  }

  /**
   * Returns this for a machine that is there for one run.
   *
   * @param other its folder for the cache
   * @param bytes how large the cache may grow
   */
  SourceOptions withOwnCache(String other, long bytes) {
    return new SourceOptions(folder, other, run, lock, bytes, access, limits, sharedCache, true);
  }
}
