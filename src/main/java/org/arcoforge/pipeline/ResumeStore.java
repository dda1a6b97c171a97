package org.arcoforge.pipeline;

import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Callable;
import org.arcoforge.plan.Plan;
import org.arcoforge.plan.Unit;
import org.arcoforge.store.Store;
import org.arcoforge.store.StoreKey;
import org.arcoforge.store.StoredObject;
import org.arcoforge.zarr.ChunkCodec;

/** Prepares what a stopped run has left for a run that adds the rest. */
final class ResumeStore {
  private final BakeJob job;
  private final TargetStore target;

  ResumeStore(BakeJob job, TargetStore target) {
    this.job = job;
    this.target = target;
  }

  /**
   * Returns {@code plan} with the units that are to be written: those of which a chunk is missing.
   * Objects are put whole, so that one which is there is what the plan wants; on a disk, which a
   * crash of the machine may leave with holes, each is decoded to see.
   *
   * @throws IllegalArgumentException if the run that was stopped had another plan
   */
  PlanStore.Prepared prepare(Plan plan) throws IOException {
    RunRecord record = RunRecord.of(job, plan);
    Optional<RunRecord> stopped = target.record();
    if (stopped.isEmpty()) {
      return PlanStore.Prepared.of(plan, target.setUp(plan, record));
    }
    if (!stopped.get().isContinuedBy(record)) {
      throw new IllegalArgumentException(
          "Cannot resume %s: the recipe, its source files or its options are not those of the run that was stopped. Bake it anew with --overwrite."
              .formatted(target));
    }
    target.take(record);
    Plan rest = plan.limitedTo(missing(plan));
    long storedBytes = target.putArrays(rest, rest.coordinates());
    long left = rest.units().count();
    long arrayBytes = rest.units().map(number -> rest.unit(number).arrayBytes()).sum();
    if (left == 0) {
      target.commit(
          Provenance.added(job, plan), record.run()); // No unit follows, hence no receipt.
    }
    return new PlanStore.Prepared(
        rest,
        plan.coordinateBytes(),
        plan.coordinateBytes() + arrayBytes,
        storedBytes,
        List.of(
            "Resumed: %,d of %,d units had been written before."
                .formatted(plan.unitCount() - left, plan.unitCount())));
  }

  private BitSet missing(Plan plan) throws IOException {
    Set<StoreKey> there = new HashSet<>();
    for (StoredObject object : target.objects()) {
      there.add(object.key());
    }
    List<Callable<Boolean>> looks = new ArrayList<>();
    for (long number = 0; number < plan.unitCount(); number++) {
      long unit = number;
      looks.add(() -> isWritten(plan, plan.unit(unit), there));
    }
    try {
      List<Boolean> written = Parts.doAll(job.threads(), looks);
      BitSet missing = new BitSet();
      for (int unit = 0; unit < written.size(); unit++) {
        missing.set(unit, !written.get(unit));
      }
      return missing;
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Cannot go on: interrupted while looking at " + target);
    }
  }

  private boolean isWritten(Plan plan, Unit unit, Set<StoreKey> there) throws IOException {
    Store store = target.store();
    boolean onDisk = store.concurrency() == 1;
    for (long[] index : unit.chunks()) {
      StoreKey key = plan.metadata().chunkKey(unit.array(), index);
      if (!there.contains(key) || (onDisk && !isSound(plan, unit, store.get(key)))) {
        return false;
      }
    }
    return true;
  }

  private static boolean isSound(Plan plan, Unit unit, Optional<byte[]> encoded) {
    try (ChunkCodec codec = new ChunkCodec(unit.array(), plan.metadata().format())) {
      if (encoded.isPresent()) {
        codec.decode(encoded.get());
      }
      return encoded.isPresent();
    } catch (IOException | RuntimeException e) {
      return false;
    }
  }
}
