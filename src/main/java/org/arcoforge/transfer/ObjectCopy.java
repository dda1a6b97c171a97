package org.arcoforge.transfer;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.arcoforge.store.Store;
import org.arcoforge.store.StoreKey;
import org.arcoforge.store.StoredObject;

/** Copies and compares single objects. Safe for use by several threads at once. */
final class ObjectCopy {
  /** The largest array that every JVM makes. */
  private static final long MOST_BYTES = Integer.MAX_VALUE - 8L;

  private final Store source;
  private final Store destination;
  private final Map<StoreKey, StoredObject> there;
  private final ByteBudget budget;

  /** What to take from the budget for an object of unknown size: the largest size up to now. */
  private final AtomicLong expectedBytes;

  private final Map<StoreKey, Item> copied = new ConcurrentHashMap<>();

  /**
   * Makes the copy between two stores.
   *
   * @param there what the destination had at the start
   * @param expectedBytes what to take from the budget for an object of unknown size, at least
   */
  ObjectCopy(
      Store source,
      Store destination,
      Map<StoreKey, StoredObject> there,
      ByteBudget budget,
      long expectedBytes) {
    this.source = source;
    this.destination = destination;
    this.there = there;
    this.budget = budget;
    this.expectedBytes = new AtomicLong(expectedBytes);
  }

  /** What is to happen with an object. */
  enum Outcome {
    /** The destination had it, and it is equal. */
    WAS_THERE,
    /** The destination had none, or another, under its key. */
    DIFFERS,
    /** The source lacks it. */
    MISSING
  }

  /** Is asked before an object is put. */
  interface Putting {
    /** Throws if it must not be. */
    void check(StoreKey key) throws IOException;
  }

  /**
   * Returns the objects that are in the destination now, with their sizes and checksums if known.
   */
  Map<StoreKey, Item> copied() {
    return copied;
  }

  /** Forgets what was compared. */
  void forget() {
    copied.clear();
  }

  /** Makes the destination's object equal to the source's, unless the source has none. */
  Outcome copy(Item item, Putting putting) throws IOException {
    return handle(item, Optional.of(putting));
  }

  /** Compares the object of both stores, and changes nothing. */
  Outcome compare(Item item) throws IOException {
    return handle(item, Optional.empty());
  }

  private Outcome handle(Item item, Optional<Putting> putting) throws IOException {
    Optional<StoredObject> old =
        Optional.ofNullable(there.get(item.key()))
            .filter(object -> item.size() < 0 || item.size() == object.size());
    boolean summed = !item.md5().isEmpty();
    if (old.isPresent() && summed && !old.get().md5().isEmpty()) {
      if (old.get().md5().equals(item.md5())) {
        copied.put(item.key(), item);
        return Outcome.WAS_THERE;
      }
      old = Optional.empty();
    }
    if (old.isEmpty() && putting.isEmpty() && item.size() >= 0) {
      return Outcome.DIFFERS;
    }
    requireFits(item);
    long size = item.size() < 0 ? expectedBytes.get() : item.size();
    boolean both = old.isPresent() && old.get().md5().isEmpty();
    Optional<StoredObject> known = old;
    Outcome[] outcome = {Outcome.DIFFERS};
    budget.within(
        both && !summed ? 2 * size : size, () -> outcome[0] = handleWithin(item, known, putting));
    return outcome[0];
  }

  private Outcome handleWithin(Item item, Optional<StoredObject> old, Optional<Putting> putting)
      throws IOException {
    if (old.isPresent() && !item.md5().isEmpty()) {
      // The source's checksum is known, so that the destination alone tells.
      if (matches(item, destination.get(item.key()))) {
        copied.put(item.key(), item);
        return Outcome.WAS_THERE;
      }
      if (putting.isEmpty()) {
        return Outcome.DIFFERS;
      }
    }
    Optional<byte[]> read = read(item);
    if (read.isEmpty()) {
      return Outcome.MISSING;
    }
    byte[] bytes = read.get();
    String md5 = Checksum.md5(bytes);
    if (!item.md5().isEmpty() && !md5.equals(item.md5()) && !isListedWrong(item, md5)) {
      throw SourceObjects.changed(
          source, item.key(), "its MD5 checksum is %s, expected %s".formatted(md5, item.md5()));
    }
    expectedBytes.accumulateAndGet(bytes.length, Math::max);
    boolean same =
        old.isPresent() && item.md5().isEmpty() && isEqual(bytes, md5, old.get(), item.key());
    if (!same && putting.isPresent()) {
      putting.get().check(item.key());
      destination.put(item.key(), ByteBuffer.wrap(bytes));
    }
    if (same || putting.isPresent()) {
      copied.put(item.key(), new Item(item.key(), bytes.length, md5, item.optional()));
    }
    return same ? Outcome.WAS_THERE : Outcome.DIFFERS;
  }

  /**
   * Returns whether what the source lists as MD5 checksum is none, as tags of encrypted objects:
   * the object reads the same again, and is listed as before.
   */
  private boolean isListedWrong(Item item, String md5) throws IOException {
    if (!source.isListable()
        || source.get(item.key()).map(Checksum::md5).filter(md5::equals).isEmpty()) {
      return false;
    }
    return source.objects(item.key().path()).stream()
        .anyMatch(
            object ->
                object.key().equals(item.key())
                    && object.size() == item.size()
                    && object.md5().equals(item.md5()));
  }

  private static boolean matches(Item item, Optional<byte[]> bytes) {
    return bytes.isPresent()
        && (item.size() < 0 || bytes.get().length == item.size())
        && Checksum.md5(bytes.get()).equals(item.md5());
  }

  private boolean isEqual(byte[] bytes, String md5, StoredObject old, StoreKey key)
      throws IOException {
    if (old.size() != bytes.length) {
      return false;
    }
    return old.md5().isEmpty()
        ? destination.get(key).filter(other -> Arrays.equals(other, bytes)).isPresent()
        : old.md5().equals(md5);
  }

  private Optional<byte[]> read(Item item) throws IOException {
    Optional<byte[]> bytes = source.get(item.key());
    if (bytes.isEmpty() && !item.optional()) {
      throw SourceObjects.changed(source, item.key(), "it is not there, but listed");
    }
    if (bytes.isPresent() && item.size() >= 0 && bytes.get().length != item.size()) {
      throw SourceObjects.changed(
          source,
          item.key(),
          "it has %,d bytes, expected %,d".formatted(bytes.get().length, item.size()));
    }
    return bytes;
  }

  private void requireFits(Item item) {
    if (item.size() > MOST_BYTES) {
      throw new IllegalArgumentException(
          "Cannot copy %s of %s: it has %,d bytes, at most %,d are possible. Choose smaller chunks or shards."
              .formatted(item.key(), source, item.size(), MOST_BYTES));
    }
  }
}
