package org.arcoforge.pipeline;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import org.arcoforge.dataset.Block;
import org.arcoforge.plan.Plan;
import org.arcoforge.store.Store;
import org.arcoforge.store.StoreKey;
import org.arcoforge.store.StoredObject;
import org.arcoforge.zarr.ArrayMetadata;
import org.arcoforge.zarr.ChunkCodec;
import org.arcoforge.zarr.ChunkGrid;
import org.arcoforge.zarr.DocumentCheck;
import org.arcoforge.zarr.GroupMetadata;
import org.arcoforge.zarr.ZarrReader;

/**
 * The store that a run writes. Until {@link #commit} no reader can open it: what makes a directory
 * a Zarr store is written last, and taken away first. Every method may be repeated.
 */
final class TargetStore {
  /** What {@link #requireWritable} puts and takes away. */
  private static final StoreKey PROBE = new StoreKey(RunRecord.KEY + "-probe");

  private final Store store;

  TargetStore(Store store) {
    this.store = store;
  }

  /**
   * Checks that a run may write here, without changing anything.
   *
   * @throws IllegalArgumentException if something is there that is not to be replaced
   */
  void requireFree(TargetMode mode) throws IOException {
    List<StoreKey> keys = new ArrayList<>(store.list(""));
    boolean recorded = keys.remove(RunRecord.KEY);
    keys.remove(PROBE);
    if (keys.isEmpty()) {
      return;
    }
    boolean complete = keys.stream().anyMatch(GroupMetadata::makesStore);
    Optional<StoreKey> foreign = complete ? beside(keys) : foreign(keys);
    if (foreign.isPresent()) {
      throw new IllegalArgumentException(
          "Cannot write to %s: it is not empty and %s (it has %s). Choose another target."
              .formatted(
                  store,
                  complete ? "holds more than a Zarr store" : "not a Zarr store",
                  foreign.get()));
    }
    if (mode == TargetMode.RESUME) {
      requireResumable(complete, recorded);
    } else if (mode != TargetMode.OVERWRITE) {
      throw new IllegalArgumentException(
          "Cannot write to %s: %s. Choose another target, %sreplace it with --overwrite."
              .formatted(
                  store,
                  complete
                      ? "a Zarr store is there already"
                      : "an incomplete Zarr store of an earlier run is there",
                  recorded && !complete ? "go on with it with --resume, or " : "or "));
    }
  }

  private void requireResumable(boolean complete, boolean recorded) {
    if (complete) {
      throw new IllegalArgumentException(
          "Cannot resume %s: a finished Zarr store is there. Check it with arcoforge verify, or replace it with --overwrite."
              .formatted(store));
    }
    if (!recorded) {
      throw new IllegalArgumentException(
          "Cannot resume %s: what is there has no record of the run that wrote it. Replace it with --overwrite."
              .formatted(store));
    }
  }

  /** Checks that objects can be put here, so that a run that cannot write fails at its start. */
  void requireWritable() throws IOException {
    store.put(PROBE, ByteBuffer.allocate(0));
    store.delete(PROBE);
  }

  /** Makes the target that of a run: no other one can finish it from now on. */
  void take(RunRecord record) throws IOException {
    store.put(RunRecord.KEY, ByteBuffer.wrap(record.bytes()));
  }

  /** Returns the record of a run that was stopped here; empty if there is none. */
  Optional<RunRecord> record() throws IOException {
    return store.get(RunRecord.KEY).map(RunRecord::parse);
  }

  /**
   * Checks that a finished store is there, without changing anything.
   *
   * @return its metadata
   * @throws IllegalArgumentException if there is none
   */
  GroupMetadata requireFinished() throws IOException {
    List<StoreKey> keys = store.list("");
    if (keys.isEmpty()) {
      throw new IllegalArgumentException(
          "Cannot repair %s: there is no store. Bake it without --repair.".formatted(store));
    }
    if (keys.stream().noneMatch(GroupMetadata::makesStore)) {
      throw new IllegalArgumentException(
          "Cannot repair %s: it is not a finished Zarr store. Bake it with --overwrite."
              .formatted(store));
    }
    return metadata();
  }

  /** Returns the metadata of the finished store that is there. */
  GroupMetadata metadata() throws IOException {
    return ZarrReader.open(store).metadata();
  }

  /** Returns where the documents of the store differ from those of {@code expected}. */
  List<String> differences(GroupMetadata expected) throws IOException {
    return DocumentCheck.differences(expected, store);
  }

  /**
   * Returns an object that a run which was stopped cannot have left: one that is not the metadata
   * or a chunk of an array, or whose array has no metadata. So a folder of several stores is not
   * taken for one.
   */
  private static Optional<StoreKey> foreign(List<StoreKey> keys) {
    Set<String> arrays =
        keys.stream()
            .filter(TargetStore::isArrayMetadata)
            .map(TargetStore::folder)
            .collect(Collectors.toSet());
    return keys.stream()
        .filter(key -> !arrays.contains(folder(key)) || !isArrayObject(key))
        .filter(key -> !GroupMetadata.rootKeys().contains(key))
        .findFirst();
  }

  /** Returns an object that is not part of the complete store that is there with it. */
  private static Optional<StoreKey> beside(List<StoreKey> keys) {
    Set<String> parts =
        keys.stream()
            .filter(key -> isMetadata(key.path().substring(key.path().lastIndexOf('/') + 1)))
            .map(TargetStore::folder)
            .collect(Collectors.toSet());
    return keys.stream()
        .filter(
            key -> folder(key).isEmpty() ? !isMetadata(key.path()) : !parts.contains(folder(key)))
        .findFirst();
  }

  private static boolean isMetadata(String name) {
    return GroupMetadata.rootKeys().contains(new StoreKey(name));
  }

  private static String folder(StoreKey key) {
    return key.path().substring(0, Math.max(0, key.path().indexOf('/')));
  }

  private static String name(StoreKey key) {
    return key.path().substring(key.path().indexOf('/') + 1);
  }

  private static boolean isArrayMetadata(StoreKey key) {
    return !folder(key).isEmpty() && isMetadata(name(key));
  }

  private static boolean isArrayObject(StoreKey key) {
    return isArrayMetadata(key) || name(key).matches("c(/\\d+)*|\\d+(\\.\\d+)*");
  }

  /**
   * Removes a store that is there, then writes the arrays' metadata and the plan's coordinates.
   *
   * @return the bytes of the coordinates in the store
   */
  long setUp(Plan plan, RunRecord record) throws IOException {
    if (record().filter(there -> there.run().equals(record.run())).isPresent()) {
      return putArrays(plan, plan.coordinates()); // Done before: what units have written stays.
    }
    takeOutOfService();
    // Metadata of arrays last: by them the next run knows a store if this one is stopped here.
    List<StoreKey> keys = store.list("");
    delete(keys.stream().filter(key -> !isArrayMetadata(key)).toList());
    delete(keys.stream().filter(TargetStore::isArrayMetadata).toList());
    take(record);
    return putArrays(plan, plan.coordinates());
  }

  private void delete(List<StoreKey> keys) throws IOException {
    List<Callable<StoreKey>> parts = new ArrayList<>();
    for (StoreKey key : keys) {
      parts.add(
          () -> {
            store.delete(key);
            return key;
          });
    }
    try {
      Parts.doAll(store.concurrency(), parts);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Cannot go on: interrupted while removing a store.");
    }
  }

  /** Returns the objects that are there. */
  List<StoredObject> objects() throws IOException {
    return store.objects("");
  }

  Store store() {
    return store;
  }

  /**
   * Takes a store out of service that is to be changed in part: removes chunks that {@code plan}
   * does not have, then writes the metadata of arrays, and some coordinates. Other chunks stay.
   *
   * @param coordinates those to write
   * @return the bytes of these in the store
   */
  long reopen(Plan plan, List<String> coordinates) throws IOException {
    takeOutOfService();
    GroupMetadata metadata = plan.metadata();
    Set<StoreKey> wanted = new HashSet<>(metadata.arrayDocuments().keySet());
    for (ArrayMetadata array : metadata.arrays()) {
      for (long chunk = 0; chunk < array.grid().chunkCount(); chunk++) {
        wanted.add(metadata.chunkKey(array, array.grid().index(chunk)));
      }
    }
    for (StoreKey key : store.list("")) {
      if (!wanted.contains(key) && isArrayObject(key)) {
        store.delete(key);
      }
    }
    return putArrays(plan, coordinates);
  }

  private void takeOutOfService() throws IOException {
    store.delete(RunRecord.KEY);
    for (StoreKey key : GroupMetadata.rootKeys()) {
      store.delete(key);
    }
  }

  /**
   * Writes the metadata of arrays, and coordinates.
   *
   * @return the bytes of the coordinates in the store
   */
  long putArrays(Plan plan, List<String> coordinates) throws IOException {
    for (Map.Entry<StoreKey, byte[]> document : plan.metadata().arrayDocuments().entrySet()) {
      store.put(document.getKey(), ByteBuffer.wrap(document.getValue()));
    }
    long storedBytes = 0;
    for (String name : coordinates) {
      storedBytes += writeCoordinate(plan, name);
    }
    return storedBytes;
  }

  private long writeCoordinate(Plan plan, String name) throws IOException {
    GroupMetadata metadata = plan.metadata();
    ArrayMetadata array = metadata.array(name);
    Block values = plan.coordinate(name);
    ChunkGrid grid = array.grid();
    long storedBytes = 0;
    try (ChunkCodec codec = new ChunkCodec(array, metadata.format())) {
      for (long i = 0; i < grid.chunkCount(); i++) {
        int chunk = array.chunk().get(0);
        int from = Math.toIntExact(i * chunk);
        int length = Math.min(chunk, values.size() - from);
        Block block = Block.allocate(array.type(), chunk);
        block.fill(array.paddingValue());
        block.paste(values, new int[] {from}, new int[] {0}, new int[] {length});
        ByteBuffer encoded = codec.encode(block);
        storedBytes += encoded.remaining();
        store.put(metadata.chunkKey(array, new long[] {i}), encoded);
      }
    }
    return storedBytes;
  }

  /** Returns the store's URI, for people. */
  @Override
  public String toString() {
    return store.toString();
  }

  /**
   * As {@link #commit(GroupMetadata)}, if the target is still that of {@code run}.
   *
   * @throws IOException if another run has taken it
   */
  void commit(GroupMetadata metadata, String run) throws IOException {
    boolean own = record().filter(record -> record.run().equals(run)).isPresent();
    if (!own && !isCommitted(metadata)) {
      throw new IOException(
          "Cannot complete %s: another run has written or removed it meanwhile. Bake it with --overwrite when no other run writes there."
              .formatted(store));
    }
    commit(metadata);
  }

  /**
   * Checks that every chunk is there: where steps may be done twice, by machines that do not know
   * of each other, a receipt does not prove that its chunk was not removed again.
   *
   * @throws IOException if one is missing
   */
  void requireWhole(GroupMetadata metadata) throws IOException {
    Set<StoreKey> there = new HashSet<>(store.list(""));
    for (ArrayMetadata array : metadata.arrays()) {
      for (long chunk = 0; chunk < array.grid().chunkCount(); chunk++) {
        StoreKey key = metadata.chunkKey(array, array.grid().index(chunk));
        if (!there.contains(key)) {
          throw new IOException(
              "Cannot complete %s: chunk %s is missing, although it was written. Bake it again with --resume."
                  .formatted(store, key));
        }
      }
    }
  }

  private boolean isCommitted(GroupMetadata metadata) throws IOException {
    for (Map.Entry<StoreKey, byte[]> document : metadata.rootDocuments().entrySet()) {
      Optional<byte[]> found = store.get(document.getKey());
      if (found.isEmpty() || !Arrays.equals(found.get(), document.getValue())) {
        return false;
      }
    }
    return true;
  }

  /**
   * Writes what makes it a store; the last put does. Then takes the record of the run away, which
   * does no harm where it has to stay.
   */
  void commit(GroupMetadata metadata) throws IOException {
    for (Map.Entry<StoreKey, byte[]> document : metadata.rootDocuments().entrySet()) {
      store.put(document.getKey(), ByteBuffer.wrap(document.getValue()));
    }
    try {
      store.delete(RunRecord.KEY);
    } catch (IOException e) {
      RunMetrics.notices()
          .add(
              "The store is finished; %s is left beside it: %s"
                  .formatted(RunRecord.KEY, e.getMessage()));
    }
  }
}
