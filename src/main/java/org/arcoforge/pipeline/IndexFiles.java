package org.arcoforge.pipeline;

import java.io.IOException;
import java.io.Serializable;
import java.util.ArrayList;
import java.util.List;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.Create;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.PBegin;
import org.apache.beam.sdk.values.PCollection;
import org.arcoforge.pipeline.RunMetrics.Count;
import org.arcoforge.pipeline.RunMetrics.Phase;
import org.arcoforge.plan.MergedIndex;
import org.arcoforge.plan.PatternShape;

/** Reads header and coordinates of every file of a job and merges what they say. */
final class IndexFiles extends PTransform<PBegin, PCollection<MergedIndex>> {
  /** Into how many ranges the files are divided at most; the job's graph holds one element each. */
  private static final int MOST_RANGES = 1000;

  private final BakeJob job;
  private final PatternShape pattern;

  IndexFiles(BakeJob job, PatternShape pattern) {
    this.job = job;
    this.pattern = pattern;
  }

  /** Files from ordinal {@code from}, inclusive, to {@code to}, exclusive. */
  record FileRange(long from, long to) implements Serializable {
    static List<FileRange> divide(long files, int most) {
      List<FileRange> ranges = new ArrayList<>();
      long count = Math.min(files, most);
      for (long i = 0; i < count; i++) {
        ranges.add(new FileRange(i * files / count, (i + 1) * files / count));
      }
      return ranges;
    }
  }

  @Override
  public PCollection<MergedIndex> expand(PBegin begin) {
    return begin
        .apply(
            "ListFiles",
            Create.of(FileRange.divide(pattern.count(), MOST_RANGES))
                .withCoder(SerializableCoder.of(FileRange.class)))
        .apply("IndexRange", ParDo.of(new IndexRange(job)))
        .setCoder(SerializableCoder.of(MergedIndex.class))
        .apply("MergeIndexes", Combine.globally(new MergeIndexes(pattern)));
  }

  static final class IndexRange extends DoFn<FileRange, MergedIndex> {
    private final BakeJob job;

    IndexRange(BakeJob job) {
      this.job = job;
    }

    @ProcessElement
    public void process(@Element FileRange range, OutputReceiver<MergedIndex> output)
        throws IOException {
      Phase.INDEX.time(
          () -> {
            try (SourceDatasets sources = new SourceDatasets(job)) {
              MergedIndex index = new MergedIndex(sources.shape());
              for (long file = range.from(); file < range.to(); file++) {
                index.add(sources.index(file));
                Count.FILES_INDEXED.counter().inc();
              }
              output.output(index);
            }
          });
    }
  }

  static final class MergeIndexes extends Combine.CombineFn<MergedIndex, MergedIndex, MergedIndex> {
    private final PatternShape pattern;

    MergeIndexes(PatternShape pattern) {
      this.pattern = pattern;
    }

    @Override
    public MergedIndex createAccumulator() {
      return new MergedIndex(pattern);
    }

    @Override
    public MergedIndex addInput(MergedIndex accumulator, MergedIndex input) {
      accumulator.merge(input);
      return accumulator;
    }

    @Override
    public MergedIndex mergeAccumulators(Iterable<MergedIndex> accumulators) {
      MergedIndex merged = createAccumulator();
      accumulators.forEach(merged::merge);
      return merged;
    }

    @Override
    public MergedIndex extractOutput(MergedIndex accumulator) {
      return accumulator;
    }
  }
}
