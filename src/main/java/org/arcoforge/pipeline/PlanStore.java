package org.arcoforge.pipeline;

import java.io.IOException;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.arcoforge.pipeline.RunMetrics.Count;
import org.arcoforge.pipeline.RunMetrics.Phase;
import org.arcoforge.plan.MergedIndex;
import org.arcoforge.plan.Plan;
import org.arcoforge.store.Stores;

/** Makes the plan of a job from all its indexes and, once it stands, sets the target up. */
final class PlanStore extends PTransform<PCollection<KV<Integer, MergedIndex>>, PCollection<Plan>> {
  private final BakeJob job;

  PlanStore(BakeJob job) {
    this.job = job;
  }

  @Override
  public PCollection<Plan> expand(PCollection<KV<Integer, MergedIndex>> indexes) {
    return indexes
        .apply("GatherIndexes", GroupByKey.create())
        .apply("PlanAndSetUp", ParDo.of(new PlanAndSetUp(job)))
        .setCoder(SerializableCoder.of(Plan.class));
  }

  static final class PlanAndSetUp extends DoFn<KV<Integer, Iterable<MergedIndex>>, Plan> {
    private final BakeJob job;

    PlanAndSetUp(BakeJob job) {
      this.job = job;
    }

    @ProcessElement
    public void process(
        @Element KV<Integer, Iterable<MergedIndex>> indexes, OutputReceiver<Plan> output)
        throws IOException {
      Phase.PLAN.time(
          () -> {
            Plan plan = PlanJob.plan(job, indexes.getValue());
            TargetStore target = new TargetStore(Stores.open(job.target()));
            long storedBytes = target.setUp(plan);
            if (plan.unitCount() == 0) {
              target.commit(plan.metadata()); // No unit follows, hence no receipt.
            }
            Count.STORED_BYTES_WRITTEN.counter().inc(storedBytes);
            Count.ARRAY_BYTES_WRITTEN.counter().inc(plan.coordinateBytes());
            Count.UNITS_PLANNED.counter().inc(plan.unitCount());
            Count.ARRAY_BYTES_PLANNED.counter().inc(plan.arrayBytes());
            Count.MEMORY_PREDICTED.counter().inc(plan.memory().peak());
            Count.SOURCE_BYTES.counter().inc(plan.sourceBytes());
            plan.dropped().forEach(conflict -> RunMetrics.dropped().add(conflict.toString()));
            output.output(plan);
          });
    }
  }
}
