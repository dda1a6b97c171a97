package org.arcoforge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.arcoforge.store.PlayedGcs;
import org.arcoforge.store.PlayedGcs.Answer;
import org.arcoforge.store.PlayedGcs.Request;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Runs into a bucket whose token ends at any request that writes, and what becomes of them. */
final class StoppedInBucketTest {
  private static final String FIRST_TOKEN = "ya29.first-token-of-this-test";
  private static final String NEXT_TOKEN = "ya29.next-token-of-this-test";
  private static final int NEVER = Integer.MAX_VALUE;

  @TempDir private Path folder;

  @SuppressWarnings("NullAway.Init") // start() makes it.
  private PlayedGcs server;

  @SuppressWarnings("NullAway.Init")
  private Path tokenFile;

  @BeforeEach
  void start() throws IOException {
    new Winds(folder).write();
    server = new PlayedGcs("data");
    tokenFile = folder.resolve("token.txt");
  }

  @AfterEach
  void stop() {
    server.close();
  }

  private void renewToken(String token) throws IOException {
    Files.writeString(tokenFile, token + "\n");
    server.requireTokens(token);
  }

  private CommandRun run(String command, String store, String... more) {
    String[] arguments =
        new String[] {
          command,
          store,
          "--gcs-endpoint",
          server.endpoint(),
          "--gcs-token-file",
          tokenFile.toString()
        };
    return CommandRun.of(
        java.util.stream.Stream.concat(
                java.util.Arrays.stream(arguments), java.util.Arrays.stream(more))
            .toArray(String[]::new));
  }

  private CommandRun bake(String store, String... more) {
    String[] all =
        java.util.stream.Stream.concat(
                java.util.stream.Stream.of("--target", "gs://data/" + store, "--threads", "1"),
                java.util.Arrays.stream(more))
            .toArray(String[]::new);
    return run("bake", Winds.RECIPE, all);
  }

  /** Lets the token end at the {@code nth} request that writes, from 0. */
  private AtomicInteger endTokenAt(int nth) {
    AtomicInteger writes = new AtomicInteger();
    server.answer(
        request ->
            isWrite(request) && writes.getAndIncrement() >= nth
                ? Answer.error(401, "Invalid Credentials")
                : Answer.USUAL);
    return writes;
  }

  private static boolean isWrite(Request request) {
    return request.verb().equals("put") || request.verb().equals("delete");
  }

  private Map<String, Integer> contents(String store) {
    Map<String, Integer> contents = new TreeMap<>();
    for (Request request : server.requests()) {
      String name = request.name();
      byte[] bytes = server.bytes("data", name);
      if (name.startsWith(store + "/") && bytes != null) {
        contents.put(name.substring(store.length() + 1), java.util.Arrays.hashCode(bytes));
      }
    }
    return contents;
  }

  private long chunkPuts() {
    return server.requests().stream()
        .filter(
            request -> request.verb().equals("put") && request.name().matches(".*/u/(c/)?\\d.*"))
        .count();
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "3"})
  void atWhateverRequestATokenEndsResumeGoesOnWithTheNext(String format) throws IOException {
    renewToken(FIRST_TOKEN);
    AtomicInteger writes = endTokenAt(NEVER);
    assertThat(bake("whole.zarr", "--zarr", format).code()).isZero();
    Map<String, Integer> whole = contents("whole.zarr");
    long wholePuts = chunkPuts();
    assertThat(wholePuts).isEqualTo(3);
    assertThat(whole.keySet()).noneMatch(name -> name.contains("arcoforge"));
    int all = writes.get();
    for (int nth = 0; nth < all - 1; nth++) {
      String store = "stopped-%d.zarr".formatted(nth);
      renewToken(FIRST_TOKEN);
      endTokenAt(nth);
      CommandRun stopped = bake(store, "--zarr", format, "--verbose");
      assertThat(stopped.code()).describedAs("stopped at %d", nth).isEqualTo(1);
      assertThat(stopped.err())
          .contains("the access token of " + tokenFile + " is refused (401)")
          .doesNotContain("ya29");
      endTokenAt(NEVER);
      renewToken(NEXT_TOKEN + nth);
      assertThat(run("verify", "gs://data/" + store).code()).isEqualTo(1);
      long before = chunkPuts();
      long there = contents(store).keySet().stream().filter(k -> k.matches("u/(c/)?\\d.*")).count();
      CommandRun resumed = bake(store, "--zarr", format, "--resume");
      assertThat(resumed.code()).describedAs("%d: %s", nth, resumed.err()).isZero();
      assertThat(chunkPuts() - before).describedAs("after %d", nth).isEqualTo(wholePuts - there);
      assertThat(contents(store)).describedAs("after %d", nth).isEqualTo(whole);
    }
  }

  @Test
  void aRecordThatCannotBeTakenAwayLeavesAFinishedStoreAndANote() throws IOException {
    renewToken(FIRST_TOKEN);
    server.answer(
        request ->
            request.verb().equals("delete")
                    && request.name().endsWith("/.arcoforge-run")
                    && request.number() > 1
                ? Answer.error(403, "no")
                : Answer.USUAL);
    CommandRun run = bake("kept.zarr");
    assertThat(run.code()).isZero();
    assertThat(run.out())
        .contains(
            "The store is finished; .arcoforge-run is left beside it: Cannot delete gs://data/kept.zarr/.arcoforge-run: ");
    assertThat(run("verify", "gs://data/kept.zarr").code()).isZero();
  }

  @Test
  void aBucketThatMayNotBeWrittenFailsBeforeAnythingIsRead() throws IOException {
    renewToken(FIRST_TOKEN);
    server.answer(
        request ->
            isWrite(request) ? Answer.error(403, "no storage.objects.create") : Answer.USUAL);
    Files.delete(folder.resolve("wind 0%.nc"));
    CommandRun run = bake("denied.zarr");
    assertThat(run.code()).isEqualTo(1);
    assertThat(run.message())
        .startsWith("arcoforge: Cannot write to gs://data/denied.zarr/.arcoforge-run-probe: ");
  }

  @Test
  void overwritingOneStoreLeavesItsNeighboursAlone() throws IOException {
    renewToken(FIRST_TOKEN);
    assertThat(bake("a.zarr").code()).isZero();
    assertThat(bake("a.zarr2").code()).isZero();
    assertThat(bake("b/a.zarr").code()).isZero();
    Map<String, Integer> other = contents("a.zarr2");
    Map<String, Integer> inFolder = contents("b/a.zarr");
    assertThat(bake("a.zarr", "--overwrite", "--zarr", "2").code()).isZero();
    assertThat(contents("a.zarr2")).isEqualTo(other);
    assertThat(contents("b/a.zarr")).isEqualTo(inFolder);
    assertThat(contents("a.zarr")).containsKey("u/0.0").doesNotContainKey("zarr.json");
  }

  @ParameterizedTest
  @ValueSource(strings = {"2", "3"})
  void aReplacementThatIsStoppedIsNeverAMixture(String format) throws IOException {
    renewToken(FIRST_TOKEN);
    assertThat(bake("whole.zarr", "--zarr", "3").code()).isZero();
    Map<String, Integer> whole = contents("whole.zarr");
    for (int nth = 0; ; nth++) {
      String store = "replaced-%d.zarr".formatted(nth);
      endTokenAt(NEVER);
      renewToken(FIRST_TOKEN);
      assertThat(bake(store, "--zarr", format, "--prune=1").code()).isZero();
      Map<String, Integer> old = contents(store);
      endTokenAt(nth);
      int code = bake(store, "--zarr", "3", "--overwrite").code();
      endTokenAt(NEVER);
      if (code == 0) {
        assertThat(nth).isGreaterThan(8);
        break;
      }
      renewToken(NEXT_TOKEN + nth);
      boolean open = run("inspect", "gs://data/" + store).code() == 0;
      if (open) {
        Map<String, Integer> now = contents(store);
        now.keySet().removeIf(name -> name.startsWith(".arcoforge"));
        assertThat(now).describedAs("open after %d", nth).isIn(old, whole);
      }
      assertThat(bake(store, "--zarr", "3", "--overwrite").code()).isZero();
      assertThat(contents(store)).isEqualTo(whole);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"--overwrite", "--resume"})
  void ofTwoRunsIntoOneTargetTheFirstDoesNotFinishWhatTheSecondHasTaken(String mode)
      throws IOException {
    renewToken(FIRST_TOKEN);
    AtomicInteger chunks = new AtomicInteger();
    AtomicInteger second = new AtomicInteger(-1);
    server.answer(
        request -> {
          boolean chunk = request.verb().equals("put") && request.name().matches(".*/u/c/.*");
          if (chunk && chunks.getAndIncrement() == 2) {
            second.set(bake("two.zarr", mode, "--zarr", "3", "--memory", "100MB").code());
          }
          return chunk && chunks.get() > 3 && second.get() < 0
              ? Answer.error(403, "no")
              : Answer.USUAL;
        });
    CommandRun first = bake("two.zarr");
    assertThat(second).hasValue(1);
    assertThat(first.code()).isEqualTo(1);
    assertThat(first.message())
        .isEqualTo(
            "arcoforge: Cannot complete gs://data/two.zarr: another run has written or removed it meanwhile. Bake it with --overwrite when no other run writes there.");
    assertThat(run("verify", "gs://data/two.zarr").code()).isEqualTo(1);
    assertThat(bake("two.zarr", "--overwrite").code()).isZero();
  }
}
