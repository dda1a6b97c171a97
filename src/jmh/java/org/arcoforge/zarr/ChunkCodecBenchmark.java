package org.arcoforge.zarr;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.arcoforge.dataset.Attributes;
import org.arcoforge.dataset.Block;
import org.arcoforge.dataset.DataType;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/** A chunk of four maps of 720 by 1440 packed values (8.3 MB), to the bytes of a store and back. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 2, time = 2)
@Measurement(iterations = 3, time = 2)
public class ChunkCodecBenchmark {
  private static final int[] SHAPE = {4, 720, 1440};

  @Param({"blosc-1", "zstd-3"})
  public String compression = "";

  private ChunkCodec codec = codec(Compression.none());
  private Block chunk = Block.allocate(DataType.INT16, SHAPE);
  private byte[] encoded = new byte[0];

  private static ChunkCodec codec(Compression compression) {
    ArrayMetadata array =
        new ArrayMetadata(
            "sst",
            DataType.INT16,
            List.of(4L, 720L, 1440L),
            List.of(4, 720, 1440),
            List.of("time", "lat", "lon"),
            Attributes.NONE,
            compression);
    return new ChunkCodec(array, ZarrFormat.V3);
  }

  @Setup(Level.Trial)
  public void setUp() {
    codec = codec(compression.equals("zstd-3") ? Compression.zstd(3) : Compression.blosc(1));
    chunk = smooth();
    encoded = bytes(codec.encode(chunk));
    System.out.printf("%d bytes become %d%n", chunk.bytes().length, encoded.length);
  }

  /** Returns waves of 0.01 degrees with noise in the last digit, as a sea-surface temperature. */
  private static Block smooth() {
    Block block = Block.allocate(DataType.INT16, SHAPE);
    Random random = new Random(1);
    for (int i = 0; i < block.size(); i++) {
      double lon = i % SHAPE[2] * Math.PI / 720;
      double lat = i / SHAPE[2] % SHAPE[1] * Math.PI / 720;
      block.setLong(
          i, Math.round(1500 * Math.sin(lat) + 300 * Math.cos(5 * lon + lat)) + random.nextInt(3));
    }
    return block;
  }

  private static byte[] bytes(ByteBuffer buffer) {
    byte[] bytes = new byte[buffer.remaining()];
    buffer.get(bytes);
    return bytes;
  }

  @TearDown
  public void close() {
    codec.close();
  }

  @Benchmark
  public ByteBuffer encode() {
    return codec.encode(chunk);
  }

  @Benchmark
  public Block decode() throws IOException {
    return codec.decode(encoded);
  }
}
