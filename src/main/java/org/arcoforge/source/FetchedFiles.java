package org.arcoforge.source;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.arcoforge.fetch.Checked;
import org.arcoforge.fetch.Checksum;
import org.arcoforge.fetch.Expected;
import org.arcoforge.fetch.FetchOptions;
import org.arcoforge.fetch.Fetcher;
import org.arcoforge.fetch.FileLocks;
import org.arcoforge.fetch.RemoteFile;
import org.arcoforge.fetch.Urls;
import org.jspecify.annotations.Nullable;

/** Brings whole files from servers and buckets into the cache. For one thread. */
final class FetchedFiles implements Closeable {
  private final SourceCache cache;
  private final FetchOptions options;
  private final LongConsumer received;
  private final BucketFiles buckets;
  private final Map<String, RemoteFile> probed = new HashMap<>();
  private @Nullable Fetcher fetcher;
  private @Nullable BucketCache shared;

  /**
   * Makes it.
   *
   * @param received told how many bytes came over the network
   */
  FetchedFiles(
      SourceCache cache, FetchOptions options, BucketFiles buckets, LongConsumer received) {
    this.buckets = buckets;
    this.cache = cache;
    this.options = options;
    this.received = received;
  }

  /**
   * Asks {@code others} for files that are not here, and gives them those that were fetched, but
   * for those that are fetched with a login of --auth.
   */
  void share(BucketCache others) {
    shared = others;
  }

  /** Returns whether a file comes from a bucket, where nothing is read here and there. */
  private boolean isBucket(Origin.Remote remote) {
    return SourceReference.isBucket(buckets.place(remote.url()));
  }

  BucketFiles buckets() {
    return buckets;
  }

  Fetcher fetcher() {
    if (fetcher == null) {
      fetcher = new Fetcher(options);
    }
    return fetcher;
  }

  LongConsumer received() {
    return received;
  }

  /** Returns what the server says of a file; asks once. */
  RemoteFile probe(Origin.Remote remote) throws IOException {
    RemoteFile known = probed.get(remote.url());
    if (known == null) {
      known =
          isBucket(remote)
              ? buckets.probe(remote.url())
              : fetcher().probe(buckets.place(remote.url()));
      requireSize(remote, known.size());
      probed.put(remote.url(), known);
    }
    return known;
  }

  /** Returns the first {@code count} bytes, or all if there are fewer. */
  byte[] head(Origin.Remote remote, int count) throws IOException {
    if (isBucket(remote)) {
      return buckets.head(remote.url(), count);
    }
    RemoteFile file = probe(remote);
    long end = file.size() < 0 ? count : Math.min(count, file.size());
    try (InputStream stream = fetcher().open(file, 0, end, received)) {
      return stream.readNBytes(count);
    }
  }

  /** Returns the key of a file's content: its checksum where that is known. */
  String key(Origin.Remote remote) throws IOException {
    if (remote.checksum() != null) {
      return SourceCache.key(remote.checksum());
    }
    if (isBucket(remote)) {
      // What is fetched may be another version than what is listed.
      return cache.contentKey(whole(remote));
    }
    RemoteFile file = probe(remote);
    return file.validator().isEmpty()
        ? SourceCache.key("run", remote.url(), cache.run())
        : SourceCache.key("version", remote.url(), file.validator(), String.valueOf(file.size()));
  }

  /** Returns the whole file in the cache, after fetching it if it is not there. */
  Path whole(Origin.Remote remote) throws IOException {
    String key = SourceCache.key("url", remote.url());
    @Nullable Checksum checksum = remote.checksum();
    if (checksum != null) {
      return cache.obtain(
          SourceCache.key(checksum),
          partial -> {
            Optional<SourceCache.Facts> linked = cache.link(key, checksum, partial);
            return linked.isPresent() ? linked.get() : download(remote, partial);
          });
    }
    Optional<Path> asked = cache.isInUse(key) ? cache.find(key) : Optional.empty();
    if (asked.isPresent()) {
      return asked.get();
    }
    try (FileLocks.Held held = cache.lock(key)) {
      if (cache.isInUse(key) || isCurrent(key, remote)) {
        Optional<Path> known = cache.find(key);
        if (known.isPresent()) {
          return known.get();
        }
      }
      Path partial = cache.partial(key);
      return cache.put(key, partial, download(remote, partial));
    }
  }

  /** Returns all bytes of a file, as they are; those of a bucket come into the cache first. */
  InputStream stream(Origin.Remote remote) throws IOException {
    return isBucket(remote)
        ? new BufferedInputStream(Files.newInputStream(whole(remote)), 1 << 18)
        : fetcher().open(probe(remote), 0, -1, received);
  }

  /** Returns the checksum of {@code file}, if this version is in the cache or its bucket says. */
  @Nullable Checksum knownChecksum(Origin.Remote remote, RemoteFile file) throws IOException {
    @Nullable Checksum cached = cachedChecksum(remote, file);
    return cached == null && isBucket(remote) ? buckets.checksum(remote.url()) : cached;
  }

  /** Returns the checksum of {@code file} if this version of it is in the cache. */
  private @Nullable Checksum cachedChecksum(Origin.Remote remote, RemoteFile file)
      throws IOException {
    Optional<SourceCache.Facts> facts = cache.facts(SourceCache.key("url", remote.url()));
    return facts.isPresent()
            && !file.validator().isEmpty()
            && facts.get().validator().equals(file.validator())
            && facts.get().bytes() == file.size()
        ? facts.get().checksum()
        : null;
  }

  /** Returns whether the file in the cache is still what the server has. */
  private boolean isCurrent(String key, Origin.Remote remote) throws IOException {
    Optional<SourceCache.Facts> facts = cache.facts(key);
    if (facts.isEmpty() || facts.get().validator().isEmpty()) {
      return false;
    }
    if (remote.size() >= 0 && remote.size() != facts.get().bytes()) {
      return false;
    }
    if (isBucket(remote)) {
      RemoteFile listed = buckets.probe(remote.url());
      return listed.validator().equals(facts.get().validator())
          && (listed.size() < 0 || listed.size() == facts.get().bytes());
    }
    return fetcher().isCurrent(buckets.place(remote.url()), facts.get().validator());
  }

  private SourceCache.Facts download(Origin.Remote remote, Path partial) throws IOException {
    BucketCache others = shared;
    if (others == null || needsLogin(remote)) {
      return fetch(remote, partial);
    }
    @Nullable Checksum checksum = remote.checksum();
    // Only the server says which version it has now.
    String version = checksum == null ? probeNow(remote).validator() : "";
    if (checksum != null || !version.isEmpty()) {
      Optional<SourceCache.Facts> found =
          others.find(sharedKey(remote, version), remote, version, partial);
      if (found.isPresent()) {
        return found.get();
      }
    }
    SourceCache.Facts facts = fetch(remote, partial);
    if (checksum != null || !facts.validator().isEmpty()) {
      others.share(sharedKey(remote, facts.validator()), partial, facts);
    }
    return facts;
  }

  /** Returns whether a file is fetched with a login of --auth: it may be for this user only. */
  private boolean needsLogin(Origin.Remote remote) throws IOException {
    return !isBucket(remote) && fetcher().login(buckets.place(remote.url())).isPresent();
  }

  private static String sharedKey(Origin.Remote remote, String version) {
    return remote.checksum() == null
        ? BucketCache.key(remote.url(), version)
        : SourceCache.key(remote.checksum());
  }

  private RemoteFile probeNow(Origin.Remote remote) throws IOException {
    probed.remove(remote.url());
    return probe(remote);
  }

  private SourceCache.Facts fetch(Origin.Remote remote, Path partial) throws IOException {
    if (isBucket(remote)) {
      return buckets.download(remote, partial);
    }
    requireRoom(Urls.shown(remote.url()), remote.size(), partial);
    Checked checked =
        fetcher()
            .download(
                buckets.place(remote.url()),
                partial,
                new Expected(remote.size(), remote.checksum()),
                received);
    return new SourceCache.Facts(
        remote.url(), checked.size(), checked.checksum(), checked.validator());
  }

  private static void requireSize(Origin.Remote remote, long size) throws IOException {
    if (remote.size() >= 0 && size >= 0 && size != remote.size()) {
      throw new IOException(
          "Cannot use %s: it has %,d bytes, it should have %,d. If it has changed and the new version is wanted, make the lock file anew with arcoforge resolve."
              .formatted(Urls.shown(remote.url()), size, remote.size()));
    }
  }

  /** Checks that the disk can take a file of {@code bytes}. */
  static void requireRoom(String source, long bytes, Path partial) throws IOException {
    Path folder = partial.toAbsolutePath().getParent();
    long there = Files.exists(partial) ? Files.size(partial) : 0;
    if (folder != null && bytes - there > Files.getFileStore(folder).getUsableSpace()) {
      throw new IOException(
          "Cannot fetch %s: it has %,d bytes, and the disk of cache %s has room for %,d. Choose another with --cache."
              .formatted(source, bytes, folder, Files.getFileStore(folder).getUsableSpace()));
    }
  }

  @Override
  public void close() throws IOException {
    if (fetcher != null) {
      fetcher.close();
    }
  }
}
