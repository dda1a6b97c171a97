package org.arcoforge.pipeline;

import java.io.IOException;
import java.util.List;
import org.arcoforge.pipeline.RunMetrics.Count;
import org.arcoforge.plan.TreatedFile;
import org.arcoforge.store.Store;
import org.arcoforge.store.Stores;
import org.arcoforge.zarr.GroupMetadata;
import org.arcoforge.zarr.ZarrReader;

/**
 * A job whose target may be written as it says: it was looked at, and objects can be put there.
 *
 * @param job with the format of the store that it repairs
 * @param listed how many files a store to be repaired lists as skipped or filled
 */
public record ReadyJob(BakeJob job, int listed) {

  /**
   * Looks at the target of {@code job}; changes nothing that is there.
   *
   * @throws IllegalArgumentException if the job cannot be done as it is
   * @throws IOException if the target cannot be reached or written
   */
  public static ReadyJob of(BakeJob job) throws IOException {
    TargetStore target = new TargetStore(job.store());
    if (job.mode() == TargetMode.REPAIR) {
      GroupMetadata metadata = target.requireFinished();
      int listed = ListedFiles.of(metadata.attributes()).urls().size();
      return new ReadyJob(job.withDefaultFormat(metadata.format()), listed);
    }
    target.requireFree(job.mode());
    if (Stores.isRemote(job.target())) {
      target.requireWritable();
    }
    return new ReadyJob(job, 0);
  }

  /** Returns whether there is anything to do: a store without failed files needs no repair. */
  public boolean hasWork() {
    return job.mode() != TargetMode.REPAIR || listed > 0;
  }

  /** Returns what came out of a run that is done, with what its workers counted. */
  public BakeResult result(RunFigures figures) throws IOException {
    Store store = job.store();
    GroupMetadata metadata = ZarrReader.open(store).metadata();
    List<TreatedFile> failed =
        ListedFiles.of(metadata.attributes()).with(figures.failedFiles(), job.files());
    return new BakeResult(
        metadata,
        figures.progress(job.fileCount()),
        figures.of(Count.SOURCE_BYTES),
        metadata.arrays().stream().mapToLong(array -> array.grid().chunkCount()).sum(),
        figures.of(Count.MEMORY_PREDICTED),
        figures.seconds(),
        figures.notices(),
        failed,
        hasWork() ? Math.max(0, listed - failed.size()) : 0);
  }
}
