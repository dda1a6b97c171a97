package org.arcoforge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Stream;
import org.arcoforge.dataset.Dataset;
import org.arcoforge.pattern.FilePattern;
import org.arcoforge.pattern.Keys;
import org.arcoforge.pattern.SourceFile;
import org.arcoforge.pipeline.Archive;
import org.arcoforge.recipe.Recipe;
import org.arcoforge.recipe.Target;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs in processes of their own that are killed at any moment. */
final class CrashTest {
  private static final int FILES = 60;
  private static final int ROUNDS = 5;
  private static final String RECIPE = SlowRecipe.class.getName();

  /** A recipe whose units take their time if the process is told so. */
  public static final class SlowRecipe implements Recipe {
    @Override
    public FilePattern files() {
      return FilePattern.of(System.getProperty("crash.folder") + "/w{t}.nc")
          .concat("t", Keys.range(0, FILES - 1));
    }

    @Override
    public Target target() {
      return Target.named("slow").chunk("t", 1);
    }

    @Override
    public Dataset preprocess(SourceFile file, Dataset dataset) {
      return dataset.mapFloats("u", SlowRecipe::slowly);
    }

    private static float slowly(float value) {
      if (Boolean.getBoolean("crash.slow")) {
        LockSupport.parkNanos(2_000_000);
      }
      return value;
    }
  }

  @TempDir private Path folder;

  @BeforeEach
  void files() throws IOException {
    System.setProperty("crash.folder", folder.toString());
    for (int key = 0; key < FILES; key++) {
      float[] values = new float[20];
      for (int i = 0; i < values.length; i++) {
        values[i] = 100 * key + i;
      }
      new Archive()
          .dimension("t", 1)
          .dimension("x", 20)
          .variable("t", List.of("t"), new int[] {key})
          .variable("u", List.of("t", "x"), values)
          .write(folder.resolve("w" + key + ".nc"));
    }
  }

  @AfterEach
  void forget() {
    System.clearProperty("crash.folder");
  }

  private Process bake(Path store, Path log, String format) throws IOException {
    return new ProcessBuilder(
            Path.of(System.getProperty("java.home"), "bin", "java").toString(),
            "-XX:TieredStopAtLevel=1",
            "-XX:+UseSerialGC",
            "-Dcrash.slow=true",
            "-Dcrash.folder=" + folder,
            "-Darcoforge.provenance=false",
            "-cp",
            System.getProperty("java.class.path"),
            Main.class.getName(),
            "bake",
            RECIPE,
            "--overwrite",
            "--zarr",
            format,
            "--threads",
            "2",
            "--target",
            store.toString())
        .redirectErrorStream(true)
        .redirectOutput(log.toFile())
        .start();
  }

  @Test
  void aRunThatIsKilledLeavesAWholeStoreOrNone() throws Exception {
    long seed = System.nanoTime();
    Random random = new Random(seed);
    Path store = folder.resolve("out.zarr");
    Path log = folder.resolve("log.txt");
    for (int round = 0; round < ROUNDS; round++) {
      String format = round % 2 == 0 ? "3" : "2";
      Path documents = store.resolve("u").resolve(format.equals("3") ? "zarr.json" : ".zarray");
      Process process = bake(store, log, format);
      try {
        // Until the arrays of this run stand; then the chunks take about a second.
        while (process.isAlive() && !Files.exists(documents)) {
          Thread.sleep(1);
        }
        process.waitFor(random.nextInt(1500), TimeUnit.MILLISECONDS);
      } finally {
        process.destroyForcibly().waitFor();
      }
      String what = "seed %d, round %d: %s".formatted(seed, round, Files.readString(log));
      CommandRun verified = CommandRun.of("verify", store.toString(), "--recipe", RECIPE, "--json");
      if (verified.code() == 0) {
        assertThat(verified.json().path("valuesCompared").asInt())
            .describedAs(what)
            .isEqualTo(FILES * 21);
      } else {
        assertThat(verified.err()).describedAs(what).contains("it has neither zarr.json nor");
        assertThat(bakeHere(store).err()).describedAs(what).contains("incomplete Zarr store");
      }
      assertThat(bakeHere(store, "--overwrite").code()).describedAs(what).isZero();
      CommandRun again = CommandRun.of("verify", store.toString(), "--recipe", RECIPE);
      assertThat(again.code()).describedAs(what + again.out() + again.err()).isZero();
      try (Stream<Path> all = Files.walk(store)) {
        assertThat(all.filter(path -> path.toString().endsWith(".partial")))
            .describedAs(what)
            .isEmpty();
      }
    }
  }

  private static CommandRun bakeHere(Path store, String... more) {
    return CommandRun.of(
        Stream.concat(Stream.of("bake", RECIPE, "--target", store.toString()), Stream.of(more))
            .toArray(String[]::new));
  }
}
