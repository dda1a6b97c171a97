package org.arcoforge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.arcoforge.pipeline.Archive;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which files a push means, and in which order. */
final class PushFilesTest {
  @TempDir private Path folder;

  /** Writes file {@code key} of a series. */
  private Path write(String name, int key) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Winds.file(key, "m s-1").write(file);
    return file;
  }

  private JsonNode shown(String... arguments) throws IOException {
    String[] all =
        Stream.concat(
                Stream.of("push", "--dry-run", "--json", "--concat=t", "--target=x.zarr"),
                Stream.of(arguments))
            .toArray(String[]::new);
    CommandRun run = CommandRun.of(all);
    assertThat(run.code()).describedAs(run.err()).isZero();
    return run.json();
  }

  private List<String> order(String... arguments) throws IOException {
    List<String> names = new ArrayList<>();
    shown(arguments)
        .path("files")
        .forEach(name -> names.add(name.asText().substring(folder.toString().length() + 1)));
    return names;
  }

  @Test
  void numbersInNamesCountByValue() throws IOException {
    String ten = write("m10.nc", 3).toString();
    String two = write("m2.nc", 1).toString();
    write("m1.nc", 0);
    write("m9.nc", 2);
    String glob = folder.resolve("m[19].nc").toString();
    assertThat(order(ten, glob, two)).containsExactly("m1.nc", "m2.nc", "m9.nc", "m10.nc");
  }

  @Test
  void globsReachAsDeepAsTheySay() throws IOException {
    write("1981/a.nc", 0);
    write("1982/a.nc", 1);
    write("1982/more/a.nc", 2);
    Path elsewhere = folder.resolve("elsewhere");
    Files.createDirectories(elsewhere);
    Files.move(folder.resolve("1981"), elsewhere.resolve("1981"));
    Files.createSymbolicLink(folder.resolve("1981"), elsewhere.resolve("1981"));
    assertThat(order(folder + "/*/a.nc")).containsExactly("1981/a.nc", "1982/a.nc");
    assertThat(order(folder + "/1982/**/*.nc")).containsExactly("1982/a.nc", "1982/more/a.nc");
    assertThat(order(folder + "/1981/*.nc")).containsExactly("1981/a.nc");
  }

  @Test
  void hostileNamesAreTakenLiterally() throws IOException {
    List<String> names =
        List.of(
            " 0 first.nc",
            "1 \"quoted\".nc",
            "2\\back\\u0041.nc",
            "3{time:yyyy}.nc",
            "4größe 日本.nc",
            "5!/six.nc",
            "7[x]*?.nc",
            "8'$HOME'%s%20#?a=b.nc",
            "9 last.nc ");
    List<String> paths = new ArrayList<>();
    for (int key = 0; key < names.size(); key++) {
      paths.add(write(names.get(key), key).toString());
    }
    String store = folder.resolve("out.zarr").toString();
    String[] arguments =
        Stream.concat(Stream.of("push", "--concat=t", "--target", store), paths.stream())
            .toArray(String[]::new);
    CommandRun run = CommandRun.of(arguments);
    assertThat(run.code()).describedAs(run.err()).isZero();
    assertThat(CommandRun.of("inspect", store).out()).contains("t 27");
  }

  @Test
  void namesMayLookLikeArguments() throws IOException {
    Path here = Path.of("").toAbsolutePath();
    Path dash = Files.createTempFile(here, "-push", ".nc");
    Path at = Files.createTempFile(here, "@push", ".nc");
    try {
      Winds.file(1, "m s-1").write(dash);
      Winds.file(2, "m s-1").write(at);
      JsonNode json = shown("--", at.getFileName().toString(), dash.getFileName().toString());
      assertThat(json.path("files").path(0).asText()).isEqualTo(dash.toString());
      assertThat(json.path("files").path(1).asText()).isEqualTo(at.toString());
    } finally {
      Files.delete(dash);
      Files.delete(at);
    }
  }

  @Test
  void whatIsBehindALinkDecidesWhatIsAboveIt() throws IOException {
    write("a.nc", 0);
    Path right = write("deep/a.nc", 1);
    write("deep/down/x.nc", 2);
    Files.createSymbolicLink(folder.resolve("link"), folder.resolve("deep/down"));
    assertThat(shown(folder + "/link/../a.nc").path("files").path(0).asText())
        .isEqualTo(right.toRealPath().toString());
  }

  @Test
  void aFileUrlIsAPath() throws IOException {
    Path file = write("a b.nc", 0);
    assertThat(order(file.toUri().toString())).containsExactly("a b.nc");
  }

  @Test
  void membersOfArchivesAreFiles() throws IOException {
    Path zip = folder.resolve("data.zip");
    try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(zip))) {
      for (int key : new int[] {10, 2, 1}) {
        out.putNextEntry(new ZipEntry("d/m" + key + ".nc"));
        Files.copy(write("m.nc", key), out);
      }
    }
    String cache = "--cache=" + folder.resolve("cache");
    assertThat(order(zip + "!/d/*.nc", cache))
        .containsExactly("data.zip!/d/m1.nc", "data.zip!/d/m2.nc", "data.zip!/d/m10.nc");
    write("m.nc", 11);
    assertThat(order(zip + "!/d/m10.nc", folder + "/m.nc", cache))
        .containsExactly("data.zip!/d/m10.nc", "m.nc");
  }

  @Test
  void aDimensionWithoutCoordinateIsNoted() throws IOException {
    for (String name : List.of("a.nc", "b.nc")) {
      new Archive()
          .dimension("t", 1)
          .variable("u", List.of("t"), new int[] {1})
          .write(folder.resolve(name));
    }
    assertThat(shown(folder + "/*.nc").path("notes").path(0).asText())
        .isEqualTo("note: t has no coordinate: only the names of the files say their order");
  }

  @Test
  void aFolderOfTheMachineIsNotAskedForMoreThanTheGlob() throws IOException {
    Path file = write("a.nc", 0);
    Path closed = Files.createDirectories(folder.resolve("closed"));
    Files.createSymbolicLink(closed.resolve("loop"), folder);
    assertThat(order(folder + "/*.nc")).containsExactly(file.getFileName().toString());
  }
}
