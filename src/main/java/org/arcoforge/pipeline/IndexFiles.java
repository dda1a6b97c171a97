package org.arcoforge.pipeline;

import java.io.IOException;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.Impulse;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.arcoforge.pipeline.RunMetrics.Count;
import org.arcoforge.pipeline.RunMetrics.Phase;
import org.jspecify.annotations.Nullable;

/**
 * Reads header and coordinates of every file of a job. Gives one merged index for each range of
 * files, all under one key.
 */
final class IndexFiles extends PTransform<PBegin, PCollection<KV<Integer, RangeIndex>>> {
  private final BakeJob job;
  private final int ranges;

  /**
   * Makes the transform.
   *
   * @param ranges into how many ranges the files are divided at most
   */
  IndexFiles(BakeJob job, int ranges) {
    this.job = job;
    this.ranges = ranges;
  }

  @Override
  public PCollection<KV<Integer, RangeIndex>> expand(PBegin begin) {
    return begin
        .apply("Start", Impulse.create())
        .apply("ListFiles", ParDo.of(new ListFiles(job, ranges)))
        .setCoder(KvCoder.of(VarIntCoder.of(), SerializableCoder.of(FileRange.class)))
        .apply("DivideFiles", GroupByKey.create())
        .apply("IndexRange", ParDo.of(new IndexRange(job)))
        .setCoder(KvCoder.of(VarIntCoder.of(), SerializableCoder.of(RangeIndex.class)));
  }

  /** Returns the files that the store lists if it is to be repaired. */
  private static @Nullable ListedFiles stored(BakeJob job) throws IOException {
    return job.mode() == TargetMode.REPAIR ? ListedFiles.of(job.store()) : null;
  }

  static final class ListFiles extends DoFn<byte[], KV<Integer, FileRange>> {
    private final BakeJob job;
    private final int ranges;

    ListFiles(BakeJob job, int ranges) {
      this.job = job;
      this.ranges = ranges;
    }

    @ProcessElement
    public void process(OutputReceiver<KV<Integer, FileRange>> output) throws IOException {
      BakeJob here = job.here();
      int number = 0;
      for (FileRange range : PlanJob.ranges(here, stored(here), ranges)) {
        output.output(KV.of(number++, range));
      }
    }
  }

  /** Counts in the metrics of the run. */
  private static final IndexWatcher COUNTERS =
      new IndexWatcher() {
        @Override
        public void indexed() {
          Count.FILES_INDEXED.add(1);
        }

        @Override
        public void received(long bytes) {
          Count.BYTES_FETCHED.add(bytes);
        }
      };

  static final class IndexRange
      extends DoFn<KV<Integer, Iterable<FileRange>>, KV<Integer, RangeIndex>> {
    private final BakeJob job;

    IndexRange(BakeJob job) {
      this.job = job;
    }

    @ProcessElement
    public void process(
        @Element KV<Integer, Iterable<FileRange>> ranges,
        OutputReceiver<KV<Integer, RangeIndex>> output)
        throws IOException {
      BakeJob here = job.here();
      for (FileRange range : ranges.getValue()) {
        Phase.INDEX.time(
            () -> {
              output.output(KV.of(0, RangeIndex.of(here, range, stored(here), true, COUNTERS)));
            });
      }
    }
  }
}
