package org.arcoforge.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.List;
import org.arcoforge.dataset.Attributes;
import org.arcoforge.dataset.DataType;
import org.arcoforge.store.MemoryStore;
import org.arcoforge.store.StoreKey;
import org.arcoforge.zarr.ZarrFormat;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class CheckStoreTest {
  private static WrittenStore store() {
    return new WrittenStore()
        .with("x", DataType.INT32, "x=3", Attributes.NONE, 1, 2, 3)
        .with("v", DataType.FLOAT32, "x=3", Attributes.NONE, 1, 2, 3);
  }

  private static List<Check> checks(MemoryStore store) throws IOException {
    return ReportContent.read(store, "a", "test", null, ReadLimits.usual()).checks().stream()
        .filter(check -> check.variable().isEmpty())
        .toList();
  }

  @ParameterizedTest
  @EnumSource
  void aWholeStoreIsFine(ZarrFormat format) throws IOException {
    assertThat(checks(store().write(format)))
        .containsExactly(
            Check.ok("opens", "", "It opens with consolidated metadata of 2 arrays."),
            Check.ok("chunks", "", "2 of 2 chunks are there."));
  }

  @Test
  void withoutConsolidatedMetadataItIsAWarning() throws IOException {
    MemoryStore store = store().write(ZarrFormat.V2);
    store.delete(new StoreKey(".zmetadata"));
    assertThat(checks(store).get(0))
        .isEqualTo(
            Check.warning(
                "opens",
                "",
                "It opens, with 2 arrays, but has no consolidated metadata: readers must list it, which web servers do not allow."));
  }

  @Test
  void missingChunksAreNoted() throws IOException {
    MemoryStore store = store().write();
    store.delete(new StoreKey("v/c/0"));
    assertThat(checks(store))
        .contains(
            Check.note("chunks", "", "1 of 2 chunks are there; others read as the fill value."));
  }

  @Test
  void dimensionsOfSeveralLengthsAreAFailure() throws IOException {
    MemoryStore store = store().with("w", DataType.FLOAT32, "x=2", Attributes.NONE, 1, 2).write();
    assertThat(checks(store))
        .contains(
            Check.failed(
                "dimensions",
                "",
                "Dimension 'x' has several lengths, so xarray cannot open the store: 3 in 'x', 2 in 'w'."));
  }

  @Test
  void sourceFilesThatWereLeftOutAreAWarning() throws IOException {
    assertThat(checks(store().attribute("skipped_source_files", "a.nc").write()))
        .contains(
            Check.warning("sourceFiles", "", "1 source file could not be read and was skipped."));
  }

  @Test
  void aChunkThatCannotBeDecodedIsAFailureOfItsVariable() throws IOException {
    MemoryStore store = store().write();
    store.put(new StoreKey("v/c/0"), ByteBuffer.wrap("no chunk".getBytes(StandardCharsets.UTF_8)));
    ReportContent report = ReportContent.read(store, "a", "test", null, ReadLimits.usual());
    assertThat(report.checks())
        .anyMatch(
            check ->
                check.name().equals("readable")
                    && check.variable().equals("v")
                    && check.status() == Check.Status.FAILED
                    && check.text().startsWith("Cannot read v/c/0 of memory:"));
    assertThat(report.arrays().get(1).sample().note()).startsWith("Cannot read v/c/0");
  }
}
