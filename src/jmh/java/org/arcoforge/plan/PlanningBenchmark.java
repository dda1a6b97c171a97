package org.arcoforge.plan;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.arcoforge.dataset.Attributes;
import org.arcoforge.dataset.Block;
import org.arcoforge.dataset.CfTime;
import org.arcoforge.dataset.DataType;
import org.arcoforge.dataset.Dimension;
import org.arcoforge.dataset.NativeStorage;
import org.arcoforge.dataset.Schema;
import org.arcoforge.dataset.TimeExtent;
import org.arcoforge.dataset.Variable;
import org.arcoforge.plan.PatternShape.AxisShape;
import org.arcoforge.recipe.Target;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Merging the indexes of many files of 20 variables, each with attributes and time units of its
 * own, and planning from them.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(value = 1, jvmArgs = "-Xmx2g")
@Warmup(iterations = 1)
@Measurement(iterations = 3)
public class PlanningBenchmark {
  private static final int VARIABLES = 20;

  private static final CfTime TIME =
      CfTime.parse("hours since 1970-01-01", Optional.empty()).orElseThrow();

  @Param({"1000", "10000", "100000"})
  public int files;

  @Benchmark
  public long plan() {
    PatternShape pattern = new PatternShape(List.of(new AxisShape("time", true, files)));
    Target target = Target.named("oisst").chunk("time", 20);
    MergedIndex index = new MergedIndex(pattern, target.combination());
    for (int file = 0; file < files; file++) {
      index.add(file(file));
    }
    Plan plan = Planner.plan(index, target, file -> "file " + file, 2_000_000_000L, 2);
    return plan.unit(plan.unitCount() - 1).reads().size();
  }

  private static FileIndex file(int file) {
    List<Variable> variables = new ArrayList<>();
    variables.add(
        Variable.of(
            "time",
            DataType.FLOAT64,
            List.of("time"),
            attributes("hours since " + LocalDate.ofEpochDay(file))));
    variables.add(
        Variable.of("lat", DataType.FLOAT32, List.of("lat"), attributes("degrees_north")));
    variables.add(Variable.of("lon", DataType.FLOAT32, List.of("lon"), attributes("degrees_east")));
    for (int i = 4; i <= VARIABLES; i++) {
      variables.add(
          new Variable(
              "field" + i,
              DataType.INT16,
              List.of("time", "lat", "lon"),
              attributes("Celsius").with("scale_factor", 0.01f).with("_FillValue", (short) -999),
              new NativeStorage(List.of(1L, 720L, 1440L), List.of("shuffle", "deflate"))));
    }
    Block time = Block.allocate(DataType.FLOAT64, 1);
    time.setDouble(0, 12);
    Schema schema =
        Schema.of(
            List.of(Dimension.of("time", 1), Dimension.of("lat", 720), Dimension.of("lon", 1440)),
            variables,
            attributes("none").with("id", "file " + file).with("created", "day " + file));
    return new FileIndex(
        file,
        schema,
        Map.of(
            "time", Fingerprint.of(time),
            "lat", Fingerprint.of(Block.allocate(DataType.FLOAT32, 720)),
            "lon", Fingerprint.of(Block.allocate(DataType.FLOAT32, 1440))),
        Map.of("time", TimeExtent.of(TIME, time, i -> false)),
        1_500_000,
        "");
  }

  private static Attributes attributes(String units) {
    return Attributes.NONE.with("units", units).with("long_name", "a name").with("valid_min", 0.0);
  }
}
