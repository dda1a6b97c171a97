package org.arcoforge.pipeline;

import java.io.IOException;
import org.apache.beam.sdk.coders.KvCoder;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.coders.VarIntCoder;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.arcoforge.pipeline.RunMetrics.Count;
import org.arcoforge.pipeline.RunMetrics.Phase;
import org.arcoforge.plan.Plan;
import org.arcoforge.plan.Unit;
import org.arcoforge.store.Store;
import org.jspecify.annotations.Nullable;

/** Writes units, group by group, and gives a receipt for each, all under one key. */
final class WriteUnits
    extends PTransform<PCollection<KV<Integer, Long>>, PCollection<KV<Integer, Receipt>>> {
  /** What all threads of a process may have encoded that is not put yet. */
  private static final long QUEUED_BYTES = 64 << 20;

  private final BakeJob job;
  private final PCollectionView<Plan> plan;

  WriteUnits(BakeJob job, PCollectionView<Plan> plan) {
    this.job = job;
    this.plan = plan;
  }

  @Override
  public PCollection<KV<Integer, Receipt>> expand(PCollection<KV<Integer, Long>> units) {
    return units
        .apply("DivideUnits", GroupByKey.create())
        .apply("WriteUnit", ParDo.of(new WriteUnit(job, plan)).withSideInputs(plan))
        .setCoder(KvCoder.of(VarIntCoder.of(), SerializableCoder.of(Receipt.class)));
  }

  static final class WriteUnit extends DoFn<KV<Integer, Iterable<Long>>, KV<Integer, Receipt>> {
    private final BakeJob job;
    private final PCollectionView<Plan> view;
    private transient @Nullable SourceDatasets sources;
    private transient @Nullable UnitWriter writer;

    WriteUnit(BakeJob job, PCollectionView<Plan> view) {
      this.job = job;
      this.view = view;
    }

    @ProcessElement
    public void process(ProcessContext context) throws IOException {
      Plan plan = context.sideInput(view);
      UnitWriter writing = writer(plan);
      Phase.WRITE.time(
          () -> {
            for (long number : context.element().getValue()) {
              write(writing, plan.unit(number));
              writing.written().forEach(receipt -> output(receipt, context));
            }
            writing.finish().forEach(receipt -> output(receipt, context));
          });
    }

    private UnitWriter writer(Plan plan) throws IOException {
      if (writer == null) {
        BakeJob here = job.here();
        Store store = here.store();
        sources = new SourceDatasets(here, plan, Count.BYTES_FETCHED::add);
        writer =
            new UnitWriter(
                sources,
                new PutQueue(
                    store,
                    Math.max(1, store.concurrency() / here.threads()),
                    QUEUED_BYTES / here.threads()),
                plan.metadata());
      }
      return writer;
    }

    private void write(UnitWriter writing, Unit unit) throws IOException {
      MemoryBudget.ofThisProcess(job.here().budget())
          .within(
              unit.memoryBytes(),
              () -> {
                writing.write(unit);
                return unit;
              });
    }

    private static void output(Receipt receipt, ProcessContext context) {
      Count.UNITS_WRITTEN.counter().inc();
      Count.ARRAY_BYTES_WRITTEN.counter().inc(receipt.arrayBytes());
      Count.STORED_BYTES_WRITTEN.counter().inc(receipt.storedBytes());
      context.output(KV.of(0, receipt));
    }

    @Teardown
    public void close() throws IOException {
      if (writer != null) {
        writer.close();
      }
      if (sources != null) {
        sources.close();
      }
    }
  }
}
