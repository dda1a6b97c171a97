package org.arcoforge.source;

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

/** Brings whole files from servers into the cache. For one thread. */
final class FetchedFiles implements Closeable {
  private final SourceCache cache;
  private final FetchOptions options;
  private final LongConsumer received;
  private final Map<String, RemoteFile> probed = new HashMap<>();
  private @Nullable Fetcher fetcher;

  /**
   * Makes it.
   *
   * @param received told how many bytes came over the network
   */
  FetchedFiles(SourceCache cache, FetchOptions options, LongConsumer received) {
    this.cache = cache;
    this.options = options;
    this.received = received;
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
      known = fetcher().probe(remote.url());
      requireSize(remote, known.size());
      probed.put(remote.url(), known);
    }
    return known;
  }

  /** Returns the first {@code count} bytes, or all if there are fewer. */
  byte[] head(Origin.Remote remote, int count) throws IOException {
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

  /** Returns the checksum of {@code file} if this version of it is in the cache. */
  @Nullable Checksum cachedChecksum(Origin.Remote remote, RemoteFile file) throws IOException {
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
    return fetcher().isCurrent(remote.url(), facts.get().validator());
  }

  private SourceCache.Facts download(Origin.Remote remote, Path partial) throws IOException {
    requireRoom(Urls.shown(remote.url()), remote.size(), partial);
    Checked checked =
        fetcher()
            .download(
                remote.url(), partial, new Expected(remote.size(), remote.checksum()), received);
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
