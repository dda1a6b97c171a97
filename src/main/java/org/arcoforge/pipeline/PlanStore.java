package org.arcoforge.pipeline;

import java.io.IOException;
import java.util.List;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.coders.VarLongCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionTuple;
import org.apache.beam.sdk.values.TupleTag;
import org.apache.beam.sdk.values.TupleTagList;
import org.arcoforge.pipeline.RunMetrics.Count;
import org.arcoforge.pipeline.RunMetrics.Phase;
import org.arcoforge.plan.Plan;

/**
 * Makes the plan of a job from all its indexes and, once it stands, sets the target up. Gives the
 * plan, and its units divided into groups.
 */
final class PlanStore extends PTransform<PCollection<KV<Integer, RangeIndex>>, PCollectionTuple> {
  /** The plan: one element. */
  static final TupleTag<Plan> PLAN = new TupleTag<>("plan") {};

  /** The numbers of all units, each with the number of its group. */
  static final TupleTag<KV<Integer, Long>> UNITS = new TupleTag<>("units") {};

  private final BakeJob job;
  private final int groups;

  /**
   * Makes the transform.
   *
   * @param groups into how many groups units are divided at most
   */
  PlanStore(BakeJob job, int groups) {
    this.job = job;
    this.groups = groups;
  }

  @Override
  public PCollectionTuple expand(PCollection<KV<Integer, RangeIndex>> indexes) {
    PCollectionTuple outputs =
        indexes
            .apply("GatherIndexes", GroupByKey.create())
            .apply(
                "PlanAndSetUp",
                ParDo.of(new PlanAndSetUp(job, groups))
                    .withOutputTags(UNITS, TupleTagList.of(PLAN)));
    outputs.get(PLAN).setCoder(SerializableCoder.of(Plan.class));
    outputs.get(UNITS).setCoder(KvCoder.of(VarIntCoder.of(), VarLongCoder.of()));
    return outputs;
  }

  static final class PlanAndSetUp
      extends DoFn<KV<Integer, Iterable<RangeIndex>>, KV<Integer, Long>> {
    private final BakeJob job;
    private final int groups;

    PlanAndSetUp(BakeJob job, int groups) {
      this.job = job;
      this.groups = groups;
    }

    @ProcessElement
    public void process(
        @Element KV<Integer, Iterable<RangeIndex>> indexes, MultiOutputReceiver outputs)
        throws IOException {
      Phase.PLAN.time(
          () -> {
            Prepared prepared = prepare(job.here(), indexes.getValue());
            Plan plan = prepared.plan();
            count(prepared);
            outputs.get(PLAN).output(plan);
            UnitGroups division = new UnitGroups(plan.units().count(), groups, job.isElsewhere());
            plan.units().forEach(unit -> outputs.get(UNITS).output(KV.of(division.next(), unit)));
          });
    }

    private static Prepared prepare(BakeJob job, Iterable<RangeIndex> indexes) throws IOException {
      TargetStore target = new TargetStore(job.store());
      if (job.mode() == TargetMode.REPAIR) {
        return RepairStore.prepare(job, indexes, target);
      }
      Plan plan = PlanJob.plan(job, indexes);
      if (job.mode() == TargetMode.RESUME) {
        return new ResumeStore(job, target).prepare(plan);
      }
      long storedBytes = target.setUp(plan, RunRecord.of(job, plan));
      if (plan.unitCount() == 0) {
        target.commit(
            Provenance.added(job, plan), job.sources().run()); // No unit follows, hence no receipt.
      }
      return Prepared.of(plan, storedBytes);
    }

    private static void count(Prepared prepared) {
      Plan plan = prepared.plan();
      Count.STORED_BYTES_WRITTEN.counter().inc(prepared.storedBytes());
      Count.ARRAY_BYTES_WRITTEN.counter().inc(prepared.writtenBytes());
      Count.UNITS_PLANNED.counter().inc(plan.units().count());
      Count.ARRAY_BYTES_PLANNED.counter().inc(prepared.arrayBytes());
      Count.MEMORY_PREDICTED.counter().inc(plan.memory().peak());
      Count.SOURCE_BYTES.counter().inc(plan.sourceBytes());
      plan.notices().forEach(notice -> RunMetrics.notices().add(notice.line()));
      prepared.notes().forEach(RunMetrics.notices()::add);
      plan.failedFiles().forEach(file -> RunMetrics.failedFiles().add(RunMetrics.text(file)));
    }
  }

  /**
   * A plan whose target is set up.
   *
   * @param writtenBytes of arrays that are written already, before compression
   * @param arrayBytes of all that is to be written, before compression
   * @param storedBytes what was written takes in the store
   * @param notes what there is to know, as sentences
   */
  record Prepared(
      Plan plan, long writtenBytes, long arrayBytes, long storedBytes, List<String> notes) {

    /** A plan of which all units are to be written. */
    static Prepared of(Plan plan, long storedBytes) {
      return new Prepared(plan, plan.coordinateBytes(), plan.arrayBytes(), storedBytes, List.of());
    }
  }
}
