package org.arcoforge.pipeline;

import java.io.IOException;
import org.apache.beam.sdk.coders.CannotProvideCoderException;
import org.apache.beam.sdk.coders.Coder;
import org.apache.beam.sdk.coders.CoderRegistry;
import org.apache.beam.sdk.coders.SerializableCoder;
import org.apache.beam.sdk.transforms.Combine;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.transforms.View;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.PDone;
import org.arcoforge.pipeline.RunMetrics.Phase;
import org.arcoforge.plan.Plan;
import org.arcoforge.store.Stores;

/** Checks that every unit has a receipt, then makes the target a store. */
final class CommitStore extends PTransform<PCollection<Receipt>, PDone> {
  private final BakeJob job;
  private final PCollection<Plan> plan;

  CommitStore(BakeJob job, PCollection<Plan> plan) {
    this.job = job;
    this.plan = plan;
  }

  @Override
  public PDone expand(PCollection<Receipt> receipts) {
    PCollectionView<Plan> view = plan.apply("SharePlan", View.asSingleton());
    receipts
        .apply("CollectReceipts", Combine.globally(new CollectReceipts()))
        .apply("Commit", ParDo.of(new Commit(job, view)).withSideInputs(view));
    return PDone.in(receipts.getPipeline());
  }

  static final class CollectReceipts
      extends Combine.CombineFn<Receipt, ReceiptCheck, ReceiptCheck> {
    @Override
    public ReceiptCheck createAccumulator() {
      return new ReceiptCheck();
    }

    @Override
    public ReceiptCheck addInput(ReceiptCheck accumulator, Receipt receipt) {
      accumulator.add(receipt);
      return accumulator;
    }

    @Override
    public ReceiptCheck mergeAccumulators(Iterable<ReceiptCheck> accumulators) {
      ReceiptCheck merged = createAccumulator();
      accumulators.forEach(merged::merge);
      return merged;
    }

    @Override
    public ReceiptCheck extractOutput(ReceiptCheck accumulator) {
      return accumulator;
    }

    @Override
    public Coder<ReceiptCheck> getAccumulatorCoder(
        CoderRegistry registry, Coder<Receipt> inputCoder) throws CannotProvideCoderException {
      return SerializableCoder.of(ReceiptCheck.class);
    }

    @Override
    public Coder<ReceiptCheck> getDefaultOutputCoder(
        CoderRegistry registry, Coder<Receipt> inputCoder) throws CannotProvideCoderException {
      return SerializableCoder.of(ReceiptCheck.class);
    }
  }

  static final class Commit extends DoFn<ReceiptCheck, Void> {
    private final BakeJob job;
    private final PCollectionView<Plan> view;

    Commit(BakeJob job, PCollectionView<Plan> view) {
      this.job = job;
      this.view = view;
    }

    @ProcessElement
    public void process(ProcessContext context) throws IOException {
      Phase.COMMIT.time(
          () -> {
            Plan plan = context.sideInput(view);
            context.element().requireComplete(plan.unitCount());
            new TargetStore(Stores.open(job.target())).commit(plan.metadata());
          });
    }
  }
}
