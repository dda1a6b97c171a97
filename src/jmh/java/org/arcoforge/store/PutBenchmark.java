package org.arcoforge.store;

import com.google.cloud.NoCredentials;
import com.google.cloud.storage.BlobInfo;
import com.google.cloud.storage.Storage;
import com.google.cloud.storage.StorageOptions;
import java.io.IOException;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.arcoforge.store.StoreAccess.Option;
import org.arcoforge.store.StoreAccess.Setting;
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
import org.openjdk.jmh.annotations.Threads;
import org.openjdk.jmh.annotations.Warmup;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/**
 * Putting objects of 64 KiB: by our stores, and by the plain clients of Google and Amazon as they
 * come. Set {@code -Dput.endpoint=URL}, of a server that has the bucket {@code put.bucket}; for S3
 * also the usual variables of the environment.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Fork(1)
@Threads(8)
@Warmup(iterations = 3, time = 5)
@Measurement(iterations = 8, time = 5)
@SuppressWarnings("NullAway.Init") // JMH sets what start() needs.
public class PutBenchmark {
  private static final int BYTES = 64 << 10;

  /** Who puts. */
  public enum Client {
    OURS,
    PLAIN
  }

  @Param({"gs", "s3"})
  public String scheme;

  @Param({"OURS", "PLAIN"})
  public Client client;

  private final AtomicLong number = new AtomicLong();
  private final byte[] bytes = new byte[BYTES];
  private Putting putting;

  private interface Putting {
    void put(String name) throws IOException;
  }

  @Setup(Level.Trial)
  public void start() {
    new Random(1).nextBytes(bytes);
    String endpoint = System.getProperty("put.endpoint", "");
    String bucket = System.getProperty("put.bucket", "bench");
    if (client == Client.OURS) {
      Option option = scheme.equals("gs") ? Option.GCS_ENDPOINT : Option.S3_ENDPOINT;
      StoreAccess access = StoreAccess.USUAL.with(new Setting(option, "", endpoint));
      Store store = Stores.open(scheme + "://" + bucket + "/put", access);
      putting = name -> store.put(new StoreKey(name), ByteBuffer.wrap(bytes));
    } else if (scheme.equals("gs")) {
      Storage storage =
          StorageOptions.newBuilder()
              .setHost(endpoint)
              .setProjectId("bench")
              .setCredentials(NoCredentials.getInstance())
              .build()
              .getService();
      putting = name -> storage.create(BlobInfo.newBuilder(bucket, "put/" + name).build(), bytes);
    } else {
      S3Client s3 =
          S3Client.builder()
              .endpointOverride(URI.create(endpoint))
              .forcePathStyle(true)
              .region(Region.US_EAST_1)
              .build();
      putting =
          name ->
              s3.putObject(b -> b.bucket(bucket).key("put/" + name), RequestBody.fromBytes(bytes));
    }
  }

  /** Puts one object. */
  @Benchmark
  public void put() throws IOException {
    putting.put("c/" + number.incrementAndGet() % 1000);
  }
}
