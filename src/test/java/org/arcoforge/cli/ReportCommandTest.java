package org.arcoforge.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportCommandTest {
  @TempDir private Path folder = Path.of("");

  private Winds winds = new Winds(Path.of(""));

  @BeforeEach
  void write() throws IOException {
    winds = new Winds(folder);
    winds.write();
  }

  private String report() {
    return folder.resolve("report").toString();
  }

  private JsonNode data() throws IOException {
    return JsonMapper.builder().build().readTree(folder.resolve("report/report.json").toFile());
  }

  @Test
  void bakeWritesAReportOfTheStore() throws IOException {
    CommandRun bake = winds.bake("--report", report());
    assertThat(bake.code()).isZero();
    assertThat(bake.out()).endsWith("Report: " + report() + "/report.html\n");
    assertThat(data().path("run").path("files").asInt()).isEqualTo(2);
    assertThat(data().path("run").path("recipe").asText()).isEqualTo(Winds.RECIPE);
    assertThat(data().path("tool").asText()).startsWith("ARCO Forge ");
    assertThat(data().path("arrays").get(1).path("max").asDouble()).isEqualTo(10);
    assertThat(folder.resolve("report/report.html")).exists();
    assertThat(folder.resolve("report/summary.md")).exists();
  }

  @Test
  void withJsonTheResultAloneIsOnStandardOutput() throws IOException {
    CommandRun bake = winds.bake("--report", report(), "--json");
    assertThat(bake.json().path("files").asInt()).isEqualTo(2);
    assertThat(bake.err()).contains("Report: " + report());
  }

  @Test
  void verifyWritesAReportOfAStoreThatIsThere() throws IOException {
    winds.bake();
    CommandRun verify = CommandRun.of("verify", winds.store(), "--report", report());
    assertThat(verify.code()).isZero();
    assertThat(data().path("run").isMissingNode()).isTrue();
    assertThat(data().path("dimensions").path("t").asInt()).isEqualTo(6);
  }

  @Test
  void pushWritesAReportToo() throws IOException {
    CommandRun push =
        CommandRun.of(
            "push",
            folder.resolve("wind 0%.nc").toString(),
            "--target",
            winds.store(),
            "--report",
            report());
    assertThat(push.code()).describedAs(push.err()).isZero();
    assertThat(data().path("run").path("files").asInt()).isEqualTo(1);
  }

  @Test
  void aFolderThatCannotBeOneStopsTheRunBeforeItStarts() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    Winds.assertFails(
        winds.bake("--report", file.toString()),
        "Cannot write a report to %s: %s is a file. Name a folder.".formatted(file, file));
    winds.assertNoStore();
  }

  @Test
  void aFolderInTheStoreIsWrongUsage() {
    String inside = winds.store() + "/report";
    CommandRun bake = winds.bake("--report", inside);
    assertThat(bake.code()).isEqualTo(2);
    assertThat(bake.err())
        .contains(
            "Cannot write a report to %s: it is in the store %s. Name another folder."
                .formatted(inside, winds.store()));
    winds.assertNoStore();
  }

  @Test
  void aReportThatCannotBeWrittenLeavesTheStoreFinished() throws IOException {
    Path inTheWay = folder.resolve("report/.report.json.tmp");
    Files.createDirectories(inTheWay.resolve("full"));
    CommandRun bake = winds.bake("--report", report());
    assertThat(bake.code()).isEqualTo(1);
    assertThat(bake.message())
        .startsWith(
            "arcoforge: Cannot write the report of %s to %s: ".formatted(winds.store(), report()))
        .contains(inTheWay.toString())
        .endsWith(". The store is finished.");
    assertThat(bake.out()).contains("Baked " + winds.store());
    assertThat(CommandRun.of("verify", winds.store()).code()).isZero();
  }
}
