package org.arcoforge.source;

import java.io.Serializable;
import java.nio.file.Path;
import java.util.List;

/**
 * How source files are found. Holds names of secrets, never secrets.
 *
 * @param folder what relative paths are relative to; absolute
 * @param cache the folder of the cache; absolute
 * @param run the name of the run that uses the cache; see {@link SourceRun}
 * @param lock the path of the lock file; empty if there is none
 * @param cacheBytes how large the cache may grow by what no run needs; 0 for any size
 * @param mirrors {@code FROM=TO}: URL prefixes and what replaces them
 * @param credentials {@code HOST=bearer:NAME} and such: see {@code FetchOptions}
 * @param limits {@code HOST=STREAMS[/REQUESTS]}: at most so many downloads at a time, and requests
 *     a minute
 */
public record SourceOptions(
    String folder,
    String cache,
    String run,
    String lock,
    long cacheBytes,
    List<String> mirrors,
    List<String> credentials,
    List<String> limits)
    implements Serializable {
  public SourceOptions {
    mirrors = List.copyOf(mirrors);
    credentials = List.copyOf(credentials);
    limits = List.copyOf(limits);
  }

  /** Returns options for files relative to {@code folder}, with nothing but a cache. */
  public static SourceOptions in(String folder, String cache) {
    return new SourceOptions(folder, cache, "", "", 0, List.of(), List.of(), List.of());
  }

  /**
   * Returns this.
   *
   * @throws IllegalArgumentException if a mirror, a credential or a limit is not one
   */
  public SourceOptions checked() {
    FetchSettings.of(this, Path.of(cache));
    return this;
  }

  /** Returns this for another folder. */
  public SourceOptions withFolder(String other) {
    return new SourceOptions(other, cache, run, lock, cacheBytes, mirrors, credentials, limits);
  }

  /** Returns this with another lock file. */
  public SourceOptions withLock(String other) {
    return new SourceOptions(folder, cache, run, other, cacheBytes, mirrors, credentials, limits);
  }

  SourceOptions withRun(String other) {
    return new SourceOptions(folder, cache, other, lock, cacheBytes, mirrors, credentials, limits);
  }
}
