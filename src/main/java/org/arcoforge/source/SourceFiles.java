package org.arcoforge.source;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.LongConsumer;
import org.arcoforge.archive.ArchiveKind;
import org.arcoforge.archive.Unpacking;
import org.arcoforge.fetch.Mirrors;
import org.arcoforge.fetch.RemoteChannel;
import org.arcoforge.fetch.RemoteFile;
import org.arcoforge.store.Store;
import org.arcoforge.store.Stores;

/**
 * Finds source files by what recipes call them, and brings to this machine what is not here: files
 * of servers and buckets, members of archives, and what is packed by gzip, bzip2 or xz. For one
 * thread; others and other processes may use the same cache.
 */
public final class SourceFiles implements Closeable {
  private static final int HEAD = 512;

  private final SourceOptions options;
  private final Locations locations;
  private final SourceCache cache;
  private final FetchedFiles fetched;
  private final ArchiveMembers members;
  private final Iterable<String> wanted;

  /** Makes a finder of single files. */
  public SourceFiles(SourceOptions options) {
    this(options, List.of(), bytes -> {});
  }

  /**
   * Makes a finder.
   *
   * @param wanted all that will be asked for, by any finder of the run: where an archive has to be
   *     read from start to end, all of it is kept at once
   * @param received told how many bytes came over the network
   */
  public SourceFiles(SourceOptions options, Iterable<String> wanted, LongConsumer received) {
    this(
        options,
        wanted,
        received,
        uri -> Stores.open(uri, options.access()),
        warning -> System.err.println("warning: " + warning));
  }

  SourceFiles(
      SourceOptions options,
      Iterable<String> wanted,
      LongConsumer received,
      Function<String, Store> stores,
      Consumer<String> warnings) {
    this.options = options;
    this.wanted = wanted;
    this.locations = new Locations(options);
    this.cache = new SourceCache(Path.of(options.cache()), options.run());
    BucketFiles buckets =
        new BucketFiles(
            stores, Mirrors.parse(options.access().mirrors()), received, BucketDownload.PART_BYTES);
    this.fetched =
        new FetchedFiles(cache, FetchSettings.of(options, cache.hosts()), buckets, received);
    if (!options.sharedCache().isEmpty()) {
      fetched.share(
          new BucketCache(
              stores.apply(options.sharedCache()),
              BucketCache.PART_BYTES,
              received,
              fault -> warn(fault, warnings)));
    }
    this.members = new ArchiveMembers(cache, fetched);
  }

  /** Says once in a run that nothing can be shared. */
  private void warn(IOException fault, Consumer<String> warnings) {
    if (cache.isFirst("no-shared-cache")) {
      warnings.accept(
          "Cannot share fetched files in %s: %s The run goes on without."
              .formatted(options.sharedCache(), fault.getMessage()));
    }
  }

  /** Returns the folder of this machine that {@code source} is, if it is one. */
  public static Optional<Path> folder(SourceOptions options, String source) {
    String base = new Locations(options).parse(source).base();
    return Locations.isLocal(base)
        ? Optional.of(new Locations(options).path(base)).filter(Files::isDirectory)
        : Optional.empty();
  }

  /**
   * Returns a file of this machine that has the bytes of {@code source}, unpacked if they are
   * packed.
   *
   * @throws IOException if it cannot be had
   * @throws IllegalArgumentException if it is no URL, reference or path
   */
  public Path find(String source) throws IOException {
    SourceReference reference = locations.parse(source);
    Origin origin = take(locations.find(reference), reference, reference.members().size());
    Path path = unpacked(source, local(origin)).path();
    shrink();
    return path;
  }

  /**
   * Returns what changes when the bytes of {@code source} change; different in each run where
   * nothing can tell.
   *
   * @throws IOException if it cannot be had
   */
  public String version(String source) throws IOException {
    Path path = find(source);
    String name = path.getFileName().toString();
    if (!path.startsWith(cache.files())) {
      return Files.size(path) + " " + Files.getLastModifiedTime(path);
    }
    // All other keys name the content themselves.
    return name.startsWith("url-") ? cache.contentKey(path) : name;
  }

  /**
   * Returns the bytes of {@code source} for reading here and there: by ranges if it is a file of a
   * server that answers them, else of a whole file.
   */
  public FileChannel channel(String source) throws IOException {
    SourceReference reference = locations.parse(source);
    if (reference.members().isEmpty()
        && locations.find(reference) instanceof Origin.Remote remote) {
      RemoteFile file = fetched.probe(remote);
      if (file.ranges() && file.size() >= 0 && !isPacked(remote)) {
        return RemoteChannel.open(fetched.fetcher(), file, fetched.received());
      }
    }
    return FileChannel.open(find(source), StandardOpenOption.READ);
  }

  private boolean isPacked(Origin.Remote remote) throws IOException {
    return ArchiveKind.of(fetched.head(remote, HEAD)) == ArchiveKind.COMPRESSED;
  }

  /** Returns where the first {@code depth} members of a reference lead to, from its base on. */
  Origin take(Origin base, SourceReference reference, int depth) throws IOException {
    Origin origin = base;
    for (int level = 0; level < depth; level++) {
      SourceReference archive = reference.first(level);
      int at = level;
      origin =
          members.take(
              origin,
              archive.toString(),
              reference.members().get(level),
              new ArchiveMembers.Choice() {
                private final Set<String> others = new HashSet<>();
                private boolean gathered;

                @Override
                public boolean keep(String name) {
                  if (!gathered) {
                    gathered = true;
                    gather(archive, at, others);
                  }
                  return others.contains(name);
                }
              });
    }
    return origin;
  }

  /**
   * Returns the sizes of the members of {@code source} in bytes, by name; -1 if one is not known.
   * Nothing if it is no archive.
   */
  public Optional<Map<String, Long>> members(String source) throws IOException {
    SourceReference reference = locations.parse(source);
    Origin origin = take(locations.find(reference), reference, reference.members().size());
    if (!isArchive(source, origin)) {
      return Optional.empty();
    }
    Map<String, Long> sizes = new LinkedHashMap<>();
    members
        .list(origin, source, name -> false)
        .forEach((name, member) -> sizes.put(name, member.size()));
    return Optional.of(sizes);
  }

  private boolean isArchive(String source, Origin origin) throws IOException {
    ArchiveKind kind = members.kind(origin);
    if (kind != ArchiveKind.COMPRESSED) {
      return kind != ArchiveKind.OTHER;
    }
    try (InputStream packed = members.stream(origin);
        InputStream stream = Unpacking.of(packed, source)) {
      return ArchiveKind.of(stream.readNBytes(HEAD)) == ArchiveKind.TAR;
    }
  }

  /** Gathers the names of all members of {@code archive} that will be asked for. */
  private void gather(SourceReference archive, int level, Set<String> names) {
    for (String other : wanted) {
      SourceReference reference = locations.parse(other);
      if (reference.members().size() > level && reference.first(level).equals(archive)) {
        names.add(reference.members().get(level));
      }
    }
  }

  ArchiveMembers archives() {
    return members;
  }

  Locations locations() {
    return locations;
  }

  FetchedFiles fetched() {
    return fetched;
  }

  /** Removes from the cache what no run needs, if it has grown and is larger than it may be. */
  private void shrink() throws IOException {
    if (options.cacheBytes() > 0 && cache.hasGrown()) {
      String run = options.refetches() ? options.run() : "";
      new CachedFiles(Path.of(options.cache()), run).shrink(options.cacheBytes());
    }
  }

  private Origin.Local local(Origin origin) throws IOException {
    if (origin instanceof Origin.Remote remote) {
      Path path = fetched.whole(remote);
      return new Origin.Local(path, cache.contentKey(path));
    }
    return (Origin.Local) origin;
  }

  private Origin.Local unpacked(String source, Origin.Local packed) throws IOException {
    byte[] head;
    try (InputStream stream = Files.newInputStream(packed.path())) {
      head = stream.readNBytes(HEAD);
    }
    if (ArchiveKind.of(head) != ArchiveKind.COMPRESSED) {
      return packed;
    }
    String key =
        SourceCache.key(
            "unpacked",
            packed.key(),
            String.valueOf(Files.size(packed.path())),
            // What is in the cache has a key that names its content, on every machine the same.
            packed.path().startsWith(cache.files())
                ? ""
                : Files.getLastModifiedTime(packed.path()).toString());
    Path path =
        cache.obtain(
            key,
            partial -> {
              try (InputStream raw = Files.newInputStream(packed.path());
                  InputStream stream = Unpacking.of(raw, source)) {
                return SourceCache.write(partial, source, stream::transferTo);
              }
            });
    return new Origin.Local(path, key);
  }

  @Override
  public void close() throws IOException {
    try {
      members.close();
    } finally {
      fetched.close();
    }
  }
}
