package org.arcoforge.fetch;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.MessageDigest;
import java.util.Random;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.arcoforge.fetch.Checksum.Algorithm;
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

/**
 * Fetching a file of 512 MiB from a server of this process, checked and synced to the disk of
 * {@code java.io.tmpdir}: by us, and by a plain loop over the JDK's own client that does the same.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.SingleShotTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Fork(1)
@Warmup(iterations = 3)
@Measurement(iterations = 9)
@SuppressWarnings("NullAway.Init") // JMH sets what start() needs.
public class FetchBenchmark {
  private static final int PIECE = 1 << 20;
  private static final int PIECES = 512;

  @Param({"MD5", "SHA256"})
  public Algorithm algorithm;

  private final ExecutorService threads = Executors.newCachedThreadPool();
  private HttpServer server;
  private Path folder;
  private String url;
  private Checksum checksum;

  @Setup(Level.Trial)
  public void start() throws IOException {
    byte[] piece = new byte[PIECE];
    new Random(1).nextBytes(piece);
    MessageDigest digest = algorithm.digest();
    for (int i = 0; i < PIECES; i++) {
      digest.update(piece);
    }
    checksum = algorithm.of(digest);
    folder = Files.createTempDirectory("fetch");
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.setExecutor(threads);
    server.createContext(
        "/file",
        exchange -> {
          exchange.sendResponseHeaders(200, (long) PIECE * PIECES);
          try (OutputStream out = exchange.getResponseBody()) {
            for (int i = 0; i < PIECES; i++) {
              out.write(piece);
            }
          }
        });
    server.start();
    url = "http://127.0.0.1:%d/file".formatted(server.getAddress().getPort());
  }

  @TearDown(Level.Trial)
  public void stop() throws IOException {
    server.stop(0);
    threads.shutdownNow();
    Files.deleteIfExists(folder.resolve("fetched"));
  }

  @Benchmark
  public Checked fetcher() throws IOException {
    Path file = folder.resolve("fetched");
    Files.deleteIfExists(file);
    try (Fetcher fetcher = new Fetcher(FetchOptions.in(folder.resolve("state")))) {
      Expected expected = new Expected((long) PIECE * PIECES, checksum);
      return fetcher.download(url, file, expected, bytes -> {});
    }
  }

  @Benchmark
  public Checksum plainCopy() throws IOException {
    Path file = folder.resolve("fetched");
    Files.deleteIfExists(file);
    MessageDigest digest = algorithm.digest();
    byte[] buffer = new byte[1 << 18];
    try (InputStream in = URI.create(url).toURL().openStream();
        FileChannel out =
            FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE)) {
      for (int got = in.read(buffer); got >= 0; got = in.read(buffer)) {
        digest.update(buffer, 0, got);
        ByteBuffer bytes = ByteBuffer.wrap(buffer, 0, got);
        while (bytes.hasRemaining()) {
          out.write(bytes);
        }
      }
      out.force(true);
    }
    return algorithm.of(digest);
  }
}
