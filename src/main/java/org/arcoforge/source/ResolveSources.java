package org.arcoforge.source;

import java.io.Closeable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitOption;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.LongConsumer;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.arcoforge.fetch.Answer;
import org.arcoforge.fetch.Checksum;
import org.arcoforge.fetch.RemoteFile;
import org.arcoforge.pattern.FilePattern;
import org.arcoforge.pattern.NaturalOrder;
import org.jspecify.annotations.Nullable;

/**
 * Finds out which files the URLs of a recipe mean: asks repositories for records, and archives for
 * their members. For one thread.
 */
public final class ResolveSources implements Closeable {
  private static final Comparator<String> ORDER = new NaturalOrder();

  private final SourceFiles files;
  private final Records records;
  private final Map<String, ResolvedRecord> used = new LinkedHashMap<>();
  private final Map<String, LockedFile> locked = new LinkedHashMap<>();
  private final Map<String, List<String>> globs = new LinkedHashMap<>();
  private final Set<String> notices = new LinkedHashSet<>();

  /** Where a base comes from, and what the lock file says of it. */
  private record Base(String text, Origin origin, String record, String name) {}

  /**
   * Makes it.
   *
   * @param received told how many bytes came over the network
   */
  public ResolveSources(SourceOptions options, LongConsumer received) {
    this(new SourceFiles(options, List.of(), received));
  }

  ResolveSources(SourceFiles files) {
    this.files = files;
    this.records =
        new Records(
            (url, accept) -> {
              Answer answer = files.fetched().fetcher().document(url, accept);
              return new Api.Answer(
                  answer.status(), answer.url(), answer.contentType(), answer.body());
            });
  }

  /** Returns whether workers need a lock to find the files of {@code pattern}. */
  public static boolean isNeeded(FilePattern pattern) {
    if (!pattern.globs().isEmpty()) {
      return true;
    }
    for (long i = 0; i < pattern.count(); i++) {
      if (RecordReference.isRecord(pattern.file(i).url())) {
        return true;
      }
    }
    return false;
  }

  /**
   * Returns {@code pattern} with the files that its globs stand for in the lock file of {@code
   * options}.
   *
   * @throws IllegalArgumentException if the lock file cannot be read, or lacks a glob
   */
  public static FilePattern resolved(FilePattern pattern, SourceOptions options) {
    if (pattern.globs().isEmpty()) {
      return pattern;
    }
    SourceLock lock;
    try {
      lock = SourceLock.read(Path.of(options.lock()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    return pattern.resolved(
        glob -> {
          List<String> sources = lock.globs().get(glob);
          if (sources == null) {
            throw new IllegalArgumentException(
                "Cannot find the files of %s: it is not in lock file %s. Make that anew with arcoforge resolve."
                    .formatted(glob, options.lock()));
          }
          return sources;
        });
  }

  /**
   * Returns what the files of {@code pattern} are resolved to, as far as workers need it: records,
   * and what globs match.
   */
  public SourceLock records(FilePattern pattern) throws IOException {
    return resolve(pattern, false, file -> {});
  }

  /**
   * Returns what all files of {@code pattern} are resolved to, also those of plain servers.
   *
   * @param progress told the number of files done so far
   */
  public SourceLock everything(FilePattern pattern, LongConsumer progress) throws IOException {
    return resolve(pattern, true, progress);
  }

  private SourceLock resolve(FilePattern pattern, boolean all, LongConsumer progress)
      throws IOException {
    long left = pattern.mostMatches();
    for (String glob : pattern.globs()) {
      List<String> sources = left > 0 ? match(glob, left) : List.of();
      globs.put(glob, sources);
      left -= sources.size();
    }
    FilePattern listed = pattern.resolved(glob -> globs.getOrDefault(glob, List.of()));
    for (long i = 0; i < listed.count(); i++) {
      String url = listed.file(i).url();
      if (!locked.containsKey(url)) {
        add(url, all);
      }
      progress.accept(i + 1);
    }
    return SourceLock.of(used.values(), globs, locked.values());
  }

  /** Returns what there is to know, such as that there is a newer version of a record. */
  public List<String> notices() {
    return List.copyOf(notices);
  }

  /** Returns the record that {@code reference} means, which names no file. */
  public ResolvedRecord record(String reference) throws IOException {
    return records.resolve(reference);
  }

  /** Returns whether {@code url} is a record without a file. */
  public static boolean isWholeRecord(String url) {
    return RecordReference.isRecord(url)
        && RecordReference.parse(url).splits().stream().anyMatch(s -> s.file().isEmpty());
  }

  private void add(String url, boolean all) throws IOException {
    SourceReference reference = files.locations().parse(url);
    String base = reference.base();
    if (RecordReference.isRecord(base)) {
      Records.Located located = records.locate(base);
      if (located.file().isEmpty()) {
        throw new IOException(
            "Cannot read %s: it is a record, not a file. Name a file, as arcoforge inspect lists them."
                .formatted(url));
      }
      lock(url, reference, ofRecord(base, located.record(), located.file()));
    } else if (all && SourceReference.isRemote(base)) {
      lock(url, reference, ofServer(base));
    }
  }

  private void lock(String source, SourceReference reference, Base base) {
    if (base.origin() instanceof Origin.Remote remote) {
      locked.put(
          source,
          new LockedFile(
              source,
              base.record(),
              base.name(),
              reference.memberText(),
              remote.size(),
              remote.checksum(),
              remote.url()));
    }
  }

  private Base ofRecord(String text, ResolvedRecord record, String name) throws IOException {
    return ofRecord(text, record, record.get(name));
  }

  private Base ofRecord(String text, ResolvedRecord record, ResolvedFile file) {
    used.put(record.reference(), record);
    String asked = text.substring(0, text.length() - file.name().length() - 1);
    boolean named =
        asked.equals(record.reference())
            || asked.matches("(?i)(dataverse:[^/]*/)?doi:" + Pattern.quote(record.doi()));
    if (!named) {
      notices.add(
          "%s names no version: the latest, %s, is taken.".formatted(asked, record.reference()));
    }
    if (!record.newer().isEmpty()) {
      notices.add("%s has a newer version, %s.".formatted(record.reference(), record.newer()));
    }
    Origin origin = new Origin.Remote(file.url(), file.size(), file.checksum(), true);
    return new Base(text, origin, record.reference(), file.name());
  }

  private Base ofServer(String url) throws IOException {
    Origin.Remote plain = new Origin.Remote(DownloadHosts.rewrite(url), -1, null, false);
    RemoteFile file = files.fetched().probe(plain);
    @Nullable Checksum checksum = files.fetched().knownChecksum(plain, file);
    Origin origin = new Origin.Remote(plain.url(), file.size(), checksum, true);
    return new Base(url, origin, "", "");
  }

  /** Returns the sources that {@code glob} stands for, the first {@code most} in natural order. */
  private List<String> match(String glob, long most) throws IOException {
    SourceReference reference = files.locations().parseGlob(glob);
    List<String> found = new ArrayList<>();
    for (Base base : bases(reference)) {
      if (found.size() < most) {
        SourceReference here = new SourceReference(base.text(), List.of());
        match(base, here, reference.members(), most - found.size(), found);
      }
    }
    return found;
  }

  private List<Base> bases(SourceReference glob) throws IOException {
    String base = glob.base();
    if (RecordReference.isRecord(base)) {
      Records.Located located = records.locate(base);
      Glob names = Glob.parse(located.file());
      String start = base.substring(0, base.length() - located.file().length());
      List<Base> bases = new ArrayList<>();
      for (ResolvedFile file : located.record().matching(names::matches)) {
        bases.add(ofRecord(start + file.name(), located.record(), file));
      }
      bases.sort(Comparator.comparing(Base::text, ORDER));
      return bases;
    }
    if (SourceReference.isBucket(base) && Glob.isGlob(base)) {
      return files.fetched().buckets().matching(base).stream()
          .map(remote -> new Base(remote.url(), remote, "", ""))
          .sorted(Comparator.comparing(Base::text, ORDER))
          .toList();
    }
    if (SourceReference.isRemote(base)) {
      return List.of(ofServer(base));
    }
    List<Base> bases = new ArrayList<>();
    for (String path : paths(base)) {
      Origin origin = files.locations().find(new SourceReference(path, List.of()));
      bases.add(new Base(path, origin, "", ""));
    }
    return bases;
  }

  private List<String> paths(String base) throws IOException {
    Glob glob = Glob.parse(base);
    String start = glob.literalFolder();
    if (!Files.isDirectory(files.locations().path(start))) {
      return List.of();
    }
    Path folder = files.locations().path(start).toRealPath();
    // Without ** what matches is at one depth, and may be behind links as for a shell.
    boolean deep = base.contains("**");
    int depth = 1 + (int) base.substring(start.length()).chars().filter(c -> c == '/').count();
    FileVisitOption[] how = deep ? new FileVisitOption[0] : FileVisitOption.values();
    try (Stream<Path> all = Files.walk(folder, deep ? Integer.MAX_VALUE : depth, how)) {
      return all.filter(Files::isRegularFile)
          .map(path -> start + folder.relativize(path).toString().replace('\\', '/'))
          .filter(glob::matches)
          .sorted(ORDER)
          .toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  /** Adds to {@code found} what the globs of members match below {@code archive}. */
  private void match(
      Base base, SourceReference archive, List<String> globsBelow, long most, List<String> found)
      throws IOException {
    int depth = archive.members().size();
    if (depth == globsBelow.size()) {
      lock(archive.toString(), archive, base);
      found.add(archive.toString());
      return;
    }
    String next = globsBelow.get(depth);
    if (!Glob.isGlob(next)) {
      match(base, archive.member(next), globsBelow, most, found);
      return;
    }
    Origin origin = files.take(base.origin(), archive, depth);
    Glob glob = Glob.parse(next);
    Set<String> names = new TreeSet<>(ORDER);
    Smallest smallest = new Smallest(glob, depth + 1 == globsBelow.size() ? most : Long.MAX_VALUE);
    for (String name : files.archives().list(origin, archive.toString(), smallest).keySet()) {
      if (glob.matches(name)) {
        names.add(name);
      }
    }
    int before = found.size();
    for (String name : names) {
      long left = most - (found.size() - before);
      if (left > 0) {
        match(base, archive.member(name), globsBelow, left, found);
      }
    }
  }

  /** Keeps the members whose names are the first of those that a glob matches. */
  private static final class Smallest implements ArchiveMembers.Choice {
    private final Glob glob;
    private final long most;
    private final TreeMap<String, Boolean> kept = new TreeMap<>(ORDER);

    Smallest(Glob glob, long most) {
      this.glob = glob;
      this.most = most;
    }

    @Override
    public boolean keep(String name) {
      if (!glob.matches(name) || (kept.size() >= most && ORDER.compare(name, kept.lastKey()) > 0)) {
        return false;
      }
      kept.put(name, true);
      return true;
    }

    @Override
    public @Nullable String giveUp() {
      return kept.size() > most ? kept.pollLastEntry().getKey() : null;
    }
  }

  @Override
  public void close() throws IOException {
    files.close();
  }
}
