package org.arcoforge.source;

import java.io.BufferedInputStream;
import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.security.MessageDigest;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.arcoforge.archive.ArchiveKind;
import org.arcoforge.archive.Member;
import org.arcoforge.archive.ReadAhead;
import org.arcoforge.archive.TarStream;
import org.arcoforge.archive.ZipArchive;
import org.arcoforge.fetch.Checksum;
import org.arcoforge.fetch.FileLocks;
import org.arcoforge.fetch.RemoteChannel;
import org.arcoforge.fetch.RemoteFile;
import org.jspecify.annotations.Nullable;

/**
 * Takes members of archives into the cache. Of a zip file on a server that answers ranges, only the
 * directory and the members travel; another one is fetched whole. A tar file is read once, from
 * start to end, for all members that are wanted.
 */
final class ArchiveMembers implements Closeable {
  private static final int HEAD = 512;

  private final SourceCache cache;
  private final FetchedFiles files;
  private final Map<String, ArchiveKind> kinds = new HashMap<>();
  private @Nullable Opened opened;

  ArchiveMembers(SourceCache cache, FetchedFiles files) {
    this.cache = cache;
    this.files = files;
  }

  /**
   * The zip archive that was read last.
   *
   * @param readAhead gives up the stream of the host when nothing is expected
   */
  private record Opened(String key, ZipArchive zip, ReadAhead readAhead) {}

  /** Told of each member of an archive; says which to keep. */
  interface Choice {
    /** Returns whether to keep the member called {@code name}. */
    boolean keep(String name) throws IOException;

    /** Returns a name kept before that is not to be kept any more; null if there is none. */
    default @Nullable String giveUp() {
      return null;
    }
  }

  /** Returns the key of a member's content. */
  String key(Origin archive, String member) throws IOException {
    return SourceCache.key("member", key(archive), member);
  }

  private String key(Origin archive) throws IOException {
    return archive instanceof Origin.Remote remote
        ? files.key(remote)
        : ((Origin.Local) archive).key();
  }

  /**
   * Returns a member in the cache.
   *
   * @param name what messages call the archive
   * @param choice which members to keep besides, if all of it has to be read
   */
  Origin.Local take(Origin archive, String name, String member, Choice choice) throws IOException {
    String key = key(archive, member);
    Optional<Path> known = cache.find(key);
    if (known.isPresent()) {
      return new Origin.Local(known.get(), key);
    }
    return switch (kind(archive)) {
      case ZIP -> new Origin.Local(fromZip(archive, name, member, key), key);
      case TAR, COMPRESSED -> new Origin.Local(fromTar(archive, name, member, key, choice), key);
      case OTHER ->
          throw new IOException(
              "Cannot take %s from %s: that is neither a zip nor a tar archive. Check the URL."
                  .formatted(member, name));
    };
  }

  /**
   * Returns the members of an archive by their names. Those that {@code choice} keeps come into the
   * cache if all of the archive has to be read.
   */
  Map<String, Member> list(Origin archive, String name, Choice choice) throws IOException {
    return switch (kind(archive)) {
      case ZIP -> {
        Map<String, Member> members = new LinkedHashMap<>();
        zip(archive, name).members().forEach(member -> members.put(member.name(), member));
        release();
        yield members;
      }
      case TAR, COMPRESSED -> {
        try (FileLocks.Held held = lock(archive)) {
          TarPass pass = new TarPass(archive, name, choice);
          pass.read();
          yield pass.members;
        }
      }
      case OTHER ->
          throw new IOException(
              "Cannot list the members of %s: it is neither a zip nor a tar archive. Check the URL."
                  .formatted(name));
    };
  }

  /** Returns what an archive is; looks once. */
  ArchiveKind kind(Origin archive) throws IOException {
    String key = key(archive);
    ArchiveKind known = kinds.get(key);
    if (known == null) {
      known = ArchiveKind.of(head(archive));
      kinds.put(key, known);
    }
    return known;
  }

  private byte[] head(Origin archive) throws IOException {
    if (archive instanceof Origin.Remote remote) {
      return files.head(remote, HEAD);
    }
    try (InputStream stream = Files.newInputStream(((Origin.Local) archive).path())) {
      return stream.readNBytes(HEAD);
    }
  }

  private Path fromZip(Origin archive, String name, String member, String key) throws IOException {
    return cache.obtain(
        key,
        partial -> {
          ZipArchive zip = zip(archive, name);
          try {
            long size = zip.find(member).map(Member::size).orElse(-1L);
            FetchedFiles.requireRoom(name + "!/" + member, size, partial);
            return SourceCache.write(
                partial, name + "!/" + member, out -> zip.extract(member, out));
          } finally {
            release();
          }
        });
  }

  /** One thread or process reads the archive; the others wait and find what they want. */
  private Path fromTar(Origin archive, String name, String member, String key, Choice choice)
      throws IOException {
    try (FileLocks.Held held = lock(archive)) {
      Optional<Path> known = cache.find(key);
      if (known.isPresent()) {
        return known.get();
      }
      TarPass pass =
          new TarPass(archive, name, found -> found.equals(member) || choice.keep(found));
      pass.read();
      known = cache.find(key);
      if (known.isPresent()) {
        return known.get();
      }
      throw new IOException(
          "Cannot take %s from %s: it is %s. Check the name; arcoforge inspect lists the members."
              .formatted(member, name, pass.skipped.getOrDefault(member, "not there")));
    }
  }

  private FileLocks.Held lock(Origin archive) throws IOException {
    return cache.lock(pass(key(archive)));
  }

  /** Returns what the reading of an archive is called by its lock and parts. */
  private static String pass(String archiveKey) {
    return archiveKey + "-members";
  }

  /** Returns a zip archive that stays open until another one is asked for. */
  private ZipArchive zip(Origin archive, String name) throws IOException {
    String key = key(archive) + " " + name;
    Opened last = opened;
    if (last == null || !last.key().equals(key)) {
      close();
      last = open(archive, key, name);
      opened = last;
    }
    return last.zip();
  }

  /** Gives back the stream of the host that reading the open archive may hold. */
  private void release() throws IOException {
    if (opened != null) {
      opened.readAhead().expect(0, 0);
    }
  }

  private Opened open(Origin archive, String key, String name) throws IOException {
    if (archive instanceof Origin.Remote remote) {
      RemoteFile file = files.probe(remote);
      if (file.ranges() && file.size() >= 0) {
        RemoteChannel channel = RemoteChannel.open(files.fetcher(), file, files.received());
        return open(channel, channel::expect, key, name);
      }
      return open(FileChannel.open(files.whole(remote)), ReadAhead.NONE, key, name);
    }
    return open(FileChannel.open(((Origin.Local) archive).path()), ReadAhead.NONE, key, name);
  }

  private static Opened open(FileChannel channel, ReadAhead readAhead, String key, String name)
      throws IOException {
    try {
      Opened made = new Opened(key, ZipArchive.open(channel, readAhead, name), readAhead);
      readAhead.expect(0, 0);
      return made;
    } catch (IOException | RuntimeException e) {
      channel.close();
      throw e;
    }
  }

  /** One reading of a tar file, from start to end. */
  private final class TarPass implements TarStream.Visitor {
    private final Origin archive;
    private final String name;
    private final Choice choice;
    private final String key;
    private final Map<String, Member> members = new LinkedHashMap<>();

    /** What entries are that are no files, by their names. */
    private final Map<String, String> skipped = new HashMap<>();

    private final Map<String, SourceCache.Facts> kept = new LinkedHashMap<>();

    TarPass(Origin archive, String name, Choice choice) throws IOException {
      this.archive = archive;
      this.name = name;
      this.choice = choice;
      this.key = ArchiveMembers.this.key(archive);
    }

    /** Reads the file; what is kept of it comes into the cache if all of it is right. */
    void read() throws IOException {
      @Nullable Checksum wanted =
          archive instanceof Origin.Remote remote ? remote.checksum() : null;
      MessageDigest digest =
          (wanted == null ? Checksum.Algorithm.MD5 : wanted.algorithm()).digest();
      try (InputStream raw = stream(archive);
          InputStream stream = wanted == null ? raw : new DigestInputStream(raw, digest)) {
        TarStream.read(stream, name, this);
        if (wanted != null) {
          requireSame(wanted, wanted.algorithm().of(digest));
        }
        for (Map.Entry<String, SourceCache.Facts> entry : kept.entrySet()) {
          cache.put(entry.getKey(), part(key, entry.getKey()), entry.getValue());
        }
      } finally {
        for (String member : kept.keySet()) {
          Files.deleteIfExists(part(key, member));
        }
      }
    }

    private void requireSame(Checksum wanted, Checksum found) throws IOException {
      if (!found.equals(wanted)) {
        throw new IOException(
            "Cannot use %s: its checksum is %s, it should be %s. Fetch it again; if it has changed, make the lock file anew with arcoforge resolve."
                .formatted(name, found, wanted));
      }
    }

    @Override
    public void visit(Member member, InputStream bytes) throws IOException {
      members.put(member.name(), member);
      String memberKey = SourceCache.key("member", key, member.name());
      if (cache.find(memberKey).isPresent() || !choice.keep(member.name())) {
        return;
      }
      String source = name + "!/" + member.name();
      Path partial = part(key, memberKey);
      FetchedFiles.requireRoom(source, member.size(), partial);
      kept.put(memberKey, SourceCache.write(partial, source, bytes::transferTo));
      @Nullable String given = choice.giveUp();
      if (given != null) {
        String givenKey = SourceCache.key("member", key, given);
        kept.remove(givenKey);
        Files.deleteIfExists(part(key, givenKey));
      }
    }

    @Override
    public void skipped(String entry, String what) {
      skipped.put(entry, what);
    }
  }

  /** Returns the bytes of an archive, as it is. */
  InputStream stream(Origin archive) throws IOException {
    return archive instanceof Origin.Remote remote
        ? files.stream(remote)
        : new BufferedInputStream(Files.newInputStream(((Origin.Local) archive).path()), 1 << 18);
  }

  private Path part(String archiveKey, String memberKey) throws IOException {
    return cache.partial(pass(archiveKey) + "." + memberKey);
  }

  @Override
  public void close() throws IOException {
    if (opened != null) {
      opened.zip().close();
      opened = null;
    }
  }
}
