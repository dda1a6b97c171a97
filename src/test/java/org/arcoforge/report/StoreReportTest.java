package org.arcoforge.report;

import static org.arcoforge.report.WrittenStore.days;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.arcoforge.dataset.Attributes;
import org.arcoforge.dataset.DataType;
import org.arcoforge.store.MemoryStore;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StoreReportTest {
  /** An attribute value that does harm wherever it is taken for more than text. */
  private static final String HOSTILE =
      "</style></pre><script src=\"https://evil.example/x.js\">alert(1)</script><img src=x onerror=alert(1)> | ``` [a](b)";

  @TempDir private Path folder = Path.of("");

  private static WrittenStore store() {
    return new WrittenStore()
        .with(
            "lat", DataType.FLOAT32, "lat=2", Attributes.NONE.with("units", "degrees_north"), 0, 5)
        .with("time", DataType.INT64, "time=3", days("standard"), 0, 1, 2)
        .with(
            "u",
            DataType.FLOAT32,
            "time=3 lat=2",
            Attributes.NONE.with("units", "m s-1"),
            1,
            2,
            3,
            4,
            5,
            6)
        .with("line", DataType.FLOAT64, "time=3", Attributes.NONE, 1, Double.NaN, 3)
        .with("scalar", DataType.INT32, "", Attributes.NONE.with("units", "K"), 273)
        .withTexts("names", "s=2", "Oslo", HOSTILE)
        .attribute("title", "Winds")
        .attribute("arcoforge_recipe", "winds.Winds");
  }

  private static RunFacts run() {
    return new RunFacts(
        "recipes/winds",
        4,
        3_360_000,
        0,
        4_040_000,
        3_250_000,
        Map.of("write", 0.2),
        1.9,
        178_000_000,
        545_000_000,
        List.of("'u' lacks <units>"),
        List.of(new RunFacts.FailedFile("b.nc", "It is gone.", "skipped")));
  }

  private static String write(MemoryStore store, Path into, String name) throws IOException {
    StoreReport.read(store, "out/winds.zarr", "ARCO Forge 1", run()).write(into);
    return Files.readString(into.resolve(name));
  }

  @Test
  void thePageHasEverythingAndLoadsNothing() throws IOException {
    String page = write(store().write(), folder.resolve("new/report"), "report.html");
    assertThat(page)
        .startsWith("<!DOCTYPE html>\n<html lang=\"en\">")
        .contains("<title>Winds – ARCO Forge report</title>")
        .contains("default-src &#39;none&#39;")
        .contains("&lt;xarray.Dataset&gt; Size:")
        .contains(
            "aria-label=\"Map of u. Across: lat 0 to 5 degrees_north. Upright: time 2000-01-01 to 2000-01-03. Values from 1 m s-1 to 6 m s-1; 0 % missing.\"")
        .contains(
            "aria-label=\"Line of line along time 2000-01-01 to 2000-01-03. Values from 1 to 3; 33.3 % missing.\"")
        .contains("273 K")
        .contains("Where it comes from")
        .contains("winds.Winds")
        .contains("&#39;u&#39; lacks &lt;units&gt;")
        .contains("It is gone.")
        .contains("178 MB at the peak; predicted at most 545 MB");
    assertThat(Pattern.compile("(src|href)=\"(?!#|data:image/png;base64,)").matcher(page).find())
        .isFalse();
    assertThat(page).doesNotContain("url(http").doesNotContain("@import").doesNotContain("<link");
  }

  @Test
  void hostileTextStaysText() throws IOException {
    WrittenStore store =
        new WrittenStore()
            .with(
                "v",
                DataType.FLOAT64,
                "x=2",
                Attributes.NONE.with("units", HOSTILE).with("long_name", HOSTILE),
                1,
                2)
            .with("<script>", DataType.FLOAT64, "<b>=2", Attributes.NONE, 1, 2)
            .attribute("title", HOSTILE)
            .attribute("fence", "```")
            .attribute("<img src=x>", HOSTILE);
    String page = write(store.write(), folder, "report.html");
    assertThat(page).doesNotContain("<script").doesNotContain("<img").doesNotContain("<b>");
    assertThat(page.split("</style>", -1)).hasSize(2);
    String summary = Files.readString(folder.resolve("summary.md"));
    assertThat(summary.lines().filter(line -> !line.startsWith("    ")))
        .noneMatch(line -> line.contains("<script") && !line.contains("\\"));
    assertThat(summary).contains("````");
  }

  @Test
  void dataSayTheSame() throws IOException {
    JsonNode report =
        JsonMapper.builder().build().readTree(write(store().write(), folder, "report.json"));
    assertThat(report.path("store").asText()).isEqualTo("out/winds.zarr");
    assertThat(report.path("zarrFormat").asInt()).isEqualTo(3);
    assertThat(report.path("dimensions").path("time").asInt()).isEqualTo(3);
    assertThat(report.path("run").path("failedFiles").get(0).path("treated").asText())
        .isEqualTo("skipped");
    JsonNode u = report.path("arrays").get(2);
    assertThat(u.path("name").asText()).isEqualTo("u");
    assertThat(u.path("role").asText()).isEqualTo("data");
    assertThat(u.path("decodedType").asText()).isEqualTo("float32");
    assertThat(u.path("max").asDouble()).isEqualTo(6);
    assertThat(u.path("records").get(0).path("shape").toString()).isEqualTo("[3,2]");
    assertThat(u.path("storedChunks").asInt()).isEqualTo(1);
    assertThat(report.path("arrays").get(3).path("missing").asInt()).isEqualTo(1);
    assertThat(report.path("checks")).isNotEmpty();
    assertThat(report.path("attributes").path("title").asText()).isEqualTo("Winds");
  }

  @Test
  void equalStoresGiveEqualReports() throws IOException {
    for (String name : List.of("report.html", "report.json", "summary.md")) {
      assertThat(write(store().write(), folder.resolve("a"), name))
          .isEqualTo(write(store().write(), folder.resolve("b"), name));
    }
  }

  @Test
  void aReportThatIsThereIsReplaced() throws IOException {
    Files.writeString(folder.resolve("report.html"), "old");
    assertThat(write(store().write(), folder, "report.html")).doesNotContain("old");
    try (Stream<Path> files = Files.list(folder)) {
      assertThat(files.map(file -> file.getFileName().toString()))
          .containsExactlyInAnyOrder("report.html", "report.json", "summary.md");
    }
  }

  @Test
  void whatIsNoFolderIsRefused() throws IOException {
    Path file = Files.writeString(folder.resolve("file"), "");
    assertThatThrownBy(() -> StoreReport.requireWritable(file))
        .hasMessage("Cannot write a report to %s: %s is a file. Name a folder.", file, file);
    Path below = file.resolve("a/b");
    assertThatThrownBy(() -> StoreReport.requireWritable(below))
        .hasMessage("Cannot write a report to %s: %s is a file. Name a folder.", below, file);
    Files.createDirectory(folder.resolve("report.json"));
    assertThatThrownBy(() -> StoreReport.requireWritable(folder))
        .hasMessage(
            "Cannot write a report to %s: report.json in it is a folder. Name another folder.",
            folder);
    StoreReport.requireWritable(folder.resolve("new/er"));
    assertThat(folder.resolve("new")).doesNotExist();
  }
}
