package org.arcoforge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Pushes of files that are not on this machine. */
@Timeout(120)
final class PushFetchedTest {
  @TempDir private Path folder = Path.of("");
  private Served served;

  @BeforeEach
  void start() throws IOException {
    served = new Served(folder);
  }

  @AfterEach
  void stop() throws IOException {
    served.close();
  }

  private CommandRun pushes(String... files) {
    String[] arguments =
        java.util.stream.Stream.concat(
                java.util.stream.Stream.of(
                    "push", "--concat=t", "--chunk=t=2", "--target", served.store("a").toString()),
                java.util.stream.Stream.of(files))
            .toArray(String[]::new);
    CommandRun run = served.run(arguments);
    assertThat(run.code()).as(run.err()).isZero();
    return run;
  }

  private void assertAsLocally() throws IOException {
    Served.assertSame(Served.tree(served.store("a")), served.baked(0, 1));
  }

  @Test
  void filesOfAServerAndOfThisMachineMix() throws IOException {
    served.serve("/w1.nc", served.wind(1));
    Path file = Files.write(folder.resolve("w0.nc"), served.wind(0));
    pushes(Served.DATA + "/w1.nc", file.toString());
    assertAsLocally();
  }

  @Test
  void whatLooksLikeAGlobInTheUrlOfAServerIsItsOwn() throws IOException {
    served.serve("/w%5B0%5D%7B%7D.nc", served.wind(0));
    served.serve("/w%5B1%5D%7B%7D.nc", served.wind(1));
    pushes(Served.DATA + "/w[1]{}.nc", Served.DATA + "/w[0]{}.nc");
    assertAsLocally();
  }

  @Test
  void filesOfARecordAreAlreadyPublished() throws IOException {
    served.zenodo(71, served.winds("w%d.nc"));
    assertThat(pushes("zenodo:71/*.nc").out()).contains("zenodo:71/w1.nc").doesNotContain("DOI");
    assertAsLocally();
  }

  @Test
  void aRecordIsNotTakenForItsFiles() throws IOException {
    served.zenodo(71, served.winds("w%d.nc"));
    CommandRun run = served.run("push", "zenodo:71", "--target", served.store("a").toString());
    Winds.assertFails(
        run,
        "Cannot read zenodo:71: it is a record, not a file. Name a file, as arcoforge inspect lists them.");
  }
}
