package org.arcoforge.source;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.function.LongConsumer;
import org.arcoforge.fetch.Checksum;
import org.arcoforge.store.StoredObject;
import org.jspecify.annotations.Nullable;

/**
 * Brings one file of a bucket, in parts, and checks it. Bytes of an earlier process are kept if
 * they are of the same version. If the object changes on the way, all starts over. For one thread.
 */
final class BucketDownload {
  /** The bytes that travel through memory at once. */
  static final int PART_BYTES = 16 << 20;

  private static final int ATTEMPTS = 3;

  private final BucketObject object;
  private final Origin.Remote wanted;
  private final Path partial;
  private final Path sidecar;
  private final LongConsumer received;
  private final int partBytes;
  private final Checksum.Algorithm algorithm;

  /** Of all bytes that are at {@code partial}. */
  private MessageDigest digest;

  private MessageDigest md5 = Checksum.Algorithm.MD5.digest();

  /** The MD5 checksum of the whole file when it was read last and was not the listed one. */
  private String unlisted = "";

  /** How many bytes are at {@code partial}. */
  private long have;

  /**
   * Makes it.
   *
   * @param wanted what is known of the file
   * @param received told how many bytes came
   */
  BucketDownload(
      BucketObject object,
      Origin.Remote wanted,
      Path partial,
      LongConsumer received,
      int partBytes) {
    this.object = object;
    this.wanted = wanted;
    this.partial = partial;
    this.sidecar = partial.resolveSibling(partial.getFileName() + ".validator");
    this.received = received;
    this.partBytes = partBytes;
    Checksum checksum = wanted.checksum();
    this.algorithm = checksum == null ? Checksum.Algorithm.SHA256 : checksum.algorithm();
    this.digest = algorithm.digest();
  }

  SourceCache.Facts run() throws IOException {
    try (FileChannel file =
        FileChannel.open(
            partial,
            StandardOpenOption.CREATE,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      for (int attempt = 1; ; attempt++) {
        Optional<StoredObject> listed = object.look();
        requireSize(listed.map(StoredObject::size).orElse(-1L));
        boolean continued = begin(file, listed);
        String fault = fill(file, listed) ? check(listed) : "it ends at byte " + have;
        @Nullable Checksum found = fault.isEmpty() ? algorithm.of(digest) : null;
        if (found != null && (wanted.checksum() == null || found.equals(wanted.checksum()))) {
          requireSize(have);
          file.force(true);
          Files.deleteIfExists(sidecar);
          String version = listed.map(StoredObject::version).orElse("");
          return new SourceCache.Facts(wanted.url(), have, found, version);
        }
        Files.deleteIfExists(sidecar);
        if (found != null && !continued) {
          throw wrong(found);
        }
        if (attempt >= ATTEMPTS) {
          throw new IOException(
              "Cannot fetch %s: %d attempts failed. The last: %s. Try again when nobody writes it."
                  .formatted(object.name(), attempt, fault));
        }
      }
    }
  }

  private IOException wrong(Checksum found) {
    return new IOException(
        "Cannot use %s: its checksum is %s, not %s as expected. The object changed in the bucket, or the expected checksum is wrong."
            .formatted(object.name(), found, wanted.checksum()));
  }

  private void requireSize(long size) throws IOException {
    if (wanted.size() >= 0 && size >= 0 && size != wanted.size()) {
      throw new IOException(
          "Cannot use %s: it has %,d bytes, it should have %,d. If it has changed and the new version is wanted, make the lock file anew with arcoforge resolve."
              .formatted(object.name(), size, wanted.size()));
    }
  }

  /** Takes what is there of this version, else nothing; returns whether it is something. */
  private boolean begin(FileChannel file, Optional<StoredObject> listed) throws IOException {
    have = 0;
    digest = algorithm.digest();
    md5 = Checksum.Algorithm.MD5.digest();
    String word =
        listed
            .filter(known -> !known.version().isEmpty())
            .map(known -> known.version() + "\n" + known.size() + "\n")
            .orElse("");
    boolean same =
        !word.isEmpty() && Files.exists(sidecar) && Files.readString(sidecar).equals(word);
    if (!same || file.size() > listed.orElseThrow().size()) {
      Files.deleteIfExists(sidecar);
      file.truncate(0);
      FetchedFiles.requireRoom(
          object.name(), listed.map(StoredObject::size).orElse(wanted.size()), partial);
      if (!word.isEmpty()) {
        Files.writeString(sidecar, word);
      }
      return false;
    }
    ByteBuffer buffer = ByteBuffer.allocate(1 << 18);
    file.position(0);
    while (file.read(buffer.clear()) >= 0) {
      add(buffer.array(), buffer.position());
    }
    return have > 0;
  }

  private void add(byte[] bytes, int count) {
    digest.update(bytes, 0, count);
    md5.update(bytes, 0, count);
    have += count;
  }

  /** Reads what is missing; returns whether it came to the end. */
  private boolean fill(FileChannel file, Optional<StoredObject> listed) throws IOException {
    long size = listed.map(StoredObject::size).filter(known -> known >= 0).orElse(Long.MAX_VALUE);
    while (have < size) {
      byte[] bytes = object.read(have, (int) Math.min(partBytes, size - have));
      received.accept(bytes.length);
      ByteBuffer buffer = ByteBuffer.wrap(bytes);
      long at = have;
      while (buffer.hasRemaining()) {
        at += file.write(buffer, at);
      }
      add(bytes, bytes.length);
      if (size == Long.MAX_VALUE && bytes.length < partBytes) {
        return true;
      }
      if (bytes.length == 0) {
        return false;
      }
    }
    return true;
  }

  /** Returns what is wrong with the bytes, as far as the bucket tells; empty if nothing. */
  private String check(Optional<StoredObject> listed) throws IOException {
    if (listed.isEmpty()) {
      return "";
    }
    if (!listed.get().md5().isEmpty()) {
      Checksum found = Checksum.Algorithm.MD5.of(md5);
      boolean again = found.hex().equals(unlisted) && object.look().equals(listed);
      unlisted = found.hex();
      // One that reads the same twice has something else in its list, as encrypted objects have.
      return again || found.hex().equals(listed.get().md5())
          ? ""
          : "its checksum is %s, the bucket lists md5:%s".formatted(found, listed.get().md5());
    }
    // Its parts may be of different versions.
    return object.look().equals(listed) ? "" : "it changed while it was read";
  }
}
