package org.arcoforge.transfer;

import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import org.arcoforge.store.Store;
import org.arcoforge.store.StoreKey;
import org.arcoforge.transfer.ObjectCopy.Outcome;

/**
 * Copies a Zarr store object by object, and decodes nothing: groups of any depth, any codecs and
 * data types. Until its last object, no reader opens the copy. A copy that was stopped is continued
 * by the next one, which reads what is there and copies the rest.
 */
public final class CopyStore {
  private static final int FEWEST_THREADS = 4;
  private static final int MOST_THREADS = 32;

  private final SourceObjects source;
  private final Destination destination;
  private final boolean overwrite;
  private final Workers workers;
  private final ObjectCopy objects;
  private final Consumer<CopyProgress> progress;

  private CopyStore(
      SourceObjects source,
      Destination destination,
      boolean overwrite,
      long memoryBytes,
      Consumer<CopyProgress> progress) {
    int worthwhile = Math.max(source.store().concurrency(), destination.store().concurrency());
    int threads = Math.max(FEWEST_THREADS, Math.min(MOST_THREADS, worthwhile));
    this.source = source;
    this.destination = destination;
    this.overwrite = overwrite;
    this.workers = new Workers(threads);
    this.objects =
        new ObjectCopy(
            source.store(),
            destination.store(),
            destination.there(),
            new ByteBudget(memoryBytes),
            memoryBytes / threads);
    this.progress = progress;
  }

  /**
   * Copies {@code source} to {@code destination}. Sizes and, where known, MD5 checksums of all
   * objects are checked, at both ends.
   *
   * @param overwrite whether to replace another Zarr store that is there
   * @param memoryBytes what objects in memory take together; one that is larger goes alone
   * @param progress told after every object, by any thread
   * @throws IOException if the source is no finished Zarr store or changes meanwhile, or a store
   *     fails
   * @throws IllegalArgumentException if the destination has something else, or is the source
   */
  public static CopyResult run(
      Store source,
      Store destination,
      boolean overwrite,
      long memoryBytes,
      Consumer<CopyProgress> progress)
      throws IOException {
    Places.requireApart(source, destination);
    SourceObjects from = SourceObjects.of(source);
    Destination to = Destination.of(destination);
    return new CopyStore(from, to, overwrite, memoryBytes, progress).run();
  }

  private CopyResult run() throws IOException {
    Set<StoreKey> old = destination.beside(source.keys());
    if (destination.isOpenable()) {
      Tally compared = new Tally(source, progress);
      boolean same = isSame(old, compared);
      if (same && missing().isEmpty()) {
        return compared.result();
      }
      if (!same) {
        destination.requireZarrOnly();
        requireOverwrite();
        destination.takeOutOfService();
      }
    } else if (!old.isEmpty()) {
      requireRemains(old);
    }
    return copy(old);
  }

  /** Returns the objects that the destination lacks. */
  private Set<StoreKey> missing() {
    Set<StoreKey> missing = new HashSet<>();
    for (Item item : source.items()) {
      if (!item.optional() && !destination.there().containsKey(item.key())) {
        missing.add(item.key());
      }
    }
    return missing;
  }

  /**
   * Returns whether the destination is the source, or lacks only what the copy of a store of both
   * formats puts last.
   */
  private boolean isSame(Set<StoreKey> old, Tally tally) throws IOException {
    Set<StoreKey> missing = missing();
    StoreKey last = roots().get(roots().size() - 1).key();
    boolean whole = missing.isEmpty() || missing.equals(Set.of(last));
    if (!old.isEmpty() || !whole) {
      return false;
    }
    AtomicBoolean same = new AtomicBoolean(true);
    workers.each(
        source.items().stream().filter(item -> !missing.contains(item.key())).toList(),
        item -> {
          if (same.get()) {
            boolean had = destination.there().containsKey(item.key());
            Outcome outcome = objects.compare(item);
            if (outcome == Outcome.DIFFERS || (had && outcome == Outcome.MISSING)) {
              same.set(false);
            } else {
              count(item, outcome, tally);
            }
          }
        });
    return same.get();
  }

  private void requireOverwrite() {
    if (!overwrite) {
      throw new IllegalArgumentException(
          "Cannot copy to %s: another Zarr store is there already. Choose another target, or replace it with --overwrite."
              .formatted(destination.store()));
    }
  }

  /** Checks that objects that the source lacks are left of a store that is being replaced. */
  private void requireRemains(Set<StoreKey> old) {
    Set<StoreKey> foreign = StoreParts.foreign(old, destination.there().keySet());
    if (!foreign.isEmpty()) {
      throw destination.notPart(foreign.stream().sorted().findFirst().orElseThrow(), "");
    }
    if (!overwrite) {
      throw destination.notPart(old.iterator().next(), ", or replace it with --overwrite");
    }
  }

  private CopyResult copy(Set<StoreKey> beside) throws IOException {
    objects.forget();
    // What the source turns out to lack is added while others copy.
    Set<StoreKey> old = ConcurrentHashMap.newKeySet();
    old.addAll(beside);
    Tally tally = new Tally(source, progress);
    Set<StoreKey> known = new HashSet<>(source.keys());
    known.addAll(destination.there().keySet());
    Set<StoreKey> foreign = StoreParts.foreign(destination.there().keySet(), known);
    ObjectCopy.Putting putting =
        key -> {
          if (foreign.contains(key)) {
            throw destination.notPart(key, "");
          }
        };
    List<Item> chunks = new ArrayList<>();
    List<Item> documents = new ArrayList<>();
    for (Item item : source.items()) {
      if (!StoreParts.isRoot(item.key())) {
        (StoreParts.isMetadata(item.key()) ? documents : chunks).add(item);
      }
    }
    workers.each(chunks, item -> copy(item, putting, old, tally));
    destination.delete(old, workers, tally);
    workers.each(documents, item -> copy(item, putting, old, tally));
    source.requireUnchanged();
    destination.requireListed(objects.copied(), "");
    for (Item root : roots()) {
      copy(root, putting, old, tally);
    }
    requireRoots();
    return tally.result();
  }

  private void requireRoots() throws IOException {
    try {
      for (Item root : roots()) {
        destination.requireListed(objects.copied(), root.key().path());
      }
    } catch (IOException e) {
      destination.takeOutOfService();
      throw e;
    }
  }

  /** Returns the documents of the root, in the order in which they are put. */
  private List<Item> roots() {
    Map<StoreKey, Item> roots =
        source.items().stream()
            .filter(item -> StoreParts.isRoot(item.key()))
            .collect(Collectors.toMap(Item::key, item -> item));
    return StoreParts.rootsInOrder().stream().filter(roots::containsKey).map(roots::get).toList();
  }

  private void copy(Item item, ObjectCopy.Putting putting, Set<StoreKey> old, Tally tally)
      throws IOException {
    Outcome outcome = objects.copy(item, putting);
    if (outcome == Outcome.MISSING && destination.there().containsKey(item.key())) {
      if (!overwrite) {
        throw destination.notPart(item.key(), ", or replace it with --overwrite");
      }
      old.add(item.key());
    }
    count(item, outcome, tally);
  }

  private void count(Item item, Outcome outcome, Tally tally) {
    Item copied = objects.copied().get(item.key());
    if (outcome == Outcome.MISSING || copied == null) {
      tally.missing(!StoreParts.isMetadata(item.key()));
    } else {
      tally.done(copied.size(), outcome == Outcome.WAS_THERE);
    }
  }
}
