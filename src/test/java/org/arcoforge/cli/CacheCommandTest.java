package org.arcoforge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** {@code cache}, and how large it grows. */
@Timeout(60)
final class CacheCommandTest {
  private static final int LENGTH = 1200;

  @TempDir private Path folder = Path.of("");
  private Served served;

  @BeforeEach
  void start() throws IOException {
    served = new Served(folder);
    for (int key = 0; key < 3; key++) {
      served.serve("/w" + key + ".nc", served.large(key, LENGTH));
    }
  }

  @AfterEach
  void stop() throws IOException {
    served.close();
  }

  private CommandRun cache(String... more) {
    return CommandRun.of(
        Stream.concat(
                Stream.of("cache"),
                Stream.concat(Stream.of(more), Stream.of("--cache", served.cache().toString())))
            .toArray(String[]::new));
  }

  @Test
  void aCacheInABucketIsNeitherListedNorCleaned() {
    for (String action : new String[] {"list", "clean"}) {
      CommandRun run = CommandRun.of("cache", action, "--cache", "gs://b/cache");
      assertThat(run.code()).isEqualTo(2);
      assertThat(run.err())
          .contains(
              "Cannot list or clean cache gs://b/cache: it is in a bucket. Give the folder of this machine, or remove its objects with the bucket's own tools.");
    }
  }

  private CommandRun bakes(String... more) throws IOException {
    String recipe =
        served.recipe(
            "web",
            "FilePattern.of(\"%s/w{t}.nc\").concat(\"t\", Keys.range(0, 2))".formatted(Served.DATA),
            "");
    return served.bakes(recipe, "out" + System.nanoTime(), more);
  }

  private long bytes() throws IOException {
    return 3L * served.large(0, LENGTH).length;
  }

  @Test
  void aCacheThatIsNotThereIsEmpty() throws IOException {
    assertThat(cache("list").out()).isEqualTo("%s: 0 files, 0 bytes%n".formatted(served.cache()));
    assertThat(cache("clean").out())
        .isEqualTo("%s: removed 0 files, 0 bytes; 0 bytes left%n".formatted(served.cache()));
    assertThat(cache("list", "--json").json().path("files")).isEmpty();
    assertThat(served.cache()).doesNotExist();
  }

  @Test
  void filesAreListedWithWhereTheyAreFrom() throws IOException {
    bakes();
    CommandRun run = cache("list");
    assertThat(run.out())
        .contains("size", "last used", "in use", "from")
        .contains("no", "https://data.example.org/w0.nc", "https://data.example.org/w2.nc")
        .contains(served.cache() + ": 3 files, ");
    assertThat(run.code()).isZero();
    JsonNode json = cache("list", "--json").json();
    assertThat(json.path("cache").asText()).isEqualTo(served.cache().toString());
    assertThat(json.path("files").findValuesAsText("source"))
        .containsExactlyInAnyOrder(
            Served.DATA + "/w0.nc", Served.DATA + "/w1.nc", Served.DATA + "/w2.nc");
    JsonNode file = json.path("files").path(0);
    assertThat(file.path("bytes").asLong()).isEqualTo(bytes() / 3);
    assertThat(file.path("inUse").asBoolean()).isFalse();
    assertThat(Instant.parse(file.path("used").asText())).isBefore(Instant.now());
  }

  @Test
  void cleanRemovesWhatNoRunNeeds() throws IOException {
    bakes();
    Files.createDirectories(served.cache().resolve("partial"));
    Files.writeString(served.cache().resolve("partial/url-1"), "half");
    Files.writeString(served.cache().resolve("partial/url-1.validator"), "\"v1\"");
    JsonNode json = cache("clean", "--json").json();
    assertThat(json.path("filesRemoved").asInt()).isEqualTo(3);
    assertThat(json.path("bytesRemoved").asLong()).isEqualTo(bytes());
    assertThat(json.path("bytesLeft").asLong()).isZero();
    assertThat(served.cache().resolve("files")).isEmptyDirectory();
    assertThat(served.cache().resolve("partial")).isEmptyDirectory();
    bakes();
    assertThat(served.route("/data/w0.nc").requests()).isEqualTo(2);
  }

  @Test
  void keepLeavesTheFilesUsedLast() throws IOException {
    bakes();
    try (Stream<Path> files = Files.list(served.cache().resolve("files"))) {
      for (Path path : files.filter(p -> p.toString().endsWith(".json")).toList()) {
        boolean first = Files.readString(path).contains("w1.nc");
        Files.setLastModifiedTime(
            path,
            FileTime.from(Instant.parse(first ? "2024-01-02T00:00:00Z" : "2024-01-01T00:00:00Z")));
      }
    }
    long one = bytes() / 3;
    CommandRun run = cache("clean", "--keep", one + "B");
    assertThat(run.out()).contains("removed 2 files, ");
    JsonNode left = cache("list", "--json").json().path("files");
    assertThat(left).hasSize(1);
    assertThat(left.path(0).path("source").asText()).isEqualTo(Served.DATA + "/w1.nc");
    assertThat(cache("clean", "--keep", "1GB", "--json").json().path("filesRemoved").asInt())
        .isZero();
  }

  @Test
  void aSizeBindsOnlyWhatNoRunNeeds() throws IOException {
    bakes();
    served.serve("/b0.nc", served.large(0, LENGTH));
    served.serve("/b1.nc", served.large(1, LENGTH));
    String recipe = served.recipe("other", Served.DATA + "/b{t}.nc");
    served.bakes(recipe, "out", "--cache-size", "2kB");
    JsonNode files = cache("list", "--json").json().path("files");
    assertThat(files.findValuesAsText("source"))
        .as("the last run needed both, no run needs the others")
        .containsExactlyInAnyOrder(Served.DATA + "/b0.nc", Served.DATA + "/b1.nc");
    assertThat(served.run("verify", served.store("out").toString(), "--recipe", recipe).code())
        .isZero();
  }

  @Test
  void aFileOfTheCacheThatWasCutIsFetchedAgain() throws IOException {
    bakes();
    try (Stream<Path> files = Files.list(served.cache().resolve("files"))) {
      for (Path path : files.filter(p -> !p.toString().endsWith(".json")).toList()) {
        Files.write(path, new byte[10]);
      }
    }
    bakes();
    assertThat(served.route("/data/w0.nc").bodyBytes())
        .as("and asked for once by its version")
        .isBetween(2 * bytes() / 3, 2 * bytes() / 3 + 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "list --keep 1GB   | Option '--keep' goes with clean, not with list.",
        "clean --keep much | Invalid value for option '--keep': Cannot take 'much' as a number of bytes.",
        "empty             | Invalid value for positional parameter",
        "''                | Missing required parameter: 'list|clean'"
      })
  void wrongUsageIsNamed(String line, String message) {
    CommandRun run = cache(line.isEmpty() ? new String[0] : line.strip().split(" ", -1));
    assertThat(run.err()).startsWith(message.strip());
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.out()).isEmpty();
  }

  @Test
  void aCacheThatIsAFileIsNamed() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "x");
    String recipe =
        served.recipe("one", "FilePattern.single(\"%s/w0.nc\")".formatted(Served.DATA), "");
    CommandRun run =
        CommandRun.of("bake", recipe, "--target", folder + "/o.zarr", "--cache", file + "");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.err().strip())
        .hasLineCount(1)
        .startsWith("arcoforge: Cannot use cache " + file + ": ")
        .endsWith(". Choose another with --cache.")
        .doesNotContain("Exception");
  }
}
