package org.arcoforge.pipeline;

import java.io.IOException;
import org.apache.beam.sdk.transforms.DoFn;
import org.apache.beam.sdk.transforms.GroupByKey;
import org.apache.beam.sdk.transforms.PTransform;
import org.apache.beam.sdk.transforms.ParDo;
import org.apache.beam.sdk.values.KV;
import org.apache.beam.sdk.values.PCollection;
import org.apache.beam.sdk.values.PCollectionView;
import org.apache.beam.sdk.values.PDone;
import org.arcoforge.pipeline.RunMetrics.Phase;
import org.arcoforge.plan.Plan;
import org.arcoforge.zarr.GroupMetadata;

/** Checks that every unit has a receipt, then makes the target a store. */
final class CommitStore extends PTransform<PCollection<KV<Integer, Receipt>>, PDone> {
  private final BakeJob job;
  private final PCollectionView<Plan> view;

  CommitStore(BakeJob job, PCollectionView<Plan> view) {
    this.job = job;
    this.view = view;
  }

  @Override
  public PDone expand(PCollection<KV<Integer, Receipt>> receipts) {
    receipts
        .apply("GatherReceipts", GroupByKey.create())
        .apply("Commit", ParDo.of(new Commit(job, view)).withSideInputs(view));
    return PDone.in(receipts.getPipeline());
  }

  static final class Commit extends DoFn<KV<Integer, Iterable<Receipt>>, Void> {
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
            ReceiptCheck check = new ReceiptCheck();
            context.element().getValue().forEach(check::add);
            check.requireComplete(plan.units());
            TargetStore target = new TargetStore(job.store());
            GroupMetadata metadata = Provenance.added(job.here(), plan);
            if (job.isElsewhere()) {
              target.requireWhole(metadata);
            }
            if (job.mode() == TargetMode.REPAIR) {
              target.commit(metadata);
            } else {
              target.commit(metadata, job.sources().run());
            }
          });
    }
  }
}
