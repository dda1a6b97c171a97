package org.arcoforge.source;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.HexFormat;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicBoolean;
import org.arcoforge.fetch.Checksum;
import org.arcoforge.fetch.FileLocks;
import org.arcoforge.fetch.Urls;
import org.jspecify.annotations.Nullable;

/**
 * Files that were fetched, each whole and checked, under a key. Several processes may share one. A
 * file is moved here when it is complete, so that a crash leaves no half of one; one that vanished
 * or has another length than it should is taken for missing.
 *
 * <pre>
 * files/KEY        the bytes           partial/KEY  what is on its way
 * files/KEY.json   what is known       locks/KEY    held by who fetches
 * runs/RUN/KEY     what a run needs    hosts/       what limits requests
 * </pre>
 */
final class SourceCache {
  private static final ObjectMapper JSON = new ObjectMapper();

  private final Path folder;
  private final String run;
  private final AtomicBoolean grown = new AtomicBoolean();

  /**
   * What is known of a file.
   *
   * @param source where it came from, without secrets
   * @param bytes its length
   * @param checksum of these bytes; null if it was not computed
   * @param validator what the server calls this version of it; empty if nothing
   */
  record Facts(String source, long bytes, @Nullable Checksum checksum, String validator) {}

  /** Brings a file. */
  interface Filling {
    /** Writes the whole file to {@code partial} and returns what is known of it. */
    Facts fill(Path partial) throws IOException;
  }

  /**
   * Makes a cache.
   *
   * @param run the name of the run that uses it; empty for none
   */
  SourceCache(Path folder, String run) {
    this.folder = folder;
    this.run = run;
  }

  /** Returns the key of a file whose bytes add up to {@code checksum}. */
  static String key(Checksum checksum) {
    return checksum.toString().replace(':', '-');
  }

  /** Returns the key of what {@code parts} name together. */
  static String key(String kind, String... parts) {
    MessageDigest digest = Checksum.Algorithm.SHA256.digest();
    for (String part : parts) {
      byte[] bytes = part.getBytes(StandardCharsets.UTF_8);
      digest.update((bytes.length + ":").getBytes(StandardCharsets.US_ASCII));
      digest.update(bytes);
    }
    return kind + "-" + HexFormat.of().formatHex(digest.digest(), 0, 20);
  }

  String run() {
    return run;
  }

  Path hosts() {
    return folder.resolve("hosts");
  }

  Path files() {
    return folder.resolve("files");
  }

  /**
   * Returns where to bring a file to. Who does so holds the lock that is called like {@code key},
   * up to its first dot, or that of {@link #lockRemoval}.
   */
  Path partial(String key) throws IOException {
    return Files.createDirectories(folder.resolve("partial")).resolve(key);
  }

  Path runs() {
    return folder.resolve("runs");
  }

  /** Waits until no other thread or process works on {@code key}, and keeps them off it. */
  FileLocks.Held lock(String key) throws IOException {
    return FileLocks.lock(Files.createDirectories(folder.resolve("locks")).resolve(key));
  }

  /** Keeps all others from taking files away. */
  FileLocks.Held lockRemoval() throws IOException {
    return lock("removal");
  }

  /** Returns the file under {@code key} if it is there and whole; it stays while the run lasts. */
  Optional<Path> find(String key) throws IOException {
    Path path = files().resolve(key);
    if (!Files.exists(path)) {
      return Optional.empty();
    }
    if (isInUse(key)) {
      Path own = runs().resolve(run).resolve(key);
      boolean replaced = Files.exists(path) && !Files.isSameFile(own, path);
      if (replaced && Files.size(own) > 0) {
        return Optional.of(own);
      }
      return isWhole(key) ? Optional.of(path) : Optional.empty();
    }
    try (FileLocks.Held held = lockRemoval()) {
      if (!isWhole(key)) {
        return Optional.empty();
      }
      use(key);
      return Optional.of(path);
    }
  }

  /** Returns whether this run has asked for {@code key} before. */
  boolean isInUse(String key) {
    return !run.isEmpty() && Files.exists(runs().resolve(run).resolve(key));
  }

  private void use(String key) throws IOException {
    Files.setLastModifiedTime(sidecar(key), FileTime.from(Instant.now()));
    if (!run.isEmpty()) {
      Path mark = Files.createDirectories(runs().resolve(run)).resolve(key);
      try {
        // Another run may put a newer version in its place; this one goes on with its own.
        Files.createLink(mark, files().resolve(key));
      } catch (FileAlreadyExistsException e) {
        return;
      } catch (FileSystemException | UnsupportedOperationException e) {
        Files.write(mark, new byte[0], StandardOpenOption.CREATE);
      }
    }
  }

  private boolean isWhole(String key) throws IOException {
    Optional<Facts> facts = facts(key);
    try {
      return facts.isPresent() && Files.size(files().resolve(key)) == facts.get().bytes();
    } catch (NoSuchFileException e) {
      return false;
    }
  }

  private Path sidecar(String key) {
    return files().resolve(key + ".json");
  }

  /** Returns what is known of the file under {@code key}; nothing if that cannot be read. */
  Optional<Facts> facts(String key) throws IOException {
    try {
      JsonNode node = JSON.readTree(Files.readAllBytes(sidecar(key)));
      String checksum = node.path("checksum").asText();
      return node.path("bytes").isIntegralNumber()
          ? Optional.of(
              new Facts(
                  node.path("source").asText(),
                  node.path("bytes").asLong(),
                  checksum.isEmpty() ? null : Checksum.parse(checksum),
                  node.path("validator").asText()))
          : Optional.empty();
    } catch (NoSuchFileException | JsonProcessingException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  /**
   * Returns the file under {@code key}, after {@code filling} it if it is not there. If several ask
   * at once, one fills and the others wait.
   */
  Path obtain(String key, Filling filling) throws IOException {
    Optional<Path> known = find(key);
    if (known.isPresent()) {
      return known.get();
    }
    try (FileLocks.Held held = lock(key)) {
      known = find(key);
      if (known.isPresent()) {
        return known.get();
      }
      Path partial = partial(key);
      return put(key, partial, filling.fill(partial));
    }
  }

  /** Returns whether this run says {@code name} for the first time; without a run, always. */
  boolean isFirst(String name) {
    if (run.isEmpty()) {
      return true;
    }
    try {
      Files.createFile(Files.createDirectories(runs().resolve(run)).resolve(name));
      return true;
    } catch (FileAlreadyExistsException e) {
      return false;
    } catch (IOException e) {
      return true;
    }
  }

  /** Returns whether a file was put here since this was asked last. */
  boolean hasGrown() {
    return grown.getAndSet(false);
  }

  /** Returns what names the content of a file that was found here. */
  String contentKey(Path found) throws IOException {
    String key = found.getFileName().toString();
    if (!files().equals(found.getParent())) {
      return key("run", key, run); // What is known is known of the newer version.
    }
    return facts(key)
        .map(Facts::checksum)
        .map(SourceCache::key)
        .orElseGet(() -> key("run", key, run));
  }

  /**
   * Makes {@code partial} the file under {@code key} if that adds up to {@code checksum}, and
   * returns what is known of it; else nothing.
   */
  Optional<Facts> link(String key, Checksum checksum, Path partial) throws IOException {
    try (FileLocks.Held held = lockRemoval()) {
      Optional<Facts> facts = facts(key).filter(known -> checksum.equals(known.checksum()));
      if (facts.isEmpty() || !isWhole(key)) {
        return Optional.empty();
      }
      Files.deleteIfExists(partial);
      Files.createLink(partial, files().resolve(key));
      return facts;
    } catch (UnsupportedOperationException | FileSystemException e) {
      return Optional.empty();
    }
  }

  /** Writes bytes to a file. */
  interface Writing {
    void to(OutputStream out) throws IOException;
  }

  /** Writes a whole file to {@code partial}; leaves none if that fails. */
  static Facts write(Path partial, String source, Writing writing) throws IOException {
    boolean whole = false;
    try (FileChannel channel =
            FileChannel.open(
                partial,
                StandardOpenOption.CREATE,
                StandardOpenOption.TRUNCATE_EXISTING,
                StandardOpenOption.WRITE);
        OutputStream out = Channels.newOutputStream(channel)) {
      writing.to(out);
      channel.force(true);
      whole = true;
      return new Facts(source, channel.size(), null, "");
    } finally {
      if (!whole) {
        Files.deleteIfExists(partial);
      }
    }
  }

  /**
   * Moves a whole file under {@code key}, in place of one that is there. What is known of that goes
   * first: after a crash, old bytes must not be taken for new ones.
   */
  Path put(String key, Path whole, Facts facts) throws IOException {
    Path path = Files.createDirectories(files()).resolve(key);
    ObjectNode node = JSON.createObjectNode();
    node.put("source", Urls.shown(facts.source()));
    node.put("bytes", facts.bytes());
    node.put("checksum", facts.checksum() == null ? "" : facts.checksum().toString());
    node.put("validator", facts.validator());
    Path sidecar = partial(key + ".json");
    try (FileLocks.Held held = lockRemoval()) {
      Files.write(sidecar, JSON.writeValueAsBytes(node));
      Files.deleteIfExists(sidecar(key));
      Files.move(whole, path, StandardCopyOption.ATOMIC_MOVE);
      Files.move(sidecar, sidecar(key), StandardCopyOption.ATOMIC_MOVE);
      if (!run.isEmpty()) {
        Files.deleteIfExists(runs().resolve(run).resolve(key));
      }
      use(key);
    }
    grown.set(true);
    return path;
  }

  /** Takes the file under {@code key} away; nothing happens if there is none. */
  void remove(String key) throws IOException {
    Files.deleteIfExists(files().resolve(key));
    Files.deleteIfExists(sidecar(key));
    if (!run.isEmpty()) {
      Files.deleteIfExists(runs().resolve(run).resolve(key));
    }
  }

  @Override
  public String toString() {
    return folder.toString();
  }
}
