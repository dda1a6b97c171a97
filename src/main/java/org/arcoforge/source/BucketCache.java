package org.arcoforge.source;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import org.arcoforge.fetch.Checksum;
import org.arcoforge.fetch.Urls;
import org.arcoforge.store.Store;
import org.arcoforge.store.StoreKey;
import org.jspecify.annotations.Nullable;

/**
 * Files that machines share by a bucket. What cannot be read, or is not what it should be, is taken
 * for missing. No file is there before all of it is.
 *
 * <pre>
 * files/KEY.json          what is known of a file, put last
 * parts/CHECKSUM/00000    its bytes, 64 MiB each
 * </pre>
 */
final class BucketCache {
  static final int PART_BYTES = 64 << 20;

  /** More than any manifest has. */
  private static final int MANIFEST_BYTES = 1 << 16;

  private static final ObjectMapper JSON = new ObjectMapper();

  private final Store store;
  private final int partBytes;
  private final LongConsumer received;
  private final Consumer<IOException> unwritable;

  /**
   * Makes it.
   *
   * @param partBytes the size of an object at most
   * @param received told how many bytes came over the network
   * @param unwritable told that a file could not be put
   */
  BucketCache(Store store, int partBytes, LongConsumer received, Consumer<IOException> unwritable) {
    this.store = store;
    this.partBytes = partBytes;
    this.received = received;
    this.unwritable = unwritable;
  }

  /** Returns the key of a version of a file. */
  static String key(String url, String validator) {
    return SourceCache.key("version", url, validator);
  }

  /** What a manifest says. */
  private record Manifest(long bytes, Checksum checksum, String validator, int parts) {}

  /**
   * Brings a file to {@code partial}, if it is there and whole.
   *
   * @param wanted the file, with what is known of it
   * @param validator of the version that is wanted; empty for any
   * @throws IOException if the file cannot be written
   */
  Optional<SourceCache.Facts> find(String key, Origin.Remote wanted, String validator, Path partial)
      throws IOException {
    Optional<Manifest> manifest =
        read(new StoreKey("files/" + key + ".json"), MANIFEST_BYTES).flatMap(BucketCache::parse);
    boolean right =
        manifest
            .filter(known -> wanted.size() < 0 || wanted.size() == known.bytes())
            .filter(
                known -> wanted.checksum() == null || wanted.checksum().equals(known.checksum()))
            .filter(known -> validator.isEmpty() || validator.equals(known.validator()))
            .isPresent();
    if (!right || !fill(manifest.orElseThrow(), partial)) {
      return Optional.empty();
    }
    Manifest known = manifest.orElseThrow();
    return Optional.of(
        new SourceCache.Facts(wanted.url(), known.bytes(), known.checksum(), known.validator()));
  }

  private static Optional<Manifest> parse(byte[] bytes) {
    try {
      JsonNode node = JSON.readTree(bytes);
      return Optional.of(
          new Manifest(
              node.path("bytes").asLong(-1),
              Checksum.parse(node.path("checksum").asText()),
              node.path("validator").asText(),
              node.path("parts").asInt(-1)));
    } catch (IOException | IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private boolean fill(Manifest manifest, Path partial) throws IOException {
    // What is known of bytes that are there must not outlive them.
    Files.deleteIfExists(partial.resolveSibling(partial.getFileName() + ".validator"));
    Files.deleteIfExists(partial);
    MessageDigest digest = manifest.checksum().algorithm().digest();
    long bytes = 0;
    try (FileChannel file =
        FileChannel.open(partial, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
      // If it is as large as that, the fetch says so.
      boolean fits = manifest.bytes() <= Files.getFileStore(partial).getUsableSpace();
      for (int i = 0; fits && i < manifest.parts() && bytes <= manifest.bytes(); i++) {
        Optional<byte[]> part = read(part(manifest.checksum(), i), partBytes);
        if (part.isEmpty()) {
          break;
        }
        bytes += part.get().length;
        received.accept(part.get().length);
        digest.update(part.get());
        ByteBuffer buffer = ByteBuffer.wrap(part.get());
        while (buffer.hasRemaining()) {
          file.write(buffer);
        }
      }
      file.force(true);
    }
    boolean whole =
        bytes == manifest.bytes()
            && manifest.checksum().algorithm().of(digest).equals(manifest.checksum());
    if (!whole) {
      Files.deleteIfExists(partial);
    }
    return whole;
  }

  private static StoreKey part(Checksum checksum, int index) {
    return new StoreKey("parts/%s/%05d".formatted(SourceCache.key(checksum), index));
  }

  /** Reads an object; of one that is longer than it can be, one byte too much. */
  private Optional<byte[]> read(StoreKey key, int most) throws InterruptedIOException {
    try {
      return store.get(key, 0, most + 1);
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      return Optional.empty();
    }
  }

  /** Puts a file that was fetched and checked; one that cannot be put is no error. */
  void share(String key, Path file, SourceCache.Facts facts) throws InterruptedIOException {
    @Nullable Checksum checksum = facts.checksum();
    if (checksum == null) {
      return;
    }
    try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
      int parts = 0;
      while (channel.position() < facts.bytes()) {
        long left = facts.bytes() - channel.position();
        ByteBuffer buffer = ByteBuffer.allocate((int) Math.min(partBytes, left));
        while (buffer.hasRemaining()) {
          if (channel.read(buffer) < 0) {
            throw new IOException(
                "Cannot share %s: it has less than %,d bytes.".formatted(file, facts.bytes()));
          }
        }
        store.put(part(checksum, parts), buffer.flip());
        parts++;
      }
      ObjectNode manifest = JSON.createObjectNode();
      manifest.put("source", Urls.shown(facts.source()));
      manifest.put("bytes", facts.bytes());
      manifest.put("checksum", checksum.toString());
      manifest.put("validator", facts.validator());
      manifest.put("parts", parts);
      store.put(
          new StoreKey("files/" + key + ".json"),
          ByteBuffer.wrap(JSON.writeValueAsBytes(manifest)));
    } catch (InterruptedIOException e) {
      throw e;
    } catch (IOException e) {
      unwritable.accept(e);
    }
  }
}
