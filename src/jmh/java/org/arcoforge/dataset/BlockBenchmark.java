package org.arcoforge.dataset;

import java.util.concurrent.TimeUnit;
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

/** Pasting 1,036,800 values of {@code float32} (4.1 MB) into a chunk of four maps. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
public class BlockBenchmark {
  private final Block target = Block.allocate(DataType.FLOAT32, 4, 720, 1440);
  private final Block map = Block.allocate(DataType.FLOAT32, 1, 720, 1440);
  private final Block columns = Block.allocate(DataType.FLOAT32, 4, 720, 360);

  /** Where along the first, or the last, dimension it is pasted. */
  @Param({"1", "3"})
  public int at;

  @Benchmark
  public Block pasteOneMap() {
    target.paste(map, at, 0, 0);
    return target;
  }

  @Benchmark
  public Block pasteColumnsOfAllMaps() {
    target.paste(columns, 0, 0, at * 360);
    return target;
  }
}
