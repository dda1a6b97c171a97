package org.arcoforge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Optional;
import org.arcoforge.fetch.PlayedServer;
import org.arcoforge.store.Identity;
import org.arcoforge.store.LocalStore;
import org.arcoforge.store.StoreKey;
import org.arcoforge.transfer.CopyProgress;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The commands copy and access, as their users meet them. */
final class CopyCommandTest {
  @TempDir private Path folder;
  private String source = "";
  private String target = "";

  @BeforeEach
  void aSmallStore() throws IOException {
    source = folder.resolve("a.zarr").toString();
    target = folder.resolve("b.zarr").toString();
    put("zarr.json", "{\"zarr_format\": 3, \"node_type\": \"group\"}");
    put("x/zarr.json", "{}");
    put("x/c/0", "1234567");
  }

  private void put(String key, String text) throws IOException {
    byte[] bytes = text.getBytes(java.nio.charset.StandardCharsets.UTF_8);
    new LocalStore(Path.of(source)).put(new StoreKey(key), ByteBuffer.wrap(bytes));
  }

  private static String timeless(String text) {
    return text.replaceAll("(?m)^time .*$", "time");
  }

  @Test
  void aCopyIsSummedUp() {
    CommandRun run = CommandRun.of("copy", source, target);
    assertThat(timeless(run.out()))
        .isEqualTo(
            """
            Copied %s to %s

            copied   49 bytes in 3 objects
            time

            Open it in Python:
              import xarray as xr
              ds = xr.open_dataset("%s", engine="zarr", chunks={})
            """
                .formatted(source, target, target));
    assertThat(run.out())
        .containsPattern("(?m)^time     [0-9]+\\.[0-9] s, [0-9.]+ .*bytes?/s$|kB/s$");
    assertThat(run.err()).isEqualTo("3 of 3 objects, 49 bytes of 49 bytes\n");
    assertThat(run.code()).isZero();
  }

  @Test
  void aCopyThatIsThereIsSaidToBe() {
    CommandRun.of("copy", source, target);
    CommandRun run = CommandRun.of("copy", source, target);
    assertThat(timeless(run.out()))
        .startsWith(
            """
            Nothing to copy: %s is equal to %s

            copied   0 bytes in 0 objects
            there    49 bytes in 3 objects, equal
            time
            """
                .formatted(target, source));
    assertThat(run.code()).isZero();
  }

  @Test
  void anotherStoreIsReplacedOnlyWhenAsked() throws IOException {
    CommandRun.of("copy", source, target);
    put("x/c/0", "7654321");
    Files.delete(Path.of(source, "x/zarr.json"));
    Winds.assertFails(
        CommandRun.of("copy", source, target),
        "Cannot copy to %s: another Zarr store is there already. Choose another target, or replace it with --overwrite."
            .formatted(target));
    CommandRun run = CommandRun.of("copy", source, target, "--overwrite");
    assertThat(run.out())
        .contains("copied   47 bytes in 2 objects", "deleted  1 object of the store that was there")
        .doesNotContain("x/zarr.json");
    assertThat(Path.of(target, "x/zarr.json")).doesNotExist();
    assertThat(Path.of(target, "x/c/0")).hasContent("7654321");
  }

  @Test
  void theResultIsDataToo() throws IOException {
    JsonNode json = CommandRun.of("copy", "--json", source, target).json();
    assertThat(json.path("objects").asLong()).isEqualTo(3);
    assertThat(json.path("bytes").asLong()).isEqualTo(49);
    assertThat(json.path("objectsThere").asLong()).isZero();
    assertThat(json.path("store").asText()).isEqualTo(target);
    assertThat(json.path("seconds").asDouble()).isPositive();
  }

  @Test
  void whatCannotBeCopiedIsNamed() {
    Winds.assertFails(
        CommandRun.of("copy", folder + "/none.zarr", target),
        ("Cannot copy %s/none.zarr: it is no Zarr store, without zarr.json, .zgroup or .zarray in its root."
                + " Check its address; a store that is still being written, or was given up, has none either.")
            .formatted(folder));
    Winds.assertFails(
        CommandRun.of("copy", source, source),
        "Cannot copy %s to %s: they are the same. Choose another target."
            .formatted(source, source));
    assertThat(CommandRun.of("copy", source).code()).isEqualTo(2);
    assertThat(CommandRun.of("copy", source, "ftp://host/b").message())
        .contains("scheme 'ftp' is not known");
  }

  @Test
  void credentialsThatEndAreAnnounced() {
    Clock clock = Clock.fixed(Instant.parse("2026-11-24T10:00:00Z"), ZoneOffset.UTC);
    Identity ending = new Identity("me", Optional.of(Instant.parse("2026-11-24T10:57:30.5Z")));
    assertThat(CopyCommand.ending("gs://b/a", ending, clock))
        .hasValue("The credentials for gs://b/a (me) end at 2026-11-24T10:57:30Z, in 57 minutes.");
    Identity ended = new Identity("me", Optional.of(Instant.parse("2026-11-24T09:00:00Z")));
    assertThat(CopyCommand.ending("gs://b/a", ended, clock).orElseThrow())
        .endsWith("end at 2026-11-24T09:00:00Z, which is in the past.");
    assertThat(CopyCommand.ending("gs://b/a", Identity.of("me"), clock)).isEmpty();
  }

  @Test
  void progressHasWhatIsKnown() {
    assertThat(CopyDisplay.line(new CopyProgress(1200, 5000, 3_000_000, 9_000_000), 2))
        .isEqualTo("1,200 of 5,000 objects, 3.00 MB of 9.00 MB (1.50 MB/s, 4 s left)");
    assertThat(CopyDisplay.line(new CopyProgress(1, 1, 3_000_000, -1), 2))
        .isEqualTo("1 of 1 object, 3.00 MB");
  }

  @Test
  void whatIsAllowedIsSaid() throws IOException {
    Path place = folder.resolve("place");
    CommandRun run = CommandRun.of("access", place.toString());
    assertThat(run.out())
        .isEqualTo(
            """
            %s
            login    user %s
            write    ok
            list     ok
            read     ok
            delete   ok
            """
                .formatted(place, System.getProperty("user.name")));
    assertThat(run.code()).isZero();
    assertThat(new LocalStore(place).list("")).isEmpty();
    JsonNode json = CommandRun.of("access", place.toString(), "--json").json();
    assertThat(json.path("ok").asBoolean()).isTrue();
    assertThat(json.path("steps").findValuesAsText("outcome")).hasSize(5).containsOnly("ok");
  }

  @Test
  void whatIsNotAllowedIsSaidWithItsRemedy() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "no folder");
    CommandRun run = CommandRun.of("access", file.toString());
    assertThat(run.out())
        .contains("write    failed: Cannot write to " + file)
        .contains("list     failed: Cannot open store " + file)
        .contains("delete   no: Nothing was written.");
    assertThat(run.code()).isEqualTo(1);
    JsonNode json = CommandRun.of("access", file.toString(), "--json").json();
    assertThat(json.path("ok").asBoolean(true)).isFalse();
    assertThat(json.path("steps").path(1).path("message").asText())
        .startsWith("Cannot write to " + file);
  }

  @Test
  void noTokenOfAUrlIsShown() throws IOException {
    try (PlayedServer server = PlayedServer.start()) {
      String array =
          """
          {"zarr_format": 3, "node_type": "array", "shape": [1], "data_type": "int8",
           "chunk_grid": {"name": "regular", "configuration": {"chunk_shape": [1]}},
           "chunk_key_encoding": {"name": "default"}, "fill_value": 0,
           "codecs": [{"name": "bytes"}]}
          """;
      server.serve("/a.zarr/zarr.json", array.getBytes(java.nio.charset.StandardCharsets.UTF_8));
      server.serve("/a.zarr/c/0", new byte[] {1});
      String url = server.url("/a.zarr") + "?token=t0psecret";
      for (String[] command :
          new String[][] {
            {"copy", url, target},
            {"copy", url, target},
            {"copy", "--json", url, target},
            {"access", url},
            {"access", "--json", url},
            {"inspect", url},
            {"verify", url}
          }) {
        CommandRun run = CommandRun.of(command);
        assertThat(run.out() + run.err())
            .as(String.join(" ", command))
            .contains("/a.zarr")
            .doesNotContain("t0psecret");
      }
    }
  }
}
